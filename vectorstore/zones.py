"""Development zones: the shorter names under which staff speak of one (云江临港经济开发区: 临港经开区, 临港)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

_ZONE = re.compile(
    r"(?P<stem>[一-鿿]{2,10}?)(?:国家级|国家|省级)?"
    r"(?P<trade>经济技术|高新技术产业|高新技术|临空经济|经济|高新|产业|科技|工业)?(?P<form>开发区|园区|新区|示范区|经开区|高新区)"
)
_SHORT_TRADES = {
    "经济技术": ("经开区", "经济开发区"), "经济": ("经开区",), "高新技术产业": ("高新区",), "高新技术": ("高新区",),
}  # fmt: skip
_CLASSES = {"经济技术": "经开区", "经济": "经开区", "高新技术产业": "高新区", "高新技术": "高新区"}
SHORTEST = 2


def zone_key(name: str, cities: Collection[str]) -> tuple[str, str] | None:
    """What all names of one zone share: its own stem and its class. None for any other place."""
    match = _ZONE.fullmatch(name)
    if match is None:
        return None
    return _own_stem(match["stem"], cities), _CLASSES.get(match["trade"] or "", match["form"])


def _own_stem(stem: str, cities: Collection[str]) -> str:
    city = next((city for city in sorted(cities, key=len, reverse=True) if stem.startswith(city)), "")
    return stem.removeprefix(city).lstrip("市区县")


def zone_names(name: str, cities: Collection[str]) -> list[str]:
    """Other names of a development zone, none for any other place. cities: short names of places it may begin with."""
    match = _ZONE.fullmatch(name)
    return list(_names(match, cities)) if match else []


def _names(match: re.Match[str], cities: Collection[str]) -> Iterator[str]:
    stem, trade, form = match["stem"], match["trade"] or "", match["form"]
    own = _own_stem(stem, cities)
    for start in dict.fromkeys([stem, own]):
        if len(start) < SHORTEST:
            continue
        yield start + form
        yield start + trade + form
        yield from (start + short for short in _SHORT_TRADES.get(trade, ()))
    if len(own) >= SHORTEST and form == "开发区":
        yield own  # 澜江新区 lies at a river of that name
