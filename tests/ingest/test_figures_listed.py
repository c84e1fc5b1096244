"""Numbers of lists: ranks that several indicators share, grants for each of several, accounts shared out (invented)."""

from __future__ import annotations

from pathlib import Path

from ingest.figures.ledger import extract_figures
from tests.ingest.reports import read_text
from tests.ingest.test_figures import bound, read
from vectorstore.figure import Figure, Measure
from vectorstore.period import Period


def test_a_rank_is_of_each_indicator_of_its_list() -> None:
    drafts = read("地区生产总值、第二产业增加值、固定资产投资3项主要指标增速居全市第二。")
    ranked = [draft.subject.indicator for draft in drafts if draft.measure is Measure.RANK]
    assert ranked == ["地区生产总值", "第二产业增加值", "固定资产投资"]


def test_a_rank_without_a_count_is_of_each_too() -> None:
    drafts = read("房地产开发投资、商品房销售面积增速均居全省第4位。")
    assert [draft.subject.indicator for draft in drafts] == ["房地产开发投资", "商品房销售面积"]


def test_what_is_granted_to_each_is_named_by_both() -> None:
    text = "对在本市落户的40周岁以下博士、35周岁以下硕士,分别给予15万元、10万元一次性安家费。"
    assert bound(text) == [("15万元", "博士一次性安家费"), ("10万元", "硕士一次性安家费")]


def test_grades_share_the_name_of_the_last() -> None:
    text = "对国家级、省级孵化器分别给予100万元、50万元奖励。"
    assert bound(text) == [("100万元", "国家级孵化器奖励"), ("50万元", "省级孵化器奖励")]


def test_a_standard_is_of_what_was_spoken_of() -> None:
    assert bound("农村低保扩面到8.5%,标准提高到4800元。")[1] == ("4800元", "农村低保扩面标准")


BUDGET = """关于云川市2025年预算执行情况的报告
——2026年1月9日在云川市第九届人民代表大会第五次会议上
云川市财政局
一、2025年预算执行情况
(一)市级预算执行情况
市级政府性基金收入12亿元。
(二)地方政府债务情况
全市共偿还政府债务本息61.3亿元,其中:市本级44.7亿元,县区16.6亿元。年底政府债务余额351.1亿元,其中:市本级206.1亿元,县区145亿元。
(三)乡镇财政情况
石箬镇财政收入8640万元,大槲乡财政收入3270万元。全年对乡镇转移支付24850万元。
"""


def figures(folder: Path) -> dict[str, Figure]:
    return {figure.text: figure for figure in extract_figures(read_text(folder, BUDGET))}


def test_what_is_shared_out_among_levels_is_of_all_of_the_place(tmp_path: Path) -> None:
    found = figures(tmp_path)
    assert found["351.1亿元"].indicator == "政府债务余额"
    assert found["206.1亿元"].indicator == "市本级政府债务余额"


def test_accounts_of_two_towns_carry_neither_on(tmp_path: Path) -> None:
    assert figures(tmp_path)["24850万元"].region.name == "云川市"


def test_a_years_total_that_five_years_reached_is_the_last_years(tmp_path: Path) -> None:
    text = """云川市人民政府工作报告(2021年)
——2021年1月9日在云川市第九届人民代表大会第一次会议上
云川市市长 沈牧川
一、“十三五”工作回顾
“十三五”时期,地区生产总值达到780亿元,累计完成固定资产投资1900亿元。
"""
    found = {figure.text: figure for figure in extract_figures(read_text(tmp_path, text))}
    assert found["780亿元"].period == Period.year(2020)
    assert found["1900亿元"].period == Period(2016, 2020)
