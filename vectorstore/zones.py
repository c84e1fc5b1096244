"""Development zones: which names are a zone's, and the shorter ones that staff use.

云江临港经济开发区 is also 临港经济开发区, 临港经开区 and 临港.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

# How a name says that it is a zone with an account of its own (its figures are not its county's).
ZONE_KINDS = (
    r"(?:(?:国家级|省级|市级)?(?:经济技术|经济|高新技术产业|高新技术|高新|工业|产业|旅游|农业|循环经济)?开发区|经开区|高新区|"
    r"综合保税区|综保区|保税区|自贸区|自由贸易试验区|临空经济区|空港经济区|港区)"
)
# Zones that need no stem to be a place: 经济开发区 is the one zone of its county.
BARE_ZONE = re.compile(r"(?:经济技术|高新技术产业|高新技术|经济)开发区|经开区|高新区|综合保税区|综保区")
_ZONE = re.compile(rf"[一-龥]{{0,5}}?(?:{ZONE_KINDS}|新区|工业园区|管理区|林场|农场)")
# Words that say what a zone is for, and so name none.
_NO_STEM = re.compile(
    r"(?:国家级|省级|市级|经济|技术|高新|产业|工业|综合|保税|旅游|农业|循环|自由|贸易|现代|临空|空港)*"
)
# A long name in its parts, to shorten it: stem (云江临港), trade (经济技术), form (开发区).
_PARTED = re.compile(
    r"(?P<stem>[一-鿿]{2,10}?)(?:国家级|国家|省级)?"
    r"(?P<trade>经济技术|高新技术产业|高新技术|临空经济|经济|高新|产业|科技|工业)?(?P<form>开发区|园区|新区|示范区|经开区|高新区)"
)
_SHORT_TRADES = {
    "经济技术": ("经开区", "经济开发区"), "经济": ("经开区",), "高新技术产业": ("高新区",), "高新技术": ("高新区",),
}  # fmt: skip
_CLASSES = {"经济技术": "经开区", "经济": "经开区", "高新技术产业": "高新区", "高新技术": "高新区"}
SHORTEST = 2


def is_zone(name: str) -> bool:
    """Whether a name ends as zones do: 云江临港经济开发区, 澜江新区, 北山林场."""
    return _ZONE.fullmatch(name) is not None


def names_nothing(stem: str) -> bool:
    """Whether the words before 开发区, 保税区 … are no name of their own (经济技术, 高新)."""
    return _NO_STEM.fullmatch(stem) is not None


@lru_cache(maxsize=65536)
def is_named_zone(name: str) -> bool:
    """Whether a name has the parts of a development zone's, so that other names may mean the same zone."""
    return _PARTED.fullmatch(name) is not None


def zone_key(name: str, cities: Collection[str]) -> tuple[str, str] | None:
    """What all names of one zone share: its own stem ("" if none) and its class. None for any other place."""
    match = _PARTED.fullmatch(name)
    if match is None:
        return None
    return _own_stem(match["stem"], cities), _CLASSES.get(match["trade"] or "", match["form"])


def _own_stem(stem: str, cities: Collection[str]) -> str:
    city = next((city for city in sorted(cities, key=len, reverse=True) if stem.startswith(city)), "")
    return stem.removeprefix(city).lstrip("市区县")


def zone_names(name: str, cities: Collection[str]) -> list[str]:
    """Other names of a development zone, none for any other place. cities: short names of places it may begin with."""
    match = _PARTED.fullmatch(name)
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
