"""Aims that a look back gives beside a result: 增长4.3%,低于年初7%的目标; 规划目标为25亿元,实际为19.3亿元."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.figures.draft import Draft
from ingest.figures.phrase import Subject, known_name, subject_before
from vectorstore.figure import Direction, Kind, Measure
from vectorstore.quantity import dimension

_WHOSE = r"(?:年初|年度|全年|预期|规划|原定|既定|考核|省定|市定|国家|省级|市级|预定|确定|提出|设定|下达|的)*"
_AIM = rf"{_WHOSE}(?:目标|任务)(?:任务|要求)?(?:值|数)?"
_VERB = (
    r"(?:(?P<below>低于|(?:未能?|没有?能?)(?:达到?|实现|完成)|不及|少于)|(?P<above>高于|超过|超出|多于)"
    r"|好于|优于|超额完成|提前完成|完成|达到|实现)"
)
_AIM_BEFORE = re.compile(rf"{_VERB}{_AIM}[为的]?[(]?$")
_GROWN = r"(?:(?:同比|年均)?(?P<grown>增长|下降)(?:到|至)?)?"
_AIM_BEHIND = re.compile(rf"{_VERB}{_WHOSE}{_GROWN}$")
_IS_AIM = re.compile(rf"^(?:以上|以下|左右|以内)?的?{_WHOSE}(?:目标|任务|预期|计划)(?:任务|要求)?(?:值|数)?")
# 比年初7%的预期目标低0.6个百分点, 与8%的计划有差距: the aim, how the result stands to it, and by how much.
_THAN = re.compile(rf"(?:^|(?P<what>[一-龥][^,;。]*?)(?P<rate>增速|增幅)?)(?:相?比|较|与|和|跟){_WHOSE}$")
_STANDS = re.compile(
    r"(?:相比)?(?:还|仍|略)?(?:(?P<below>[低少慢]|有(?:一定|较大)?差距|相差|差)|(?P<above>[高多快]))(?:了|出|约|近)*$"
)
_SINCE_AIM = re.compile(rf"{_IS_AIM.pattern}{_STANDS.pattern}")
# 收入979亿元,较“十四五”目标(|924亿元)
_THAN_AIM = re.compile(
    rf"(?:较|比|与|对照)(?:[“\"]?十[一二三四五]五[”\"]?(?:规划|时期)?)?{_WHOSE}(?:目标|任务|计划)(?:值|数)?\($"
)
# 减排312吨(目标|300吨)
_AIM_IN_BRACKET = re.compile(rf"^{_WHOSE}(?:目标|任务|计划)(?:值|数)?为?(?:以上|以下|左右)?\)?$")
_SURPASSED = re.compile(r"(?:超额|提前)完成$")
_RESULTS = (Kind.ACTUAL, Kind.ESTIMATE)
_TASKS = {"个", "项", "件"}
_DONE_OF = re.compile(
    r"[一-龥“”、]{2,16}?(?:年底|年内|目前|现|已|均|全部|累计)*(?:完成|办结|办成|建成|兑现|落实|销号|竣工|投用|完工|整改|解决)了?"
)
_REACHED = re.compile(r"[,，]?(?:全年|实际|累计|已)*(?:完成|实现|达到)")
_ITS_AIM = re.compile(r"^(?:以上|以下|左右|以内)?的?[一-龥]{2,8}(?:目标|任务)(?=$|[,;。、])")
_NAMED_AFTER_AIM = re.compile(r"(?<=[一-龥]{3})(?:规划|年度|预期|年初)?目标(?:值|数)?$")


def aimed(draft: Draft, left: str, right: str, before: Sequence[Draft]) -> Draft:
    """The draft as the aim of the result before it, where the words say so and the two numbers bear them out.

    left, right: the words around the number. before: what the sentence has given so far.
    """
    if stood := _stood(draft, left, right, before):
        return stood
    if before and _REACHED.match(left) and _shortened(draft, before[-1]):
        return replace(draft, subject=before[-1].subject)
    surpassed = _SURPASSED.search(left) and _ITS_AIM.match(right)  # 压采916万,超额完成794万立方米的压采任务
    behind = bool(surpassed or _IS_AIM.match(right))
    bracketed = None if behind else _AIM_IN_BRACKET.match(left + right[:1]) or _THAN_AIM.search(left)
    mark = bracketed or (_AIM_BEHIND if behind else _AIM_BEFORE).search(left)
    result = next((one for one in reversed(before[-3:]) if one.unit == draft.unit), None)
    if mark is None or result is None or not result.subject:
        return draft
    if not behind and not bracketed and draft.unit == "%" and not (mark["below"] or mark["above"]):
        return draft  # 完成目标的105% is a share of the aim
    if bracketed:
        return _as_aim(draft, result, result)
    goal = draft if behind and mark["grown"] else result
    if (mark["below"] and _signed(result) >= _signed(draft, goal)) or (
        mark["above"] and _signed(result) <= _signed(draft, goal)
    ):
        return draft
    return _as_aim(draft, result, goal)


def planned_of(done: Draft, before: Draft, between: str) -> Draft | None:
    """35件惠民实事已完成|31件: the first number as what was to be done; None where they are no such two."""
    alike = done.unit == before.unit or {done.unit, before.unit} <= _TASKS
    results = before.kind in _RESULTS and done.kind in _RESULTS and before.measure is done.measure is Measure.LEVEL
    if not (alike and results and _DONE_OF.fullmatch(between) and before.value >= done.value and before.unit):
        return None
    return replace(before, kind=Kind.TARGET) if dimension(before.unit).startswith("count") else None


def _shortened(result: Draft, aim: Draft) -> bool:
    """城镇新增就业目标1.6万人,完成新就业2.3万人: what was reached is named in fewer of the same characters."""
    alike = (result.unit, result.measure, result.period) == (aim.unit, aim.measure, aim.period)
    told = alike and aim.kind is Kind.TARGET and result.kind is not Kind.TARGET and not result.subject.known
    return told and len(result.subject.indicator) > 1 and set(result.subject.indicator) <= set(aim.subject.indicator)


def _as_aim(draft: Draft, result: Draft, goal: Draft) -> Draft:
    """The draft as what `result` was to reach; goal: the one that tells its measure and direction."""
    return replace(
        draft,
        subject=result.subject,
        measure=goal.measure,
        direction=goal.direction,
        base=result.base,
        kind=Kind.TARGET,
        period=result.period,
        part_of=result.part_of,
    )


def _signed(draft: Draft, direction: Draft | None = None) -> Decimal:
    return -draft.value if (direction or draft).direction is Direction.DOWN else draft.value


def _stood(draft: Draft, left: str, right: str, before: Sequence[Draft]) -> Draft | None:
    """增长6.4%,比年初7%的预期目标低0.6个百分点: the aim, then the gap, both of the result; None for other numbers."""
    than, behind = _THAN.search(left), _IS_AIM.match(right)
    if than and behind and (stands := _STANDS.fullmatch(right[behind.end() :])):
        named = subject_before(than["what"]) if than["what"] else None
        if named:
            rate = bool(than["rate"]) and draft.unit == "%"
            measure = Measure.GROWTH if rate else Measure.LEVEL if draft.measure is Measure.LEVEL else draft.measure
            direction = Direction.UP if rate else draft.direction
            return replace(draft, subject=named, measure=measure, direction=direction, kind=Kind.TARGET)
        result = next((one for one in reversed(before[-3:]) if one.unit == draft.unit and one.subject), None)
        if result is None or (stands["below"] and _signed(result) >= _signed(draft, result)):
            return None
        return None if stands["above"] and _signed(result) <= _signed(draft, result) else _as_aim(draft, result, result)
    gap = _SINCE_AIM.fullmatch(left)
    if gap is None or not before or before[-1].kind is not Kind.TARGET:
        return None
    aim, side = before[-1], Direction.DOWN if gap["below"] else Direction.UP
    return replace(draft, subject=aim.subject, measure=Measure.CHANGE, direction=side, base="较目标", part_of="")


def without_aim(subject: Subject) -> Subject:
    """进出口总额规划目标 -> 进出口总额: that it was aimed at is told by its kind."""
    phrase = _NAMED_AFTER_AIM.sub("", subject.phrase)
    if phrase == subject.phrase or subject.known:
        return subject
    name = _NAMED_AFTER_AIM.sub("", subject.indicator)
    return Subject(known_name(name) or name, phrase, known_name(name) is not None)
