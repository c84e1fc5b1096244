"""Rows that miss cells: bound where types leave one way, to header groups where cells are merged, else to nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.figures.ledger import extract_figures
from ingest.tables.fit import Columns, fit, fit_groups
from ingest.tables.headers import ColumnForm
from tests.ingest.reports import FLAT_PLAN, read_text

LEVEL, RATE, WORDS = ColumnForm(0, 1, 0), ColumnForm(1, 0, 0), ColumnForm(0, 0, 1)
PLAN = Columns(
    (("规划目标", "2020"), ("规划目标", "年均增长"), ("基期值",), ("2016", "总量"), ("2016", "增速"), ("完成情况",)),
    (LEVEL, RATE, LEVEL, LEVEL, RATE, WORDS),
    frozenset({"全覆盖"}),
    frozenset({"可以完成", "难以完成"}),
)


@pytest.mark.parametrize(
    ("label", "cells", "places"),
    [
        ("新增岗位", "5 1.2 1.8 可以完成", (0, 2, 3, 5)),  # numbers cannot be rates
        ("利用内资", "575 15% 286 334.7 ---", (0, 1, 2, 3, 4)),  # where a dash stands does not matter
        ("森林蓄积量", "13.9万立方米 16.0万立方米 17万立方米 3%", (0, 2, 3, 4)),
        ("文化产业产值", "703 22% 260 316 难以完成", (0, 1, 2, 3, 5)),
        ("人均寿命", "83 难以完成", None),  # a level of any of three columns
        ("绿地率", "45% 39% 40% 可以完成", None),  # a ratio may be a level or a rate
        ("研发投入占比", "4% 2.6% 25 3% 可以完成", None),
        ("居民收入", "可以完成", None),  # says nothing of a number
        ("参保率", "全覆盖 31.2 全覆盖 可以完成", None),
    ],
)
def test_a_row_is_bound_only_if_one_way_fits(label: str, cells: str, places: tuple[int, ...] | None) -> None:
    assert fit(label, cells.split(), PLAN) == places


@pytest.mark.parametrize(
    ("cells", "places"),
    [("45% 39% 40% 可以完成", (0, 2, 3, 5)), ("45% 39% 40%", (0, 2, 3)), ("45% 39% 可以完成", None), ("45% 39%", None)],
)
def test_as_many_values_as_header_groups_stand_for_the_groups(cells: str, places: tuple[int, ...] | None) -> None:
    assert fit_groups(cells.split(), PLAN) == places


def test_a_merged_cell_has_the_period_of_its_group_and_is_doubtful(tmp_path: Path) -> None:
    figures = [figure for figure in extract_figures(read_text(tmp_path, FLAT_PLAN)) if "绿地率" in figure.indicator]

    assert [(str(figure.value), str(figure.period), figure.kind.value) for figure in figures] == [
        ("45", "2020", "target"),
        ("39", "2015", "actual"),
        ("40", "2016", "actual"),
        ("42", "2017", "actual"),
    ]
    assert figures[0].column == ("规划目标",)
    assert all("合并单元格按列组对应" in figure.doubt and not figure.certain for figure in figures)


def test_rows_below_a_whole_are_its_parts(tmp_path: Path) -> None:
    text = "青禾区2023年统计公报\n全年主要产品产量见下表。\n产品 | 单位 | 产量 | 比上年增长%\n"
    text += "发电量 | 亿千瓦时 | 19.5 | 4.7\n其中：火电 | 亿千瓦时 | 12.8 | 1.6\n"
    text += "汽车 | 万辆 | 11.2 | 15.3\n其中：新能源汽车 | 万辆 | 3.9 | 64.7\n"

    figures = [figure for figure in extract_figures(read_text(tmp_path, text)) if figure.part_of]

    assert {(figure.indicator, figure.part_of) for figure in figures} == {
        ("火电发电量", "发电量"),
        ("新能源汽车产量", "汽车"),
    }


def test_an_unknown_row_takes_what_the_column_counts_into_its_indicator(tmp_path: Path) -> None:
    text = "青禾区2023年统计公报\n各类学生见下表。\n学校 | 招生数（万人） | 在校生数（万人） | 比上年增长%\n"
    text += "普通高中 | 33.75 | 97.62 | 1.5\n小学 | 49.27 | 341.85 | 2.1\n"

    figures = extract_figures(read_text(tmp_path, text))[:3]

    assert [figure.indicator for figure in figures] == ["普通高中招生数", "普通高中在校生数", "普通高中在校生数"]
