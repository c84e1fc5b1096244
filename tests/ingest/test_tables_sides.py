"""Tables that stand side by side or below each other in one sheet, and rows that are parts of a row above."""

from __future__ import annotations

from pathlib import Path

from ingest.document import Reading, Table
from ingest.figures.ledger import extract_figures
from tests.ingest.test_tables import read_html
from vectorstore.figure import Figure, Kind, Measure

PAGE = """<html><head><meta charset="utf-8"><title>青禾市2023年预算</title></head><body>
<h1>青禾市2023年预算执行情况的报告</h1><p>各位代表：</p><p>现将2023年预算执行情况报告如下，请予审议。</p>{}</body></html>"""
SIDES = """<table><tr><td colspan="6">2023年市级一般公共预算收支总表</td></tr>
<tr><td colspan="6">单位：亿元</td></tr>
<tr><td>预算科目</td><td>2022年决算数</td><td>2023年预计数</td><td>预算科目</td><td>2022年决算数</td><td>2023年预计数</td></tr>
<tr><td>一、税收收入</td><td>96.74</td><td>93.1</td><td>一、教育支出</td><td>54.53</td><td>50.11</td></tr>
<tr><td>二、非税收入</td><td>95.35</td><td>99.68</td><td>二、科学技术支出</td><td>22.48</td><td>21.74</td></tr>
<tr><td></td><td></td><td></td><td>三、卫生健康支出</td><td>91.95</td><td>92.45</td></tr></table>"""
SHEET = """<table><tr><td colspan="4">附表1</td></tr>
<tr><td colspan="4">2023年全市一般公共预算收入完成情况表</td></tr>
<tr><td colspan="2"></td><td colspan="2">单位：万元</td></tr>
<tr><td>预算科目</td><td>预算数</td><td>完成数</td><td>占预算（%）</td></tr>
<tr><td>税收收入</td><td>927210</td><td>848910</td><td>91.6</td></tr>
<tr><td>契税</td><td></td><td></td><td></td></tr>
<tr><td>非税收入</td><td>521275</td><td>599267</td><td>115</td></tr>
<tr><td colspan="4">附表2</td></tr>
<tr><td colspan="4">2023年全市一般公共预算支出完成情况表</td></tr>
<tr><td colspan="2"></td><td colspan="2">单位：万元</td></tr>
<tr><td>预算科目</td><td>调整预算数</td><td>完成数</td><td>占调整预算（%）</td></tr>
<tr><td>一、教育</td><td>911452</td><td>873209</td><td>95.8</td></tr>
<tr><td>二、卫生健康</td><td>581283</td><td>550890</td><td>94.8</td></tr></table>"""
PEOPLE = """<p>表1 2023年年末青禾市常住人口数及其构成</p>
<table><tr><td>指标</td><td>年末数（万人）</td><td>比重（ %）</td></tr>
<tr><td>全市常住人口</td><td>199.5</td><td>100.0</td></tr>
<tr><td>其中：城镇</td><td>122.5</td><td>61.4</td></tr><tr><td>乡村</td><td>77.0</td><td>38.6</td></tr>
<tr><td>其中：男性</td><td>100.4</td><td>50.3</td></tr><tr><td>女性</td><td>99.1</td><td>49.7</td></tr></table>"""
PRICES = """<p>表2 2023年青禾市居民消费价格指数</p>
<table><tr><td colspan="2">以上年同期为 100</td></tr><tr><td>类别</td><td>指数</td></tr>
<tr><td>居民消费价格总指数</td><td>99.5</td></tr><tr><td>其中：食品烟酒</td><td>97.6</td></tr>
<tr><td>衣着</td><td>100.5</td></tr></table>"""


def tables(reading: Reading) -> list[Table]:
    return [t for sub in reading.subdocuments for section in sub.sections for t in section.tables]


def found(folder: Path, table: str, indicator: str) -> list[Figure]:
    reading = read_html(folder, PAGE.format(table))
    return [figure for figure in extract_figures(reading) if figure.indicator == indicator]


