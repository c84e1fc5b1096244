"""Shares and multiples: as the reports state them, else reckoned from part and whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from app import compute
from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.answering.lookup import answer_figures
from app.answering.operands import (
    answer_single,
    chosen_figures,
    decline,
    find_operands,
    guarded,
    list_operands,
    other_quantities,
    stand_together,
)
from app.answering.siblings import find_siblings, stated_before
from app.answering.stating import say_figure
from app.compute import Result
from app.understanding.aspects import OF_THE_WHOLE, SHARE_MOVED
from app.understanding.question import PLAN_KINDS, Operation, Question, Subject
from vectorstore.budget_level import level_in
from vectorstore.figure import Figure, Measure
from vectorstore.period import Period
from vectorstore.quantity import same_dimension
from vectorstore.record import FigureFilter
from vectorstore.region import Region

_MOVE_WORD = re.compile(r"提高|提升|上升|下降|降低|增加|减少")
# 占全市任务的百分之几: the whole is the same thing of all of the city
_OF_ALL_OF_IT = re.compile(
    r"占(?:了|到)?[一-鿿]{0,4}?全[市省国]的?(?:新增|总)?(?:目标|任务|计划|总量|总数|数量)?数?的?(?:百分之|比[重例]|占比|多少|几|份额|多大)"
)
_NAMES_WHOLE = re.compile(r"占(?!比|了?几成|了?百分之|了?多[少大])|相当于|等于|里面?|[其当]?中|之内|[和与]|除以|÷|/")
_ADDED_UP = re.compile(r"合计|之和|加起来|相加|总和|总共|一共|合起来")


def answer_share(question: Question, context: Context, draft: Draft) -> bool:
    """The share as the reports state it, else part ÷ whole. False when neither is there."""
    if answer_moved_share(question, context, draft):
        return True
    whole = OF_THE_WHOLE.search(question.text)
    if whole and (len(question.subjects) == 1 or _OF_ALL_OF_IT.search(question.text)):
        return _share_of_parent(question, context, draft, whole["whole"])
    if len(question.subjects) > 1 and not _NAMES_WHOLE.search(question.text):
        alone = replace(question, subjects=question.subjects[-1:])  # 建议办理,反馈满意的占比: of what is not said
        if not answer_share(alone, context, draft):
            decline("没有查到这一占比，也没有写明占什么", [], draft)
        return True
    direct = replace(question, operation=Operation.LOOKUP, measure=Measure.SHARE)
    merged = replace(question.subjects[0], terms=question.terms, measure=None)
    stated = context.find(replace(direct, subjects=(merged,)), merged, *_place(question, context))
    if stated.best and _is_part(question.subjects[0], stated.best.figure) and stated.best.coverage > 0.85:
        say_figure(direct, stated, draft)
        return True
    if len(question.subjects) < 2:
        return _share_of_period(question, context, draft) or answer_figures(direct, context, draft)
    first, second = question.subjects[:2]
    alike = {*first.terms, *first.indicators} <= {*second.terms, *second.indicators, "面积", "总量"}
    if alike and _share_of_period(question, context, draft):
        return True  # 2020年征收面积,占“十三五”征收总面积的比重
    return _two(question, context, draft, "占比为", compute.share)


def answer_moved_share(question: Question, context: Context, draft: Draft) -> bool:
    """甲占乙的比重提高了几个百分点: how far the share moved, as stated; the share itself would be no answer."""
    asked_so = question.measure is Measure.SHARE and SHARE_MOVED.search(question.text)
    if not asked_so or len(question.subjects) != 2 or len(question.periods) > 1 or question.claims:
        return False
    part, whole = question.subjects
    text = f"{part.text}占{whole.text}"
    names = (*part.indicators, *(name for name in whole.indicators if name not in part.indicators))
    terms = tuple(t for t in (*part.terms, *whole.terms, "比重") if not _MOVE_WORD.fullmatch(t))
    merged = replace(part, text=text, indicators=names[:1], terms=(*names[1:], *terms), measure=None)
    asked = replace(question, operation=Operation.LOOKUP, measure=Measure.CHANGE, unit="", subjects=(merged,))
    found = context.find(asked, merged, *_place(question, context))
    moved = found.best and found.best.figure.measure is Measure.CHANGE and found.best.figure.unit == compute.POINTS
    if moved:
        say_figure(asked, found, draft)
    else:
        decline("没有查到这一占比的变化，也没有查到可供计算的两个占比", [], draft)
    return True


def answer_share_of_turns(question: Question, context: Context, draft: Draft) -> bool:
    """占比呢: the last turn's figure in that of the turn before it; with words of its own, their figure in the last."""
    before = question.before
    if before is None or not (question.operation is Operation.SHARE or question.measure is Measure.SHARE):
        return False
    asked = replace(question, operation=Operation.LOOKUP, measure=None, unit="")
    parts = [one.best.figure for one in find_siblings(asked, context) if one.best]
    wholes = stated_before(before, context)
    if not parts and question.subjects == before.subjects and before.before:
        parts, wholes = wholes, stated_before(before.before, context)
    if len(parts) != 1 or len(wholes) != 1 or not _lies_in(parts[0], wholes[0]):
        return False
    numbers = list_operands([parts[0], wholes[0]], draft)
    guarded(draft, numbers, "占比为", lambda: compute.share(parts[0], wholes[0]), parts[0])
    return True


