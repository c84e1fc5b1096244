"""Comparisons of one sentence read side by side."""

from __future__ import annotations

import pytest

from app.understanding.sides import Sides, split_sides


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("青禾区2024年投资目标比2023年实际多多少?", Sides("青禾区2024年投资目标", "2023年实际", False)),
        ("2024年收入39.6亿元,比2023年预计多多少亿元?", Sides("2024年收入39.6亿元", "2023年预计", False)),
        ("茶叶产值2024年目标比2023年要增长百分之几", Sides("茶叶产值2024年目标", "2023年", True)),
        ("青禾区2023年投资是多少?", None),
        ("投资占比是多少?", None),
    ],
)
def test_a_comparison_is_cut_at_its_word(question: str, sides: Sides | None) -> None:
    assert split_sides(question) == sides
