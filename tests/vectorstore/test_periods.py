"""Periods are found in text and placed by the report's own year."""

from __future__ import annotations

import pytest

from vectorstore.periods import find_periods, parse_period


def read(text: str, year: int | None = 2020) -> list[str]:
    return [str(mention.period) for mention in find_periods(text, year)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2016-2020年", ["2016-2020"]),
        ("2021至2025年", ["2021-2025"]),
        ("“十三五”时期", ["2016-2020"]),
        ("到“十四五”末", ["2025"]),
        ("第十四个五年规划", ["2021-2025"]),
        ("今年以来", ["2020"]),
        ("去年", ["2019"]),
        ("明年", ["2021"]),
        ("前年", ["2018"]),
        ("今年1-11月", ["2020M1-11"]),
        ("截至11月底", ["2020M1-11"]),
        ("截止2020年11月", ["2020M1-11"]),
        ("前三季度", ["2020M1-9"]),
        ("上半年", ["2020H1"]),
        ("2019年第三季度", ["2019Q3"]),
        ("到2025年", ["2025"]),
        ("二〇三五年远景目标", ["2035"]),
        ("五年来", ["2016-2020"]),
        ("过去五年", ["2016-2020"]),
        ("这五年，我们", ["2016-2020"]),
        ("今后五年", ["2021-2025"]),
        ("2016年以来", ["2016-2020"]),
        ("2020全年", ["2020"]),
        ("2020", ["2020"]),
    ],
)
def test_periods_are_placed(text: str, found: list[str]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    "text", ["三年行动计划", "连续4年", "2500名", "2000亩", "第十五届", "15街2处", "十五个", "提前3个月安排"]
)
def test_durations_counts_and_ordinals_are_no_periods(text: str) -> None:
    assert read(text) == []


def test_relative_words_need_a_report_year() -> None:
    assert read("去年和今后五年", None) == []


def test_a_month_takes_the_year_named_before_it() -> None:
    assert read("2018年完成验收,11月投用", None) == ["2018", "2018M11"]


def test_the_term_of_a_government_is_uncertain() -> None:
    (mention,) = find_periods("本届政府", 2020)
    assert not mention.certain


def test_short_years_are_read_in_questions_only() -> None:
    assert [str(m.period) for m in find_periods("23年比22年", None, short_years=True)] == ["2023", "2022"]
    assert read("用了20年") == []


@pytest.mark.parametrize("text", ["2021", "2021-2025", "2020M1-11", "2020Q3", "2020H1"])
def test_canonical_text_is_read_back(text: str) -> None:
    assert str(parse_period(text)) == text


def test_years_behind_places_in_a_list_are_years_in_questions_only() -> None:
    text = "甲县2022、乙区2023（县级）、丙市2024"
    assert [m.period.end for m in find_periods(text, None, short_years=True)] == [2022, 2023, 2024]
    assert [m.period.end for m in find_periods("更换路灯2022、井盖310个", 2022)] == []
