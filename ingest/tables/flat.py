"""Tables that a page gave as one cell a line: header, rows by running number or by arity, groups, missing cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Cell, Row, Table
from ingest.structure.lines import Line, numbering_of
from ingest.tables.blocks import FEWEST_ROWS, Block, by_arity, by_number, closing_words, usual
from ingest.tables.cells import is_value
from ingest.tables.fit import Columns, fit, fit_groups
from ingest.tables.headers import ColumnForm, solve_header

_LONGEST_CELL, _FEWEST_CELLS, _MOST_CAPTIONS = 30, 10, 3
_UNIT = re.compile(r"[（(]?单位[：:]\s*(?P<unit>[^）)]+)[)）]?")
_NOTE = re.compile(r"^(?:备\s?注|注|说明|附注|数据来源|资料来源)[：:]")
_CAPTION = re.compile(
    r"^(?:附?表\s?[\d一二三四五六七八九十]*(?!示|明|彰|达|现)|专栏\s?[\d一二三四五六七八九十]+|\d{1,2}\s?[：:])|单位[：:]|"
    r"(?:情况|指标|一览|汇总|统计|计划|收支|项目|安排|任务|平衡|预算|决算|执行|总)表"
)
_BARE_NUMBER = re.compile(r"(?:附?表|专栏)\s?[\d一二三四五六七八九十]+(?:[-—－]\d+)?")


def find_flat_tables(lines: Sequence[Line], taken: frozenset[int]) -> list[tuple[Table, range]]:
    """Flattened tables with the line indexes that they cover; lines in `taken` belong to other tables."""
    found = []
    index = 0
    while index < len(lines):
        end = index
        while end < len(lines) and end not in taken and _is_cell(lines, end):
            end += 1
        if end - index >= _FEWEST_CELLS and (table := _table(lines, index, end)):
            found.append(table)
        index = max(end, index + 1)
    return found


def _is_cell(lines: Sequence[Line], index: int) -> bool:
    """A short line that ends no sentence; a numbered one (一、税收收入) only right before a value."""
    text = lines[index].text
    if text == "其中：":
        return True
    if len(text) > _LONGEST_CELL or text[-1] in "。；！？：" or "|" in text:
        return False
    numbering = numbering_of(text)
    if numbering is None or (numbering.style == "digit_bracket" and not numbering.rest):
        return True
    return index + 1 < len(lines) and is_value(lines[index + 1].text)


def _table(lines: Sequence[Line], start: int, end: int) -> tuple[Table, range] | None:
    first = start
    while first and start - first < _MOST_CAPTIONS and _is_caption(lines[first - 1].text):
        first -= 1
    above = [index for index in range(start, min(start + _MOST_CAPTIONS, end)) if _is_caption(lines[index].text)]
    head = above[-1] + 1 if above else start
    cells = list(lines[head:end])
    if not cells or sum(is_value(cell.text) for cell in cells) < 0.3 * len(cells):
        return None
    block = by_number(cells) or by_arity(cells)
    if block is None or len(block.runs) < FEWEST_ROWS:
        return None
    columns, rows = _rows(block)
    stop = next(index for index in range(end - 1, head, -1) if lines[index].end <= block.runs[-1][-1].end) + 1
    noted = stop < len(lines) and _NOTE.match(lines[stop].text)
    captions = [line.text for line in lines[first:head]]
    units = [unit["unit"].strip() for text in captions if (unit := _UNIT.search(text))]
    named = [rest for text in captions if (rest := _UNIT.sub("", text).strip("：: "))]
    last = stop if noted else stop - 1
    table = Table(
        "".join(named[-1:]) if not named or not _BARE_NUMBER.fullmatch(named[0]) else " ".join(named),
        "".join(units[-1:]),
        columns,
        tuple(rows),
        lines[first].start,
        lines[last].end,
        lines[stop].text if noted else "",
    )
    return table, range(first, last + 1)


def _is_caption(text: str) -> bool:
    return len(text) < 80 and text[-1] not in "。；" and not is_value(text) and bool(_CAPTION.search(text))


def _rows(block: Block) -> tuple[tuple[tuple[str, ...], ...], list[Row]]:
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


_FOR_VALUE = re.compile(r"同步|持平|高于|低于|达到|控制|完成|以上|以内|左右|全部|覆盖|下降|增长|提高|^无$")
_ABOVE_HEADER = re.compile(r"^.{4,}(?:情况|指标|收支|目标|明细|计划|安排|对比|数据)$")  # a caption without 表


@dataclass(frozen=True)
class _Shape:
    """How a complete row looks. front: cells before its values; length: all its cells; forms: one a value column."""

    front: int
    length: int
    columns: tuple[tuple[str, ...], ...]
    forms: tuple[ColumnForm, ...]
    repeated: frozenset[str]
    closing: frozenset[str]


def _shape(block: Block) -> _Shape:
    """The longest common row length for which the header gives one column tree; else the commonest, with no columns."""
    front = 2 if block.numbered else 1
    repeated, closing = frozenset(_repeated(block.runs)), frozenset(closing_words(block.runs))
    lengths = Counter(len(run) for run in block.runs)
    header = [cell.text for cell in block.header]
    half = len(header) // 2
    if half > 1 and header[:half] == header[half:] and not block.numbered:
        header = header[:half]  # two tables side by side: 项目 预算数 决算数 项目 预算数 决算数
    for length in sorted(lengths, reverse=True):
        if lengths[length] < max(FEWEST_ROWS, 0.2 * len(block.runs)) or length <= front:
            continue
        full = [[cell.text for cell in run[front:]] for run in block.runs if len(run) == length]
        forms = tuple(_form(column) for column in zip(*full, strict=True))
        lead = front + (1 if block.groups and block.numbered else 0)
        columns = solve_header(header, lead, forms)
        if columns is None and len(header) > 1 and _ABOVE_HEADER.search(header[0]):
            columns = solve_header(header[1:], lead, forms)
        if columns is not None:
            return _Shape(front, length, columns, forms, repeated, closing)
    return _Shape(front, usual(block.runs), (), (), repeated, closing)


def _form(texts: Sequence[str]) -> ColumnForm:
    percent = sum(text.endswith(("%", "％", "‰")) for text in texts)
    words = sum(not is_value(text) for text in texts)
    return ColumnForm(percent / len(texts), (len(texts) - percent - words) / len(texts), words / len(texts))


def _repeated(runs: Sequence[Sequence[Line]]) -> set[str]:
    """Words that stand in value cells again and again (全覆盖, 达到市级目标要求)."""
    counts = Counter(cell.text for run in runs for cell in run[2:] if not is_value(cell.text))
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
    if is_value(text) or text in shape.repeated or text in shape.closing:
        return False
    if not values or values[-1].text in shape.closing:
        return True
    following = cells[position + 1 : position + 3]
    more = [cell for cell in following if is_value(cell.text) or cell.text in shape.repeated - shape.closing]
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
        wordy = not is_value(cell.text) and not re.search(r"\d", cell.text)
        if wordy and form.words < 0.5 and cell.text not in shape.repeated and not _FOR_VALUE.search(cell.text):
            return False
    return True