def answer_share_of_part(question: Question, context: Context, draft: Draft) -> bool:
    """普惠性幼儿园占比: the part in the whole that its sentence names. False where the share is given."""
    if question.measure is not Measure.SHARE or len(question.subjects) != 1 or question.claims:
        return False
    if question.operation not in (Operation.LOOKUP, Operation.SHARE) or OF_THE_WHOLE.search(question.text):
        return False
    subject, (region, period) = question.subjects[0], _place(question, context)
    asked = replace(question, operation=Operation.LOOKUP)
    if context.find(asked, subject, region, period).best:
        return False
    level = replace(asked, measure=Measure.LEVEL, unit="", subjects=(replace(subject, measure=None),))
    found = context.find(level, level.subjects[0], region, period).best
    part = found.figure if found else None
    if part is None or not part.part_of:
        return False
    beside = context.store.figures(FigureFilter(passages=(part.passage,)))
    wholes = [f for f in beside if f.sentence_start == part.sentence_start and f.start < part.start]
    wholes = [f for f in wholes if f.indicator == part.part_of and f.kind is part.kind and _lies_in(part, f)]
    if not wholes:
        return False
    whole = wholes[-1]
    numbers = list_operands([part, whole], draft)
    guarded(draft, numbers, "占比为", partial(compute.share, part, whole), part)
    return True


def _lies_in(part: Figure, whole: Figure) -> bool:
    """Whether one sentence or one table gives both, of one time and unit, and the whole is the larger."""
    near = part.part_of == whole.indicator or stand_together(part, whole)
    levels = part.measure is whole.measure is Measure.LEVEL
    alike = levels and part.period == whole.period and same_dimension(part.unit, whole.unit)
    return near and alike and compute.in_unit_of(part, whole) < whole.value


def _share_of_period(question: Question, context: Context, draft: Draft) -> bool:
    """2020年占“十三五”的比重: the year's total over that of the years around it."""
    spans = sorted(question.periods, key=lambda p: p.end - p.start)
    if len(spans) != 2 or not spans[1].start <= spans[0].start <= spans[0].end <= spans[1].end:
        return False
    subject = replace(question.subjects[0], measure=None)
    plain = replace(question, operation=Operation.SHARE, measure=Measure.LEVEL, claims=(), unit="", subjects=(subject,))
    region = asked_regions(question, context)[0]
    found = [(span, context.find(plain, subject, region, span)) for span in spans]
    held = [next((c.figure for c in one.agreeing if c.figure.period == span), None) for span, one in found]
    exact = [figure for figure in held if figure]
    if len(exact) < 2:
        return False
    numbers = list_operands(exact, draft)
    guarded(draft, numbers, "占比为", lambda: compute.share(exact[0], exact[1]), exact[0])
    return True


def _is_part(subject: Subject, figure: Figure) -> bool:
    """Whether a stated share is the asked part's own: 研发投入占GDP比重 is no share of GDP in anything."""
    return not subject.indicators or any(figure.indicator.startswith(name) for name in subject.indicators)


def _share_of_parent(question: Question, context: Context, draft: Draft, level: str) -> bool:
    """GDP占全市比重: the place's figure over that of the city, province or nation, where the reports give both."""
    region, period = _place(question, context)
    if region is None:
        return False
    subject = replace(question.subjects[0], measure=None)
    plain = replace(question, measure=Measure.LEVEL, claims=(), unit="")
    if region.level.value == level and level_in(question.text.partition("占")[0]):
        return _share_of_level(plain, subject, region, context, draft)
    parents = [
        r
        for r in context.catalogue.spoken_of
        if r.level.value == level and (r.name in region.parents or not region.parents)
    ]
    part = context.find(plain, subject, region, period)
    for parent in parents:
        whole = context.find(plain, subject, parent, period)
        if part.best and whole.best:
            first, second = chosen_figures([part, whole])
            if (first.kind in PLAN_KINDS) != (second.kind in PLAN_KINDS):
                continue  # what came about in the district, of what was planned for the city
            numbers = list_operands([first, second], draft)
            guarded(draft, numbers, f"占全{level}比重为", partial(compute.share, first, second), first)
            return True
    if part.best is None or part.best.figure.measure is Measure.SHARE:
        return False
    decline(f"没有查到全{level}同一时间、同一性质的数", [part.best.figure], draft)
    return True


