"""The evaluation as the window sees it: runs over the server's own store, read back as summaries."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from app.evaluation import CaseChange, EvaluationFailed, GroupResult, OpenCase, RunDifference, RunSummary
from evals.corpus import default_gold
from evals.diff import Change, difference
from evals.errors import EvaluationError, RunError
from evals.finding import OwnAnswerer
from evals.metrics import GOOD, POINTS
from evals.record import Run, TurnRecord, read_run
from evals.run import make_run, prepare, write_reports
from evals.summary import KIND_NAMES, VERDICT_NAMES, Verdicts, summarise
from vectorstore.settings import StoreSettings
from vectorstore.store import PassageStore

logger = logging.getLogger(__name__)

KEPT = 10  # runs shown; older ones stay in their folders


class StoreEvaluator:
    """app.evaluation.Evaluator over an open store. data: its folder; runs stand in data/evals, one folder each.

    Asked are the committed questions and those of data/gold/*.jsonl, as far as their documents are loaded.
    """

    def __init__(self, store: PassageStore, data: Path) -> None:
        self._store = store
        self._data = data
        self._read: dict[tuple[str, float], RunSummary] = {}

    def runs(self) -> list[RunSummary]:
        """The last runs that can be read, newest first."""
        found = []
        for file in sorted(self._folder.glob("*/run.json"), reverse=True)[:KEPT]:
            try:
                found.append(self._summary(file))
            except (RunError, KeyError, TypeError, ValueError) as error:  # of another version: left out, not in the way
                logger.warning("run left out file=%s error=%s", file, error)
        return found

    def difference(self, before: str, after: str) -> RunDifference:
        """The questions that both asked and that now count otherwise."""
        try:
            found = difference(read_run(self._folder / before), read_run(self._folder / after))
        except RunError as error:
            raise EvaluationFailed(str(error)) from error
        return RunDifference(
            better=tuple(map(_change, found.better)),
            worse=tuple(map(_change, found.worse)),
            new=len(found.new),
            gone=len(found.gone),
        )

    def run(self, on_progress: Callable[[int, int], None]) -> RunSummary:
        """Asks all questions of the loaded reports without a language model and writes the run down."""
        gold = [*default_gold(), *sorted((self._data / "gold").glob("*.jsonl"))]
        try:
            prepared = prepare(self._store, StoreSettings.from_environment(self._data), gold)
            done = 0

            def step() -> None:
                nonlocal done
                done += 1
                on_progress(done, prepared.questions)

            on_progress(0, prepared.questions)
            run = make_run(OwnAnswerer(self._store), prepared, step)
        except EvaluationError as error:
            raise EvaluationFailed(str(error)) from error
        write_reports([run], self._folder)
        return summary_of(run)

    @property
    def _folder(self) -> Path:
        return self._data / "evals"

    def _summary(self, file: Path) -> RunSummary:
        key = (str(file), file.stat().st_mtime)
        if key not in self._read:
            self._read[key] = summary_of(read_run(file))
        return self._read[key]


def summary_of(run: Run) -> RunSummary:
    """A run without its answers; what was wrong stands before what was refused needlessly."""
    summary = summarise(run.turns)
    failing = sorted((turn for turn in run.turns if turn.verdict not in GOOD), key=lambda turn: POINTS[turn.verdict])
    return RunSummary(
        id=run.id,
        created=run.created,
        seconds=run.seconds,
        commit=run.setting.commit,
        overall=_result(summary.overall),
        kinds=tuple(_result(group) for group in summary.kinds),
        open_cases=tuple(map(_open_case, failing)),
    )


def _result(group: Verdicts) -> GroupResult:
    return GroupResult(
        name=KIND_NAMES.get(group.name, group.name),
        n=group.n,
        right=round(group.right.hits),
        wrong=round(group.wrong.hits),
        needless=round(group.needless.hits),
        low=group.right.low,
        high=group.right.high,
    )


def _open_case(turn: TurnRecord) -> OpenCase:
    kind = KIND_NAMES.get(turn.kind, turn.kind)
    return OpenCase(turn.id, turn.question, kind, VERDICT_NAMES[turn.verdict], turn.judgement.reasons)


def _change(change: Change) -> CaseChange:
    before, after = VERDICT_NAMES[change.before.verdict], VERDICT_NAMES[change.after.verdict]
    return CaseChange(change.after.id, change.after.question, before, after)
