"""Tables as rows under full header paths: from the file's own tables, from `|` rows, and from one cell a line."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ingest.document import Cell, Document, LoadedCell, LoadedTable, Row, Table
from ingest.structure_lines import Line
from ingest.tables_flat import find_flat_tables, is_value
from ingest.tables_source import PAGE_KEY, moved_tables, pipe_tables
from vectorstore.source import Source

_UNIT = re.compile(r"[（(]?(?<![一-鿿])(?:计量|金额|货币)?单位[：:]\s*(?P<unit>[^）)]+)[)）]?")
_CAPTION = re.compile(
    r"^附?表\s?[\d一二三四五六七八九十]*(?!示|明|彰|达|现)|表$|(?<![一-鿿])(?:计量|金额|货币)?单位[：:]|"
    r"(?:情况|指标|一览|汇总|任务|项目|收支|安排|分工|计划)表"
)
_NUMBER_COLUMN = re.compile(r"^(?:序号|编号|序列|No\.?|项次)$")
_SIDE_COLUMN = re.compile(r"单位|计量|属性|责任|牵头|配合|备注|说明|时限|时间|进度|完成|性质|资金|来源|要求|措施")
_YEAR_CELL = re.compile(r"^(?:19|20)\d\d年?(?:[（(].*[)）])?$")
_NOTE = re.compile(r"^(?:备\s?注|注|说明|附注|数据来源)[：:]")

Grid = list[list[LoadedCell | None]]


def read_tables(document: Document, source: Source, lines: Sequence[Line]) -> tuple[tuple[Table, ...], frozenset[int]]:
    """All tables of a document in cleaned offsets, in order, and the indexes of the lines that belong to them."""
    starts = [line.start for line in lines]
    found: list[tuple[Table, range]] = []
    taken: set[int] = set()
    for loaded in [*moved_tables(document, source), *pipe_tables(lines)]:
        covered = range(bisect_left(starts, loaded.start), bisect_left(starts, loaded.end))
        if taken.isdisjoint(covered) and (table := _table(loaded)):
            found.append(_with_surroundings(table, covered, lines))
            taken.update(found[-1][1])
    found += find_flat_tables(lines, frozenset(taken))
    found.sort(key=lambda pair: pair[0].start)
    return tuple(table for table, _ in found), frozenset(index for _, covered in found for index in covered)


@dataclass(frozen=True)
class _Columns:
    """Which columns name the row and which hold its values."""

    label: int
    groups: tuple[int, ...]
    values: tuple[int, ...]


def _table(loaded: LoadedTable) -> Table | None:
    """A Table of the grid, or None for page data and for grids without a row below a header."""
    if any(PAGE_KEY.match(cell.text) for cell in loaded.cells):
        return None
    grid = _grid(loaded)
    if len(grid) < 2 or len(grid[0]) < 2:
        return None
    caption, unit, note = "", "", ""
    while grid and (text := _spanning(grid[0])) is not None:
        found = _UNIT.search(text)
        unit, caption = (found["unit"].strip() if found else unit), caption or _UNIT.sub("", text).strip()
        grid = grid[1:]
    while grid and (text := _spanning(grid[-1])) is not None and _NOTE.match(text):
        note, grid = text, grid[:-1]
    depth = _header_depth(grid) if grid else 0
    if not grid or depth >= len(grid):
        return None
    headers = [_path(grid, depth, column) for column in range(len(grid[0]))]
    columns = _columns(grid[depth:], headers)
    rows = _rows(grid[depth:], columns)
    paths = tuple(headers[column] or ("",) for column in columns.values)
    return Table(caption, unit, paths, rows, loaded.start, loaded.end, note)


def _grid(loaded: LoadedTable) -> Grid:
    """Every place filled with the cell that covers it; rows without any text are left out."""
    height = max(cell.row + cell.row_span for cell in loaded.cells)
    width = max(cell.column + cell.column_span for cell in loaded.cells)
    grid: Grid = [[None] * width for _ in range(height)]
    for cell in loaded.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, height)):
            for column in range(cell.column, cell.column + cell.column_span):
                grid[row][column] = cell
    return [row for row in grid if any(cell is not None and cell.text for cell in row)]


def _spanning(row: Sequence[LoadedCell | None]) -> str | None:
    """The text of a row that is one cell from end to end (a caption, a group heading)."""
    texts = {id(cell): cell.text for cell in row if cell is not None and cell.text}
    covered = [cell for cell in row if cell is not None]
    one = len(texts) == 1 and (len(covered) == len(row) or covered[0].column == 0)
    if one and len(row) > 1 and (len({id(cell) for cell in covered}) == 1 or all(not c.text for c in covered[1:])):
        return next(iter(texts.values()))
    return None


def _is_data(row: Sequence[LoadedCell | None]) -> bool:
    values = [cell for cell in row[1:] if cell is not None and is_value(cell.text) and not _YEAR_CELL.match(cell.text)]
    return bool(values)


def _header_depth(grid: Grid) -> int:
    """Rows of the header: those marked as one, else down to where spans end or numbers begin."""
    marked = 0
    for row in grid[:4]:
        if not all(cell is None or cell.header or not cell.text for cell in row):
            break
        marked += 1
    if marked:
        return marked
    if _is_data(grid[0]):
        return 0
    depth = 1
    while depth < min(4, len(grid) - 1) and not _is_data(grid[depth]):
        above = grid[depth - 1]
        wide = any(cell is not None and cell.column_span > 1 and cell.column_span < len(above) for cell in above)
        tall = any(cell is not None and cell is grid[depth][column] for column, cell in enumerate(above))
        if not (wide or (tall and depth > 1)):
            break
        depth += 1
    return depth


def _path(grid: Grid, depth: int, column: int) -> tuple[str, ...]:
    cells = [row[column] for row in grid[:depth]]
    texts: list[str] = []
    previous = None
    for cell in cells:
        if cell is not None and cell is not previous and cell.text:
            texts.append(cell.text.replace("\n", ""))
        previous = cell
    return tuple(texts)


def _columns(body: Grid, headers: Sequence[tuple[str, ...]]) -> _Columns:
    width = len(headers)
    numeric = [_share(body, column) > 0.5 for column in range(width)]
    heads = [path[-1] if path else "" for path in headers]
    numbers = [bool(_NUMBER_COLUMN.match(head)) or _counts_up(body, column) for column, head in enumerate(heads)]
    names: list[int] = []
    for column in range(width):
        if numbers[column]:
            continue
        if numeric[column] or (names and _SIDE_COLUMN.search(heads[column])):
            break
        names.append(column)
    if not names:
        names = [next((column for column in range(width) if not numbers[column]), 0)]
    if not any(numeric[column] and not numbers[column] for column in range(width)):
        names = names[:2] if _merged_down(body, names[0]) else names[:1]
    values = tuple(c for c in range(width) if c not in names and not numbers[c])
    return _Columns(names[-1], tuple(names[:-1]), values)


def _share(body: Grid, column: int) -> float:
    texts = [cell.text for row in body if (cell := row[column]) is not None and cell.text]
    return sum(is_value(text) for text in texts) / len(texts) if texts else 0.0


def _counts_up(body: Grid, column: int) -> bool:
    texts = [cell.text for row in body if (cell := row[column]) is not None and cell.text]
    return column < 2 and len(texts) >= 3 and texts[:3] == ["1", "2", "3"]


def _merged_down(body: Grid, column: int) -> bool:
    return any(cell is not None and cell.row_span > 1 for row in body for cell in (row[column],))


def _rows(body: Grid, columns: _Columns) -> tuple[Row, ...]:
    rows: list[Row] = []
    section, part_of = "", ""
    for line in body:
        if (text := _spanning(line)) is not None and columns.values:
            section = text
            continue
        own = [cell for cell in line if cell is not None and cell.text]
        names = [line[column] for column in (*columns.groups, columns.label)]
        parts = dict.fromkeys(cell.text for cell in names if cell is not None and cell.text)
        if "其中" in parts and rows:
            part_of = part_of if "/其中" in rows[-1].label else rows[-1].label
            parts = dict.fromkeys([part_of, *parts])
        label = "/".join(
            [*([section] if section and not any(part.startswith(section) for part in parts) else []), *parts]
        )
        fits = all(line[column] is not None for column in columns.values)
        cells = tuple(
            Cell(cell.text, cell.start, cell.end) if (cell := line[column]) is not None and cell.text else None
            for column in columns.values
        )
        start = min((cell.start for cell in own if not rows or cell.start >= rows[-1].end), default=own[-1].start)
        end = max(cell.end for cell in own)
        shown = cells if fits else tuple(cell for cell in cells if cell is not None)
        rows.append(Row(label, shown, fits, start, max(end, start)))
    return tuple(rows)


def _with_surroundings(table: Table, covered: range, lines: Sequence[Line]) -> tuple[Table, range]:
    """Take the caption and unit from the lines above and the note from the line below."""
    first, last = covered.start, covered.stop
    changes: dict[str, Any] = {}
    while first > 0 and covered.start - first < 2 and _is_caption(lines[first - 1].text):
        text = lines[first - 1].text
        if (found := _UNIT.search(text)) and not table.unit:
            changes["unit"] = found["unit"].strip()
        if (rest := _UNIT.sub("", text).strip("：: ")) and not table.caption:
            changes["caption"] = rest
        first -= 1
        changes["start"] = lines[first].start
    if last < len(lines) and _NOTE.match(lines[last].text) and not table.note:
        changes |= {"note": lines[last].text, "end": lines[last].end}
        last += 1
    return replace(table, **changes), range(first, last)


def _is_caption(text: str) -> bool:
    return len(text) <= 60 and text[-1] not in "。；，" and "|" not in text and bool(_CAPTION.search(text))
