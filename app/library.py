"""What the server reads of the passage store (vectorstore.store.PassageStore fits as it is)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from vectorstore.figure import Figure
from vectorstore.passage import Passage
from vectorstore.record import DocumentRecord, FigureFilter
from vectorstore.region import Region
from vectorstore.source import Source


class Library(Protocol):
    """The loaded reports: documents, passages, figures and the way back to the source."""

    def documents(self) -> list[DocumentRecord]: ...

    def record(self, document: str, /) -> DocumentRecord | None: ...

    def source(self, document: str, /) -> Source: ...

    def passages(self, ids: Sequence[str], /) -> list[Passage]: ...

    def passages_of(self, document: str, /) -> list[Passage]: ...

    def figures(self, where: FigureFilter, /) -> list[Figure]: ...

    def regions(self) -> list[Region]: ...

    def remove(self, document: str, /) -> None: ...


def may_see(record: DocumentRecord, groups: tuple[str, ...] | None) -> bool:
    """Whether an asker of these groups may see the document; None means no access control."""
    return groups is None or not record.groups or bool(set(record.groups) & set(groups))


def visible_documents(library: Library, groups: tuple[str, ...] | None) -> list[DocumentRecord]:
    """The documents that an asker of these groups may see, as the store orders them."""
    return [record for record in library.documents() if may_see(record, groups)]


def visible_record(library: Library, document: str, groups: tuple[str, ...] | None) -> DocumentRecord | None:
    """The record, or None when there is none or the asker may not see it: the two look alike from outside."""
    return next((record for record in visible_documents(library, groups) if record.id == document), None)
