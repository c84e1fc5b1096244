"""What the chain gives back: the answer, its citations and its figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from vectorstore.figure import Figure, Kind


@dataclass(frozen=True)
class Citation:
    """Where a statement stands. quote: literal text of the document; start, end: offsets into its loaded text."""

    number: int
    document: str
    title: str
    section: tuple[str, ...]
    page: int | None
    quote: str
    start: int
    end: int
    passage: str
    version: str

    def to_line(self) -> dict[str, Any]:
        """The `citations` entry of an answer line."""
        return {
            "number": self.number,
            "document": self.document,
            "title": self.title,
            "section": list(self.section),
            "page": self.page,
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
        }


@dataclass(frozen=True)
class StatedFigure:
    """A figure that an answer states, and whether verification found it in the sentence it cites."""

    text: str
    value: Decimal
    unit: str
    indicator: str
    region: str
    period: str
    kind: Kind | None
    citation: int | None
    verified: bool

    def to_line(self) -> dict[str, Any]:
        """The `figures` entry of an answer line."""
        return {
            "text": self.text,
            "value": format(self.value.normalize(), "f"),
            "unit": self.unit,
            "indicator": self.indicator,
            "region": self.region,
            "period": self.period,
            "kind": self.kind.value if self.kind else None,
            "citation": self.citation,
            "verified": self.verified,
        }


MOST_PLACES = 6


@dataclass(frozen=True)
class Understood:
    """What was read from the question, for the chips above an answer: each a Chinese label, "" or () when open."""

    regions: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    kind: str = ""
    operation: str = ""
    carried: tuple[str, ...] = ()  # labels that came from earlier turns

    @property
    def label(self) -> str:
        """e.g. 青山区·2020年·地区生产总值·目标; of many places (各区) the first ones and how many."""
        places = list(self.regions)
        if len(places) > MOST_PLACES:
            places = [*places[:MOST_PLACES], f"等{len(places)}处"]
        return "·".join([*places, *self.periods, *self.indicators, *([self.kind] if self.kind else [])])


@dataclass(frozen=True)
class Calculation:
    """Arithmetic done by code: the expression in office Chinese and the citation number of each operand, in order."""

    expression: str
    operands: tuple[int, ...]


@dataclass(frozen=True)
class Nearest:
    """A figure offered beside a refusal, labelled, with the question that would ask for it."""

    label: str
    question: str
    citation: int


@dataclass(frozen=True)
class Answer:
    """The answer to one question (回答).

    text: plain Chinese with [n] after what it cites; may hold a Markdown table.
    refused: the reports do not hold it. conflict: they hold it differently in several places; all are given.
    composed: True when code wrote the text, False when a language model phrased it.
    evidence: ledger entries behind the answer, for charts and exports (never for the text).
    notice: a remark that stands outside the answer, e.g. that the model failed and the composed answer is shown.
    """

    question: str
    text: str
    refused: bool = False
    conflict: bool = False
    citations: tuple[Citation, ...] = ()
    figures: tuple[StatedFigure, ...] = ()
    understood: Understood = field(default_factory=Understood)
    calculations: tuple[Calculation, ...] = ()
    nearest: tuple[Nearest, ...] = ()
    evidence: tuple[Figure, ...] = ()
    composed: bool = True
    notice: str = ""
    timings_ms: tuple[tuple[str, int], ...] = ()

    def to_line(self, id: str, turn: int | None = None) -> dict[str, Any]:
        """The answer line that batch runs, the API and outside tools rely on (DESIGN, Contracts)."""
        return {
            "id": id,
            "turn": turn,
            "question": self.question,
            "answer": self.text,
            "refused": self.refused,
            "conflict": self.conflict,
            "citations": [citation.to_line() for citation in self.citations],
            "figures": [figure.to_line() for figure in self.figures],
            "timings_ms": dict(self.timings_ms),
        }
