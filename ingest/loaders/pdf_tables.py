"""Pages with ruled tables: lines and tables in the order in which they stand on the page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pdfplumber.page import Page
from pdfplumber.table import Table

from ingest.loaders.builder import GridCell, TextBuilder

_NEAR = 3.0  # points within which two rules are one


@dataclass(frozen=True)
class _Found:
    top: float
    cells: tuple[GridCell, ...] = ()
    line: str = ""


def write_page(page: Page, builder: TextBuilder) -> bool:
    """Write a page's lines and ruled tables; False, with nothing written, if it has no table."""
    tables = [(table, _grid(page, table)) for table in page.find_tables()]
    real = [(table, cells) for table, cells in tables if _is_table(cells)]
    if not real:
        return False
    boxes = [table.bbox for table, _ in real]
    outside = page.filter(lambda item: not any(_within(item, box) for box in boxes))
    found = [_Found(line["top"], line=line["text"]) for line in outside.extract_text_lines(return_chars=False)]
    found += [_Found(table.bbox[1], cells=tuple(cells)) for table, cells in real]
    for each in sorted(found, key=lambda item: item.top):
        if each.cells:
            builder.table(list(each.cells))
        else:
            builder.line(each.line)
    return True


def _within(item: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    if item.get("object_type") != "char":
        return False
    across, down = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _is_table(cells: Sequence[GridCell]) -> bool:
    """A frame around text has one row or column; a table has two of each, mostly filled."""
    rows, columns = {cell.row for cell in cells}, {cell.column for cell in cells}
    filled = sum(1 for cell in cells if cell.text)
    return len(rows) > 1 and len(columns) > 1 and filled >= 3 and filled * 3 >= len(cells)


def _grid(page: Page, table: Table) -> list[GridCell]:
    """Cells by the rules around them: a cell that crosses an edge of others spans it."""
    boxes = [cell for cell in table.cells if cell]
    lefts, tops = _edges([box[0] for box in boxes]), _edges([box[1] for box in boxes])
    cells: list[GridCell] = []
    for left, top, right, bottom in boxes:
        column, row = _index(lefts, left), _index(tops, top)
        text = page.crop((left, top, right, bottom), strict=False).extract_text() or ""
        across = max(_index(lefts, right - 2 * _NEAR) - column + 1, 1)
        down = max(_index(tops, bottom - 2 * _NEAR) - row + 1, 1)
        cells.append(GridCell("".join(_lines(text)), row, column, down, across))
    return cells


def _lines(text: str) -> list[str]:
    """Wrapped lines of a cell are glued; Latin words keep a space."""
    parts = [part.strip() for part in text.split("\n") if part.strip()]
    return [
        part
        + (" " if part[-1].isascii() and part[-1].isalpha() and after[:1].isascii() and after[:1].isalpha() else "")
        for part, after in zip(parts, [*parts[1:], ""], strict=True)
    ]


def _edges(values: Sequence[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges


def _index(edges: Sequence[float], value: float) -> int:
    """Index of the edge at `value`, or of the last one before it."""
    return max(bisect_left(edges, value + _NEAR) - 1, 0)
