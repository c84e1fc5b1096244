"""Slots that a follow-up gives only in relation to the turn before: 五年前, 次年, 五年加起来, 全市, 区里."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.understanding.places import says_level
from app.understanding.question import Question
from vectorstore.figure import Kind
from vectorstore.numerals import chinese_number
from vectorstore.period import Period
from vectorstore.region import Level, Region

_NUMBER = r"(?P<n>[一二两三四五六七八九十]|\d{1,2})"
_STEP = re.compile(rf"(?<![\d后来今]){_NUMBER}年(?P<way>[前后])(?!期)")
_BEFORE = re.compile(r"(?<![比较跟同与和])(?:往?前|上)一年(?!度|同期|末|底)|头一年")
_AFTER = re.compile(r"(?<![比较跟同与和])(?:往?后|下)一年(?!度)|次年|第二年|转年|下一?步|接下来")
_YEAR_NEXT = re.compile(r"(?<![一-鿿\d])(?:第二年|次年|转年|头一年)(?=[的呢,，?？]|$)")
_SPAN = re.compile(
    rf"(?<![\d后来]){_NUMBER}年(?:来|间|里|期间|时间)?(?:[,，]?(?:一共|总共|合计|累计|加起来|总计|加总|共|总的|下来))"
)
# 当年, 同一年; 这个指标, 也是这个数: the year and the thing that were just spoken of.
_SAME_YEAR = re.compile(r"(?:[同那当该]|同样)(?:一)?年(?![级龄代])")
_SAME_THING = re.compile(
    r"(?:正好|刚好|恰好|就)?(?:[这那该此]一?个?|同一个?|同样的?|相同的?)(?:指标|数(?:字|值)?)(?![一-鿿]{0,2}(?:据|量|化|额|字|表))"
)
# 也按这两个年份说一下: the years that were spoken of.
YEARS_SPOKEN = re.compile(
    r"(?:(?P<point>(?:这|那|上述|以上|同样|相同)的?[这那]?)|(?<![近去头前后第十\d]))(?P<count>[两二俩三四五六几些])个?年(?:份|度)?"
    r"(?(point)|(?=的?(?:都|各|分别)))(?![来间里内以前后级期])"
)
_AGAINST = re.compile(r"(?:比|较|跟|与|和)(?:20\d\d|去|前)年[^,，。?？]{0,4}(?:[多少高低]|相?差|增|降|减)")
_DISTRICT_WORDS = re.compile(r"(?<!个)区里|区级|本区|我区|全区|(?<!个)县里|县级|本县|我县|全县")
_DISTRICTS = (Level.DISTRICT,)


@dataclass(frozen=True)
class Talk:
    """What a conversation has spoken of: its last places, and the last year that was said in digits."""

    regions: tuple[Region, ...] = ()
    year: int | None = None

    def and_then(self, question: Question) -> Talk:
        """The talk with one more turn."""
        years = {int(year) for year in re.findall(r"20\d\d", question.text)}
        year = years.pop() if len(years) == 1 else None if years else self.year
        return Talk(question.regions if question.place_named else self.regions, year)


NOTHING_YET = Talk()


def spans_pointing_back(text: str) -> list[tuple[int, int]]:
    """Words that only point at what was asked before; they name no subject."""
    return [
        match.span()
        for pattern in (_SAME_YEAR, _SAME_THING, YEARS_SPOKEN, _YEAR_NEXT)
        for match in pattern.finditer(text)
    ]


def in_time(before: Question, question: Question) -> Question:
    """The follow-up with the period that its words count from the one before."""
    if len(before.periods) != 1 or before.periods[0].part:
        return question
    base = before.periods[0]
    if _SAME_YEAR.search(question.text) and not re.search(r"\d{4}", question.text):
        return replace(question, periods=(base,), pairs=())
    if len(question.periods) == 1 and question.periods != before.periods and _AGAINST.search(question.text):
        # what was planned for one year is held against what came about in the other
        planned = len(before.kinds) == 1 and before.kinds[0] in (Kind.TARGET, Kind.BUDGET) and not question.kinds
        kinds = (before.kinds[0], Kind.ACTUAL) if planned else question.kinds
        return replace(question, periods=(base, *question.periods), kinds=kinds, kind_strong=planned, pairs=())
    step = _step(question.text)
    span = _SPAN.search(question.text)
    if step:
        start = base.start + step if step < 0 else base.end + step
        return replace(question, periods=(Period.year(start),), pairs=())
    if span and base.start == base.end:
        years = _count(span["n"])
        return replace(question, periods=(Period(base.end - years + 1, base.end),), pairs=(), whole_span=True)
    return question


def _step(text: str) -> int:
    """Years from the period before, 0 where the words count none."""
    match = _STEP.search(text)
    if match:
        return _count(match["n"]) * (-1 if match["way"] == "前" else 1)
    return -1 if _BEFORE.search(text) else 1 if _AFTER.search(text) else 0


def _count(text: str) -> int:
    return int(text) if text.isdigit() else int(chinese_number(text))


def in_place(trail: Sequence[Question], question: Question) -> Question:
    """全市 and 区里 of a follow-up: the city spoken of or around the place, the district named before."""
    before = trail[-1]
    if question.place_named or question.unknown_regions or not before.regions:
        return question
    if question.regions and not says_level(question.text):
        return replace(question, regions=before.regions, all_regions=False)  # the only place there is, not named
    if question.regions:
        near = [r for r in question.regions if any(_is_of(r, spoken) for spoken in before.regions)]
        return replace(question, regions=tuple(near) or before.regions, all_regions=False)
    if _DISTRICT_WORDS.search(question.text):
        spoken = [r for turn in reversed(trail) for r in turn.regions if r.level in _DISTRICTS]
        return replace(question, regions=tuple(spoken[:1]))
    return question


def _is_of(region: Region, spoken: Region) -> bool:
    same_line = region.name in spoken.parents or spoken.name in region.parents
    return region.full_name == spoken.full_name or same_line
