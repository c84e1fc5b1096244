"""The second reading notices outright contradictions and nothing else (invented places)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.evidence.second_reading import contradiction
from app.verify import stands_in
from tests.app.figures import growth, level
from tests.app.test_verify import cited
from vectorstore.figure import Direction, Figure, Kind
from vectorstore.period import Period

PLANNED = level("486.3", kind=Kind.TARGET)
ROSE = growth("6.1", Direction.UP)


@pytest.mark.parametrize(
    ("figure", "before", "slot"),
    [
        (level("486.3"), "2021年地区生产总值", "时期"),
        (ROSE, "零售总额下降", "方向"),
        (growth("6.1", Direction.DOWN), "零售总额同比增长", "方向"),
        (level("486.3"), "地区生产总值预计达到", "性质"),
        (level("486.3"), "地区生产总值力争达到", "性质"),
        (PLANNED, "实际完成", "性质"),
        (level("486.3"), "全省地区生产总值", "地区"),
    ],
)
def test_a_clause_that_says_otherwise_is_noticed(figure: Figure, before: str, slot: str) -> None:
    assert contradiction(figure, before) == slot


@pytest.mark.parametrize(
    ("figure", "before"),
    [
        (level("486.3"), "2021年为基期,地区生产总值"),
        (level("486.3"), "地区生产总值由2020年的402.5亿元提高到"),
        (level("486.3", period=Period(2021, 2025)), "2025年地区生产总值"),
        (level("486.3"), "较2021年增加"),
        (replace(growth("6.1", Direction.DOWN), text="-6.1%"), "同比增长"),
        (growth("3.4", Direction.DOWN), "低于年初预期目标"),
        (PLANNED, "完成地区生产总值"),
        (level("486.3"), "全区地区生产总值"),
        (level("486.3"), "全市重点项目总投资"),
        (level("486.3", row="地区生产总值"), "2019年|全省"),
    ],
)
def test_a_clause_that_may_be_read_so_is_let_pass(figure: Figure, before: str) -> None:
    assert contradiction(figure, before) == ""


def test_a_figure_stands_where_one_of_its_places_agrees() -> None:
    twice = "全省零售总额增长6.1%;全区零售总额增长6.1%"
    assert stands_in(ROSE, cited(twice))
    assert not stands_in(ROSE, cited("全省零售总额增长6.1%"))
