"""Figures stated by the real chain over the invented reports: right place, period, kind and unit, or not stated."""

from __future__ import annotations

import pytest

from app.answer import Answer
from app.assistant import Assistant
from tests.app.reports import ask, said


def slots(answer: Answer) -> list[tuple[str, str, str]]:
    return [(figure.region, figure.period, figure.kind.value if figure.kind else "") for figure in answer.figures]


def test_a_figure_is_given_with_qualifier_kind_period_and_source(chain: Assistant) -> None:
    answer = ask(chain, "青禾区2022年地区生产总值是多少?")
    assert answer.text.startswith("青禾区2022年地区生产总值预计为486.3亿元左右")
    assert slots(answer)[0] == ("青禾区", "2022", "estimate")
    assert [citation.document for citation in answer.citations] == ["qinghe-2023"]


SINGLE = [
    ("青禾区2022年规上工业增加值增速是多少?", "7.4%", "下降"),
    ("青禾区2022年工业投资增长多少?", "15.8%", "11.6"),
    ("青禾区2022年固定资产投资增长多少?", "11.6%", "15.8"),
    ("青禾区2022年城镇居民人均可支配收入是多少元?", "43260元", "41750"),
    ("松岭区2022年城镇居民人均可支配收入是多少元?", "41750元", "43260"),
    ("青禾区2022年净增高新技术企业多少家?", "36家", "158"),
    ("青禾区2022年高新技术企业总数是多少家?", "158家", "36家"),
    ("青禾区2023年净增高企目标是多少?", "40家", "36家"),
    ("青禾区2022年引进亿元以上项目多少个?", "47个", "55"),
    ("青禾区2022年亿元以上项目协议投资多少亿元?", "312亿元", "47"),
    ("松岭区2022年新增充电桩多少个?", "680个", "860"),
    ("青禾区2022年新增充电桩多少个?", "860个", "680"),
    ("青禾区2022年惠及居民多少户?", "2.3万户", "3万户[^0-9]*3"),
    ("松岭区2022年惠及居民多少户?", "3万户", "2.3"),
    ("松岭区五年来累计改造老旧小区多少个?", "165个", "42"),
    ("松岭区2022年改造老旧小区多少个?", "42个", "165"),
    ("青禾区2022年空气质量优良天数是多少天?", "291天", "312"),
    ("青禾区2022年空气质量优良率是多少?", "79.7%", "85.5"),
    ("青禾区2022年空气质量优良率比上年上升多少个百分点?", "1.6个百分点", "79.7"),
    ("青禾区2022年城镇新增就业多少人?", "1.86万人", "1.68"),
    ("青禾区2023年城镇新增就业目标是多少?", "1.9万人", "1.86"),
    ("青禾区2025年地区生产总值目标是多少?", "700亿元", "486.3"),
    ("青禾区2022年非税收入是多少?", "9.2亿元", "33.1"),
    ("青禾区2022年政府债务余额是多少?", "61.5亿元", "53.2"),
    ("青禾区2023年一般公共预算支出预算安排多少?", "55.6亿元", "53.2"),
]


@pytest.mark.parametrize(("question", "figure", "other"), SINGLE)
def test_the_figure_asked_for_is_given_and_not_its_neighbour(
    question: str, figure: str, other: str, chain: Assistant
) -> None:
    answer = ask(chain, question)
    assert said(answer)[0] == figure
    assert other not in answer.text
    assert not answer.refused


CELLS = [
    ("青禾区2021年教育支出决算数是多少?", "93200万元", "final"),
    ("青禾区2022年教育支出预算数是多少?", "97500万元", "budget"),
    ("青禾区2022年卫生健康支出执行数是多少?", "51300万元", "actual"),
    ("青禾区2022年住房保障支出执行数是多少?", "19600万元", "actual"),
    ("青禾区2021年卫生健康支出是多少万元?", "46100万元", "final"),
]


@pytest.mark.parametrize(("question", "figure", "kind"), CELLS)
def test_a_table_cell_is_given_with_its_unit_row_and_column(
    question: str, figure: str, kind: str, chain: Assistant
) -> None:
    answer = ask(chain, question)
    assert said(answer) == [figure]
    assert slots(answer)[0][2] == kind
    assert not answer.refused


@pytest.mark.parametrize("thing", ["改造老旧小区", "新增停车泊位", "新增充电桩"])
def test_a_target_never_answers_for_a_result(thing: str, chain: Assistant) -> None:
    answer = ask(chain, f"青禾区2023年{thing}实际完成多少?")
    assert answer.refused
    assert {kind for _, period, kind in slots(answer) if period == "2023"} <= {"target"}
    assert "并非所问" in answer.text


@pytest.mark.parametrize("thing", ["改造老旧小区", "新增养老床位"])
def test_a_result_never_answers_for_a_target(thing: str, chain: Assistant) -> None:
    answer = ask(chain, f"松岭区2022年{thing}目标是多少?")
    assert answer.refused
    assert "没有查到" in answer.text


