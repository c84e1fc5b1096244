"""Numbers that carry no unit and yet are figures: 三次产业结构为10:31:59, 综合指数3.41, 城乡居民收入比1.91."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from vectorstore.quantity import Quantity
from vectorstore.units import PLAIN_UNIT

_NUMBER = r"\d{1,3}(?:\.\d+)?"
_MADE_UP = re.compile(
    rf"三次产业(?:增加值)?(?:结构|比例|比重|占比|构成)[^,;。]{{0,40}}?(?<![\d.:∶︰])(?P<first>{_NUMBER})\s*[:∶︰]\s*"
    rf"(?P<second>{_NUMBER})\s*[:∶︰]\s*(?P<third>{_NUMBER})(?![\d.:∶︰%])(?!\s*(?:调整|优化|变|提升|转变)[^,;。\d]{{0,3}}\d)"
)
_WHOLE = Decimal(100)
_ROUNDED = Decimal("0.5")  # the parts are rounded one by one
_INDEX = re.compile(
    r"(?:指数|系数|收入比|收入之比|比值|倍差)(?P<base>由[^,;。\d]{0,6}\d+(?:\.\d+)?(?::1)?)?(?:下降|缩小|降低|降|扩大|提高)?(?:为|是|达到?|至|到)?\s*"
    rf"(?P<number>\d{{1,3}}\.\d+)(?![\d.%]|\s?(?:{PLAIN_UNIT}|[百千万亿]))"
)


@dataclass(frozen=True)
class Part:
    """A number of 三次产业结构 and what it is the share of."""

    quantity: Quantity
    name: str


def structure_parts(text: str) -> list[Part]:
    """三次产业结构为10.5:31.1:58.4 as three shares; of 由A调整为B only B; nothing unless they make up 100."""
    parts = []
    for match in _MADE_UP.finditer(text):
        values = [Decimal(match[group]) for group in ("first", "second", "third")]
        if abs(sum(values) - _WHOLE) > _ROUNDED:
            continue
        for rank, group, value in zip("一二三", ("first", "second", "third"), values, strict=True):
            quantity = Quantity(value, "%", match.start(group), match.end(group), match[group])
            parts.append(Part(quantity, f"第{rank}产业增加值占地区生产总值的比重"))
    return parts


def index_numbers(text: str) -> list[Quantity]:
    """Values of indexes and ratios, which have no unit: 空气质量综合指数为|3.414."""
    return [
        Quantity(Decimal(match["number"]), "", match.start("number"), match.end("number"), match["number"])
        for match in _INDEX.finditer(text)
    ]


def told_from(text: str) -> dict[int, str]:
    """城乡居民收入比由上年的2.3缩小为|2.2: the words that name such a number, by where it starts."""
    found = {part.quantity.start: part.name for part in structure_parts(text)}
    for match in _INDEX.finditer(text):
        if match["base"]:
            start = max(text.rfind(mark, 0, match.start()) for mark in ",;:。") + 1
            found[match.start("number")] = text[start : match.start("base")]
    return found


def is_pure_number(name: str) -> bool:
    """Whether what is counted has no unit by its nature."""
    return re.search(r"(?:指数|系数|收入比|收入之比|比值|倍差)$", name) is not None
