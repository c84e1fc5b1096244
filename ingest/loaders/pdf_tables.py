"""Pages with ruled tables: lines and tables in the order in which they stand on the page.

pdfplumber finds the rules; the characters come from pdfium, which reads fonts that pdfplumber cannot.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pdfplumber.page import Page
from pdfplumber.table import Table

from ingest.loaders.builder import GridCell, TextBuilder

_LATIN = re.compile("[A-Za-z]")
_NEAR = 3.0  # points within which two rules are one

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points from the page's upper left corner."""


@dataclass(frozen=True)
class Glyph:
    """A character and the middle of its box; line breaks have none and stand where the line before them ended."""

    text: str
    across: float
    down: float


@dataclass(frozen=True)
class _Found:
    top: float
    cells: tuple[GridCell, ...] = ()
    line: str = ""


def glyphs_of(page: pdfium.PdfPage) -> list[Glyph]:
    """The page's characters in reading order."""
    text_page = page.get_textpage()
    height = page.get_height()
    text: str = text_page.get_text_range()
    glyphs: list[Glyph] = []
    across, down = 0.0, 0.0
    for index, character in enumerate(text):
        if character not in "\r\n" and index < text_page.count_chars():
            left, bottom, right, top = text_page.get_charbox(index, loose=True)
            across, down = (left + right) / 2, height - (bottom + top) / 2
        glyphs.append(Glyph(character.replace("\r", "").replace("\ufffe", "-"), across, down))
    return glyphs


def write_page(page: Page, glyphs: Sequence[Glyph], builder: TextBuilder) -> bool:
    """Write a page's lines and ruled tables; False, with nothing written, if it has no table."""
    found = [(table.bbox, _grid(table, glyphs)) for table in page.find_tables()]
    tables = [(box, cells) for box, cells in found if _is_table(cells)]
    if not tables:
        return False
    outside = [glyph for glyph in glyphs if glyph.text == "\n" or not any(_within(glyph, box) for box, _ in tables)]
    pieces = [*_lines(outside), *(_Found(box[1], cells=tuple(cells)) for box, cells in tables)]
    for piece in sorted(pieces, key=lambda each: each.top):
        if piece.cells:
            builder.table(list(piece.cells))
        else:
            builder.line(piece.line)
    return True


def _within(glyph: Glyph, box: Box) -> bool:
    return box[0] <= glyph.across <= box[2] and box[1] <= glyph.down <= box[3]


def _lines(glyphs: Sequence[Glyph]) -> list[_Found]:
    lines: list[_Found] = []
    open_line: list[Glyph] = []
    for glyph in [*glyphs, Glyph("\n", 0, 0)]:
        if glyph.text != "\n":
            open_line.append(glyph)
            continue
        text = "".join(each.text for each in open_line).strip()
        if text:
            lines.append(_Found(open_line[0].down, line=text))
        open_line = []
    return lines


def _is_table(cells: Sequence[GridCell]) -> bool:
    """A frame around text has one row or column; a table has two of each, mostly filled."""
    rows, columns = {cell.row for cell in cells}, {cell.column for cell in cells}
    filled = sum(1 for cell in cells if cell.text)
    return len(rows) > 1 and len(columns) > 1 and filled >= 3 and filled * 3 >= len(cells)


def _grid(table: Table, glyphs: Sequence[Glyph]) -> list[GridCell]:
    """Cells by the rules around them: a cell that crosses an edge of others spans it."""
    boxes = [cell for cell in table.cells if cell]
    lefts, tops = _edges([box[0] for box in boxes]), _edges([box[1] for box in boxes])
    inside = [glyph for glyph in glyphs if _within(glyph, table.bbox)]
    cells: list[GridCell] = []
    for box in boxes:
        left, top, right, bottom = box
        column, row = _index(lefts, left), _index(tops, top)
        across = max(_index(lefts, right - 2 * _NEAR) - column + 1, 1)
        down = max(_index(tops, bottom - 2 * _NEAR) - row + 1, 1)
        cells.append(GridCell(_cell_text(inside, box), row, column, down, across))
    return cells


def _cell_text(glyphs: Sequence[Glyph], box: Box) -> str:
    """A cell's wrapped lines as one; Latin words keep a space."""
    lines = "".join(glyph.text for glyph in glyphs if _within(glyph, box)).split("\n")
    glued = ""
    for line in filter(None, map(str.strip, lines)):
        gap = " " if _LATIN.match(glued[-1:]) and _LATIN.match(line) else ""
        glued += gap + line
    return glued


def _edges(values: Sequence[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges


def _index(edges: Sequence[float], value: float) -> int:
    """Index of the edge at `value`, or of the last one before it."""
    return max(bisect_left(edges, value + _NEAR) - 1, 0)
