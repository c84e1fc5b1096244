"""A question's text is made plain before anything is read from it."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import QuestionError
from app.understanding.question_text import MAX_LENGTH, QuestionText, normalise_question
from app.understanding.wording import load_wording
from tests.app.figures import QINGHE, SONGLING
from vectorstore.known_places import KnownPlaces

WORDING = load_wording()
KNOWN = KnownPlaces((QINGHE, SONGLING))


def plain(text: str) -> str:
    return normalise_question(text, WORDING, KNOWN)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("青禾區2022年地區生產總值是多少?", "青禾区2022年地区生产总值是多少?"),
        ("青禾区２０２２年ＧＤＰ", "青禾区2022年GDP"),
        ("  青禾区\n2022年\t地区生产总值  ", "青禾区 2022年 地区生产总值"),
        ("青禾区22年地区生产总值", "青禾区2022年地区生产总值"),
        ("青禾区建了几多绿道", "青禾区建了多少绿道"),
        ("青禾区签了好多个项目", "青禾区签约项目多少个"),
        ("青禾区好多项目停工", "青禾区好多项目停工"),
        ("来了几个人", "来了几人"),
        ("法院审了多少", "法院审结多少"),
        ("报告总结了哪些问题", "报告总结了哪些问题"),
        ("城镇收入增速高于农村吗", "城镇收入增速比农村高吗"),
        ("花在民生上的财政支出有多少", "民生支出有多少"),
        ("青禾区2O22年地区生产总值", "青禾区2022年地区生产总值"),
        ("retail sales of Qinghe", "社会消费品零售总额 of 青禾区"),
        ("QINGHE parking spaces target", "青禾区 停车泊位 目标"),
    ],
)
def test_loose_writing_becomes_plain_chinese(typed: str, read: str) -> None:
    assert plain(typed) == read


@pytest.mark.parametrize("text", ["20年来改造了多少", "12年级", "过去10年间"])
def test_a_length_of_time_is_not_taken_for_a_year(text: str) -> None:
    assert "20" + text[:2] not in plain(text)


def test_an_english_word_inside_another_is_left_alone() -> None:
    assert plain("targeted actuality") == "targeted actuality"


@pytest.mark.parametrize("text", ["", "   ", "？？？", "。，、", "\n\t", "\u200b"])
def test_a_question_without_content_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(QuestionError, match="例如"):
        plain(text)


def test_an_over_long_question_is_refused_with_the_limit() -> None:
    with pytest.raises(QuestionError, match=str(MAX_LENGTH)):
        plain("问" * (MAX_LENGTH + 1))


def test_the_longest_question_allowed_is_taken() -> None:
    assert len(plain("问" * MAX_LENGTH)) == MAX_LENGTH


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_is_read_or_refused_by_a_question_error(text: str) -> None:
    with suppress(QuestionError):
        assert plain(text).strip()


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="青禾区松岭年的增长目标多少亿元％２０2022１３５.、，? \n", min_size=1, max_size=60))
def test_reading_a_plain_question_again_changes_nothing(text: str) -> None:
    try:
        once = plain(text)
    except QuestionError:
        return
    assert plain(once) == once


def test_taken_spans_are_blanked_and_lengths_stay() -> None:
    text = QuestionText("青禾区2022年")
    text.take(0, 3)
    assert text.rest() == "   2022年"
    assert not text.is_free(2, 5)
    assert text.is_free(3, 8)


def test_a_span_taken_by_less_than_half_is_mostly_free() -> None:
    text = QuestionText("一般公共预算收入预算")
    text.take(6, 8)
    assert text.is_mostly_free(0, 8)
    text.take(0, 4)
    assert not text.is_mostly_free(0, 8)


def test_the_leader_behind_a_place_keeps_the_place_whole() -> None:
    assert normalise_question("洪山区长是谁", load_wording()) == "洪山区区长是谁"
    assert "洪山区长江" in normalise_question("洪山区长江岸线有多长", load_wording())
