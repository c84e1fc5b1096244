"""Names written with other characters of the same sound are put right."""

from __future__ import annotations

import pytest

from app.understanding.misspelling import respelled
from app.understanding.wording import load_wording

WORDING = load_wording()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("一般公共预算首入完成多少", "一般公共预算收入完成多少"),
        ("加装电剃装了多少部", "加装电梯装了多少部"),
        ("规尚工业总产直多少", "规上工业总产值多少"),
        ("城震新增就业", "城镇新增就业"),
        ("固定资产投次增长", "固定资产投资增长"),
    ],
)
def test_a_name_of_the_same_sound_is_put_right(written: str, meant: str) -> None:
    assert respelled(written, WORDING) == meant


@pytest.mark.parametrize(
    "text",
    [
        "办公院内绿化",
        "摊到每个游客人次上是多少",
        "“三助一护”是什么",
        "青禾区2022年绿道多少公里",
        "那块地多少钱摘的牌",
        "收官时地方收入",
        "林下经济增加值",
        "数字产业增加值",
        "粮食亩产比白荻县高多少",
    ],
)
def test_right_words_are_left_alone(text: str) -> None:
    assert respelled(text, WORDING) == text


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("城镇化lv多少", "城镇化率多少"),
        ("2025年项目 总投zi多少", "2025年项目 总投资多少"),
        ("qing禾区常住人口", "青禾区常住人口"),
        ("AI企业多少家", "AI企业多少家"),
        ("plan多少", "plan多少"),
    ],
)
def test_a_syllable_is_the_character_that_makes_a_name(written: str, meant: str) -> None:
    assert respelled(written, WORDING, ("青禾区",)) == meant
