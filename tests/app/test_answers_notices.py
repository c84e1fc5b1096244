"""Notices (invented): what is granted and to whom, who is in charge, tables of deeds and of indicators."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.assistant import Assistant
from app.bootstrap import build_chain
from tests.app.reports import ask, fill_store, said

GRANTS = """<html><head><title>云川市人民政府办公室关于支持渔具产业发展的若干意见</title></head><body>
<div>政策解读</div><div>政策原文</div>
<h1>云川市人民政府办公室关于支持渔具产业发展的若干意见</h1>
<p>2025-03-04</p><p>云政办发〔2025〕7号</p><p>各区人民政府：</p>
<p>一、建设渔具坊。根据市集年度运营绩效，每年给予最高80万元的分档补助。到2027年底，建成渔具坊6个以上。（责任单位：市商务局、市财政局，各区政府。以下均需各区政府落实，不再列出）</p>
<p>二、引进设计人才。新引进的高层次设计人才，可享受最高30万元的购房补贴和最高90万元的安居补贴。（责任单位：市委组织部（人才办）、市人社局）支持院校开设渔具设计班，每班补助2万元。（责任单位：市教育局）</p>
<p>三、减免场地租金。入驻企业首年免收场地租金和水电费，第2年、第3年场地租金五折。（责任单位：市商务局）</p>
</body></html>"""

TASKS = """云川市青禾区人民政府办公室关于印发2024年《政府工作报告》任务分解方案的通知
青政办发〔2024〕3号
各街道办事处：
现印发给你们，请遵照执行。
云川市青禾区人民政府办公室
2024年2月5日
一、重点工作
1. 固定资产投资增长8%（2023年增长4.1%，低于年初6%的预期目标），技术合同成交额达到9亿元。
责任领导：陆知远；责任单位：区发改局；完成时限：2024年12月底。
2. 新建小学3所，新增学位1500个。
责任领导：秦一诺；责任单位：区教育局、区建设局；完成时限：2024年8月底。
3. 新建卫生院2家，设置床位120张。
责任领导：秦一诺；责任单位：区卫生健康局；完成时限：2024年11月底。
二、2024年民生实事项目
序号|项目名称|年度目标|计划投资（万元）|牵头单位
1|学校扩容|新建小学3所，新增学位1600个|5200|区教育局
2|路灯点亮|新装路灯900盏|310|区城管局
3|河道清淤|清淤河道12公里|1450|区水务局
"""

PLAN = """云川市青禾区国民经济和社会发展第十四个五年规划纲要
（2021年3月1日青禾区人民代表大会通过）
第一章 主要目标
专栏1 青禾区“十四五”时期主要指标
类别 | 指标 | 单位 | 2020年 | 2025年 | 属性
经济 | 1.地区生产总值 | 亿元 | 300 | 420 | 预期性
生态 | 2.森林覆盖率 | % | 31 | 33 | 约束性
民生 | 3.人均受教育年限 | 年 | 10.2 | 11 | 约束性
"""


@pytest.fixture(scope="module")
def notices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    files = {"yunchuan-2025.html": GRANTS, "qinghe-tasks-2024.txt": TASKS, "qinghe-plan-2021.txt": PLAN}
    with fill_store(tmp_path_factory.mktemp("notices"), files) as store:
        yield build_chain(store)


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("云川市渔具坊绩效好的一年最多给多少补助？", "最高80万元的分档补助", "90万元"),
        ("云川市高层次设计人才买房最高能补多少？", "最高30万元的购房补贴", "80万元"),
        ("云川市渔具设计班每班补多少", "每班补助2万元", "80万元"),
        ("我想在云川市办个渔具坊，渔具坊补助一年封顶多少钱", "最高80万元的分档补助", "90万元"),
        ("云川市高层次设计人才买房按什么标准补", "最高30万元的购房补贴", "80万元"),
        ("云川市场地三年全免租金，那第三年还免吗？", "第3年场地租金五折", "80万元"),
    ],
)
def test_a_grant_is_quoted_with_its_condition(question: str, told: str, untold: str, notices: Assistant) -> None:
    answer = ask(notices, question)
    assert not answer.refused
    assert told in answer.text
    assert untold not in answer.text


def test_a_ceiling_that_someone_has_wrong_is_put_right(notices: Assistant) -> None:
    answer = ask(notices, "有人说云川市渔具坊补助最高200万元，是真的吗？")
    assert answer.text.startswith("不对")
    assert "最高80万元" in answer.text


def test_a_ceiling_that_no_report_gives_is_refused(notices: Assistant) -> None:
    assert ask(notices, "云川市养蜂合作社最高补贴多少？").refused


def test_a_bracket_of_units_belongs_to_the_measure_before_it(notices: Assistant) -> None:
    answer = ask(notices, "云川市引进设计人才由哪些单位负责？")
    assert "市委组织部（人才办）、市人社局" in answer.text
    assert "不再列出" not in ask(notices, "云川市建设渔具坊的责任单位是谁？").text


def test_leaders_are_named_field_by_field(notices: Assistant) -> None:
    answer = ask(notices, "青禾区教育、卫健这些任务是哪位区领导负责？")
    assert answer.text.count("秦一诺") == 2
    assert "陆知远" not in answer.text


def test_the_unit_in_charge_is_found_for_a_question_buried_in_talk(notices: Assistant) -> None:
    talk = "我家楼下那条河臭得邻居都不敢开窗，"
    assert "区水务局" in ask(notices, f"{talk}2024年青禾区的分工里河道清淤是哪个单位管的事").text
    assert "区水务局" in ask(notices, "河道好几年没清淤，邻居让我去问政府。2024年青禾区这边该哪个局？").text
    assert ask(notices, f"{talk}2024年青禾区的分工里月球旅游是哪个单位管的事").refused


def test_the_greatest_row_and_the_sum_of_a_table(notices: Assistant) -> None:
    assert said(ask(notices, "青禾区民生实事里哪一项计划投资最多？")) == ["5200万元"]
    assert "6960万元" in ask(notices, "青禾区三项民生实事计划投资加起来多少？").text


def test_the_rows_of_an_attribute_are_listed(notices: Assistant) -> None:
    answer = ask(notices, "青禾区规划里约束性指标有哪些？")
    assert "共2项" in answer.text
    assert "森林覆盖率" in answer.text
    assert "地区生产总值" not in answer.text


def test_a_table_and_the_text_above_it_that_differ_are_both_told(notices: Assistant) -> None:
    answer = ask(notices, "青禾区2024年要新增多少个学位？前后几处说法对得上吗")
    assert answer.conflict
    assert {"1500个", "1600个"} <= set(said(answer))


def test_a_target_that_was_missed_is_a_target(notices: Assistant) -> None:
    assert said(ask(notices, "青禾区2023年固定资产投资年初目标是增长多少？")) == ["6%"]


def test_what_an_attribute_means_is_no_list_of_its_rows(notices: Assistant) -> None:
    assert "受教育年限" in ask(notices, "青禾区约束性指标有哪些？").text
    assert "受教育年限" not in ask(notices, "约束性指标是什么意思？").text
