"""Reports of a government's last year: five years, the last of them, the five to come; aims beside results."""

from __future__ import annotations

from pathlib import Path

from ingest.figures.ledger import extract_figures
from tests.ingest.reports import read_text
from tests.ingest.test_figures import bound, read
from vectorstore.figure import Direction, Figure, Kind, Measure

REPORT = """索引号：YL0001-2022-00013 发布机构：云岭县人民政府办公室
发布日期：2022-01-19 09:32 来源：县政府办 浏览次数：642

云岭县2022年政府工作报告

——2022年1月6日在云岭县第十五届人民代表大会第一次会议上

云岭县人民政府县长 高远

各位代表：

我代表县第十四届人民政府向大会作报告，请予审议。

一、过去五年工作回顾

——综合实力稳步壮大。一般公共预算收入达到7.85亿元。古寨2020年创成国家4A级景区，五年累计接待游客1360万人次。

刚刚过去的2021年，我们顶住压力，地区生产总值增长7.9%。全年接待游客286.4万人次，恢复到2019年的87%。

一年来，我们重点抓了四个方面。

强工兴农有新进展。农村公路改造136公里。

二、今后五年的目标和任务

未来五年，力争实现以下目标：茶叶综合产值达到50亿元。

三、2022年工作安排

回望建县以来的十年，我们更有底气。一般公共预算收入由2.6亿元增加到7.85亿元，地区生产总值由2011年的57亿元跃上120亿元台阶。

主要预期目标：地区生产总值增长8.5%。
"""


def _figures(tmp_path: Path) -> dict[str, Figure]:
    return {figure.text: figure for figure in extract_figures(read_text(tmp_path, REPORT))}


def test_past_five_years_of_a_report_given_in_january_end_with_the_year_before(tmp_path: Path) -> None:
    found = _figures(tmp_path)
    assert (str(found["1360万人次"].period), found["1360万人次"].kind) == ("2017-2021", Kind.ACTUAL)
    assert str(found["50亿元"].period) == "2022-2026"


def test_a_paragraph_on_the_last_of_five_years_and_what_follows_it_tell_of_that_year(tmp_path: Path) -> None:
    found = _figures(tmp_path)
    assert [str(found[text].period) for text in ("7.9%", "286.4万人次", "87%", "136公里")] == ["2021"] * 4
    assert (found["87%"].base, found["87%"].indicator) == ("2019年", found["286.4万人次"].indicator)


def test_a_look_back_over_ten_years_among_the_plans_is_done(tmp_path: Path) -> None:
    found = _figures(tmp_path)
    assert (str(found["2.6亿元"].period), found["2.6亿元"].kind) == ("2011", Kind.ACTUAL)
    assert (str(found["120亿元"].period), found["120亿元"].indicator) == ("2021", "地区生产总值")


def test_an_aim_that_the_result_missed_is_a_target_of_the_same_thing() -> None:
    result, aim, gap = read("地区生产总值增长6.4%,比年初7%的预期目标低0.6个百分点。")
    assert (aim.subject, aim.kind, aim.measure) == (result.subject, Kind.TARGET, Measure.GROWTH)
    assert (gap.subject, gap.kind, gap.direction) == (result.subject, Kind.ACTUAL, Direction.DOWN)


def test_an_aim_is_told_by_its_own_words_where_the_result_fell() -> None:
    result, aim = read("固定资产投资下降3.8%,没有实现增长10%的目标。")
    assert (aim.subject, aim.kind, aim.direction) == (result.subject, Kind.TARGET, Direction.UP)


def test_what_is_said_behind_an_aim_is_a_result() -> None:
    _, aim, reason = read("固定资产投资增长5.2%,与8%的计划有差距,原因是房地产开发投资下降14.6%。")
    assert (aim.kind, aim.subject.indicator) == (Kind.TARGET, "固定资产投资")
    assert (reason.kind, reason.subject.indicator) == (Kind.ACTUAL, "房地产开发投资")


def test_the_field_of_an_order_is_no_figure() -> None:
    assert bound("经济总量在全市9个县区中排第7位。") == [("7位", "地区生产总值")]


def test_of_projects_of_a_size_the_size_is_no_figure_but_a_part() -> None:
    drafts = read("新签约亿元以上项目64个,其中10亿元以上7个、50亿元以上1个。")
    assert [(draft.subject.indicator, draft.part_of) for draft in drafts] == [
        ("亿元以上项目", ""),
        ("10亿元以上项目", "亿元以上项目"),
        ("50亿元以上项目", "亿元以上项目"),
    ]


