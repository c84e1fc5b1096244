"""The scorer on hand-made right and wrong answers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.answer import Nearest
from evals.metrics import Tally, Verdict, citation_precision, judge
from tests.evals.answers import REGIONS, answer, citation, growth, stated, turn


def verdict(text: str, figures: list[dict[str, Any]], **fields: Any) -> Verdict:
    return judge(turn(figures=figures, **fields), answer(text), {}, REGIONS).verdict


RIGHT = [
    ("云溪区2021年地区生产总值预期目标为增长7%[1]。", [growth()]),
    ("增长7 %左右[1]", [growth()]),
    ("云溪区2021年目标是增长百分之七。", [growth()]),
    ("云溪区2021年目标是完成固定资产投资270亿元", [growth("270", unit="亿元")]),
    ("合2700000万元", [growth("270", unit="亿元")]),
    ("约1,360.5亿元", [growth("1360.5", unit="亿元", kind="actual")]),
    ("云溪区完成1360亿", [growth("1360", unit="亿元", kind="actual")]),
    ("云溪区、石桥区分别增长7%和8%。", [growth(), growth("8", region="石桥区")]),
    (
        "云溪区增长7%,石桥区增长8%,云溪区低1个百分点。",
        [growth(), growth("8", region="石桥区"), growth("1", unit="个百分点")],
    ),
    ("两区目标:云溪区、石桥区均为7%", [growth(), growth(region="石桥区")]),
    ("2021年目标7%,2020年实际下降10%。", [growth(), growth("10", period="2020", kind="actual", direction="down")]),
    ("2020年增速为-10%。", [growth("-10", period="2020", kind="actual")]),
    ("新增学位1-2个", [growth("1", unit="个", upper="2")]),
    ("| 地区 | 2021年目标(亿元) |\n|---|---|\n| 云溪区 | 270 |\n| 石桥区 | 300 |", [growth("270", unit="亿元")]),
    ("云溪区位居全市第6。", [{"value": "6", "unit": ""}]),
    ("历时3年。", [{"value": "3", "unit": "年"}]),
    ("与2019年相比,2021年目标增长7%", [growth()]),
    ("占澄江市的比重,云溪区为7%", [growth()]),
    ("云溪区2021年目标为7%(见《云溪区2019年预算执行情况报告》)[1]", [growth()]),
    ("云溪区2020年为15个(见《2021年云溪区工作报告》)", [growth("15", unit="个", period="2020", kind="actual")]),
    ("建成停车场12处", [{"value": "12", "unit": "个"}]),
]

WRONG = [
    ("云溪区2021年地区生产总值预期目标为增长7.1%[1]。", [growth()], "altered digit"),
    ("云溪区2021年目标增长17%。", [growth()], "a digit more"),
    ("石桥区2021年地区生产总值目标增长7%。", [growth()], "swapped region"),
    ("石桥区、云溪区分别增长7%和8%。", [growth(), growth("8", region="石桥区")], "two regions swapped"),
    ("新增就业3万人。", [{"value": "2.3", "unit": "万人"}], "3万 for 2.3万"),
    ("新增就业2.3万人。", [{"value": "3", "unit": "万人"}], "2.3万 for 3万"),
    ("云溪区2021年实际增长7%。", [growth()], "target for result"),
    ("云溪区2021年预期目标为增长7%。", [growth(kind="actual")], "result for target"),
    ("云溪区2020年目标增长7%。", [growth()], "another year"),
    ("2020年增长10%。", [growth("10", period="2020", kind="actual", direction="down")], "flipped direction"),
    ("2020年下降10%。", [growth("10", period="2020", kind="actual", direction="up")], "flipped direction"),
    ("云溪区2021年目标增长7个百分点。", [growth()], "points for percent"),
    ("云溪区目标270万元。", [growth("270", unit="亿元")], "another unit"),
    ("云溪区目标270。", [growth("270", unit="亿元")], "no unit"),
    ("云溪区目标增长7%。", [growth(), growth("8", region="石桥区")], "one of two left out"),
    ("云溪区2021年目标增长7%。云溪区2021年目标增长8%。", [growth()], "a second value for the same slot"),
    ("合2.7亿元", [growth("27000", unit="万元", exact_unit=True)], "not the unit that was asked for"),
    ("第16位", [{"value": "6", "unit": ""}], "digit boundary"),
    ("有12户", [{"value": "12", "unit": "人"}], "households for people"),
]


@pytest.mark.parametrize(("text", "figures"), RIGHT)
def test_a_right_answer_is_right(text: str, figures: list[dict[str, Any]]) -> None:
    assert verdict(text, figures) is Verdict.RIGHT


@pytest.mark.parametrize(("text", "figures", "why"), WRONG, ids=[item[2] for item in WRONG])
def test_a_wrong_answer_is_wrong(text: str, figures: list[dict[str, Any]], why: str) -> None:
    assert verdict(text, figures) is Verdict.WRONG, why


def test_what_the_answer_line_claims_counts_like_what_its_text_says() -> None:
    expected = turn(figures=[growth()])
    claim = {"indicator": "地区生产总值", "period": "2021", "kind": "target"}
    good = answer("增长7%[1]。", figures=(stated("7", "%", region="云溪区", **claim),))
    swapped = answer("增长7%[1]。", figures=(stated("7", "%", region="石桥区", **claim),))
    assert judge(expected, good, {}, REGIONS).verdict is Verdict.RIGHT
    assert judge(expected, swapped, {}, REGIONS).verdict is Verdict.WRONG


def test_a_figure_left_out_is_told_from_a_false_one() -> None:
    expected = turn(figures=[growth()])
    assert judge(expected, answer("云溪区2021年目标增长9%。"), {}, REGIONS).false_figure
    assert not judge(expected, answer("云溪区经济稳步发展。"), {}, REGIONS).false_figure


def test_refusals_are_their_own_class() -> None:
    answerable, not_there = turn(figures=[growth()]), turn(answerable=False)
    refusal = answer("报告中没有这一数字。", refused=True)
    assert judge(answerable, refusal, {}).verdict is Verdict.NEEDLESS_REFUSAL
    assert judge(answerable, refusal, {}).points == 0
    assert judge(not_there, refusal, {}).verdict is Verdict.RIGHT_REFUSAL
    assert judge(not_there, answer("增长7%。"), {}).verdict is Verdict.MISSING_REFUSAL
    assert judge(not_there, answer("增长7%。"), {}).points == -1
    assert judge(turn(figures=[growth()], refusal_accepted=True), refusal, {}).verdict is Verdict.RIGHT_REFUSAL


def test_a_refusal_may_offer_labelled_figures_but_not_state_a_forbidden_one() -> None:
    expected = turn(answerable=False, must_not=["7%"])
    offer = Nearest("云溪区2021年目标:增长7%", "云溪区2021年目标?", 1)
    labelled = answer("没有2022年的数字。\n- 云溪区2021年目标:增长7%[1]", refused=True, nearest=(offer,))
    stating = answer("没有确切数字,应当是7%。", refused=True)
    assert judge(expected, labelled, {}).verdict is Verdict.RIGHT_REFUSAL
    assert judge(expected, stating, {}).verdict is Verdict.WRONG


def test_words_are_looked_up_without_regard_to_space_and_width_but_whole_numbers_only() -> None:
    expected = turn(must=["区建设局"], must_any=[["牵头", "负责"]], must_not=["3万"])
    assert judge(expected, answer("由区 建设局负责,共2.3万人"), {}).verdict is Verdict.RIGHT
    assert judge(expected, answer("由区建设局负责,共3万人"), {}).verdict is Verdict.WRONG
    assert judge(expected, answer("区建设局"), {}).verdict is Verdict.WRONG


def test_a_conflict_must_be_said() -> None:
    expected = turn(figures=[{"value": "7", "unit": "%"}, {"value": "8", "unit": "%"}], conflict=True)
    assert judge(expected, answer("一处为7%,另一处为8%,两处不一致。"), {}).verdict is Verdict.RIGHT
    assert judge(expected, answer("一处为7%,另一处为8%。", conflict=True), {}).verdict is Verdict.RIGHT
    assert judge(expected, answer("7%和8%。"), {}).verdict is Verdict.WRONG


def test_the_two_sides_of_a_conflict_do_not_contradict_each_other() -> None:
    figures = [growth("16", unit="条"), growth("19", unit="条")]
    text = "云溪区2021年通车道路说法不一致:\n- 云溪区2021年目标为16条[1]\n- 云溪区2021年目标为19条[2]"
    assert judge(turn(figures=figures, conflict=True), answer(text), {}, REGIONS).verdict is Verdict.RIGHT
    assert judge(turn(figures=figures[:1]), answer(text), {}, REGIONS).verdict is Verdict.WRONG


def test_a_computed_figure_is_bound_to_no_period_or_kind_of_its_own() -> None:
    evidence = [{"document": "d", "figure": "380亿元"}, {"document": "d", "figure": "365亿元"}]
    expected = turn(figures=[growth("15", unit="亿元", kind="actual", period="2023")], evidence=evidence)
    text = "云溪区完成目标,2024年的目标之外超出15亿元(计算:380亿元-365亿元=15亿元)[1][2]"
    assert judge(expected, answer(text), {}, REGIONS).verdict is Verdict.RIGHT
    assert judge(expected, answer(text.replace("15亿元", "16亿元")), {}, REGIONS).verdict is Verdict.WRONG


def test_figures_that_a_refusal_labels_as_not_asked_for_are_no_statement() -> None:
    expected = turn(figures=[growth()], must_not=["9%"])
    offering = answer("没有查到这一数字。\n报告中相近的数字(并非所问):2022年为8%[1]。\n另有:9%[2]。", refused=True)
    assert judge(expected, offering, {}, REGIONS).verdict is Verdict.NEEDLESS_REFUSAL


def test_a_tolerance_of_a_tenth_of_a_percent_is_told_from_exactness() -> None:
    judgement = judge(turn(figures=[growth("1000", unit="亿元")]), answer("2021年目标1000.5亿元"), {}, REGIONS)
    assert judgement.verdict is Verdict.WRONG
    assert (judgement.exact.hits, judgement.near.hits) == (0, 1)
    lenient = turn(figures=[growth("1000", unit="亿元", tolerance=1)])
    assert judge(lenient, answer("2021年目标1000.5亿元"), {}, REGIONS).verdict is Verdict.RIGHT


def test_a_citation_counts_when_its_quote_holds_the_figure() -> None:
    expected = turn(figures=[growth()], evidence=[{"document": "yunxi-2021", "section": "二", "figure": "7%"}])
    figure = stated("7", "%", region="云溪区", kind="target", period="2021")
    right = answer("目标增长7%[1]", figures=(figure,), citations=(citation("生产总值增长7%"),))
    altered = answer("目标增长7%[1]", figures=(figure,), citations=(citation("生产总值增长17%"),))
    elsewhere = answer("目标增长7%[1]", figures=(figure,), citations=(citation("生产总值增长7%", "shiqiao-2021"),))
    judged = judge(expected, right, {}, REGIONS)
    assert (judged.citation_precision.hits, judged.citation_recall.hits, judged.documents.hits) == (1, 1, 1)
    judged = judge(expected, altered, {}, REGIONS)
    assert (judged.citation_precision.hits, judged.citation_recall.hits) == (0, 0)
    judged = judge(expected, elsewhere, {}, REGIONS)
    assert (judged.citation_recall.hits, judged.documents.hits) == (0, 0)


def test_a_quote_is_literal_when_it_stands_in_the_document_whitespace_aside() -> None:
    expected = turn(figures=[growth()])
    texts = {"yunxi-2021": "生产总值增\n长 7%,财政收入增长8%。"}
    stated_once = answer("2021年目标增长7%", citations=(citation("生产总值增长7%"),))
    invented = answer("2021年目标增长7%", citations=(citation("生产总值增长9%"),))
    assert judge(expected, stated_once, texts, REGIONS).literal.hits == 1
    assert judge(expected, invented, texts, REGIONS).literal.hits == 0


def test_a_computed_figure_needs_no_sentence_but_its_operands_do() -> None:
    read, computed = stated("7", "%"), stated("2", "个百分点", indicator="地区生产总值（计算）")
    quoted = answer("增长7%,高2个百分点[1]。", figures=(read, computed), citations=(citation("增长7%"),))
    assert citation_precision(quoted) == Tally(1, 1)
    assert citation_precision(replace(quoted, citations=(citation("增长6%"),))) == Tally(0, 1)
