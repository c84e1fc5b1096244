"""Several questions in one are cut where each asks something of its own."""

from __future__ import annotations

import pytest

from app.understanding.parts import split_question


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("管网修复了多少处缺陷,错接改了多少处", ["管网修复了多少处缺陷", "错接改了多少处"]),
        ("建了多少个食堂、多少张床位", ["建了多少个食堂", "多少张床位"]),
        ("新建几所学校和多少个公园", ["新建几所学校", "多少个公园"]),
        ("保障了多少支医疗队、合计多少名医护", ["保障了多少支医疗队", "多少名医护"]),
        ("总投资多少、到年底完成了多少", ["总投资多少", "到年底完成了多少"]),
        ("实施多少项道路工程、建成几条路", ["实施多少项道路工程", "建成几条路"]),
        ("种了多少亩打了多少吨", ["种了多少亩", "打了多少吨"]),
        ("受理诉求多少条,满意率多高", ["受理诉求多少条", "满意率多高"]),
        ("筹建保租房几套 改造棚户住房几套", ["筹建保租房几套", "改造棚户住房几套"]),
        ("充电桩多少个?足球场地呢,几块", ["充电桩多少个", "足球场地,几块"]),
        ("青禾区GDP?在全市排第几?", ["青禾区GDP?", "在全市排第几"]),
    ],
)
def test_every_further_asking_word_opens_a_part(text: str, pieces: list[str]) -> None:
    assert split_question(text) == pieces


@pytest.mark.parametrize(
    "text",
    [
        "甲区多少支医疗队、乙区多少支医疗队,合计多少支医疗队",
        "排水管网改造了多少公里",
        "食堂、公园各建了多少个",
        "甲区和乙区相差多少、谁更高",
    ],
)
def test_one_question_stays_whole(text: str) -> None:
    assert len(split_question(text)) == 1
