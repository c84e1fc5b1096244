"""How notices put their figures: times in brackets, units behind a measure, sizes in cells (invented)."""

from __future__ import annotations

from pathlib import Path

from ingest.figures.ledger import extract_figures
from tests.ingest.reports import read_text
from vectorstore.charges import with_ended_measures
from vectorstore.figure import Figure, Kind
from vectorstore.period import Period

NOTICE = """青禾区人民政府办公室关于印发2024年任务分解方案的通知
各街道办事处：
现印发给你们。
青禾区人民政府办公室
2024年2月5日
一、重点工作
1. 培育企业总数达到128家（2023年底为109家），技术合同成交额达到14亿元。
2. 优良天数比率达到88.5%，PM2.5平均浓度控制在30微克/立方米以内（2023年分别为87.1%、32微克/立方米）。
3. 发展油茶，面积达到4万亩。（牵头单位：区农业农村局；责任单位：区林业局）建设高标准农田8.2万亩。
二、重大项目
项目名称 | 建设规模 | 总投资（亿元） | 建设年限 | 牵头单位
东岭隧道 | 全长52公里 | 6.9 | 2022—2024 | 区交通运输局
南渡水厂 | 日供水5万吨 | 3.4 | 2021—2022 | 区水利局
北湾码头 | 泊位4个 | 13.6 | 2021—2024 | 区交通运输局
"""


def figures(tmp_path: Path) -> dict[str, Figure]:
    return {figure.text: figure for figure in extract_figures(read_text(tmp_path, NOTICE))}


def test_a_time_in_a_bracket_ends_with_it(tmp_path: Path) -> None:
    found = figures(tmp_path)
    assert (found["109家"].period, found["109家"].kind) == (Period.year(2023), Kind.ACTUAL)
    assert (found["14亿元"].period, found["14亿元"].kind) == (Period.year(2024), Kind.TARGET)


def test_respective_values_in_a_bracket_go_back_to_what_stands_before_it(tmp_path: Path) -> None:
    found = figures(tmp_path)
    assert found["87.1%"].indicator == found["88.5%"].indicator
    assert found["32微克/立方米"].indicator == found["30微克/立方米"].indicator


def test_units_in_a_bracket_are_no_part_of_the_next_measure(tmp_path: Path) -> None:
    assert figures(tmp_path)["8.2万亩"].indicator == "高标准农田"


def test_a_size_in_a_cell_is_of_the_project_and_years_are_no_figures(tmp_path: Path) -> None:
    found = figures(tmp_path)
    assert found["52公里"].indicator == "东岭隧道全长"
    assert found["6.9"].row == "东岭隧道"
    assert not any("2022" in text for text in found)


def test_a_bracket_of_units_ends_its_sentence_in_one_piece() -> None:
    text = "（牵头单位：甲局；责任单位：乙局（丙办））建设农田"
    ended = with_ended_measures(text)
    assert len(ended) == len(text)
    assert ended.index("。") == text.index("建设") - 1
    assert with_ended_measures("建成三座（责任单位：甲局）。") == "建成三座（责任单位：甲局）。"
