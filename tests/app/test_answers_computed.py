"""Arithmetic by the real chain: operands cited, expression shown, refused where one is missing or does not fit."""

from __future__ import annotations

import pytest

from app.assistant import Assistant
from tests.app.reports import ask, said


def test_a_difference_states_and_cites_both_operands(chain: Assistant) -> None:
    answer = ask(chain, "青禾区和松岭区2022年地区生产总值相差多少?")
    assert said(answer)[:2] == ["486.3亿元", "468.3亿元"]
    assert [c.expression for c in answer.calculations] == ["486.3亿元－468.3亿元＝18亿元"]
    assert answer.calculations[0].operands == (1, 2)
    assert "青禾区较多" in answer.text
    assert "约18亿元" in answer.text  # 左右 goes on


def test_a_difference_names_the_larger_whatever_order_was_asked(chain: Assistant) -> None:
    answer = ask(chain, "松岭区和青禾区2022年新增充电桩相差多少个?")
    assert "青禾区较多" in answer.text
    assert "180个" in said(answer)


def test_a_difference_presumed_the_other_way_round_is_put_right(chain: Assistant) -> None:
    assert "并没有较多，而是较少" in ask(chain, "松岭区2022年地区生产总值比青禾区多多少?").text
    assert "并没有" not in ask(chain, "青禾区2022年地区生产总值比松岭区多多少?").text


def test_growths_differ_in_percentage_points(chain: Assistant) -> None:
    answer = ask(chain, "青禾区和松岭区2022年地区生产总值增速相差多少?")
    assert "0.6个百分点" in said(answer)


@pytest.mark.parametrize("words", ["相差几个百分点", "相差多少个百分点", "高几个百分点"])
def test_growths_may_be_asked_to_differ_in_percentage_points(words: str, chain: Assistant) -> None:
    answer = ask(chain, f"青禾区2022年地区生产总值增速和松岭区{words}?")
    assert "0.6个百分点" in said(answer)


def test_a_growth_and_a_decline_differ_by_both_together(chain: Assistant) -> None:
    answer = ask(chain, "青禾区和松岭区2022年社会消费品零售总额增速相差多少?")
    assert "3.3个百分点" in said(answer)


def test_shares_differ_in_percentage_points(chain: Assistant) -> None:
    assert "5.8个百分点" in said(ask(chain, "青禾区和松岭区2022年空气质量优良率相差多少?"))


def test_a_target_and_a_result_of_two_years_are_told_apart(chain: Assistant) -> None:
    answer = ask(chain, "青禾区2023年改造老旧小区目标比2022年实际多多少个?")
    assert said(answer) == ["30个", "24个", "6个"]


def test_an_executed_amount_is_held_against_the_budget(chain: Assistant) -> None:
    answer = ask(chain, "青禾区2022年住房保障支出执行数比预算数少多少?")
    assert "800万元" in said(answer)


def test_a_sum_shows_its_terms(chain: Assistant) -> None:
    answer = ask(chain, "2022年青禾区和松岭区新增停车泊位合计多少个?")
    assert said(answer) == ["3200个", "2300个", "5500个"]
    assert answer.calculations[0].expression == "3200个＋2300个＝5500个"


def test_a_sum_over_units_is_exact(chain: Assistant) -> None:
    answer = ask(chain, "青禾区2022年教育支出、卫生健康支出、住房保障支出合计多少?")
    assert "16.89亿元" in said(answer) or "168900万元" in said(answer)


def test_no_sum_is_given_when_an_operand_is_missing(chain: Assistant) -> None:
    answer = ask(chain, "2022年青禾区和松岭区外贸进出口总额合计多少?")
    assert "没有查到松岭区2022年" in answer.text
    assert answer.calculations == ()


def test_that_no_sum_can_be_given_is_said(chain: Assistant) -> None:
    assert "不能合计" in ask(chain, "2022年青禾区和松岭区外贸进出口总额合计多少?").text


def test_growths_are_not_added_up(chain: Assistant) -> None:
    answer = ask(chain, "青禾区和松岭区2022年地区生产总值增速合计多少?")
    assert "9.8" not in answer.text
    assert answer.calculations == ()


def test_a_share_that_the_report_gives_is_not_reckoned(chain: Assistant) -> None:
    answer = ask(chain, "青禾区2022年教育支出占一般公共预算支出的比重是多少?")
    assert said(answer) == ["18.4%"]
    assert answer.calculations == ()


def test_a_share_takes_part_and_whole_from_one_report(chain: Assistant) -> None:
    assert "78.25%" in ask(chain, "青禾区2022年税收收入占一般公共预算收入的比重是多少?").text


def test_a_ratio_is_given_in_multiples(chain: Assistant) -> None:
    answer = ask(chain, "2022年青禾区新增停车泊位是松岭区的几倍?")
    assert answer.calculations[0].expression == "3200个÷2300个＝1.39倍"


def test_a_growth_between_two_years_is_reckoned_when_no_report_gives_it(chain: Assistant) -> None:
    answer = ask(chain, "青禾区2022年卫生健康支出比2021年增长多少?")
    assert "5200万元" in said(answer)
    assert "11.28%" in answer.text


def test_a_computed_figure_is_recorded_as_it_is_stated(chain: Assistant) -> None:
    answer = ask(chain, "青禾区2022年卫生健康支出比2021年增长多少?")
    assert "11.28%" in said(answer)


