"""Figures in cells of words, in flattened and aligned tables, cumulated values, key-value lines (invented)."""

from __future__ import annotations

from pathlib import Path

from ingest.document import Reading
from ingest.steps import read_file
from vectorstore.figure import Direction, Figure, Kind, Measure
from vectorstore.passage import PassageKind
from vectorstore.period import Period

TASKS = """<html><head><meta charset="utf-8"><title>青禾市2023年重点任务</title></head><body>
<h1>青禾市人民政府关于印发2023年重点任务分解方案的通知</h1><p>各县区人民政府：</p><p>现印发给你们，请认真执行。</p>
<p>青禾市人民政府</p><p>2023年2月6日</p><p>附件</p><h2>青禾市2023年重点任务分解方案</h2>
<table><tr><th>序号</th><th>目标任务</th><th>牵头领导</th><th>责任单位</th><th>一季度进度</th><th>完成时限</th></tr>
<tr><td colspan="6">一、城市建设</td></tr>
<tr><td>1</td><td>改造老旧小区86个，惠及1.2万户；加装电梯40部。</td><td>林知远</td><td>市住建局</td><td>开工20个。</td><td>11月底前</td></tr>
<tr><td>2</td><td>PM2.5平均浓度控制在36微克/立方米以内。</td><td>何清</td><td>市生态环境局</td><td></td><td>全年</td></tr>
<tr><td>3</td><td>城乡低保标准分别提高到每人每月780元、每人每年6900元。</td><td>何清</td><td>市民政局</td><td></td><td>7月底前</td></tr>
</table></body></html>"""

BULLETIN = """青禾区人民政府公报
目　　录
青禾区人民政府关于2021年财政收支情况的报告 ………………（1）
青禾区人民政府关于王平等同志职务任免的通知 ………………（9）

青禾区人民政府关于2021年财政收支情况的报告

各位代表：

受区人民政府委托，现将2021年财政收支情况报告如下，请予审议。

一、收支情况

全年一般公共预算收入完成50200万元，增长6%。

表1　青禾区2021年收入执行情况表

单位：万元

项　目

2020年决算数

2021年执行数

增减额

一、税收收入

38000

40100

2100

其中：增值税

15000

15900

900

契税

4200

4100

-100

二、非税收入

9900

10100

200

2.支出情况。一般公共预算支出完成72000万元。
"""

ALIGNED = """双桥县2022年民生实事项目表

序号  项目名称      建设内容                  投资      牵头单位      完成时限
                                              （万元）
1     学前教育      新建公办幼儿园4所，增     5200      县教育局      8月底
                    加学位1080个
2     健康乡村      建成卫生室9个             1500      县卫健局      11月底
3     绿道建设      新建绿道16公里            3100      县城管局      12月底
"""

PLAN = """青禾区国民经济和社会发展第十四个五年规划纲要
一、主要目标
专栏1 “十四五”主要指标
指标 | 单位 | 2020年 | 2025年 | 年均增长（%）
常住人口城镇化率 | % | 63.8 | 70 | 〔6.2〕
单位地区生产总值能耗降低 | % | — | — | 〔14.5〕
地区生产总值 | 亿元 | 328.6 | 460 | 增长7%左右
"""

FACTS = """双桥县县情简介（2024年）

常住人口：41.8万人
2023年地区生产总值：203.6亿元
2023年人均地区生产总值：48700元
森林覆盖率：71.3%

名称    数值
高级中学    5所
公共图书馆    2个
文化站    17个
"""


def read(folder: Path, name: str, text: str) -> Reading:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_file(path, path.stem, None, lambda stage, share: None)


def by_text(reading: Reading) -> dict[str, Figure]:
    return {figure.text: figure for figure in reading.figures}


def test_figures_of_a_task_that_names_its_row_are_read(tmp_path: Path) -> None:
    found = by_text(read(tmp_path, "a.html", TASKS))
    assert (found["86个"].indicator, found["86个"].kind, found["86个"].period) == (
        "老旧小区改造",
        Kind.TARGET,
        Period.year(2023),
    )
    assert found["40部"].phrase == "加装电梯"
    assert found["780元"].indicator == "城镇低保标准"
    assert found["6900元"].indicator == "农村低保标准"


def test_a_column_of_progress_gives_its_own_time(tmp_path: Path) -> None:
    figure = by_text(read(tmp_path, "a.html", TASKS))["20个"]
    assert (str(figure.period), figure.kind) == ("2023Q1", Kind.TARGET)


def test_a_slash_inside_a_task_is_no_border_of_its_label(tmp_path: Path) -> None:
    rows = [p for p in read(tmp_path, "a.html", TASKS).passages if p.kind is PassageKind.ROW]
    (row,) = [p for p in rows if "PM2.5" in p.text]
    assert dict(row.fields)["row"].rpartition("/")[2].startswith("PM2.5")


def test_entries_of_a_contents_page_open_no_report(tmp_path: Path) -> None:
    reading = read(tmp_path, "b.txt", BULLETIN)
    assert "青禾区人民政府关于2021年财政收支情况的报告" in [sub.title for sub in reading.subdocuments]
    assert by_text(reading)["50200万元"].indicator == "地方一般公共预算收入"


def test_a_flattened_table_with_numbered_rows_is_whole(tmp_path: Path) -> None:
    reading = read(tmp_path, "b.txt", BULLETIN)
    cells = {(figure.indicator, figure.column): figure for figure in reading.figures if figure.column}
    assert cells["税收收入", ("2020年决算数",)].text == "38000"
    assert cells["契税", ("2021年执行数",)].text == "4100"
    change = cells["契税", ("增减额",)]
    assert (change.measure, change.direction, change.unit) == (Measure.CHANGE, Direction.DOWN, "万元")
    assert by_text(reading)["72000万元"].indicator == "地方一般公共预算支出"


