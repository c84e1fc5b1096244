"""Arithmetic over figures: exact in Decimal, shown, and refused where the operands do not fit each other."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import compute
from app.compute import ComputeError, Result
from tests.app.figures import growth, level, share
from vectorstore.figure import Direction, Figure, Kind, Measure

amounts = st.decimals(min_value=Decimal("0.01"), max_value=Decimal("99999"), places=2)


@given(st.lists(amounts, min_size=1, max_size=6))
def test_a_total_is_the_exact_sum_of_its_operands(values: list[Decimal]) -> None:
    assert compute.total([level(str(value)) for value in values]).value == sum(values)


@given(amounts, amounts)
def test_a_difference_and_its_reverse_cancel_out(first: Decimal, second: Decimal) -> None:
    one, other = level(str(first)), level(str(second))
    assert compute.difference(one, other).value == -compute.difference(other, one).value == first - second


@given(amounts, amounts)
def test_a_share_agrees_with_exact_fractions_to_the_last_printed_digit(part: Decimal, whole: Decimal) -> None:
    exact = Fraction(part) / Fraction(whole) * 100
    assert abs(Fraction(compute.share(level(str(part)), level(str(whole))).value) - exact) < Fraction(1, 10**9)


@given(amounts)
def test_units_are_converted_without_any_rounding(value: Decimal) -> None:
    assert compute.converted(value, "亿元", "万元").value == value * 10000


@given(amounts, amounts)
def test_a_sum_of_different_units_counts_in_the_first_ones_unit(first: Decimal, second: Decimal) -> None:
    result = compute.total([level(str(first)), level(str(second), "万元")])
    assert (result.value, result.unit) == (first + second / 10000, "亿元")


def test_the_expression_shows_every_operand_and_the_result() -> None:
    assert compute.difference(level("486.3"), level("468.3")).expression == "486.3亿元－468.3亿元＝18亿元"


def test_a_negative_operand_stands_in_brackets() -> None:
    falling = growth("2.1", Direction.DOWN)
    assert compute.difference(growth("1.2"), falling).expression == "1.2%－（-2.1%）＝3.3个百分点"


@pytest.mark.parametrize("make", [growth, share])
def test_percentages_differ_in_percentage_points(make: Callable[[str], Figure]) -> None:
    assert compute.difference(make("5.2"), make("4.6")).text == "0.6个百分点"


def test_a_decline_counts_as_negative_growth() -> None:
    assert compute.signed(growth("2.1", Direction.DOWN)) == Decimal("-2.1")


def test_a_total_of_a_declining_thing_stays_positive() -> None:
    assert compute.signed(level("213.7", direction=Direction.DOWN)) == Decimal("213.7")


def test_growth_is_reckoned_from_two_totals() -> None:
    result = compute.growth(level("51300", "万元"), level("46100", "万元"))
    assert result.text == "11.28%"
    assert result.expression == "（51300万元－46100万元）÷46100万元×100%＝11.28%"


def test_a_base_grown_by_a_falling_rate_becomes_smaller() -> None:
    assert compute.grown(level("213.7"), growth("2.1", Direction.DOWN)).text == "209.21亿元"


def test_growing_and_going_back_meet_again() -> None:
    base, rate = level("486.3"), growth("5.2")
    grown = compute.grown(base, rate)
    back = compute.before_growth(level(str(grown.value)), rate)
    assert back.value.quantize(Decimal("0.0001")) == Decimal("486.3000")


@pytest.mark.parametrize(
    ("unit", "rate", "before"), [("家", "47.6", "约65家"), ("人", "8", "约89人"), ("亿元", "47.6", "约65.04亿元")]
)
def test_things_that_cannot_be_halved_stay_whole(unit: str, rate: str, before: str) -> None:
    result = compute.before_growth(level("96", unit), growth(rate))
    assert result.text == before
    assert result.expression.endswith(("≈" if unit in "家人" else "＝") + before.removeprefix("约"))


@pytest.mark.parametrize("qualifier", ["左右", "约", "以上", "不低于", "突破", "近", "超过"])
def test_what_rests_on_an_approximate_operand_is_approximate(qualifier: str) -> None:
    assert compute.difference(level("486.3", qualifier=qualifier), level("468.3")).text == "约18亿元"


@pytest.mark.parametrize("qualifier", ["逾", "将近", "高于", "低于", "不超过", "至少"])
def test_rarer_words_of_approximation_count_too(qualifier: str) -> None:
    assert compute.difference(level("486.3", qualifier=qualifier), level("468.3")).about


@pytest.mark.xfail(strict=True, reason="review 7: a share and the level of a rate pass for one measure")
def test_a_share_and_a_rate_are_not_subtracted() -> None:
    with pytest.raises(ComputeError):
        compute.difference(share("79.7"), level("18.4", "%"))


def test_a_result_and_a_target_are_not_totalled() -> None:
    with pytest.raises(ComputeError):
        compute.total([level("3200", "个"), level("4500", "个", kind=Kind.TARGET)])


def test_exact_operands_give_an_exact_result() -> None:
    assert compute.ratio(level("3200", "个"), level("1600", "个")).text == "2倍"


REFUSED = [
    ("a total and a growth", lambda: compute.difference(level("486.3"), growth("5.2")), "总量与增速"),
    ("money and people", lambda: compute.total([level("9.8"), level("1.86", "万人")]), "单位不同"),
    ("the sum of two growths", lambda: compute.total([growth("5.2"), growth("4.6")]), "不能直接相加"),
    ("growth between percentages", lambda: compute.growth(share("79.7"), share("85.5")), "百分点"),
    ("a share of nothing", lambda: compute.share(level("9.8"), level("0")), "除数为零"),
    ("a growth from nothing", lambda: compute.growth(level("9.8"), level("0")), "除数为零"),
    ("a rate that is no percentage", lambda: compute.grown(level("9.8"), level("5", "亿元")), "百分数"),
    ("money as people", lambda: compute.converted(Decimal(1), "亿元", "万人"), "不能换算"),
]


@pytest.mark.parametrize(("method", "reason"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_operands_that_do_not_fit_are_refused_with_the_reason(method: Callable[[], Result], reason: str) -> None:
    with pytest.raises(ComputeError, match=reason):
        method()


def test_percentages_of_different_measures_are_not_reckoned_together() -> None:
    with pytest.raises(ComputeError):
        compute.difference(share("79.7"), growth("1.6"))


def test_a_change_in_points_is_not_a_growth_in_percent() -> None:
    change = level("1.6", "个百分点", measure=Measure.CHANGE, direction=Direction.UP)
    with pytest.raises(ComputeError):
        compute.difference(growth("5.2"), change)
