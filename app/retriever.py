"""Finds passages: dense and lexical lists fused, one sub-query a region."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from app.chain import Scope
from vectorstore.fusion import fuse
from vectorstore.passage import Passage
from vectorstore.record import Filter, Hit
from vectorstore.store import PassageStore

CANDIDATES = 100
YEAR_BONUS = 0.15


@dataclass(frozen=True)
class Parts:
    """Which searches take part; all do, except in ablations."""

    dense: bool = True
    words: bool = True
    bigrams: bool = True


class Retriever:
    """Searches the store. A region named is a hard filter with a search of its own; years only raise."""

    def __init__(self, store: PassageStore, parts: Parts | None = None) -> None:
        self._store = store
        self._parts = parts or Parts()
        self.seconds = 0.0
        self._fused: dict[tuple[str, Filter], list[Hit]] = {}

    def timed(self) -> Retriever:
        """A retriever for one question: `seconds` adds up what its searches took, and no search is done twice."""
        return Retriever(self._store, self._parts)

    def places(self, scope: Scope) -> tuple[tuple[str, ...], ...]:
        """Full names of each place that the scope is limited to; one that no report is of stays as given."""
        held = self._store.regions()
        return tuple(
            tuple(region.full_name for region in held if name in (region.name, region.full_name)) or (name,)
            for name in scope.regions
        )

    def search(
        self, query: str, places: tuple[tuple[str, ...], ...], years: tuple[int, ...], scope: Scope, k: int
    ) -> list[Passage]:
        """The k best passages of each place in turn (each its full names; of everything when none is given)."""
        started = time.perf_counter()
        filters = [Filter(names, scope.documents, scope.groups) for names in places]
        found: list[Passage] = []
        for where in filters or [Filter((), scope.documents, scope.groups)]:
            found += [hit.passage for hit in self._search(query, where, years)[:k]]
        self.seconds += time.perf_counter() - started
        return found

    def _search(self, query: str, where: Filter, years: tuple[int, ...]) -> list[Hit]:
        if (query, where) not in self._fused:
            self._fused[query, where] = self._fuse(query, where)
        return _raised_by_year(self._fused[query, where], years)

    def _fuse(self, query: str, where: Filter) -> list[Hit]:
        searches: list[Callable[[str, int, Filter], list[Hit]]] = []
        if self._parts.dense:
            searches.append(self._store.search_dense)
        if self._parts.words:
            searches.append(self._store.search_words)
        if self._parts.bigrams:
            searches.append(self._store.search_bigrams)
        lists = [search(query, CANDIDATES, where) for search in searches]
        passages = {hit.passage.id: hit.passage for hits in lists for hit in hits}
        return [Hit(passages[id], score) for id, score in fuse([[hit.passage.id for hit in hits] for hits in lists])]


def _raised_by_year(hits: list[Hit], years: tuple[int, ...]) -> list[Hit]:
    """Passages that speak of an asked year gain YEAR_BONUS of their score: a soft filter (hard ones: see FINDINGS)."""
    asked = set(years)
    raised = [Hit(h.passage, h.score * (1 + YEAR_BONUS)) if asked & set(h.passage.years) else h for h in hits]
    return sorted(raised, key=lambda hit: -hit.score)


class PassageRetriever(BaseRetriever):
    """The same search as a LangChain retriever: page_content is the passage's text, metadata tells where it stands.

    k: passages of each place that the scope names, of everything when it names none.
    start, end (metadata): offsets into the document's cleaned text.
    """

    retriever: Retriever
    scope: Scope = Scope()
    k: int = 5
    model_config = ConfigDict(arbitrary_types_allowed=True)

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        places = self.retriever.places(self.scope)
        passages = self.retriever.search(query, places, self.scope.years, self.scope, self.k)
        return [
            Document(
                page_content=passage.text,
                id=passage.id,
                metadata={
                    "document": passage.document,
                    "title": passage.title,
                    "section": list(passage.section),
                    "region": passage.region.full_name,
                    "start": passage.start,
                    "end": passage.end,
                },
            )
            for passage in passages
        ]
