"""Each part off in turn: what it is worth in right, wrong and refused."""

from __future__ import annotations

from collections.abc import Iterator

from app.retriever import Parts
from evals.asking import Answerer
from evals.finding import OwnAnswerer
from evals.view import StoreView
from vectorstore.store import PassageStore


def ablated(store: PassageStore) -> Iterator[Answerer]:
    """Our chain with one part off at a time."""
    yield OwnAnswerer(store, Parts(dense=False), "去掉:稠密检索")
    yield OwnAnswerer(store, Parts(words=False, bigrams=False), "去掉:词法检索")
    yield OwnAnswerer(store, Parts(bigrams=False), "去掉:字对")
    yield OwnAnswerer(StoreView(store, ledger=False), None, "去掉:数字台账")
    yield OwnAnswerer(StoreView(store, filters=False), None, "去掉:地区过滤")