def test_what_was_begun_and_what_was_finished_are_two_things() -> None:
    assert [name for _, name in bound("新开工项目60个以上,竣工投产38个以上。")] == ["新开工项目", "竣工投产项目"]


def test_a_known_name_keeps_the_verb_of_its_own_in_a_list() -> None:
    drafts = read("建设口袋公园15个、为1.6万名妇女免费体检、新增养老床位462张。")
    assert [draft.subject.phrase for draft in drafts] == ["建设口袋公园", "妇女免费体检", "新增养老床位"]


def test_the_area_of_a_quoted_crop_is_not_that_of_grain() -> None:
    assert bound("粮食总产量6.8万吨,“青柑”获地理标志,种植面积扩大到1.2万亩。")[1][1] == "“青柑”种植面积"


def test_two_runs_behind_fenbie_are_pairs_of_then_and_now() -> None:
    drafts = read("五年来,地区总部、研发中心分别从71家、48家增加到107家、63家。")
    assert [(str(d.value), d.subject.indicator, str(d.period)) for d in drafts] == [
        ("71", "地区总部", "2015"),
        ("48", "研发中心", "2015"),
        ("107", "地区总部", "2020"),
        ("63", "研发中心", "2020"),
    ]


def test_spending_on_research_held_against_output_is_its_intensity() -> None:
    assert bound("全社会研发经费支出相当于全区生产总值的比例达到4.5%左右。") == [("4.5%", "研发经费投入强度")]


def test_a_yearly_rate_behind_a_move_is_of_all_the_years_between() -> None:
    drafts = read("地区生产总值由2016年的84.2亿元提高到2020年的128.6亿元,年均增长7.3%。")
    assert [str(draft.period) for draft in drafts] == ["2016", "2020", "2017-2020"]


REVIEW = """云岭县2022年政府工作报告

——2022年1月6日在云岭县第十五届人民代表大会第一次会议上

各位代表：

我代表县人民政府向大会作报告，请予审议。

一、过去五年和2021年工作回顾

五年来，全县累计接待游客1360万人次。

各位代表！刚刚过去的2021年，我们攻坚克难。

（一）产业根基更加扎实

培育龙头企业9家。

（二）“十三五”扶贫成效巩固提升

累计脱贫3120户。

二、2022年工作安排

新建改建农村公路45公里。
"""


def test_headings_below_the_turn_to_the_last_year_tell_of_that_year(tmp_path: Path) -> None:
    found = {figure.text: figure for figure in extract_figures(read_text(tmp_path, REVIEW))}

    assert str(found["9家"].period) == "2021"
    assert str(found["3120户"].period) != "2021"
    assert (str(found["45公里"].period), found["45公里"].kind) == ("2022", Kind.TARGET)


OUTLINE = """云川市青禾区国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要
第一篇 发展基础与总体要求
第一章 发展基础
第一节 “十三五”发展成就
2020年地区生产总值达到486.3亿元,五年年均增长6.2%。高铁站2019年12月开通运营,新增道路71公里。
第二章 总体要求
第一节 主要目标
高新技术企业达到220家。
第二篇 建设现代产业体系
第三章 做强先进制造业
米酒产业产值由2020年的9.4亿元提高到20亿元。五年改造2000年以前建成的老旧小区112个。
"""


def test_a_plan_looks_back_in_its_first_part_only(tmp_path: Path) -> None:
    figures = extract_figures(read_text(tmp_path, OUTLINE))
    assert [(figure.text, figure.kind, str(figure.period)) for figure in figures] == [
        ("486.3亿元", Kind.ACTUAL, "2020"),
        ("6.2%", Kind.ACTUAL, "2016-2020"),
        ("71公里", Kind.ACTUAL, "2016-2020"),
        ("220家", Kind.TARGET, "2021-2025"),
        ("9.4亿元", Kind.ACTUAL, "2020"),
        ("20亿元", Kind.TARGET, "2025"),
        ("112个", Kind.TARGET, "2021-2025"),
    ]
    assert figures[1].indicator == "地区生产总值"


def test_what_an_aim_starts_from_is_no_aim(tmp_path: Path) -> None:
    text = OUTLINE + "力争科技型中小企业由164家增加到350家。"
    *_, first, last = extract_figures(read_text(tmp_path, text))
    assert [(first.kind, str(first.period)), (last.kind, str(last.period))] == [
        (Kind.ACTUAL, "2020"),
        (Kind.TARGET, "2025"),
    ]
