"""Figures of budget reports and statistical bulletins: accounts, plans that were adjusted, changes and remarks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.figures.context import Context
from ingest.figures.holder import Holder
from ingest.figures.ledger import extract_figures
from tests.ingest.reports import read_text
from tests.ingest.test_figures import DONE, bound, read
from vectorstore.budget_level import alike, level_in
from vectorstore.figure import Direction, Kind, Measure
from vectorstore.region import Level, Region
from vectorstore.units import dimension


def test_a_plan_its_adjustment_and_its_outcome_are_one_account_of_two_kinds() -> None:
    drafts = read("市人大会议批准的政府性基金收入年初预算合计12亿元,执行中调整为15.5亿元,实际完成16亿元,增长3%。")
    assert {draft.subject.indicator for draft in drafts} == {"政府性基金预算收入"}
    assert [draft.kind for draft in drafts] == [Kind.BUDGET, Kind.BUDGET, Kind.ACTUAL, Kind.ACTUAL]


def test_a_share_of_the_changed_budget_is_a_share_of_the_account() -> None:
    level, share = read("一般公共预算支出4.2亿元,完成变动预算的92%。")
    assert (share.subject, share.base, share.measure) == (level.subject, "为变动预算", Measure.SHARE)


def test_a_fund_of_its_own_keeps_its_spending_and_what_is_left() -> None:
    assert [name for _, name in bound("职工基本医疗保险基金收入5亿元、支出4亿元,年末滚存结余9亿元。")] == [
        "职工基本医疗保险基金收入",
        "职工基本医疗保险基金支出",
        "职工基本医疗保险基金年末滚存结余",
    ]


def test_a_deficit_is_a_sum_below_nothing_and_no_decline() -> None:
    (left,) = read("本年收支结余-1238万元。")
    assert (left.measure, left.direction, str(left.value), left.unit) == (
        Measure.LEVEL,
        Direction.DOWN,
        "1238",
        "万元",
    )


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("加上年结余3亿元。", "上年结余"),
        ("加上上级补助等转移性收入3亿元。", "转移性收入"),
        ("●教育支出3亿元。", "教育支出"),
        ("生产总值②达到300亿元。", "地区生产总值"),
        ("固定资产投资(不含农户,下同)下降7.5%。", "固定资产投资"),
        ("一般公共预算收入预计完成(以下简称完成)19亿元。", "地方一般公共预算收入"),
        ("区域间转移性收入693万元。", "区域间转移性收入"),
        ("普通中等专业学校5所。", "普通中等专业学校"),
        ("全区共有剧场3家。", "剧场"),
        ("城镇常住人口12万人。", "城镇常住人口"),
    ],
)
def test_marks_remarks_and_small_words_are_no_part_of_a_name(text: str, indicator: str) -> None:
    assert bound(text)[0][1] == indicator


def test_a_yield_that_falls_falls_by_a_rate() -> None:
    _, fall = read("夏粮产量34万吨,减产2.7%。")
    assert (fall.measure, fall.direction, fall.subject.indicator) == (Measure.GROWTH, Direction.DOWN, "夏粮产量")


def test_what_a_change_is_compared_with_ends_before_its_verb() -> None:
    _, points = read("城镇化率61%,比上年末提高0.9个百分点。")
    assert points.base == "比上年末"


@pytest.mark.parametrize(
    "text", ["安排就业资金3亿元。", "将补助标准提高到99元。", "争取增发国债5亿元。", "确保兑付,压降平台公司22家。"]
)
def test_what_a_look_back_says_was_arranged_is_done(text: str) -> None:
    assert [draft.kind for draft in read(text)] == [Kind.ACTUAL]


def test_a_look_ahead_in_a_look_back_stays_a_target() -> None:
    assert [draft.kind for draft in read("下一步,将新建学校5所。", DONE)] == [Kind.TARGET]


def test_freight_is_carried_over_kilometres() -> None:
    assert bound("公路货物周转量38亿吨公里;客运周转量12亿人公里。") == [
        ("38亿吨公里", "公路货物周转量"),
        ("12亿人公里", "客运周转量"),
    ]
    assert dimension("亿吨公里") != dimension("亿人公里")


CITY = Region("澜江市", Level.CITY, ("岚江省",))
ACCOUNTS = replace(
    DONE,
    region=CITY,
    subdocument_kind="budget_report",
    section=("一、2020年预算执行情况", "（一）一般公共预算收支情况"),
    holder=Holder(),
)


def held_by(text: str, context: Context = ACCOUNTS) -> list[tuple[str, str]]:
    return [(draft.subject.indicator, draft.region.name) for draft in read(text, context)]


def test_what_follows_a_levels_account_is_in_that_level() -> None:
    names = held_by("市级一般公共预算收入7.6亿元,其中税收收入4亿元;加上上级补助收入3亿元,收入总计10.6亿元。")
    assert [name for name, _ in names] == [
        "市级一般公共预算收入",
        "市级税收收入",
        "市级转移支付",
        "市级一般公共预算收入总计",
    ]


def test_a_bracket_gives_the_parts_of_a_level_and_a_zone() -> None:
    names = held_by("市级一般公共预算收入37亿元(其中:市本级31亿元,开发区6亿元),增长14%。")
    assert names == [
        ("市级一般公共预算收入", "澜江市"),
        ("市本级一般公共预算收入", "澜江市"),
        ("地方一般公共预算收入", "开发区"),
        ("市级一般公共预算收入", "澜江市"),
    ]


def test_a_level_holds_for_the_sentences_behind_it_until_the_whole_is_named(tmp_path: Path) -> None:
    text = """澜江市2022年预算执行情况和2023年预算草案的报告

