"""Ways in which an office asks: whose number it is, two numbers at once, targets of two years (invented)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.assistant import Assistant
from app.bootstrap import build_chain
from tests.app.reports import ask, fill_store, said

REPORT = """云川市槐溪区2023年政府工作报告
——2024年1月9日在槐溪区第七届人民代表大会第三次会议上
槐溪区人民政府副区长 何秋实
各位代表:
一、2023年工作回顾
净增高新技术企业38家,筹集保障性租赁住房4045套,新增社区应急避难场所23处、绿地8.2公顷。
民生支出超86亿元、占一般公共预算支出75%。普通高中上线率52.6%,示范高中上线率43.2%。
全区一般公共预算收入完成35.1亿元,增长4.2%。固定资产投资增长20.5%,全市第1位。
完成排水管网混错接改造111处,修复缺陷1169处。保障援助医疗队55支、医护人员3891名。召开主任会议11次。
接待游客1071.2万人次,旅游收入43.5亿元。
二、2024年工作安排
新增高新技术企业15家。接待游客1200万人次,旅游收入48亿元。新增停车泊位、充电桩各1万个,推动6个院士专家项目转化。
"""
TASKS = """区人民政府办公室关于印发《2023年市、区〈政府工作报告〉确定的主要目标任务责任分解方案》的通知
各街道办事处,区人民政府各部门:
《2023年市、区〈政府工作报告〉确定的主要目标任务责任分解方案》现印发给你们,请遵照执行。
云川市槐溪区人民政府办公室
2023年2月20日
附件1
2023年市《政府工作报告》确定的主要目标任务(槐溪区)责任分解方案
1.筹集保障性租赁住房5.8万套。(市级牵头单位:市房管局;区级牵头单位:区房管局)
附件2
2023年区《政府工作报告》确定的主要目标任务责任分解方案
1.新增社区应急避难场所20个、绿地5公顷。(牵头单位:区应急局;责任单位:各街道办事处)
"""


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with fill_store(tmp_path_factory.mktemp("office"), {"huaixi-2024.txt": REPORT, "tasks-2023.txt": TASKS}) as store:
        yield build_chain(store)


def test_a_number_of_another_place_is_told_to_be_its(chain: Assistant) -> None:
    answer = ask(chain, "槐溪区2023年承担的5.8万套保障性租赁住房完成了吗?")
    assert answer.text.startswith("不对")
    assert "4045套" in said(answer)
    assert "云川市2023年" in answer.text.split("\n")[1]


def test_two_numbers_named_side_by_side_each_get_their_own(chain: Assistant) -> None:
    assert said(ask(chain, "槐溪区2023年普高上线率和示范高中上线率")) == ["52.6%", "43.2%"]


def test_targets_and_results_of_two_things(chain: Assistant) -> None:
    text = ask(chain, "槐溪区2023年应急避难场所、新增绿地的目标和完成情况").text
    assert all(number in text for number in ("20个", "23处", "5公顷", "8.2公顷"))


def test_the_amount_comes_before_its_share_of_another_thing(chain: Assistant) -> None:
    assert said(ask(chain, "槐溪区2023年民生支出"))[:1] == ["86亿元"]


def test_a_number_and_its_move_asked_in_one_breath(chain: Assistant) -> None:
    assert set(said(ask(chain, "槐溪区2023年一般公共预算收入多少,同比"))) == {"35.1亿元", "4.2%"}


def test_a_target_beside_the_year_before_is_compared(chain: Assistant) -> None:
    answer = ask(chain, "槐溪区2023年净增高企38家,2024年定的新增目标是提高还是降低了?")
    assert {"38家", "15家"} <= set(said(answer))
    assert "2023年" in answer.text.split("\n")[0]


def test_a_missing_target_is_told_once(chain: Assistant) -> None:
    answer = ask(chain, "槐溪区2023年一般公共预算收入完成情况")
    assert answer.text.count("35.1亿元") == 1


def test_a_place_whose_report_is_named_is_not_asked_about(chain: Assistant) -> None:
    answer = ask(chain, "2023年云川市筹集保障性租赁住房多少套(按槐溪区分解方案)")
    assert said(answer) == ["5.8万套"]


def test_a_clause_whose_words_nobody_knows_is_told_by_its_characters(chain: Assistant) -> None:
    assert said(ask(chain, "槐溪区2023年修复了多少处缺陷,混错接改了多少处")) == ["1169处", "111处"]


def test_two_counts_of_which_the_second_is_called_a_total(chain: Assistant) -> None:
    assert said(ask(chain, "槐溪区2023年保障了多少支援助医疗队、合计多少名医护")) == ["55支", "3891名"]


def test_a_rank_is_told_with_what_ranks(chain: Assistant) -> None:
    assert {"20.5%", "1"} <= {number.strip("第位") for number in said(ask(chain, "槐溪区2023年固投增速全市第几"))}


def test_a_clause_of_another_year_asks_for_all_before_it(chain: Assistant) -> None:
    answer = ask(chain, "槐溪区旅游:2023年接待多少游客、收入多少,2024年目标又是多少?")
    assert said(answer) == ["1071.2万人次", "43.5亿元", "1200万人次", "48亿元"]


def test_a_thing_in_no_lexicon_is_found_by_its_name_in_the_ledger(chain: Assistant) -> None:
    assert said(ask(chain, "槐溪区2023年开了几次主任会议")) == ["11次"]


def test_one_number_of_each_of_two_things_is_found_for_either(chain: Assistant) -> None:
    assert said(ask(chain, "槐溪区2024年新增停车泊位多少个?")) == ["1万个"]
    assert said(ask(chain, "槐溪区2024年新增充电桩多少个?")) == ["1万个"]
    assert "2万个" in said(ask(chain, "槐溪区2024年新增停车泊位和充电桩合计多少个?"))


@pytest.mark.parametrize(
    "thing",
    ["破产企业", "新增超市", "新增丧葬", "院士", "僵尸企业", "人均绿地", "停车费"],
)
def test_what_no_figure_counts_is_not_told_by_another_count(thing: str, chain: Assistant) -> None:
    answer = ask(chain, f"槐溪区2024年{thing}有多少?")
    assert answer.refused
    assert "6个" not in answer.text
    assert not answer.text.startswith("槐溪区")


def test_amounts_are_told_where_only_one_of_them_has_a_rank(chain: Assistant) -> None:
    answer = ask(chain, "槐溪区2023年固定资产投资和旅游收入各多少,全市排第几?")
    assert {"20.5%", "43.5亿元"} <= set(said(answer))
    assert "第1" in answer.text


def test_a_difference_may_be_asked_for_by_its_name(chain: Assistant) -> None:
    assert "9.4个百分点" in said(ask(chain, "槐溪区2023年普高上线率与示范高中上线率之差是多少?"))


@pytest.mark.parametrize(
    ("speaker", "right"),
    [("区长何秋实", "副区长何秋实"), ("区长李望舒", "副区长何秋实"), ("副区长何秋实", ""), ("区长", "")],
)
def test_who_gave_the_report_is_put_right(speaker: str, right: str, chain: Assistant) -> None:
    text = ask(chain, f"槐溪区{speaker}2024年初作的政府工作报告里,2024年接待游客目标是多少?").text
    assert "1200万人次" in text
    assert ("问题所说有误" in text) == bool(right)
    assert right in text


def test_a_deputy_is_not_told_for_the_head(chain: Assistant) -> None:
    assert "何秋实" not in ask(chain, "槐溪区区长是谁?").text
    assert "何秋实" in ask(chain, "槐溪区副区长是谁?").text


def test_a_planned_number_is_not_borne_out_as_a_result(chain: Assistant) -> None:
    assert ask(chain, "槐溪区2024年旅游收入48亿元,是已经完成的吗?").text.startswith("不对，这是目标数")


def test_a_claim_in_round_words_behind_a_blank_is_judged(chain: Assistant) -> None:
    assert ask(chain, "槐溪区 2023一般公共预算收入 41亿 对不对").text.startswith("不对")


def test_what_sorts_the_things_counted_must_be_said(chain: Assistant) -> None:
    answer = ask(chain, "槐溪区2023年召开了多少次知识产权主任会议?")
    assert answer.refused
    assert "知识产权" in answer.text


def test_a_name_in_latin_letters_is_not_passed_over(chain: Assistant) -> None:
    assert ask(chain, "槐溪区SKP第一年旅游营业额多少?").refused


def test_a_bare_confirmation_is_a_claim_to_be_checked(chain: Assistant) -> None:
    assert ask(chain, "槐溪区2024年要新增15家高新技术企业,是吧?").text.startswith("对")


def test_the_task_that_was_given_is_no_result(chain: Assistant) -> None:
    before = "槐溪区2023年新增绿地多少公顷?"
    assert said(ask(chain, before)) == ["8.2公顷"]
    assert said(ask(chain, "年初派的任务是多少?", before)) == ["5公顷"]
