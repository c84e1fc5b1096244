"""A second invented report, given in January as most are: the year of 过去一年, flows beside stocks, rising rates."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.assistant import Assistant
from app.bootstrap import build_chain
from tests.app.reports import ask, fill_store, said

COUNTY = """2024年丰川县人民政府工作报告
——2024年1月9日在丰川县第十八届人民代表大会第三次会议上
县长 何秋实
各位代表:
一、2023年工作回顾
过去一年,全县地区生产总值预计达到312.5亿元、同比增长6.1%,其中第一产业增加值41.2亿元、增长3.4%,第二产业增加值128.6亿元、增长7.2%,第三产业增加值142.7亿元、增长6.0%。一般公共预算收入完成18.64亿元,为年初预算的102.3%,比上年增长8.7%。规上工业增加值增速居全市第2位。粮食总产量48.7万吨;生猪出栏63.5万头。
全年接待游客820万人次,实现旅游综合收入56.3亿元,分别增长31.5%和42.8%。新建高标准农田6.8万亩,累计达到52.3万亩;农村自来水普及率由91.2%提高到96.5%。
教育支出5.6亿元。改造农村户厕3200座,新建改建“四好农村路”186公里。受房地产市场低迷影响,商品房销售面积同比下降18.4%。
二、2024年工作安排
今年发展的主要目标是:地区生产总值增长6.5%左右,一般公共预算收入增长7%,规上工业增加值增长8%以上,城镇登记失业率控制在4%以内。
今年将新建高标准农田7.2万亩,改造农村户厕2800座,新增规上工业企业15家。力争到2026年旅游综合收入突破100亿元。
"""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with fill_store(tmp_path_factory.mktemp("county"), {"fengchuan-2024.txt": COUNTY}) as store:
        yield build_chain(store)


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("丰川县2023年粮食产量是多少?", ["48.7万吨"]),
        ("丰川县2023年旅游收入增长多少?", ["42.8%"]),
        ("丰川县2023年游客增长多少?", ["31.5%"]),
        ("丰川县2023年新建高标准农田面积是多少?", ["6.8万亩"]),
        ("丰川县高标准农田累计面积是多少?", ["52.3万亩"]),
        ("今年新建高标准农田目标是多少?", ["7.2万亩"]),
        ("丰川县2024年城镇登记失业率目标是多少?", ["4%"]),
        ("丰川县到2026年旅游收入目标是多少?", ["100亿元"]),
        ("丰川县2023年改造农村户厕多少座?2024年呢?", ["3200座", "2800座"]),
        ("县里今年GDP目标定了多少", ["6.5%"]),
    ],
)
def test_figures_of_the_report_are_found(question: str, figures: list[str], county: Assistant) -> None:
    answer = ask(county, question)
    assert not answer.refused
    assert said(answer) == figures


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("丰川县2023年地区生产总值是多少?", "312.5亿元"),
        ("丰川县2023年第二产业增加值是多少?", "128.6亿元"),
        ("丰川县去年一产增速是多少?", "3.4%"),
    ],
)
def test_the_past_year_of_a_january_report_is_the_year_before(question: str, figure: str, county: Assistant) -> None:
    answer = ask(county, question)
    assert not answer.refused
    assert said(answer)[0] == figure
    assert answer.figures[0].period == "2023"


def test_a_decline_has_its_reason_quoted(county: Assistant) -> None:
    assert "受房地产市场低迷影响" in ask(county, "商品房销售面积为什么下降?").text


def test_a_stock_is_not_called_newly_built(county: Assistant) -> None:
    assert "新建高标准农田为52.3" not in ask(county, "丰川县高标准农田累计面积是多少?").text


def test_a_flow_is_not_called_a_stock(county: Assistant) -> None:
    assert "新增" in ask(county, "丰川县2024年新增规上工业企业目标是多少家?").text


def test_a_rise_of_a_rate_is_not_the_rate(county: Assistant) -> None:
    answer = ask(county, "丰川县2023年农村自来水普及率提高了多少个百分点?")
    assert answer.refused or "5.3个百分点" in said(answer)


def test_what_share_of_the_budget_was_reached_is_found(county: Assistant) -> None:
    assert "102.3%" in said(ask(county, "丰川县2023年一般公共预算收入完成年初预算的百分之几?"))[:1]
    assert not ask(county, "丰川县2023年一般公共预算收入完成年初预算的百分之几?").refused


def test_the_rank_of_a_growth_is_a_rank(county: Assistant) -> None:
    answer = ask(county, "丰川县2023年规上工业增加值增速在全市排第几?")
    assert not answer.refused
    assert "第2" in answer.text


def test_the_total_of_three_industries_is_not_the_first_of_them(county: Assistant) -> None:
    assert said(ask(county, "丰川县三次产业增加值合计是多少?"))[0:1] != ["41.2亿元"] or "312.5亿元" in said(
        ask(county, "丰川县三次产业增加值合计是多少?")
    )


def test_a_share_is_taken_of_the_total_and_not_of_another_share(county: Assistant) -> None:
    assert "30.04%" in ask(county, "丰川县2023年教育支出占一般公共预算收入的比重是多少?").text


def test_a_yearly_task_is_held_against_a_yearly_result(county: Assistant) -> None:
    answer = ask(county, "丰川县2024年高标准农田建设任务比2023年完成数多多少万亩?")
    assert "0.4万亩" in said(answer)
