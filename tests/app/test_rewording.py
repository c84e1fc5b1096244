"""Everyday phrases against the words of reports."""

import pytest

from app.understanding.rewording import phrases_in, reworded
from app.understanding.wording import load_wording

WORDING = load_wording()


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("某区2022年空气好的日子有多少", "某区2022年空气质量优良天数有多少"),
        ("某县村里人收入多少", "某县农村居民人均可支配收入多少"),
        ("某县总结了六个方面的困难", "某县总结了六个方面的困难"),
    ],
)
def test_everyday_phrases_become_those_of_reports(said: str, read: str) -> None:
    assert reworded(said, WORDING) == read


def test_a_phrase_begins_and_ends_with_words() -> None:
    assert phrases_in("总结案件办理情况", {"结案"}) == []
    assert phrases_in("审理结案多少件", {"结案"}) == [(2, 4)]


def test_the_longest_phrase_wins() -> None:
    assert phrases_in("网上零售额", {"网上", "网上零售额"}) == [(0, 5)]


def test_every_rewrite_is_stable() -> None:
    again = {said: read for said, read in WORDING.rewrites.items() if reworded(read, WORDING) != read}
    assert not again


def test_a_phrase_behind_a_year_begins_a_word() -> None:
    text = "临溪区2020年卫健支出是多少"
    assert "卫健支出" in [text[start:end] for start, end in phrases_in(text, WORDING.synonyms)]
