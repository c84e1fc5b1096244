"""The reading side of the passage store."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from sqlalchemy import Engine

from vectorstore.cache import RecentlyUsed
from vectorstore.catalogue import Catalogue, Scope
from vectorstore.embedder import Embedder
from vectorstore.errors import IndexMismatch
from vectorstore.figure import Figure
from vectorstore.found import Found
from vectorstore.indexes import Indexes
from vectorstore.keys import generation_of
from vectorstore.ledger import Ledger
from vectorstore.passage import Passage, PassageKind
from vectorstore.record import DocumentRecord, FigureFilter, Filter, Hit
from vectorstore.region import Region
from vectorstore.registry import Registry
from vectorstore.source import Source

Result = TypeVar("Result")

_QUERIES_IN_MEMORY = 256  # one question searches each of its places with the same words


class StoreReader:
    """Reads and searches on one catalogue at a time; any number of threads may use it while one writes.

    The registry decides what is stored: an index entry of a generation that the registry does not hold is never
    returned, so a document is seen whole in its old version or whole in its new one.
    """

    def __init__(self, engine: Engine, embedder: Embedder) -> None:
        self._engine = engine
        self._embedder = embedder
        self._registry = Registry(engine)
        self._ledger = Ledger(engine)
        self._switching = threading.Lock()
        self._catalogue: Catalogue = self._registry.catalogue()
        self._indexes: Indexes | None = None
        self._query_vectors: RecentlyUsed[str, npt.NDArray[np.float32]] = RecentlyUsed(_QUERIES_IN_MEMORY)
        self._figure_regions: tuple[Catalogue, list[Region]] | None = None

    def _open_indexes(self) -> Indexes:
        if self._indexes is None:
            raise IndexMismatch("索引与当前设置不符,尚未重建。请运行 zhengwen reindex。")
        return self._indexes

    def _current(self) -> Catalogue:
        with self._switching:
            return self._catalogue

    def _read(self, action: Callable[[Catalogue], Result]) -> Result:
        """The action's result on one catalogue: done again if a write came between, which is rare."""
        catalogue = self._current()
        while True:
            result = action(catalogue)
            newest = self._current()
            if newest is catalogue:
                return result
            catalogue = newest

    def state(self) -> object:
        """Another object after every write: what was worked out of the documents holds while this is the same one."""
        return self._current()

    def documents(self) -> list[DocumentRecord]:
        """All stored documents by id."""
        return [entry.record for entry in self._current().entries]

    def record(self, document: str) -> DocumentRecord:
        """Raises UnknownDocument."""
        return self._current().entry(document).record

    def source(self, document: str) -> Source:
        """The document's loaded and cleaned text. Raises UnknownDocument."""
        return self._read(lambda catalogue: self._registry.source(catalogue.entry(document).generation))

    def clean_text(self, document: str) -> str:
        """The document's cleaned text by itself. Raises UnknownDocument."""
        return self._read(lambda catalogue: self._registry.clean_text(catalogue.entry(document).generation))

    def passages(self, ids: Sequence[str]) -> list[Passage]:
        """Passages in the order of `ids`; ids that are not stored are left out."""
        return self._read(lambda _: self._registry.passages(ids))

    def passages_of(self, document: str) -> list[Passage]:
        """All passages of a document in order. Raises UnknownDocument."""
        return self._read(lambda catalogue: self._registry.passages_of(catalogue.entry(document).generation))

    def passages_of_kind(self, kind: PassageKind, where: Filter) -> list[Passage]:
        """All passages of a kind within the filter, document by document."""

        def read(catalogue: Catalogue) -> list[Passage]:
            found = self._registry.passages_of_kind(kind, catalogue.generations_of(where))
            return [p for p in found if not where.regions or p.region.full_name in where.regions]

        return self._read(read)

    def regions(self) -> list[Region]:
        """Distinct regions of stored passages."""
        return self._current().regions()

    def figure_regions(self) -> list[Region]:
        """Distinct places that figures speak of; counted anew after every write."""
        catalogue = self._current()
        if self._figure_regions is None or self._figure_regions[0] is not catalogue:
            self._figure_regions = (catalogue, self._ledger.regions())
        return self._figure_regions[1]

    def figures(self, where: FigureFilter) -> list[Figure]:
        """Figures that fit every slot named; those without a period fit no year."""
        return self._read(lambda catalogue: self._ledger.figures(where, catalogue))

    def indicators(self, where: FigureFilter) -> list[tuple[str, int]]:
        """Indicators of matching figures and how many figures each has, most frequent first."""
        return self._read(lambda catalogue: self._ledger.indicators(where, catalogue))

    def search_dense(self, query: str, k: int, where: Filter) -> list[Hit]:
        """The k passages nearest in meaning; score is the cosine."""
        if not query.strip():
            return []
        vector = self._query_vectors.get(query)
        if vector is None:
            vector = self._embedder.embed_query(query)
            self._query_vectors.put(query, vector)
        return self._search(where, lambda indexes, scope: indexes.dense.search(vector, k, scope))

    def likeness(self, query: str, texts: Sequence[str]) -> list[float]:
        """How near each text is to the query in meaning: cosines, in the texts' order."""
        vector = self._embedder.embed_query(query)
        return [float(one @ vector) for one in self._embedder.embed_passages(list(texts))]

    def search_words(self, query: str, k: int, where: Filter) -> list[Hit]:
        """The k best passages by jieba words; score is BM25."""
        return self._search(where, lambda indexes, scope: indexes.lexical.search_words(query, k, scope))

    def search_bigrams(self, query: str, k: int, where: Filter) -> list[Hit]:
        """The k best passages by character bigrams; score is BM25."""
        return self._search(where, lambda indexes, scope: indexes.lexical.search_bigrams(query, k, scope))

    def search_lexical(self, query: str, k: int, where: Filter) -> list[Hit]:
        """Words and bigrams fused by reciprocal rank; score is the fused one."""
        return self._search(where, lambda indexes, scope: indexes.lexical.search(query, k, scope))

    def _search(self, where: Filter, find: Callable[[Indexes, Scope], list[Found]]) -> list[Hit]:
        """Found passages. Entries of generations that the registry no longer or not yet holds never come back."""

        def search(catalogue: Catalogue) -> list[Hit]:
            indexes = self._open_indexes()
            scope = catalogue.scope(where)
            found = find(indexes, scope)
            if any(generation_of(entry.key) not in catalogue.by_generation for entry in found):
                found = find(indexes, scope.strict(catalogue.generations))
            passages = self._registry.passages_by_key([entry.key for entry in found])
            return [Hit(passages[entry.key], entry.score) for entry in found if entry.key in passages]

        return self._read(search)
