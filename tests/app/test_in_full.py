"""What a question says short, said in full."""

from __future__ import annotations

import pytest

from app.understanding.in_full import said_apart, said_in_full
from app.understanding.parts import split_by_year

TOWN, COUNTRY = "城镇居民人均可支配收入", "农村居民人均可支配收入"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("某县城乡居民人均可支配收入相差多少元", f"某县{TOWN}和{COUNTRY}相差多少元"),
        ("某县城里人比农村人收入多多少", f"某县{TOWN}比{COUNTRY}多多少"),
        ("某市财政收支缺口多大", "某市财政支出和财政收入相差多大"),
        ("一般公共预算收入多少?收支差多少亿", "一般公共预算收入多少?一般公共预算支出和一般公共预算收入相差多少亿"),
        ("预算收入够覆盖支出的百分之几", "预算收入占支出的比重是多少"),
    ],
)
def test_two_quantities_under_one_name_are_said_apart(said: str, meant: str) -> None:
    assert said_apart(said) == meant


@pytest.mark.parametrize("text", ["城乡居民收入比是多少", "城乡收入相差几倍", "收支差多少亿", "城乡收入差距怎么缩小的"])
def test_what_asks_for_something_else_stays(text: str) -> None:
    assert said_apart(text) == text


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("是2.17还是2.1亿美元", "是2.17亿美元还是2.1亿美元"),
        ("12家还是15家", "12家还是15家"),
        ("教育支出用亿元怎么表示", "教育支出换算成亿元是多少"),
        ("收入比2021年至少得多收多少", "收入比2021年多收多少"),
    ],
)
def test_units_and_asides_are_made_plain(said: str, meant: str) -> None:
    assert said_in_full(said) == meant


def test_two_years_with_words_of_their_own_are_two_questions() -> None:
    assert split_by_year("某区2022年GDP增速和2023年目标各是多少") == ("某区2022年GDP增速", "2023年目标各是多少")
    assert split_by_year("某区2022年和2023年GDP目标各是多少") is None
