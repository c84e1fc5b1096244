"""How statistical bulletins put their figures: scopes, constant prices, structures, households (invented)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ingest.test_figures import DONE, bound, read
from vectorstore.figure import Direction, Kind
from vectorstore.period import Period
from vectorstore.region import Level, Region

PREFECTURE = replace(DONE, region=Region("青湖自治州", Level.CITY), section=("一、综合",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("自治州地区生产总值412.5亿元。", [("412.5亿元", "地区生产总值")]),
        ("全年全州地方粮食产量31.2万吨。", [("31.2万吨", "粮食总产量")]),
        ("初步核算全市实现地区生产总值812亿元。", [("812亿元", "地区生产总值")]),
        ("年末牲畜存栏88.1万头(只)、下降2.1%。", [("88.1万头", "牲畜存栏"), ("2.1%", "牲畜存栏")]),
        (
            "邮政业务收入1.2亿元(不包括储蓄银行营业收入)、增长3.3%。",
            [("1.2亿元", "邮政业务收入"), ("3.3%", "邮政业务收入")],
        ),
        ("区域环境噪声昼间均值为51.2分贝。", [("51.2分贝", "区域环境噪声昼间均值")]),
        (
            "全市21个考核断面水质达标率100%。",
            [("21个", "考核断面"), ("100%", "考核断面水质达标率")],
        ),
        ("城镇消费品零售总额61亿元。", [("61亿元", "城镇消费品零售总额")]),
    ],
)
def test_scope_price_and_remark_are_no_part_of_what_is_counted(text: str, expected: list[tuple[str, str]]) -> None:
    assert bound(text, PREFECTURE) == expected


@pytest.mark.parametrize("marks", [":", "∶", "︰"])
def test_the_structure_of_three_industries_is_three_shares(marks: str) -> None:
    shares = read(f"三次产业结构由上年的12.0:33.0:55.0调整为{marks.join(['11.5', '34.1', '54.4'])}。")
    assert [(draft.quantity.text, draft.unit) for draft in shares] == [("11.5", "%"), ("34.1", "%"), ("54.4", "%")]
    assert [draft.subject.indicator[:4] for draft in shares] == ["第一产业", "第二产业", "第三产业"]


def test_three_numbers_that_are_no_whole_are_no_structure() -> None:
    assert read("三次产业结构比例为1:2:3。") == []


@pytest.mark.parametrize(
    ("text", "number", "name"),
    [
        ("城乡居民收入比由上年的2.31缩小为2.27。", "2.27", "城乡居民收入比"),
        ("城乡居民收入比由上年的2.09:1缩小为2.05:1。", "2.05", "城乡居民收入比"),
        ("空气质量综合指数为3.414;优良天数320天。", "3.414", "空气质量综合指数"),
    ],
)
def test_ratios_and_indexes_are_figures_without_a_unit(text: str, number: str, name: str) -> None:
    first = read(text)[0]
    assert (first.quantity.text, first.unit, first.subject.indicator) == (number, "", name)
    assert "数字无单位" not in first.doubts


def test_an_index_with_a_unit_keeps_it() -> None:
    assert bound("居民家庭恩格尔系数为29.7%。") == [("29.7%", "居民家庭恩格尔系数")]


def test_the_year_of_constant_prices_dates_nothing() -> None:
    drafts = read("邮政业务总量26.1亿元(2020年不变价),增长3.3%;电信业务总量(上年不变价)19.8亿元。")
    assert {draft.period for draft in drafts} == {DONE.period}


def test_a_school_year_that_begins_in_the_year_told_is_no_target() -> None:
    assert DONE.report_year is not None
    year = DONE.period.end if DONE.period else 0
    first = read(f"{year}—{year + 1}学年,共有高等院校5所。")[0]
    assert (first.period, first.kind) == (Period.year(year), Kind.ACTUAL)


def test_a_rise_that_shrinks_went_down() -> None:
    last = read("居民消费价格上涨0.6%,涨幅比上年缩小0.2个百分点。")[-1]
    assert (last.subject.indicator, last.direction) == ("居民消费价格指数", Direction.DOWN)


def test_parts_of_income_belong_to_the_households_named_before() -> None:
    assert bound("城镇居民工资性收入2.1万元、经营净收入4千元;农村居民工资性收入1.1万元、经营净收入5千元。") == [
        ("2.1万元", "城镇居民工资性收入"),
        ("4千元", "城镇居民经营净收入"),
        ("1.1万元", "农村居民工资性收入"),
        ("5千元", "农村居民经营净收入"),
    ]


def test_two_numbers_of_town_and_country_are_one_of_each() -> None:
    assert bound("城镇和农村低保对象为2.6万人和15.2万人。") == [
        ("2.6万人", "城镇低保对象"),
        ("15.2万人", "农村低保对象"),
    ]


def test_measures_that_follow_are_of_the_places_listed_before() -> None:
    drafts = read(
        "甲山县、乙水县、丙川县年平均气温分别为8.8摄氏度、10.2摄氏度、5.9摄氏度,年降水量分别为113毫米、46毫米、165毫米。",
        PREFECTURE,
    )
    assert [draft.region.name for draft in drafts] == ["甲山县", "乙水县", "丙川县"] * 2
    assert [draft.subject.indicator for draft in drafts[3:]] == ["年降水量"] * 3
