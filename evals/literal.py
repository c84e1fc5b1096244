"""Words and numbers looked up in text: whitespace and width aside, numbers only on digit boundaries."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from vectorstore.quantity import Quantity, UnitError, convert, find_quantities, split_scale
from vectorstore.units import SCALES

_LOOSE = re.compile(r"(?<!\d)\s+|\s+(?!\d|\s)|[^\S\n]+")
_SPACE = re.compile(r"\s+")
_SEPARATOR = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?![\d]|\.\d)")


def squeeze(text: str) -> str:
    """Text without any whitespace: what `literal, whitespace aside` compares."""
    return _SPACE.sub("", text)


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """NFKC, lower case, no thousands separators, no whitespace but a line break between digits (two table cells)."""
    return _SEPARATOR.sub("", _LOOSE.sub("", unicodedata.normalize("NFKC", text)).lower())


def holds(term: str, text: str) -> bool:
    """Whether `text` has `term`; a number at an end of the term must end there in the text (3万 is not in 2.3万)."""
    wanted = plain(term)
    before = r"(?<![\d.])" if wanted[:1].isdigit() else ""
    after = r"(?!\d|\.\d)" if wanted[-1:].isdigit() else ""
    given = plain(text)
    # A line break between digits may part two cells or break one number: either reading will do.
    return any(re.search(before + re.escape(wanted) + after, form) for form in (given, given.replace("\n", "")))


def places(term: str, text: str) -> list[int]:
    """Offsets of `term` in already squeezed `text`, numbers on digit boundaries."""
    wanted = plain(term)
    if not wanted:
        return []
    before = r"(?<![\d.])" if wanted[0].isdigit() else ""
    after = r"(?!\d|\.\d)" if wanted[-1].isdigit() else ""
    return [match.start() for match in re.finditer(before + re.escape(wanted) + after, text)]


def bare_numbers(text: str) -> list[tuple[Decimal, int, int]]:
    """(value, start, end) of every number on digit boundaries, with or without a unit after it."""
    return [(Decimal(match.group()), match.start(), match.end()) for match in _NUMBER.finditer(text)]


def convertible(value: Decimal, unit: str, wanted: str) -> Decimal | None:
    """`value` in the wanted unit, None where the units differ in kind.

    A bare scale (1360亿) takes the plain unit of what is wanted (亿元): nobody says which when it is plain.
    """
    try:
        return convert(value, unit, wanted)
    except UnitError:
        scale, rest = split_scale(unit)
        return value * SCALES[scale] / _scale(wanted) if scale and not rest else None


def _scale(unit: str) -> int:
    """The scale at the head of a unit that may be unknown: 万批次 -> 10000."""
    return next((SCALES[head] for head in (unit[:2], unit[:1]) if head in SCALES and unit != head), 1)


def holds_value(value: Decimal, unit: str, text: str) -> bool:
    """Whether a quote holds this quantity: with its unit or converted, or as a bare number of a table cell."""
    given = plain(text)
    return any(_holds_value(value, unit, form) for form in dict.fromkeys((given, given.replace("\n", ""))))


def _holds_value(value: Decimal, unit: str, source: str) -> bool:
    quantities: list[Quantity] = find_quantities(source)
    for quantity in quantities:
        found = convertible(abs(quantity.value), quantity.unit, unit)
        if found == abs(value):
            return True
        if quantity.upper is not None and convertible(quantity.upper, quantity.unit, unit) == abs(value):
            return True
    spans = [(quantity.start, quantity.end) for quantity in quantities]
    return any(
        number == abs(value)
        for number, start, end in bare_numbers(source)
        if not any(first <= start and end <= last for first, last in spans)
    )
