"""Evidence: figures ranked by the slots that agree, then by how much of the subject they bear."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.catalogue import Catalogue, Catalogues, read_catalogue
from app.chain import Scope
from app.evidence.candidates import Candidate
from app.evidence.reach import Reach
from app.evidence.sentences import share_of_terms, split_sentences, weigh_sentences
from app.retriever import Parts, Retriever
from app.understanding.wording import load_wording
from tests.app.figures import QINGHE, SONGLING, level
from tests.fakes import FakeEmbedder
from tests.vectorstore.samples import TANGKOU, YUNXI, make_document
from vectorstore.figure import Figure
from vectorstore.region import Level
from vectorstore.settings import StoreSettings
from vectorstore.store import PassageStore

WORDING = load_wording()
SENTENCE = "新增停车泊位3200个、充电桩860个;改造老旧小区24个,惠及居民2.3万户"


def candidate(
    figure: Figure,
    coverage: float = 1.0,
    period: float = 1.0,
    kind: float = 1.0,
    measure: float = 1.0,
    extra: float = 0.0,
) -> Candidate:
    return Candidate(figure, SENTENCE, coverage, True, period, kind, measure, extra)


def in_sentence(number: str, **changes: object) -> Figure:
    start = SENTENCE.index(number)
    placed = level("3200", "个", **changes)
    return replace(
        placed, text=number, start=start, end=start + len(number), sentence_start=0, sentence_end=len(SENTENCE)
    )


@pytest.mark.parametrize("slot", ["period", "kind", "measure"])
def test_a_figure_that_one_slot_contradicts_does_not_agree(slot: str) -> None:
    assert candidate(level("1")).agrees
    assert not replace(candidate(level("1")), **{slot: 0.0}).agrees  # type: ignore[arg-type]


def test_agreeing_slots_and_coverage_both_raise_a_figure() -> None:
    best = candidate(level("1"))
    assert best.score > candidate(level("1"), period=0.8).score
    assert best.score > candidate(level("1"), coverage=0.7).score
    assert best.score > candidate(level("1"), extra=0.5).score


def test_a_sure_binding_goes_before_a_doubtful_one() -> None:
    assert candidate(level("1")).score > candidate(level("1", certain=False)).score


def test_a_word_reaches_a_figure_the_less_the_further_it_stands() -> None:
    figure = in_sentence("24个", phrase="改造老旧小区", indicator="老旧小区改造")
    reach = Reach(figure, SENTENCE, WORDING)
    assert reach.level("老旧小区") == 1.0
    assert 0.0 < reach.level("停车泊位") < 1.0
    assert reach.level("地铁") == 0.0


def test_a_figure_bound_to_a_look_alike_indicator_is_not_reached_by_name() -> None:
    figure = replace(in_sentence("24个"), indicator="人均地区生产总值")
    assert Reach(figure, SENTENCE, WORDING).indicator_level("地区生产总值") == 0.0


@pytest.fixture(scope="module")
def catalogue(reports: PassageStore) -> Catalogue:
    return read_catalogue(reports, Scope())


def test_the_catalogue_knows_each_place_once_and_by_level(catalogue: Catalogue) -> None:
    assert [region.name for region in catalogue.regions_at(Level.DISTRICT)] == ["松岭区", "青禾区"]
    assert [region.name for region in catalogue.regions_at(Level.CITY)] == ["云川市"]


def test_this_year_is_the_newest_report_year_of_the_place(catalogue: Catalogue) -> None:
    assert catalogue.report_year((SONGLING,)) == 2022
    assert catalogue.report_year((QINGHE,)) == 2023


def test_a_catalogue_is_read_again_only_after_a_write(tmp_path: Path) -> None:
    with PassageStore.open(StoreSettings(tmp_path), writer=True, embedder=FakeEmbedder()) as store:
        store.put(make_document("yunxi-2031", ["地区生产总值达到812亿元。"], region=YUNXI))
        catalogues = Catalogues(store)
        before = catalogues.of(Scope())
        assert catalogues.of(Scope()) is before
        assert catalogues.of(Scope(documents=("yunxi-2031",))) is not before
        store.put(make_document("tangkou-2031", ["地区生产总值达到640亿元。"], region=TANGKOU))
        after = catalogues.of(Scope())
    assert [record.id for record in after.about(TANGKOU)] == ["tangkou-2031"]
    assert [record.id for record in before.documents] == ["yunxi-2031"]
    assert [record.id for record in after.about(None)] == ["tangkou-2031", "yunxi-2031"]


def test_a_scope_of_documents_limits_the_catalogue(reports: PassageStore) -> None:
    only = read_catalogue(reports, Scope(documents=("songling-2023",)))
    assert [record.id for record in only.documents] == ["songling-2023"]
    assert [region.name for region in only.regions] == ["松岭区"]


def test_documents_of_groups_are_seen_by_their_members_only(reports: PassageStore) -> None:
    everyone = read_catalogue(reports, Scope(groups=()))
    assert len(everyone.documents) == 4  # none of them belongs to a group


@pytest.mark.parametrize(
    "parts", [Parts(), Parts(dense=False), Parts(words=False, bigrams=False), Parts(dense=False, words=False)]
)
def test_a_place_searched_for_lets_no_other_place_through(parts: Parts, reports: PassageStore) -> None:
    found = Retriever(reports, parts).search("改造老旧小区", (("云川市松岭区",),), (), Scope(), 10)
    assert found
    assert {passage.region.name for passage in found} == {"松岭区"}


def test_each_place_gets_a_search_of_its_own(reports: PassageStore) -> None:
    places = (("云川市松岭区",), ("云川市青禾区",))
    found = Retriever(reports).search("新增停车泊位", places, (), Scope(), 2)
    assert [passage.region.name for passage in found] == ["松岭区", "松岭区", "青禾区", "青禾区"]


def test_an_asked_year_raises_passages_and_rules_none_out(reports: PassageStore) -> None:
    retriever = Retriever(reports)
    plain = retriever.search("新增停车泊位", (), (), Scope(), 40)
    raised = retriever.search("新增停车泊位", (), (2023,), Scope(), 40)
    assert {passage.id for passage in plain} == {passage.id for passage in raised}


def test_sentences_of_a_passage_are_literal_and_in_order(reports: PassageStore) -> None:
    for passage in reports.passages_of("qinghe-2023"):
        clean = reports.source(passage.document).clean
        sentences = split_sentences(passage, reports)
        assert [clean[s.start : s.end] for s in sentences] == [s.text for s in sentences]
        assert [s.start for s in sentences] == sorted(s.start for s in sentences)


def test_the_sentence_that_bears_the_words_comes_first(reports: PassageStore) -> None:
    passages = reports.passages_of("qinghe-2023")
    best = weigh_sentences(["停车", "问题"], passages, reports, WORDING)[0]
    assert "停车难问题" in best.sentence.text


def test_a_share_of_no_terms_is_nothing() -> None:
    assert share_of_terms([], "任何文字", WORDING) == 0.0
