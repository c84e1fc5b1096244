"""Results before plans, accounts told apart, years of a span: an invented county's report and budget."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.assistant import Assistant
from app.bootstrap import build_chain
from tests.app.reports import ask, fill_store, said

REPORT = """各位代表:
现在,我代表县人民政府,向大会报告工作,请予审议。
一、2022年工作回顾
2022年,全县净增高新技术企业9家。社零额达到46亿元,增长8.1%。外贸进出口总额9.6亿元。法定债务余额61亿元,其中一般债务余额38亿元,专项债务余额23亿元。发行专项债券7.5亿元。旅游接待总人次达到260万。和谐云屏建设迈出新步伐,“书香云屏”“健康云屏”“平安云屏”走在前列。
| 指标 | 2019年 | 2020年 | 2021年 | 2022年 |
| --- | --- | --- | --- | --- |
| 财政自给率(%) | 31 | 32.5 | 33 | 34.2 |
二、2023年工作安排
2023年,社会消费品零售总额增长9%,净增高新技术企业6家。
"""
TASKS = """云屏县人民政府办公室关于2022年《政府工作报告》责任分解的通知
一、主要预期目标
社会消费品零售总额增长10%。责任单位:县商务局。
"""
BUDGET = """关于云屏县2022年预算执行情况和2023年预算草案的报告
一、2022年预算执行情况
全县一般公共预算收入15.2亿元,为预算的96.5%,增长8.6%。民生支出占一般公共预算支出的75%。
二、2023年预算草案
县级一般公共预算支出安排4.4亿元,用于一般公共预算收入征管。政府性基金预算收入安排3亿元,加上转移支付和结转,政府性基金预算收入总计8.2亿元。
"""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    texts = {"云屏县2023年政府工作报告.txt": REPORT, "云屏县责任分解.txt": TASKS, "云屏县预算.txt": BUDGET}
    with fill_store(tmp_path_factory.mktemp("plans"), texts) as store:
        yield build_chain(store)


def test_how_much_it_was_is_not_told_by_a_plan_that_has_the_longer_name(county: Assistant) -> None:
    answer = ask(county, "云屏县2022年社会消费品零售总额增长多少?")
    assert "8.1%" in said(answer)
    assert "10%" not in said(answer)


def test_the_plan_is_given_where_it_is_asked_for(county: Assistant) -> None:
    assert "10%" in said(ask(county, "云屏县2022年社会消费品零售总额增长目标是多少?"))


def test_exports_are_not_told_by_imports_and_exports(county: Assistant) -> None:
    assert ask(county, "云屏县2022年出口额完成多少?").refused


def test_what_is_owed_is_no_bond(county: Assistant) -> None:
    answer = ask(county, "云屏县2022年法定债务余额多少?其中一般债务和专项债务各多少?")
    assert said(answer) == ["61亿元", "38亿元", "23亿元"]


def test_a_count_whose_name_says_what_is_counted_gets_its_unit(county: Assistant) -> None:
    assert "260万人次" in ask(county, "云屏县2022年接待游客多少人次?").text


def test_the_share_of_the_budget_that_was_collected(county: Assistant) -> None:
    answer = ask(county, "云屏县2022年一般公共预算收入完成了预算的百分之几?")
    assert "完成预算的96.5%" in answer.text
    assert "4.4亿元" not in said(answer)


def test_a_share_of_what_was_spent_is_no_rate_of_completion(county: Assistant) -> None:
    answer = ask(county, "云屏县2022年民生支出占一般公共预算支出的比重是多少?")
    assert "75%" in said(answer)
    assert "完成" not in answer.text


def test_each_year_of_a_span(county: Assistant) -> None:
    answer = ask(county, "云屏县财政自给率2019到2022年每年各多少?")
    assert said(answer)[:4] == ["31%", "32.5%", "33%", "34.2%"]


def test_the_total_of_an_account_takes_in_what_was_carried_over(county: Assistant) -> None:
    assert said(ask(county, "云屏县2023年政府性基金预算收入总计是多少?")) == ["8.2亿元"]


def test_what_is_said_of_one_year_is_not_held_against_another(county: Assistant) -> None:
    answer = ask(county, "云屏县2022年净增高新技术企业9家,2023年的净增目标是多少家?")
    assert "6家" in said(answer)
    assert "不符" not in answer.text
