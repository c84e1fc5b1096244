"""Tables of a plain text whose cells only spaces keep apart, as texts made from PDF files have them.

A row is a name and its values (税收收入 2100 1980 94.3); two such rows may stand side by side, and a long name goes on
in the next line. Only complete rows below a header that can be told are taken; everything else stays text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from ingest.document import Document, LoadedCell, LoadedTable
from ingest.loaders.spaced_header import HeaderCell, solve
from ingest.loaders.spaced_rows import SpacedLine, SpacedRow, assemble, line_of, with_unit

_FEWEST_ROWS = 3
_MOST_BETWEEN = 32  # lines without values between two rows: a header that the next page repeats, wrapped names
_MOST_HEADER = 30
_STRAY = 3  # lines at either end of a header that may not be its own
_PROSE = re.compile(r"[。；！？!?;]|[，,](?!\d)")
_CAPTION = re.compile(
    r"^附?[表件]\s?[\d一二三四五六七八九十]+(?:[-—]\d+)?(?:[：:\s].*)?$|表$|单位\s?[：:]|^(?:备\s?注|注|说明|数据来源|资料来源)\s?[：:]"
)
_PAGE = re.compile(r"^[—\-－–\s]*\d{1,4}[—\-－–\s]*$")


def with_spaced_tables(document: Document) -> Document:
    """The document with the tables that spaces alone make up, beside those that the file itself marks."""
    tables = list(document.tables)
    for fewest in (2, 1):  # rows of a single value look like much else: only where nothing longer was found
        tables += [
            found
            for found in _tables(document.text, fewest)
            if not any(table.start < found.end and found.start < table.end for table in tables)
        ]
    return replace(document, tables=tuple(sorted(tables, key=lambda table: table.start)))


def _tables(text: str, fewest: int) -> Iterator[LoadedTable]:
    lines = [line for line in _lines(text) if not _PAGE.match(line.text)]
    index = 0
    while index < len(lines):
        if not lines[index].is_row(fewest) or not _belongs(lines[index]) or _CAPTION.search(lines[index].text):
            index += 1
            continue
        first = _header_start(lines, index, fewest)
        last = _last_row(lines, index, fewest)
        if table := _table(text, lines[first:index], lines[index : last + 1]):
            yield replace(table, start=_captioned(lines, first))
        index = last + 1


def _lines(text: str) -> Iterator[SpacedLine]:
    start = 0
    for piece in text.split("\n"):
        if piece.strip():
            yield line_of(piece, start)
        start += len(piece) + 1


def _belongs(line: SpacedLine) -> bool:
    return len(line.text) <= 150 and not _PROSE.search(line.text) and "|" not in line.text


def _header_start(lines: Sequence[SpacedLine], index: int, fewest: int) -> int:
    """The first line of the header above the first row: down from a caption, a unit or a sentence."""
    first = index
    while first > max(0, index - _MOST_HEADER):
        above = lines[first - 1]
        if not _belongs(above) or _CAPTION.search(above.text) or above.is_row(fewest) or len(above.text) > 60:
            break
        first -= 1
    return first


def _captioned(lines: Sequence[SpacedLine], first: int) -> int:
    """Where the lines begin that name the table and its unit, right above its header."""
    while first and _CAPTION.search(lines[first - 1].text) and len(lines[first - 1].text) <= 60:
        first -= 1
    return lines[first].start


def _last_row(lines: Sequence[SpacedLine], index: int, fewest: int) -> int:
    last = index
    for at in range(index + 1, len(lines)):
        line = lines[at]
        if not _belongs(line) or _CAPTION.search(line.text) or at - last > _MOST_BETWEEN:
            break
        if line.is_row(fewest) or line.values:
            last = at
    return last


def _table(text: str, header: Sequence[SpacedLine], body: Sequence[SpacedLine]) -> LoadedTable | None:
    """The table if its header can be told; a title may stand over the header, the first row's name may close it.

    Units in a column of their own (原煤 万吨 12.5 3.1) are read as the first value of a row.
    """
    return _with_rows(text, header, body) or _with_rows(text, header, [with_unit(line) for line in body])


def _with_rows(text: str, header: Sequence[SpacedLine], body: Sequence[SpacedLine]) -> LoadedTable | None:
    for widths in _shapes(body):
        for above, below in product(range(_STRAY), range(_STRAY)):
            own = header[above : len(header) - below]
            cells = solve(text[own[0].start : own[-1].end], widths) if own else None
            if cells is None:
                continue
            repeated = {_plain(line) for line in own}
            rest = [*header[len(header) - below :], *body]
            rows = assemble([line for line in rest if line.values or _plain(line) not in repeated], widths)
            if len(rows) >= _FEWEST_ROWS:
                return _loaded(text, own[0].start, cells, rows, widths)
    return None


def _plain(line: SpacedLine) -> str:
    return "".join(line.text.split())


def _shapes(body: Sequence[SpacedLine]) -> list[tuple[int, ...]]:
    """Numbers of values that the rows of each block may have, two blocks first: the header decides."""
    counts = Counter(line.pattern for line in body if line.pattern)
    ends = Counter(pattern[-1] for pattern in counts.elements() if pattern[-1] > 1)
    double = [pattern for pattern, count in counts.most_common() if len(pattern) == 2 and count > 1]
    alike = [(size, size) for size, count in ends.most_common(2) if count >= _FEWEST_ROWS and double]
    single = [pattern for pattern, count in counts.most_common(2) if len(pattern) == 1 and count >= _FEWEST_ROWS]
    return list(dict.fromkeys([*double[:2], *alike, *single]))


def _loaded(
    text: str, top: int, cells: Sequence[HeaderCell], rows: Sequence[SpacedRow], widths: Sequence[int]
) -> LoadedTable:
    depth = max(cell.row + cell.height for cell in cells)
    loaded = [
        LoadedCell(
            cell.text, top + cell.start, top + cell.end, cell.row, cell.column, cell.height, cell.width, header=True
        )
        for cell in cells
    ]
    for number, row in enumerate(rows, start=depth):
        left = sum(width + 1 for width in widths[: row.block])
        spans = [row.name, *row.values]
        loaded += [
            LoadedCell(text[start:end], start, end, number, left + column) for column, (start, end) in enumerate(spans)
        ]
    return LoadedTable(tuple(loaded), loaded[0].start, max(cell.end for cell in loaded))
