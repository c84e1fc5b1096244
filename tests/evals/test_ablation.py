"""Parts of the chain and of the index off, over the invented reports of tests.app.reports."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.bootstrap import build_chain
from app.chain import Ask
from app.evidence.second_reading import contradiction
from evals.ablation import without_prefix, without_tables
from evals.unverified import MISTAKES, MisreadStore, misread_digit, unverified_chain
from evals.view import StoreView
from tests.app.figures import growth
from tests.app.reports import fill_store
from vectorstore.figure import Direction
from vectorstore.passage import PassageKind
from vectorstore.record import FigureFilter, StoredDocument
from vectorstore.store import PassageStore
from vectorstore.store_reader import StoreReader


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PassageStore]:
    with fill_store(tmp_path_factory.mktemp("ablation")) as opened:
        yield opened


def stored(store: PassageStore, document: str) -> StoredDocument:
    figures = tuple(store.figures(FigureFilter(documents=(document,))))
    return StoredDocument(store.record(document), store.source(document), tuple(store.passages_of(document)), figures)


def test_a_view_passes_on_every_way_of_reading() -> None:
    reading = {name for name, _ in inspect.getmembers(StoreReader, inspect.isfunction) if not name.startswith("_")}
    assert reading - set(vars(StoreView)) == set()


def test_without_tables_no_cell_is_read_with_its_header(store: PassageStore) -> None:
    before = stored(store, "qinghe-budget-2023")
    after = without_tables(before)
    assert any(figure.row for figure in before.figures)
    assert not any(figure.row for figure in after.figures)
    assert {passage.kind for passage in after.passages} <= {PassageKind.TEXT, PassageKind.ITEM, PassageKind.DEFINITION}
    assert all(p.text == before.source.clean[p.start : p.end] for p in after.passages if "教育支出" in p.text)
    assert len(after.passages) == len(before.passages)


def test_without_prefix_only_the_own_words_are_indexed(store: PassageStore) -> None:
    after = without_prefix(stored(store, "qinghe-2023"))
    assert all(passage.indexed_text.strip() == passage.text.strip() for passage in after.passages)


def test_what_was_misread_is_stated_only_without_verification(store: PassageStore) -> None:
    everything = MisreadStore(store, 1, (misread_digit,))
    question = Ask("青禾区2022年地区生产总值是多少?")
    right = build_chain(store).ask(question)
    assert not right.refused
    stated = unverified_chain(everything).ask(question)
    assert not stated.refused
    assert stated.figures[0].value == misread_digit(right.evidence[0]).value != right.figures[0].value
    assert build_chain(everything).ask(question).refused


def test_a_misread_figure_has_one_other_digit(store: PassageStore) -> None:
    for figure in store.figures(FigureFilter()):
        wrong = misread_digit(figure)
        assert wrong == figure or (wrong.value != figure.value and len(wrong.text) == len(figure.text))
        assert replace(wrong, value=figure.value, text=figure.text) == figure


def test_every_mistake_changes_a_slot_and_is_caught_where_the_clause_is_outright() -> None:
    figure = growth("6.1", Direction.UP)
    caught = [contradiction(mistake(figure), "2022年实际完成进出口额增长") for mistake in MISTAKES[1:]]
    assert all(mistake(figure) != figure for mistake in MISTAKES)
    assert caught == ["方向", "时期", "性质"]
