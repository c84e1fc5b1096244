"""Names whose beginning was said before."""

from __future__ import annotations

import pytest

from app.understanding.elision import elided_mentions
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
