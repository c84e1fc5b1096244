"""The places that a caller holds, made ready once for finding them in texts and for asking which are the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import overload

from vectorstore.gazetteer import short_name
from vectorstore.region import Region
from vectorstore.zones import is_named_zone, zone_key

SHORTEST_SLIP = 3  # characters of a name below which one wrong character may be any other word


class SamePlaces:
    """Regions in the order in which they came, asked for those that mean one place, without looking at all of them."""

    def __init__(self, regions: Iterable[Region] = ()) -> None:
        self._order: dict[Region, int] = {}
        self._by_name: dict[str, list[Region]] = defaultdict(list)
        self._zones: list[Region] = []
        for region in regions:
            self.add(region)

    def add(self, region: Region) -> None:
        if region in self._order:
            return
        self._order[region] = len(self._order)
        self._by_name[region.name].append(region)
        if is_named_zone(region.name):
            self._zones.append(region)

    def __iter__(self) -> Iterator[Region]:
        return iter(self._order)

    def of(self, region: Region) -> tuple[Region, ...]:
        """Those that are the same place as `region`."""
        found = [other for other in self._by_name.get(region.name, ()) if same_place(region, other)]
        if is_named_zone(region.name):
            found += [other for other in self._zones if other.name != region.name and same_place(region, other)]
            found.sort(key=self._order.__getitem__)
        return tuple(found)


class KnownPlaces(Sequence[Region]):
    """Regions, each once, in the order given. Two of them are equal only if they are one object."""

    def __init__(self, regions: Iterable[Region] = ()) -> None:
        self._regions = tuple(dict.fromkeys(regions))

    @overload
    def __getitem__(self, index: int) -> Region: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Region, ...]: ...
    def __getitem__(self, index: int | slice) -> Region | tuple[Region, ...]:
        return self._regions[index]

    def __len__(self) -> int:
        return len(self._regions)

    def __iter__(self) -> Iterator[Region]:
        return iter(self._regions)

    def __contains__(self, region: object) -> bool:
        return region in self._held

    def same_as(self, region: Region) -> tuple[Region, ...]:
        """Those that are the same place as `region`."""
        return self._same.of(region)

    def with_short_name(self, name: str) -> tuple[Region, ...]:
        return self._by_short_name.get(name, ())

    @cached_property
    def spellings(self) -> tuple[str, ...]:
        """Each one's name and short name."""
        return tuple(name for region in self._regions for name in (region.name, short_name(region.name)))

    @cached_property
    def sounds(self) -> tuple[tuple[str, str], ...]:
        """(pinyin, name) of each, in full and without its last character."""
        from pypinyin import lazy_pinyin  # its dictionary takes half a second to load

        return tuple(
            ("".join(lazy_pinyin(said)), region.name)
            for region in self._regions
            for said in (region.name, region.name[:-1])
        )

    @cached_property
    def parents(self) -> frozenset[str]:
        """Names of all places in which one of these lies."""
        return frozenset(name for region in self._regions for name in region.parents)

    @cached_property
    def around(self) -> frozenset[str]:
        """Names of all of these and of the places in which they lie."""
        return self.parents | {region.name for region in self._regions}

    def likely_slips(self, text: str) -> Iterator[tuple[Region, int, int]]:
        """(region, start, end) of every window of `text` that may be a region's name with one character astray.

        It ends as the name does. Longest names first; for each, windows of its own length, then longer, then shorter
        ones, from left to right. Some turn out to differ by two characters.
        """
        found: set[tuple[int, int, int, int]] = set()
        for width in self._widths:
            for start in range(len(text) - width + 1):
                if text[start + width - 1] not in self._last_characters:
                    continue
                for trace in _traces(text[start : start + width]):
                    for rank in self._by_trace.get(trace, ()):
                        name = self._longest_first[rank].name
                        longer = width - len(name)
                        if abs(longer) <= 1 and text[start + width - 1] == name[-1]:
                            found.add((rank, (0, 1, -1).index(longer), start, start + width))
        for rank, _, start, end in sorted(found):
            yield self._longest_first[rank], start, end

    def short_slips(self, text: str, starts: Iterable[int]) -> Iterator[tuple[Region, int, int]]:
        """(region, start, end) of every window at one of `starts` that has one other character than its short name."""
        for start in starts:
            for width in self._short_widths:
                window = text[start : start + width]
                for mask in _masks(window) if len(window) == width else ():
                    for region in self._by_mask.get(mask, ()):
                        if short_name(region.name) != window:
                            yield region, start, start + width

    @cached_property
    def _by_mask(self) -> dict[str, list[Region]]:
        found: dict[str, list[Region]] = defaultdict(list)
        for region in self._regions:
            for mask in _masks(short_name(region.name)):
                found[mask].append(region)
        return dict(found)

    @cached_property
    def _short_widths(self) -> list[int]:
        return sorted({len(mask) for mask in self._by_mask})

    @cached_property
    def _held(self) -> frozenset[Region]:
        return frozenset(self._regions)

    @cached_property
    def _same(self) -> SamePlaces:
        return SamePlaces(self._regions)

    @cached_property
    def _by_short_name(self) -> dict[str, tuple[Region, ...]]:
        found: dict[str, list[Region]] = defaultdict(list)
        for region in self._regions:
            found[short_name(region.name)].append(region)
        return {name: tuple(regions) for name, regions in found.items()}

    @cached_property
    def _longest_first(self) -> list[Region]:
        named = [region for region in self._regions if len(region.name) >= SHORTEST_SLIP]
        return sorted(named, key=lambda region: -len(region.name))

    @cached_property
    def _by_trace(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for rank, region in enumerate(self._longest_first):
            for trace in _traces(region.name):
                found[trace].append(rank)
        return dict(found)

    @cached_property
    def _widths(self) -> list[int]:
        return sorted({len(region.name) + step for region in self._longest_first for step in (-1, 0, 1)})

    @cached_property
    def _last_characters(self) -> frozenset[str]:
        return frozenset(region.name[-1] for region in self._longest_first)


NOWHERE = KnownPlaces()


def held_places(known: Iterable[Region]) -> KnownPlaces:
    """The places as they are asked for; made ready once for the same ones."""
    return known if isinstance(known, KnownPlaces) else _made_ready(tuple(known))


@lru_cache(maxsize=64)
def _made_ready(known: tuple[Region, ...]) -> KnownPlaces:
    return KnownPlaces(known)


def _traces(name: str) -> set[str]:
    """The name and what is left of it without any one character: names one slip apart share a trace."""
    return {name, *(name[:place] + name[place + 1 :] for place in range(len(name)))}


def _masks(name: str) -> list[str]:
    """The name with each of its characters in turn left open."""
    return [f"{name[:place]}?{name[place + 1 :]}" for place in range(len(name))]


def same_place(first: Region, second: Region) -> bool:
    """Whether two documents mean one place: 临溪区 and 云州市临溪区 do; two cities' 青山区 do not."""
    shared = min(len(first.parents), len(second.parents))
    if first.parents[:shared] != second.parents[:shared]:
        return False
    if first.name == second.name:
        return True
    return is_named_zone(first.name) and is_named_zone(second.name) and _same_zone(first, second)


def _same_zone(first: Region, second: Region) -> bool:
    """云江临港经济开发区 and the 临港经开区 of 云江市."""
    cities = {short_name(parent) for parent in (*first.parents, *second.parents)}
    key = zone_key(first.name, cities)
    return key is not None and bool(key[0]) and key == zone_key(second.name, cities)


def variants(region: Region, known: Collection[Region]) -> tuple[Region, ...]:
    """The known regions that are the same place as `region`: a filter on one place must let all of them through."""
    if isinstance(known, KnownPlaces):
        return known.same_as(region)
    return tuple(dict.fromkeys(other for other in known if same_place(region, other)))
