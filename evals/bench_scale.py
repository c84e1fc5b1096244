"""Answering at growing size among near-identical reports: what it costs, and whether the right report is found."""

from __future__ import annotations

import math
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from evals.asking import ask_cases
from evals.case import Case
from evals.corpus import fill, read_corpus
from evals.errors import RunError
from evals.finding import Finder, OwnAnswerer
from evals.interval import Rate, percentile
from evals.metrics import GOOD
from evals.perturb import Clone, NearEmbedder, clone_cases, clones, invented_names
from evals.record import TurnRecord
from evals.summary import summarise
from vectorstore.embedder import Embedder, build_embedder
from vectorstore.settings import EmbeddingSettings, StoreSettings
from vectorstore.source import Source
from vectorstore.store import PassageStore

Say = Callable[[str], None]
MEGABYTE = 1024 * 1024
BATCH = 50  # reports written and read in one go


@dataclass(frozen=True)
class Accuracy:
    """Answers to single-figure questions among near-identical reports.

    found: the evidence is among the first five passages. own: of the citations, those from the report that was asked
    about. misses: every wrong or needlessly refused question with the reason.
    """

    right: Rate
    wrong: Rate
    refused: Rate
    found: Rate
    own: Rate
    misses: tuple[str, ...] = ()


@dataclass(frozen=True)
class ScaleCost:
    """Cost and accuracy at one size. Times in milliseconds (p50, p95, p99), memory and disk in megabytes.

    first: the same questions at every size, about the first reports (one of each kind). anywhere: about all reports.
    """

    passages: int
    documents: int
    ingest_seconds: float
    retrieval: tuple[float, float, float]
    answer: tuple[float, float, float]
    memory: float
    disk: float
    first: Accuracy
    anywhere: Accuracy


@dataclass(frozen=True)
class Stop:
    """A size at which the growing store is measured: so many passages or so many reports, whichever is not 0."""

    passages: int = 0
    reports: int = 0

    def missing(self, passages: int, reports: int, passages_a_report: float) -> int:
        """How many more reports to read; 0 when the size is reached."""
        if self.reports:
            return max(self.reports - reports, 0)
        return max(math.ceil((self.passages - passages) / passages_a_report), 0)


@dataclass(frozen=True)
class Field:
    """What clones are made of. regions: plain region of each base document. questions: asked of each kind a stop."""

    sources: Mapping[str, Source]
    regions: Mapping[str, str]
    cases: Sequence[Case]
    passages_a_report: float
    questions: int

    def asked_of(self, some: Sequence[Clone]) -> list[Case]:
        """A fixed sample of the single-figure questions about these clones."""
        pool = [case for clone in some for case in clone_cases(clone, self.cases, self.sources[clone.base])]
        return random.Random(11).sample(pool, min(self.questions, len(pool)))


def measure_scales(
    field: Field, stops: Sequence[Stop], data: Path, embedder: Embedder, say: Say
) -> Iterator[ScaleCost]:
    """Grow one store from stop to stop, and ask at each."""
    supply = clones(field.sources, field.regions)
    written: list[Clone] = []
    seconds, measured = 0.0, 0
    with (
        tempfile.TemporaryDirectory(prefix="zhengwen-bench-") as name,
        PassageStore.open(StoreSettings(data), writer=True, embedder=embedder) as store,
    ):
        for stop in sorted(stops, key=lambda stop: stop.missing(0, 0, field.passages_a_report)):
            while missing := stop.missing(_passages(store), len(written), field.passages_a_report):
                batch = list(islice(supply, min(missing, BATCH)))
                if not batch:
                    raise RunError(f"只能造出 {len(written)} 份相似报告,请减小规模")
                started = time.perf_counter()
                fill(store, _write(batch, Path(name)))
                seconds += time.perf_counter() - started
                written += batch
                say(f"已读入 {len(written)} 份相似报告,{_passages(store)} 段,{seconds:.0f} 秒")
            if len(written) > measured:  # 5 reports and 1,000 passages may be the same stop
                yield _scale_cost(store, written, field, data, seconds)
                measured = len(written)


def _passages(store: PassageStore) -> int:
    return sum(record.passage_count for record in store.documents())


def _write(batch: Sequence[Clone], folder: Path) -> list[Path]:
    paths = [folder / f"{clone.id}.txt" for clone in batch]
    for path, clone in zip(paths, batch, strict=True):
        path.write_text(clone.text, encoding="utf-8")
    return paths


def _scale_cost(store: PassageStore, written: Sequence[Clone], field: Field, data: Path, seconds: float) -> ScaleCost:
    first = _asked(store, field.asked_of(written[: len(field.sources)]))
    anywhere = _asked(store, field.asked_of(written))
    finder = Finder(store)
    times = [_timed(finder, turn.question) for turn in anywhere]
    return ScaleCost(
        passages=_passages(store),
        documents=len(store.documents()),
        ingest_seconds=seconds,
        retrieval=percentiles(times),
        answer=percentiles([turn.milliseconds for turn in anywhere]),
        memory=memory_megabytes(),
        disk=disk_megabytes(data),
        first=accuracy(first),
        anywhere=accuracy(anywhere),
    )


def _asked(store: PassageStore, cases: Sequence[Case]) -> list[TurnRecord]:
    return list(ask_cases(OwnAnswerer(store), cases, read_corpus(store, cases)))


def accuracy(turns: Sequence[TurnRecord]) -> Accuracy:
    """Right, wrong and refused shares of these answers, and what went wrong."""
    summary = summarise(turns)
    return Accuracy(
        right=summary.overall.right,
        wrong=summary.overall.wrong,
        refused=summary.overall.needless,
        found=summary.retrieval.first_five if summary.retrieval else Rate(0, 0),
        own=summary.documents,
        misses=tuple(
            f"{turn.question}:{';'.join(turn.judgement.reasons)}" for turn in turns if turn.verdict not in GOOD
        ),
    )


def _timed(finder: Finder, question: str) -> float:
    started = time.perf_counter()
    finder.find(question)
    return (time.perf_counter() - started) * 1000


def memory_megabytes() -> float:
    """Peak of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def disk_megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / MEGABYTE


def percentiles(values: Sequence[float]) -> tuple[float, float, float]:
    """p50, p95, p99."""
    return percentile(values, 0.5), percentile(values, 0.95), percentile(values, 0.99)


def near_embedder(settings: EmbeddingSettings) -> NearEmbedder:
    return NearEmbedder(build_embedder(settings), invented_names())
