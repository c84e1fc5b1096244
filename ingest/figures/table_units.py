"""The unit of a table's cell: its own, the header's, the row's, or the one of the caption that can be meant."""

from __future__ import annotations

import re

from ingest.document import Row, Table
from vectorstore.figure import Measure
from vectorstore.indicators import indicator
from vectorstore.quantity import Quantity, canonical_unit, dimension
from vectorstore.units import UNIT_TOKEN


def unit_in(text: str) -> str:
    text = text.replace("／", "/")
    match = re.search(r"[\((](?:单位)?[::]?\s*(?P<unit>[^()()\s]{1,10})\s*[\))]", text)
    token = UNIT_TOKEN.fullmatch(match["unit"]) if match else None
    return canonical_unit(token[0]) if token else ""


def unit_cell(table: Table, row: Row) -> str:
    """The unit that a column of its own gives (计量单位)."""
    for position, column in enumerate(table.columns):
        if row.certain and column and re.fullmatch(r"(?:计量)?单位", column[-1].strip()) and position < len(row.cells):
            cell = row.cells[position]
            return canonical_unit(cell.text.strip()) if cell else ""
    return ""


def caption_units(table: Table) -> tuple[str, ...]:
    """The units of the 单位 line (亿元、亿美元、m2%)."""
    text = table.unit
    found = [canonical_unit(match[0]) for match in UNIT_TOKEN.finditer(text)]
    return tuple(dict.fromkeys(found)) if found else ((text.strip(),) if text.strip() else ())


def unit_of(
    quantity: Quantity, measure: Measure, name: str, label: str, header: str, own_unit: str, units: tuple[str, ...]
) -> tuple[str, tuple[str, ...]]:
    if quantity.unit:
        return quantity.unit, ()
    in_header = unit_in(header)
    if in_header or (own_unit and measure is Measure.LEVEL):
        return in_header or own_unit, ()
    if measure in (Measure.GROWTH, Measure.SHARE):
        return "%", ()
    if len(units) == 1:
        return units[0], ()
    return _unit_by_dimension(name, label, header, units)


def _unit_by_dimension(name: str, label: str, header: str, units: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
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
    if not units and re.search(r"指数$", re.sub(r"[\((].*?[\))]", "", header.rsplit(" ", 1)[-1] or name)):
        return "", ()  # 价格指数(上年=100)
    return "", ("表题列有多个单位,无法确定",) if units else ("表格未写明单位",)
