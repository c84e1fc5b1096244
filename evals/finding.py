"""Retrieval by itself, and answering with the evidence supplied: what tells reading errors from finding errors."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, zip_longest

from app.bootstrap import build_chain
from app.catalogue import Catalogues
from app.chain import Chain, Scope
from app.retriever import Parts, Retriever
from app.understanding.conversation import resolve
from app.understanding.reading import QuestionReader
from app.understanding.wording import load_wording
from evals.asking import RETRIEVED, Reply, ask_chain, places_of
from evals.case import Turn
from evals.evidence import Place, Retrieved
from evals.view import StoreView
from vectorstore.figure import Figure
from vectorstore.passage import Passage
from vectorstore.record import FigureFilter, Filter, Hit
from vectorstore.store import PassageStore


class Finder:
    """Our retrieval as the chain uses it: the question understood with its history, one search a region."""

    def __init__(self, store: PassageStore, parts: Parts | None = None) -> None:
        self._store = store
        self._catalogues = Catalogues(store)
        self._parts = parts
        self._reader = QuestionReader(load_wording())

    def find(self, question: str, history: Sequence[str] = (), k: int = RETRIEVED) -> list[Passage]:
        """The k best passages; those of several regions take turns."""
        catalogue = self._catalogues.of(Scope())
        understood = resolve([self._reader.read(text, catalogue, Scope()) for text in (*history, question)])
        years = tuple(sorted({year for period in understood.periods for year in (period.start, period.end)}))
        retriever = Retriever(self._store, self._parts)
        # As app.answering.context does: every name under which the catalogue holds the region.
        places = [names for region in understood.regions if (names := catalogue.names(region))]
        lists = [retriever.search(understood.text, (names,), years, Scope(), k) for names in places]
        lists = lists or [retriever.search(understood.text, (), years, Scope(), k)]
        merged = [passage for passage in chain.from_iterable(zip_longest(*lists)) if passage is not None]
        return list({passage.id: passage for passage in merged}.values())[:k]


def pieces(passages: Sequence[Passage]) -> tuple[Retrieved, ...]:
    return tuple(Retrieved(passage.document, passage.start, passage.end, passage.id) for passage in passages)


class OwnAnswerer:
    """Our chain for the answer and its retriever for what was found: the chain's own evidence is what it cites.

    chain: another one over the same store, where it is a changed chain that is measured.
    """

    def __init__(
        self, store: PassageStore, parts: Parts | None = None, name: str = "政问", chain: Chain | None = None
    ) -> None:
        self._chain = chain or build_chain(store, parts=parts)
        self._finder = Finder(store, parts)
        self.name = name
        self.answers = True

    def reply(self, turn: Turn, history: tuple[str, ...]) -> Reply:
        reply = ask_chain(self._chain, turn.question, history)
        found = pieces(self._finder.find(turn.question, history))
        return Reply(reply.answer, found, reply.milliseconds)


class SuppliedAnswerer:
    """Our chain over a store that holds, for each question, nothing but the passages with its expected evidence."""

    def __init__(self, store: PassageStore, name: str = "政问·给定依据") -> None:
        self._supplied = SuppliedStore(store)
        self._chain = build_chain(self._supplied)
        self.name = name
        self.answers = True

    def reply(self, turn: Turn, history: tuple[str, ...]) -> Reply:
        self._supplied.supply(turn)
        return ask_chain(self._chain, turn.question, history)


class SuppliedStore(StoreView):
    """A view of a store that searches find nothing in but the supplied passages, and their figures."""

    def __init__(self, store: PassageStore) -> None:
        super().__init__(store)
        self._allowed: dict[str, Passage] = {}

    def supply(self, turn: Turn) -> None:
        """Hold the passages in which the turn's evidence stands; for a turn without evidence, all passages."""
        sources = {item.document: self._inner.source(item.document) for item in turn.evidence}
        places = [place for item in turn.evidence for place in places_of(item, turn, sources)]
        self._allowed = {
            passage.id: passage
            for place in places
            for passage in self._inner.passages_of(place.document)
            if _stands_in(place, passage)
        }

    def _visible(self, where: Filter) -> list[Hit]:
        return [
            Hit(passage, 1 / (rank + 1))
            for rank, passage in enumerate(self._allowed.values())
            if (not where.regions or passage.region.full_name in where.regions)
            and (not where.documents or passage.document in where.documents)
        ]

    def search_dense(self, query: str, k: int, where: Filter) -> list[Hit]:
        return self._visible(where)[:k] if self._allowed else self._inner.search_dense(query, k, where)

    def search_words(self, query: str, k: int, where: Filter) -> list[Hit]:
        return self._visible(where)[:k] if self._allowed else self._inner.search_words(query, k, where)

    def search_bigrams(self, query: str, k: int, where: Filter) -> list[Hit]:
        return self._visible(where)[:k] if self._allowed else self._inner.search_bigrams(query, k, where)

    def search_lexical(self, query: str, k: int, where: Filter) -> list[Hit]:
        return self._visible(where)[:k] if self._allowed else self._inner.search_lexical(query, k, where)

    def figures(self, where: FigureFilter) -> list[Figure]:
        found = self._inner.figures(where)
        return [figure for figure in found if not self._allowed or figure.passage in self._allowed]

    def passages_of(self, document: str) -> list[Passage]:
        found = self._inner.passages_of(document)
        return [passage for passage in found if not self._allowed or passage.id in self._allowed]


def _stands_in(place: Place, passage: Passage) -> bool:
    return any(passage.start <= span.start and span.end <= passage.end for span in place.clean)
