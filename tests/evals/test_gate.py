"""The gate over the real chain, the sample reports and their gold questions: deliberate regressions do not pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.assistant import Assistant
from app.bootstrap import build_chain
from app.chain import Chain
from app.retriever import Retriever
from app.understanding.reading import QuestionReader
from app.understanding.wording import Wording, load_wording
from evals.asking import ChainAnswerer, Corpus, ask_cases, select
from evals.case import Case
from evals.case_file import load_cases
from evals.corpus import GOLD, SAMPLE, read_corpus
from evals.gate import drops, read_baseline, write_baseline
from evals.record import Run, Setting
from evals.unverified import MisreadStore, misread_digit, unverified_chain
from ingest.pipeline import Pipeline
from ingest.settings import IngestSettings
from tests.app.reports import InProcessReader
from tests.fakes import FakeEmbedder
from vectorstore.settings import StoreSettings
from vectorstore.store import PassageStore


@dataclass(frozen=True)
class Sample:
    """The sample reports in a store, with what is asked of them."""

    store: PassageStore
    cases: tuple[Case, ...]
    corpus: Corpus

    def run(self, chain: Chain) -> Run:
        return Run("r", "政问", "", 0, Setting(), tuple(ask_cases(ChainAnswerer(chain), self.cases, self.corpus)))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    settings = StoreSettings(tmp_path_factory.mktemp("gate"))
    with PassageStore.open(settings, writer=True, embedder=FakeEmbedder()) as store:
        pipeline = Pipeline(store, InProcessReader(), IngestSettings())
        assert {pipeline.ingest_file(item.path).outcome for item in pipeline.find([SAMPLE])} == {"added"}
        cases = select(load_cases([GOLD / "corpus.jsonl"]), [record.id for record in store.documents()]).cases
        yield Sample(store, cases, read_corpus(store, cases))


def fallen(before: Run, after: Run, folder: Path) -> set[str]:
    """Names of the rates at which the gate stops `after`, with `before` as its baseline."""
    write_baseline(before, folder / "baseline.json")
    return {drop.name for drop in drops(after, read_baseline(folder / "baseline.json"))}


def test_verification_off_is_stopped_where_figures_are_misread(sample: Sample, tmp_path: Path) -> None:
    misread = MisreadStore(sample.store, 3, (misread_digit,))
    before, after = sample.run(build_chain(misread)), sample.run(unverified_chain(misread))
    assert {"wrong", "false_figures", "citation_precision"} <= fallen(before, after, tmp_path)


def test_words_for_targets_taken_for_results_are_stopped(sample: Sample, tmp_path: Path) -> None:
    altered = targets_read_as_results(load_wording())
    worse = Assistant(sample.store, Retriever(sample.store), QuestionReader(altered), altered)
    assert "right" in fallen(sample.run(build_chain(sample.store)), sample.run(worse), tmp_path)


def targets_read_as_results(wording: Wording) -> Wording:
    """目标, 预期, 计划 and their synonyms listed under 完成."""
    kinds = dict(wording.kinds)
    kinds |= {"actual": (*kinds["target"], *kinds["actual"]), "target": ()}
    return replace(wording, kinds=tuple(kinds.items()))
