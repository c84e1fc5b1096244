"""Tables that a page gave as one cell a line: header, rows by running number or by arity, groups, missing cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Cell, Row, Table
from ingest.structure_lines import Line, numbering_of
from ingest.tables_fit import Columns, fit, fit_groups
from ingest.tables_headers import ColumnForm, solve_header

_LONGEST_CELL, _FEWEST_CELLS, _FEWEST_ROWS = 30, 10, 3
_VALUE = re.compile(
    r"^[<>≥≤~约超近达]{0,2}\s?[-+]?\d[\d.,]*\s?(?:[-~—]\s?\d[\d.,]*)?\s?"
    r"(?:%|‰|个百分点|[万亿]?(?:元|人|美元|吨|户|个|套|家|件|张|辆|次|平方米|平方公里|立方米|公里|公顷|亩|标准煤|岁|天|倍|年|微克/立方米))?"
    r"(?:以上|以下|左右|以内)?$|^[-—–/…]+$"
)
_UNIT = re.compile(r"[（(]?单位[：:]\s*(?P<unit>[^）)]+)[)）]?")
_NOTE = re.compile(r"^(?:备\s?注|注|说明|附注|数据来源|资料来源)[：:]")
_CAPTION = re.compile(
    r"^(?:附?表\s?[\d一二三四五六七八九十]*|\d{1,2}\s?[：:])|单位[：:]|(?:情况|指标|一览|汇总|统计|计划|收支|项目)表"
)


@dataclass(frozen=True)
class _Block:
    """Rows by their cells, the header's cells before them, and how many columns stand before the values."""

    header: list[Line]
    runs: list[list[Line]]
    numbered: bool
    groups: dict[int, str]  # run index -> the group label that begins with it


def is_value(text: str) -> bool:
    """Whether a cell holds a number (with unit, comparison sign, range) or a dash."""
    return bool(_VALUE.match(text))


def find_flat_tables(lines: Sequence[Line], taken: frozenset[int]) -> list[tuple[Table, range]]:
    """Flattened tables with the line indexes that they cover; lines in `taken` belong to other tables."""
    found = []
    index = 0
    while index < len(lines):
        end = index
        while end < len(lines) and end not in taken and _is_cell(lines[end].text):
            end += 1
        if end - index >= _FEWEST_CELLS and (table := _table(lines, index, end)):
            found.append(table)
        index = max(end, index + 1)
    return found


def _is_cell(text: str) -> bool:
    if len(text) > _LONGEST_CELL or text[-1] in "。；！？：" or "|" in text:
        return False
    numbering = numbering_of(text)
    return numbering is None or (numbering.style == "digit_bracket" and not numbering.rest)


def _table(lines: Sequence[Line], start: int, end: int) -> tuple[Table, range] | None:
    cells = list(lines[start:end])
    caption_at = (
        start - 1 if start and _CAPTION.search(lines[start - 1].text) and len(lines[start - 1].text) < 80 else None
    )
    if caption_at is None and _CAPTION.search(cells[0].text):
        caption_at, cells = start, cells[1:]
    if sum(bool(_VALUE.match(cell.text)) for cell in cells) < 0.3 * len(cells):
        return None
    block = _by_number(cells) or _by_arity(cells)
    if block is None or len(block.runs) < _FEWEST_ROWS:
        return None
    columns, rows = _rows(block)
    note_at = end if end < len(lines) and _NOTE.match(lines[end].text) else None
    caption = lines[caption_at].text if caption_at is not None else ""
    unit = _UNIT.search(caption)
    first = caption_at if caption_at is not None else start
    last = note_at if note_at is not None else end - 1
    table = Table(
        _UNIT.sub("", caption).strip("：: "),
        unit["unit"].strip() if unit else "",
        columns,
        tuple(rows),
        lines[first].start,
        lines[last].end,
        lines[note_at].text if note_at is not None else "",
    )
    return table, range(first, last + 1)


