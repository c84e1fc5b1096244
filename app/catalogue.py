"""What the store holds, as a question needs to know it: its regions and the year each region's report speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from functools import cached_property

from app.chain import Scope
from app.library import may_see
from vectorstore.cache import RecentlyUsed
from vectorstore.known_places import KnownPlaces, SamePlaces
from vectorstore.record import DocumentRecord
from vectorstore.region import Level, Region
from vectorstore.store import PassageStore

SCOPES_IN_MEMORY = 64


@dataclass(frozen=True)
class Catalogue:
    """The stored documents that a scope may see. Made once after a write: what it works out of them it keeps."""

    documents: tuple[DocumentRecord, ...]
    mentioned: tuple[Region, ...] = ()  # places that single figures speak of, beside the documents' own
    _names: dict[Region, tuple[str, ...]] = field(default_factory=dict, compare=False)
    _true_names: dict[Region, Region] = field(default_factory=dict, compare=False)

    @cached_property
    def regions(self) -> KnownPlaces:
        """The places of all sub-documents, each once, under its fullest name."""
        return _places(self._named)

    @cached_property
    def spoken_of(self) -> KnownPlaces:
        """The places of the documents and those that single figures speak of (a neighbouring district, a town)."""
        return _places([*self._named, *self.mentioned])

    @cached_property
    def home_regions(self) -> KnownPlaces:
        """The documents' own regions, without those that only an annex speaks of."""
        return _places(record.region for record in self.documents)

    @cached_property
    def _named(self) -> tuple[Region, ...]:
        found = [sub.region for record in self.documents for sub in record.subdocuments]
        return tuple(dict.fromkeys([*found, *(record.region for record in self.documents)]))

    @cached_property
    def _all(self) -> KnownPlaces:
        return KnownPlaces([*self._named, *self.mentioned])

    def names(self, region: Region) -> tuple[str, ...]:
        """Every full name under which the documents know a place: what filters let through."""
        if region not in self._names:
            same = [*self._all.same_as(region), *self._placeholders(region)]
            self._names[region] = tuple(dict.fromkeys([region.full_name, *(other.full_name for other in same)]))
        return self._names[region]

    def _placeholders(self, region: Region) -> list[Region]:
        """临溪区所在市 in a notice that never names the city is the city that another report of 临溪区 names."""
        children = {r.name for r in self._named if r.parents and r.parents[0] == region.name}
        return [r for r in self._all if "所在" in r.name and r.name.partition("所在")[0] in children]

    def true_name(self, region: Region) -> Region:
        """The region that a placeholder (临溪区所在市) stands for, where any report names it."""
        if "所在" not in region.name:
            return region
        if region not in self._true_names:
            self._true_names[region] = self._read_true_name(region)
        return self._true_names[region]

    def _read_true_name(self, region: Region) -> Region:
        child = region.name.partition("所在")[0]
        named = [r for r in self._named if r.name == child and r.parents]
        depth = 0 if region.level is Level.CITY else 1
        for one in named:
            if len(one.parents) > depth:
                return Region(one.parents[depth], region.level, one.parents[depth + 1 :])
        return region

    def regions_at(self, level: Level) -> tuple[Region, ...]:
        return tuple(region for region in self.regions if region.level == level)

    def about(self, region: Region | None) -> list[DocumentRecord]:
        """The documents with a part about the region, all for None."""
        if region is None:
            return list(self.documents)
        places = {place for same in self._all.same_as(region) for place in self._holders.get(same, ())}
        return [self.documents[place] for place in sorted(places)]

    @cached_property
    def _holders(self) -> dict[Region, list[int]]:
        """Where in `documents` those stand that are about a region, or have a part about it."""
        found: dict[Region, list[int]] = defaultdict(list)
        for place, record in enumerate(self.documents):
            for region in {record.region, *(sub.region for sub in record.subdocuments)}:
                found[region].append(place)
        return dict(found)

    def report_year(self, regions: tuple[Region, ...]) -> int | None:
        """The year that 今年 means in the newest report of these regions (of all, when none is given)."""
        if not regions:
            return self._newest_year
        names = {name for region in regions for name in self.names(region)}
        return self._newest({place for name in names for place in self._reporting.get(name, ())}, names)

    @cached_property
    def _newest_year(self) -> int | None:
        return self._newest(range(len(self.documents)), set(self._reporting))

    def _newest(self, places: Iterable[int], names: Set[str]) -> int | None:
        """The latest of the years that these documents mostly report on, in their parts about the places so named."""
        years = []
        for place in places:
            parts = self.documents[place].subdocuments
            own = [sub.report_year for sub in parts if sub.report_year and sub.region.full_name in names]
            if own:
                years.append(max(own, key=own.count))
        return max(years, default=None)

    @cached_property
    def _reporting(self) -> dict[str, list[int]]:
        """Where in `documents` those stand that report on a place, by its full name."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, record in enumerate(self.documents):
            for name in {sub.region.full_name for sub in record.subdocuments}:
                found[name].append(place)
        return dict(found)

    def title(self, document: str) -> str:
        return self._titles.get(document, document)

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {record.id: record.title for record in self.documents}


def _places(regions: Iterable[Region]) -> KnownPlaces:
    kept = SamePlaces()
    for region in sorted(dict.fromkeys(regions), key=lambda r: ("所在" in r.name, -len(r.parents))):
        if not kept.of(region):
            kept.add(region)
    return KnownPlaces(sorted(kept, key=lambda r: (list(Level).index(r.level), r.full_name)))


class Catalogues:
    """The catalogue of each scope, read again only after a write."""

    def __init__(self, store: PassageStore) -> None:
        self._store = store
        self._kept: RecentlyUsed[tuple[object, ...], tuple[object, Catalogue]] = RecentlyUsed(SCOPES_IN_MEMORY)

    def of(self, scope: Scope) -> Catalogue:
        """What an asker with this scope may see, as the store holds it now."""
        key, state = (scope.documents, scope.groups), self._store.state()
        kept = self._kept.get(key)
        if kept is None or kept[0] is not state:
            kept = (state, read_catalogue(self._store, scope))
            self._kept.put(key, kept)
        return kept[1]


def read_catalogue(store: PassageStore, scope: Scope) -> Catalogue:
    """The documents within the scope's documents and groups."""
    records = store.documents()
    visible = [record for record in records if not scope.documents or record.id in scope.documents]
    visible = [record for record in visible if may_see(record, scope.groups)]
    mentioned = store.figure_regions() if len(visible) == len(records) and not scope.documents else ()
    return Catalogue(tuple(visible), tuple(mentioned))
