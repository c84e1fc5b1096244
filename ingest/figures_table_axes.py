"""What the rows and columns of a table say of their cells: indicator, place, time or measure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import Table
from ingest.figures_context import Context
from ingest.figures_phrase import known_name
from ingest.figures_table_units import UNIT_TOKEN
from vectorstore.indicators import canonical, find_indicators
from vectorstore.periods import find_periods
from vectorstore.region import Level, Region

_SHORT_PART = 4  # characters; a longer one names itself
_MEASURED = re.compile(r"(?:量|额|率|值|数|投资|收入|支出|面积|人口|比重|占比)$")
_VAGUE = re.compile(r"数量|绝对|名称|内容|单位|属性|指标|项目|任务|备注|情况|依据|来源|口径")
_AGAINST_BEFORE = re.compile(r"增长|增速|增幅|增减|同比|比上年")
_TIME_ONLY = re.compile(
    r"(?:总量|绝对值|绝对量|数值|指标值|值|数|本期|合计|金额|增速|增幅|增长|年均|同比|比上年|预计|预期|目标|"
    r"规划|实际|完成|执行|预算|决算|情况|进展|全年|基期|[±()%\s/,、“”]|单位:?[^)\s]{1,4})+"
)


@dataclass(frozen=True)
class Axis:
    """What a row or a column says of its cells. name: indicator, canonical where known; text: all of its words."""

    text: str
    name: str
    known: bool
    region: Region | None = None
    part_of: str = ""


def row_axis(label: str, context: Context, table: Table) -> Axis:
    plain = _plain_label(label)
    last = plain.rsplit("/", 1)[-1]
    total = re.fullmatch(r"(?P<what>.*?)(?:合计|总计)", last)
    if total:  # the row that the table adds up to: 一般公共预算收入合计, or 合计 under such a caption
        named = find_indicators(total["what"] or table.caption, colloquial=False)
        if named and not total["what"].endswith("总"):
            return Axis(plain, named[0].name, True)
    name = canonical(plain.replace("/", "")) or canonical(last) or known_name(last)
    return Axis(plain, name or last, name is not None, None if name else _row_region(last, context.region))


def part_axis(axis: Axis, whole: str) -> Axis:
    """其中:火电 below 发电量 is 火电发电量, a part of it; a known part, or one of the same head, has a name."""
    named = axis.known or len(axis.name) > _SHORT_PART or axis.name[-1:] == whole[-1:]
    return replace(axis, part_of=whole, name=axis.name if named or not whole else axis.name + whole)


def column_axis(column: tuple[str, ...]) -> Axis:
    """The header path; its name is the innermost part that names something other than a time or a measure."""
    for part in reversed(column):
        plain = re.sub(r"[\((].*?[\))]", "", part)
        name = canonical(plain) or known_name(plain)
        if name:
            return Axis(" ".join(column), name, True)
    words = [part for part in column if not is_time(part)]
    return Axis(" ".join(column), words[-1] if words else "", False)


def column_axes(columns: Sequence[tuple[str, ...]]) -> list[Axis]:
    """The header paths; 比上年增长% without a name of its own goes with the column before it (产量)."""
    axes: list[Axis] = []
    for column in columns:
        axis = column_axis(column)
        nameless = not axis.name or _TIME_ONLY.fullmatch(axis.name)
        if nameless and axes and not axes[-1].known and _AGAINST_BEFORE.search(axis.text.rsplit(" ", 1)[-1]):
            axis = replace(axis, name=axes[-1].name)
        axes.append(axis)
    return axes


def is_time(part: str) -> bool:
    rest = part
    for mention in reversed(find_periods(part, 2000)):
        rest = rest[: mention.start] + rest[mention.end :]
    return not rest.strip() or bool(_TIME_ONLY.fullmatch(rest.strip()))


def _row_region(label: str, home: Region) -> Region | None:
    """A row of a table by places (一街道, 某某区): the place, below the document's own region."""
    match = re.fullmatch(r"[一-龥]{1,8}?(?P<level>街道|街|镇|乡|区|县|市)", label)
    if not match or not home.name or label in {"全区", "全市", "全县", "地区", "社区", "小区", "园区", "城区"}:
        return None
    level = {"区": Level.DISTRICT, "县": Level.DISTRICT, "市": Level.CITY}.get(match["level"], Level.TOWN)
    order = [Level.NATION, Level.PROVINCE, Level.CITY, Level.DISTRICT, Level.TOWN]
    if label == home.name or order.index(level) <= order.index(home.level):
        return home if label == home.name else None
    return Region(label, level, (home.name, *home.parents))


def indicator_of(axis: Axis, header: Axis) -> str:
    """From the row, unless the row is a place or a time, or only the column names a known indicator."""
    if axis.known:
        return axis.name
    if header.known or axis.region or not axis.name or is_time(axis.name):
        return header.name or axis.name
    aspect = re.sub(r"[\((].*?[\))]", "", header.name)
    if (
        not aspect
        or aspect in axis.name
        or _MEASURED.search(axis.name)
        or _TIME_ONLY.fullmatch(aspect)
        or _VAGUE.search(aspect)
    ):
        return axis.name
    return axis.name + aspect  # 研究生 under 招生数, 在校生数: each column counts something else


def _plain_label(text: str) -> str:
    parts = [re.sub(rf"[\((](?:单位)?[::]?\s*(?:{UNIT_TOKEN.pattern})\s*[\))]", "", part) for part in text.split("/")]
    return "/".join(
        re.sub(
            (r"^\s*(?:[一二三四五六七八九十]+、|\(?[一二三四五六七八九十\d]{1,2}[)、.]\s*|其中[::]?|[#＃—-]+)"),
            "",
            part,
        ).strip(" *※")
        for part in parts
    )


def bare_header(header: str) -> str:
    """The header without names of indicators, whose 预算 and 规划 say nothing of the kind."""
    for mention in reversed(find_indicators(header, colloquial=False)):
        header = header[: mention.start] + header[mention.end :]
    return header
