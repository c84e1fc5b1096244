"""Each part off in turn: what it is worth in right, wrong and refused."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from app.retriever import Parts
from evals.asking import Answerer
from evals.finding import OwnAnswerer
from evals.unverified import MisreadStore, unverified_chain
from evals.view import StoreView
from vectorstore.passage import Passage, PassageKind
from vectorstore.record import FigureFilter, StoredDocument
from vectorstore.settings import StoreSettings
from vectorstore.store import PassageStore

Change = Callable[[StoredDocument], StoredDocument]


def ablated(store: PassageStore, settings: StoreSettings) -> Iterator[Answerer]:
    """Our chain with one part off at a time; parts of the index are taken off in a copy of the store."""
    yield OwnAnswerer(store, Parts(dense=False), "去掉:稠密检索")
    yield OwnAnswerer(store, Parts(words=False, bigrams=False), "去掉:词法检索")
    yield OwnAnswerer(store, Parts(bigrams=False), "去掉:字对")
    yield OwnAnswerer(StoreView(store, ledger=False), None, "去掉:数字台账")
    yield OwnAnswerer(StoreView(store, filters=False), None, "去掉:地区过滤")
    with changed_copy(store, settings, without_prefix) as copy:
        yield OwnAnswerer(copy, None, "去掉:段前缀")
    with changed_copy(store, settings, without_tables) as copy:
        yield OwnAnswerer(copy, None, "去掉:表格重建")
    yield OwnAnswerer(store, None, "去掉:核对", unverified_chain(store))
    misread = MisreadStore(store)
    yield OwnAnswerer(misread, None, "台账错一成")
    yield OwnAnswerer(misread, None, "台账错一成,去掉:核对", unverified_chain(misread))


@contextmanager
def changed_copy(store: PassageStore, settings: StoreSettings, change: Change) -> Iterator[PassageStore]:
    """A store in a temporary folder that holds every document of `store`, changed and embedded anew."""
    with tempfile.TemporaryDirectory(prefix="zhengwen-ablation-") as folder:
        embedded = replace(settings, data=Path(folder), chroma_url="", database_url="")
        with PassageStore.open(embedded, writer=True) as copy:
            for record in store.documents():
                passages, source = tuple(store.passages_of(record.id)), store.source(record.id)
                figures = tuple(store.figures(FigureFilter(documents=(record.id,))))
                copy.put(change(StoredDocument(record, source, passages, figures)))
            yield copy


def without_prefix(stored: StoredDocument) -> StoredDocument:
    """Passages indexed by their own words alone, without title, region, years and headings."""
    return replace(stored, passages=tuple(replace(passage, prefix="") for passage in stored.passages))


def without_tables(stored: StoredDocument) -> StoredDocument:
    """Tables as the plain text behind them: no header in a row, no units, no figures of cells in the ledger."""
    text = stored.source.clean
    passages = tuple(_flattened(passage, text) for passage in stored.passages)
    return replace(stored, passages=passages, figures=tuple(figure for figure in stored.figures if not figure.row))


def _flattened(passage: Passage, text: str) -> Passage:
    if passage.kind not in (PassageKind.ROW, PassageKind.TABLE):
        return passage
    prefix = "\n".join(part for part in (passage.prefix.split("\n")[0], " > ".join(passage.section)) if part)
    plain = text[passage.start : passage.end]
    return replace(passage, text=plain, prefix=prefix, kind=PassageKind.TEXT, fields=())
