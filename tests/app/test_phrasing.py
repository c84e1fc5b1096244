"""Figures, periods and kinds in plain office Chinese."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.answer import Understood
from app.phrasing import figure_clause, number_text, period_label, plain, subject_label
from tests.app.figures import growth, level, share
from vectorstore.figure import Direction, Figure, Kind, Measure
from vectorstore.period import Period


@pytest.mark.parametrize(
    ("period", "label"),
    [
        (None, ""),
        (Period.year(2022), "2022年"),
        (Period(2021, 2025), "“十四五”时期"),
        (Period(2018, 2022), "2018—2022年"),
        (Period(2022, 2022, "M1-11"), "2022年1—11月"),
        (Period(2022, 2022, "M3"), "2022年3月"),
        (Period(2022, 2022, "Q3"), "2022年三季度"),
        (Period(2022, 2022, "H1"), "2022年上半年"),
    ],
)
def test_periods_are_named_as_reports_name_them(period: Period | None, label: str) -> None:
    assert period_label(period) == label


@pytest.mark.parametrize(
    ("qualifier", "text"),
    [
        ("左右", "486.3亿元左右"),
        ("以上", "486.3亿元以上"),
        ("不低于", "不低于486.3亿元"),
        ("突破", "突破486.3亿元"),
        ("近", "近486.3亿元"),
        ("", "486.3亿元"),
    ],
)
def test_a_qualifier_stands_on_the_side_where_it_is_said(qualifier: str, text: str) -> None:
    assert number_text(level("486.3", qualifier=qualifier)) == text


def test_a_table_cell_gets_the_unit_of_its_table() -> None:
    cell = level("98000", "万元")
    assert number_text(Figure(**{**cell.__dict__, "text": "98000"})) == "98000万元"


@pytest.mark.parametrize(
    ("figure", "clause"),
    [
        (level("486.3", kind=Kind.ESTIMATE, qualifier="左右"), "预计为486.3亿元左右"),
        (level("24", "个"), "为24个"),
        (level("30", "个", kind=Kind.TARGET), "目标为30个"),
        (level("97500", "万元", kind=Kind.BUDGET), "预算为97500万元"),
        (level("93200", "万元", kind=Kind.FINAL), "决算为93200万元"),
        (growth("7", kind=Kind.TARGET, qualifier="以上"), "目标为增长7%以上"),
        (growth("2.1", Direction.DOWN, kind=Kind.ESTIMATE), "预计下降2.1%"),
        (growth("5.2", base="同比"), "同比增长5.2%"),
        (level("1.6", "个百分点", measure=Measure.CHANGE, direction=Direction.UP), "上升1.6个百分点"),
        (level("45", "万吨", measure=Measure.CHANGE, direction=Direction.DOWN), "减少45万吨"),
        (level("6", "位", measure=Measure.RANK), "排名6位"),
    ],
)
def test_a_figure_is_said_with_its_kind_and_direction(figure: Figure, clause: str) -> None:
    assert figure_clause(figure) == clause


def test_a_printed_minus_and_the_word_for_decline_are_not_doubled() -> None:
    printed = growth("7.4", Direction.DOWN)
    assert figure_clause(Figure(**{**printed.__dict__, "text": "-7.4%"})) == "下降7.4%"


def test_a_share_is_said_to_be_one() -> None:
    assert "占" in figure_clause(share("18.4"))


def test_the_longer_printed_phrase_names_the_subject() -> None:
    assert subject_label(level("3200", "个", indicator="停车泊位", phrase="新增停车泊位")) == "新增停车泊位"
    assert subject_label(level("158", "家", indicator="高新技术企业", phrase="总数")) == "高新技术企业"
    assert subject_label(level("98000", "万元", row="支出合计/教育支出")) == "教育支出"


@given(st.decimals(min_value=-99999, max_value=99999, places=2))
def test_two_decimals_are_printed_exactly(value: Decimal) -> None:
    assert Decimal(plain(value)) == value
    assert "E" not in plain(value)


@pytest.mark.parametrize(
    ("value", "text"), [("0.005", "0.01"), ("-0.001", "0"), ("1E+3", "1000"), ("11.2800", "11.28")]
)
def test_computed_values_round_half_up_without_trailing_zeros(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


def test_of_many_places_the_label_names_the_first_and_their_number() -> None:
    places = tuple(f"第{number}区" for number in range(9))
    assert Understood(regions=places[:2], periods=("2022年",)).label == "第0区·第1区·2022年"
    assert Understood(regions=places, periods=("2022年",)).label.endswith("第5区·等9处·2022年")
