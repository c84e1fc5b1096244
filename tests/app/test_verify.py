"""Verification: a stated figure stands in the quote it cites, on digit boundaries, or it is not stated."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.answer import Answer, Calculation, Citation, StatedFigure
from app.verify import cited_numbers, normalised, stands_in, verify
from tests.app.figures import growth, level
from vectorstore.figure import Direction, Figure, Kind


def cited(quote: str, number: int = 1) -> Citation:
    return Citation(number, "qinghe", "报告", (), None, quote, 0, len(quote), "p", "1")


def stated(figure: Figure, number: int = 1) -> StatedFigure:
    return StatedFigure(
        figure.text,
        figure.value,
        figure.unit,
        figure.indicator,
        figure.region.name,
        str(figure.period),
        figure.kind,
        number,
        False,
    )


def answered(text: str, figures: list[Figure], quotes: list[str]) -> Answer:
    citations = tuple(cited(quote, number) for number, quote in enumerate(quotes, 1))
    said = tuple(stated(figure, number) for number, figure in enumerate(figures, 1))
    return Answer("问", text, citations=citations, figures=said, evidence=tuple(figures))


@pytest.mark.parametrize(
    ("figure", "quote"),
    [
        (level("486.3", kind=Kind.ESTIMATE), "预计地区生产总值实现486.3亿元左右"),
        (level("486.3"), "地区生产总值 486. 3 亿 元"),
        (level("486.3"), "地区生产总值４８６．３亿元"),
        (level("98000", "万元"), "教育支出9.8亿元"),
        (level("12000", "元"), "人均12,000元"),
        (level("2.3", "万户"), "惠及居民2.3万户"),
        (growth("2.1", Direction.DOWN), "零售总额下降2.1%"),
        (growth("7.4", Direction.DOWN), "增速为-7.4%"),
        (level("98000", "万元", row="教育支出", column=("执行数",)), "教育支出\n93200\n97500\n98000"),
        (level("98000", "万元", row="教育支出", column=("执行数",)), "教育支出 | 93,200 | 97,500 | 98,000"),
    ],
)
def test_a_figure_stands_in_the_sentence_that_gives_it(figure: Figure, quote: str) -> None:
    assert stands_in(figure, cited(quote))


@pytest.mark.parametrize(
    ("figure", "quote"),
    [
        (level("3", "万户"), "惠及居民2.3万户"),
        (level("86.3"), "地区生产总值486.3亿元"),
        (level("486"), "地区生产总值486.3亿元"),
        (level("486.3"), "地区生产总值468.3亿元"),
        (level("486.3"), "地区生产总值486.3万元"),
        (growth("5.2"), "上升5.2个百分点"),
        (level("20", "个"), "改造老旧小区120个"),
        (level("98000", "万元", row="教育支出", column=("执行数",)), "教育支出\n93200\n980000"),
        (level("8000", "万元", row="教育支出", column=("执行数",)), "教育支出\n93200\n98000"),
        (level("486.3"), ""),
    ],
)
def test_half_a_match_is_no_match(figure: Figure, quote: str) -> None:
    assert not stands_in(figure, cited(quote))


def test_a_flipped_direction_does_not_stand() -> None:
    assert not stands_in(growth("2.1"), cited("社会消费品零售总额下降2.1%"))


def test_a_figure_without_a_citation_does_not_stand() -> None:
    assert not stands_in(level("486.3"), None)


@given(st.decimals(min_value=1, max_value=9999, places=1), st.integers(1, 9))
def test_a_digit_before_or_behind_makes_another_number(value: Decimal, digit: int) -> None:
    figure = level(str(value))
    assert stands_in(figure, cited(f"完成{value}亿元"))
    assert not stands_in(figure, cited(f"完成{digit}{value}亿元"))
    assert not stands_in(figure, cited(f"完成{value}{digit}亿元"))


def test_an_answer_whose_figures_all_stand_is_marked_verified_and_unchanged() -> None:
    answer = verify(answered("为486.3亿元[1]。", [level("486.3")], ["实现486.3亿元"]))
    assert answer.text == "为486.3亿元[1]。"
    assert [figure.verified for figure in answer.figures] == [True]


def test_a_line_whose_figure_does_not_stand_is_taken_out() -> None:
    right, wrong = level("24", "个"), level("42", "个")
    answer = verify(answered("为24个[1]。\n为42个[2]。", [right, wrong], ["改造24个", "改造32个"]))
    assert answer.text == "为24个[1]。"
    assert [figure.text for figure in answer.figures] == ["24个"]
    assert not answer.refused


def test_an_answer_left_without_figures_is_a_refusal_that_keeps_its_sources() -> None:
    answer = verify(answered("为42个[1]。", [level("42", "个")], ["改造32个"]))
    assert answer.refused
    assert "42" not in answer.text
    assert "[1]" in answer.text


def with_total(first: Figure, second: Figure, text: str, quotes: list[str]) -> Answer:
    answer = answered(text, [first, second], quotes)
    derived = replace(stated(first), text="66个", value=Decimal(66), verified=True)
    return replace(answer, figures=(*answer.figures, derived), calculations=(Calculation("24个＋42个＝66个", (1, 2)),))


def test_nothing_is_reckoned_from_an_operand_that_does_not_stand() -> None:
    text = "为24个[1]。\n为42个[2]。\n合计66个（计算：24个＋42个＝66个）[1][2]。"
    answer = verify(with_total(level("24", "个"), level("42", "个"), text, ["改造24个", "改造32个"]))
    assert "66" not in answer.text
    assert answer.calculations == ()
    assert [figure.text for figure in answer.figures] == ["24个"]


def test_nothing_is_reckoned_from_an_approximate_operand_that_does_not_stand() -> None:
    first, second = level("24", "个"), level("42", "个")
    answer = with_total(
        first, second, "为24个[1]。\n为42个左右[2]。\n合计66个（计算：24个＋42个＝66个）[1][2]。", ["24个", "32个"]
    )
    figures = (answer.figures[0], replace(answer.figures[1], text="42个左右"), answer.figures[2])
    assert "66" not in verify(replace(answer, figures=figures)).text


def test_text_is_compared_half_width_without_spaces_and_separators() -> None:
    assert normalised("１２，３４５ 万\n元") == "12345万元"
    assert normalised("1,2项") == "1,2项"


def test_citation_numbers_are_read_in_order_each_once() -> None:
    assert cited_numbers("甲[2]乙[1][2]") == (2, 1)
