"""Which places a text speaks of."""

from __future__ import annotations

import pytest

from vectorstore.region import Level, Region
from vectorstore.regions import (
    china,
    find_regions,
    resolve_level,
    same_place,
    short_name,
    variants,
)
from vectorstore.similar_places import find_similar_regions

WUHAN = ("武汉市", "湖北省")
KNOWN = [
    *(Region(name, Level.DISTRICT, WUHAN) for name in ("江汉区", "洪山区", "青山区", "武昌区")),
    Region("青禾区", Level.DISTRICT, ("云栖市",)),
]


def names(text: str, known: list[Region] | None = None) -> list[str]:
    return [mention.region.full_name for mention in find_regions(text, KNOWN if known is None else known)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("武汉市江汉区2021年地区生产总值", ["湖北省武汉市江汉区"]),
        ("江汉和洪山哪个高", ["湖北省武汉市江汉区", "湖北省武汉市洪山区"]),
        ("云栖市青禾区与江汉区比较", ["云栖市青禾区", "湖北省武汉市江汉区"]),
        ("青禾的财政收入", ["云栖市青禾区"]),
        ("荆州、恩施、黄冈", ["湖北省荆州市", "湖北省恩施土家族苗族自治州", "湖北省黄冈市"]),
        ("汉阳区和硚口区", ["湖北省武汉市汉阳区", "湖北省武汉市硚口区"]),
    ],
)
def test_full_names_and_known_short_forms(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "江汉路步行街",
        "洪山广场",
        "青山长江大桥",
        "武汉大学",
        "青山公园",
        "全区各区示范区",
        "城区和园区",
        "日照时间",
        "听取区人大汇报",
    ],
)
def test_roads_schools_and_everyday_words_are_no_places(text: str) -> None:
    assert names(text) == []


def test_short_forms_of_districts_need_the_caller_to_know_them() -> None:
    assert names("江汉增长多少", known=[]) == []
    assert names("江汉区增长多少", known=[]) == ["湖北省武汉市江汉区"]


def test_short_forms_of_unknown_districts_are_read_before_a_year() -> None:
    assert [m.region.name for m in find_regions("顺平2023年优良天数")] == ["顺平县"]
    assert [m.region.name for m in find_regions("请问清苑去年财政收入")] == ["清苑区"]
    assert find_regions("新建2023年道路") == []


def test_an_ambiguous_name_is_decided_by_the_text_or_left_open() -> None:
    (by_text,) = find_regions("北京市朝阳区", [])
    (undecided,) = find_regions("朝阳区", [])

    assert by_text.region.full_name == "北京市朝阳区"
    assert undecided.region.parents == ()
    assert {region.parents[0] for region in undecided.candidates} == {"北京市", "长春市"}
    assert names("青山区下降多少") == ["湖北省武汉市青山区"]


def test_an_unknown_place_is_found_by_its_form_and_said_to_be_unknown() -> None:
    (mention,) = find_regions("请问白鹭县2022年的预算", KNOWN)

    assert (mention.region.name, mention.known) == ("白鹭县", False)


def test_level_words_mean_the_home_region_and_its_parents() -> None:
    meant = [resolve_level(level, KNOWN[0]) for level in ("市", "区", "省")]

    assert [region and region.full_name for region in meant] == ["湖北省武汉市", "湖北省武汉市江汉区", "湖北省"]
    assert resolve_level("县", KNOWN[0]) == KNOWN[0]
    assert resolve_level("省", Region("青禾区", Level.DISTRICT)) is None


def test_one_wrong_character_against_known_names_only() -> None:
    assert [mention.region.name for mention in find_similar_regions("江汗区的产值", KNOWN)] == ["江汉区"]
    assert find_similar_regions("江夏区的产值", KNOWN) == []


def test_the_gazetteer_holds_parents_and_short_names() -> None:
    (xiantao,) = china().named("仙桃市")

    assert (xiantao.level, xiantao.parents) == (Level.DISTRICT, ("湖北省",))
    assert len(china().named("青山区")) == 2
    assert short_name("恩施土家族苗族自治州") == "恩施"
    assert short_name("忠县") == "忠县"


def test_one_place_that_documents_name_more_or_less_fully() -> None:
    bare = Region("临溪区", Level.DISTRICT)
    city = Region("临溪区", Level.DISTRICT, ("云州市",))
    full = Region("临溪区", Level.DISTRICT, ("云州市", "岚江省"))
    other = Region("临溪区", Level.DISTRICT, ("海州市",))

    assert variants(city, [bare, city, full, other]) == (bare, city, full)
    assert [mention.region for mention in find_regions("临溪区的产值", [bare, city, full])] == [full]


@pytest.mark.parametrize("text", ["青山化工区整合", "区长范礼奎", "这位区长", "武昌区范礼奎区长"])
def test_offices_and_zones_are_no_unknown_places(text: str) -> None:
    assert all(mention.known for mention in find_regions(text, KNOWN))


def test_the_short_name_of_a_zone_or_town_bridge_is_no_place() -> None:
    known = [Region("栖江新区", Level.DISTRICT, ("栖州市",)), Region("经济开发区", Level.TOWN, ("桑原县",))]
    assert names("栖江二桥何时通车", known) == []
    assert names("全县经济总量", known) == []
    assert names("栖江新区和经济开发区", known) == ["栖州市栖江新区", "桑原县经济开发区"]


def test_a_report_whose_place_could_not_be_read_is_of_no_other_place() -> None:
    unread = Region("", Level.DISTRICT)
    assert not same_place(unread, Region("栖江新区", Level.DISTRICT))
    assert same_place(unread, unread)


def test_a_short_name_of_the_same_sound_is_a_slip_only_where_no_place_is_named() -> None:
    known = [Region("宁夏回族自治区", Level.PROVINCE), Region("宿迁市", Level.CITY, ("江苏省",))]
    assert [mention.region.name for mention in find_similar_regions("宁厦2026年就业", known)] == ["宁夏回族自治区"]
    assert [mention.region.name for mention in find_similar_regions("宿千每年补贴", known)] == ["宿迁市"]
    assert find_similar_regions("宁下一步目标", known) == []
    assert find_similar_regions("宿迁和宁厦", known) == []


def test_a_prefecture_is_named_by_its_first_character() -> None:
    known = [Region("博尔塔拉蒙古自治州", Level.CITY, ("新疆维吾尔自治区",))]
    assert [mention.region.name for mention in find_regions("博州2025年粮食", known)] == ["博尔塔拉蒙古自治州"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("博州2025年GDP是多少", "博尔塔拉蒙古自治州"),
        ("恩施州去年财政收入", "恩施土家族苗族自治州"),
        ("黔东南州的农民收入", "黔东南苗族侗族自治州"),
        ("海南州粮食产量", "海南藏族自治州"),
        ("锡盟牲畜存栏", "锡林郭勒盟"),
        ("长阳县2025年茶叶产量", "长阳土家族自治县"),
        ("巴中市巴州区2025年GDP", "巴州区"),
    ],
)
def test_established_short_names_of_autonomous_places_are_read(text: str, name: str) -> None:
    assert [mention.region.name for mention in find_regions(text)] == [name]