def test_the_right_half_of_a_table_names_its_own_rows(tmp_path: Path) -> None:
    (table,) = tables(read_html(tmp_path, PAGE.format(SIDES)))

    assert [row.label for row in table.rows] == [
        "一、税收收入",
        "二、非税收入",
        "一、教育支出",
        "二、科学技术支出",
        "三、卫生健康支出",
    ]


def test_a_table_of_the_city_itself_says_so_in_the_names(tmp_path: Path) -> None:
    education = found(tmp_path, SIDES, "市级教育支出")

    assert [(str(f.value), f.unit, f.kind, str(f.period)) for f in education] == [
        ("54.53", "亿元", Kind.FINAL, "2022"),
        ("50.11", "亿元", Kind.ESTIMATE, "2023"),
    ]
    assert not found(tmp_path, SIDES, "教育支出")


def test_a_sheet_of_several_tables_is_cut_at_their_titles(tmp_path: Path) -> None:
    first, second = tables(read_html(tmp_path, PAGE.format(SHEET)))

    assert (first.caption, first.unit) == ("2023年全市一般公共预算收入完成情况表", "万元")
    assert (second.caption, second.columns[0]) == ("2023年全市一般公共预算支出完成情况表", ("调整预算数",))
    assert [row.label for row in first.rows] == ["税收收入", "契税", "非税收入"]


def test_what_share_of_the_budget_was_carried_out_is_of_what_was_done(tmp_path: Path) -> None:
    spent = found(tmp_path, SHEET, "教育支出")

    assert [(str(f.value), f.kind, f.measure) for f in spent] == [
        ("911452", Kind.BUDGET, Measure.LEVEL),
        ("873209", Kind.ACTUAL, Measure.LEVEL),
        ("95.8", Kind.ACTUAL, Measure.SHARE),
    ]


def test_rows_that_add_up_to_a_row_above_are_its_parts(tmp_path: Path) -> None:
    women = found(tmp_path, PEOPLE, "女性常住人口")
    town = found(tmp_path, PEOPLE, "城镇常住人口")

    assert [(str(f.value), f.unit, f.part_of) for f in women] == [
        ("99.1", "万人", "常住人口"),
        ("49.7", "%", "常住人口"),
    ]
    assert {figure.region.name for figure in town} == {"青禾市"}


def test_an_index_has_no_unit_and_the_year_of_its_caption(tmp_path: Path) -> None:
    (whole,) = found(tmp_path, PRICES, "居民消费价格指数")

    assert (whole.unit, str(whole.period), whole.measure, whole.certain) == ("", "2023", Measure.LEVEL, True)


DEBT = """<p>2023年全市法定债务限额及增减变动表</p><p>单位：万元</p>
<table><tr><td colspan="2">项目</td><td>青禾市</td><td>市本级</td><td>岭川县</td></tr>
<tr><td rowspan="2">合计</td><td>期初余额</td><td>100</td><td>60</td><td>40</td></tr>
<tr><td>期末余额</td><td>130</td><td>70</td><td>60</td></tr>
<tr><td rowspan="2">一般债务</td><td>期初余额</td><td>50</td><td>30</td><td>20</td></tr>
<tr><td>期末余额</td><td>65</td><td>35</td><td>30</td></tr></table>"""


def test_balances_of_a_table_of_debts_are_named_by_group_and_place(tmp_path: Path) -> None:
    balances = found(tmp_path, DEBT, "政府债务余额")

    assert [(f.region.name, f.column[-1], str(f.value), f.unit) for f in balances] == [
        ("青禾市", "青禾市", "130", "万元"),
        ("青禾市", "市本级", "70", "万元"),
        ("岭川县", "岭川县", "60", "万元"),
    ]
    assert [str(f.value) for f in found(tmp_path, DEBT, "一般债务年初余额")] == ["50", "30", "20"]


def test_the_caption_is_the_last_heading_of_a_tables_figures(tmp_path: Path) -> None:
    assert {f.section[-1] for f in found(tmp_path, DEBT, "政府债务余额")} == {"2023年全市法定债务限额及增减变动表"}
