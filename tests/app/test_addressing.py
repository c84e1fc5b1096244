"""What an asker says before the question is left out before it is read."""

from __future__ import annotations

import pytest

from app.addressing import without_address
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
