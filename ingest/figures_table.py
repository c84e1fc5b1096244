"""Reads the figures of table rows: row label and column headers give indicator, period, kind, measure and unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest.document import Cell, Row, Table
from ingest.figures_context import Context
from vectorstore.figure import Direction, Kind, Measure
from vectorstore.indicators import canonical, indicator
from vectorstore.period import Period
from vectorstore.periods import find_periods
from vectorstore.quantity import Quantity, canonical_unit, dimension, parse_cell
from vectorstore.units import PLAIN_UNITS


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
    row: str
    column: tuple[str, ...]
    start: int
    end: int
    row_start: int
    row_end: int
    doubts: tuple[str, ...]


_NUMBERING = re.compile(r"^序号$|^编号$|^序$|^行次$|科目编码|^代码$|^备注$|电话|联系方式|日期|责任|单位名称")
_NAMING = re.compile(r"指标名称|^指标$|^项目$|项目名称|^名称$|科目名称|^科目$|类别|^内容$|^地区$|^单位$|^计量单位$|属性")
_GROWTH = re.compile(r"增速|增幅|增长|±|比上年|同比|涨幅|增减|变动|^增$")
_SHARE = re.compile(r"占比|比重|占")
_YEARLY = re.compile(r"年均")


def read_table(table: Table, context: Context) -> Iterator[CellDraft]:
    """The figures of every row, row by row; those of rows that do not fit the headers carry a doubt."""
    units = _caption_units(table.unit)
    for row in table.rows:
        label = _label(row.label)
        if not label:
            continue
        own_unit = _unit_in(row.label) or _unit_cell(table, row)
        for position, cell in enumerate(row.cells):
            column = table.columns[position] if row.certain and position < len(table.columns) else ()
            if cell is None or any(_NUMBERING.search(part) or _NAMING.search(part) for part in column[-1:]):
                continue
            if not column and position == 0 and re.fullmatch(r"\d{1,3}", cell.text.strip()):
                continue  # the running number of an unfitted row
            quantity = parse_cell(cell.text)
            if quantity is not None:
                yield _draft(cell, quantity, row, label, column, own_unit, units, table, context)


def _draft(
    cell: Cell, quantity: Quantity, row: Row, label: str, column: tuple[str, ...], own_unit: str, units: tuple[str, ...],
    table: Table, context: Context,
) -> CellDraft:  # fmt: skip
    name = canonical(label.rsplit("/", 1)[-1]) or label.rsplit("/", 1)[-1]
    header = " ".join(column)
    measure, direction = _measure(quantity, header, name, label)
    unit, unit_doubt = _unit(quantity, measure, name, header, own_unit, units)
    period, kind, doubts = _time(header, table, context)
    if not row.certain:
        doubts = ("表格行与表头不齐",)
        period = None
    return CellDraft(
        quantity.text, abs(quantity.value) if measure is not Measure.LEVEL else quantity.value, quantity.upper, unit, quantity.qualifier, name,
        measure, direction, kind, period, row.label, column, cell.start + quantity.start, cell.start + quantity.end,
        row.start, row.end, (*doubts, *unit_doubt),
    )  # fmt: skip


def _label(text: str) -> str:
    plain = re.sub(r"[\((](?:单位)?[:：]?\s*(?:%s)[\))]" % "|".join(map(re.escape, ("%", *PLAIN_UNITS, "万元", "亿元", "亿美元", "万人"))), "", text)
    return re.sub(r"^\s*(?:[一二三四五六七八九十]+、|\(?\d{1,2}[)、.]\s*|其中[:：]?|#)", "", plain).strip()


def _unit_in(text: str) -> str:
    match = re.search(r"[\((](?:单位[:：])?\s*(?P<unit>[^()()\s]{1,8})\s*[\))]", text)
    if not match:
        return ""
    unit = canonical_unit(match["unit"])
    return unit if dimension(unit) != f"count:{unit}" or unit in PLAIN_UNITS else ""


def _unit_cell(table: Table, row: Row) -> str:
    """The unit that a column of its own gives (计量单位)."""
    for position, column in enumerate(table.columns):
        if row.certain and column and re.fullmatch(r"(?:计量)?单位", column[-1].strip()) and position < len(row.cells):
            cell = row.cells[position]
            return canonical_unit(cell.text.strip()) if cell else ""
    return ""


def _caption_units(text: str) -> tuple[str, ...]:
    return tuple(canonical_unit(part) for part in re.split(r"[、,,/;;\s]+", text.strip()) if part) if text else ()


def _measure(quantity: Quantity, header: str, name: str, label: str) -> tuple[Measure, Direction]:
    last = header.split(" ")[-1] if header else ""
    percent = dimension(quantity.unit) == "percent"
    if _GROWTH.search(last) or (_YEARLY.search(header) and (percent or not quantity.unit)):
        return Measure.GROWTH, Direction.DOWN if quantity.value < 0 else Direction.UP
    if _SHARE.search(last) or _SHARE.search(label):
        return Measure.SHARE, Direction.NONE
    known = indicator(name)
    rate = bool(known and known.dimensions[:1] == ("percent",)) or bool(re.search(r"率$|比重$|占比$|比例$", name))
    if re.search(r"增速$|增幅$|增长率$", label) and (percent or not quantity.unit):
        return Measure.GROWTH, Direction.DOWN if quantity.value < 0 else Direction.UP
    if percent and not rate:
        return Measure.GROWTH, Direction.DOWN if quantity.value < 0 else Direction.UP
    return (Measure.SHARE if rate else Measure.LEVEL), Direction.NONE


def _unit(
    quantity: Quantity, measure: Measure, name: str, header: str, own_unit: str, units: tuple[str, ...]
) -> tuple[str, tuple[str, ...]]:
    if quantity.unit:
        return quantity.unit, ()
    if measure in (Measure.GROWTH, Measure.SHARE):
        return "%", ()
    in_header = _unit_in(header)
    if in_header or own_unit:
        return in_header or own_unit, ()
    if len(units) == 1:
        return units[0], ()
    return _unit_by_dimension(name, units)


def _unit_by_dimension(name: str, units: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Of several units of a caption, the one that the indicator is measured in, if only one can be."""
    known = indicator(name)
    if known and units:
        wanted = known.dimensions[:1]
        fitting = [unit for unit in units if dimension(unit) in wanted or (wanted == ("count",) and dimension(unit).startswith("count"))]
        if len(fitting) == 1:
            return fitting[0], ()
    return "", ("表题列有多个单位,无法确定",) if units else ("表格未写明单位",)


