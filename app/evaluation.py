"""What the window needs of the evaluation: handed in by the entry point, never imported; one run at a time."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

from app.errors import AppError

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class GroupResult:
    """How a group of questions came out. name: Chinese; right, wrong and needless (refusals) are counts out of n.

    low, high: 95% interval of the right share, 0 to 1; nan when n is 0.
    """

    name: str
    n: int
    right: int
    wrong: int
    needless: int
    low: float
    high: float


@dataclass(frozen=True)
class OpenCase:
    """A question that a run answered wrongly or refused needlessly. verdict, kind: Chinese; reasons: what is wrong."""

    id: str
    question: str
    kind: str
    verdict: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class RunSummary:
    """One run. created: local time; commit: of the program, "" outside a repository; kinds: one result a kind."""

    id: str
    created: str
    seconds: float
    commit: str
    overall: GroupResult
    kinds: tuple[GroupResult, ...]
    open_cases: tuple[OpenCase, ...]


@dataclass(frozen=True)
class CaseChange:
    """A question that two runs judged otherwise; before and after are verdicts in Chinese."""

    id: str
    question: str
    before: str
    after: str


@dataclass(frozen=True)
class RunDifference:
    """What changed from one run to another. new, gone: how many questions only one of them asked."""

    better: tuple[CaseChange, ...]
    worse: tuple[CaseChange, ...]
    new: int = 0
    gone: int = 0


class EvaluationFailed(AppError):
    """A run cannot be made or read; the message is Chinese and says what to do."""


class Evaluator(Protocol):
    """Measures the loaded reports against the gold questions (evals.adapter.StoreEvaluator)."""

    def runs(self) -> list[RunSummary]:
        """The last runs, newest first; [] when none was made."""
        ...

    def difference(self, before: str, after: str) -> RunDifference:
        """Two runs by id. Raises EvaluationFailed when one cannot be read."""
        ...

    def run(self, on_progress: Callable[[int, int], None]) -> RunSummary:
        """Asks every question that the loaded reports can be asked; on_progress: questions done, of how many.

        What on_progress raises ends the run, and nothing is written. Raises EvaluationFailed.
        """
        ...


@dataclass(frozen=True)
class RunState:
    """The run under way or the last one. status: running | done | failed; message: why it failed."""

    status: str
    done: int = 0
    total: int = 0
    message: str = ""


class _Stopped(Exception):
    """The server stops: the run under way is given up."""


class Evaluations:
    """Starts runs in the background and tells how far they are, whoever looks."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._state: RunState | None = None
        self._stopping = False
        self._lock = Lock()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="evaluation")

    def runs(self) -> list[RunSummary]:
        return self._evaluator.runs()

    def difference(self, before: str, after: str) -> RunDifference:
        return self._evaluator.difference(before, after)

    def start(self) -> bool:
        """Starts a run; False when one is already under way."""
        with self._lock:
            if self._state is not None and self._state.status == "running":
                return False
            self._state = RunState("running")
        self._worker.submit(self._run)
        return True

    def watch(self, pause: float = 0.3) -> Iterator[RunState]:
        """The run's state each time it has changed, until it has ended; nothing when none was started."""
        last: RunState | None = None
        while (state := self._state) is not None:
            if state != last:
                yield state
                last = state
            if state.status != "running":
                return
            time.sleep(pause)

    def close(self) -> None:
        """Gives up the run under way after the question it is at."""
        self._stopping = True
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _run(self) -> None:
        def progress(done: int, total: int) -> None:
            if self._stopping:
                raise _Stopped
            self._state = RunState("running", done, total)

        try:
            made = self._evaluator.run(progress)
        except (_Stopped, EvaluationFailed) as error:
            self._state = RunState("failed", message=str(error) or "服务停止，评测没有做完")
        except Exception as error:
            logger.exception("evaluation failed")
            self._state = RunState("failed", message=f"评测时出错（{type(error).__name__}），请查看服务日志")
        else:
            logger.info("evaluation run=%s questions=%d seconds=%.1f", made.id, made.overall.n, made.seconds)
            self._state = RunState("done", made.overall.n, made.overall.n)
