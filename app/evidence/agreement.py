"""How well a figure's slots agree with a question's: the law that similarity alone never decides."""

from __future__ import annotations

import re

from app.understanding.question import PLAN_KINDS, RESULT_KINDS, Question, Subject
from vectorstore.budget_level import level_in
from vectorstore.figure import Direction, Figure, Kind, Measure
from vectorstore.period import Period
from vectorstore.quantity import dimension, same_dimension

EXACT, NEARLY, CLOSE, LOOSE, NONE = 1.0, 0.95, 0.8, 0.5, 0.0
_STOCK = re.compile(r"总数|总量|总规模|余额|存量|保有|拥有|常住|户籍")
_PAST_A_MARK = frozenset({"超", "突破", "近", "接近"})
_PEOPLE = re.compile(r"[人名位]$")


def period_agreement(asked: tuple[Period, ...], found: Period | None) -> float:
    """EXACT for the same period, CLOSE for the end year of an asked plan period, LOOSE for part of an asked year."""
    if not asked:
        return EXACT
    if found is None:
        return NONE
    return max(_one_period(period, found) for period in asked)


def _one_period(asked: Period, found: Period) -> float:
    if asked == found:
        return EXACT
    if asked.part or found.part:
        return LOOSE if not asked.part and asked.start == asked.end == found.start == found.end else NONE
    if asked.start < asked.end and found.start == found.end == asked.end:
        return CLOSE
    if asked.start == asked.end and found.start < found.end and found.end == asked.end and found.end - found.start == 4:
        return LOOSE
    return NONE


def state_agreement(asked: tuple[Period, ...], figure: Figure) -> float:
    """NEARLY for how things stood at the end of a plan period (总数突破385家) when its last year is asked for."""
    found = figure.period
    if found is None or found.part or found.start == found.end or not is_state(figure):
        return NONE
    return NEARLY if any(p.start == p.end == found.end and not p.part for p in asked) else NONE


def is_state(figure: Figure) -> bool:
    """Whether a figure says how things stand at the end of its period (a rate, a stock), not what came about in it."""
    rate = figure.measure in (Measure.SHARE, Measure.LEVEL) and dimension(figure.unit) == "percent"
    return rate or (figure.measure is Measure.LEVEL and bool(_STOCK.search(figure.phrase)))


def kind_agreement(question: Question, found: Kind) -> float:
    """EXACT for an asked kind, CLOSE for a kind that stands for it (预计 for 完成), NONE for target against result."""
    if not question.kinds:
        return EXACT
    if found in question.kinds:
        return EXACT
    asked_results = any(kind in RESULT_KINDS for kind in question.kinds)
    asked_plans = any(kind in PLAN_KINDS for kind in question.kinds)
    if (asked_results and found in RESULT_KINDS) or (asked_plans and found in PLAN_KINDS):
        return NEARLY
    # 完成了多少 is not answered by a target; 任务 and 计划 also stand in names
    return NONE if question.kind_strong or (asked_results and found in PLAN_KINDS) else LOOSE


def measure_agreement(question: Question, figure: Figure) -> float:
    """Whether the figure gives the aspect asked for: total, growth, share, rank."""
    if figure.measure is Measure.GROWTH and (question.with_growth or question.measure is Measure.SHARE):
        return LOOSE if question.with_growth else NONE
    if question.unit and figure.unit != question.unit:
        if same_dimension(figure.unit, question.unit):
            return EXACT if not question.unit_loose else 0.9
        # 多少家 may be printed with another measure word, never with money or %
        countable = question.unit_loose and not _asks_anew(question) and _same_sort(question.unit, figure.unit)
        return CLOSE if countable and figure.measure is Measure.LEVEL else NONE
    asked = question.measure
    if asked is None:
        own_rate = 0.6 if figure.base else 0.95  # 占公共预算支出75% is told of a thing, 覆盖率75% is the thing
        return {Measure.LEVEL: EXACT, Measure.SHARE: own_rate, Measure.RANK: NONE}.get(figure.measure, 0.6)
    if asked is figure.measure:
        return EXACT
    if asked is Measure.LEVEL:
        return CLOSE if figure.measure is Measure.SHARE else NONE
    if asked is Measure.GROWTH and figure.measure is Measure.CHANGE:
        return CLOSE
    if asked is Measure.SHARE and figure.unit in {"%", "‰"} and figure.measure is Measure.LEVEL:
        return CLOSE
    if asked is Measure.GROWTH and figure.measure is Measure.LEVEL and figure.direction is not Direction.NONE:
        return CLOSE
    return NONE


def _asks_anew(question: Question) -> bool:
    """改造了多少个, then 惠及多少户: of the thing asked before, another word of measure asks for another number."""
    before = question.before
    return before is not None and before.unit not in ("", question.unit) and before.subjects == question.subjects


def _same_sort(asked: str, found: str) -> bool:
    """Whether two measure words may count one thing: 件 and 名 never do, 个 goes with all."""
    if asked.endswith("户") and not found.endswith(("户", "家")):
        return False  # 惠及多少户 is not told by the number of estates
    people = [bool(_PEOPLE.search(unit)) for unit in (asked, found)]
    return is_count(asked) and is_count(found) and (people[0] == people[1] or "个" in (asked[-1:], found[-1:]))


def asked_level(question: Question, subject: Subject) -> str:
    """市级, 市本级 of the account asked for, "" for all of the place; 债务余额减去市级债务余额: each has its own."""
    twins = {level_in(one.text) for one in question.subjects if subject.indicators == one.indicators != ()}
    return level_in(subject.text) if len(twins) > 1 else level_in(question.asked_text)


def only_passes(figure: Figure) -> bool:
    """Whether a figure says which mark was passed or neared (突破380亿元), not how much it was."""
    return figure.qualifier in _PAST_A_MARK


def is_count(unit: str) -> bool:
    """Whether a unit is a measure word for things that are counted (个, 家, 处 …)."""
    return dimension(unit).startswith("count:") or dimension(unit) in {"people", "number"}


def restates_claim(question: Question, figure: Figure) -> bool:
    """启动129个老旧小区改造投了多少钱: the 129个 that the question gives is not what it asks for."""
    return any(
        claim.unit == figure.unit
        and claim.value == figure.value
        and not (question.unit and same_dimension(claim.unit, question.unit))
        and {question.direction, figure.direction} != {Direction.UP, Direction.DOWN}  # 增长了7.5% of what fell by it
        for claim in question.claims
    )
