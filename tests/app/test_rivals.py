"""Conflicts: two figures contradict each other only where all slots and the name say the same thing."""

from __future__ import annotations

import pytest

from app.evidence.candidates import Candidate
from app.evidence.rivals import is_comparable, is_elsewhere, is_same_thing, name_core, names_no_thing, same_value
from tests.app.figures import SONGLING, growth, level, share
from vectorstore.figure import Figure, Kind
from vectorstore.period import Period

PLAN = Period(2018, 2022)


def candidate(figure: Figure, sentence: str = "") -> Candidate:
    return Candidate(figure, sentence, 1.0, True, 1.0, 1.0, 1.0, 0.0)


def named(value: str, phrase: str, unit: str = "家", indicator: str = "", **slots: object) -> Candidate:
    return candidate(level(value, unit, phrase=phrase, indicator=indicator or phrase, **slots))


SAME = candidate(level("42.6"))
OTHERS = [
    ("another indicator", level("42.3", indicator="税收收入"), False),
    ("another place", level("42.3", region=SONGLING), False),
    ("another year", level("42.3", period=Period.year(2023)), False),
    ("a growth", growth("2.8"), False),
    ("a part of it", level("42.3", part_of="一般公共预算收入"), False),
    ("the same", level("42.3", document="budget"), True),
]


@pytest.mark.parametrize(("other", "same"), [case[1:] for case in OTHERS], ids=[case[0] for case in OTHERS])
def test_only_figures_of_all_the_same_slots_can_contradict_each_other(other: Figure, same: bool) -> None:
    assert is_same_thing(SAME, candidate(other)) is same


def test_growths_against_different_bases_do_not_contradict_each_other() -> None:
    against_budget = candidate(growth("2.8", base="较年初预算"))
    against_year = candidate(growth("3.5", base="同比"))
    assert not is_same_thing(against_budget, against_year)
    assert is_same_thing(against_year, candidate(growth("3.4", base="较上年")))


def test_two_numbers_of_one_text_are_no_conflict_but_text_and_table_are() -> None:
    one = level("42.6")
    assert not is_elsewhere(one, level("42.3"))
    assert is_elsewhere(one, level("42.3", document="budget"))
    assert is_elsewhere(one, level("42.3", row="一般公共预算收入"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("新建和改扩建幼儿园", "新建改扩建幼儿园", True),
        ("工伤认定时限小于", "工伤认定时限", True),
        ("全区工伤认定时限", "工伤认定时限", True),
        ("职工工伤认定时限", "工伤认定时限", False),
        ("工业用电", "用电", False),
    ],
)
def test_names_say_one_thing_when_they_differ_in_empty_words_only(one: str, other: str, same: bool) -> None:
    assert is_same_thing(named("3", one), named("4", other)) is same


def test_a_qualifier_is_let_through_where_the_question_asks_whether_reports_agree() -> None:
    all_rents, small_firms = named("2", "减免租金", "亿元"), named("1.8", "减免小微企业租金", "亿元")
    assert not is_same_thing(all_rents, small_firms)
    assert is_same_thing(all_rents, small_firms, wide=True)


def test_what_a_park_trades_is_not_what_the_city_trades() -> None:
    whole = named("316", "外贸进出口总额", "亿元", "进出口总额")
    assert not is_same_thing(whole, named("60", "保税物流园进出口额", "亿元", "进出口总额"))
    assert is_same_thing(whole, named("318", "进出口总额", "亿元", "进出口总额"))


def test_what_was_added_in_a_year_is_not_what_has_run_up() -> None:
    assert not is_same_thing(named("3.6", "新建林带", "公里", "林带"), named("18.5", "林带", "公里", "林带"))
    year = candidate(level("3.6", "公里", phrase="林带", start=4), "建成林带3.6公里")
    run_up = candidate(level("18.5", "公里", phrase="林带", start=4), "累计林带18.5公里")
    assert not is_same_thing(year, run_up)


def test_a_state_at_the_end_of_a_plan_is_the_state_of_its_last_year() -> None:
    plan, year = named("385", "规上企业总数", period=PLAN), named("560", "规上企业总数")
    assert is_same_thing(plan, year)
    assert is_same_thing(candidate(share("3.5", period=PLAN)), candidate(share("3.6")))
    assert not is_same_thing(named("20", "新建公园", period=PLAN), named("4", "新建公园"))


def test_a_doubtful_figure_is_a_rival_only_where_its_name_is_sure() -> None:
    sure = level("20", "所", phrase="幼儿园")
    no_unit = level("18", "", phrase="幼儿园", certain=False, doubt="数字无单位")
    assert is_comparable(sure, no_unit)
    assert not is_comparable(sure, level("18", "所", phrase="幼儿园", certain=False, doubt="指标承前"))
    assert not is_comparable(sure, level("18", "所", phrase="幼儿园", kind=Kind.TARGET))


def test_a_rounded_number_does_not_contradict_the_exact_one() -> None:
    assert same_value(candidate(level("2", qualifier="近")), candidate(level("1.98")))
    assert not same_value(candidate(level("2", qualifier="近")), candidate(level("1.8")))
    assert not same_value(candidate(level("2")), candidate(level("1.98")))


def test_an_amount_without_a_name_of_its_own_is_told() -> None:
    assert names_no_thing(level("627", phrase="兑付金额"))
    assert not names_no_thing(level("627", phrase="企业电费补贴金额"))


def test_the_core_of_a_name_is_what_others_do_not_also_say() -> None:
    assert name_core(level("3", phrase="青禾区累计完成各类道路总数")) == "道路"
    assert name_core(level("3", row="民生保障/床位数量")) == "床位"