def _time(header: str, table: Table, context: Context) -> tuple[Period | None, Kind, tuple[str, ...]]:
    mentions = [mention for mention in find_periods(header, context.report_year) if mention.certain]
    captioned = [mention for mention in find_periods(table.caption, context.report_year) if mention.certain]
    period = mentions[-1].period if mentions else captioned[0].period if captioned else context.period
    doubts: tuple[str, ...] = ()
    report = context.report_year
    if re.search(r"基期|基数", header) and not mentions:
        span = captioned[0].period if captioned else context.period
        period, doubts = (Period.year(span.start - 1) if span else None), ("基期年份为推断",)
    if re.search(r"目标|规划值|规划|预期|计划", header):
        if captioned and not mentions:
            period = Period.year(captioned[0].period.end)
        return period, Kind.TARGET, doubts
    if _YEARLY.search(header) and captioned:
        period = captioned[0].period
    if re.search(r"决算", header):
        return period, Kind.FINAL, doubts
    if re.search(r"预算", header):
        return period, Kind.BUDGET, doubts
    if report is not None and period is not None and period.end > report:
        return period, Kind.TARGET, doubts
    if re.search(r"预计|全年|预测", header) and (report is None or period is None or period.end >= report):
        return period, Kind.ESTIMATE, doubts
    if re.search(r"实际|完成|实绩|进展", header) or (period and report and period.end <= report):
        return period, Kind.ACTUAL, doubts
    return period, context.kind, doubts

