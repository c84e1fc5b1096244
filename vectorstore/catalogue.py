"""What is stored, in memory: one immutable picture of the registry that searches read without locking."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from vectorstore.errors import UnknownDocument
from vectorstore.record import DocumentRecord, Filter
from vectorstore.region import Region


@dataclass(frozen=True)
class RegionCount:
    """Passages that a document has of one region."""

    region: Region
    passages: int


@dataclass(frozen=True)
class Entry:
    """A stored document and the generation under which its passages stand in both indexes."""

    record: DocumentRecord
    generation: int
    regions: tuple[RegionCount, ...]

    @cached_property
    def passage_count(self) -> int:
        return sum(count.passages for count in self.regions)


@dataclass(frozen=True)
class Scope:
    """A filter resolved to generations and regions. None: no limit.

    generations: each with the number of its passages. rows: passages left by the filter; total: passages stored.
    """

    generations: Mapping[int, int] | None
    regions: frozenset[str] | None
    rows: int
    total: int

    def strict(self, stored: Mapping[int, int]) -> Scope:
        """The same scope with its generations named, for indexes that hold others while a document is written."""
        return self if self.generations is not None else replace(self, generations=stored)


def visible(record: DocumentRecord, groups: Iterable[str] | None) -> bool:
    """Whether someone of `groups` may see the document; None: no access control."""
    return groups is None or not record.groups or not set(record.groups).isdisjoint(groups)


@dataclass(frozen=True)
class Catalogue:
    """All stored documents, by id and by generation."""

    entries: tuple[Entry, ...]
    by_id: dict[str, Entry] = field(init=False)
    by_generation: dict[int, Entry] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {entry.record.id: entry for entry in self.entries})
        object.__setattr__(self, "by_generation", {entry.generation: entry for entry in self.entries})

    @cached_property
    def passage_count(self) -> int:
        return sum(entry.passage_count for entry in self.entries)

    @cached_property
    def generations(self) -> dict[int, int]:
        """All generations, each with the number of its passages."""
        return {entry.generation: entry.passage_count for entry in self.entries}

    @property
    def revision(self) -> tuple[int, int]:
        """As Registry.revision."""
        return max(self.by_generation, default=0), len(self.entries)

    def entry(self, document: str) -> Entry:
        """Raises UnknownDocument."""
        found = self.by_id.get(document)
        if found is None:
            raise UnknownDocument(f"没有收录文件“{document}”。用 zhengwen documents 查看已收录的文件。")
        return found

    def regions(self) -> list[Region]:
        """Distinct regions of stored passages, in the order of their full names."""
        return list(self._regions)

    @cached_property
    def _regions(self) -> tuple[Region, ...]:
        found = {count.region for entry in self.entries for count in entry.regions}
        return tuple(sorted(found, key=lambda region: region.full_name))

    @cached_property
    def _by_region(self) -> dict[str, dict[int, int]]:
        """Of each region by its full name: places in `entries`, with the passages that each has of it."""
        found: dict[str, dict[int, int]] = defaultdict(dict)
        for place, entry in enumerate(self.entries):
            for count in entry.regions:
                held = found[count.region.full_name]
                held[place] = held.get(place, 0) + count.passages
        return dict(found)

    def matching(self, documents: tuple[str, ...], groups: tuple[str, ...] | None) -> list[Entry]:
        """Entries of `documents` (() for all) that someone of `groups` may see."""
        chosen = [self.by_id[document] for document in documents if document in self.by_id]
        candidates: Iterable[Entry] = chosen if documents else self.entries
        return [entry for entry in candidates if visible(entry.record, groups)]

    def scope(self, where: Filter) -> Scope:
        """The filter as generations and regions; generations that hold no passage of the regions are left out."""
        if not where.regions:
            entries = self.matching(where.documents, where.groups)
            everyone = len(entries) == len(self.entries)
            generations = {entry.generation: entry.passage_count for entry in entries if entry.passage_count}
            return Scope(None if everyone else generations, None, sum(generations.values()), self.passage_count)
        held = self._passages_of(where)
        generations = {entry.generation: entry.passage_count for entry, _ in held}
        return Scope(generations, frozenset(where.regions), sum(count for _, count in held), self.passage_count)

    def generations_of(self, where: Filter) -> list[int]:
        """The generations that hold what the filter leaves, by the ids of their documents."""
        if where.regions:
            return [entry.generation for entry, _ in self._passages_of(where)]
        entries = self.matching(where.documents, where.groups)
        return [entry.generation for entry in sorted(entries, key=lambda entry: entry.record.id)]

    def _passages_of(self, where: Filter) -> list[tuple[Entry, int]]:
        """The entries that the filter leaves, with how many passages each has of its regions."""
        counts: Counter[int] = Counter()
        for name in set(where.regions):
            counts.update(self._by_region.get(name, {}))
        held = [(self.entries[place], counts[place]) for place in sorted(counts)]
        return [
            (entry, count)
            for entry, count in held
            if count
            and (not where.documents or entry.record.id in where.documents)
            and visible(entry.record, where.groups)
        ]
