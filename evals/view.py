"""A store seen through another: for measuring with parts of it out of sight."""

from __future__ import annotations

from collections.abc import Sequence

from vectorstore.figure import Figure
from vectorstore.passage import Passage, PassageKind
from vectorstore.record import DocumentRecord, FigureFilter, Filter, Hit
from vectorstore.region import Region
from vectorstore.source import Source
from vectorstore.store import PassageStore


class StoreView(PassageStore):
    """A store that reads through another one; parts of it can be turned off.

    ledger: figures are found. filters: searches respect region and document limits.
    """

    def __init__(self, store: PassageStore, *, ledger: bool = True, filters: bool = True) -> None:
        # The base class's own parts stay unset: every reading method below goes to `store`.
        self._inner = store
        self._ledger_on = ledger
        self._filters_on = filters

    def _limits(self, where: Filter) -> Filter:
        return where if self._filters_on else Filter(groups=where.groups)

    def search_dense(self, query: str, k: int, where: Filter) -> list[Hit]:
        return self._inner.search_dense(query, k, self._limits(where))

    def search_words(self, query: str, k: int, where: Filter) -> list[Hit]:
        return self._inner.search_words(query, k, self._limits(where))

    def search_bigrams(self, query: str, k: int, where: Filter) -> list[Hit]:
        return self._inner.search_bigrams(query, k, self._limits(where))

    def search_lexical(self, query: str, k: int, where: Filter) -> list[Hit]:
        return self._inner.search_lexical(query, k, self._limits(where))

    def likeness(self, query: str, texts: Sequence[str]) -> list[float]:
        return self._inner.likeness(query, texts)

    def figures(self, where: FigureFilter) -> list[Figure]:
        """Without the ledger, figures only of passages that retrieval brought."""
        return self._inner.figures(where) if self._ledger_on or where.passages else []

    def passages_of(self, document: str) -> list[Passage]:
        return self._inner.passages_of(document)

    def passages_of_kind(self, kind: PassageKind, where: Filter) -> list[Passage]:
        return self._inner.passages_of_kind(kind, self._limits(where))

    def passages(self, ids: Sequence[str]) -> list[Passage]:
        return self._inner.passages(ids)

    def documents(self) -> list[DocumentRecord]:
        return self._inner.documents()

    def record(self, document: str) -> DocumentRecord:
        return self._inner.record(document)

    def source(self, document: str) -> Source:
        return self._inner.source(document)

    def clean_text(self, document: str) -> str:
        return self._inner.clean_text(document)

    def regions(self) -> list[Region]:
        return self._inner.regions()

    def state(self) -> object:
        return self._inner.state()

    def figure_regions(self) -> list[Region]:
        return self._inner.figure_regions()

    def indicators(self, where: FigureFilter) -> list[tuple[str, int]]:
        return self._inner.indicators(where)
