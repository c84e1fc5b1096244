"""Reads the figures of table rows: row label and column headers give indicator, period, kind, measure and unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest.document import Cell, Row, Table
from ingest.figures_context import Context
from ingest.figures_phrase import known_name
from vectorstore.figure import Direction, Kind, Measure
from vectorstore.indicators import canonical, find_indicators, indicator
from vectorstore.period import Period
from vectorstore.periods import find_periods
from vectorstore.quantity import Quantity, canonical_unit, dimension, parse_cell
from vectorstore.region import Level, Region
from vectorstore.units import PLAIN_UNITS, SCALES


@dataclass(frozen=True)
class CellDraft:
    """A figure of a table cell with its bindings; offsets into the cleaned text."""

    text: str
    value: Decimal
    upper: Decimal | None
    unit: str
    qualifier: str
    indicator: str
    measure: Measure
    direction: Direction
    kind: Kind
    period: Period | None
    region: Region
    row: str
    column: tuple[str, ...]
    start: int
    end: int
    row_start: int
    row_end: int
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class _Axis:
    """What a row or a column says of its cells. name: indicator, canonical where known; text: all of its words."""

    text: str
    name: str
    known: bool
    region: Region | None = None


_NUMBERING = re.compile(r"^序号$|^编号$|^序$|^行次$|科目编码|^代码$|^备注$|电话|联系方式|日期|责任|单位名称|属性")
_NAMING = re.compile(r"指标名称|^指标$|^项目$|项目名称|^名称$|科目名称|^科目$|类别|^内容$|^地区$|^单位$|^计量单位$")
_GROWTH = re.compile(r"增速|增幅|增长|±|比上年|同比|涨幅|增减|变动|^增$")
_SHARE = re.compile(r"占比|比重|占|为.{0,12}%$|的%$|完成率|进度")
_YEARLY = re.compile(r"年均")
_FALLS = re.compile(r"(?:下降|降低|减少|削减|压减)(?:率|幅度|比例)?(?:[\((].*)?$")
_RISES = re.compile(r"(?:提高|上升|提升|增加)(?:率|幅度|比例)?(?:[\((].*)?$")
_TIME_ONLY = re.compile(
    r"(?:总量|绝对值|绝对量|数值|指标值|值|数|本期|合计|金额|增速|增幅|增长|年均|同比|比上年|预计|预期|目标|"
    r"规划|实际|完成|执行|预算|决算|情况|进展|全年|基期|[±()%\s/,、“”]|单位:?[^)\s]{1,4})+"
)
_SAME_WIDTH = str.maketrans("（）：，％＋", "():,%+")
_UNIT_WORD = "|".join(map(re.escape, PLAIN_UNITS))
_UNIT_TOKEN = re.compile(
    rf"(?:{'|'.join(sorted(SCALES, key=len, reverse=True))})?(?:{_UNIT_WORD})(?:/[一-龥A-Za-z²³\d]+)?"
)


def read_table(table: Table, context: Context) -> Iterator[CellDraft]:
    """The figures of every row, row by row; those of rows that do not fit the headers carry a doubt."""
    units = _caption_units(table)
    columns = [_column_axis(tuple(part.translate(_SAME_WIDTH) for part in column)) for column in table.columns]
    times = _time_headers(columns)
    for row in table.rows:
        label = row.label.translate(_SAME_WIDTH)
        axis = _row_axis(label, context, table)
        own_unit = _unit_in(label) or _unit_cell(table, row)
        for position, cell in enumerate(row.cells):
            place = _column_of(row, position, table)
            if cell is None or (place is not None and _is_no_value(table.columns[place])):
                continue
            if place is None and position == 0 and re.fullmatch(r"\d{1,3}", cell.text.strip()) and not row.label:
                continue  # the running number of an unfitted row
            quantity = parse_cell(cell.text)
            if quantity is None:
                continue
            column = table.columns[place] if place is not None else ()
            if row.groups:
                column = column[:-1] or column
            header = columns[place] if place is not None else _Axis("", "", False)
            header = _Axis(" ".join(column), header.name, header.known) if row.groups else header
            said = times[place] if place is not None else ""
            yield _draft(cell, quantity, row, axis, header, said, column, own_unit, units, table, context)


def _column_of(row: Row, position: int, table: Table) -> int | None:
    """The column of a row's cell, that of its header group where the row has a cell a group, None if it fits none."""
    if row.groups:
        return row.groups[position]
    return position if row.certain and position < len(table.columns) else None


def _is_no_value(column: tuple[str, ...]) -> bool:
    return bool(column) and bool(_NUMBERING.search(column[-1]) or _NAMING.search(column[-1]))


