"""Every figure of a sentence or a table row is bound to its indicator, period, kind and region (invented places)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import Cell, Row, Table
from ingest.figures.context import Context, heading_kind, paragraph_context
from ingest.figures.draft import Draft
from ingest.figures.ledger import extract_figures
from ingest.figures.sentence import read_sentence
from ingest.figures.table import read_table
from tests.ingest.reports import read_text
from vectorstore.figure import Direction, Kind, Measure
from vectorstore.period import Period
from vectorstore.region import Level, Region

HOME = Region("云溪区", Level.DISTRICT, ("海州市", "岚江省"))
DONE = Context("a", "v", "工作报告", "work_report", ("一、2020年工作回顾",), HOME, 2020, Kind.ACTUAL, Period.year(2020))
PLAN = replace(DONE, section=("三、2021年工作安排",), kind=Kind.TARGET, period=Period.year(2021))


def read(text: str, context: Context = DONE) -> list[Draft]:
    drafts, _ = read_sentence(text, context)
    return drafts


def bound(text: str, context: Context = DONE) -> list[tuple[str, str]]:
    return [(f"{draft.value}{draft.unit}", draft.subject.indicator) for draft in read(text, context)]


def test_the_noun_before_a_number_is_its_indicator_and_keeps_its_verb_in_the_phrase() -> None:
    (draft,) = read("新增停车泊位1.3万个。")
    assert (draft.subject.indicator, draft.subject.phrase, draft.unit) == ("停车泊位", "新增停车泊位", "万个")


def test_members_of_a_list_share_the_verb_of_its_head() -> None:
    assert [draft.subject.phrase for draft in read("新增停车泊位1.3万个、充电桩3712个。")] == [
        "新增停车泊位",
        "新增充电桩",
    ]


def test_the_noun_after_a_number_is_its_indicator_where_it_stands_there() -> None:
    assert bound("建成方舱医院2个,14个老旧小区改造有序推进。") == [("2个", "方舱医院"), ("14个", "老旧小区改造")]


def test_who_is_trained_is_counted_not_the_preposition() -> None:
    assert bound("为2万名中小学生免费培训游泳。")[0][1].startswith("中小学生")


def test_growth_without_a_subject_is_of_the_figure_before() -> None:
    level, growth = read("新认定的国家高新技术企业有83家,同比增长31.5%。")
    assert (growth.subject.indicator, growth.measure, growth.base) == (level.subject.indicator, Measure.GROWTH, "同比")


def test_declines_are_positive_values_going_down() -> None:
    (fall,) = read("固定资产投资下降7.4%。")
    (minus,) = read("固定资产投资增速-7.4%。")
    assert (str(fall.value), fall.direction) == (str(minus.value), minus.direction) == ("7.4", Direction.DOWN)


def test_an_estimate_holds_for_the_whole_enumeration() -> None:
    drafts = read("预计全年地区生产总值740亿元上下,地方一般公共预算收入61亿元,固定资产投资205亿元。")
    assert {draft.kind for draft in drafts} == {Kind.ESTIMATE}
    assert [draft.subject.indicator for draft in drafts] == ["地区生产总值", "地方一般公共预算收入", "固定资产投资"]


def test_semicolons_of_a_target_list_keep_kind_and_period() -> None:
    drafts = read("2021年的预期目标:地区生产总值增长6.5%;规上工业增加值增长8%。", DONE)
    assert [(d.subject.indicator, d.kind, str(d.period)) for d in drafts] == [
        ("地区生产总值", Kind.TARGET, "2021"),
        ("规模以上工业增加值", Kind.TARGET, "2021"),
    ]


def test_parts_name_their_whole() -> None:
    drafts = read("税收收入预计完成312400万元,较上年决算数下降6.3%,其中:主体税种预计完成190650万元。")
    assert [(d.subject.indicator, d.part_of) for d in drafts] == [
        ("税收收入", ""),
        ("税收收入", ""),
        ("主体税种收入", "税收收入"),
    ]
    assert drafts[1].base == "较上年决算数"


def test_values_after_fenbie_go_to_their_own_members() -> None:
    assert bound("“马上办、网上办、就近办”比例分别达12%、34%、56%。") == [
        ("12%", "马上办比例"),
        ("34%", "网上办比例"),
        ("56%", "就近办比例"),
    ]
    drafts = read("刑事有效警情1180起、违法犯罪警情2.6万起,分别同比下降12.4%、5.7%。")
    assert [(d.subject.indicator, d.direction) for d in drafts[2:]] == [
        ("刑事有效警情", Direction.DOWN),
        ("违法犯罪警情", Direction.DOWN),
    ]


def test_a_number_for_each_is_given_to_each() -> None:
    assert bound("新增停车泊位、充电桩各1万个。", PLAN) == [("1万个", "停车泊位"), ("1万个", "充电桩")]


def test_from_and_to_are_two_periods() -> None:
    first, last = read("一般公共预算收入由2015年71亿元提高到2020年88亿元。")
    assert (str(first.period), str(last.period)) == ("2015", "2020")
    assert first.subject == last.subject


def test_a_first_value_without_a_year_is_a_guess() -> None:
    five = replace(DONE, period=Period(2016, 2020))
    first, last = read("重点大学录取率从31.6%提高到52.9%。", five)
    assert (str(first.period), str(last.period)) == ("2015", "2020")
    assert first.doubts
    assert not last.doubts


def test_an_aspect_belongs_to_the_subject_before_it() -> None:
    assert bound("新增经营主体1.7万户,总量达13.5万户。") == [("1.7万户", "市场主体"), ("13.5万户", "市场主体")]
    assert bound("开展垃圾分类,覆盖率达87%。") == [("87%", "生活垃圾分类覆盖率")]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("谋划投资50亿元以上项目150个。", ["150个"]),
        ("建成30个24小时自助服务区。", ["30个"]),
        ("解决“最后100米”问题。", []),
        ("为85-89周岁老人服务。", []),
        ("街头绿地300米服务半径覆盖率达到85%。", ["85%"]),
        ("引进投资过30亿元服务业项目1个。", ["1个"]),
    ],
)
def test_thresholds_ages_and_names_are_no_figures(text: str, kept: list[str]) -> None:
    assert [draft.quantity.text for draft in read(text)] == kept


def test_a_share_of_something_else_keeps_its_own_subject() -> None:
    level, share = read("民生支出超91亿元、占一般公共预算支出73%。")
    assert (share.subject.indicator, share.measure, share.base) == (
        level.subject.indicator,
        Measure.SHARE,
        "占一般公共预算支出",
    )


def test_remitted_tax_is_not_tax_revenue() -> None:
    assert bound("为企业减免税收15.7亿元。")[0][1] != "税收收入"


def test_totals_with_transfers_are_not_the_revenue() -> None:
    assert bound("一般公共预算收入总计为131亿元,支出总计为131亿元。") == [
        ("131亿元", "一般公共预算收入总计"),
        ("131亿元", "一般公共预算支出总计"),
    ]


def test_a_neighbouring_place_is_not_ours() -> None:
    names = [draft.region.name for draft in read("东岭区地区生产总值1512亿元,增长9.1%,同期全市地区生产总值6820亿元。")]
    assert names == ["东岭区", "东岭区", "海州市"]


def test_scales_alone_take_the_unit_that_they_share() -> None:
    assert bound("社保、医保分别扩面2.6万、8万人次。") == [("2.6万人次", "社保扩面"), ("8万人次", "医保扩面")]
    assert bound("区域经济总量跨越1800亿。") == [("1800亿元", "地区生产总值")]


def test_months_without_a_year_belong_to_the_section() -> None:
    (draft,) = read("确保上半年开工项目30个。", PLAN)
    assert str(draft.period) == "2021H1"


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("一、2020年主要工作", Kind.ACTUAL),
        ("三、2021年工作安排", Kind.TARGET),
        ("二、奋斗目标", Kind.TARGET),
        ("一、2020年财政预算预计执行情况", Kind.ESTIMATE),
        ("(一)聚焦高质量发展", None),
        ("三、2021年财政预算草案", Kind.BUDGET),
    ],
)
def test_headings_set_the_kind(heading: str, kind: Kind | None) -> None:
    assert heading_kind(heading, 2020, budget="预算" in heading) == kind


def test_a_paragraph_that_opens_with_five_years_is_about_them() -> None:
    assert paragraph_context(DONE, "过去五年,我们办成了大事。").period == Period(2016, 2020)
    assert paragraph_context(PLAN, "“十三五”时期,成绩显著。").kind is Kind.ACTUAL


def table(
    columns: list[tuple[str, ...]], rows: list[tuple[str, list[str | None]]], unit: str, *, certain: bool = True
) -> Table:
    built = tuple(
        Row(label, tuple(None if text is None else Cell(text, 0, len(text)) for text in cells), certain, 0, 9)
        for label, cells in rows
    )
    return Table("表1 “十四五”规划指标", unit, tuple(columns), built, 0, 99)


def test_cells_take_period_kind_measure_and_unit_from_their_headers() -> None:
    columns = [("2020年预计",), ("规划目标", "2025年"), ("规划目标", "年均增速"), ("属性",)]
    rows = [("地区生产总值", ["1080", "1515", "7.0%", "预期性"]), ("实际利用外资", ["2.1", "4.8", "18%", None])]
    read_cells = list(read_table(table(columns, rows, "亿元、亿美元"), DONE))
    assert [(f"{c.value}{c.unit}", c.indicator, str(c.period), c.kind, c.measure) for c in read_cells[:3]] == [
        ("1080亿元", "地区生产总值", "2020", Kind.ESTIMATE, Measure.LEVEL),
        ("1515亿元", "地区生产总值", "2025", Kind.TARGET, Measure.LEVEL),
        ("7.0%", "地区生产总值", "2021-2025", Kind.TARGET, Measure.GROWTH),
    ]
    assert read_cells[3].unit == "亿美元"


def test_a_unit_that_cannot_be_told_is_left_open() -> None:
    (cell,) = read_table(table([("2020年",)], [("藏书", ["7"])], "亿元、万人"), DONE)
    assert cell.unit == ""
    assert cell.doubts


def test_rows_that_do_not_fit_stay_uncertain() -> None:
    (cell,) = read_table(table([("2019年",), ("2020年",)], [("绿地率", ["45%"])], "", certain=False), DONE)
    assert cell.column == ()
    assert cell.period is None
    assert cell.doubts


def test_a_comparison_column_goes_with_the_column_before_it() -> None:
    columns = [("2021年", "预算数"), ("2021年", "比上年增长%")]
    cells = list(read_table(table(columns, [("教育支出", ["256700", "5.3"])], "万元"), DONE))
    assert [(str(c.period), c.kind) for c in cells] == [("2021", Kind.BUDGET), ("2021", Kind.BUDGET)]


def test_rows_by_places_belong_to_these_places() -> None:
    (cell,) = read_table(table([("新增就业(万人)",)], [("桂枝街道", ["0.6"])], ""), DONE)
    assert (cell.region.name, cell.region.level, cell.unit) == ("桂枝街道", Level.TOWN, "万人")


def test_a_place_after_its_whole_is_a_region_and_no_indicator() -> None:
    city = replace(PLAN, region=Region("海州市", Level.CITY, ("岚江省",)))
    whole, part = read("全市新开工亿元以上项目400个,其中云溪区不少于58个。", city)
    assert (part.subject.indicator, part.region.name) == (whole.subject.indicator, "云溪区")
    assert part.region.parents == ("海州市", "岚江省")


def test_growth_of_town_and_country_is_told_apart() -> None:
    assert bound("实际利用外资2.52亿美元,城乡居民人均可支配收入分别增长4.8%和6.5%。")[1:] == [
        ("4.8%", "城镇居民人均可支配收入"),
        ("6.5%", "农村居民人均可支配收入"),
    ]


def test_a_base_value_is_of_the_year_it_names() -> None:
    now, before, change = read("新增停车泊位4800个,比2019年的5600个减少800个。")
    assert (str(before.period), before.subject.indicator) == ("2019", now.subject.indicator)
    assert (change.measure, change.direction) == (Measure.CHANGE, Direction.DOWN)


_WORDS = (
    "预计 全年 2021年 今年 地区生产总值 增长 下降 7% -3.2% 1.6万个 新增 停车泊位 、 , ; 。 ( ) 其中: 分别 各 由 提高到 "
    "12亿元 2到3栋 第6 排名 “ ” 占 的 比上年 全市 东岭区 十件 实事 4个 百分点 2.3倍 翻番 14个 老旧小区改造 "
    "到2025年 五年来 为 以上 左右 余 1-11月 \n"
)
_PIECES = st.lists(st.sampled_from(_WORDS.split(" ")), max_size=30)


@settings(deadline=None, max_examples=300)
@given(_PIECES)
def test_any_jumble_of_words_is_read_without_an_error(pieces: list[str]) -> None:
    text = "".join(pieces)
    for draft in read(text):
        assert text[draft.quantity.start : draft.quantity.end] == draft.quantity.text
        assert draft.value >= 0


def test_a_report_given_after_new_year_tells_of_the_year_before_and_plans_its_own(tmp_path: Path) -> None:
    text = "青禾县人民政府工作报告\n——2021年2月3日在青禾县第九届人民代表大会第六次会议上\n各位代表：\n"
    text += "我代表县人民政府报告工作，请予审议。\n一、极为特殊的2020年\n全县建成口袋公园12个，群众出行更加方便。\n"
    text += (
        "二、2021年主要工作\n推广优质稻62万亩，今年再建口袋公园3个。\n三、加强自身建设\n五年来，全县新增学位900个。\n"
    )

    figures = extract_figures(read_text(tmp_path, text))

    assert [(f.text, f.kind, str(f.period)) for f in figures] == [
        ("12个", Kind.ACTUAL, "2020"),
        ("62万亩", Kind.TARGET, "2021"),
        ("3个", Kind.TARGET, "2021"),
        ("900个", Kind.ACTUAL, "2016-2020"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("金融机构存贷款余额分别达到312亿元、187亿元。", [("312亿元", "存款余额"), ("187亿元", "贷款余额")]),
        (
            "城乡人均可支配收入分别达到33120元、22840元。",
            [("33120元", "城镇居民人均可支配收入"), ("22840元", "农村居民人均可支配收入")],
        ),
        ("财政收支分别完成21亿元、46亿元。", [("21亿元", "财政收入"), ("46亿元", "财政支出")]),
        ("牛羊存栏分别达到3万头、9万只。", [("3万头", "牛存栏"), ("9万只", "羊存栏")]),
        ("燃气普及率和居民参与率分别为97%、81%。", [("97%", "燃气普及率"), ("81%", "居民参与率")]),
        (
            "分行业看,纺织业,家具制造业,水、热的生产和供应业增加值分别增长4%、7%和6%。",
            [("4%", "纺织业增加值"), ("7%", "家具制造业增加值"), ("6%", "水、热的生产和供应业增加值")],
        ),
    ],
)
def test_a_name_that_is_two_in_one_gives_each_number_its_half(text: str, expected: list[tuple[str, str]]) -> None:
    assert bound(text) == expected


def test_what_is_told_a_head_is_another_quantity() -> None:
    assert bound("生产总值达到110亿元以上、人均达到4.6万元以上;存款余额90亿元,户均5万元。") == [
        ("110亿元", "地区生产总值"),
        ("4.6万元", "人均地区生产总值"),
        ("90亿元", "存款余额"),
        ("5万元", "户均存款余额"),
    ]


def test_a_part_called_by_the_wholes_other_name_is_not_the_whole() -> None:
    assert bound("农林牧渔业总产值88亿元,其中:农业总产值40亿元,林业总产值3亿元。")[:2] == [
        ("88亿元", "农林牧渔业总产值"),
        ("40亿元", "农业总产值"),
    ]


def test_an_economy_that_grows_is_its_output() -> None:
    assert bound("经济增长6%左右,数字经济增长12%。") == [("6%", "地区生产总值"), ("12%", "数字经济")]


def test_what_is_done_is_not_called_begun() -> None:
    _, done = read("高标准启动42个老旧小区改造,成片提升功能,全年完成改造15个。")
    assert done.subject.indicator == "老旧小区改造"
    assert "启动" not in done.subject.phrase
