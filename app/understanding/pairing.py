"""Places that each have a period of their own in the question (甲县2022年和乙县2024年): no cross product is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.understanding.question_text import QuestionText
from vectorstore.period import Period
from vectorstore.periods import find_periods
from vectorstore.region import Region

_GAP = re.compile(r"[\s的在于(（]{0,2}")

_ASIDE = re.compile(r"[（(][^（）()]{1,6}[)）]")  # 乙县2022（县级）: a word on this one place only


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
    """The pairs, () unless every place has its own period beside it and these differ. Takes the periods' words."""
    times = _times(rest.text, report_year)
    if len(spots) < 2 or len(spots) != len(times):
        return ()
    for ahead in (False, True):
        pairs = [_beside(rest.text, spot, time, ahead) for spot, time in zip(spots, times, strict=True)]
        found = [pair for pair in pairs if pair]
        if len(found) == len(spots) and len({pair.period for pair in found}) > 1:
            for time in times:
                aside = _ASIDE.match(rest.text, time.end)
                rest.take(time.start, aside.end() if aside else time.end)
            return tuple(found)
    return ()


def periods_of(pairs: tuple[Pair, ...]) -> tuple[Period, ...]:
    return tuple(dict.fromkeys(pair.period for pair in pairs))


def _times(text: str, report_year: int | None) -> list[_Time]:
    mentions = [m for m in find_periods(text, report_year, short_years=True) if m.certain]
    return [_Time(m.start, m.end, m.period) for m in mentions]


def _beside(text: str, spot: Spot, time: _Time, ahead: bool) -> Pair | None:
    """The pair where nothing stands between the two. ahead: the period comes first (2022年的甲县)."""
    first, second = (time, spot) if ahead else (spot, time)
    apart = text[first.end : second.start] if first.end <= second.start else "?"
    return Pair(spot.region, time.period) if _GAP.fullmatch(apart) else None
