"""How far a thing is from its target, and the target from what there was before it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from app import compute
from app.answering.achieving import answer_achieved
from app.answering.cells import asked_regions
from app.answering.computing import growth_between
from app.answering.context import Context
from app.answering.draft import Draft
from app.answering.found import Found
from app.answering.operands import guarded, list_operands
from app.answering.planned import NEARLY_AS_SURE
from app.answering.states import are_one_thing, find_state
from app.understanding.question import RESULT_KINDS, Operation, Question
from vectorstore.figure import Figure, Kind, Measure
from vectorstore.period import Period

_STILL = re.compile(
    r"再(?:增加|新增|培育|引进|[添增建招种修])(?:加|上)?(?:多少|几)|(?:还|仍)(?:要|得|须|应|需要?|差|缺)?(?:再|继续)?(?:增加|增长|提高|新增|增|多|减少|下降|降低|减|降|差|缺)?(?:多少|几)"
)
_OFF_TARGET = re.compile(
    r"(?:离|距|跟|和|与|同|比)[^,，]{0,8}目标[^,，]{0,4}(?:差|低|高|少|多|超)[^,，]{0,3}(?:多少|几)"
)
# 目标比上一年实际多出多少
_OVER_LAST_YEAR = re.compile(
    r"(?:比|较|跟|与|同)(?:上年|去年|上一年|上年度|前一年)[^,，。?？]*?(?:净增|增加|多|提高|高|超|涨|减少|少|低|降)(?:了|出)?(?:多少|几)"
)


def answer_from_target(question: Question, context: Context, draft: Draft) -> bool:
    """How far the target asked about is from what there is, or from what there was the year before."""
    return _off_target(question, context, draft) or _planned_move(question, context, draft)


def _off_target(question: Question, context: Context, draft: Draft) -> bool:
    """离目标还差多少: what there was last against the target of a later year, else that of its own year."""
    if len(question.periods) == 1 and answer_to_target(question, context, draft):
        return True
    asked = replace(question, operation=Operation.ACHIEVE)
    return bool(_OFF_TARGET.search(question.text)) and answer_achieved(asked, context, draft)


def _planned_move(question: Question, context: Context, draft: Draft) -> bool:
    """目标比上一年实际多出多少: the plan against what came about in the year before; as stated where it is."""
    if not _OVER_LAST_YEAR.search(question.text) or question.measure or len(question.periods) != 1:
        return False
    if question.periods[0].part or question.periods[0].start != question.periods[0].end:
        return False
    year, subject = question.periods[0], replace(question.subjects[0], measure=None)
    stated = find_state(question, subject, asked_regions(question, context)[0], year, context, Measure.CHANGE).best
    if stated and stated.figure.unit not in (compute.PERCENT, compute.POINTS):
        return False
    both = replace(question, periods=(Period.year(year.start - 1), year), kinds=(Kind.ACTUAL, Kind.TARGET))
    return growth_between(both, context, draft)


def answer_to_target(question: Question, context: Context, draft: Draft) -> bool:
    """离2030年目标还要增加多少: the target less what there was last."""
    if not _STILL.search(question.text):
        return False
    subject = replace(question.subjects[0], measure=None)
    for region in asked_regions(question, context):
        period = question.periods[0]
        goal = find_state(replace(question, kinds=(Kind.TARGET,), kind_strong=True), subject, region, period, context)
        if goal.best is None:
            continue
        target = goal.best.figure
        open_time = replace(question, kinds=(), kind_strong=False, periods=())
        now = _last_state(target, find_state(open_time, subject, region, None, context))
        if now is None:
            continue
        numbers = list_operands([target, now], draft)
        falls = compute.in_unit_of(target, now) < now.value
        ends = (now, target) if falls else (target, now)
        word = "还需减少" if falls else "还需增加"
        guarded(draft, numbers, word, partial(compute.difference, *ends), target)
        return True
    return False


def _last_state(target: Figure, found: Found) -> Figure | None:
    """How far the thing with a target has come by the latest time that a result is given for."""
    held = [c for c in found.agreeing if c.figure.kind in RESULT_KINDS and are_one_thing(target, c.figure)]
    sure = max((c.coverage for c in held), default=0.0) - NEARLY_AS_SURE
    states = [c.figure for c in held if c.coverage >= sure and c.figure.period and not c.figure.period.part]
    earlier = [f for f in states if target.period and f.period and f.period.end < target.period.end]
    return max(earlier, key=lambda f: f.period.end if f.period else 0, default=None)