def _by_number(cells: list[Line]) -> _Block | None:
    """Rows begin at 1, 2, 3 … each followed by words."""
    starts: list[int] = []
    for index, cell in enumerate(cells[:-1]):
        if cell.text == str(len(starts) + 1) and not _VALUE.match(cells[index + 1].text):
            starts.append(index)
    if len(starts) < _FEWEST_ROWS or starts[0] < 2:
        return None
    header = cells[: starts[0]]
    runs = [cells[start:end] for start, end in zip(starts, [*starts[1:], len(cells)], strict=True)]
    groups: dict[int, str] = {}
    closing = _closing_words(runs)
    for index, run in enumerate(runs[:-1]):
        tail = _group_tail(run, closing, _usual(runs))
        if tail:
            groups[index + 1] = "".join(cell.text for cell in run[-tail:])
            runs[index] = run[:-tail]
    if groups and not _VALUE.match(header[-1].text):
        groups[0] = header[-1].text
        header = header[:-1]
    return _Block(header, runs, True, groups)


def _by_arity(cells: list[Line]) -> _Block | None:
    """Without running numbers: a label and then as many values in every row."""
    starts = [
        index
        for index in range(1, len(cells))
        if _VALUE.match(cells[index].text) and not _VALUE.match(cells[index - 1].text)
    ]
    if len(starts) < _FEWEST_ROWS:
        return None
    starts = [start - 1 for start in starts]
    runs = [cells[start:end] for start, end in zip(starts, [*starts[1:], len(cells)], strict=True)]
    lengths = Counter(len(run) for run in runs)
    length, count = lengths.most_common(1)[0]
    if length < 2 or count < _FEWEST_ROWS or count < 0.6 * len(runs) or starts[0] < length - 1:
        return None
    return _Block(cells[: starts[0]], runs, False, {})


def _usual(runs: Sequence[Sequence[Line]]) -> int:
    return Counter(len(run) for run in runs).most_common(1)[0][0]


def _closing_words(runs: Sequence[Sequence[Line]]) -> set[str]:
    """Words that many rows end with (预期性, 可以完成)."""
    counts = Counter(run[-1].text for run in runs if not _VALUE.match(run[-1].text))
    return {text for text, count in counts.items() if count >= max(2, 0.1 * len(runs))}


def _group_tail(run: Sequence[Line], closing: set[str], usual: int) -> int:
    """How many cells at the end of a row are the next group's label."""
    if _VALUE.match(run[-1].text) or run[-1].text in closing:
        return 0
    if closing:
        return next((size for size in (1, 2) if len(run) > size + 2 and run[-1 - size].text in closing), 0)
    return 1 if len(run) == usual + 1 else 0


def _rows(block: _Block) -> tuple[tuple[tuple[str, ...], ...], list[Row]]:
    shape = _shape(block)
    rows: list[Row] = []
    group = ""
    for index, run in enumerate(block.runs):
        group = block.groups.get(index, group)
        for label, cells in _parts(run, shape):
            path = "/".join(part for part in (group, label) if part)
            first = run[0] if not rows or rows[-1].end <= run[0].start else (cells or run)[0]
            last = (cells or run)[-1]
            rows.append(_row(path, cells, shape, first.start, last.end))
    return shape.columns, rows


def _row(label: str, lines: Sequence[Line], shape: _Shape, start: int, end: int) -> Row:
    """A complete row; one whose cells fit in one way; one with a cell a header group; else cells without headers."""
    cells = tuple(Cell(line.text, line.start, line.end) for line in lines)
    if not shape.columns:
        return Row(label, cells, False, start, end)
    if len(cells) == len(shape.columns):
        return Row(label, cells, _plausible(lines, shape), start, end)
    columns = Columns(shape.columns, shape.forms, shape.repeated, shape.closing)
    texts = [cell.text for cell in cells]
    places = fit(label, texts, columns) if cells else None
    if places is not None:
        placed = dict(zip(places, cells, strict=True))
        return Row(label, tuple(placed.get(column) for column in range(len(columns.paths))), True, start, end)
    return Row(label, cells, False, start, end, fit_groups(texts, columns) or ())


@dataclass(frozen=True)
class _Shape:
    """How a complete row looks. front: cells before its values; length: all its cells; forms: one a value column."""

    front: int
    length: int
    columns: tuple[tuple[str, ...], ...]
    forms: tuple[ColumnForm, ...]
    repeated: frozenset[str]
    closing: frozenset[str]


