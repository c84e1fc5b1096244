"""Who issued a report, when, for which place and year."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.home import home_region, region_of_title
from ingest.metadata import Part, page_data, parse_date, plan_years, report_year_of, years_in
from tests.ingest.reports import WORK_REPORT, read_text
from vectorstore.region import Level, Region

QINGHE = Region("青禾区", Level.DISTRICT, ("云栖市", "南岭省"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("——2020年12月29日在青禾区人民代表大会上", date(2020, 12, 29)),
        ("二〇二一年一月十五日", date(2021, 1, 15)),
        ("发布日期：2021-02-18", date(2021, 2, 18)),
        ("202012月21日", None),
        ("2020年13月41日", None),
    ],
)
def test_dates(text: str, expected: date | None) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    ("title", "full_name"),
    [
        ("武汉市江汉区人民政府工作报告", "湖北省武汉市江汉区"),
        ("2021年江汉区政府工作报告", "湖北省武汉市江汉区"),
        ("——2021年12月28日在云栖市青禾区第九届人民代表大会第一次会议上", "云栖市青禾区"),
        ("南岭省云栖市青禾区人民政府工作报告", "南岭省云栖市青禾区"),
        ("关于南岭省白鹭县2023年国民经济和社会发展计划执行情况的报告", "南岭省白鹭县"),
        ("云栖市人民政府办公室文件", "云栖市"),
        ("武汉市临江区人民政府工作报告", "湖北省武汉市临江区"),
        ("云栖市青禾区花桥街道办事处工作总结", "云栖市青禾区花桥街道"),
        ("——2024年3月5日在第十四届全国人民代表大会第二次会议上", "全国"),
    ],
)
def test_the_place_of_a_report_is_the_most_specific_one_of_its_title(title: str, full_name: str) -> None:
    region = home_region([title], title)

    assert region is not None
    assert region.full_name == full_name


def test_a_name_that_two_cities_share_takes_the_parent_that_the_text_names() -> None:
    text = "青山区人民政府工作报告。全面落实武汉市部署，武汉化工区合并。"

    region = home_region(["青山区人民政府工作报告"], text)

    assert region is not None
    assert region.full_name == "湖北省武汉市青山区"


def test_a_place_without_title_is_told_by_its_bodies() -> None:
    text = "向云栖市青禾区人民政府报告。云栖市青禾区人民政府决定实施。"

    region = home_region(["各位代表："], text)

    assert region is not None
    assert region.full_name == "云栖市青禾区"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("2023年省《政府工作报告》确定的主要目标任务（青禾区）责任分解方案", "南岭省"),
        ("2023年市《政府工作报告》确定的主要目标任务（青禾区）责任分解方案", "云栖市"),
        ("2023年区《政府工作报告》确定的主要目标任务责任分解方案", "青禾区"),
        ("关于印发《2023年省、市、区〈政府工作报告〉责任分解方案》的通知", "青禾区"),
    ],
)
def test_an_annex_belongs_to_the_level_whose_report_it_breaks_down(title: str, name: str) -> None:
    assert region_of_title(title, QINGHE).name == name


def test_a_level_above_an_unknown_district_is_never_the_district_itself() -> None:
    alone = Region("青禾区", Level.DISTRICT)

    assert region_of_title("2023年市《政府工作报告》确定的任务", alone).name == "青禾区所在市"


PAST, AHEAD = "一、2020年主要工作", "二、2021年工作安排"


@pytest.mark.parametrize(
    ("given", "past", "ahead", "expected"),
    [
        (date(2020, 12, 29), "今年以来，全区经济恢复向好。", "明年的主要预期目标是：增长7%。", 2020),
        (date(2021, 1, 20), "去年全区经济恢复向好。", "今年的主要预期目标是：增长7%。", 2021),
        (date(2021, 2, 18), "今年以来，全区经济恢复向好。", "明年要抓好以下工作。", 2020),
        (date(2020, 12, 29), "全区经济恢复向好。", "主要预期目标是：增长7%。", 2020),
        (None, "今年以来，全区经济恢复向好。", "主要预期目标是：增长7%。", 2020),
        (None, "全区经济恢复向好。", "主要预期目标是：增长7%。", 2021),
    ],
)
def test_the_year_that_this_year_means_is_told_by_the_text_before_its_date(
    given: date | None, past: str, ahead: str, expected: int | None
) -> None:
    parts = [Part(PAST, past), Part(AHEAD, ahead)]

    assert report_year_of("2021年青禾区政府工作报告", given, parts) == expected


def test_years_of_spans_and_plans() -> None:
    assert sorted(years_in("2021-2023年，以及2025年")) == [2021, 2022, 2023, 2025]
    assert plan_years("第十四个五年规划") == (2021, 2022, 2023, 2024, 2025)
    assert plan_years("“十三五”时期")[0] == 2016


def test_page_data_and_overrides(tmp_path: Path) -> None:
    head = "索引号 550012345/2021-00417 发布日期 2021-01-21\n发布机构 青禾区人民政府办公室 有效性 有效\n"
    data = page_data(head, [("标题", "青禾区人民政府工作报告")])

    assert data.first("发布日期") == "2021-01-21"
    assert data.first("发布机构") == "青禾区人民政府办公室"
    assert data.first("成文日期", "标题") == "青禾区人民政府工作报告"


def test_a_work_report_knows_its_speakers_body_date_and_years(tmp_path: Path) -> None:
    report, glossary = read_text(tmp_path, WORK_REPORT).subdocuments

    assert report.issuer == "青禾区人民政府"
    assert report.date == date(2021, 12, 28)
    assert report.report_year == 2021
    assert report.years[:2] == (2021, 2022)
    assert report.region.full_name == "云栖市青禾区"
    assert (glossary.issuer, glossary.report_year) == (report.issuer, 2021)


def test_a_county_of_one_character_is_told_by_whom_the_report_speaks_for() -> None:
    text = "各位代表：今天，我代表雄县人民政府报告工作。"

    region = home_region(["各位代表：", "代表雄县人民政府"], text)

    assert region is not None
    assert region.name == "雄县"


def test_a_report_without_any_title_is_of_the_place_that_it_calls_by_its_short_name() -> None:
    text = "建设和谐清苑。合作共赢，资源丰富。" * 12 + "对接保定。"

    region = home_region(["一、工作回顾"], text)

    assert region is not None
    assert region.name == "清苑区"


def test_a_short_name_inside_another_places_name_is_not_called() -> None:
    region = home_region(["一、工作回顾"], "落户容城。融入雄安新区。" * 12)

    assert region is not None
    assert region.name == "容城县"


def test_two_places_called_as_often_leave_a_report_without_a_place() -> None:
    assert home_region(["一、工作回顾"], "建设和谐清苑。支援容城。" * 12) is None


def test_the_year_of_a_plan_alone_tells_no_this_year() -> None:
    assert report_year_of("云岫县人民政府工作报告", None, [Part("二、2019年工作安排", "新建学校5所。")]) is None


def test_an_autonomous_region_keeps_its_whole_name() -> None:
    region = home_region(["2026年新疆维吾尔自治区政府工作报告"], "")
    assert region
    assert (region.name, region.level) == ("新疆维吾尔自治区", Level.PROVINCE)


def test_a_verb_before_a_body_is_no_place_and_the_opening_names_one() -> None:
    text = "受市人民政府委托,市财政局提交唐山市2025年预算执行情况的报告。落实市人民政府决定。落实市人大常委会决议。"
    region = home_region(["2025年预算执行情况和2026年预算草案"], text)
    assert region
    assert region.name == "唐山市"
