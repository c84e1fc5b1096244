"""What a question asks for: regions, periods, indicators, kind, measure and operation, read by rules."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.understanding.pairing import Pair
from app.understanding.speaker import Speaker
from vectorstore.figure import Direction, Kind, Measure
from vectorstore.period import Period
from vectorstore.quantity import Quantity
from vectorstore.region import Region


class Operation(StrEnum):
    """What is to be done with what is found."""

    LOOKUP = "lookup"
    ACHIEVE = "achieve"
    VERIFY = "verify"
    SERIES = "series"
    LOCATE = "locate"
    DEFINE = "define"
    RESPONSIBLE = "responsible"
    RANK = "rank"
    DIFFERENCE = "difference"
    SUM = "sum"
    AVERAGE = "average"
    SHARE = "share"
    RATIO = "ratio"
    IMPLIED = "implied"
    CONVERT = "convert"
    COMPARE = "compare"
    PERSON = "person"
    LIST = "list"
    TEXT = "text"


RESULT_KINDS = frozenset({Kind.ACTUAL, Kind.ESTIMATE, Kind.FINAL})
PLAN_KINDS = frozenset({Kind.TARGET, Kind.BUDGET})
COMPUTING = frozenset(
    {
        Operation.ACHIEVE,
        Operation.RANK,
        Operation.DIFFERENCE,
        Operation.SUM,
        Operation.AVERAGE,
        Operation.SHARE,
        Operation.RATIO,
        Operation.IMPLIED,
        Operation.COMPARE,
    }
)


@dataclass(frozen=True)
class Subject:
    """One thing asked about. indicators: canonical names found in it; terms: its content words, in order.

    measure: the aspect asked of this subject alone, None where the question's holds.
    counted: what is to be counted (收治了多少病人 → 病人), under any of these names, () when the question does not say.
    """

    text: str
    indicators: tuple[str, ...]
    terms: tuple[str, ...]
    measure: Measure | None = None
    counted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """A question read into slots; empty slots are open.

    regions: named, scoped or carried regions; all_regions: 各区, 哪个区.
    unknown_regions: named places that no report is about.
    place_named: False where no place was said and the only one there is was taken.
    kinds: more than one only where a target is held against a result. kind_strong: the kind was said outright.
    claims: quantities that the question itself states (对不对, 按7%推算).
    with_growth: the growth is asked for beside the total (总额及增速). with_start: and what it started from.
    unit: the unit asked for (换算成万元, 多少亿元), "" when open.
    unit_loose: only its dimension was said (多少钱, 多少家).
    subdocument: kind of the report named in the question. refusal: why no report can answer it, "" when one may.
    carried: labels of slots taken over from earlier turns.
    alternatives: the readings of the subject as a row of things, to be tried where it leads nowhere as a whole.
    parts: the questions that it is made of, each with its slots filled, () when it is one.
    premises: its clauses that state a quantity for a fact, each read by itself with the slots that it leaves open.
    sides: the two that it compares (甲比乙多多少) where their slots differ; sides_rate: as a growth in %.
    pairs: each place with the period that it has to itself (甲县2022年、乙县2024年), () where the periods are shared.
    before: the turn or piece that it is read against, None where it stands alone.
    speaker: who the question says gave the report, with his title.
    whole_span: what came about in all years of the period is asked for, not how its last year ended.
    """

    text: str
    operation: Operation
    numeric: bool
    regions: tuple[Region, ...] = ()
    all_regions: bool = False
    unknown_regions: tuple[str, ...] = ()
    place_named: bool = True
    periods: tuple[Period, ...] = ()
    subjects: tuple[Subject, ...] = ()
    kinds: tuple[Kind, ...] = ()
    kind_strong: bool = False
    measure: Measure | None = None
    with_growth: bool = False
    with_start: bool = False
    direction: Direction = Direction.NONE
    claims: tuple[Quantity, ...] = ()
    unit: str = ""
    unit_loose: bool = False
    subdocument: str = ""
    refusal: str = ""
    carried: tuple[str, ...] = ()
    alternatives: tuple[tuple[Subject, ...], ...] = ()
    parts: tuple[Question, ...] = ()
    premises: tuple[Question, ...] = ()
    sides: tuple[Question, ...] = ()
    sides_rate: bool = False
    pairs: tuple[Pair, ...] = ()
    before: Question | None = None
    speaker: Speaker | None = None
    whole_span: bool = False

    @property
    def terms(self) -> tuple[str, ...]:
        """The content words of all subjects, their indicators included."""
        return tuple(dict.fromkeys(t for s in self.subjects for t in (*s.indicators, *s.terms)))

    @property
    def asked_text(self) -> str:
        """The question's words with those of its subjects, carried ones among them."""
        return " ".join([self.text, *(subject.text for subject in self.subjects)])

    @property
    def indicators(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for subject in self.subjects for name in subject.indicators))
