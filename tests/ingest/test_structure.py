"""How a file is split into reports, and a report into sections."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.clean.cleaning import clean
from ingest.document import Document, Reading
from ingest.figures.ledger import extract_figures
from ingest.reading import read_document
from tests.ingest.reports import FLAT_PLAN, NOTICE, WORK_REPORT, read_text
from vectorstore.figure import Kind


def test_a_work_report_and_its_glossary_are_two_reports(tmp_path: Path) -> None:
    report, glossary = read_text(tmp_path, WORK_REPORT).subdocuments

    assert (report.kind, report.title) == ("work_report", "青禾区人民政府工作报告")
    assert (glossary.kind, glossary.title) == ("glossary", "附件 名词解释")


def test_headings_nest_and_a_run_in_heading_keeps_its_sentence_in_the_text(tmp_path: Path) -> None:
    reading = read_text(tmp_path, WORK_REPORT)
    paths = [section.path for section in reading.subdocuments[0].sections]

    assert paths == [
        (),
        ("一、2021年工作回顾",),
        ("一、2021年工作回顾", "（一）产业转型迈出新步子"),
        ("一、2021年工作回顾", "（二）城区面貌发生新变化"),
        ("二、2022年工作安排",),
        ("二、2022年工作安排", "（一）聚力扩大有效投资"),
    ]
    run_in = reading.subdocuments[0].sections[2]
    assert run_in.heading_start == run_in.heading_end == run_in.start
    assert reading.source.clean[run_in.start : run_in.end].startswith("（一）产业转型迈出新步子。三大")
    assert "购物中心2个" in reading.source.clean[run_in.start : run_in.end]


def test_annexes_of_a_notice_belong_to_their_own_level_even_where_the_mark_is_glued(tmp_path: Path) -> None:
    notice, city, district = read_text(tmp_path, NOTICE).subdocuments

    assert (notice.kind, notice.date, notice.issuer) == ("notice", date(2023, 2, 23), "青禾区人民政府办公室")
    assert (city.kind, city.region.name) == ("annex", "云栖市")
    assert (district.kind, district.region.full_name) == ("annex", "云栖市青禾区")
    assert district.title.startswith("附件2 2023年区")


def test_an_agenda_is_a_list_and_not_a_row_of_empty_headings(tmp_path: Path) -> None:
    text = """青禾区人大常委会关于召开第五次会议的决定
（草案）
青禾区第九届人大常委会决定：第五次会议于2021年12月26日召开。
一、听取和审查青禾区人民政府工作报告；
二、审查和批准青禾区“十四五”规划纲要（草案）；
三、选举。
"""
    (decision,) = read_text(tmp_path, text).subdocuments

    assert decision.kind == "decision"
    assert [section.path for section in decision.sections] == [()]


def test_numbered_budget_lines_are_not_headings(tmp_path: Path) -> None:
    text = """关于青禾区2022年预算执行情况和2023年预算草案的报告
各位代表：
受区人民政府委托，现将预算执行情况报告如下，请予审议。
一、2022年预算执行情况
1、一般公共预算支出
按照功能科目分类：
1）一般公共服务支出131451万元；
2）国防支出467万元；
3）其他支出178692万元
"""
    (budget,) = read_text(tmp_path, text).subdocuments

    assert budget.kind == "budget_report"
    assert budget.sections[-1].path == ("一、2022年预算执行情况", "1、一般公共预算支出")
    assert [item.number for item in budget.sections[-1].items] == ["1", "2", "3"]


def test_parts_and_a_table_of_contents(tmp_path: Path) -> None:
    text = """白鹭县2023年国民经济和社会发展计划执行情况的报告
——2024年1月16日在白鹭县第十八届人民代表大会第三次会议上
白鹭县发展和改革局局长 周望舒
第一部分 2023年计划执行情况
第二部分 2024年重点工作
第一部分 2023年计划执行情况
全年完成地区生产总值186.5亿元，同比增长6.2%，经济运行总体平稳。
1. 农业基础更加稳固
全年粮食总产量32.6万吨。
第二部分 2024年重点工作
全年实施重点项目66个。
"""
    (report,) = read_text(tmp_path, text).subdocuments

    assert [len(section.path) for section in report.sections] == [0, 1, 2, 1]
    assert report.issuer == "白鹭县发展和改革局"


def test_each_places_section_keeps_its_years_and_its_figures_are_of_the_place(tmp_path: Path) -> None:
    text = """关于云栖市2025年预算执行情况与2026年预算（草案）的报告
