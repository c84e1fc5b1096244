"""Reads the figures of table rows: row label and column headers give indicator, period, kind, measure and unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.document import Cell, Row, Table
from ingest.figures.context import Context
from ingest.figures.table_axes import (
    Axis,
    bare_header,
    column_axes,
    indicator_of,
    level_of_account,
    part_axis,
    row_axis,
)
from ingest.figures.table_cell import CellValue, cumulated, read_cell, span_of
from ingest.figures.table_measure import CAPTION_GROWTH, measure_of, share_base, time_headers, time_of
from ingest.figures.table_parts import wholes_of
from ingest.figures.table_units import caption_units, unit_cell, unit_in, unit_of
from vectorstore.figure import Direction, Kind, Measure
from vectorstore.period import Period
from vectorstore.quantity import dimension
from vectorstore.region import Region


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
    part_of: str = ""
    base: str = ""


WHOLE = Decimal(100)
_NUMBERING = re.compile(
    r"^序号$|^编号$|^序$|^行次$|科目编码|^代码$|^备注$|电话|联系方式|日期|责任|单位名称|属性|[年期]限$|起止"
)
_NAMING = re.compile(r"指标名称|^指标$|^项目$|项目名称|^名称$|科目名称|^科目$|类别|^内容$|^地区$|^单位$|^计量单位$")
_THINGS = re.compile(r"(?:项目|工程|企业|单位)名称|^(?:建设|重点|重大)?(?:项目|工程)(?:名称)?$|^工程|任务")
_PART = re.compile(r"\s*(?:其中|[#＃])|.+/其中/")
_OF_WHOLE = re.compile(r"占|比[重例]|构成|份额|结构")
_SAME_WIDTH = str.maketrans("（）：，％＋", "():,%+")


@dataclass(frozen=True)
class _Place:
    """The column that a cell stands in. said: what its header says of time and kind."""

    path: tuple[str, ...]
    header: Axis
    said: str


_NOWHERE = _Place((), Axis("", "", False), "")


class _TableReader:
    """Reads a table's cells; what its caption and header say is worked out once."""

    def __init__(self, table: Table, context: Context) -> None:
        self.table = table
        self.context = context
        self.units = caption_units(table)
        self.columns = column_axes(
            [tuple(part.translate(_SAME_WIDTH) for part in path) for path in table.columns], table, context.region
        )
        self.times = time_headers(self.columns)
        self.level = level_of_account(table, context)

    def rows(self) -> Iterator[CellDraft]:
        rows = self.table.rows
        labels = [row.label.translate(_SAME_WIDTH) for row in rows]
        axes = [self._axis(row, label) for row, label in zip(rows, labels, strict=True)]
        marked = [bool(_PART.match(label)) for label in labels]
        wholes = wholes_of(rows, marked, [axis.known or axis.region is not None for axis in axes])
        for index, row in enumerate(rows):
            if (whole := wholes.get(index)) is not None:
                axes[index] = part_axis(axes[index], axes[whole])
            yield from self._row(row, axes[index], unit_in(labels[index]) or unit_cell(self.table, row))

    def _axis(self, row: Row, label: str) -> Axis:
        """What the row is; where the rows are projects none is a place (健康某旗)."""
        axis = row_axis(label, self.context, self.table)
        thing = bool(row.name_column) and _THINGS.search(row.name_column[-1])
        return replace(axis, region=None) if thing and not axis.known else axis

    def _row(self, row: Row, axis: Axis, own_unit: str) -> Iterator[CellDraft]:
        for position, cell in enumerate(row.cells):
            place = self._place(row, position)
            if cell is None or _is_no_value(place.path):
                continue
            if place is _NOWHERE and position == 0 and re.fullmatch(r"\d{1,3}", cell.text.strip()) and not row.label:
                continue  # the running number of an unfitted row
            value = read_cell(cell.text)
            if value is None:
                continue
            draft = self._draft(cell, value, row, axis, place, own_unit)
            shared = draft.measure is Measure.SHARE and not draft.base and _OF_WHOLE.search(place.header.text)
            if not shared or draft.value != WHOLE:
                yield draft  # the whole's share of itself says nothing

    def _grows(self, rate: bool) -> bool:
        """Whether the caption says that all cells are growth (居民消费价格涨跌幅度, 单位:%)."""
        return bool(CAPTION_GROWTH.search(self.table.caption)) and (rate or self.units == ("%",))

    def _place(self, row: Row, position: int) -> _Place:
        """The cell's column, or its header group where the row has a cell a group, or nowhere if it fits none."""
        if not row.groups and not (row.certain and position < len(self.columns)):
            return _NOWHERE
        column = row.groups[position] if row.groups else position
        path, header = self.table.columns[column], self.columns[column]
        if row.groups:
            path = path[:-1] or path
            header = replace(header, text=" ".join(path).translate(_SAME_WIDTH))
        return _Place(path, header, self.times[column])

    def _draft(self, cell: Cell, told: CellValue, row: Row, axis: Axis, place: _Place, own_unit: str) -> CellDraft:
        quantity, header = told.quantity, place.header
        name = indicator_of(axis, header, self.table.caption)
        name = name if name.startswith(self.level) else self.level + name
        rate = dimension(quantity.unit or (own_unit if not unit_in(header.text) else "")) == "percent"
        measure, direction = measure_of(quantity, header.text, name, axis.text, rate, self._grows(rate))
        unit, unit_doubt = unit_of(quantity, measure, name, axis.text, header.text, own_unit, self.units)
        period, kind, doubts = time_of(bare_header(place.said), axis, self.table, self.context)
        if told.measure is not None:
            measure, direction = told.measure, told.direction
            unit, unit_doubt = quantity.unit or "%", ()
        elif told.cumulated:
            measure, direction, unit = cumulated(axis.text, quantity.unit or own_unit or unit)
            period, unit_doubt = span_of(period, self.table.caption, self.context.subdocument), ()
        if row.groups:
            doubts = (*doubts, "合并单元格按列组对应")
        elif not row.certain:
            period, doubts = None, ("表格行与表头不齐",)
        if not name:
            doubts = (*doubts, "指标未写明")
        value = abs(quantity.value) if measure is not Measure.LEVEL else quantity.value
        return CellDraft(
            quantity.text, value, quantity.upper, unit, quantity.qualifier, name, measure, direction, kind, period,
            axis.region or header.region or self.context.region, row.label, place.path, cell.start + quantity.start,
            cell.start + quantity.end, row.start, row.end, (*doubts, *unit_doubt), axis.part_of,
            share_base(header.text) if measure is Measure.SHARE else "",
        )  # fmt: skip


def read_table(table: Table, context: Context) -> Iterator[CellDraft]:
    """The figures of every row, row by row; those of rows that do not fit the headers carry a doubt."""
    return _TableReader(table, context).rows()


def _is_no_value(column: tuple[str, ...]) -> bool:
    return bool(column) and bool(_NUMBERING.search(column[-1]) or _NAMING.search(column[-1]))
