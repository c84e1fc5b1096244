"""Aims and first values that a look back gives beside a result (invented)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ingest.test_figures import DONE, read
from vectorstore.figure import Kind
from vectorstore.period import Period

YEAR = replace(DONE, period=Period.year(2025), report_year=2026)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("固定资产投资增长4.3%,低于年初7%的目标。", "固定资产投资"),
        ("PM2.5浓度45微克/立方米,超额完成50微克/立方米的目标。", "细颗粒物平均浓度"),
        ("压采地下水916万立方米,超额完成794万立方米的压采任务。", "压采地下水"),
        ("进出口总额规划目标为25亿元,实际为19.3亿元。", "进出口总额"),
    ],
)
def test_an_aim_beside_a_result_is_a_target_of_the_same_thing(text: str, name: str) -> None:
    figures = read(text, YEAR)
    assert {figure.subject.indicator for figure in figures} == {name}
    assert sorted(figure.kind for figure in figures) == sorted([Kind.ACTUAL, Kind.TARGET])


@pytest.mark.parametrize(
    "text",
    [
        "税收增长4.3%,完成年度目标的105%。",
        "建成4个示范村、12个农贸市场的年度任务全面完成。",
        "固定资产投资增长8.3%,低于年初目标0.7个百分点。",
    ],
)
def test_other_numbers_beside_an_aim_are_no_targets(text: str) -> None:
    assert {figure.kind for figure in read(text, YEAR)} == {Kind.ACTUAL}


def test_what_is_only_on_its_way_is_no_result() -> None:
    first, second = read("经济总量跨越1800亿元、迈向2000亿元。", YEAR)
    assert (first.kind, second.kind) == (Kind.ACTUAL, Kind.TARGET)


def test_a_yearly_growth_tells_how_many_years_lie_between_two_values() -> None:
    first, second, _ = read("居民人均可支配收入由2.57万元增加到3.52万元、年均增长6.5%。", YEAR)
    assert (first.period, second.period) == (Period.year(2020), Period.year(2025))


def test_an_aim_named_so_in_a_review_and_the_result_behind_it_are_of_one_thing() -> None:
    aim, result = read("城镇新增就业目标1.6万人,完成新就业2.3万人。", YEAR)
    assert (aim.kind, result.kind) == (Kind.TARGET, Kind.ACTUAL)
    assert aim.subject.indicator == result.subject.indicator == "城镇新增就业"


def test_of_so_many_things_so_many_are_done() -> None:
    planned, done = read("35件惠民实事已完成31件,其余正在推进。", YEAR)
    assert [(one.value, one.kind) for one in (planned, done)] == [(35, Kind.TARGET), (31, Kind.ACTUAL)]


def test_what_was_carried_out_of_a_plan_is_a_result() -> None:
    (figure,) = read("重点项目完成年度投资计划165%。", YEAR)
    assert (figure.kind, figure.base) == (Kind.ACTUAL, "为年度投资计划")


@pytest.mark.parametrize(
    ("text", "name"),
    [("综合水价每立方米4.6元。", "综合水价"), ("城乡低保提标4.5%。", "城乡低保")],
)
def test_what_a_price_is_counted_by_is_no_part_of_its_name(text: str, name: str) -> None:
    assert {figure.subject.phrase for figure in read(text, YEAR)} == {name}


def test_round_the_clock_is_no_number_of_hours() -> None:
    assert [one.value for one in read("持续34天24小时不间断对江堤开展巡查排险。", YEAR)] == [34]
