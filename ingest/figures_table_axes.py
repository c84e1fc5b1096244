"""What the rows and columns of a table say of their cells: indicator, place, time or measure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import Table
from ingest.figures_context import Context
from ingest.figures_phrase import known_name
from ingest.figures_table_units import UNIT_TOKEN
from ingest.figures_words import PEOPLE
from vectorstore.gazetteer import china
from vectorstore.indicators import canonical, find_indicators
from vectorstore.periods import find_periods
from vectorstore.place_names import is_place_name, region_named
from vectorstore.region import Region

_SHORT_PART = 4  # characters; a longer one names itself
_MEASURED = re.compile(r"(?:量|额|率|值|数|投资|收入|支出|面积|人口|比重|占比)$")
_VAGUE = re.compile(r"数量|绝对|名称|内容|单位|属性|指标|项目|任务|备注|情况|依据|来源|口径")
_AGAINST_BEFORE = re.compile(r"增长|增速|增幅|增减|同比|比上年")
_PART_OF_ALL = re.compile(
    r"[省市区县]?本级|[省市]级|县区级?|区县级?|.{0,6}小计|其[他它余](?:县市?区?|地区|乡镇)?"
)  # 市本级 is not all
_WHOLE = re.compile(r"全[国省市州县区]")
_ACCOUNT = re.compile(r"(?P<side>收入|支出)(?:预算|完成|执行|决算|预计|实绩|安排)*数?$")
_FUND = re.compile(r"一般公共预算|政府性基金预算?|国有资本经营预算?|社会保险基金预算?")
_TIME_ONLY = re.compile(
    r"(?:总量|绝对值|绝对量|数值|指标值|值|数|本期|合计|金额|增速|增幅|增长|年均|同比|比上年|预计|预期|目标|"
    r"规划|计划|任务|草案|实际|完成|执行|预算|决算|情况|进展|全年|基期|[±()%\s/,、“”]|单位:?[^)\s]{1,4})+"
)


@dataclass(frozen=True)
class Axis:
    """What a row or a column says of its cells. name: indicator, canonical where known; text: all of its words."""

    text: str
    name: str
    known: bool
    region: Region | None = None
    part_of: str = ""
    people: str = ""  # 城市, 农村: a column that is about them only


def row_axis(label: str, context: Context, table: Table) -> Axis:
    plain = _plain_label(label)
    last = plain.rsplit("/", 1)[-1]
    total = re.fullmatch(r"(?P<what>.*?)(?:合计|总计)", last)
    if total:  # the row that the table adds up to: 一般公共预算收入合计, or 合计 under such a caption
        named = find_indicators(total["what"] or table.caption, colloquial=False)
        if named and not total["what"].endswith("总"):
            return Axis(plain, named[0].name, True)
        if _WHOLE.fullmatch(total["what"]):
            return Axis(plain, "", False, context.region)
    name = canonical(plain.replace("/", "")) or canonical(last) or known_name(last)
    return Axis(plain, name or last, name is not None, None if name else _row_region(last, context.region))


def part_axis(axis: Axis, whole: str) -> Axis:
    """其中:火电 below 发电量 is 火电发电量, a part of it; a known part, or one of the same head, has a name.

    稻谷 below 粮食 waits for its column (产量); 高等教育 below 教育支出 is 高等教育支出.
    """
    named = axis.known or len(axis.name) > _SHORT_PART or axis.name[-1:] == whole[-1:]
    if named or not _MEASURED.search(whole):
        return replace(axis, part_of=whole)
    shared = next((n for n in range(min(len(axis.name), len(whole)), 0, -1) if whole.startswith(axis.name[-n:])), 0)
    return replace(axis, part_of=whole, name=axis.name + whole[shared:])


def column_axis(column: tuple[str, ...], table: Table, home: Region) -> Axis:
    """The header path; its name is the innermost part that names something other than a time or a measure."""
    last = re.sub(r"[\((].*?[\))]", "", column[-1]).strip() if column else ""
    if is_place_name(last) or _WHOLE.fullmatch(last) or last in PEOPLE:
        place = region_named(last, home) if is_place_name(last) and last != home.name else None
        return Axis(" ".join(column), "", False, place, people=last if last in PEOPLE else "")
    for part in reversed(column):
        plain = re.sub(r"[\((].*?[\))]", "", part)
        name = canonical(plain) or known_name(plain)
        if name:
            return Axis(" ".join(column), name, True)
    words = [part for part in column if not is_time(part)]
    name = words[-1] if words else ""
    account = _ACCOUNT.match(name)  # 收入完成 under 一般公共预算收支情况
    fund = _FUND.search(table.caption)
    if account and fund:
        return Axis(" ".join(column), known_name(fund[0] + account["side"]) or fund[0] + account["side"], True)
    return Axis(" ".join(column), name, False)


def column_axes(columns: Sequence[tuple[str, ...]], table: Table, home: Region) -> list[Axis]:
    """The header paths; 比上年增长% without a name of its own goes with the column before it (产量)."""
    axes: list[Axis] = []
    for column in columns:
        axis = column_axis(column, table, home)
        nameless = (not axis.name or _TIME_ONLY.fullmatch(axis.name)) and not axis.region and not axis.people
        if nameless and axes and axes[-1].name and _AGAINST_BEFORE.search(axis.text.rsplit(" ", 1)[-1]):
            axis = replace(axis, name=axes[-1].name)
        axes.append(axis)
    return axes


def is_time(part: str) -> bool:
    rest = part
    for mention in reversed(find_periods(part, 2000)):
        rest = rest[: mention.start] + rest[mention.end :]
    return not rest.strip() or bool(_TIME_ONLY.fullmatch(rest.strip()))


_TOWN_ROW = re.compile(r"[一-龥]{1,7}?(?:街道?|(?<![城乡村集小制])镇|(?<![城返故水])乡)")


def _row_region(label: str, home: Region) -> Region | None:
    """A row of a table by places (一街道, 某某区): the place, below the document's own region."""
    if home.name and label != home.name and is_place_name(label):
        return region_named(label, home)
    if not home.name or not (_TOWN_ROW.fullmatch(label) or label == home.name or china().named(label)):
        return None
    return home if label == home.name else region_named(label, home)


def indicator_of(axis: Axis, header: Axis, caption: str) -> str:
    """From the row, unless the row is a place or a time, or only the column names a known indicator."""
    name = _indicator_of(axis, header)
    titled = find_indicators(caption, colloquial=False)
    if len(titled) == 1 and not axis.known and not header.known:
        if axis.region and is_time(header.name or "总量"):
            name = titled[0].name  # 各县地区生产总值: 总量, 增速 of each place
        elif "价格" in titled[0].name and "价格" not in name and name == axis.name:
            name = f"{name}类{titled[0].text}"  # 居住 in a table of 居民消费价格
    return header.people + name if name else ""


def _indicator_of(axis: Axis, header: Axis) -> str:
    if axis.known:
        return axis.name
    if header.known and _PART_OF_ALL.fullmatch(axis.name):
        return axis.name + header.name
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
