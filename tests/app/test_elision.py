"""Names whose beginning was said before."""

from __future__ import annotations

import pytest

from app.understanding.elision import elided_mentions, with_shared_tail
from vectorstore.indicators import find_indicators


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("粮食播种面积和产量分别多少", ["粮食总产量"]),
        ("一般公共预算收入、支出各多少", ["地方一般公共预算支出"]),
        ("社零总额和增速", []),
        ("城镇新增就业、失业率", []),
        ("粮食播种面积和蔬菜产量", []),
    ],
)
def test_the_beginning_is_taken_from_the_name_before(text: str, names: list[str]) -> None:
    assert [mention.name for mention in elided_mentions(text, find_indicators(text))] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("存、贷款余额", ["存款余额", "贷款余额"]),
        ("城镇、农村居民人均可支配收入", ["城镇居民人均可支配收入", "农村居民人均可支配收入"]),
        ("户籍和常住人口城镇化率", ["户籍人口城镇化率", "常住人口城镇化率"]),
        ("GDP和固定资产投资", ["地区生产总值", "固定资产投资"]),
        ("财政收入、固定资产投资", ["地方一般公共预算收入", "固定资产投资"]),
    ],
)
def test_the_end_is_shared_by_the_names_of_a_row(text: str, names: list[str]) -> None:
    assert [mention.name for mention in with_shared_tail(text, find_indicators(text))] == names
