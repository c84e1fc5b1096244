"""Fits the cells of a row that misses some to the columns of its table: by type, in order, and only if one way fits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.tables.headers import ColumnForm, Path
from vectorstore.indicators import canonical, indicator

_RATE_HEAD = re.compile(r"增速|增长|增幅|年均|同比|涨幅|[%％]")
_RATIO = re.compile(r"率|占比|比重|比例|增速|增幅|(?:下降|降低|减少|上升|提高)(?:$|[（(])")
_PERCENT = re.compile(r"[%％‰]$")
_DASH = re.compile(r"^[-—–/…]+$")
_NUMBER = re.compile(r"^[<>≥≤~约超近达]{0,2}\s?[-+]?\d")


@dataclass(frozen=True)
class Columns:
    """What the value columns of a table take. closing: the words of its column of words where they repeat."""

    paths: tuple[Path, ...]
    forms: tuple[ColumnForm, ...]
    repeated: frozenset[str]
    closing: frozenset[str]

    def group(self, column: int) -> Path:
        """The header path of a column without its own name, where it shares a header with others."""
        path = self.paths[column]
        return path[:-1] or path

    def groups(self) -> list[list[int]]:
        """The columns of numbers by the header that they share, in order; columns of words belong to none."""
        found: list[list[int]] = []
        for column in range(len(self.paths)):
            if self.is_words(column):
                continue
            if found and self.group(found[-1][0]) == self.group(column):
                found[-1].append(column)
            else:
                found.append([column])
        return found

    def is_words(self, column: int) -> bool:
        return self.forms[column].words > 0.9

    def is_rate(self, column: int) -> bool:
        """Whether a column takes percentages only: its header says so, and the complete rows agree."""
        return bool(_RATE_HEAD.search(self.paths[column][-1])) and self.forms[column].percent >= 0.5


def fit(label: str, cells: Sequence[str], columns: Columns) -> tuple[int, ...] | None:
    """The column of each cell, or None unless every cell but dashes has exactly one column that it can stand in.

    Found from both ends: the leftmost way that fits and the rightmost; where they agree there is no other.
    """
    if all(cell in columns.closing for cell in cells):
        return None
    ratio = _is_ratio(label, cells)
    left = _leftmost(cells, range(len(columns.paths)), columns, ratio)
    right = _leftmost(cells[::-1], range(len(columns.paths) - 1, -1, -1), columns, ratio)
    if left is None or right is None:
        return None
    pairs = zip(left, right[::-1], cells, strict=True)
    return tuple(left) if all(first == last or _DASH.match(cell) for first, last, cell in pairs) else None


def fit_groups(cells: Sequence[str], columns: Columns) -> tuple[int, ...] | None:
    """The level column of each cell's header group where a row has one (merged) cell a group; None if it has not.

    Words of the closing column may follow; that cell then has that column.
    """
    groups = columns.groups()
    words = [column for column in range(len(columns.paths)) if columns.is_words(column)]
    closed = len(words) == 1 and len(cells) == len(groups) + 1 and cells[-1] in columns.closing
    if not (closed or len(cells) == len(groups)) or not any(len(group) > 1 for group in groups):
        return None
    chosen = [next((column for column in group if not columns.is_rate(column)), group[0]) for group in groups]
    values = cells[: len(groups)]
    if any(text in columns.closing for text in values) or not any(_NUMBER.match(text) for text in values):
        return None
    return tuple(chosen + words) if closed else tuple(chosen)


def _is_ratio(label: str, cells: Sequence[str]) -> bool:
    """Whether the row's own values are percentages: its name says so, or it has no other numbers."""
    name = label.rsplit("/", 1)[-1]
    known = indicator(canonical(name) or "")
    if _RATIO.search(name) or (known is not None and known.dimensions[:1] == ("percent",)):
        return True
    return not any(_NUMBER.match(cell) and not _PERCENT.search(cell) for cell in cells)


def _leftmost(cells: Sequence[str], order: range, columns: Columns, ratio: bool) -> list[int] | None:
    taken: list[int] = []
    places = iter(order)
    for cell in cells:
        place = next((column for column in places if _takes(columns, column, cell, ratio)), None)
        if place is None:
            return None
        taken.append(place)
    return taken


def _takes(columns: Columns, column: int, cell: str, ratio: bool) -> bool:
    """Whether a cell can stand in a column at all."""
    if columns.is_words(column):
        return cell in columns.closing if columns.closing else not _NUMBER.match(cell) and not _DASH.match(cell)
    if _DASH.match(cell):
        return True
    if not _NUMBER.match(cell):
        return cell not in columns.closing and (cell in columns.repeated or bool(re.search(r"\d", cell)))
    if _PERCENT.search(cell):
        return ratio or columns.is_rate(column) or columns.forms[column].percent >= 0.5
    return not columns.is_rate(column)