def _shape(block: _Block) -> _Shape:
    """The longest common row length for which the header gives one column tree; else the commonest, with no columns."""
    front = 2 if block.numbered else 1
    repeated, closing = frozenset(_repeated(block.runs)), frozenset(_closing_words(block.runs))
    lengths = Counter(len(run) for run in block.runs)
    header = [cell.text for cell in block.header]
    for length in sorted(lengths, reverse=True):
        if lengths[length] < max(_FEWEST_ROWS, 0.2 * len(block.runs)) or length <= front:
            continue
        full = [[cell.text for cell in run[front:]] for run in block.runs if len(run) == length]
        forms = tuple(_form(column) for column in zip(*full, strict=True))
        columns = solve_header(header, front + (1 if block.groups else 0), forms)
        if columns is not None:
            return _Shape(front, length, columns, forms, repeated, closing)
    return _Shape(front, _usual(block.runs), (), (), repeated, closing)


def _form(texts: Sequence[str]) -> ColumnForm:
    percent = sum(text.endswith(("%", "％", "‰")) for text in texts)
    words = sum(not _VALUE.match(text) for text in texts)
    return ColumnForm(percent / len(texts), (len(texts) - percent - words) / len(texts), words / len(texts))


def _repeated(runs: Sequence[Sequence[Line]]) -> set[str]:
    """Words that stand in value cells again and again (全覆盖, 达到市级目标要求)."""
    counts = Counter(cell.text for run in runs for cell in run[2:] if not _VALUE.match(cell.text))
    return {text for text, count in counts.items() if count >= 3}


def _parts(run: Sequence[Line], shape: _Shape) -> list[tuple[str, list[Line]]]:
    """A row's label and value cells; a row that holds several lines under one number gives one part a line."""
    if len(run) == shape.length:
        return [(run[shape.front - 1].text, list(run[shape.front :]))]
    parts: list[tuple[list[str], list[Line]]] = []
    cells = run[shape.front - 1 :]
    for position, cell in enumerate(cells):
        if _begins_part(cells, position, parts[-1][1] if parts else [], shape):
            if not parts or parts[-1][1]:
                parts.append(([], []))
            parts[-1][0].append(cell.text)
        else:
            parts[-1][1].append(cell)
    named = [(_label(pieces), cells) for pieces, cells in parts]
    if len(named) > 1 and "/" in named[0][0]:
        above = named[0][0].split("/")[0]
        named = [named[0], *((f"{above}/{label}", cells) for label, cells in named[1:])]
    return named


def _begins_part(cells: Sequence[Line], position: int, values: Sequence[Line], shape: _Shape) -> bool:
    """Whether the cell is a label: words before the values, or behind a finished line of values and before new ones."""
    text = cells[position].text
    if position == 0:
        return True
    if _VALUE.match(text) or text in shape.repeated or text in shape.closing:
        return False
    if not values or values[-1].text in shape.closing:
        return True
    following = cells[position + 1 : position + 3]
    more = [cell for cell in following if _VALUE.match(cell.text) or cell.text in shape.repeated - shape.closing]
    return len(more) == 2 and not re.search(r"\d", text)


def _label(pieces: Sequence[str]) -> str:
    """森林 + 发展 + 森林覆盖率 -> 森林发展/森林覆盖率: a short piece continues the one before it."""
    joined: list[str] = []
    open_end = False
    for piece in pieces:
        if joined and (len(piece) <= 3 or (open_end and len(piece) <= 3)):
            joined[-1] += piece
        else:
            joined.append(piece)
        open_end = len(piece) <= 3
    return "/".join(joined)


def _plausible(cells: Sequence[Line], shape: _Shape) -> bool:
    """Words in a column of numbers are believed only where the table repeats them, or with a digit in them."""
    if shape.closing and shape.forms[-1].words > 0.9 and cells[-1].text not in shape.closing:
        return False
    for form, cell in zip(shape.forms, cells, strict=True):
        wordy = not _VALUE.match(cell.text) and not re.search(r"\d", cell.text)
        if wordy and form.words < 0.5 and cell.text not in shape.repeated:
            return False
    return True