def _draft(
    cell: Cell,
    quantity: Quantity,
    row: Row,
    axis: _Axis,
    header: _Axis,
    said: str,
    column: tuple[str, ...],
    own_unit: str,
    units: tuple[str, ...],
    table: Table,
    context: Context,
) -> CellDraft:
    name = _indicator(axis, header)
    rate = dimension(quantity.unit or (own_unit if not _unit_in(header.text) else "")) == "percent"
    measure, direction = _measure(quantity, header.text, name, axis.text, rate)
    unit, unit_doubt = _unit(quantity, measure, name, axis.text, header.text, own_unit, units)
    period, kind, doubts = _time(_bare(said), axis, table, context)
    if row.groups:
        doubts = (*doubts, "合并单元格按列组对应")
    elif not row.certain:
        period, doubts = None, ("表格行与表头不齐",)
    if not name:
        doubts = (*doubts, "指标未写明")
    return CellDraft(
        quantity.text, abs(quantity.value) if measure is not Measure.LEVEL else quantity.value, quantity.upper, unit,
        quantity.qualifier, name, measure, direction, kind, period, axis.region or context.region, row.label, column,
        cell.start + quantity.start, cell.start + quantity.end, row.start, row.end, (*doubts, *unit_doubt),
    )  # fmt: skip


# -- rows and columns


def _row_axis(label: str, context: Context, table: Table) -> _Axis:
    plain = _plain_label(label)
    last = plain.rsplit("/", 1)[-1]
    total = re.fullmatch(r"(?P<what>.*?)(?:合计|总计)", last)
    if total:  # the row that the table adds up to: 一般公共预算收入合计, or 合计 under such a caption
        named = find_indicators(total["what"] or table.caption, colloquial=False)
        if named and not total["what"].endswith("总"):
            return _Axis(plain, named[0].name, True)
    name = canonical(plain.replace("/", "")) or canonical(last) or known_name(last)
    return _Axis(plain, name or last, name is not None, None if name else _row_region(last, context.region))


def _column_axis(column: tuple[str, ...]) -> _Axis:
    """The header path; its name is the innermost part that names something other than a time or a measure."""
    for part in reversed(column):
        plain = re.sub(r"[\((].*?[\))]", "", part)
        name = canonical(plain) or known_name(plain)
        if name:
            return _Axis(" ".join(column), name, True)
    words = [part for part in column if not _is_time(part)]
    return _Axis(" ".join(column), words[-1] if words else "", False)


def _is_time(part: str) -> bool:
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


def _indicator(axis: _Axis, header: _Axis) -> str:
    """From the row, unless the row is a place or a time, or only the column names a known indicator."""
    if axis.known:
        return axis.name
    if header.known or axis.region or not axis.name or _is_time(axis.name):
        return header.name or axis.name
    return axis.name


def _plain_label(text: str) -> str:
    parts = [re.sub(rf"[\((](?:单位)?[::]?\s*(?:{_UNIT_TOKEN.pattern})\s*[\))]", "", part) for part in text.split("/")]
    return "/".join(
        re.sub(
            (r"^\s*(?:[一二三四五六七八九十]+、|\(?[一二三四五六七八九十\d]{1,2}[)、.]\s*|其中[::]?|[#＃—-]+)"),
            "",
            part,
        ).strip(" *※")
        for part in parts
    )


def _bare(header: str) -> str:
    """The header without names of indicators, whose 预算 and 规划 say nothing of the kind."""
    for mention in reversed(find_indicators(header, colloquial=False)):
        header = header[: mention.start] + header[mention.end :]
    return header


# -- units


def _unit_in(text: str) -> str:
    match = re.search(r"[\((](?:单位)?[::]?\s*(?P<unit>[^()()\s]{1,10})\s*[\))]", text)
    token = _UNIT_TOKEN.fullmatch(match["unit"]) if match else None
    return canonical_unit(token[0]) if token else ""


def _unit_cell(table: Table, row: Row) -> str:
    """The unit that a column of its own gives (计量单位)."""
    for position, column in enumerate(table.columns):
        if row.certain and column and re.fullmatch(r"(?:计量)?单位", column[-1].strip()) and position < len(row.cells):
            cell = row.cells[position]
            return canonical_unit(cell.text.strip()) if cell else ""
    return ""


def _caption_units(table: Table) -> tuple[str, ...]:
    """The units of the 单位 line (亿元、亿美元、m2%)."""
    text = table.unit
    found = [canonical_unit(match[0]) for match in _UNIT_TOKEN.finditer(text)]
    return tuple(dict.fromkeys(found)) if found else ((text.strip(),) if text.strip() else ())


def _unit(
    quantity: Quantity, measure: Measure, name: str, label: str, header: str, own_unit: str, units: tuple[str, ...]
) -> tuple[str, tuple[str, ...]]:
    if quantity.unit:
        return quantity.unit, ()
    in_header = _unit_in(header)
    if in_header or (own_unit and measure is Measure.LEVEL):
        return in_header or own_unit, ()
    if measure in (Measure.GROWTH, Measure.SHARE):
        return "%", ()
    if len(units) == 1:
        return units[0], ()
    return _unit_by_dimension(name, label, units)


