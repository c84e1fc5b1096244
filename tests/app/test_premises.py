"""What a question states for a fact: the words around a claim, its clauses, and each claim held against the reports."""

from __future__ import annotations

import pytest

from app.assistant import Assistant
from app.understanding.framing import unframed
from app.understanding.premises import asks_count, claim_clauses, states_result
from tests.app.reports import ask, said


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("有人说青禾区新增充电桩860个,这个说法准确吗?", "青禾区新增充电桩860个"),
        ("某篇稿子写“青禾区五年植树超过20万棵”,和政府报告对得上吗?", "青禾区五年植树超过20万棵"),
        ("同事写的稿子里说青禾区2022年新建口袋公园12个,有没有写错?", "青禾区2022年新建口袋公园12个"),
        ("核实:青禾区2022年固定资产投资增长11.6%。", "青禾区2022年固定资产投资增长11.6%"),
        ("材料里提到的一窗通办是什么", "材料里提到的一窗通办是什么"),
        ("单位能耗下降多少", "单位能耗下降多少"),
    ],
)
def test_the_words_around_a_claim_are_no_part_of_it(question: str, claim: str) -> None:
    assert unframed(question) == claim


def test_a_question_is_cut_into_one_clause_a_claim() -> None:
    assert claim_clauses("新建学校12所、幼儿园3所,而且生产总值突破百亿") == [
        "新建学校12所",
        "幼儿园3所",
        "而且生产总值突破百亿",
    ]
    assert claim_clauses("改造、扩建学校12所") == ["改造、扩建学校12所"]


def test_what_has_come_about_is_told_from_what_is_asked() -> None:
    assert states_result("30个小区全部改完了")
    assert not states_result("改造30个小区的任务")
    assert asks_count("127家企业的补贴是多少")
    assert not asks_count("全区几乎没有空置")


VERIFIED = [
    ("有人说青禾区2022年固定资产投资增长了11.6%,而且新增充电桩900个,属实吗?", ["对。", "不对。"], ["11.6%", "860个"]),
    ("听说松岭区2022年一般公共预算收入增长4.4%,是真的吗?", ["不对，方向相反"], ["4.4%"]),
    ("网上流传青禾区2022年地区生产总值破千亿,靠谱吗?", ["不对。"], ["486.3亿元"]),
    ("青禾区2022年新增停车泊位3200个、养老床位700张,帮忙核对一下", ["对。", "不对。"], ["3200个", "640张"]),
]


@pytest.mark.parametrize(("question", "verdicts", "figures"), VERIFIED)
def test_every_claim_of_a_question_gets_its_own_verdict(
    question: str, verdicts: list[str], figures: list[str], chain: Assistant
) -> None:
    answer = ask(chain, question)
    lines = answer.text.split("\n")
    assert [line.startswith(verdict) for line, verdict in zip(lines, verdicts, strict=True)] == [True] * len(verdicts)
    assert said(answer) == figures


PREMISES = [
    ("青禾区2022年50个老旧小区全部改完了,花了多长时间?", "24个"),
    ("松岭区2022年社会消费品零售总额大涨8%,主要靠什么拉动?", "1.2%"),
    ("青禾区为什么把2023年规上工业增速目标下调到3%?", "8.5%"),
    ("青禾区2022年外贸进出口总额突破百亿,是怎么做到的?", "58.4亿元"),
    ("青禾区2022年社零大涨2.1%,得益于什么?", "2.1%"),
]


@pytest.mark.parametrize(("question", "figure"), PREMISES)
def test_a_wrong_figure_or_direction_is_put_right_before_anything_else(
    question: str, figure: str, chain: Assistant
) -> None:
    answer = ask(chain, question)
    assert "与报告不符" in answer.text or "并非" in answer.text
    assert figure in said(answer)


def test_a_wrong_level_does_not_hide_the_change_that_is_asked_for(chain: Assistant) -> None:
    answer = ask(chain, "松岭区2022年一般公共预算收入突破了60亿元,比上年涨了多少?")
    assert "与报告不符" in answer.text
    assert "并非增长，而是下降" in answer.text
    assert said(answer) == ["38.9亿元", "4.4%"]


def test_a_figure_that_only_says_which_one_is_meant_is_left_alone(chain: Assistant) -> None:
    answer = ask(chain, "松岭区2022年改造的42个老旧小区惠及多少户居民?")
    assert "不符" not in answer.text
    assert said(answer) == ["3万户"]


def test_the_headline_targets_are_those_of_the_sentence_that_announces_them(chain: Assistant) -> None:
    answer = ask(chain, "列出松岭区2023年有明确增速的主要预期目标")
    assert said(answer) == ["6.5%", "8%", "10%", "8%", "4%"]


def test_how_something_is_done_is_told_by_the_stretch_whose_heading_names_it(chain: Assistant) -> None:
    answer = ask(chain, "青禾区2023年在城市更新上有什么打算?")
    assert "改造老旧小区30个" in answer.text
    assert "新增养老床位" not in answer.text
