"""Tables as rows under full header paths: from the file's own tables, from `|` rows, and from one cell a line."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ingest.document import Document, LoadedTable, Table
from ingest.structure.lines import Line
from ingest.tables.flat import find_flat_tables
from ingest.tables.grid import (
    UNIT,
    Grid,
    grid_of,
    header_depth,
    header_path,
    is_title,
    narrowed,
    spanning,
    stacked,
    texts_of,
)
from ingest.tables.rows import read_rows
from ingest.tables.source import is_page_data, moved_tables, pipe_tables
from vectorstore.source import Source

_CAPTION = re.compile(
    r"^附?表\s?[\d一二三四五六七八九十]*(?!示|明|彰|达|现)|^专栏\s?[\d一二三四五六七八九十]+|表(?:[（(][^（）()]{1,12}[）)])?$|(?<![一-鿿])(?:计量|金额|货币)?单位[：:]|"
    r"(?:情况|指标|一览|汇总|任务|项目|收支|安排|分工|计划|平衡|预算|决算|执行|统计|总)表"
)
_NUMBERED = re.compile(r"附?[表件]\s?[\d一二三四五六七八九十]+(?:[-—－]\d+)?[：:]?")
_BASE = re.compile(r"(?:为|=|＝)\s?100\D?$")  # 以上年同期为100: no caption
_NOTE = re.compile(r"^(?:备\s?注|注|说明|附注|数据来源)[：:]")


def read_tables(document: Document, source: Source, lines: Sequence[Line]) -> tuple[tuple[Table, ...], frozenset[int]]:
    """All tables of a document in cleaned offsets, in order, and the indexes of the lines that belong to them."""
    starts = [line.start for line in lines]
    found: list[tuple[Table, range]] = []
    taken: set[int] = set()
    for loaded in [*moved_tables(document, source), *pipe_tables(lines)]:
        covered = range(bisect_left(starts, loaded.start), bisect_left(starts, loaded.end))
        if not taken.isdisjoint(covered):
            continue
        for table in _tables(loaded):
            own = range(bisect_right(starts, table.start) - 1, bisect_left(starts, table.end))
            found.append(_with_surroundings(table, own, lines))
            taken.update(found[-1][1])
    found += find_flat_tables(lines, frozenset(taken))
    found.sort(key=lambda pair: pair[0].start)
    return tuple(table for table, _ in found), frozenset(index for _, covered in found for index in covered)


def _tables(loaded: LoadedTable) -> Iterator[Table]:
    """The tables of a grid, none for page data and for grids without a row below a header."""
    if is_page_data([cell.text for cell in loaded.cells]):
        return
    for grid in stacked(grid_of(loaded)):
        if table := _table(grid):
            yield table


def _table(grid: Grid) -> Table | None:
    if len(grid) < 2 or len(grid[0]) < 2:
        return None
    own = [cell for row in grid for cell in row if cell is not None and cell.text]
    caption, unit, note = "", "", ""
    while grid and (is_title(grid[0]) or spanning(grid[0]) is not None):
        for text in texts_of(grid[0]):
            found = UNIT.search(text)
            rest = UNIT.sub("", text).strip()
            unit = found["unit"].strip() if found else unit
            if not _BASE.search(rest):
                caption = rest if not caption or _NUMBERED.fullmatch(caption) else caption
        grid = grid[1:]
    while grid and (last := spanning(grid[-1])) is not None and _NOTE.match(last):
        note, grid = last, grid[:-1]
    grid = narrowed(grid)
    depth = header_depth(grid) if grid else 0
    if not grid or len(grid[0]) < 2 or depth >= len(grid):
        return None
    headers = [header_path(grid, depth, column) for column in range(len(grid[0]))]
    paths, rows = read_rows(grid[depth:], headers)
    return Table(caption, unit, paths, rows, own[0].start, max(cell.end for cell in own), note)


def _with_surroundings(table: Table, covered: range, lines: Sequence[Line]) -> tuple[Table, range]:
    """Take the caption and unit from the lines above and the note from the line below."""
    first, last = covered.start, covered.stop
    changes: dict[str, Any] = {}
    while first > 0 and covered.start - first < 2 and _is_caption(lines[first - 1].text):
        text = lines[first - 1].text
        if (found := UNIT.search(text)) and not table.unit:
            changes["unit"] = found["unit"].strip()
        if (rest := UNIT.sub("", text).strip("：: ")) and not table.caption and not _BASE.search(rest):
            changes["caption"] = rest
        first -= 1
        changes["start"] = lines[first].start
    if last < len(lines) and _NOTE.match(lines[last].text) and not table.note:
        changes |= {"note": lines[last].text, "end": lines[last].end}
        last += 1
    return replace(table, **changes), range(first, last)


def _is_caption(text: str) -> bool:
    return len(text) <= 60 and text[-1] not in "。；，" and "|" not in text and bool(_CAPTION.search(text))
