"""Numbers of places inside a report, or beside it, are of these places and never of the whole (invented places)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.document import Cell, Row, Table
from ingest.figures.context import Context
from ingest.figures.place import named_places
from ingest.figures.sentence import read_sentence
from ingest.figures.table import read_table
from tests.ingest.test_figures import DONE
from vectorstore.figure import Direction, Measure
from vectorstore.place_names import is_place_name, region_named
from vectorstore.region import Level, Region

CITY = Region("海州市", Level.CITY, ("岚江省",))
COUNTY = Region("桑原县", Level.DISTRICT, ("海州市", "岚江省"))
IN_CITY, IN_COUNTY = replace(DONE, region=CITY), replace(DONE, region=COUNTY)


def told(text: str, context: Context) -> list[tuple[str, str, str]]:
    drafts, _ = read_sentence(text, context)
    return [(draft.region.name, draft.subject.indicator, f"{draft.value}{draft.unit}") for draft in drafts]


def test_a_list_with_respectively_gives_each_place_its_number() -> None:
    text = "星浦新区地区生产总值增长7.1%;望柳区、栗城县分别增长5.3%和4.4%;松坪县仅增长2.2%,比全市低2.4个百分点。"
    assert told(text, IN_CITY) == [
        ("星浦新区", "地区生产总值", "7.1%"),
        ("望柳区", "地区生产总值", "5.3%"),
        ("栗城县", "地区生产总值", "4.4%"),
        ("松坪县", "地区生产总值", "2.2%"),
        ("松坪县", "地区生产总值", "2.4个百分点"),
    ]


def test_respectively_after_a_place_goes_back_to_the_indicators_of_the_place_before() -> None:
    drafts, _ = read_sentence("望柳区地区生产总值增长8%、固定资产投资增长15%;栗城县分别为6%和12%。", IN_CITY)
    last = drafts[-1]
    assert (last.region.name, last.subject.indicator, last.measure) == ("栗城县", "固定资产投资", Measure.GROWTH)
    assert last.direction is Direction.UP


def test_a_second_respectively_is_of_the_same_places() -> None:
    text = "一般公共预算收入方面,望柳区、栗城县分别完成21亿元和13亿元,分别增长5%和-3%。"
    assert [place for place, _, _ in told(text, IN_CITY)] == ["望柳区", "栗城县", "望柳区", "栗城县"]


def test_towns_share_what_their_heading_speaks_of() -> None:
    context = replace(IN_COUNTY, section=("附表:2021年粮食生产任务分解",))
    assert told("麦坡镇播种面积8.6万亩,产量3.9万吨;柳塘乡播种面积5.2万亩,产量2.3万吨。", context) == [
        ("麦坡镇", "粮食播种面积", "8.6万亩"),
        ("麦坡镇", "粮食总产量", "3.9万吨"),
        ("柳塘乡", "粮食播种面积", "5.2万亩"),
        ("柳塘乡", "粮食总产量", "2.3万吨"),
    ]


def test_a_part_taken_on_by_a_place_is_of_the_task() -> None:
    assert told("早稻任务由麦坡镇承担3.1万亩、柳塘乡承担2.4万亩。", IN_COUNTY) == [
        ("麦坡镇", "早稻任务", "3.1万亩"),
        ("柳塘乡", "早稻任务", "2.4万亩"),
    ]


def test_a_neighbour_is_spoken_of_until_the_semicolon() -> None:
    text = "邻近的松坪县粮食总产21.6万吨,平均亩产455公斤,比我县高18公斤;全县生猪出栏30万头。"
    assert [place for place, _, _ in told(text, IN_COUNTY)] == ["松坪县"] * 3 + ["桑原县"]


def test_a_sentence_that_opens_with_its_one_place_is_all_about_it() -> None:
    text = "栗城县新增规上工业企业23家;新签约项目46个;全市新增企业120家。"
    assert [place for place, _, _ in told(text, IN_CITY)] == ["栗城县", "栗城县", "海州市"]


def test_a_comparison_before_respectively_is_no_subject() -> None:
    text = "望柳区、栗城县社会消费品零售总额分别为211亿元和98亿元,同比分别增长6.4%和5.5%。"
    assert [(place, name) for place, name, _ in told(text, IN_CITY)] == [
        ("望柳区", "社会消费品零售总额"),
        ("栗城县", "社会消费品零售总额"),
    ] * 2


def test_the_whole_that_a_share_is_of_is_our_own() -> None:
    assert told("麦坡镇稻虾共作面积2.6万亩,占全县9.4万亩的27.7%。", IN_COUNTY) == [
        ("麦坡镇", "稻虾共作面积", "2.6万亩"),
        ("桑原县", "稻虾共作面积", "9.4万亩"),
        ("麦坡镇", "稻虾共作面积", "27.7%"),
    ]


def test_among_them_a_place_is_only_its_own_clause() -> None:
    text = "全年争取债券资金50亿元,其中栗城县8.2亿元,新开工项目30个。"
    assert [place for place, _, _ in told(text, IN_CITY)] == ["海州市", "栗城县", "海州市"]


@pytest.mark.parametrize(
    "text",
    [
        "麦坡镇污水处理厂扩建工程完成投资2.3亿元。",
        "特色小镇建设完成投资6亿元。",
        "老旧小区改造完成120个。",
        "配合区委巡察组整改问题14个。",
        "望柳区、栗城县等地共完成投资20亿元。",
        "乡镇卫生院达标率92%。",
    ],
)
def test_things_called_after_places_and_everyday_words_are_no_places(text: str) -> None:
    assert {place for place, _, _ in told(text, IN_COUNTY)} == {"桑原县"}


def test_a_place_that_the_document_knows_ends_where_its_name_does() -> None:
    places = named_places("柳塘乡播种面积5.2万亩。\n柳塘乡村集体经济收入全部超过10万元。", COUNTY)
    assert places == {"柳塘乡"}
    context = replace(IN_COUNTY, places=places)
    assert told("柳塘乡村集体经济收入达到15万元。", context) == [("柳塘乡", "村级集体经济收入", "15万元")]


@pytest.mark.parametrize(
    ("name", "home", "expected"),
    [
        ("麦坡镇", COUNTY, Region("麦坡镇", Level.TOWN, ("桑原县", "海州市", "岚江省"))),
        ("松坪县", COUNTY, Region("松坪县", Level.DISTRICT, ("海州市", "岚江省"))),
        ("经济开发区", COUNTY, Region("经济开发区", Level.TOWN, ("桑原县", "海州市", "岚江省"))),
        ("海州综合保税区", CITY, Region("海州综合保税区", Level.DISTRICT, ("海州市", "岚江省"))),
        ("海州经济技术开发区", COUNTY, Region("海州经济技术开发区", Level.TOWN, ("海州市", "岚江省"))),
        ("高新区", COUNTY, Region("高新区", Level.TOWN, ("桑原县", "海州市", "岚江省"))),
        ("柳州市", CITY, Region("柳州市", Level.CITY, ("岚江省",))),
    ],
)
def test_a_name_is_a_place_below_or_beside_the_reports_own(name: str, home: Region, expected: Region) -> None:
    assert region_named(name, home) == expected


@pytest.mark.parametrize(
    "name", ["特色小镇", "中心城区", "各乡镇", "产业创新区", "大湾区", "城乡", "美丽乡镇", "经济强县"]
)
def test_everyday_words_name_no_place(name: str) -> None:
    assert not is_place_name(name)


@pytest.mark.parametrize("name", ["和田市", "石家庄市", "于都县", "呼和浩特市"])
def test_real_places_are_places_though_their_names_hold_such_words(name: str) -> None:
    assert is_place_name(name)


def cells(caption: str, unit: str, columns: list[str], row: str, values: list[str]) -> Table:
    built = Row(row, tuple(Cell(value, 0, len(value)) for value in values), True, 0, 9)
    return Table(caption, unit, tuple((column,) for column in columns), (built,), 0, 99)


def test_columns_of_places_give_the_cells_their_place() -> None:
    table = cells("2020年主要指标", "亿元", ["全市", "望柳区", "栗城县"], "固定资产投资", ["210", "58", "36"])
    assert [(cell.region.name, cell.indicator) for cell in read_table(table, IN_CITY)] == [
        ("海州市", "固定资产投资"),
        ("望柳区", "固定资产投资"),
        ("栗城县", "固定资产投资"),
    ]


def test_rows_of_places_take_the_account_of_the_caption() -> None:
    caption = "2020年分县区一般公共预算收支情况"
    table = cells(caption, "亿元", ["收入完成", "支出完成"], "栗城县", ["13.2", "40.1"])
    assert [(cell.region.name, cell.indicator) for cell in read_table(table, IN_CITY)] == [
        ("栗城县", "地方一般公共预算收入"),
        ("栗城县", "地方一般公共预算支出"),
    ]


def test_prices_of_town_and_country_are_changes_of_the_named_prices() -> None:
    table = cells("2020年居民消费价格比上年涨跌幅度", "%", ["全市", "城市", "农村"], "居住", ["-0.2", "-0.4", "0.3"])
    assert [(cell.indicator, str(cell.value), cell.measure, cell.direction) for cell in read_table(table, IN_CITY)] == [
        ("居住类居民消费价格", "0.2", Measure.GROWTH, Direction.DOWN),
        ("城市居住类居民消费价格", "0.4", Measure.GROWTH, Direction.DOWN),
        ("农村居住类居民消费价格", "0.3", Measure.GROWTH, Direction.UP),
    ]


@pytest.mark.parametrize("label", ["其中:城镇", "城镇", "乡镇", "援助其他地区"])
def test_a_row_of_everyday_words_is_no_place(label: str) -> None:
    table = cells("2020年末人口", "万人", ["年末数"], label, ["52.4"])
    assert [cell.region for cell in read_table(table, IN_CITY)] == [CITY]


def test_the_whole_city_of_a_county_level_city_is_that_city() -> None:
    inside = replace(DONE, region=Region("槐阳市", Level.DISTRICT, ("海州市", "岚江省")))
    text = "全市脱贫人口828户,全省增长5%;地区生产总值120亿元,居海州市第三。"
    assert [place for place, _, _ in told(text, inside)] == ["槐阳市", "岚江省", "槐阳市", "槐阳市"]
