"""What the ledger gave for one cell of a question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from app.evidence.candidates import Candidate
from app.understanding.question import Subject
from vectorstore.period import Period
from vectorstore.region import Region


@dataclass(frozen=True)
class Found:
    """What the ledger gave for one cell of a question (a subject in a region and period).

    best: the figure to state, None when none agrees. rivals: figures that claim the same quantity with another value.
    alike: figures that give the same value elsewhere. near: relevant figures whose slots disagree, nearest first.
    loose: best says in other words what was asked for.
    """

    subject: Subject
    region: Region | None
    period: Period | None
    best: Candidate | None
    rivals: tuple[Candidate, ...] = ()
    alike: tuple[Candidate, ...] = ()
    agreeing: tuple[Candidate, ...] = ()
    loose: bool = False
    look_near: Callable[[], tuple[Candidate, ...]] = field(default=tuple, compare=False, repr=False)

    @cached_property
    def near(self) -> tuple[Candidate, ...]:
        """Looked for only when asked for: most answers need none, and figures of other times and kinds are many."""
        return self.look_near()
