"""How far one thing has moved or has yet to move: as the reports state it, else from the two states in between."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from app import compute
from app.answering.ahead import answer_from_target, answer_to_target
from app.answering.cells import asked_regions
from app.answering.computing import growth_between
from app.answering.context import Context
from app.answering.draft import Draft
from app.answering.found import Found
from app.answering.lookup import answer_figures
from app.answering.operands import decline, guarded, list_operands
from app.answering.states import are_one_thing, find_state
from app.answering.stating import say_figure
from app.evidence.rivals import same_name
from app.understanding.aspects import FLOW, SHARE_MOVED
from app.understanding.question import PLAN_KINDS, Operation, Question, Subject
from vectorstore.figure import Figure, Kind, Measure
from vectorstore.period import Period
from vectorstore.region import Region

_HOW_MUCH = r"(?:了|出)?(?:多少|几)(?!个?点|个?百分点|倍|成|%)"
_MORE = r"(?<![新建扩])(?:净增|增加|多|提高|减少|少|(?<!目)[增减])"
_MOVED = re.compile(rf"(?:{_MORE}|增长|提升|上升|下降|降低)(?:加|长)?{_HOW_MUCH}")
_MOVED_IN_A_YEAR = re.compile(
    rf"(?:(?:比|较|跟|与|同)(?:上年|去年|上一年|上年度|前一年)|同比|一年).*{_MORE}{_HOW_MUCH}"
)
_WIDENED = re.compile(
    rf"(?:扩大|扩展|缩小|拓展|延长|缩短)了{_HOW_MUCH}|面积(?:一共|总共|共)?(?:净?增加?|净?减少?){_HOW_MUCH}"
)
_NET = re.compile(rf"净(?:增加?|减少?){_HOW_MUCH}")
_OVER_YEARS = re.compile(r"[两三四五六七八九十\d]+年(?:来|间|里|内|时间)?[^,，级期]")
_ASKED = frozenset({Operation.LOOKUP, Operation.DIFFERENCE, Operation.SUM, Operation.ACHIEVE})


def answer_change(question: Question, context: Context, draft: Draft) -> bool:
    """States how far the one thing asked about moved. False where no move is asked for, or its ends are not there."""
    if len(question.subjects) > 1 and question.before and question.subjects == question.before.subjects:
        return _each_over_year(question, context, draft)
    plain = question.unit in ("", compute.POINTS) or question.unit != compute.PERCENT
    if question.operation not in _ASKED or len(question.subjects) != 1 or question.claims or not plain:
        return False
    if _lies_ahead(question, context):
        return answer_to_target(question, context, draft)
    if question.kinds == (Kind.TARGET,) and answer_from_target(question, context, draft):
        return True
    if not question.periods and _moved_in_all(question) and not _change_is_stated(question, context):
        return _from_one_sentence(question, context, draft)
    if len(question.periods) != 1 or any(kind in PLAN_KINDS for kind in question.kinds):
        return False
    if question.periods[0].start < question.periods[0].end:
        if not _MOVED.search(question.text) or question.whole_span or _is_stated(question, context):
            return False
        return growth_between(question, context, draft) or _without_ends(question, context, draft)
    asked = _MOVED_IN_A_YEAR.search(question.text) or _NET.search(question.text)
    if not asked:
        return False
    return _over_year(question, context, draft) or _only_rate(question, context, draft)


def asks_widening(question: Question) -> bool:
    """合并之后扩大了多少: how far something grew, whatever the time."""
    return bool(_WIDENED.search(question.text))


def _moved_in_all(question: Question) -> bool:
    """这五年提高了几个百分点, 合并之后扩大了多少: from the first to the last state that the report gives."""
    if asks_widening(question):
        return True
    share = question.measure in (Measure.SHARE, Measure.CHANGE) and SHARE_MOVED.search(question.text)
    return bool(_OVER_YEARS.search(question.text) and (share or _MOVED.search(question.text)))


def _change_is_stated(question: Question, context: Context) -> bool:
    """五年提高8个百分点: the reports give the change itself."""
    if question.measure is not Measure.CHANGE:
        return False
    found = find_state(
        question, question.subjects[0], asked_regions(question, context)[0], None, context, Measure.CHANGE
    )
    return any(c.figure.measure is Measure.CHANGE for c in found.agreeing[:1])


def _each_over_year(question: Question, context: Context, draft: Draft) -> bool:
    """比上年提高多少 behind a question for several things: the change of each that the reports give one of."""
    if not _MOVED_IN_A_YEAR.search(question.text):
        return False
    asked = replace(question, operation=Operation.LOOKUP, measure=Measure.GROWTH, unit="")
    told = [answer_figures(replace(asked, subjects=(one,)), context, draft) for one in question.subjects]
    return any(told)


def _lies_ahead(question: Question, context: Context) -> bool:
    year = context.catalogue.report_year(question.regions)
    return len(question.periods) == 1 and year is not None and question.periods[0].end > year


def _is_stated(question: Question, context: Context) -> bool:
    """五年新增车位3000个: the reports give what came about in the span itself."""
    region, period = asked_regions(question, context)[0], question.periods[0]
    found = context.find(question, question.subjects[0], region, period)
    return any(
        c.figure.period == period and (c.figure.measure is Measure.CHANGE or FLOW.search(c.figure.phrase))
        for c in found.agreeing[:3]
    )


def _without_ends(question: Question, context: Context, draft: Draft) -> bool:
    """Declines where only the state of one year is there: of a 净增 over years it is no answer."""
    region, period = asked_regions(question, context)[0], question.periods[0]
    found = find_state(question, question.subjects[0], region, period, context).best
    if not _NET.search(question.text) or found is None or found.figure.period == period:
        return False
    decline("没有查到起止两年的数", [found.figure], draft)
    return True


def _flow(question: Question, subject: Subject, region: Region | None, context: Context) -> Found | None:
    """净增市场主体1.2万户: what came about in the year, given as an amount of its own; None without one."""
    found = find_state(question, subject, region, question.periods[0], context)
    is_flow = found.best is not None and FLOW.search(found.best.figure.phrase)
    return found if is_flow else None


def _from_one_sentence(question: Question, context: Context, draft: Draft) -> bool:
    """存款五年增加了多少: from the two states that one sentence gives (由180亿元增加到252亿元); else refused."""
    subject = replace(question.subjects[0], measure=None)
    for region in asked_regions(question, context):
        measure = Measure.SHARE if question.measure is Measure.SHARE else Measure.LEVEL
        found = find_state(question, subject, region, None, context, measure)
        levels = [c.figure for c in found.agreeing if c.figure.measure in (Measure.LEVEL, Measure.SHARE)]
        pairs = [
            (late, early)
            for late in levels
            for early in levels
            if late.sentence_start == early.sentence_start
            and late.document == early.document
            and late.period
            and early.period
            and late.period.end - early.period.end > 1
            and are_one_thing(late, early)
        ]
        if pairs:
            late, early = pairs[0]
            numbers = list_operands([early, late], draft)
            fell = compute.in_unit_of(late, early) < early.value
            ends = (early, late) if fell else (late, early)
            guarded(draft, numbers, "减少" if fell else "增加", partial(compute.difference, *ends), late)
            return True
        over_years = _OVER_YEARS.search(question.text)  # 扩大了多少 of what one state is given of: that state is told
        if over_years and found.best and not FLOW.search(found.best.figure.phrase):
            decline("没有查到起止两年的数", [found.best.figure], draft)
            return True
    return False


def _over_year(question: Question, context: Context, draft: Draft) -> bool:
    """The change against the year before: as stated, else from both years' totals, else from a total and its rate."""
    period = question.periods[0]
    subject = replace(question.subjects[0], measure=None)
    said = False
    for region in asked_regions(question, context):
        stated = find_state(question, subject, region, period, context, Measure.CHANGE)
        flow = _flow(question, subject, region, context)
        if stated.best and stated.best.figure.unit not in (compute.PERCENT, compute.POINTS):
            say_figure(replace(question, measure=Measure.CHANGE), stated, draft)
            said = True
        elif flow:
            say_figure(replace(question, measure=None), flow, draft)
            said = True
        else:
            said = _from_totals(question, subject, region, context, draft) or said
    return said