def test_a_neighbouring_district_never_answers(chain: Assistant) -> None:
    for thing in ("外贸进出口总额", "新建口袋公园", "政府债务余额", "引进亿元以上项目"):
        answer = ask(chain, f"松岭区2022年{thing}是多少?")
        assert answer.refused
        assert "青禾区" not in {figure.region for figure in answer.figures}


def test_a_city_is_not_its_district(chain: Assistant) -> None:
    answer = ask(chain, "云川市2023年地区生产总值增长目标是多少?")
    assert said(answer) == ["6.8%"]
    assert ask(chain, "云川市2022年地区生产总值是多少?").refused


def test_the_year_taken_for_an_open_one_is_said(chain: Assistant) -> None:
    answer = ask(chain, "青禾区新建口袋公园多少个?")
    assert said(answer) == ["8个"]
    assert "未写明时间，此处按2022年" in answer.text


def test_a_year_that_was_asked_for_is_not_remarked_on(chain: Assistant) -> None:
    assert "未写明时间" not in ask(chain, "青禾区2022年新建口袋公园多少个?").text


def test_a_year_whose_only_figure_is_a_target_is_answered_as_a_target(chain: Assistant) -> None:
    answer = ask(chain, "青禾区2023年地区生产总值增长多少?")
    assert said(answer) == ["7%"]
    assert "目标" in answer.text
    assert "7%以上" in answer.text


def test_a_total_comes_with_its_growth_when_both_are_asked_for(chain: Assistant) -> None:
    assert said(ask(chain, "青禾区2022年地区生产总值及增速是多少?")) == ["486.3亿元", "5.2%"]
    falling = ask(chain, "青禾区2022年外贸进出口总额及增速是多少?")
    assert said(falling) == ["58.4亿元", "6.3%"]
    assert "下降6.3%" in falling.text


def test_every_thing_asked_for_is_answered(chain: Assistant) -> None:
    answer = ask(chain, "青禾区2022年新增停车泊位、充电桩和养老床位各多少?")
    assert said(answer) == ["3200个", "860个", "640张"]


def test_every_place_asked_for_is_answered(chain: Assistant) -> None:
    answer = ask(chain, "青禾区、松岭区2022年新增养老床位分别是多少?")
    assert {figure.region: figure.text for figure in answer.figures} == {"青禾区": "640张", "松岭区": "460张"}


def test_every_year_asked_for_is_answered(chain: Assistant) -> None:
    answer = ask(chain, "青禾区2021年和2022年住房保障支出分别是多少?")
    assert [value for value in said(answer) if value in ("18700万元", "19600万元")] == ["18700万元", "19600万元"]


def test_what_is_missing_beside_what_is_found_is_said(chain: Assistant) -> None:
    answer = ask(chain, "松岭区2022年新增停车泊位和口袋公园各多少个?")
    assert "2300个" in said(answer)
    assert "没有查到" in answer.text


def test_a_total_and_growths_may_be_asked_for_together(chain: Assistant) -> None:
    answer = ask(chain, "青禾区2022年GDP总量和社零额、固定资产投资增速分别是多少?")
    assert said(answer) == ["486.3亿元", "2.1%", "11.6%"]


def test_targets_of_all_levels_are_given_each_with_its_level(chain: Assistant) -> None:
    answer = ask(chain, "2023年青禾区新增停车泊位省、市、区三级目标各是多少?")
    assert sorted(said(answer)) == ["11万个", "4500个", "6万个"]


@pytest.mark.parametrize(("level", "figure"), [("市里", "6万个"), ("青禾区", "4500个"), ("省里", "11万个")])
def test_one_level_of_three_with_the_same_wording_is_told_from_the_others(
    level: str, figure: str, chain: Assistant
) -> None:
    assert said(ask(chain, f"2023年{level}新增停车泊位的目标是多少?")) == [figure]


def test_another_unit_is_reckoned_and_the_printed_one_kept(chain: Assistant) -> None:
    answer = ask(chain, "青禾区2022年地区生产总值是多少万元?")
    assert "486.3亿元左右，即4863000万元" in answer.text
    assert said(answer)[0] == "486.3亿元"


def test_reports_that_differ_are_given_side_by_side(chain: Assistant) -> None:
    answer = ask(chain, "青禾区2022年一般公共预算收入是多少?")
    assert answer.conflict
    assert sorted(said(answer)) == ["42.3亿元", "42.6亿元"]
    assert {citation.document for citation in answer.citations} == {"qinghe-2023", "qinghe-budget-2023"}
    assert "原因" in answer.text


def test_reports_that_agree_in_other_units_are_both_cited_and_not_in_conflict(chain: Assistant) -> None:
    answer = ask(chain, "青禾区2022年教育支出是多少?")
    assert said(answer) == ["9.8亿元"]
    assert not answer.conflict
    assert {citation.document for citation in answer.citations} == {"qinghe-2023", "qinghe-budget-2023"}


def test_a_report_that_is_named_decides_between_differing_ones(chain: Assistant) -> None:
    answer = ask(chain, "预算报告中青禾区2022年一般公共预算收入是多少?")
    assert said(answer)[0] == "42.3亿元"
    assert "42.6" not in answer.text


