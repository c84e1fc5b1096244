"""Tables as rows under header paths, whatever form they came in."""

from __future__ import annotations

from pathlib import Path

from ingest.clean.cleaning import clean
from ingest.document import Reading, Row, Table
from ingest.loaders import load
from ingest.reading import read_document
from tests.ingest.reports import FLAT_PLAN, read_text
from vectorstore.passage import PassageKind

HTML = """<html><head><meta charset="utf-8"><title>青禾区2024年计划</title></head><body>
<h1>青禾区人民政府关于2024年计划的通知</h1><p>各部门：</p><p>现将2024年主要指标印发给你们，请认真执行。</p>
<p>表1 主要预期指标</p><p>单位：亿元</p>
<table><tr><th rowspan="2">类别</th><th rowspan="2">指标名称</th>
<th colspan="2">2023年</th><th rowspan="2">2024年目标</th></tr>
<tr><th>目标</th><th>完成</th></tr>
<tr><td rowspan="2">经济发展</td><td>地区生产总值</td><td>350</td><td>361.5</td><td>390</td></tr>
<tr><td>固定资产投资</td><td>270</td><td></td><td>300</td></tr>
<tr><td>人民生活</td><td>新增就业</td><td>1.2</td><td>1.3</td><td>1.2</td></tr></table></body></html>"""

PIPES = """青禾区财政局关于2023年收支情况的报告
各位代表：
我受区人民政府委托，现将收支情况报告如下，请予审议。
2023年收支情况表（单位：万元）
项目 | 预算数 | 执行数
税收收入 | 710500 | 718300
其中：增值税 | 267000 | 268400
非税收入 | 135500 |
"""


def only_table(reading: Reading) -> Table:
    (table,) = (t for sub in reading.subdocuments for section in sub.sections for t in section.tables)
    return table


def values(row: Row) -> list[str | None]:
    return [cell.text if cell else None for cell in row.cells]


def read_html(folder: Path, text: str) -> Reading:
    path = folder / "page.html"
    path.write_text(text, encoding="utf-8")
    document = load(path, path.stem)
    return read_document(document, clean(document), None)


def test_spans_of_a_web_table_become_header_paths_and_groups(tmp_path: Path) -> None:
    table = only_table(read_html(tmp_path, HTML))

    assert (table.caption, table.unit) == ("表1 主要预期指标", "亿元")
    assert table.columns == (("2023年", "目标"), ("2023年", "完成"), ("2024年目标",))
    assert [row.label for row in table.rows] == ["经济发展/地区生产总值", "经济发展/固定资产投资", "人民生活/新增就业"]
    assert values(table.rows[1]) == ["270", None, "300"]


def test_pipe_rows_are_a_table(tmp_path: Path) -> None:
    table = only_table(read_text(tmp_path, PIPES))

    assert (table.caption, table.unit) == ("2023年收支情况表", "万元")
    assert table.columns == (("预算数",), ("执行数",))
    assert values(table.rows[0]) == ["710500", "718300"]


def test_a_table_of_one_cell_a_line_gets_its_header_tree_back(tmp_path: Path) -> None:
    table = only_table(read_text(tmp_path, FLAT_PLAN))

    assert table.columns == (
        ("规划目标", "2020"),
        ("规划目标", "年均增长"),
        ("基期值",),
        ("“十三五”进展情况", "2016", "总量"),
        ("“十三五”进展情况", "2016", "增速"),
        ("“十三五”进展情况", "2017", "总量"),
        ("“十三五”进展情况", "2017", "增速"),
        ("完成情况",),
    )
    assert table.unit == "亿元、万人、%"
    assert table.note == "备注：新增就业岗位是五年累计数。"
    assert values(table.rows[2]) == ["825", "10%", "512", "369", "-30.1%", "399", "8.2%", "难以完成"]
    assert table.rows[2].label == "经济发展/固定资产投资"


def test_a_row_with_missing_cells_is_bound_to_no_header(tmp_path: Path) -> None:
    table = only_table(read_text(tmp_path, FLAT_PLAN))
    short = table.rows[4]

    assert [row.certain for row in table.rows] == [True, True, True, True, False, True]
    assert short.label == "人民生活/绿地率"
    assert values(short) == ["45%", "39%", "40%", "42%", "可以完成"]