def _only_rate(question: Question, context: Context, draft: Draft) -> bool:
    """The rate stands in where no amount can be reckoned; a total is no answer to how far it moved."""
    asked = replace(question, operation=Operation.LOOKUP, measure=Measure.GROWTH, unit="", unit_loose=False)
    if not answer_figures(asked, context, draft):
        decline("增减的数量没有查到，也没有查到可供计算的两个数", [], draft)
    return True


def _from_totals(question: Question, subject: Subject, region: Region | None, context: Context, draft: Draft) -> bool:
    year = question.periods[0].end
    later, earlier = (find_state(question, subject, region, Period.year(y), context) for y in (year, year - 1))
    if later.best is None or later.best.figure.unit == compute.PERCENT:
        return False
    now = later.best.figure
    rate = find_state(question, subject, region, Period.year(year), context, Measure.GROWTH)
    if earlier.best and are_one_thing(now, earlier.best.figure):
        before = earlier.best.figure
        numbers = list_operands([now, before], draft)
        fell = compute.signed(now) < compute.in_unit_of(before, now)
        ends = (before, now) if fell else (now, before)
        guarded(draft, numbers, "减少" if fell else "增加", lambda: compute.difference(*ends), now)
        if rate.best and rate.best.figure.period == now.period and same_name(now, rate.best.figure):
            list_operands([rate.best.figure], draft)
        return True
    if rate.best is None or rate.best.figure.unit != compute.PERCENT or not _stand_side_by_side(now, rate):
        return False
    growth = rate.best.figure
    numbers = list_operands([now, growth], draft)
    word = "减少" if compute.signed(growth) < 0 else "增加"
    guarded(draft, numbers, f"据此推算，比上年{word}", lambda: compute.grown_part(now, growth), now)
    return True


def _stand_side_by_side(total: Figure, rate: Found) -> bool:
    assert rate.best is not None
    growth = rate.best.figure
    return (growth.document, growth.sentence_start) == (total.document, total.sentence_start)
