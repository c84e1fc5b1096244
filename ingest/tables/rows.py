"""Rows of a grid under its header: which columns name a row, and tables that stand side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.document import Cell, Row
from ingest.tables.cells import is_value
from ingest.tables.grid import Grid, Path, spanning, texts_of

_NUMBER_COLUMN = re.compile(r"^(?:序号|编号|序列|No\.?|项次)$")
_SIDE_COLUMN = re.compile(r"单位|计量|属性|责任|牵头|配合|备注|说明|时限|时间|进度|完成|性质|资金|来源|要求|措施")
_DETAIL_COLUMN = re.compile(r"目标|规模|内容|任务|标准|年限|期限|范围|地点|位置")  # told of what a name beside it names
_NAMES_ROWS = re.compile(r"(?:科目|项目|指标|名称)$|^(?:行业|地区|类别|品种|分类|区县|县区|县市区|产品)")
_WORDS = 0.2  # share of numbers that a column of names may hold at most


@dataclass(frozen=True)
class _Columns:
    """Which columns name the row and which hold its values."""

    label: int
    groups: tuple[int, ...]
    values: tuple[int, ...]


def read_rows(body: Grid, headers: Sequence[Path]) -> tuple[tuple[Path, ...], tuple[Row, ...]]:
    """The header paths of the value columns, and the rows; of tables side by side (收入 | 支出) one after the other."""
    cuts = [0, *_second_names(body, headers), len(headers)]
    parts = [_part(body, headers, first, last) for first, last in pairwise(cuts)]
    width = sum(len(paths) for paths, _ in parts)
    columns: list[Path] = []
    rows: list[Row] = []
    for paths, own in parts:
        before, behind = (None,) * len(columns), (None,) * (width - len(columns) - len(paths))
        rows += [replace(row, cells=(*before, *row.cells, *behind)) if row.certain else row for row in own]
        columns += paths
    return tuple(columns), tuple(rows)


def _part(body: Grid, headers: Sequence[Path], first: int, last: int) -> tuple[tuple[Path, ...], tuple[Row, ...]]:
    own = [row[first:last] for row in body if texts_of(row[first:last])]
    columns = _columns(own, headers[first:last])
    named = headers[first + columns.label]
    rows = tuple(replace(row, name_column=named) for row in _rows(own, columns))
    return tuple(headers[first + column] or ("",) for column in columns.values), rows


def _second_names(body: Grid, headers: Sequence[Path]) -> list[int]:
    """Columns behind values that name rows again: 科目 | 预算 | 完成 | 科目 | 预算 | 完成."""
    heads = [path[-1] if path else "" for path in headers]
    numeric = [_share(body, column) for column in range(len(heads))]
    found: list[int] = []
    for column in range(2, len(heads) - 1):
        start = found[-1] if found else 0
        alike = bool(_NAMES_ROWS.search(heads[column])) or (heads[column] != "" and heads[column] == heads[start])
        values_before = any(share > 0.5 for share in numeric[start + 1 : column])
        texts = [cell.text for row in body if (cell := row[column]) is not None and cell.text]
        distinct = len(texts) > 1 and len(set(texts)) > 0.7 * len(texts)
        if alike and values_before and numeric[column + 1] > 0.5 and numeric[column] < _WORDS and distinct:
            found.append(column)
    return found


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
        if names and _DETAIL_COLUMN.search(heads[column]) and _distinct(body, names[-1]):
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


def _distinct(body: Grid, column: int) -> bool:
    """Whether a column tells the rows apart by itself."""
    texts = [cell.text for row in body if (cell := row[column]) is not None and cell.text]
    return len(texts) > 1 and len(set(texts)) == len(texts) == len(body)


def _counts_up(body: Grid, column: int) -> bool:
    texts = [cell.text for row in body if (cell := row[column]) is not None and cell.text]
    return column < 2 and len(texts) >= 3 and texts[:3] == ["1", "2", "3"]


def _merged_down(body: Grid, column: int) -> bool:
    return any(cell is not None and cell.row_span > 1 for row in body for cell in (row[column],))


def _rows(body: Grid, columns: _Columns) -> tuple[Row, ...]:
    rows: list[Row] = []
    section, part_of = "", ""
    for line in body:
        if (text := spanning(line)) is not None and columns.values:
            section = text
            continue
        own = [cell for cell in line if cell is not None and cell.text]
        names = [line[column] for column in (*columns.groups, columns.label)]
        # a label's parts are told apart by /: one inside a part (微克/立方米) is another character
        parts = dict.fromkeys(cell.text.replace("/", "／") for cell in names if cell is not None and cell.text)
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
        named = line[columns.label]
        name = Cell(named.text, named.start, named.end) if named is not None and named.text else None
        rows.append(Row(label, shown, fits, start, max(end, start), name=name))
    return tuple(rows)
