"""数字: a figure of a report with everything that it is bound to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from vectorstore.period import Period
from vectorstore.region import Region


class Kind(StrEnum):
    """What a figure is: 目标, 预计, 完成, 预算, 决算."""

    TARGET = "target"
    ESTIMATE = "estimate"
    ACTUAL = "actual"
    BUDGET = "budget"
    FINAL = "final"


KIND_LABELS = {
    Kind.TARGET: "目标",
    Kind.ESTIMATE: "预计",
    Kind.ACTUAL: "完成",
    Kind.BUDGET: "预算",
    Kind.FINAL: "决算",
}
"""What readers call each kind."""


class Direction(StrEnum):
    """增长, 下降 or neither."""

    UP = "up"
    DOWN = "down"
    NONE = "none"


class Measure(StrEnum):
    """Which aspect of its indicator a figure gives."""

    LEVEL = "level"  # 总量: 1360亿元, 1.6万个
    GROWTH = "growth"  # 增速: 增长7%, 下降10%
    CHANGE = "change"  # 增减量: 增加66天, 上升22.9个百分点, 高出16.7个百分点
    SHARE = "share"  # 占比, 覆盖率, 比例: 93%
    RANK = "rank"  # 位次: 全市第6
    MULTIPLE = "multiple"  # 倍: 1.2倍


@dataclass(frozen=True)
class Figure:
    """One figure (数字) with its bindings.

    value: exact, in `unit` as printed (canonical spelling: 亿元, 万人, %, 个百分点, 平方公里 …);
        growth by 下降10% is value 10 with direction DOWN (never a negative value; a printed -7.4% is
        value 7.4, direction DOWN).
    upper: the upper end of a range (1-2个, 2到3栋), else None.
    text: number and unit as in the cleaned text, e.g. "1360亿元".
    indicator: canonical name where the lexicon knows one, else the phrase found by grammar.
    phrase: the indicator phrase as printed, with its verb (新增停车泊位).
    qualifier: 左右, 以上, 不低于, 突破, 近, 约, 超 … or "".
    base: what a growth or change compares with (同比, 较上年决算数, 较上年年初预算数, 比2015年 …) or "".
    part_of: for 其中 entries, the indicator that this one is a part of, else "".
    start, end, sentence_start, sentence_end: offsets into the document's cleaned text.
    row, column: for table cells the row label and the full header path, else "" and ().
    certain: False where a binding is a guess; `doubt` then says which, in Chinese.
    """

    document: str
    version: str
    passage: str
    text: str
    value: Decimal
    unit: str
    indicator: str
    phrase: str
    measure: Measure
    kind: Kind
    period: Period | None
    region: Region
    subdocument: str
    section: tuple[str, ...]
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    upper: Decimal | None = None
    qualifier: str = ""
    direction: Direction = Direction.NONE
    base: str = ""
    part_of: str = ""
    row: str = ""
    column: tuple[str, ...] = ()
    certain: bool = True
    doubt: str = ""

    @property
    def key(self) -> tuple[str, int, str]:
        """Tells it from every other: one printed number may be that of several things (甲、乙各1万个)."""
        return self.document, self.start, self.indicator
