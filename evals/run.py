"""Make a run and write it down: JSON for machines, Markdown and one HTML page for people."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.settings import AnswerSettings
from evals.asking import Answerer, Corpus, Selection, ask_cases, select
from evals.case_file import load_cases
from evals.corpus import describe, read_corpus
from evals.errors import RunError
from evals.markdown import markdown
from evals.misses import miss_table
from evals.page import page
from evals.record import Run, Setting, read_run, write_run
from vectorstore.settings import StoreSettings
from vectorstore.store import PassageStore


@dataclass(frozen=True)
class Prepared:
    """A store's corpus, the cases that can be asked of it, and what the run is made under."""

    id: str
    selection: Selection
    corpus: Corpus
    setting: Setting

    @property
    def questions(self) -> int:
        return sum(len(case.turns) for case in self.selection.cases)


def prepare(store: PassageStore, settings: StoreSettings, gold: Sequence[Path], only: str = "") -> Prepared:
    """Read the cases and the corpus. only: ask just the cases whose id begins so, or the `held-out` ones.

    Raises GoldError, and RunError when no case can be asked of these documents.
    """
    cases = load_cases(gold)
    if only:
        cases = [case for case in cases if (case.held_out if only == "held-out" else case.id.startswith(only))]
    documents = [record.id for record in store.documents()]
    selection = select(cases, documents)
    if not selection.cases:
        held = "、".join(documents) or "空"
        raise RunError(f"没有一道题能问:题库所指的文件都不在库里(库里有:{held})。请用 --reports 指明报告所在的文件夹")
    setting = describe(store, settings, AnswerSettings.from_environment(), gold)
    return Prepared(run_id(), selection, read_corpus(store, selection.cases), setting)


def run_id() -> str:
    """Local time to the second: sorts by age."""
    return datetime.now().strftime("%Y%m%d-%H%M%S")


def make_run(answerer: Answerer, prepared: Prepared, progress: Callable[[], None] = lambda: None) -> Run:
    """Ask every case of one answerer; progress is called after each question."""
    started = time.perf_counter()
    turns = tuple(ask_cases(answerer, prepared.selection.cases, prepared.corpus, progress))
    created = datetime.now().strftime("%Y-%m-%d %H:%M:%S")
    seconds = round(time.perf_counter() - started, 2)
    return Run(
        prepared.id,
        answerer.name,
        created,
        seconds,
        prepared.setting,
        turns,
        prepared.selection.skipped,
        answerer.answers,
    )


def write_reports(runs: Sequence[Run], out: Path) -> Path:
    """Write `out/<id>/`: run.json of the first, run-N.json of the others, and the reports."""
    folder = out / runs[0].id
    for index, run in enumerate(runs):
        write_run(run, folder / ("run.json" if not index else f"run-{index + 1}.json"))
    render(runs, folder)
    return folder


def render(runs: Sequence[Run], folder: Path) -> None:
    """Write report.md, misses.md and report.html of these runs."""
    (folder / "report.md").write_text(markdown(runs), encoding="utf-8")
    (folder / "misses.md").write_text("\n".join(miss_table(runs)) + "\n", encoding="utf-8")
    (folder / "report.html").write_text(page(runs), encoding="utf-8")


def read_runs(folder: Path) -> list[Run]:
    """All systems of a run, ours first. Raises RunError when there is none."""
    others = sorted(folder.glob("run-*.json"), key=lambda path: int(path.stem.removeprefix("run-")))
    return [read_run(path) for path in (folder / "run.json", *others)]
