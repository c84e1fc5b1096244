"""Numbers with units are read exactly and told apart from names, dates and ordinals."""

from __future__ import annotations

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vectorstore.numerals import chinese_number
from vectorstore.quantity import UnitError, convert, dimension, find_quantities, parse_cell, same_dimension, to_base


def read(text: str) -> list[tuple[str, str, str]]:
    return [(str(q.value), q.unit, q.qualifier) for q in find_quantities(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("新增停车泊位1.3万个", [("1.3", "万个", "")]),
        ("预计完成1360亿元左右", [("1360", "亿元", "左右")]),
        ("增长6.5%以上", [("6.5", "%", "以上")]),
        ("同比增长-7.4%", [("-7.4", "%", "")]),
        ("控制在3.2%以内", [("3.2", "%", "以内")]),
        ("不少于10家", [("10", "家", "不少于")]),
        ("近3万家企业", [("3", "万家", "近")]),
        ("在轨卫星36颗,接种2.4万剂", [("36", "颗", ""), ("2.4", "万剂", "")]),
        ("8000余名干部", [("8000", "名", "余")]),
        ("4500余万人次", [("4500", "万人次", "余")]),
        ("达到4万吨/日", [("4", "万吨/日", "")]),
        ("均价800元/平方米", [("800", "元/平方米", "")]),
        ("面积100万㎡", [("100", "万平方米", "")]),
        ("上升22.9个百分点", [("22.9", "个百分点", "")]),
        ("利用外资4亿美元", [("4", "亿美元", "")]),
        ("近三成企业", [("3", "成", "近")]),
        ("占全市的四分之一", [("25", "%", "")]),
        ("百分之八十", [("80", "%", "")]),
        ("聘任教师超千人", [("1000", "人", "超")]),
        ("一万二千人", [("12000", "人", "")]),
        ("建设两个园区", [("2", "个", "")]),
        ("办好十件实事", [("10", "件", "")]),
        ("同比实现翻番", [("1", "番", "")]),
        ("收入1,234.5万元", [("1234.5", "万元", "")]),
        ("完成600亿元人民币以上", [("600", "亿元", "以上")]),
    ],
)
def test_quantities_are_read_with_unit_and_qualifier(text: str, found: list[tuple[str, str, str]]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "推进5G建设",
        "设计12顶级实验室",
        "672医院",
        "地铁12号线",
        "改造21号公路",
        "完善“1+1+X”模式",
        "企业开办“210”标准",
        "两山医院",
        "四水共治",
        "“十三五”时期",
        "二七过江通道",
        "第十五届人民代表大会第五次会议",
        "第四次全国经济普查",
        "2020年12月29日",
        "政办〔2023〕1号",
        "电话027-88886666",
        "做到“两个维护”",
        "落实八项规定",
        "抓好五个方面",
        "世界500强企业",
        "三大攻坚战",
        "每季度第1个月",
    ],
)
def test_names_dates_and_ordinals_are_no_quantities(text: str) -> None:
    assert find_quantities(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [("新增2到3栋", 2, 3, "栋"), ("打造1-2个", 1, 2, "个"), ("增长5~8%", 5, 8, "%"), ("3万-5万元", 3, 5, "万元")],
)
def test_ranges_keep_both_ends(text: str, low: int, high: int, unit: str) -> None:
    (quantity,) = find_quantities(text)
    assert (quantity.value, quantity.upper, quantity.unit) == (low, high, unit)


@pytest.mark.parametrize(
    ("text", "place"), [("全市排名第6", 6), ("位居中心城区前2名", 2), ("攀升至第42位", 42), ("收入居全市第三", 3)]
)
def test_places_in_an_order_are_ranks(text: str, place: int) -> None:
    (quantity,) = find_quantities(text)
    assert quantity.rank
    assert quantity.value == place


def test_three_ten_thousand_is_not_found_in_two_point_three() -> None:
    assert [q.text for q in find_quantities("培训2.3万人")] == ["2.3万人"]


@pytest.mark.parametrize(
    ("cell", "value", "unit", "qualifier"),
    [
        ("1080", "1080", "", ""),
        (">9%", "9", "%", "超"),
        ("-15.9%", "-15.9", "%", ""),
        ("600亿元以上", "600", "亿元", "以上"),
    ],
)
def test_a_cell_is_a_quantity_and_nothing_else(cell: str, value: str, unit: str, qualifier: str) -> None:
    quantity = parse_cell(cell)
    assert quantity is not None
    assert (str(quantity.value), quantity.unit, quantity.qualifier) == (value, unit, qualifier)


@pytest.mark.parametrize("cell", ["--", "难以完成", "", "高于经济增长0.8%", "与经济同步"])
def test_a_cell_of_words_is_none(cell: str) -> None:
    assert parse_cell(cell) is None


def test_units_of_one_dimension_convert_exactly() -> None:
    assert convert(Decimal("1.36"), "亿元", "万元") == 13600
    assert convert(Decimal(15), "亩", "公顷") == 1
    assert to_base(Decimal(3), "成") == (Decimal(30), "%")
    assert same_dimension("万人", "名")


@pytest.mark.parametrize(
    ("one", "other"), [("%", "个百分点"), ("亿元", "亿美元"), ("家", "座"), ("人", "人次"), ("米", "平方米")]
)
def test_different_things_do_not_convert(one: str, other: str) -> None:
    with pytest.raises(UnitError):
        convert(Decimal(1), one, other)


@given(
    st.integers(0, 10**7),
    st.integers(0, 4),
    st.sampled_from(["亿元", "万元", "元", "万人", "%", "平方公里", "公顷", "个"]),
)
def test_whatever_is_printed_is_read_back(number: int, places: int, unit: str) -> None:
    value = Decimal(number).scaleb(-places)
    (quantity,) = find_quantities(f"完成任务{value:f}{unit},其余照旧")
    assert (quantity.value, quantity.unit, quantity.text) == (value, unit, f"{value:f}{unit}")


@given(
    st.integers(1, 10**9),
    st.sampled_from([("亿元", "万元"), ("平方公里", "公顷"), ("吨", "公斤"), ("万户", "户"), ("成", "%")]),
)
def test_conversion_there_and_back_changes_nothing(number: int, units: tuple[str, str]) -> None:
    value = Decimal(number).scaleb(-3)
    assert convert(convert(value, *units), units[1], units[0]) == value


@settings(deadline=None)
@given(st.integers(0, 99_999_999))
def test_chinese_numerals_are_read_as_they_are_written(number: int) -> None:
    assert chinese_number(_in_chinese(number)) == number


def _in_chinese(number: int) -> str:
    return str(cn2an.an2cn(number))


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error_and_spans_are_true(text: str) -> None:
    for quantity in find_quantities(text):
        assert text[quantity.start : quantity.end] == quantity.text
        assert dimension(quantity.unit)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("补助标准增加30元至700元", ["30元", "700元"]),
        ("每人提高30元至50元", ["30元至50元"]),
        ("收费标准由500元提高至700元", ["500元", "700元"]),
    ],
)
def test_by_how_much_and_up_to_what_are_no_range(text: str, found: list[str]) -> None:
    assert [quantity.text for quantity in find_quantities(text)] == found
