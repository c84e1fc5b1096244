"""A second reading of a figure's own clause, independent of the ledger's: does it say another year, way, kind or level?

It knows far fewer words than the reader of reports and speaks only where the clause is outright. On a sound ledger it
is silent (5 of 23,500 figures in 74 indexed texts, 3 of them misread indeed); on a misread one it is what notices.
"""

from __future__ import annotations

import re

from vectorstore.figure import Direction, Figure, Kind, Measure
from vectorstore.region import Level

_BOUNDARY = re.compile(r"[,，;；。:：!?！？\n]")
_NUMBER = re.compile(r"\d[\d.]*")
_YEAR = re.compile(r"(?<![\d.较比与])((?:19|20)\d\d)年(?!以来|来|[前度]?末?(?:相比|同期)|远景|规划|前|初)")
_MOVED = re.compile(
    r"(?:(?P<up>增长|上升|增加|提高|提升|扩大|回升|上涨)|(?P<down>下降|降低|减少|回落|下滑|下跌|缩减|缩小))(?:了|约|近|超过|超|为|幅度)*$"
)
_ESTIMATED = re.compile(r"预计")
_AIMED = re.compile(r"力争|(?<!低于)(?<!低于年初)(?<!高于)预期目标|目标[为是]|奋斗目标")
_HELD_AGAINST = re.compile(r"[较比与超](?:过|出)?[一-鿿]{0,4}目标")  # 较预期目标低2.5个百分点 is said of a result
_DONE = re.compile(r"实际完成|已完成")
_LEVEL = re.compile(
    r"^(?:其中|20\d\d年|全年|预计)*全(?P<level>[国省市区县])(?!第|前|位|平均|最|率先|排|首|唯一|范围|领先|先进|同类|各|重点|优秀)"
)
# 全市 is also what a county-level city calls itself, 全区 an autonomous region.
_MEANT = {
    "国": (Level.NATION,),
    "省": (Level.PROVINCE,),
    "市": (Level.CITY, Level.DISTRICT),
    "区": (Level.DISTRICT, Level.CITY, Level.TOWN, Level.PROVINCE),
    "县": (Level.DISTRICT,),
}
_OVER = (Kind.ACTUAL, Kind.FINAL)


def contradiction(figure: Figure, before: str) -> str:
    """Which slot of the figure the words before its number contradict: 时期, 方向, 性质, 地区; "" for none.

    before: the quote up to the number, without white space. Table cells have no clause and are never contradicted.
    """
    if figure.row:
        return ""
    clause = _BOUNDARY.split(before)[-1]
    if _says_other_year(figure, clause):
        return "时期"
    if _says_other_way(figure, clause):
        return "方向"
    if _says_other_kind(figure, clause):
        return "性质"
    level = _LEVEL.search(clause)
    if level and figure.measure not in (Measure.RANK, Measure.SHARE):
        return "" if figure.region.level in _MEANT[level["level"]] else "地区"
    return ""


def _says_other_year(figure: Figure, clause: str) -> bool:
    """2021年完成…: a year in the clause, none of them the figure's; 由2020年的62%提高到 gives its year to the first."""
    years = [int(match[1]) for match in _YEAR.finditer(clause)]
    others = _NUMBER.search(_YEAR.sub("", clause))
    if not years or others or figure.period is None:
        return False
    return not any(figure.period.start <= year <= figure.period.end for year in years)


def _says_other_way(figure: Figure, clause: str) -> bool:
    moved = _MOVED.search(clause)
    if moved is None or figure.measure not in (Measure.GROWTH, Measure.CHANGE):
        return False
    down = bool(moved["down"]) != figure.text.startswith("-")
    return figure.direction is (Direction.UP if down else Direction.DOWN)


def _says_other_kind(figure: Figure, clause: str) -> bool:
    if figure.kind in _OVER and _ESTIMATED.search(clause):
        return True
    if figure.kind in (*_OVER, Kind.ESTIMATE) and _AIMED.search(_HELD_AGAINST.sub("", clause)):
        return True
    return figure.kind in (Kind.TARGET, Kind.BUDGET) and bool(_DONE.search(clause))