——2026年1月12日在云栖市第八届人民代表大会第五次会议上
云栖市财政局局长 周望舒
一、霞浦管理区
（一）2025年预算执行情况
1.一般公共预算
地方一般公共预算收入完成5230万元，增长3.1%。
（二）2026年预算（草案）
1.一般公共预算
地方一般公共预算收入安排5400万元。
二、云栖经济技术开发区
（一）2025年预算执行情况
1.一般公共预算
地方一般公共预算收入完成61200万元。
（二）2026年预算（草案）
1.一般公共预算
地方一般公共预算收入安排63000万元。
"""
    levels = [f for f in extract_figures(read_text(tmp_path, text)) if f.unit == "万元"]

    assert [(f.region.name, str(f.period), f.kind, str(f.value)) for f in levels] == [
        ("霞浦管理区", "2025", Kind.ACTUAL, "5230"),
        ("霞浦管理区", "2026", Kind.BUDGET, "5400"),
        ("云栖经济技术开发区", "2025", Kind.ACTUAL, "61200"),
        ("云栖经济技术开发区", "2026", Kind.BUDGET, "63000"),
    ]


WITHOUT_TITLE = """云栖市青禾区人大常委会公报第三期
会议听取了区人民政府关于规划编制情况的报告，审议通过了有关决定，并对下一步工作提出了意见和建议。
（审议稿）
各位代表：
现在，我代表区人民政府向大会报告工作，请予审议。
一、2020年工作回顾
全区经济恢复向好，民生持续改善，社会大局保持稳定，各项事业取得新的进步。
"""


def test_a_report_whose_title_is_lost_begins_at_its_draft_mark(tmp_path: Path) -> None:
    report = read_text(tmp_path, WITHOUT_TITLE).subdocuments[-1]

    assert report.kind == "work_report"
    assert report.title == "青禾区人民政府工作报告"


def _assert_tiled(reading: Reading) -> None:
    subdocuments = reading.subdocuments
    assert subdocuments[0].start == 0
    assert subdocuments[-1].end == len(reading.source.clean)
    for before, after in pairwise(subdocuments):
        assert before.end == after.start
    for subdocument in subdocuments:
        position = subdocument.start
        for section in subdocument.sections:
            assert section.heading_start == position
            assert section.heading_start <= section.heading_end == section.start <= section.end
            position = section.end
        assert position == subdocument.end
    for passage in reading.passages:
        assert 0 <= passage.start < passage.end <= len(reading.source.clean)


@pytest.mark.parametrize("text", [WORK_REPORT, NOTICE, FLAT_PLAN, WITHOUT_TITLE])
def test_sections_tile_their_report_and_reports_their_file(tmp_path: Path, text: str) -> None:
    _assert_tiled(read_text(tmp_path, text))


_STRAY = ["附件", "（一）", "1", "2", "3", "37.5%", "| 1 | 2 |", "第三章 总体思路", "表1 主要指标（单位：万元）", "——"]
_STRAY += ["一是抓项目。二是抓产业。", "1)其他支出5万元", "", "2023年", "目录", "：", "。"]
_LINES = st.sampled_from([*WORK_REPORT.splitlines(), *NOTICE.splitlines(), *_STRAY])


@settings(max_examples=150, deadline=None)
@given(st.lists(_LINES, max_size=40))
def test_any_order_of_lines_is_tiled(lines: list[str]) -> None:
    document = Document("any", "0" * 64, "any.txt", "txt", "\n".join(lines))

    source = clean(document)

    _assert_tiled(read_document(document, source, None))


def test_a_running_head_left_in_the_text_begins_no_report(tmp_path: Path) -> None:
    head = "青禾区人民政府工作报告\n（一）聚力"
    (report, _) = read_text(tmp_path, WORK_REPORT.replace("（一）聚力", head)).subdocuments

    assert report.sections[-1].path == ("二、2022年工作安排", "（一）聚力扩大有效投资")


def test_a_scheme_behind_the_signature_of_its_notice_is_an_annex(tmp_path: Path) -> None:
    text = """青禾区人民政府办公室关于印发《2022年重点任务分工》的通知
