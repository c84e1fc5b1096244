"""Follow-ups that reckon over the turns of their topic: 合计呢, 哪个最高, 这两个地方差多少, 按这两个年份."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from app.phrasing import period_label
from app.understanding.pairing import Pair
from app.understanding.question import COMPUTING, Operation, Question, Subject
from app.understanding.relative import YEARS_SPOKEN
from vectorstore.figure import Measure
from vectorstore.period import Period
from vectorstore.region import Region

_COUNT = r"(?P<count>[两二俩三四五六几些])"
_PLURAL = re.compile(
    rf"(?:这|那|上述|以上|前面|前|后|它|他|她)(?:们|的)?{_COUNT}(?:项|个|者|样|家|种|块)?|(?P<all>[两二俩三四])(?:样|者|项|地|边)|它们"
)
# What a term may be made of that only points at what was asked: 两个地方, 哪个区多, 谁更高.
_POINTING = re.compile(
    r"(?:年份|地方|之间|差距|这|那|哪|谁|[一两二三四五六俩几些]|个|家|样|项|者|地|边|年|区|县|市|州|镇|乡|街道|省|指标|更|较|最|多|少|高|低|大|小|快|慢|些|差|比|出)+"
)
_AGAINST_PLAN = re.compile(r"(?:离|距|比|和|跟|与|同|较|超)[^,，。]{0,6}(?:目标|计划|规划|任务|预期|预算)")
_RANKS = re.compile(r"(?:谁|哪)[^,，。]{0,8}最[高低多少大小快慢]|最[高低多少大小快慢][^,，。]{0,3}(?:谁|哪)")
_ACTS = re.compile(r"引进|新增|新建|改造|建成|完成|签约|开工|培育|认定|发放|开展|举办|落户|投产|竣工|新开")
_NUMBERS = "零一二三四五六"
T = TypeVar("T")


def names_nothing(question: Question) -> bool:
    """Whether all words of a follow-up only point at what was asked before: 这两个地方差几个百分点."""
    return not question.indicators and all(_POINTING.fullmatch(term) for term in question.terms)


def as_ranking(before: Question, question: Question) -> Question:
    """三个里谁最低, 哪个增长最快: behind numbers it is these that are ranked."""
    ranks = before.numeric and _RANKS.search(question.text)
    return replace(question, operation=Operation.RANK, numeric=True) if ranks else question


def points_at_several(question: Question) -> bool:
    """这两项, 它们: several of the things that were asked for one after another."""
    return _PLURAL.search(question.text) is not None


def reckons_over_turns(question: Question) -> bool:
    """合计呢 reckons over the turns; 离目标差多少 holds what was asked last against what was planned for it."""
    if question.subjects or question.operation not in COMPUTING or question.operation is Operation.SHARE:
        return False
    of_two = question.operation in (Operation.DIFFERENCE, Operation.ACHIEVE)
    return not (of_two and _AGAINST_PLAN.search(question.text))


def subjects_of(trail: Sequence[Question], question: Question) -> tuple[Subject, ...]:
    """The things that the turns asked for, as many of the last ones as the follow-up says."""
    return _last(dict.fromkeys(subject for turn in trail for subject in turn.subjects), question.text)


def in_years(trail: Sequence[Question], question: Question) -> Question:
    """按这两个年份: the years that the turns asked for one after another."""
    said = YEARS_SPOKEN.search(question.text)
    if said is None:
        return question
    spoken = dict.fromkeys(p for turn in trail for p in turn.periods if p.start == p.end and not p.part)
    years = tuple(spoken)[-_number(said["count"]) :]
    if len(years) < 2 or len(years) < _number(said["count"]) < len(_NUMBERS):
        return question
    return replace(question, periods=years, pairs=())


def recalled(trail: Sequence[Question], question: Question) -> tuple[Subject, ...]:
    """引进几家 behind 存贷款规模呢: what an earlier turn asked for in these words; () where the last one is meant."""
    acts = set(_ACTS.findall(question.text))
    if not question.unit or not acts or question.unit == trail[-1].unit or acts & set(_ACTS.findall(trail[-1].text)):
        return ()
    alike = (t for t in reversed(trail) if t.unit == question.unit and acts & set(_ACTS.findall(t.text)))
    return next((turn.subjects for turn in alike), ())


def over_trail(trail: Sequence[Question], question: Question) -> Question:
    """合计呢, 哪个最高, 差多少: reckoned over what the topic's turns asked for one after another."""
    last = trail[-1]
    same = [turn for turn in trail if _shares_topic(turn, last)]
    several = question.regions or _last(dict.fromkeys(r for turn in same for r in turn.regions), question.text)
    regions: tuple[Region, ...] = tuple(several)
    subjects = subjects_of(trail, question)
    periods: tuple[Period, ...] = question.periods or tuple(dict.fromkeys(p for turn in same for p in turn.periods))
    pairs = _pairs(same) if not question.regions and not question.periods else ()
    if len(regions) > 1:
        subjects, periods = last.subjects, question.periods or last.periods
    elif len(periods) > 1:
        subjects = last.subjects
    kinds = question.kinds or (last.kinds if len(periods) < 2 else tuple(turn.kinds[0] for turn in same if turn.kinds))
    spoken_periods = dict.fromkeys(pair.period for pair in pairs) if pairs else periods
    carried = [
        *(r.name for r in regions),
        *(period_label(p) for p in spoken_periods),
        *(s.indicators[0] if s.indicators else s.text for s in subjects),
    ]
    among = len(regions) > 1 and question.operation is not Operation.RANK  # 哪个区多 of the two that were spoken of
    return replace(
        question,
        regions=regions,
        all_regions=not among and (question.all_regions or (last.all_regions and not regions)),
        periods=periods,
        subjects=subjects,
        pairs=pairs,
        before=last,
        kinds=kinds if len(kinds) in (0, 1, len(periods)) else (),
        kind_strong=question.kind_strong or last.kind_strong,
        measure=question.measure or last.measure or (Measure.GROWTH if last.with_growth else None),
        numeric=True,
        carried=tuple(carried),
    )


def _last(spoken: Iterable[T], text: str) -> tuple[T, ...]:
    """All that was spoken of, or the last so many of it: 这两样."""
    found = tuple(spoken)
    match = _PLURAL.search(text)
    return found[-_number(match["count"] or match["all"] or "几") :] if match else found


def _number(word: str) -> int:
    """How many a word says; more than there are where it says no number."""
    at = _NUMBERS.find(word.replace("两", "二").replace("俩", "二"))
    return at if at > 0 else len(_NUMBERS)


def _pairs(turns: Sequence[Question]) -> tuple[Pair, ...]:
    """甲县2024年, 乙县2023年 in turn after turn: each place keeps its own year."""
    if any(len(turn.regions) != 1 or len(turn.periods) != 1 for turn in turns):
        return ()
    pairs = tuple(dict.fromkeys(Pair(turn.regions[0], turn.periods[0]) for turn in turns))
    several = len({pair.region for pair in pairs}) == len(pairs) > 1
    return pairs if several and len({pair.period for pair in pairs}) > 1 else ()


def _shares_topic(turn: Question, last: Question) -> bool:
    return [s.indicators or s.terms for s in turn.subjects] == [s.indicators or s.terms for s in last.subjects]
