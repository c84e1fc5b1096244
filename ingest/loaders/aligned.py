"""Tables of a plain text whose columns tabs or runs of spaces keep apart, written out as rows with | between the cells.

Below a header of words come rows whose fields stand under its fields. A line without the first field goes on with the
row above it. Blocks that do not fit a header wholly stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from ingest.document import Document, LoadedCell, LoadedTable
from ingest.tables.cells import is_value
from vectorstore.quantity import find_quantities

_GAP = re.compile(r"\t[\t \u3000]*|(?:[ \xa0]{2,}|\u3000{2,}|[ \xa0]\u3000|\u3000[ \xa0])[ \xa0\u3000]*")
_FEWEST_ROWS = 3
_LONGEST_HEAD = 24
_REACH = 2  # columns of print by which a field may begin before or behind its header
_SENTENCE = re.compile(r"[。；！？]$|[。！？].")
_UNIT_LINE = re.compile(r"^[（(]?\s*(?:计量|金额|货币)?单\s?位\s?[：:]")
_NAME_AND_VALUE = re.compile(r"^(?P<name>[^\d,，。；]*[一-鿿）)]) (?P<value>[-+]?\d[\d,]*(?:\.\d+)?[%％]?)$")
_YEAR = re.compile(r"(?:19|20)\d\d年?$")


@dataclass(frozen=True)
class _Field:
    """Words between gaps; left and right are columns of print."""

    text: str
    left: int
    right: int


@dataclass(frozen=True)
class _Block:
    """Lines first to last (excluded) as rows of cells; the first `heads` rows are the header."""

    first: int
    last: int
    rows: list[list[str]]
    heads: int = 1


def with_aligned_tables(document: Document) -> Document:
    """The document with its aligned tables written out and marked as tables."""
    lines = document.text.split("\n")
    taken = [(table.start, table.end) for table in document.tables]
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    blocks = [
        block
        for block in _blocks(lines)
        if not any(start < starts[block.last] and starts[block.first] < end for start, end in taken)
    ]
    text, tables, done = "", [], 0
    moves: list[tuple[int, int]] = []  # from which offset on the text has moved, and by how much
    for block in blocks:
        text += "".join(f"{line}\n" for line in lines[done : block.first])
        written, table = _written(block, len(text))
        text += written
        tables.append(table)
        done = block.last
        moves.append((starts[block.last], len(text) - starts[block.last]))
    if not blocks:
        return document
    moved = _moved(document, moves)
    ordered = sorted((*moved.tables, *tables), key=lambda table: table.start)
    return replace(moved, text=text + "\n".join(lines[done:]), tables=tuple(ordered))


def _moved(document: Document, moves: Sequence[tuple[int, int]]) -> Document:
    """The document's own marks where its text stands now."""

    def at(offset: int) -> int:
        return offset + next((by for since, by in reversed(moves) if offset >= since), 0)

    return replace(
        document,
        headings=tuple(replace(each, start=at(each.start), end=at(each.end)) for each in document.headings),
        tables=tuple(
            LoadedTable(
                tuple(replace(cell, start=at(cell.start), end=at(cell.end)) for cell in table.cells),
                at(table.start),
                at(table.end),
            )
            for table in document.tables
        ),
        page_starts=tuple(map(at, document.page_starts)),
        doubtful=tuple((at(start), at(end)) for start, end in document.doubtful),
    )


def _written(block: _Block, start: int) -> tuple[str, LoadedTable]:
    text = ""
    cells: list[LoadedCell] = []
    for number, row in enumerate(block.rows):
        header = number < block.heads
        column = 0
        while column < len(row):
            cell, width = row[column], 1
            while header and number + 1 < block.heads and row[column : column + width + 1] == [cell] * (width + 1):
                width += 1  # a header over several columns
            text += " | " if column else ""
            at = start + len(text)
            cells.append(LoadedCell(cell, at, at + len(cell), number, column, 1, width, header))
            text += cell
            column += width
        text += "\n"
    return text, LoadedTable(tuple(cells), start, start + len(text) - 1)


def _blocks(lines: Sequence[str]) -> list[_Block]:
    found: list[_Block] = []
    index = 0
    while index < len(lines):
        block = _block(lines, index) if _is_header(_fields(lines[index])) else None
        if block is not None:
            found.append(block)
        index = block.last if block else index + 1
    return found


def _is_header(fields: Sequence[_Field]) -> bool:
    """Words side by side, no values among them but years."""
    return len(fields) > 1 and all(
        len(field.text) <= _LONGEST_HEAD
        and not _SENTENCE.search(field.text)
        and not _UNIT_LINE.match(field.text)
        and (not is_value(field.text) or _YEAR.match(field.text))
        for field in fields
    )