def test_a_level_is_implied_by_a_base_and_a_rate(chain: Assistant) -> None:
    answer = ask(chain, "按7%的增长推算,青禾区2023年地区生产总值约为多少?")
    assert answer.calculations[0].expression == "486.3亿元×（1＋7%）＝520.34亿元"
    assert "推算" in answer.text


def test_a_level_of_the_year_before_is_implied_by_growth(chain: Assistant) -> None:
    answer = ask(chain, "由2022年的地区生产总值和增速倒推,松岭区2021年地区生产总值约为多少?")
    assert "447.71" in answer.text


def test_about_is_said_once(chain: Assistant) -> None:
    assert "约为约" not in ask(chain, "按7%的增长推算,青禾区2023年地区生产总值约为多少?").text


def test_an_implied_figure_is_recorded_under_its_own_year(chain: Assistant) -> None:
    answer = ask(chain, "按7%的增长推算,青禾区2023年地区生产总值约为多少?")
    implied = answer.figures[-1]
    assert (implied.period, implied.kind) == ("2023", None)


def test_the_highest_is_named_with_the_whole_ranking(chain: Assistant) -> None:
    answer = ask(chain, "哪个区2022年社会消费品零售总额最高?")
    assert answer.text.startswith("松岭区")
    assert said(answer)[:2] == ["231.7亿元", "213.7亿元"]


def test_the_lowest_is_named_when_asked_for(chain: Assistant) -> None:
    answer = ask(chain, "哪个区2022年空气质量优良天数最少?")
    assert answer.text.startswith("青禾区")


def test_a_decline_ranks_below_a_small_growth(chain: Assistant) -> None:
    assert ask(chain, "哪个区2022年社会消费品零售总额增速最高?").text.startswith("松岭区")


def test_which_of_two_is_larger_is_said_first(chain: Assistant) -> None:
    assert ask(chain, "青禾区和松岭区2022年城镇新增就业哪个多?").text.startswith("青禾区")


def test_a_given_quantity_is_converted_exactly(chain: Assistant) -> None:
    assert ask(chain, "486.3亿元换算成万元是多少?").text == "486.3亿元＝4863000万元。"
    assert "不能换算" in ask(chain, "486.3亿元换算成公顷是多少?").text


def test_a_result_is_held_against_the_target_of_its_year(chain: Assistant) -> None:
    answer = ask(chain, "青禾区2023年新增养老床位目标完成了吗?")
    assert said(answer)[0] == "800张"
    assert "没有查到" in answer.text
    assert "640张" not in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "青禾区和松岭区2022年地区生产总值相差多少?",
        "2022年青禾区和松岭区新增停车泊位合计多少个?",
        "青禾区2022年卫生健康支出比2021年增长多少?",
        "哪个区2022年社会消费品零售总额最高?",
        "青禾区2022年税收收入占一般公共预算收入的比重是多少?",
    ],
)
def test_every_operand_is_cited_by_number(question: str, chain: Assistant) -> None:
    answer = ask(chain, question)
    numbers = {citation.number for citation in answer.citations}
    assert answer.calculations
    assert all(calculation.operands and set(calculation.operands) <= numbers for calculation in answer.calculations)


def test_no_operand_is_added_twice(chain: Assistant) -> None:
    answer = ask(chain, "两区2022年惠及居民一共多少户?")
    assert "5.3万户" in said(answer)


def test_a_result_and_a_target_are_not_added_up(chain: Assistant) -> None:
    answer = ask(chain, "青禾区2022年和2023年新增停车泊位分别是多少,合计多少?")
    assert {"3200个", "4500个"} <= set(said(answer))
    assert "7700" not in answer.text


def test_incomes_named_in_short_are_compared(chain: Assistant) -> None:
    assert "1510元" in said(ask(chain, "青禾区2022年人均可支配收入比松岭区高多少元?"))


def test_a_result_is_held_against_its_budget(chain: Assistant) -> None:
    assert "500万元" in said(ask(chain, "青禾区教育支出2022年比预算多多少?"))


def test_that_an_operand_is_in_conflict_is_said(chain: Assistant) -> None:
    assert "42.3" in ask(chain, "青禾区2022年一般公共预算收入比松岭区多多少?").text


def test_a_place_of_no_report_makes_a_comparison_impossible(chain: Assistant) -> None:
    assert "白鹭县" in ask(chain, "青禾区和白鹭县2022年地区生产总值相差多少?").text


def test_places_are_ranked_each_in_its_own_year(chain: Assistant) -> None:
    answer = ask(chain, "城镇新增就业从高到低排个名:青禾2023年、松岭2022年")
    assert said(answer)[:2] == ["1.9万人", "1.68万人"]


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("2022年青禾、松岭的新增充电桩从多到少怎么排,第一名比最后一名多多少?", "180个"),
        ("青禾区2022年一般公共预算收入相当于地区生产总值的多大比例?", "8.76%"),
        ("白荻区民生支出36亿元占总支出的80%,反推一下总支出是多少?", "45亿元"),
    ],
)
def test_what_is_asked_in_passing_is_reckoned_too(question: str, figure: str, chain: Assistant) -> None:
    assert figure in ask(chain, question).text
