"""题目: the gold case."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from vectorstore.figure import Direction, Kind


class CaseKind(StrEnum):
    """What a case tries; results are given for each kind by itself."""

    SINGLE = "single"
    TABLE = "table"
    TARGET_VS_ACTUAL = "target_vs_actual"
    CROSS_DOCUMENT = "cross_document"
    COMPUTED = "computed"
    LIST = "list"
    DEFINITION = "definition"
    RESPONSIBLE = "responsible"
    TEXT = "text"
    UNANSWERABLE = "unanswerable"
    FALSE_PREMISE = "false_premise"
    CONFLICT = "conflict"
    UNIT = "unit"
    NOISY = "noisy"
    FOLLOW_UP = "follow_up"
    VERIFY = "verify"
    PERSON = "person"


@dataclass(frozen=True)
class Amount:
    """A value in a unit; unit "" for a bare number (a rank, a count without a measure word)."""

    value: Decimal
    unit: str


@dataclass(frozen=True)
class ExpectedFigure:
    """A figure that a right answer states.

    amount, accept: any of these, after exact unit conversion. tolerance: relative to the value, 0 for exact.
    region, period, kind, direction: checked where given ("" or None: not checked).
    exact_unit: the answer must state it in this very unit (questions that ask for 万元).
    """

    amount: Amount
    accept: tuple[Amount, ...] = ()
    tolerance: Decimal = Decimal(0)
    region: str = ""
    period: str = ""
    kind: Kind | None = None
    direction: Direction | None = None
    indicator: str = ""
    upper: Decimal | None = None
    exact_unit: bool = False

    @property
    def amounts(self) -> tuple[Amount, ...]:
        return (self.amount, *self.accept)

    @property
    def label(self) -> str:
        """For people, e.g. 江汉区 2021 target 7%."""
        value = format(self.amount.value, "f") + (f"-{self.upper:f}" if self.upper is not None else "")
        parts = (
            self.region,
            self.period,
            self.indicator,
            self.kind.value if self.kind else "",
            value + self.amount.unit,
        )
        return " ".join(part for part in parts if part)


@dataclass(frozen=True)
class Evidence:
    """Where the answer stands: document id, heading (any level, or the sub-document's title), text of the figure.

    text: for evidence without a figure, a short term that stands in the passage (never a sentence).
    """

    document: str
    section: str = ""
    figure: str = ""
    text: str = ""


@dataclass(frozen=True)
class Turn:
    """One question with what its answer must hold.

    refusal_accepted: a refusal is right too. conflict: the answer must say that the reports disagree.
    """

    question: str
    answerable: bool
    figures: tuple[ExpectedFigure, ...] = ()
    must: tuple[str, ...] = ()
    must_any: tuple[tuple[str, ...], ...] = ()
    must_not: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    refusal_accepted: bool = False
    conflict: bool = False


@dataclass(frozen=True)
class Case:
    """A gold case (题目): one question, or a conversation of several turns that are asked in order.

    held_out: kept aside while the answering code is written, and reported alone. file, line: where it was read.
    """

    id: str
    kind: CaseKind
    turns: tuple[Turn, ...]
    note: str = ""
    held_out: bool = False
    file: str = ""
    line: int = 0

    @property
    def conversation(self) -> bool:
        return len(self.turns) > 1

    def turn_id(self, turn: int) -> str:
        return f"{self.id}#{turn}" if self.conversation else self.id
