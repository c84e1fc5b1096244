"""Tables of a plain text whose cells only spaces keep apart."""

from __future__ import annotations

from pathlib import Path

from ingest.document import Reading, Table
from ingest.figures.ledger import extract_figures
from tests.ingest.reports import read_text
from vectorstore.figure import Figure, Kind, Measure

OPENING = """青禾市财政局关于2023年预算执行情况的报告
各位代表：
我受市人民政府委托，现将2023年预算执行情况报告如下，请予审议。
"""
BUDGET = (
    OPENING
    + """表一
2023 年全市一般公共预算收支情况表
单位：万元
一般公共预算收入 一般公共预算支出
项目 预算数
完成数
项目 变动
预算数
执行数
金额
完成
预算
数%
上年
同期数 增减% 金额
完成
变动
预算
数%
上年
同期数 增减%
税收收入 60,100 61,302 102.0 58,050 5.6 教育支出 88,200 80,262 91.0 79,150 1.4
增值税 31,200 30,888 99.0 30,150 2.4 一般公共服务
支出 41,300 37,170 90.0 36,050 3.1
捐赠收入 卫生健康支出 30,500 27,450 90.0 26,900 2.0
— 12 —
一般公共预算收入 一般公共预算支出
项目 预算数
完成数
项目 变动
预算数
执行数
金额
完成
预算
数%
上年
同期数 增减% 金额
完成
变动
预算
数%
上年
同期数 增减%
国有资源（资产）
有偿使用收入 9,100 9,555 105.0 9,020 5.9 债务付息支出 12,000 12,000 100.0 12,400 -3.2
收入小计 88,000 89,760 102.0 85,010 5.6 支出小计 300,100 270,090 90.0 262,000 3.1
"""
)
DEBT = (
    OPENING
    + """表二
2023 年青禾市政府债务情况表
单位：万元
地区
2022 年债务余额 2023 年债务余额
合计 一般
债务
专项
债务 合计 一般
债务
专项
债务
青禾市 410,020 260,010 150,010 452,300 270,100 182,200
市本级 210,010 130,005 80,005 230,200 140,100 90,100
青溪区 200,010 130,005 70,005 222,100 130,000 92,100
"""
)
BULLETIN = """青禾市2023年国民经济和社会发展统计公报
青禾市统计局
表 1 2023 年末存贷款余额及其增长速度
指标 年末余额 （亿元） 比上年末增长 （%）
各项存款 934.85 11.1
其中：住户存款 700.35 9.7
# 非金融企业存款 134.50 10.5
各项贷款 643.07 -1.3
"""


def only_table(reading: Reading) -> Table:
    (table,) = (t for sub in reading.subdocuments for section in sub.sections for t in section.tables)
    return table


def figures_of(folder: Path, text: str, indicator: str) -> list[Figure]:
    return [figure for figure in extract_figures(read_text(folder, text)) if figure.indicator == indicator]


def test_two_blocks_side_by_side_are_rows_below_each_other(tmp_path: Path) -> None:
    table = only_table(read_text(tmp_path, BUDGET))

    assert (table.caption, table.unit) == ("2023年全市一般公共预算收支情况表", "万元")
    assert [row.label for row in table.rows] == [
        "税收收入",
        "增值税",
        "国有资源（资产）有偿使用收入",
        "收入小计",
        "教育支出",
        "一般公共服务支出",
        "卫生健康支出",
        "债务付息支出",
        "支出小计",
    ]


def test_the_second_header_row_stands_below_the_last_cell_of_the_first(tmp_path: Path) -> None:
    tax = figures_of(tmp_path, BUDGET, "税收收入")

    assert [(str(f.value), f.unit, f.kind, str(f.period), f.measure) for f in tax] == [
        ("60100", "万元", Kind.BUDGET, "2023", Measure.LEVEL),
        ("61302", "万元", Kind.ACTUAL, "2023", Measure.LEVEL),
        ("102.0", "%", Kind.ACTUAL, "2023", Measure.SHARE),
        ("58050", "万元", Kind.ACTUAL, "2022", Measure.LEVEL),
        ("5.6", "%", Kind.ACTUAL, "2023", Measure.GROWTH),
    ]


def test_a_name_that_goes_on_in_the_next_line_keeps_its_own_values(tmp_path: Path) -> None:
    services = figures_of(tmp_path, BUDGET, "一般公共服务支出")

    assert [str(figure.value) for figure in services][:2] == ["41300", "37170"]
    assert [str(figure.value) for figure in figures_of(tmp_path, BUDGET, "卫生健康支出")][:2] == ["30500", "27450"]


def test_columns_that_repeat_below_every_year_belong_to_it(tmp_path: Path) -> None:
    found = extract_figures(read_text(tmp_path, DEBT))

    whole = [f for f in found if f.region.name == "青溪区" and f.indicator == "政府债务余额"]
    special = [f for f in found if f.region.name == "青溪区" and f.indicator == "专项债务余额"]
    own = [f for f in found if f.indicator == "市本级政府债务余额"]
    assert [(str(f.value), str(f.period)) for f in whole] == [("200010", "2022"), ("222100", "2023")]
    assert [(str(f.value), str(f.period)) for f in special] == [("70005", "2022"), ("92100", "2023")]
    assert [str(f.value) for f in own] == ["210010", "230200"]


def test_one_block_has_its_units_from_the_header(tmp_path: Path) -> None:
    loans = figures_of(tmp_path, BULLETIN, "各项贷款余额")
    own = figures_of(tmp_path, BULLETIN, "住户存款")

    assert [(str(f.value), f.unit, f.measure) for f in loans] == [
        ("643.07", "亿元", Measure.LEVEL),
        ("1.3", "%", Measure.GROWTH),
    ]
    assert [(str(f.value), f.part_of) for f in own] == [("700.35", "各项存款"), ("9.7", "各项存款")]


def test_without_a_header_that_can_be_told_nothing_is_read_as_a_table(tmp_path: Path) -> None:
    text = BULLETIN.replace("指标 年末余额 （亿元） 比上年末增长 （%）", "甲组 乙丙二号 （某某） 丁")

    assert not figures_of(tmp_path, text, "各项贷款余额")


PRODUCTS = """青禾市2023年国民经济和社会发展统计公报
青禾市统计局
表1 2023年主要工业产品产量及增长速度
产品名称 单位 产量 比上年增长
（%）
原煤 万吨 412.5 -0.4
发电量 亿千瓦时 97.2 3.1
其中：水力发电量 亿千瓦时 61.0 8.8
瓷砖（折A级） 万平方米 280.0 -12.6
表2 2023年居民消费价格涨跌幅度
指标 比上年涨跌幅度（%）
食品烟酒 -0.8
衣着 0.9
居住 1.3
"""


def test_units_in_a_column_of_their_own_are_those_of_the_rows(tmp_path: Path) -> None:
    coal = figures_of(tmp_path, PRODUCTS, "原煤产量")
    water = figures_of(tmp_path, PRODUCTS, "水力发电量")

    assert [(str(f.value), f.unit, f.measure) for f in coal] == [
        ("412.5", "万吨", Measure.LEVEL),
        ("0.4", "%", Measure.GROWTH),
    ]
    assert [(str(f.value), f.unit) for f in water] == [("61.0", "亿千瓦时"), ("8.8", "%")]


def test_rows_of_a_single_value_are_read_below_a_header(tmp_path: Path) -> None:
    homes = figures_of(tmp_path, PRODUCTS, "居住类居民消费价格")

    assert [(str(f.value), f.unit, f.measure) for f in homes] == [("1.3", "%", Measure.GROWTH)]