def test_columns_of_spaces_with_wrapped_cells_are_a_table(tmp_path: Path) -> None:
    found = by_text(read(tmp_path, "c.txt", ALIGNED))
    assert (found["5200"].row, found["5200"].unit) == ("学前教育", "万元")
    assert (found["4所"].phrase, found["1080个"].indicator) == ("新建公办幼儿园", "学位")
    assert found["16公里"].indicator == "绿道"


def test_cumulated_values_are_changes_over_the_plan(tmp_path: Path) -> None:
    found = by_text(read(tmp_path, "d.txt", PLAN))
    figure = found["6.2"]
    assert (figure.measure, figure.unit, figure.period) == (Measure.CHANGE, "个百分点", Period(2021, 2025))
    assert (found["14.5"].measure, found["14.5"].direction) == (Measure.GROWTH, Direction.DOWN)


def test_a_verb_in_a_cell_tells_the_measure(tmp_path: Path) -> None:
    figure = by_text(read(tmp_path, "d.txt", PLAN))["7%"]
    assert (figure.indicator, figure.measure, figure.qualifier) == ("地区生产总值", Measure.GROWTH, "左右")


def test_lines_of_key_and_value_are_not_run_together(tmp_path: Path) -> None:
    found = by_text(read(tmp_path, "e.txt", FACTS))
    assert (found["203.6亿元"].indicator, found["203.6亿元"].period) == ("地区生产总值", Period.year(2023))
    assert found["48700元"].indicator == "人均地区生产总值"
    assert found["203.6亿元"].region.name == "双桥县"
    assert found["17个"].row == "文化站"  # a table whose first column is called 名称 is no page data


TWO_LEVELS = """青禾市2025年一般公共预算支出预算表

                                                 单位：万元
                      2024年                  2025年
科目名称          预算数      执行数      预算数      比上年执行数增长%
教育支出          198600     197340     206500       4.6
科学技术支出       12400      12150      14800      21.8
社会保障和就业支出 143500    146220     150300       2.8
"""

LATER_FIRST = """青禾县2022年主要指标
指标\t单位\t2022年\t2021年\t增长（%）
地区生产总值\t亿元\t168.3\t158.9\t4.6
常住人口\t万人\t33.6\t33.9\t-0.9
粮食产量\t万吨\t18.25\t18.02\t1.3
"""

PROJECTS = """青禾旗2024年民生工程实施方案
各单位：
现将方案印发给你们，请认真执行。
工程名称 | 年度目标 | 总投资（万元） | 牵头单位
健康青旗 | 新建卫生服务中心4个 | 5400 | 旗卫健委
宜居青旗 | 改造老旧小区62个 | 28600 | 旗住建局
"""

ENVIRONMENT = """青禾县人民政府关于2022年度环境状况和环境保护目标完成情况的报告
——2023年4月26日在县第十八届人大常委会第十二次会议上
县人大常委会：
受县人民政府委托，现将2022年度环境状况报告如下，请予审议。
一、完成情况
优良天数331天。化学需氧量减排312吨（目标300吨）。
"""


def test_years_above_columns_of_spaces_tell_alike_columns_apart(tmp_path: Path) -> None:
    found = by_text(read(tmp_path, "f.txt", TWO_LEVELS))
    assert (found["198600"].period, found["198600"].kind, found["198600"].unit) == (
        Period.year(2024),
        Kind.BUDGET,
        "万元",
    )
    assert found["206500"].period == found["4.6"].period == Period.year(2025)
    assert found["143500"].indicator == "社会保障和就业支出"


def test_a_growth_is_of_the_later_of_two_years(tmp_path: Path) -> None:
    found = by_text(read(tmp_path, "g.txt", LATER_FIRST))
    assert (found["158.9"].period, found["4.6"].period) == (Period.year(2021), Period.year(2022))


def test_a_project_is_no_place_and_its_cost_is_planned(tmp_path: Path) -> None:
    figure = by_text(read(tmp_path, "h.txt", PROJECTS))["5400"]
    assert (figure.region.name, figure.kind, figure.unit) == ("青禾旗", Kind.TARGET, "万元")


def test_a_yearly_report_is_of_the_year_in_its_title(tmp_path: Path) -> None:
    found = by_text(read(tmp_path, "i.txt", ENVIRONMENT))
    assert found["331天"].period == Period.year(2022)
    assert (found["300吨"].kind, found["300吨"].indicator) == (Kind.TARGET, found["312吨"].indicator)


def test_a_rows_number_of_several_levels_is_no_part_of_its_name(tmp_path: Path) -> None:
    rows = "".join(
        f"<tr><td>{row}</td><td>万吨</td><td>{value}</td></tr>" for row, value in (("2.1. 甜菜产量", "5.6"),)
    )
    head = "<tr><th>指标</th><th>单位</th><th>2021年</th></tr><tr><td>1. 小麦产量</td><td>万吨</td><td>8.2</td></tr>"
    text = f"<h1>青禾区2021年国民经济和社会发展统计公报</h1><p>青禾区统计局</p><table>{head}{rows}</table>"

    reading = read(tmp_path, "bulletin.html", f"<html><meta charset='utf-8'><body>{text}</body></html>")

    assert by_text(reading)["5.6"].indicator == "甜菜产量"