def test_a_header_that_fits_in_two_ways_is_not_guessed(tmp_path: Path) -> None:
    header = "序号 指标 甲 乙 丙 丁 A B C"
    rows = "1 产值 1 2 3 4 5 2 投资 6 7 8 9 10 3 消费 11 12 13 14 15"
    cells = f"{header} {rows}".split()
    text = "青禾区主要指标情况的报告\n各位代表：\n现将主要指标报告如下，请予审议。\n\n" + "\n\n".join(cells) + "\n"

    table = only_table(read_text(tmp_path, text))

    assert table.columns == ()
    assert not any(row.certain for row in table.rows)
    assert values(table.rows[0]) == ["1", "2", "3", "4", "5"]


def test_each_row_is_a_passage_with_its_headers_and_the_text_of_its_span(tmp_path: Path) -> None:
    reading = read_text(tmp_path, FLAT_PLAN)
    rows = [passage for passage in reading.passages if passage.kind is PassageKind.ROW]

    assert len(rows) == 6
    assert "“十三五”进展情况/2016/总量：369" in rows[2].text
    assert "（单位：亿元、万人、%）" in rows[2].prefix
    for row in (row for row in rows if ("certain", "yes") in row.fields):
        span = reading.source.clean[row.start : row.end]
        assert all(value.split("：")[-1] in span for value in row.text.split("；"))


def test_page_data_is_no_table(tmp_path: Path) -> None:
    head = "名 称： | 青禾区人民政府工作报告 | 发布机构： | 青禾区人民政府办公室 |\n"
    head += "文 号： | 青政办〔2023〕1号 | 索 引 号： | 737546075/2023 |\n"
    text = "青禾区人民政府工作报告\n各位代表：\n现在，我代表区人民政府向大会报告工作，请予审议。\n"
    reading = read_text(tmp_path, head + text)

    assert not [table for sub in reading.subdocuments for section in sub.sections for table in section.tables]


PAGES = """<html><head><meta charset="utf-8"><title>青禾区项目</title></head><body>
<h1>青禾区人民政府关于重点项目的通知</h1><p>各部门：</p><p>现将重点项目印发给你们，请认真执行。</p>
<table><tr><th>序号</th><th>项目名称</th><th>投资（万元）</th></tr><tr><td>1</td><td>智造港</td><td>500</td></tr></table>
<table><tr><th>序号</th><th>项目名称</th><th>投资（万元）</th></tr><tr><td>2</td><td>体育馆</td><td>80</td></tr></table>
</body></html>"""


def test_a_table_whose_header_is_repeated_on_the_next_page_is_one_table(tmp_path: Path) -> None:
    table = only_table(read_html(tmp_path, PAGES))

    assert [(row.label, values(row)) for row in table.rows] == [("智造港", ["500"]), ("体育馆", ["80"])]
    assert table.columns == (("投资（万元）",),)


def test_numbers_with_of_which_rows_name_what_they_are_a_part_of(tmp_path: Path) -> None:
    html = """<html><head><meta charset="utf-8"><title>预算</title></head><body><h1>青禾区财政局关于预算的报告</h1>
<p>各位代表：</p><p>现将预算情况报告如下，请予审议。</p>
<table><tr><th colspan="2">项目</th><th>预算数</th></tr><tr><td colspan="2">税收收入</td><td>500</td></tr>
<tr><td rowspan="2">其中</td><td>增值税</td><td>200</td></tr><tr><td>契税</td><td>80</td></tr></table></body></html>"""

    table = only_table(read_html(tmp_path, html))

    assert [row.label for row in table.rows] == ["税收收入", "税收收入/其中/增值税", "税收收入/其中/契税"]


def test_a_row_names_its_responsible_units_as_a_task_does(tmp_path: Path) -> None:
    text = """青禾区人民政府关于民生实事的通知
各部门：
现将民生实事印发给你们，请认真抓好落实。
序号 | 项目名称 | 年度目标 | 牵头单位
1 | 停车泊位 | 新增5000个 | 区城管局
2 | 养老床位 | 新增550张 | 区民政局
3 | 社区食堂 | 新建15家 | 区民政局
"""
    rows = [p for p in read_text(tmp_path, text).passages if p.kind is PassageKind.ROW]

    assert [dict(row.fields).get("responsible:牵头单位") for row in rows] == ["区城管局", "区民政局", "区民政局"]
    assert rows[0].text == "停车泊位：年度目标：新增5000个；牵头单位：区城管局"