def _share_of_level(question: Question, subject: Subject, region: Region, context: Context, draft: Draft) -> bool:
    """市本级收入占全市比重: the level's own account in that of all of the place."""
    said = question.text.partition("占")[0]
    level = level_in(said)
    period = question.periods[0] if question.periods else None
    of_level = replace(subject, text=subject.text.partition("占")[0])
    of_all = replace(of_level, text=of_level.text.replace(level, ""))
    found = [
        context.find(replace(question, text=said, subjects=(of_level,)), of_level, region, period),
        context.find(replace(question, text=said.replace(level, ""), subjects=(of_all,)), of_all, region, period),
    ]
    held = [one.best.figure for one in found if one.best]
    if len(held) < len(found):
        decline(f"没有查到{level}和全{region.level.value}同一时间的数", held, draft)
        return True
    part, whole = chosen_figures(found)
    numbers = list_operands([part, whole], draft)
    guarded(draft, numbers, "占比为", partial(compute.share, part, whole), part)
    return True


def answer_ratio(question: Question, context: Context, draft: Draft) -> bool:
    """The multiple as the reports state it, else first ÷ second. False when neither is there."""
    direct = replace(question, operation=Operation.LOOKUP, measure=Measure.MULTIPLE)
    if answer_figures(direct, context, draft):
        return True
    if len(question.subjects) > 2:
        return _ratio_to_sum(question, context, draft)
    return _two(question, context, draft, "前者是后者的", compute.ratio)


def _ratio_to_sum(question: Question, context: Context, draft: Draft) -> bool:
    """甲相当于乙、丙、丁合计的几倍: the first over what the others come to; without such words nothing is reckoned."""
    found = find_operands(_totals(question), context, draft)
    figures = chosen_figures(found)
    counted = next((int(c.value) for c in question.claims if c.unit in ("家", "个", "项", "者")), len(figures) - 1)
    whole = len(figures) == len(question.subjects) == counted + 1 and not other_quantities(figures)
    if not whole or not _ADDED_UP.search(question.text):
        decline("所列各项没有找全，或所指不是同一种数", figures, draft)
        return True
    first, rest = figures[0], figures[1:]
    numbers = list_operands(figures, draft)
    guarded(draft, numbers[1:], "后几项合计", lambda: compute.total(rest), *rest)
    guarded(draft, numbers, "前者是后几项合计的", lambda: compute.ratio_to_sum(first, rest), *figures)
    return True


def _totals(question: Question) -> Question:
    """The question for the totals that a share or a multiple is reckoned from."""
    subjects = tuple(replace(subject, measure=None) for subject in question.subjects)
    return replace(question, measure=Measure.LEVEL, subjects=subjects, unit="")


def _two(
    question: Question, context: Context, draft: Draft, label: str, method: Callable[[Figure, Figure], Result]
) -> bool:
    found = find_operands(_totals(question), context, draft)
    if len(found) < 2:
        return answer_single(question, context, draft, found)
    first, second = chosen_figures(found)[:2]
    if first.key == second.key and first.measure is Measure.SHARE:
        list_operands([first], draft)
        return True
    if first.key == second.key:
        return answer_single(question, context, draft, found[:1])
    if question.operation is Operation.SHARE and second.part_of == first.indicator:
        first, second = second, first  # 三大集群产值里,装备制造占百分之几
    stated = _stated_of(first, second, context) if question.operation is Operation.SHARE else None
    if stated:
        list_operands([first, second, stated], draft)
        return True
    if question.operation is Operation.RATIO and other_quantities([first, second]):
        decline("查到的两个数不是同一种数", [first, second], draft)
        return True
    numbers = list_operands([first, second], draft)
    guarded(draft, numbers, label, lambda: method(first, second), first)
    return True


def _stated_of(part: Figure, whole: Figure, context: Context) -> Figure | None:
    """The share of the whole that the part's own row gives (60周岁及以上 | 49.8 | 25.0), None without one."""
    if not part.row or part.part_of != whole.indicator:
        return None
    beside = context.store.figures(FigureFilter(passages=(part.passage,)))
    row = [f for f in beside if f.sentence_start == part.sentence_start and f.row == part.row]
    shares = [f for f in row if f.measure is Measure.SHARE and f.part_of == whole.indicator and f.period == part.period]
    return shares[0] if len(shares) == 1 else None


def _place(question: Question, context: Context) -> tuple[Region | None, Period | None]:
    return asked_regions(question, context)[0], question.periods[0] if question.periods else None