一、2022年预算执行情况
（一）一般公共预算
市级一般公共预算收入完成7.6亿元，下降5%。一般公共预算支出11.9亿元。全市教育支出30亿元。
（二）青岚管理区预算执行情况
一般公共预算支出2.1亿元。
"""
    figures = extract_figures(read_text(tmp_path, text))
    assert [(f.text, f.indicator, f.region.name) for f in figures] == [
        ("7.6亿元", "市级一般公共预算收入", "澜江市"),
        ("5%", "市级一般公共预算收入", "澜江市"),
        ("11.9亿元", "市级一般公共预算支出", "澜江市"),
        ("30亿元", "教育支出", "澜江市"),
        ("2.1亿元", "地方一般公共预算支出", "青岚管理区"),
    ]


def test_a_level_is_told_from_the_whole_by_name_only_for_accounts() -> None:
    assert level_in("澜江市级一般公共预算支出是多少") == "市级"
    assert level_in("全市和市本级的一般公共预算支出") == ""
    assert level_in("市级重点实验室有几个") == ""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("省级以上企业技术中心17个,其中国家级3个。", ["省级以上企业技术中心", "国家级企业技术中心"]),
        ("普通高中8所,招生2万人,在校生6万人。", ["普通高中", "普通高中招生", "普通高中在校生"]),
        (
            "债务余额9亿元(一般债务6亿元,占比67%),增长3%。",
            ["政府债务余额", "一般债务余额", "一般债务余额占比", "政府债务余额"],
        ),
        ("非税收入总额9亿元,比“十三五”时期的8亿元增加1亿元。", ["非税收入", "非税收入", "非税收入"]),
        ("市级重点实验室5个,大学3所。", ["市级重点实验室", "大学"]),
        ("利润总额9亿元,其中私营企业5亿元;外资企业3亿元。", ["利润总额", "私营企业利润总额", "外资企业利润总额"]),
        ("主要产品产量中,钢材8万吨;汽车6万辆。", ["钢材产量", "汽车产量"]),
        ("第一、第三产业增加值分别增长3.1%、5.1%。", ["第一产业增加值", "第三产业增加值"]),
        ("第一、二产业增加值占比分别为4%、40%。", ["第一产业增加值占比", "第二产业增加值占比"]),
        ("有检验检测机构7个。", ["检验检测机构"]),
    ],
)
def test_a_part_is_named_after_the_whole_that_it_is_said_of(text: str, names: list[str]) -> None:
    assert [name for _, name in bound(text)] == names


def test_a_city_whose_name_begins_like_a_joint_is_a_place() -> None:
    region = Region("和田地区", Level.CITY, ("新疆维吾尔自治区",))
    (rise,) = read("全年和田市居民消费价格上涨0.6%。", replace(DONE, region=region))
    assert (rise.region.name, rise.subject.indicator) == ("和田市", "居民消费价格指数")


def test_a_side_without_a_fund_is_of_the_fund_spoken_of_before(tmp_path: Path) -> None:
    text = """澜江市2022年预算执行情况和2023年预算草案的报告

