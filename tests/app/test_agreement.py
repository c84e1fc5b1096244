"""Agreement of a figure's slots with a question's: what may answer, what may only be offered, what may not."""

from __future__ import annotations

import pytest

from app.evidence.agreement import (
    CLOSE,
    EXACT,
    LOOSE,
    NONE,
    kind_agreement,
    measure_agreement,
    period_agreement,
    restates_claim,
)
from app.understanding.question import Operation, Question
from tests.app.figures import growth, level, share
from vectorstore.figure import Direction, Kind, Measure
from vectorstore.period import Period
from vectorstore.quantity import find_quantities

Y2022, Y2023, PLAN = Period.year(2022), Period.year(2023), Period(2021, 2025)


def question(**slots: object) -> Question:
    return Question("问", Operation.LOOKUP, True, **slots)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "found", "agreement"),
    [
        (Y2022, Y2022, EXACT),
        (Y2022, Y2023, NONE),
        (Y2022, None, NONE),
        (Y2022, Period(2022, 2022, "M1-11"), LOOSE),
        (Period(2022, 2022, "Q1"), Y2022, NONE),
        (Period(2022, 2022, "Q1"), Period(2022, 2022, "Q2"), NONE),
        (PLAN, Period.year(2025), CLOSE),
        (PLAN, Y2023, NONE),
        (Period.year(2025), PLAN, LOOSE),
    ],
)
def test_another_period_never_agrees(asked: Period, found: Period | None, agreement: float) -> None:
    assert period_agreement((asked,), found) == agreement


def test_an_open_period_agrees_with_any() -> None:
    assert period_agreement((), Y2022) == period_agreement((), None) == EXACT


@pytest.mark.parametrize("result", [Kind.ACTUAL, Kind.ESTIMATE, Kind.FINAL])
@pytest.mark.parametrize("plan", [Kind.TARGET, Kind.BUDGET])
def test_a_plan_never_answers_for_a_result_nor_a_result_for_a_plan(result: Kind, plan: Kind) -> None:
    assert kind_agreement(question(kinds=(result,), kind_strong=True), plan) == NONE
    assert kind_agreement(question(kinds=(plan,), kind_strong=True), result) == NONE


def test_an_estimate_stands_for_the_result_asked_for() -> None:
    assert NONE < kind_agreement(question(kinds=(Kind.ACTUAL,), kind_strong=True), Kind.ESTIMATE) < EXACT


def test_a_kind_that_was_only_hinted_at_rules_nothing_out() -> None:
    assert kind_agreement(question(kinds=(Kind.TARGET,)), Kind.ACTUAL) == LOOSE


def test_a_growth_never_answers_for_a_total_nor_a_total_for_a_growth() -> None:
    assert measure_agreement(question(measure=Measure.LEVEL), growth("5.2")) == NONE
    assert measure_agreement(question(measure=Measure.GROWTH), level("486.3")) == NONE
    assert measure_agreement(question(measure=Measure.SHARE), growth("5.2")) == NONE


def test_an_open_aspect_prefers_the_total() -> None:
    assert measure_agreement(question(), level("486.3")) > measure_agreement(question(), share("18.4"))
    assert measure_agreement(question(), share("18.4")) > measure_agreement(question(), growth("5.2")) > NONE


def test_a_rank_answers_only_when_asked_for() -> None:
    rank = level("6", "位", measure=Measure.RANK)
    assert measure_agreement(question(), rank) == NONE
    assert measure_agreement(question(measure=Measure.RANK), rank) == EXACT


@pytest.mark.parametrize(
    ("unit", "loose", "figure", "agrees"),
    [
        ("万元", False, level("486.3"), True),
        ("亿元", False, level("1.86", "万人"), False),
        ("亿元", False, growth("5.2"), False),
        ("家", True, level("47", "个"), True),
        ("家", True, level("312"), False),
        ("家", True, growth("5.2"), False),
    ],
)
def test_a_unit_asked_for_rules_out_other_dimensions(unit: str, loose: bool, figure: object, agrees: bool) -> None:
    found = measure_agreement(question(unit=unit, unit_loose=loose), figure)  # type: ignore[arg-type]
    assert (found > NONE) is agrees


def test_a_number_that_the_question_gives_is_not_what_it_asks_for() -> None:
    claims = tuple(find_quantities("启动30个老旧小区改造"))
    asked = question(claims=claims, unit="元", unit_loose=True)
    assert restates_claim(asked, level("30", "个"))
    assert not restates_claim(asked, level("24", "个"))


def test_directions_do_not_decide_what_is_found() -> None:
    asked = question(measure=Measure.GROWTH, direction=Direction.UP)
    assert measure_agreement(asked, growth("2.1", Direction.DOWN)) == EXACT
