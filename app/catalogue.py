"""What the store holds, as a question needs to know it: its regions and the year each region's report speaks of."""

from __future__ import annotations

from dataclasses import dataclass

from app.chain import Scope
from vectorstore.record import DocumentRecord
from vectorstore.region import Level, Region
from vectorstore.store import PassageStore


@dataclass(frozen=True)
class Catalogue:
    """The stored documents that a scope may see."""

    documents: tuple[DocumentRecord, ...]

    @property
    def regions(self) -> tuple[Region, ...]:
        """Distinct regions of all sub-documents."""
        seen = {sub.region.full_name: sub.region for record in self.documents for sub in record.subdocuments}
        seen.update({record.region.full_name: record.region for record in self.documents})
        return tuple(seen.values())

    @property
    def home_regions(self) -> tuple[Region, ...]:
        """The documents' own regions, without those that only an annex speaks of."""
        return tuple({record.region.full_name: record.region for record in self.documents}.values())

    def regions_at(self, level: Level) -> tuple[Region, ...]:
        return tuple(region for region in self.regions if region.level == level)

    def report_year(self, regions: tuple[Region, ...]) -> int | None:
        """The year that 今年 means in the newest report of these regions (of all, when none is given)."""
        names = {region.full_name for region in regions}
        years = [
            sub.report_year
            for record in self.documents
            for sub in record.subdocuments
            if sub.report_year and (not names or sub.region.full_name in names)
        ]
        return max(years, default=None)

    def title(self, document: str) -> str:
        return next((record.title for record in self.documents if record.id == document), document)


def read_catalogue(store: PassageStore, scope: Scope) -> Catalogue:
    """The documents within the scope's documents and groups."""
    visible = []
    for record in store.documents():
        if scope.documents and record.id not in scope.documents:
            continue
        if scope.groups is not None and record.groups and not set(record.groups) & set(scope.groups):
            continue
        visible.append(record)
    return Catalogue(tuple(visible))
