"""What an asker says before the question is left out before it is read."""

from __future__ import annotations

import pytest

from app.understanding.addressing import without_address, without_aside
from tests.app.figures import QINGHE, SONGLING
from vectorstore.known_places import KnownPlaces

KNOWN = KnownPlaces((QINGHE, SONGLING))


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("您好,我是局里新来的,请问青禾区2022年GDP是多少?", "青禾区2022年GDP是多少?"),
        ("我在写一篇讲农业的稿子,想请你帮忙查一下:青禾区2022年粮食产量多少?", "青禾区2022年粮食产量多少?"),
        ("写稿急用:青禾区2022年GDP多少", "青禾区2022年GDP多少"),
        ("作为家长想了解,青禾区新建了几所学校?", "青禾区新建了几所学校?"),
        ("帮我看哈青禾区2022年绿道好多公里", "青禾区2022年绿道好多公里"),
    ],
)
def test_the_asker_s_own_speech_is_left_out(said: str, asked: str) -> None:
    assert without_address(said, KNOWN) == asked


@pytest.mark.parametrize(
    "text",
    [
        "我区2022年GDP是多少?",
        "2022年我们区,GDP是多少?",
        "青禾区2022年GDP是多少,社零呢?",
        "核一下:青禾区2022年GDP增长7%",
        "我在写青禾区的稿子,2022年GDP是多少?",
        "听取报告多少次?",
    ],
)
def test_what_the_question_needs_stays(text: str) -> None:
    assert without_address(text, KNOWN) == text


@pytest.mark.parametrize(
    ("asked", "question"),
    [
        ("青禾区2022年税收收入多少?写材料要用", "青禾区2022年税收收入多少"),
        ("青禾区税收收入折合多少亿元,保留两位小数", "青禾区税收收入折合多少亿元"),
        ("青禾区税收收入多少亿元?我手上的表是按万元写的", "青禾区税收收入多少亿元"),
        ("十件实事都是哪些?逐条列给我", "十件实事都是哪些"),
        ("外出招商多少趟?我说的是2021年", "外出招商多少趟,2021年"),
        ("青禾区新建学校几所,改造几所?", "青禾区新建学校几所,改造几所?"),
        ("查一下", "查一下"),
    ],
)
def test_what_the_asker_adds_after_the_question_is_left_out(asked: str, question: str) -> None:
    assert without_aside(asked) == question
