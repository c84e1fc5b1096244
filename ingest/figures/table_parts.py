"""Rows of a table that are parts of a row above: marked by 其中, or because their values add up to its value."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ingest.document import Row
from vectorstore.quantity import parse_cell

_MOST_PARTS = 40
_FEWEST_DIGITS = 3  # of a sum that can be no accident
_ROUNDING = Decimal("0.5")  # of the last digit, by which each part may be off


def wholes_of(rows: Sequence[Row], marked: Sequence[bool], named: Sequence[bool]) -> dict[int, int]:
    """Index of the row that each row is a part of, for those that are one.

    marked: the row says so (其中). named: its own name tells what it is, so that it is a part only if it says so.
    """
    values = [_first_value(row) for row in rows]
    added = _parts_by_sum(values)
    wholes: dict[int, int] = {}
    above: list[int] = []  # rows that may have parts, the innermost last
    begun: int | None = None  # the whole of the last 其中, and what the parts since then leave of it
    room: Decimal | None = None
    for index, value in enumerate(values):
        whole = added.get(index)
        if marked[index]:
            while len(above) > 1 and not _fits(value, values[above[-1]]):
                above.pop()
            whole = above[-1] if whole is None and above else whole
            if whole is not None and whole != begun:
                begun, room = whole, values[whole]
        if begun is not None and (value is None or room is None or value > room):
            begun, room = (begun, values[begun]) if marked[index] and whole == begun else (None, None)
        if begun is not None and room is not None and value is not None:
            room -= value  # 其中:一般公共服务, then 教育, 科学技术 without the word
            whole = begun if whole is None else whole
        if whole is not None and (marked[index] or not named[index]):
            wholes[index] = whole
        if not marked[index] and begun is None:
            above = [*(each for each in above if whole is not None and each <= whole), index]
    return wholes


def _parts_by_sum(values: Sequence[Decimal | None]) -> dict[int, int]:
    """Two or more rows in a run that add up to the row above them are its parts."""
    whole: dict[int, int] = {}
    roots: list[int] = []  # rows below that are part of nothing yet, nearest first
    for index in range(len(values) - 1, -1, -1):
        while count := _summed(index, roots, values):  # 城镇 and 乡村, then 男性 and 女性
            whole |= dict.fromkeys(roots[:count], index)
            roots = roots[count:]
        roots = [index, *roots]
    return whole


def _fits(value: Decimal | None, total: Decimal | None) -> bool:
    return value is None or total is None or value <= total


def _summed(index: int, below: Sequence[int], values: Sequence[Decimal | None]) -> int:
    """How many of the rows below add up to the row at `index`, 0 if they do not."""
    total = values[index]
    if total is None or total <= 0 or len(total.normalize().as_tuple().digits) < _FEWEST_DIGITS:
        return 0
    ulp = Decimal(1).scaleb(int(total.as_tuple().exponent))
    reached = Decimal(0)
    for count, row in enumerate(below[:_MOST_PARTS], start=1):
        value = values[row]
        if value is None or value < 0:
            return 0
        reached += value
        if count > 1 and abs(reached - total) <= ulp * _ROUNDING * count:
            return count
        if reached > total + ulp * count:
            return 0
    return 0


def _first_value(row: Row) -> Decimal | None:
    """The value of a row's first cell that holds a number and no percentage."""
    if not row.certain:
        return None
    for cell in row.cells:
        quantity = parse_cell(cell.text) if cell is not None else None
        if quantity is not None:
            return quantity.value if quantity.unit not in ("%", "‰") else None
    return None
