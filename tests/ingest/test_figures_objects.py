"""Subjects that stand further off: what money buys, shared actions, rates of what was just named, lost units."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ingest.test_figures import DONE, bound, read
from vectorstore.figure import Kind, Measure
from vectorstore.period import Period

FIVE_YEARS = replace(DONE, period=Period(2016, 2020))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("投资3.6亿元全面启动29个老旧小区改造。", [("3.6亿元", "老旧小区改造投资"), ("29个", "老旧小区改造")]),
        ("海湾公司22亿元摘牌滨江A地块。", [("22亿元", "滨江A地块")]),
        ("完成73处混错接、28处二次供水改造。", [("73处", "混错接改造"), ("28处", "二次供水改造")]),
        ("河口中学一本上线488人,上线率91.2%。", [("488人", "河口中学一本上线"), ("91.2%", "河口中学一本上线率")]),
        ("9月,望海大厦顺利摘牌,摘牌价10亿元。", [("10亿元", "望海大厦摘牌价")]),
        (
            "城区向北拓展,辖区面积由52平方公里扩大到87平方公里。",
            [("52平方公里", "辖区面积"), ("87平方公里", "辖区面积")],
        ),
    ],
)
def test_a_subject_is_found_where_it_stands(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert bound(sentence) == expected


def test_a_number_that_lost_its_unit_is_doubtful_and_no_part_of_a_phrase() -> None:
    rate, schools, places = read("失业率稳定在4.2%以内累计新建改扩建幼儿园15新增学位4820个。")

    assert (rate.subject.phrase, places.subject.phrase) == ("失业率", "新增学位")
    assert (str(schools.value), schools.unit, schools.subject.indicator) == ("15", "", "幼儿园")
    assert "数字无单位" in schools.doubts


def test_phrases_do_not_begin_with_what_the_kind_tells() -> None:
    assert [draft.subject.phrase for draft in read("完成地区生产总值1360亿元,实现税收90亿元,完成投资7亿元。")] == [
        "地区生产总值",
        "税收",
        "完成投资",
    ]


def test_an_estimate_goes_on_over_comparisons_and_averages() -> None:
    drafts = read("预计全年实现地区生产总值1360亿元,两年平均增长5.1%;服务业增加值812亿元,比上年提高0.6个百分点。")

    assert {draft.kind for draft in drafts} == {Kind.ESTIMATE}
    assert [str(draft.period) for draft in drafts] == ["2020", "2019-2020", "2020", "2020"]


def test_times_in_a_list_are_those_of_the_numbers() -> None:
    drafts = read("地区生产总值一季度、上半年、前三季度分别增长6.2%、3.5%和4.3%。")

    assert [str(draft.period) for draft in drafts] == ["2020Q1", "2020H1", "2020M1-9"]


def test_what_lies_below_a_plan_or_above_others_is_a_difference() -> None:
    _, below, above = read("地区生产总值增长4.6%,较计划目标低2.9个百分点,但高于全国1.6个百分点。")

    assert [(d.subject.indicator, d.direction.value, d.kind) for d in (below, above)] == [
        ("地区生产总值", "down", Kind.ACTUAL),
        ("地区生产总值", "up", Kind.ACTUAL),
    ]


def test_a_second_aim_is_measured_as_the_first() -> None:
    assert [draft.measure for draft in read("地区生产总值增长7%,力争7.5%。")] == [Measure.GROWTH, Measure.GROWTH]


def test_the_ordinal_of_a_sector_is_a_part_of_its_name() -> None:
    assert bound("第一产业增加值25亿元,增长3.9%。")[0][1] == "第一产业增加值"


def test_a_rate_that_was_reached_in_a_span_of_years_is_of_its_last_year() -> None:
    reached, kept, sums = read("森林覆盖率达到32%,失业率始终控制在3%以内,累计完成投资90亿元。", FIVE_YEARS)

    assert [str(draft.period) for draft in (reached, kept, sums)] == ["2020", "2016-2020", "2016-2020"]
    assert reached.kind is Kind.ACTUAL


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("粮食播种面积86万亩;总产38万吨;平均亩产442公斤。", ["粮食播种面积", "粮食总产量", "粮食亩产"]),
        ("生猪出栏42万头,年末存栏25万头。", ["生猪出栏", "生猪存栏"]),
        ("柑橘5万亩,产量9万吨。", ["柑橘", "柑橘产量"]),
        ("固定资产投资(不含农户)[2]比上年增长4.8%。", ["固定资产投资"]),
        ("进出口总额28亿元,其中出口23亿元,进口5亿元。", ["进出口总额", "出口总额", "进口总额"]),
        (
            "规模以上工业增加值增长5%,其中采矿业下降2%,制造业增长6%。",
            ["规模以上工业增加值", "采矿业增加值", "制造业增加值"],
        ),
        (
            "居民消费价格上涨0.4%,其中城市上涨0.3%、农村上涨0.6%。",
            ["居民消费价格指数", "城市居民消费价格指数", "农村居民消费价格指数"],
        ),
        ("城镇、农村居民人均可支配收入分别为3.9万元和2.1万元。", ["城镇居民人均可支配收入", "农村居民人均可支配收入"]),
        ("新材料、智能装备两大产业集群产值分别达到612亿元、438亿元。", ["新材料产业集群产值", "智能装备产业集群产值"]),
        ("R&D经费支出62亿元,与生产总值之比为2.2%。", ["研发经费投入", "研发经费投入"]),
        ("市级政府性基金收入21亿元,支出38亿元。", ["市级政府性基金收入", "市级政府性基金支出"]),
        ("9821户31264名贫困人口全部脱贫。", ["贫困人口", "贫困人口"]),
        ("全社会用电量18.6亿千瓦时,工业用电量11.2亿千瓦时。", ["用电量", "工业用电量"]),
    ],
)
def test_what_is_left_out_is_taken_from_the_words_before(sentence: str, expected: list[str]) -> None:
    assert [indicator for _, indicator in bound(sentence)] == expected


def test_the_day_of_one_event_is_not_the_time_of_the_next_clause() -> None:
    context = replace(DONE, kind=Kind.TARGET, period=Period.year(2021))
    periods = [
        str(draft.period) for draft in read("新二桥6月底建成通车;改造小区150个;10月投产;新建公路12公里。", context)
    ]
    assert periods == ["2021", "2021"]


def test_falls_and_rises_in_one_list_keep_their_direction() -> None:
    drafts = read("进出口总额未达预期,一季度、二季度分别下降5.1%和增长0.8%。")
    assert [(str(draft.period), draft.direction.value) for draft in drafts] == [("2020Q1", "down"), ("2020Q2", "up")]


def test_numbers_go_with_the_list_of_the_clause_before() -> None:
    first, second = read("旅游收入、游客人数再创新高,分别增长16.4%、15.8%,入选百强县。")
    assert (first.subject.indicator, second.subject.indicator) == ("旅游收入", "旅游人数")
    first, second = read("粮食、油料产量稳中有升,分别达到392万吨和32万吨。")
    assert (first.subject.indicator, second.subject.indicator) == ("粮食总产量", "油料产量")


def test_a_total_behind_a_zone_may_be_the_zones() -> None:
    (zone,) = read("江东新区规划完成编制,经济总量年均增长5.8%。")
    (own,) = read("江东新区规划完成编制,全区经济总量年均增长5.8%。")
    assert zone.doubts
    assert not own.doubts


def test_a_yearly_growth_behind_a_compared_year_is_of_the_years_since() -> None:
    *_, yearly = read("2016年,粮食总产量完成59.4万吨,比2011年增长21.9%,年均增长4%。")
    assert str(yearly.period) == "2012-2016"


def test_a_scale_before_people_counts_them() -> None:
    assert [figure.unit for figure in read("惠及2.3万居民。")] == ["万人"]
    assert [figure.unit for figure in read("建成2.1万农民公寓。")] == ["万"]


def test_one_growth_of_two_known_things_is_of_both() -> None:
    figures = read("工业投资、民间投资年均增长6%左右。")
    assert [figure.subject.indicator for figure in figures] == ["工业投资", "民间投资"]
    assert [figure.value for figure in read("地区生产总值、固定资产投资分别增长6%、7%。")] == [6, 7]
