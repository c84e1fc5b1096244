"""Places that each have a period of their own in the question (甲县2022年和乙县2024年): no cross product is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.understanding.question_text import QuestionText
from vectorstore.period import Period
from vectorstore.periods import find_periods
from vectorstore.region import Region

_GAP = re.compile(r"[\s的在于(（:：]{0,2}(?:都|均)?(?:用|取|按|看|算|选|采用)?(?:的是)?")
_ROW = re.compile(r"[、和与跟及]|以及")

_ASIDE = re.compile(r"[（(][^（）()]{1,6}[)）]")  # 乙县2022（县级）: a word on this one place only
_WITHIN_ASIDE = re.compile(r"[,，、][^（）(),，]{1,6}(?=[)）])")  # 乙县(2022年,县级)


@dataclass(frozen=True)
class Spot:
    """A place and where the question names it."""

    start: int
    end: int
    region: Region


@dataclass(frozen=True)
class Pair:
    """A place in the period that the question names beside it."""

    region: Region
    period: Period


@dataclass(frozen=True)
class _Time:
    start: int
    end: int
    period: Period


def read_pairs(rest: QuestionText, spots: tuple[Spot, ...], report_year: int | None) -> tuple[Pair, ...]:
    """The pairs, () unless every place has its own period beside it and these differ. Takes the periods' words.

    Places in a row (甲县和乙县用2022年的) share the period behind them; a place named again needs none.
    """
    times = _times(rest.text, report_year)
    if len(spots) < 2 or len(times) < 2:
        return ()
    for ahead in (False, True):
        found = _one_by_one(rest.text, spots, times, ahead)
        paired = {pair.region for pair in found}
        if paired == {spot.region for spot in spots} and len({pair.period for pair in found}) > 1:
            for time in times:
                aside = _ASIDE.match(rest.text, time.end) or _WITHIN_ASIDE.match(rest.text, time.end)
                rest.take(time.start, aside.end() if aside else time.end)
            return tuple(found)
    return ()


def _one_by_one(text: str, spots: tuple[Spot, ...], times: list[_Time], ahead: bool) -> list[Pair]:
    """Each period with the places beside it. [] where a period has none, or a place has two."""
    found: dict[Region, Pair] = {}
    for time in times:
        beside = _places_beside(text, spots, time, ahead)
        if not beside or any(spot.region in found for spot in beside):
            return []
        found |= {spot.region: Pair(spot.region, time.period) for spot in beside}
    return list(found.values())


def _places_beside(text: str, spots: tuple[Spot, ...], time: _Time, ahead: bool) -> list[Spot]:
    """The place next to a period, with those that stand in one row with it. ahead: the period comes first."""
    near = [spot for spot in spots if (time.end <= spot.start if ahead else spot.end <= time.start)]
    row: list[Spot] = []
    edge = time.end if ahead else time.start
    for spot in near if ahead else reversed(near):
        apart = text[edge : spot.start] if ahead else text[spot.end : edge]
        if not (_ROW if row else _GAP).fullmatch(apart):
            break
        row.append(spot)
        edge = spot.end if ahead else spot.start
    return row if ahead else row[::-1]


def periods_of(pairs: tuple[Pair, ...]) -> tuple[Period, ...]:
    return tuple(dict.fromkeys(pair.period for pair in pairs))


def _times(text: str, report_year: int | None) -> list[_Time]:
    mentions = [m for m in find_periods(text, report_year, short_years=True) if m.certain]
    return [_Time(m.start, m.end, m.period) for m in mentions]
