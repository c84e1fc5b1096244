"""The passage store on real engines in a temporary folder."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.fakes import FakeEmbedder
from tests.vectorstore.samples import TANGKOU, YUNXI, make_document
from vectorstore.errors import IndexMismatch, StoreError, StoreLocked, UnknownDocument
from vectorstore.figure import Kind
from vectorstore.passage import PassageKind
from vectorstore.record import FigureFilter, Filter
from vectorstore.settings import StoreSettings
from vectorstore.store import PassageStore

GDP = "地区生产总值达到812亿元,增长6.5%。"
ROADS = "新建改建道路23公里,新增停车泊位4600个。"
HERBS = "推进三湖一岛建设,发展中药材种植。"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PassageStore]:
    with PassageStore.open(StoreSettings(tmp_path), writer=True, embedder=FakeEmbedder()) as opened:
        yield opened


def reopen(folder: Path) -> PassageStore:
    return PassageStore.open(StoreSettings(folder), writer=True, embedder=FakeEmbedder())


def test_a_stored_document_comes_back_equal(store: PassageStore) -> None:
    stored = make_document("yunxi-2031", [GDP, ROADS])
    store.put(stored)
    assert store.passages_of("yunxi-2031") == list(stored.passages)
    assert store.source("yunxi-2031") == stored.source
    assert store.figures(FigureFilter()) == list(stored.figures)
    assert store.record("yunxi-2031").title == "云溪区政府工作报告"
    assert store.record("yunxi-2031").added_at is not None


def test_passages_come_in_the_order_of_the_ids_asked_for(store: PassageStore) -> None:
    first, second = make_document("yunxi-2031", [GDP, ROADS]).passages
    store.put(make_document("yunxi-2031", [GDP, ROADS]))
    assert store.passages([second.id, "unknown", first.id]) == [second, first]


@pytest.mark.parametrize("search", ["search_dense", "search_lexical", "search_words", "search_bigrams"])
def test_every_search_puts_the_passage_that_shares_words_first(store: PassageStore, search: str) -> None:
    store.put(make_document("yunxi-2031", [GDP, ROADS, HERBS]))
    hits = getattr(store, search)("停车泊位新增多少个", 3, Filter())
    assert hits[0].passage.text == ROADS
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize("search", ["search_dense", "search_lexical"])
def test_a_region_filter_leaves_only_passages_of_that_region(store: PassageStore, search: str) -> None:
    store.put(make_document("yunxi-2031", [GDP, ROADS], regions={1: TANGKOU}))
    store.put(make_document("tangkou-2031", [GDP], region=TANGKOU))
    hits = getattr(store, search)("地区生产总值和停车泊位", 10, Filter(regions=(TANGKOU.full_name,)))
    assert {(hit.passage.document, hit.passage.index) for hit in hits} == {("yunxi-2031", 1), ("tangkou-2031", 0)}


@pytest.mark.parametrize("search", ["search_dense", "search_lexical"])
def test_a_document_filter_leaves_only_that_document(store: PassageStore, search: str) -> None:
    store.put(make_document("yunxi-2031", [GDP]))
    store.put(make_document("tangkou-2031", [GDP], region=TANGKOU))
    hits = getattr(store, search)("地区生产总值", 10, Filter(documents=("tangkou-2031",)))
    assert [hit.passage.document for hit in hits] == ["tangkou-2031"]
    assert getattr(store, search)("地区生产总值", 10, Filter(documents=("unknown",))) == []


@pytest.mark.parametrize("search", ["search_dense", "search_lexical"])
def test_who_is_not_in_a_documents_groups_finds_and_counts_nothing_of_it(store: PassageStore, search: str) -> None:
    store.put(make_document("open", [GDP]))
    store.put(make_document("closed", [GDP, ROADS], region=TANGKOU, groups=("finance",)))
    outside, inside = Filter(groups=("press",)), Filter(groups=("press", "finance"))
    assert {hit.passage.document for hit in getattr(store, search)("地区生产总值", 10, outside)} == {"open"}
    assert {hit.passage.document for hit in getattr(store, search)("地区生产总值", 10, inside)} == {"open", "closed"}
    assert {figure.document for figure in store.figures(FigureFilter(groups=()))} == {"open"}
    assert store.indicators(FigureFilter(groups=())) == [("地区生产总值", 1)]


def test_figures_are_found_by_their_slots_and_stay_exact(store: PassageStore) -> None:
    stored = make_document("yunxi-2031", [GDP, ROADS])
    store.put(stored)
    store.put(make_document("tangkou-2031", [GDP], region=TANGKOU))
    where = FigureFilter(
        regions=(YUNXI.full_name,),
        indicators=("地区生产总值",),
        years=(2031,),
        kinds=(Kind.ACTUAL,),
        passages=(stored.passages[1].id,),
    )
    assert [str(figure.value) for figure in store.figures(where)] == ["2.50"]
    assert store.figures(where)[0].value == Decimal("2.5")
    assert store.figures(FigureFilter(years=(2030,))) == []
    assert store.figures(FigureFilter(kinds=(Kind.TARGET,))) == []


def test_passages_of_a_kind_come_from_the_documents_and_regions_asked_for(store: PassageStore) -> None:
    quoted = 'a text that only says "kind":"definition"'
    for document, region in (("yunxi-2031", YUNXI), ("tangkou-2031", TANGKOU)):
        stored = make_document(document, [GDP, HERBS, quoted], region=region)
        kinds = (PassageKind.TEXT, PassageKind.DEFINITION, PassageKind.TEXT)
        passages = tuple(replace(p, kind=kind) for p, kind in zip(stored.passages, kinds, strict=True))
        store.put(replace(stored, passages=passages))

    def found(where: Filter) -> list[tuple[str, str]]:
        return [(p.document, p.text) for p in store.passages_of_kind(PassageKind.DEFINITION, where)]

    assert found(Filter()) == [("tangkou-2031", HERBS), ("yunxi-2031", HERBS)]
    assert found(Filter(documents=("yunxi-2031",))) == [("yunxi-2031", HERBS)]
    assert found(Filter(regions=(TANGKOU.full_name,))) == [("tangkou-2031", HERBS)]
    store.remove("tangkou-2031")
    assert found(Filter()) == [("yunxi-2031", HERBS)]


def test_every_write_changes_the_state_and_reading_does_not(store: PassageStore) -> None:
    store.put(make_document("yunxi-2031", [GDP]))
    before = store.state()
    store.search_dense("地区生产总值", 1, Filter())
    assert store.state() is before
    store.put(make_document("yunxi-2031", [ROADS]))
    assert store.state() is not before


def test_the_cleaned_text_alone_is_that_of_the_source(store: PassageStore) -> None:
    store.put(make_document("yunxi-2031", [GDP, ROADS]))
    assert store.clean_text("yunxi-2031") == store.source("yunxi-2031").clean
    with pytest.raises(UnknownDocument):
        store.clean_text("tangkou-2031")


def test_a_new_version_replaces_the_old_one_everywhere(store: PassageStore) -> None:
    store.put(make_document("yunxi-2031", [GDP, ROADS]))
    store.put(make_document("yunxi-2031", [HERBS], version="b" * 64))
    assert [hit.passage.text for hit in store.search_lexical("停车泊位 三湖一岛", 10, Filter())] == [HERBS]
    assert [hit.passage.text for hit in store.search_dense("停车泊位", 10, Filter())] == [HERBS]
    assert len(store.figures(FigureFilter())) == 1
    assert store.source("yunxi-2031").text == HERBS
    assert store.consistent()


def test_the_same_version_read_anew_replaces_its_passages(store: PassageStore) -> None:
    store.put(make_document("yunxi-2031", [GDP, ROADS]))
    store.passages(["yunxi-2031@aaaaaaaa:0"])
    store.put(make_document("yunxi-2031", [HERBS]))
    assert [passage.text for passage in store.passages(["yunxi-2031@aaaaaaaa:0"])] == [HERBS]
    assert store.consistent()


def test_a_removed_document_leaves_nothing_behind(store: PassageStore) -> None:
    store.put(make_document("yunxi-2031", [GDP]))
    store.remove("yunxi-2031")
    assert store.documents() == []
    assert store.regions() == []
    assert store.figures(FigureFilter()) == []
    assert store.search_lexical("地区生产总值", 5, Filter()) == []
    assert store.search_dense("地区生产总值", 5, Filter()) == []
    with pytest.raises(UnknownDocument, match="yunxi-2031"):
        store.remove("yunxi-2031")


def test_regions_of_single_passages_are_listed(store: PassageStore) -> None:
    store.put(make_document("yunxi-2031", [GDP, ROADS], regions={1: TANGKOU}))
    assert store.regions() == sorted([YUNXI, TANGKOU], key=lambda region: region.full_name)


def test_a_closed_store_opens_again_with_everything(tmp_path: Path) -> None:
    with reopen(tmp_path) as store:
        store.put(make_document("yunxi-2031", [GDP, ROADS]))
    with reopen(tmp_path) as store:
        assert store.search_dense("停车泊位", 1, Filter())[0].passage.text == ROADS
        assert store.search_lexical("停车泊位", 1, Filter())[0].passage.text == ROADS


def test_what_was_embedded_once_is_not_embedded_again(tmp_path: Path) -> None:
    embedder = FakeEmbedder()
    with PassageStore.open(StoreSettings(tmp_path), writer=True, embedder=embedder) as store:
        store.put(make_document("yunxi-2031", [GDP, ROADS]))
        store.put(make_document("yunxi-2031", [GDP, ROADS, HERBS], version="b" * 64))
        store.reindex()
    assert embedder.calls == 3


def test_a_second_opening_of_the_folder_is_refused_with_the_holders_number(tmp_path: Path) -> None:
    with reopen(tmp_path), pytest.raises(StoreLocked, match="--data"):
        reopen(tmp_path)
    reopen(tmp_path).close()


def test_another_embedding_model_is_refused_until_reindexed(tmp_path: Path) -> None:
    with reopen(tmp_path) as store:
        store.put(make_document("yunxi-2031", [GDP, ROADS]))
    other = FakeEmbedder("fake-other-64")
    with pytest.raises(IndexMismatch, match="zhengwen reindex"):
        PassageStore.open(StoreSettings(tmp_path), embedder=other)
    done: list[tuple[int, int]] = []
    with PassageStore.open(StoreSettings(tmp_path), writer=True, embedder=other, rebuilding=True) as store:
        with pytest.raises(IndexMismatch):
            store.search_lexical("停车泊位", 1, Filter())
        store.reindex(lambda count, total: done.append((count, total)))
        assert store.search_dense("停车泊位", 1, Filter())[0].passage.text == ROADS
    assert done == [(2, 2)]
    with PassageStore.open(StoreSettings(tmp_path), embedder=other) as store:
        assert store.consistent()
    assert [folder.name for folder in tmp_path.glob("index-*")] == ["index-2"]


def test_a_store_opened_for_reading_refuses_to_write(tmp_path: Path) -> None:
    with (
        PassageStore.open(StoreSettings(tmp_path), embedder=FakeEmbedder()) as store,
        pytest.raises(StoreError, match="只读"),
    ):
        store.put(make_document("yunxi-2031", [GDP]))


def test_a_document_without_passages_is_stored_and_listed(store: PassageStore) -> None:
    store.put(make_document("empty", []))
    assert [record.id for record in store.documents()] == ["empty"]
    assert store.search_dense("停车泊位", 1, Filter()) == []
    assert store.consistent()


def test_an_empty_and_a_very_long_question_are_answered(store: PassageStore) -> None:
    store.put(make_document("yunxi-2031", [GDP, ROADS]))
    assert store.search_lexical("", 5, Filter()) == []
    assert store.search_dense("  ", 5, Filter()) == []
    assert store.search_lexical("停车泊位" * 2500, 5, Filter())[0].passage.text == ROADS


def test_readers_always_see_a_document_that_is_being_replaced(store: PassageStore) -> None:
    store.put(make_document("yunxi-2031", [ROADS] * 20))
    missing: list[str] = []
    finished = threading.Event()

    def read() -> None:
        while not finished.is_set():
            for search in (store.search_dense, store.search_lexical):
                if not search("停车泊位", 5, Filter()):
                    missing.append(search.__name__)
            if len(store.figures(FigureFilter(documents=("yunxi-2031",)))) != 20:
                missing.append("figures")

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for version in range(8):
        store.put(make_document("yunxi-2031", [f"{ROADS}第{version}版"] * 20, version=f"{version}" * 64))
    finished.set()
    for reader in readers:
        reader.join()
    assert missing == []
