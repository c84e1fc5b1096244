"""Periods and places that a follow-up gives only in relation to the turn before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.understanding.question import Operation, Question
from app.understanding.relative import in_place, in_time
from vectorstore.period import Period
from vectorstore.region import Level, Region

DISTRICT = Region("青禾区", Level.DISTRICT, ("云川市", "岚江省"))
CITY = Region("云川市", Level.CITY, ("岚江省",))
OTHER_CITY = Region("梧州市", Level.CITY, ("岚江省",))
BEFORE = Question("青禾区2022年改造多少个", Operation.LOOKUP, True, regions=(DISTRICT,), periods=(Period.year(2022),))


def follow(text: str, **slots: object) -> Question:
    return replace(Question(text, Operation.LOOKUP, True, place_named=False), **slots)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("五年前呢?", Period.year(2017)),
        ("3年后呢", Period.year(2025)),
        ("前一年呢?", Period.year(2021)),
        ("上一年是多少", Period.year(2021)),
        ("次年呢", Period.year(2023)),
        ("五年加起来呢?", Period(2018, 2022)),
        ("五年一共改造多少个", Period(2018, 2022)),
        ("三年累计呢", Period(2020, 2022)),
    ],
)
def test_a_period_is_counted_from_the_one_before(text: str, period: Period) -> None:
    assert in_time(BEFORE, follow(text)).periods == (period,)


@pytest.mark.parametrize("text", ["比上一年呢?", "比上年呢?", "2021年呢?", "今后五年呢", "前五年规划"])
def test_other_words_for_years_are_left_alone(text: str) -> None:
    assert in_time(BEFORE, follow(text)).periods == ()


def test_a_span_asks_for_all_its_years() -> None:
    assert in_time(BEFORE, follow("五年加起来呢?")).whole_span


def test_the_whole_city_is_the_one_around_the_place() -> None:
    question = follow("全市呢?", regions=(CITY, OTHER_CITY))
    assert in_place([BEFORE], question).regions == (CITY,)


def test_the_whole_city_is_the_city_spoken_of() -> None:
    spoken = replace(BEFORE, regions=(OTHER_CITY,))
    assert in_place([spoken], follow("市本级多少?", regions=(CITY, OTHER_CITY))).regions == (OTHER_CITY,)


def test_the_district_is_the_one_named_before() -> None:
    trail = [BEFORE, replace(BEFORE, regions=(CITY,))]
    assert in_place(trail, follow("区里这项谁负责?")).regions == (DISTRICT,)