各街道办事处，区政府各部门：
经区人民政府同意，现将分工印发给你们，请认真贯彻落实。
青禾区人民政府办公室
2022年2月21日
青禾区2022年《政府工作报告》重点任务分工
一、抓好就业
1.城镇新增就业2万人。（牵头单位：区人社局）
"""
    notice, annex = read_text(tmp_path, text).subdocuments

    assert (notice.kind, annex.kind) == ("notice", "annex")
    assert annex.date == date(2022, 2, 21)


def test_headings_that_come_again_below_each_zone_are_no_table_of_contents(tmp_path: Path) -> None:
    zone = (
        "{}\n（一）2022年预算执行情况\n1.一般公共预算\n一般公共预算收入完成3亿元。\n"
        "（二）2023年预算（草案）\n1.一般公共预算\n一般公共预算收入安排4亿元。\n"
    )
    text = (
        "澜江市2022年预算执行情况和2023年预算草案的报告\n\n"
        + zone.format("一、青岚管理区")
        + zone.format("二、云台管理区")
    )
    paths = [section.path for section in read_text(tmp_path, text).subdocuments[0].sections]
    assert ("一、青岚管理区", "（二）2023年预算（草案）", "1.一般公共预算") in paths
    assert ("一、青岚管理区", "（一）2022年预算执行情况", "1.一般公共预算") in paths


def test_a_report_without_a_title_line_is_told_by_its_opening(tmp_path: Path) -> None:
    text = (
        "各位代表：\n现在，我代表云岭县人民政府向大会作工作报告，请予审议。\n一、2023年工作回顾\n新建道路12公里。\n"
        "二、2024年工作安排\n今年新建学校2所，云岭县人民政府加快建设。\n"
    )
    report = read_text(tmp_path, text).subdocuments[0]
    assert (report.kind, report.title, report.report_year) == ("work_report", "云岭县人民政府工作报告（2024年）", 2024)


def test_a_page_title_with_the_year_goes_before_a_stamp_and_a_bare_title(tmp_path: Path) -> None:
    text = (
        "工作报告\n2021年云岭县政府工作报告\n云岭县九届人大\n三次会议文件（1）\n政府工作报告\n"
        "2021年2月5日在云岭县第九届人民代表大会第三次会议上\n云岭县人民政府县长 何川\n各位代表：\n现在，我报告工作。\n"
        "一、2020年工作回顾\n新建道路12公里。\n"
    )
    report = read_text(tmp_path, text).subdocuments[0]
    assert (report.title, report.issuer, str(report.date)) == (
        "2021年云岭县政府工作报告",
        "云岭县人民政府",
        "2021-02-05",
    )


def test_a_notice_is_of_the_place_that_signs_it_not_of_those_it_goes_to(tmp_path: Path) -> None:
    text = (
        "政策解读 政策原文\n市政府办公室关于印发《白水市新业态培育行动计划（2026-2028年）》的通知\n2026-03-19\n"
        "各镇人民政府，白水高新区管委会，东风街道、西渡街道办事处，市各委办局：\n现印发给你们，请认真贯彻执行。\n"
        "白水市人民政府办公室\n2026年3月19日\n一、总体要求\n到2028年，培育企业100家。\n"
    )
    notice = read_text(tmp_path, text).subdocuments[0]
    assert notice.title == "市政府办公室关于印发《白水市新业态培育行动计划（2026-2028年）》的通知"
    assert (notice.kind, notice.region.name) == ("notice", "白水市")


def test_when_and_where_a_report_was_given_is_no_title(tmp_path: Path) -> None:
    text = (
        "2013年3月10日在云岭县第九届人民代表大会第二次会议上\n云岭县县长 何川\n各位代表：\n"
        "现在，我代表云岭县人民政府向大会报告工作，请予审议。\n一、2012年工作回顾\n——2012年，我们新建道路12公里。\n"
        "——2012年，我们改造小区3个。\n2013年工作目标任务\n今年新建学校2所。\n"
    )
    reports = read_text(tmp_path, text).subdocuments
    assert [(each.kind, each.title, each.report_year) for each in reports] == [
        ("work_report", "云岭县人民政府工作报告（2013年）", 2013)
    ]


def test_a_text_without_a_title_is_of_the_county_that_it_names_over_and_over(tmp_path: Path) -> None:
    text = "一、工作回顾\n易县新建道路12公里。\n易县改造小区3个。\n奋力谱写易县发展新篇章。\n"
    assert read_text(tmp_path, text).subdocuments[0].region.full_name == "河北省保定市易县"


def test_a_pages_own_title_stands_before_the_words_of_its_menu(tmp_path: Path) -> None:
    html = """<html><head><title>云川市2025年国民经济和社会发展统计公报</title></head><body><div>国家数据</div>
<div>云川市2025年国民经济和社会发展统计公报</div><p>2025年,全市地区生产总值2191.5亿元。</p></body></html>"""
    assert read_text(tmp_path, html, "b.html").title == "云川市2025年国民经济和社会发展统计公报"


def test_a_title_with_its_occasion_on_the_same_line(tmp_path: Path) -> None:
    title = "关于云川市2025年地方财政预算执行情况和2026年地方财政预算草案的报告"
    text = f"长者模式\n{title}——2026年2月10日在云川市第五届人民代表大会第六次会议上\n云川市财政局\n全市收入62亿元。\n"
    reading = read_text(tmp_path, text)
    assert (reading.title, reading.subdocuments[0].kind) == (title, "budget_report")
