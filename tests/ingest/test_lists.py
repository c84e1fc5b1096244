"""Glossary entries, tasks with responsible units, enumerations."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import Item
from ingest.lists import inline_points, responsible_units
from tests.ingest.reports import NOTICE, WORK_REPORT, read_text
from vectorstore.passage import PassageKind


def items_of(tmp_path: Path, text: str, kind: str) -> list[Item]:
    reading = read_text(tmp_path, text)
    sections = [section for sub in reading.subdocuments for section in sub.sections]
    return [item for section in sections for item in section.items if item.kind == kind]


def test_glossary_entries_on_one_line_are_told_apart_by_their_numbers(tmp_path: Path) -> None:
    entries = items_of(tmp_path, WORK_REPORT, "definition")

    assert [(entry.number, dict(entry.fields)["term"]) for entry in entries] == [
        ("1", "一港两带"),
        ("2", "口袋公园"),
        ("3", "百项攻坚"),
        ("4", "专精特新"),
    ]


def test_glossary_entries_behind_bracketed_numbers_on_one_line(tmp_path: Path) -> None:
    text = """青禾区人民政府工作报告
各位代表：
现在，我代表区人民政府向大会报告工作，请予审议。
一、工作回顾
全区改造3条小巷〔2〕，推行两书同达〔1〕。
名词解释
〔1〕两书同达：指告知书与承诺书同时送达。（见第2页）〔2〕3条小巷：柳巷、槐荫巷、石桥巷。（见第5页）
"""

    entries = items_of(tmp_path, text, "definition")

    assert [(entry.number, dict(entry.fields)["term"]) for entry in entries] == [("1", "两书同达"), ("2", "3条小巷")]


@pytest.mark.parametrize(
    "line", ["※名词解释※", "【名词解释】", "名词解释：", "附：名词解释", "（相关名词解释）", "※注释※", "附：短语说明"]
)
def test_a_glossary_begins_below_its_name_whatever_marks_are_around_it(line: str, tmp_path: Path) -> None:
    text = f"""青禾区人民政府工作报告
各位代表：
现在，我代表区人民政府向大会报告工作，请予审议。
一、工作回顾
全区推行九尘同治【1】，落实三免两减【2】。
{line}
【1】“九尘同治”：治理工地、道路等九类扬尘。
【2】三免两减：免租金、免水费、免网费，减税、减息。
"""
    entries = items_of(tmp_path, text, "definition")
    assert [dict(entry.fields)["term"] for entry in entries] == ["九尘同治", "三免两减"]


def test_a_term_may_be_said_again_before_it_is_explained(tmp_path: Path) -> None:
    text = """青禾区人民政府工作报告
各位代表：
现在，我代表区人民政府向大会报告工作，请予审议。
名词解释
1.九尘同治。九尘同治是指治理工地、道路等九类扬尘。
2.三免两减。三免两减指免租金、免水费、免网费，减税、减息。
"""
    terms = [dict(entry.fields)["term"] for entry in items_of(tmp_path, text, "definition")]

    assert terms == ["九尘同治", "三免两减"]


def test_glossary_entries_without_numbers(tmp_path: Path) -> None:
    text = """青禾区人民政府工作报告
各位代表：
现在，我代表区人民政府向大会报告工作，请予审议。

名词解释

“两业”融合：制造业和服务业相互促进

三办：快速办、掌上办、就近办
"""
    terms = [dict(entry.fields)["term"] for entry in items_of(tmp_path, text, "definition")]

    assert terms == ["“两业”融合", "三办"]


def test_tasks_carry_their_units_by_role_even_when_glued(tmp_path: Path) -> None:
    tasks = items_of(tmp_path, NOTICE, "task")

    assert [task.number for task in tasks] == ["1", "2", "1", "2", "3"]
    assert tasks[1].fields == (
        ("responsible:市级牵头单位", "市人社局"),
        ("responsible:区级牵头单位", "区人社局、区教育局"),
    )
    assert tasks[4].fields == (("responsible:责任单位", "区科经局"),)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("改造老旧小区90个。（市住建局牵头，各县区政府配合）", {"牵头": "市住建局", "配合": "各县区政府"}),
        (
            "新建公园。\n牵头单位：区城管局\n配合单位：财政局，发改局",
            {"牵头单位": "区城管局", "配合单位": "财政局、发改局"},
        ),
        ("发展养老。（主办单位：区民政局；协办单位：各街道）", {"主办单位": "区民政局", "协办单位": "各街道"}),
        ("建成海绵城市。（责任单位：区级牵头单位：区建设局）", {"区级牵头单位": "区建设局"}),
        ("强化监管。（责任单位：区城管局（街道办）、区房管局）", {"责任单位": "区城管局（街道办）、区房管局"}),
        ("全年新增就业2万人，责任重大。", {}),
    ],
)
def test_responsible_units_in_brackets_and_on_lines_of_their_own(text: str, fields: dict[str, str]) -> None:
    assert {role.removeprefix("responsible:"): units for role, units in responsible_units(text)} == fields


def test_units_on_the_lines_below_belong_to_the_task_above(tmp_path: Path) -> None:
    text = """青禾区人民政府关于分解重点工作的通知
各部门：
现就有关工作通知如下，请认真抓好落实。
（一）扩大有效投资。固定资产投资增长7%，实施重点项目320个。
牵头单位：区发改局
责任单位：区财政局、各街道办事处
"""
    (task,) = items_of(tmp_path, text, "task")

    assert dict(task.fields) == {"responsible:牵头单位": "区发改局", "responsible:责任单位": "区财政局、各街道办事处"}


def test_enumerations_in_a_paragraph_are_points() -> None:
    text = "一是抓项目，全年实施66个。二是抓产业，统一是基础。三是抓民生。"

    assert [text[point.start : point.end] for point in inline_points(text, 0)] == [
        "一是抓项目，全年实施66个。",
        "二是抓产业，统一是基础。",
        "三是抓民生。",
    ]


def test_one_passage_a_task_and_a_definition(tmp_path: Path) -> None:
    tasks = [p for p in read_text(tmp_path, NOTICE).passages if p.kind is PassageKind.ITEM]
    entries = [p for p in read_text(tmp_path, WORK_REPORT).passages if p.kind is PassageKind.DEFINITION]

    assert [task.text[:2] for task in tasks] == ["1.", "2.", "1.", "2.", "3."]
    assert entries[2].text == "3.百项攻坚：一个项目一名区领导、一个专班。"
    assert dict(entries[2].fields) == {"term": "百项攻坚"}


@pytest.mark.parametrize(
    "ending",
    [
        "青禾区人民政府2021年十件实事\n1.修路：维修道路3条。\n2.校园：建设心理咨询室10个。\n3.养老：新增床位200张。\n",
        "四、2021年区政府十件实事（附后）\n1.维修道路3条。\n2.建设心理咨询室10个。\n3.新增床位200张。\n",
        "（六）办好民生实事\n继续办好十件实事：1.维修道路3条；2.建设心理咨询室10个；3.新增床位200张。\n",
    ],
)
def test_each_of_the_years_deeds_is_a_passage_that_names_their_list(tmp_path: Path, ending: str) -> None:
    reading = read_text(tmp_path, WORK_REPORT.partition("附件\n")[0] + ending)

    deeds = [passage for passage in reading.passages if passage.kind is PassageKind.ITEM]
    assert [passage.text.split(".")[0] for passage in deeds] == ["1", "2", "3"]
    assert all("实事" in dict(passage.fields)["list"] for passage in deeds)
    assert "床位200张" in deeds[2].text
