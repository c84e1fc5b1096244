"""Answers out of tables: the row, the account and the column that are asked for, and no other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.assistant import Assistant
from app.bootstrap import build_chain
from app.understanding.table_name import without_table_name
from tests.app.reports import ask, fill_store, said

BUDGET = """青禾市财政局关于2023年预算执行情况的报告
各位代表：
我受市人民政府委托，现将2023年预算执行情况报告如下，请予审议。
表一
2023 年全市一般公共预算收支情况表
单位：万元
项目 预算数 完成数 完成预算数% 增减% 项目 预算数 完成数 完成预算数% 增减%
税收收入 60,100 61,302 102.0 5.6 教育支出 88,200 80,262 91.0 1.4
非税收入 27,900 28,458 102.0 3.4 卫生健康支出 30,500 27,450 90.0 2.0
收入小计 88,000 89,760 102.0 4.9 支出小计 118,700 107,712 90.7 1.5
表二
2023 年市本级一般公共预算收支情况表
单位：万元
项目 预算数 完成数 完成预算数% 增减% 项目 预算数 完成数 完成预算数% 增减%
税收收入 20,100 19,899 99.0 2.5 教育支出 18,300 16,470 90.0 -1.4
非税收入 9,900 10,098 102.0 1.4 卫生健康支出 8,500 7,905 93.0 3.0
收入小计 30,000 29,997 99.9 2.1 支出小计 26,800 24,375 90.9 0.1
"""
YEARS = """青禾市2023年国民经济和社会发展统计公报
一、综合
表1 2020—2022年主要指标
指标 | 2020年（亿元） | 2021年（亿元） | 2022年（亿元）
社会消费品零售总额 | 310.5 | 332.1 | 341.4
固定资产投资 | 205.4 | 221.6 | 230.2
"""


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    files = {"qinghe-budget-2023.txt": BUDGET, "qinghe-bulletin-2023.txt": YEARS}
    with fill_store(tmp_path_factory.mktemp("tables"), files) as store:
        yield build_chain(store)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("青禾市2023年全市教育支出完成了多少？", "80262"),
        ("青禾市本级2023年教育支出完成了多少？", "16470"),
        ("青禾市本级2023年一般公共预算收入完成多少？", "29997"),
    ],
)
def test_the_account_asked_for_is_stated_and_no_other(chain: Assistant, question: str, value: str) -> None:
    answer = ask(chain, question)

    assert [str(figure.value) for figure in answer.figures] == [value]
    assert not answer.conflict


def test_a_difference_of_budget_and_result_takes_one_of_each(chain: Assistant) -> None:
    answer = ask(chain, "青禾市本级2023年教育支出预算数和完成数相差多少？")

    assert "1830万元" in said(answer)


def test_the_printed_rate_of_the_budget_is_stated(chain: Assistant) -> None:
    assert "91.0%" in ask(chain, "青禾市2023年全市教育支出完成预算的百分之几？").text


def test_a_span_of_years_is_reckoned_year_by_year(chain: Assistant) -> None:
    assert "328亿元" in said(ask(chain, "青禾市2020到2022年平均每年社会消费品零售总额是多少？"))


def test_an_aspect_alone_is_of_what_was_asked_before(chain: Assistant) -> None:
    answer = ask(chain, "青禾市2021年固定资产投资是多少，2022年实际多少？")

    assert [str(figure.value) for figure in answer.figures] == ["221.6", "230.2"]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("青禾“十四五”主要指标完成情况表里,2023年税收收入是多少", "青禾2023年税收收入是多少"),
        ("青禾“十四五”指标体系中,森林覆盖率是多少", "青禾“十四五”森林覆盖率是多少"),
        ("青禾市人大代表有多少名", "青禾市人大代表有多少名"),
        ("蛋类价格指数是多少(上年=100)", "蛋类价格指数是多少"),
    ],
)
def test_the_name_of_a_table_is_no_part_of_the_subject(text: str, plain: str) -> None:
    assert without_table_name(text) == plain