def test_a_report_and_a_notice_that_give_one_target_are_not_in_conflict(chain: Assistant) -> None:
    answer = ask(chain, "青禾区2023年新增停车泊位目标是多少?")
    assert said(answer) == ["4500个"]
    assert {citation.document for citation in answer.citations} == {"qinghe-2023", "qinghe-tasks-2023"}
    assert not answer.conflict


CLAIMS = [
    ("青禾区2022年地区生产总值是486.3亿元,对吗?", "对。"),
    ("青禾区2022年地区生产总值是468.3亿元,对吗?", "不对"),
    ("青禾区2022年地区生产总值是4863000万元,对吗?", "对。"),
    ("松岭区2022年惠及居民3万户,对不对?", "对。"),
    ("青禾区2022年惠及居民3万户,对不对?", "不对"),
    ("青禾区2022年外贸进出口总额下降6.3%,对吗?", "对。"),
    ("青禾区2022年外贸进出口总额增长6.3%,对吗?", "不对，方向相反"),
    ("青禾区2023年新增充电桩目标是860个,对吗?", "不对"),
    ("核对一下:青禾区2022年教育支出98000万元", "对。"),
    ("松岭区2022年优良天数是不是312天?", "对。"),
    ("青禾区2022年优良天数是不是312天?", "不对"),
]


@pytest.mark.parametrize(("question", "verdict"), CLAIMS)
def test_a_claim_is_held_against_the_report(question: str, verdict: str, chain: Assistant) -> None:
    answer = ask(chain, question)
    assert answer.text.startswith(verdict)
    assert answer.citations


@pytest.mark.parametrize(
    ("bound", "verdict"),
    [
        ("超过500亿元", "不对"),
        ("不到500亿元", "对。"),
        ("不足480亿元", "不对"),
        ("超过480亿元", "对。"),
        ("不到480亿元", "不对"),
    ],
)
def test_a_claimed_bound_is_held_against_the_value(bound: str, verdict: str, chain: Assistant) -> None:
    assert ask(chain, f"青禾区2022年地区生产总值{bound},对吗?").text.startswith(verdict)


def test_a_wrong_claim_is_answered_with_the_right_figure(chain: Assistant) -> None:
    answer = ask(chain, "青禾区2022年新增停车泊位4500个,对吗?")
    assert said(answer) == ["3200个"]


def test_a_claim_about_what_no_report_holds_is_not_judged(chain: Assistant) -> None:
    answer = ask(chain, "松岭区2022年外贸进出口总额58.4亿元,对吗?")
    assert answer.refused
    assert not answer.text.startswith(("对", "不对"))


def test_a_growth_that_was_a_decline_is_put_right(chain: Assistant) -> None:
    answer = ask(chain, "松岭区2022年一般公共预算收入增长了多少?")
    assert answer.text.startswith("并非增长，而是下降")
    assert said(answer) == ["4.4%"]


def test_a_decline_that_was_a_growth_is_put_right(chain: Assistant) -> None:
    answer = ask(chain, "松岭区2022年社会消费品零售总额下降了多少?")
    assert answer.text.startswith("并非下降，而是增长")
    assert said(answer) == ["1.2%"]


@pytest.mark.parametrize(
    "question", ["松岭区2022年一般公共预算收入为什么增长?", "青禾区2022年社会消费品零售总额为什么增长2.1%?"]
)
def test_a_false_premise_of_a_why_is_put_right(question: str, chain: Assistant) -> None:
    assert "而是下降" in ask(chain, question).text


def test_a_wrong_number_in_passing_is_put_right(chain: Assistant) -> None:
    answer = ask(chain, "青禾区2022年改造的42个老旧小区惠及多少居民?")
    assert "42个" in answer.text
    assert "24个" in said(answer)


@pytest.mark.parametrize(
    "question",
    [
        "青禾區2022年地區生產總值是多少?",
        "青禾区２０２２年ＧＤＰ是多少？",
        "青禾22年GDP多少",
        "清禾区2022年地区生产总值多少",
        "What was the GDP of Qinghe district in 2022?",
        "请问一下青禾区2022年的经济总量大概是多少呢",
        "查一下2022年青禾区生产总值",
    ],
)
def test_loose_wording_finds_the_same_figure(question: str, chain: Assistant) -> None:
    answer = ask(chain, question)
    assert not answer.refused
    assert said(answer)[0] == "486.3亿元"


def test_only_what_is_counted_answers_a_count(chain: Assistant) -> None:
    assert "2.3万户" in said(ask(chain, "青禾区2022年老旧小区改造惠及多少居民?"))
    assert ask(chain, "青禾区2022年老旧小区改造安排了多少工人?").refused


def test_a_rate_alone_is_said_to_be_no_total(chain: Assistant) -> None:
    answer = ask(chain, "青禾区2022年固定资产投资是多少?")
    assert "11.6%" in said(answer)
    assert "没有查到总量" in answer.text
    assert "没有查到总量" not in ask(chain, "青禾区2022年固定资产投资增长多少?").text
