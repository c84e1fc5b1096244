"""What stands under headings of its own (invented): a level's account, a project's units, a name never spelt out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.assistant import Assistant
from app.bootstrap import build_chain
from tests.app.reports import ask, fill_store, said

BUDGET = """关于云岫市2023年财政决算的报告
——2024年6月20日在云岫市第九届人民代表大会常务委员会第十二次会议上
一、2023年财政决算情况
（一）全市财政决算情况
2023年一般公共预算收入96亿元，为调整预算的104%，增长4.2%。其中，税收收入61亿元，增长2.1%。
（二）市本级财政决算情况
2023年市本级一般公共预算收入21亿元，增长5%，均为非税收入。
"""
WORKS = """云岫市2023年重点工程进展情况说明
一、白鹭洲医院新院建设项目
1.项目内容：新建门诊楼和住院楼
2.责任单位：市卫健局
3.事项进展：已完成主体施工。
二、星河水厂扩建工程
1.项目内容：扩建取水泵房
2.责任单位：市水务局
3.事项进展：坚持“三水同治”，设备安装完成八成。
"""
PLANS = """2024年云岫市人民政府工作报告
——2024年1月9日在云岫市第十届人民代表大会第三次会议上
一、2023年工作回顾
改造老旧小区43个。三次产业结构为10.2：38.5：51.3。
二、2024年工作安排
今年，改造老旧小区57个。
"""
TRADE = """云岫市2023年国民经济和社会发展统计公报
云岫市统计局
一、综合
2023年，丝路产业园聚集规上企业52家，实现营业收入179亿元。碳资产中心累计成交碳配额3.2亿吨，碳清算额达到48亿元。
"""


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    files = {"budget-2023.txt": BUDGET, "works-2023.txt": WORKS, "trade-2023.txt": TRADE, "report-2024.txt": PLANS}
    with fill_store(tmp_path_factory.mktemp("own"), files) as store:
        yield build_chain(store)


def test_the_whole_citys_figure_is_not_that_of_its_own_account(city: Assistant) -> None:
    assert said(ask(city, "云岫市2023年税收收入是多少？"))[:1] == ["61亿元"]
    assert said(ask(city, "云岫市本级2023年一般公共预算收入是多少？"))[:1] == ["21亿元"]

    shared = ask(city, "云岫市2023年市本级一般公共预算收入占全市的比重是多少？")
    assert said(shared) == ["21亿元", "96亿元", "21.88%"]
    assert ask(city, "云岫市2023年市本级税收收入占全市的比重是多少？").text.startswith("无法计算")

    answer = ask(city, "云岫市本级2023年税收收入是多少？")
    assert answer.refused
    assert "市本级税收收入" in answer.text


@pytest.mark.parametrize(
    ("question", "unit"),
    [("白鹭洲医院新院建设项目责任单位是哪家？", "市卫健局"), ("云岫星河水厂扩建工程由谁负责？", "市水务局")],
)
def test_units_on_a_line_of_their_own_are_those_of_the_heading(question: str, unit: str, city: Assistant) -> None:
    assert unit in ask(city, question).text


def test_units_of_other_projects_answer_nothing(city: Assistant) -> None:
    assert ask(city, "云岫市民文化中心的责任单位是哪家？").refused


def test_a_name_that_no_report_holds_has_no_members(city: Assistant) -> None:
    assert ask(city, "云岫市的“七廊共建”具体是哪七廊？").refused


def test_a_sentence_that_only_mentions_a_counted_name_lists_nothing(city: Assistant) -> None:
    answer = ask(city, "云岫市说的“三水同治”，具体是哪三水？")
    assert answer.refused
    assert "没有逐一列出" in answer.text


def test_a_second_thing_asked_is_found_beside_the_first(city: Assistant) -> None:
    answer = ask(city, "云岫市2023年丝路产业园聚了多少家规上企业，营收多少？")
    assert said(answer) == ["52家", "179亿元"]
    assert said(ask(city, "云岫市2023年碳资产中心累计成交了多少吨？碳清算额呢？")) == ["3.2亿吨", "48亿元"]


def test_a_share_of_the_plan_is_that_of_what_was_asked_before(city: Assistant) -> None:
    answer = ask(city, "云岫市2023年全市一般公共预算收入是多少，相当于调整预算的百分之几？")
    assert said(answer) == ["96亿元", "104%"]


def test_what_is_to_be_done_is_a_plan(city: Assistant) -> None:
    assert said(ask(city, "云岫市2024年要改多少个老旧小区？")) == ["57个"]
    assert said(ask(city, "云岫市2023年改造了多少个老旧小区？")) == ["43个"]


@pytest.mark.parametrize("words", ["一二三产的比例", "三产结构", "一产、二产、三产各占多少"])
def test_three_industries_are_asked_for_in_several_ways(words: str, city: Assistant) -> None:
    assert said(ask(city, f"云岫市2023年{words}？")) == ["10.2%", "38.5%", "51.3%"]