def _block(lines: Sequence[str], first: int) -> _Block | None:
    head = _fields(lines[first])
    rows = [[field.text for field in head]]
    tabbed = "\t" in lines[first].strip()
    last, index = first + 1, first + 1
    while index < len(lines):
        if not lines[index].strip():
            if index + 1 >= len(lines) or not _GAP.search(lines[index + 1].strip()):
                break
            index += 1
            continue
        fields = _fields(lines[index])
        row = _row_by_tabs(lines[index], len(head)) if tabbed else _row(fields, head)
        if row is None or (len(fields) == 1 and (tabbed or fields[0].left == head[0].left)):
            break
        if row[0]:
            rows.append(row)
        else:
            rows[-1] = [above + more for above, more in zip(rows[-1], row, strict=True)]
        index += 1
        last = index
    if not _is_table(rows):
        return None
    if len(set(rows[0])) == len(rows[0]):
        return _Block(first, last, rows)
    groups = _groups(_fields(lines[first - 1]), head) if first and not tabbed else None
    return _Block(first - 1, last, [groups, *rows], 2) if groups else None


def _groups(above: Sequence[_Field], head: Sequence[_Field]) -> list[str] | None:
    """The header above each column, the nearest (2024年 over 预算数, 执行数); None where columns stay alike."""
    if len(above) < 2 or not _is_header(above):
        return None
    columns = [(field.left + field.right) / 2 for field in head]
    centres = [(field.left + field.right) / 2 for field in above]
    named = [""] + [above[min(range(len(above)), key=lambda i: abs(centres[i] - at))].text for at in columns[1:]]
    pairs = [(group, field.text) for group, field in zip(named, head, strict=True)]
    return named if len(set(pairs)) == len(pairs) and {field.text for field in above} <= set(named) else None


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    body = rows[1:]
    numbers = sum(any(is_value(cell) or find_quantities(cell) for cell in row[1:]) for row in body)
    return len(body) >= _FEWEST_ROWS and numbers >= 0.5 * len(body) and all(sum(map(bool, row)) > 1 for row in body)


def _row_by_tabs(line: str, width: int) -> list[str] | None:
    cells = [cell.strip(" \u3000\xa0\r") for cell in line.rstrip("\r\n\t ").split("\t")]
    return cells + [""] * (width - len(cells)) if len(cells) <= width and len(cells) > 1 else None


def _row(fields: Sequence[_Field], head: Sequence[_Field]) -> list[str] | None:
    """A field a column, in order; fewer fields by where they stand under the header. None if they do not fit."""
    if len(fields) == len(head):
        return [field.text for field in fields]
    if len(fields) > len(head):
        return None
    row = [""] * len(head)
    for field in fields:
        column = _column(field, head)
        if column is None or row[column]:
            return None
        row[column] = field.text
    return row


def _column(field: _Field, head: Sequence[_Field]) -> int | None:
    """The header that the field begins or ends under, or that lies over it."""
    near = [
        column
        for column, above in enumerate(head)
        if abs(field.left - above.left) <= _REACH or abs(field.right - above.right) <= _REACH
    ]
    over = [column for column, above in enumerate(head) if field.left < above.right and above.left < field.right]
    chosen = near if len(near) == 1 else over
    return chosen[0] if len(chosen) == 1 else None


def _fields(line: str) -> list[_Field]:
    fields: list[_Field] = []
    at, column = 0, 0
    for gap in [*_GAP.finditer(line), None]:
        piece = line[at : gap.start() if gap else len(line)].strip("\r")
        right = column + _width(piece)
        if text := piece.strip(" \u3000\xa0"):
            lead = _width(piece[: len(piece) - len(piece.lstrip(" \u3000\xa0"))])
            fields += _parted(_Field(text, column + lead, right))
        if gap:
            column, at = right + _width(gap[0]), gap.end()
    return fields


def _parted(field: _Field) -> list[_Field]:
    """A long name leaves one space before its value (社会保障和就业支出 143500)."""
    ended = _NAME_AND_VALUE.match(field.text)
    if ended is None:
        return [field]
    name, value = ended["name"], ended["value"]
    return [
        _Field(name, field.left, field.left + _width(name)),
        _Field(value, field.right - _width(value), field.right),
    ]


def _width(text: str) -> int:
    """Columns of print: Chinese characters take two, a tab up to the next eighth is taken as eight."""
    return sum(8 if letter == "\t" else 2 if ord(letter) > 0x2E7F else 1 for letter in text)
