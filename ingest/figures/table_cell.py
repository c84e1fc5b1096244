"""What a table's cell holds: a value alone (7.5%), with its verb (增长7%左右, 下降3%以上), or cumulated (〔6.6〕)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from vectorstore.figure import Direction, Measure
from vectorstore.period import Period
from vectorstore.periods import find_periods
from vectorstore.quantity import Quantity, dimension, parse_cell

_VERB = re.compile(
    r"^(?:同比|比上年|较上年|年均|力争)*(?:(?P<up>增长|增加|上升|提高|提升|净增)|(?P<down>下降|降低|减少|压减|缩短|回落)|"
    r"(?P<at>达到|达|控制在|稳定在|保持在|保持|完成|实现|累计|力争))(?P<to>到|至|达到|达)?(?=[约超近不<>≥≤＜＞\d])"
)
_CUMULATED = re.compile(r"^\s*[〔\[［](?P<inner>[^〔〕\[\]]+)[〕\]］]\s*$")
_NEW = re.compile(r"新增|累计|净增|新建")
_FALLS = re.compile(r"下降|降低|减少|削减")


@dataclass(frozen=True)
class CellValue:
    """The quantity with offsets into the cell; measure and direction where the cell's own words give them."""

    quantity: Quantity
    measure: Measure | None = None
    direction: Direction = Direction.NONE
    cumulated: bool = False


def read_cell(text: str) -> CellValue | None:
    """The value that a cell holds and nothing else, or None."""
    if (quantity := parse_cell(text)) is not None:
        return CellValue(quantity)
    if found := _CUMULATED.match(text):
        inner = _shifted(parse_cell(found["inner"]), found.start("inner"))
        return CellValue(inner, cumulated=True) if inner else None
    verb = _VERB.match(text)
    quantity = _shifted(parse_cell(text[verb.end() :]), verb.end()) if verb else None
    if verb is None or quantity is None:
        return None
    if verb["at"] or verb["to"]:
        return CellValue(quantity)
    rate = dimension(quantity.unit) == "percent" and not quantity.unit.endswith("百分点")
    measure = Measure.GROWTH if rate or not quantity.unit else Measure.CHANGE
    return CellValue(quantity, measure, Direction.UP if verb["up"] else Direction.DOWN)


def _shifted(quantity: Quantity | None, by: int) -> Quantity | None:
    return replace(quantity, start=quantity.start + by, end=quantity.end + by) if quantity else None


def cumulated(name: str, unit: str) -> tuple[Measure, Direction, str]:
    """Measure, direction and unit of a value summed up over the years of a plan (〔〕内为五年累计数)."""
    if _FALLS.search(name):
        return Measure.GROWTH if unit == "%" else Measure.CHANGE, Direction.DOWN, unit
    if _NEW.search(name):
        return Measure.LEVEL, Direction.NONE, unit
    return Measure.CHANGE, Direction.UP, "个百分点" if unit == "%" else unit


def span_of(around: Period | None, *titles: str) -> Period | None:
    """The years of the plan that the titles name, else the period around."""
    if around is not None and around.end > around.start:
        return around
    named = [mention.period for title in titles for mention in find_periods(title, None)]
    return next((period for period in named if period.end > period.start), around)
