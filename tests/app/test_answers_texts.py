"""Definitions, lists, responsible units, persons, places of evidence: whole, quoted, by level."""

from __future__ import annotations

import pytest

from app.assistant import Assistant
from tests.app.reports import QINGHE, TASKS, ask

PARKS = "指数字产业园、智造产业园、生物医药园和滨河创新走廊，是青禾区产业布局的核心载体。"
WINDOW = "指群众办理多个事项时只进一扇窗口、只交一套材料、由后台分类流转办理的政务服务方式。"


@pytest.mark.parametrize(
    "question",
    ["什么是三园一廊?", "三园一廊是什么意思?", "“三园一廊”指的是什么?", "解释一下三园一廊", "三园一廊包括哪些?"],
)
def test_a_definition_is_given_whole(question: str, chain: Assistant) -> None:
    assert PARKS in ask(chain, question).text


def test_one_entry_of_a_glossary_comes_without_its_neighbours(chain: Assistant) -> None:
    answer = ask(chain, "一窗通办是什么意思?")
    assert WINDOW in answer.text
    assert "三园一廊" not in answer.text


def test_a_term_that_no_report_explains_is_refused(chain: Assistant) -> None:
    assert ask(chain, "什么是双碳先锋码?").refused


def test_points_behind_a_lead_are_listed_whole(chain: Assistant) -> None:
    answer = ask(chain, "青禾区工作中还存在哪些不足?")
    for point in ("产业链条不长", "老城区停车难", "干部担当精神不强"):
        assert point in answer.text


def test_headings_behind_a_lead_are_listed_whole_and_in_order(chain: Assistant) -> None:
    answer = ask(chain, "青禾区2023年重点抓好哪三个方面工作?")
    headings = ["聚力建设产业强区", "聚力推进城市更新", "聚力增进民生福祉"]
    places = [answer.text.find(heading) for heading in headings]
    assert -1 not in places
    assert places == sorted(places)


def test_units_of_a_task_are_given_for_every_level_with_their_roles(chain: Assistant) -> None:
    answer = ask(chain, "新增养老床位由谁负责?")
    for words in (
        "区级责任单位：区民政局",
        "市级牵头单位：市民政局；区级牵头单位：区民政局",
        "牵头单位：区民政局；责任单位：各街道办事处",
    ):
        assert words in answer.text
    assert "区教育局" not in answer.text


def test_units_of_the_level_asked_for_come_alone(chain: Assistant) -> None:
    answer = ask(chain, "市《政府工作报告》中新建充电桩的任务由哪个单位负责?")
    assert "市城建局" in answer.text
    assert "各街道办事处" not in answer.text


def test_units_of_a_task_are_whole(chain: Assistant) -> None:
    answer = ask(chain, "新建公办幼儿园的责任单位有哪些?")
    for unit in ("区教育局", "区建设局", "区财政局"):
        assert unit in answer.text


def test_a_task_of_no_notice_has_no_units(chain: Assistant) -> None:
    answer = ask(chain, "青禾区地铁四号线建设由谁负责?")
    assert answer.refused
    assert "局" not in answer.text


def test_the_tasks_of_a_unit_are_listed_whole(chain: Assistant) -> None:
    answer = ask(chain, "区建设局承担哪些任务?")
    for task in ("11万个", "6万个", "4500个", "5所"):
        assert task in answer.text
    assert "共4项" in answer.text


@pytest.mark.parametrize(("district", "name"), [("青禾区", "陆知远"), ("松岭区", "程越")])
def test_a_person_is_named_from_the_report_of_the_place(district: str, name: str, chain: Assistant) -> None:
    other = {"陆知远": "程越", "程越": "陆知远"}[name]
    answer = ask(chain, f"{district}政府工作报告是谁作的?")
    assert name in answer.text
    assert other not in answer.text


def test_where_a_figure_stands_is_given_with_title_and_section(chain: Assistant) -> None:
    answer = ask(chain, "青禾区2022年新增停车泊位3200个的出处在哪里?")
    assert "云川市青禾区人民政府工作报告" in answer.text
    assert "（二）城区品质稳步提升" in answer.text


def test_measures_are_quoted_not_rewritten(chain: Assistant) -> None:
    answer = ask(chain, "青禾区2023年如何聚力推进城市更新?")
    assert "改造老旧小区30个" in answer.text
    assert not answer.refused


def test_a_long_report_is_not_read_out(chain: Assistant) -> None:
    for question in ("青禾区2022年民生工作怎么样?", "松岭区2023年的工作思路是什么?", "青禾区产业发展情况如何?"):
        assert len(ask(chain, question).text) < 700


def test_the_sample_reports_are_what_these_tests_think_they_are() -> None:
    assert PARKS.replace("，", "，") in QINGHE.replace(",", "，")
    assert TASKS.count("区建设局") == 4
