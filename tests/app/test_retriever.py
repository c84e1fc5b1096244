"""The search as LangChain's retriever, over the invented reports."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from langchain_core.documents import Document

from app.chain import Scope
from app.retriever import PassageRetriever, Retriever
from vectorstore.store import PassageStore

QUESTION = "新增停车泊位和充电桩"


def found(store: PassageStore, scope: Scope, k: int = 3) -> list[Document]:
    return PassageRetriever(retriever=Retriever(store), scope=scope, k=k).invoke(QUESTION)


def test_every_passage_tells_the_place_in_its_report_where_it_stands(reports: PassageStore) -> None:
    documents = found(reports, Scope())

    assert len(documents) == 3
    for document in documents:
        where = document.metadata
        clean = reports.source(where["document"]).clean[where["start"] : where["end"]]
        assert "".join(document.page_content.split()) == "".join(clean.split())
    assert any("停车泊位" in document.page_content for document in documents)


@pytest.mark.parametrize("name", ["松岭区", "云川市松岭区"])
def test_the_places_of_the_scope_are_a_hard_limit(reports: PassageStore, name: str) -> None:
    assert {document.metadata["region"] for document in found(reports, Scope(regions=(name,)))} == {"云川市松岭区"}


def test_each_place_gives_passages_of_its_own_and_an_unknown_one_none(reports: PassageStore) -> None:
    both = found(reports, Scope(regions=("青禾区", "松岭区", "白鹭区")), k=1)

    assert [document.metadata["region"] for document in both] == ["云川市青禾区", "云川市松岭区"]


def test_only_the_documents_of_the_scope_are_searched(reports: PassageStore) -> None:
    documents = found(reports, Scope(documents=("qinghe-tasks-2023",)))

    assert {document.metadata["document"] for document in documents} == {"qinghe-tasks-2023"}


def test_it_is_a_link_of_a_chain_and_awaits_like_one(reports: PassageStore) -> None:
    retriever = PassageRetriever(retriever=Retriever(reports), k=2)
    titles = retriever | (lambda documents: [document.metadata["title"] for document in documents])

    with ThreadPoolExecutor(1) as thread:  # another test's browser may hold this thread's event loop
        awaited = thread.submit(lambda: asyncio.run(titles.ainvoke(QUESTION))).result(60)
    assert titles.invoke(QUESTION) == awaited
    assert len(titles.invoke(QUESTION)) == 2
