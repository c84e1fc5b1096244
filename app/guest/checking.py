"""Which verification a reply passes through."""

from __future__ import annotations

from typing import Protocol

from app.guest.checking_figures import FigureChecker
from app.guest.checking_summary import SummaryChecker
from app.guest.ground import Ground


class Checker(Protocol):
    """Takes the reply's sentences in order; each call gives the reason against it, "" when it stands."""

    def sentence(self, text: str) -> str: ...

    def end(self) -> str:
        """The reason against the whole, once all sentences stand."""
        ...


def checker_for(ground: Ground) -> Checker:
    """Figures are checked one by one; a text without figures is held against its sources."""
    return FigureChecker(ground) if ground.facts else SummaryChecker(ground)
