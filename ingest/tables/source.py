"""Tables before they are read: the loader's own in cleaned text, joined across pages, and runs of `|` rows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.document import Document, LoadedCell, LoadedTable
from ingest.structure.lines import Line
from vectorstore.source import Source

PAGE_KEY = re.compile(
    r"^(?:索引号|发布日期|发布机构|公开日期|公开方式|文号|主题分类|名称|标题|有效性|成文日期|来源|信息分类|发文日期|浏览次数)(?:[：:]|$)"
)

_HEADERS_TOO = {"名称", "标题", "来源", "发布机构"}  # which a table's columns may be called as well


def is_page_data(texts: Sequence[str]) -> bool:
    """Whether cells are what a page says of itself (索引号 … 发布日期 …)."""
    keys = [text for text in texts if PAGE_KEY.match(text)]
    return any(key not in _HEADERS_TOO for key in keys) or len(keys) > 2


_BROKEN = re.compile(r"\s*\n\s*|(?<=[一-鿿]) +(?=[一-鿿])")  # a cell's line break; letters spread out


def moved_tables(document: Document, source: Source) -> list[LoadedTable]:
    """The loader's tables with offsets and texts of the cleaned text; parts on several pages are joined into one."""
    joined: list[LoadedTable] = []
    last_end = 0
    for table in document.tables:
        moved = _moved(table, source)
        if moved is None:
            continue
        new_page = any(last_end < start <= table.start for start in document.page_starts)
        if joined and _goes_on(joined[-1], moved, source, new_page):
            joined[-1] = _continued(joined[-1], moved)
        else:
            joined.append(moved)
        last_end = table.end
    return joined


def _goes_on(above: LoadedTable, below: LoadedTable, source: Source, new_page: bool) -> bool:
    """As many columns, nothing between, and a page break or the same header again."""
    if source.clean[above.end : below.start].strip(" |\n") or _width(above) != _width(below):
        return False
    return new_page or _row(above, 0) == _row(below, 0)


def _moved(table: LoadedTable, source: Source) -> LoadedTable | None:
    cells = []
    for cell in table.cells:
        start, end = source_offset(source, cell.start), source_offset(source, cell.end)
        text = source.clean[start:end].strip(" |\n")
        lead = source.clean[start:end].find(text) if text else 0
        end = start + lead + len(text)
        cells.append(replace(cell, text=_BROKEN.sub("", text), start=start + lead, end=end))
    spans = [(cell.start, cell.end) for cell in cells if cell.text]
    if not spans:
        return None
    return LoadedTable(tuple(cells), min(start for start, _ in spans), max(end for _, end in spans))


def _width(table: LoadedTable) -> int:
    return max(cell.column + cell.column_span for cell in table.cells)


def _continued(above: LoadedTable, below: LoadedTable) -> LoadedTable:
    """One table of two; header rows that the next page repeats are left out."""
    repeated = 0
    while _row(below, repeated) and _row(below, repeated) == _row(above, repeated):
        repeated += 1
    height = max(cell.row + cell.row_span for cell in above.cells)
    more = (replace(cell, row=cell.row - repeated + height) for cell in below.cells if cell.row >= repeated)
    return LoadedTable((*above.cells, *more), above.start, below.end)


def _row(table: LoadedTable, row: int) -> list[str]:
    return [cell.text for cell in table.cells if cell.row == row]


def source_offset(source: Source, original: int) -> int:
    """Offset in the cleaned text of the first character that stands at or behind `original` in the loaded text."""
    runs = source.runs
    index = bisect_left(runs, original + 1, key=lambda run: run.original) - 1
    if index < 0:
        return 0
    run = runs[index]
    if original < run.original + run.length:
        return run.clean + original - run.original
    return runs[index + 1].clean if index + 1 < len(runs) else len(source.clean)


def pipe_tables(lines: Sequence[Line]) -> Iterator[LoadedTable]:
    """Runs of lines with `|` between cells, as tables without spans; page data (文号： | …) is not a table."""
    index = 0
    while index < len(lines):
        end = index
        while end < len(lines) and "|" in lines[end].text:
            end += 1
        rows = [cells for line in lines[index:end] if (cells := _pipe_cells(line))]
        widths = {len(row) for row in rows}
        if len(rows) >= 2 and max(widths) >= 2 and not is_page_data([cell.text for row in rows for cell in row]):
            placed = tuple(replace(cell, row=number) for number, row in enumerate(rows) for cell in row)
            yield LoadedTable(placed, lines[index].start, lines[end - 1].end)
        index = max(end, index + 1)


def _pipe_cells(line: Line) -> list[LoadedCell]:
    if re.fullmatch(r"[|\s:：—-]+", line.text):
        return []
    inner = line.text.strip("|")
    position = line.start + line.text.index(inner) if inner else line.start
    cells = []
    for column, piece in enumerate(inner.split("|")):
        text = piece.strip()
        start = position + (piece.index(text) if text else 0)
        cells.append(LoadedCell(text, start, start + len(text), 0, column))
        position += len(piece) + 1
    return cells if any(cell.text for cell in cells) and len(cells) > 1 else []
