"""What the store holds, as a question needs to know it: its regions and the year each region's report speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from app.chain import Scope
from vectorstore.record import DocumentRecord
from vectorstore.region import Level, Region
from vectorstore.regions import same_place, variants
from vectorstore.store import PassageStore


@dataclass(frozen=True)
class Catalogue:
    """The stored documents that a scope may see."""

    documents: tuple[DocumentRecord, ...]
    mentioned: tuple[Region, ...] = ()  # places that single figures speak of, beside the documents' own

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """The places of all sub-documents, each once, under its fullest name."""
        return _places(self._named)

    @cached_property
    def spoken_of(self) -> tuple[Region, ...]:
        """The places of the documents and those that single figures speak of (a neighbouring district, a town)."""
        return _places([*self._named, *self.mentioned])

    @cached_property
    def home_regions(self) -> tuple[Region, ...]:
        """The documents' own regions, without those that only an annex speaks of."""
        return _places(record.region for record in self.documents)

    @cached_property
    def _named(self) -> tuple[Region, ...]:
        found = [sub.region for record in self.documents for sub in record.subdocuments]
        return tuple(dict.fromkeys([*found, *(record.region for record in self.documents)]))

    def names(self, region: Region) -> tuple[str, ...]:
        """Every full name under which the documents know a place: what filters let through."""
        same = variants(region, [*self._named, *self.mentioned])
        return tuple(
            dict.fromkeys([region.full_name, *(other.full_name for other in [*same, *self._placeholders(region)])])
        )

    def _placeholders(self, region: Region) -> list[Region]:
        """临溪区所在市 in a notice that never names the city is the city that another report of 临溪区 names."""
        children = {r.name for r in self._named if r.parents and r.parents[0] == region.name}
        return [
            r for r in [*self._named, *self.mentioned] if r.name.partition("所在")[0] in children and "所在" in r.name
        ]

    def true_name(self, region: Region) -> Region:
        """The region that a placeholder (临溪区所在市) stands for, where any report names it."""
        child, marked, _ = region.name.partition("所在")
        if not marked:
            return region
        named = [r for r in self._named if r.name == child and r.parents]
        depth = 0 if region.level is Level.CITY else 1
        for one in named:
            if len(one.parents) > depth:
                return Region(one.parents[depth], region.level, one.parents[depth + 1 :])
        return region

    def regions_at(self, level: Level) -> tuple[Region, ...]:
        return tuple(region for region in self.regions if region.level == level)

    def report_year(self, regions: tuple[Region, ...]) -> int | None:
        """The year that 今年 means in the newest report of these regions (of all, when none is given)."""
        names = {name for region in regions for name in self.names(region)}
        years = [
            max(own, key=own.count)
            for record in self.documents
            if (
                own := [
                    s.report_year
                    for s in record.subdocuments
                    if s.report_year and (not names or s.region.full_name in names)
                ]
            )
        ]
        return max(years, default=None)

    def title(self, document: str) -> str:
        return next((record.title for record in self.documents if record.id == document), document)


def _places(regions: Iterable[Region]) -> tuple[Region, ...]:
    kept: list[Region] = []
    for region in sorted(dict.fromkeys(regions), key=lambda r: ("所在" in r.name, -len(r.parents))):
        if not any(same_place(region, other) for other in kept):
            kept.append(region)
    return tuple(sorted(kept, key=lambda r: (list(Level).index(r.level), r.full_name)))


def read_catalogue(store: PassageStore, scope: Scope) -> Catalogue:
    """The documents within the scope's documents and groups."""
    visible = []
    records = store.documents()
    for record in records:
        if scope.documents and record.id not in scope.documents:
            continue
        if scope.groups is not None and record.groups and not set(record.groups) & set(scope.groups):
            continue
        visible.append(record)
    mentioned = store.figure_regions() if len(visible) == len(records) and not scope.documents else ()
    return Catalogue(tuple(visible), tuple(mentioned))