一、2022年预算执行情况
（一）预算收支情况
市人大批准的2022年市本级政府性基金预算收入50亿元，实际完成28亿元。支出预算为51亿元，支出预算调整为75亿元，实际完成31亿元。年末滚存结余4亿元。
"""
    figures = extract_figures(read_text(tmp_path, text))
    assert [(f.indicator, f.kind) for f in figures] == [
        ("市本级政府性基金预算收入", Kind.BUDGET),
        ("市本级政府性基金预算收入", Kind.ACTUAL),
        ("市本级政府性基金预算支出", Kind.BUDGET),
        ("市本级政府性基金预算支出", Kind.BUDGET),
        ("市本级政府性基金预算支出", Kind.ACTUAL),
        ("市本级政府性基金预算年末滚存结余", Kind.ACTUAL),
    ]


def test_another_levels_debt_behind_a_semicolon_is_no_part_of_the_first() -> None:
    own, part, other = read("市级政府债务限额9亿元,其中:一般债务限额5亿元;县区政府债务限额8亿元。", ACCOUNTS)
    assert (own.part_of, part.part_of, other.part_of) == ("", own.subject.indicator, "")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("筹措资金19万元,支持老旧小区改造和租赁住房补助。", "老旧小区改造和租赁住房补助资金"),
        ("投入资金2亿元用于标准化厂房建设。", "标准化厂房建设资金"),
        ("科技专项资金3亿元,支持研发平台建设。", "科技专项资金"),
        ("筹集0.4亿元,完善教育资助体系,减轻家庭负担。", "教育资助体系资金"),
        ("下达1.2亿元,推动养老服务提质,新建照料中心。", "养老服务提质资金"),
        ("全市教育支出9亿元。统筹2100万元,支持云岫学院扩建。", "云岫学院扩建资金"),
        ("全市财政收入2018年首次突破60亿元,2021年达到66亿元。", "财政收入"),
    ],
)
def test_a_sum_without_a_name_is_that_of_what_it_was_spent_on(text: str, name: str) -> None:
    assert bound(text)[-1][1] == name


def test_an_assembly_that_approved_a_budget_is_no_part_of_its_name() -> None:
    names = held_by(
        "市第九届人民代表大会第二次会议批准的全市2022年一般公共预算收入为9亿元,实际完成9.2亿元,为预算调整的102%。"
        "市第九届人民代表大会第二次会议批准的市本级(含开发区)2022年支出预算为7亿元,执行中根据上级补助等情况进行了调整,"
        "调整后的支出预算为8亿元。"
    )
    assert [name for name, _ in names] == ["地方一般公共预算收入"] * 3 + ["市本级(含开发区)支出预算"] * 2


def test_what_counties_hand_up_is_income_of_the_level_that_takes_it() -> None:
    names = held_by("市本级一般公共预算收入9亿元;县(区)上解收入3亿元,调入资金1亿元,收入总计13亿元。")
    assert [name for name, _ in names][1:] == ["市本级县(区)上解收入", "市本级调入资金", "市本级一般公共预算收入总计"]


CITY = replace(DONE, region=Region("澜江市", Level.CITY, ()), section=("政府债务情况",), holder=Holder())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市直一般公共预算收入6亿元,为预算数的101.5%。", ["市直一般公共预算收入", "市直一般公共预算收入"]),
        (
            "新增债券9亿元,其中:市直5亿元、县区4亿元。",
            ["新增地方政府债券", "市直新增地方政府债券", "县区新增地方政府债券"],
        ),
        ("市级一般债券9亿元,其中:市直5亿元,开发区·岭山区3亿元。", ["市级一般债券", "市直一般债券", "一般债券"]),
        ("公共安全支出8亿元,支出占比7%。", ["公共安全支出", "公共安全支出占比"]),
        ("政府债务余额9亿元,其中:一般债务3亿元,专项债务6亿元。", ["政府债务余额", "一般债务余额", "专项债务余额"]),
        ("调出资金9亿元、年终结转2亿元。", ["调出资金", "年终结转"]),
        ("省财政厅下达我市新增专项债券9亿元。", ["专项债券"]),
        (
            "机关养老保险基金收入9亿元,当年结余2亿元,累计结余5亿元。",
            ["机关养老保险基金收入", "机关养老保险基金结余", "机关养老保险基金累计结余"],
        ),
        (
            "税收收入完成5亿元,完成预算的96%,短收2亿元(其中:契税1亿元)。",
            ["税收收入", "税收收入", "税收收入短收", "契税"],
        ),
        ("主要是江城集团5880万元。", ["江城集团"]),
        ("“三保”支出7亿元,占一般公共预算的47%。", ["“三保”支出", "“三保”支出"]),
        ("争取均衡性转移支付4亿元。", ["均衡性转移支付"]),
    ],
)
def test_entries_of_an_account_keep_their_names(text: str, names: list[str]) -> None:
    assert [name for _, name in bound(text, CITY)] == names


def test_a_zone_and_its_district_under_one_government_are_one_place() -> None:
    *_, zone = read("市级一般债券9亿元,其中:市直5亿元,开发区·岭山区3亿元。", CITY)
    assert zone.region.name == "开发区·岭山区"


@pytest.mark.parametrize(
    ("text", "base", "direction"),
    [
        ("一般公共预算支出9亿元,比上年增支2亿元。", "比上年", Direction.UP),
        ("一般公共预算支出9亿元,比上年减支2亿元。", "比上年", Direction.DOWN),
        ("一般公共预算支出9亿元,可比增长2%。", "可比", Direction.UP),
        ("转移支付9亿元,剔除增发国债等因素后同比增长2%。", "剔除增发国债等因素后同比", Direction.UP),
    ],
)
def test_more_and_less_is_told_of_the_account_before(text: str, base: str, direction: Direction) -> None:
    level, change = read(text, CITY)
    assert (change.subject.indicator, change.base, change.direction) == (level.subject.indicator, base, direction)


def test_what_was_carried_out_of_a_budget_adjusted_and_changed_is_no_account() -> None:
    _, share = read("一般公共预算支出4亿元,占调整及变动预算的92%。")
    assert (share.base, share.measure) == ("为调整及变动预算", Measure.SHARE)


def test_income_of_state_capital_is_the_funds_only_below_the_funds_heading() -> None:
    fund = replace(CITY, section=("（三）国有资本经营预算安排情况",))
    assert [name for _, name in bound("市直国有资本经营收入9亿元。", fund)] == ["市直国有资本经营预算收入"]
    assert [name for _, name in bound("国有资本经营收入9亿元。", CITY)] == ["国有资本经营收入"]


def test_the_levels_of_one_account_have_other_words() -> None:
    assert set(alike("市直")) == {"市直", "市本级", "市级", "本级"}
    assert "市级" not in alike("县本级")