def _unit_by_dimension(name: str, label: str, units: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Of several units of a caption, the one that the indicator is measured in, if only one can be.

    亿元 beside 万元: totals are in the larger, values a head (人均) in the smaller, as such captions are meant.
    创汇 is in foreign money whatever the indicator is usually given in.
    """
    known = indicator(name)
    wanted = known.dimensions[:1] if known else (("people",) if re.search(r"人数|人口数?$", label) else ())
    wanted = ("usd",) if re.search(r"创汇|外汇", label) else wanted
    fitting = [
        unit
        for unit in units
        if dimension(unit) in wanted or (wanted == ("count",) and dimension(unit).startswith("count"))
    ]
    if len(fitting) == 2 and set(fitting) == {"亿元", "万元"}:
        return ("万元" if re.search(r"人均|户均", name) else "亿元"), ()
    if len(fitting) == 1:
        return fitting[0], ()
    return "", ("表题列有多个单位,无法确定",) if units else ("表格未写明单位",)


# -- measure, period and kind


def _measure(quantity: Quantity, header: str, name: str, label: str, percent: bool) -> tuple[Measure, Direction]:
    last = header.split(" ")[-1] if header else ""
    falls = _FALLS.search(label)  # 用水量下降: 7% a year is a fall
    growth = Measure.GROWTH, Direction.DOWN if (quantity.value < 0) != bool(falls) else Direction.UP
    if _GROWTH.search(last) and not (quantity.unit and not percent):
        return growth
    if _YEARLY.search(header) and (percent or not quantity.unit):
        return growth
    if percent and (falls or _RISES.search(label)):
        return Measure.CHANGE, growth[1]
    if (_SHARE.search(last) and (percent or not quantity.unit)) or re.search(r"占比|比重", label):
        return Measure.SHARE, Direction.NONE
    known = indicator(name)
    rate = bool(known and known.dimensions[:1] == ("percent",)) or bool(re.search(r"率$|比重$|占比$|比例$", name))
    if percent and not rate and (known or re.search(r"增速|增幅|增长|下降|降低", label)):
        return growth
    if (percent or not quantity.unit) and re.search(r"增速$|增幅$|增长率$", label):
        return growth
    return (Measure.SHARE if rate or percent else Measure.LEVEL), Direction.NONE


_AGAINST = re.compile(r"(?:比|较|为|占)(?:上年|去年|20\d\d年)(?:同期|预计完成|预计执行|预计|执行|决算|预算|完成)?数?")


def _time_headers(columns: list[_Axis]) -> list[str]:
    """What each column says of time and kind; 比上年增长% says nothing, so it goes with the column before it."""
    said: list[str] = []
    for column in columns:
        bare = _AGAINST.sub("", column.text)
        rate = _GROWTH.search(bare) and not _YEARLY.search(bare)
        silent = not find_periods(bare, None) or bare.split(" ")[0] == (
            columns[len(said) - 1].text.split(" ")[0] if said else ""
        )
        said.append(said[-1] if rate and silent and said else bare)
    return said


def _time(header: str, axis: _Axis, table: Table, context: Context) -> tuple[Period | None, Kind, tuple[str, ...]]:
    report = context.report_year
    said = [mention.period for mention in find_periods(header, report) if mention.certain]
    if not said and not axis.known:
        said = [mention.period for mention in find_periods(axis.text, report) if mention.certain]
    captioned = [mention.period for mention in find_periods(table.caption, report) if mention.certain]
    around = captioned[0] if captioned else context.period
    period = said[-1] if said else around
    if re.search(r"基期|基数", header) and not said:
        return (Period.year(around.start - 1) if around else None), Kind.ACTUAL, ("基期年份为推断",)
    if _YEARLY.search(header):
        period = next((span for span in (*said, *captioned) if span.end > span.start), period)
    elif re.search(r"目标|规划|预期|计划", header) and not said and around:
        period = Period.year(around.end)
    return period, _kind(header, period, context), ()


def _kind(header: str, period: Period | None, context: Context) -> Kind:
    report = context.report_year
    if re.search(r"决算", header):
        return Kind.FINAL
    if re.search(r"预算", header) and not re.search(r"执行|完成", header):
        return Kind.BUDGET
    if report is not None and period is not None and period.end > report:
        return Kind.BUDGET if context.kind is Kind.BUDGET else Kind.TARGET
    if re.search(r"目标|规划|预期|计划|任务", header) and not re.search(r"预计|执行|完成", header):
        return Kind.TARGET
    if re.search(r"预计|预测", header) or (
        "全年" in header and report is not None and period is not None and period.end >= report
    ):
        return Kind.ESTIMATE
    if re.search(r"实际|完成|实绩|进展|执行|总量", header) or (period and report and period.end <= report):
        return Kind.ESTIMATE if context.kind is Kind.ESTIMATE else Kind.ACTUAL
    return context.kind
