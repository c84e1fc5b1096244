"""Answers that reckon: the operands are looked up and stated with their sources, the arithmetic is shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from app import compute
from app.answering.achieving import answer_achieved
from app.answering.averaging import answer_average
from app.answering.cells import asked_regions, cells, find_cells
from app.answering.comparing import answer_comparison
from app.answering.context import Context
from app.answering.draft import Draft, Mark
from app.answering.found import Found
from app.answering.implying import answer_implied
from app.answering.members import members_beside, members_by_name
from app.answering.operands import (
    answer_single,
    chosen_figures,
    decline,
    find_operands,
    guarded,
    list_operands,
    misfits,
    name_beside,
    say_result,
    say_rivals,
)
from app.answering.series import each_year
from app.answering.sharing import answer_moved_share, answer_ratio, answer_share
from app.compute import ComputeError, Result
from app.evidence.rivals import same_name
from app.phrasing import period_label
from app.understanding.aspects import FLOW
from app.understanding.question import PLAN_KINDS, Operation, Question
from vectorstore.budget_level import level_of
from vectorstore.figure import Figure, Measure
from vectorstore.period import Period
from vectorstore.quantity import same_dimension

# 五年一共增加了多少亿元: no sum over the years, but how far the last is from the first.
_GREW = re.compile(r"(?:增加|增长|提高|上升|减少|下降|降低|[多少涨])了?(?:多少|几)")
_MOVED = re.compile(r"(?:变动|变化|增长|下降|增减|增加|减少|[增减涨降跌])了?(?:幅度)?(?:是|为)?(?:百分之)?(?:多少|几)")
_TAKES_OFF = re.compile(r"相减")
_NOT_GIVEN = re.compile(r"没有?(?:直接?|明确)?[说给写列讲][^,，]{0,4}[,，](?:用|拿|按|能|可)")
_OTHER_BASE = re.compile(r"目标|计划|预算|全[国省市]|平均|预期")
_RATE = re.compile(r"年均|增速|增幅")
_RECENT = re.compile(r"(?:过去|最近|近)的?[两三四五六七八九十\d]+年|[两三四五六七八九十\d]+年[来间]")
_PLAN = re.compile(r"五[”\"]?(?:时期|期间|规划|末|[以一]来|$)|[“\"]?十[一二三四五六]五|五年")


def answer_computed(question: Question, context: Context, draft: Draft) -> bool:
    """Runs the operation's method. False when the operands are not there, with the draft untouched."""
    methods: dict[Operation, Callable[[Question, Context, Draft], bool]] = {
        Operation.ACHIEVE: answer_achieved,
        Operation.DIFFERENCE: _difference,
        Operation.COMPARE: answer_comparison,
        Operation.RANK: answer_comparison,
        Operation.SUM: _sum,
        Operation.AVERAGE: answer_average,
        Operation.SHARE: answer_share,
        Operation.RATIO: answer_ratio,
        Operation.IMPLIED: answer_implied,
    }
    return methods[question.operation](question, context, draft)


def moved_between(question: Question) -> bool:
    """2026年预算与2025年完成数相比增长百分之几: how far from one amount to the other, no comparison of two growths."""
    two = question.operation is Operation.COMPARE and len(question.periods) == 2 and len(question.subjects) == 1
    return two and bool(_MOVED.search(question.text)) and not _RATE.search(question.text)


def _difference(question: Question, context: Context, draft: Draft) -> bool:
    if question.sides and _difference_of_sides(question, context, draft):
        return True
    if answer_moved_share(question, context, draft) or _stated_difference(question, context, draft):
        return True
    if len(question.subjects) > 2 and _TAKES_OFF.search(question.text):
        return _taken_off(question, context, draft)
    before = draft.mark()
    found = find_operands(question, context, draft)
    if len(found) < 2 and _stated_change(question, context, draft, before):
        return True
    if len(found) < 2:
        return answer_single(question, context, draft, found)
    if misfits(found):
        decline("查到的数所指不是同一事物", chosen_figures(found), draft)
        return True
    first, second = chosen_figures(found)[:2]
    numbers = list_operands([first, second], draft)
    try:
        result = compute.difference(first, second)
    except ComputeError as error:
        draft.say(f"以上数字不能直接相减：{error}。")
        return True
    larger, smaller = first, second
    if turned := _presumed_otherwise(question, result.value):
        draft.say(f"{name_beside(first, second)}{turned}")
    if result.value < 0:
        larger, smaller, result = second, first, compute.difference(second, first)
    word = "高" if result.unit == compute.POINTS else "多"
    said = f"{name_beside(larger, smaller)}较{word}，{word}出" if result.value else "两者相同，相差"
    say_result(said, result, numbers, draft, larger)
    say_rivals(found, (first, second), draft)
    return True


def _taken_off(question: Question, context: Context, draft: Draft) -> bool:
    """GDP减去一产、三产: the first less all the others; nothing is reckoned where one is missing."""
    if _NOT_GIVEN.search(question.text):
        question = replace(question, subjects=question.subjects[1:])  # 第二产业没直说,用GDP减去…
    found = find_operands(replace(question, measure=Measure.LEVEL), context, draft)
    figures = chosen_figures(found)
    if len(figures) != len(question.subjects) or misfits(found):
        decline("所列各项没有找全，或所指不是同一种数", figures, draft)
        return True
    numbers = list_operands(figures, draft)
    guarded(draft, numbers, "相减得", lambda: compute.remainder(figures[0], figures[1:]), figures[0])
    return True


def _stated_difference(question: Question, context: Context, draft: Draft) -> bool:
    """支出比“十三五”时期增加799.2亿元: how far two plan periods are apart as a report says itself. False without it."""
    spans = sorted(question.periods, key=lambda period: period.end)
    if len(spans) != 2 or len(question.subjects) != 1 or any(span.start == span.end for span in spans):
        return False
    asked = replace(question, operation=Operation.LOOKUP, measure=Measure.CHANGE, periods=(spans[1],), unit="")
    earlier = period_label(spans[0]).removesuffix("时期")
    for region in asked_regions(question, context):
        stated = context.find(asked, question.subjects[0], region, spans[1])
        if stated.best and earlier in stated.best.figure.base:
            total = context.find(replace(asked, measure=None), question.subjects[0], region, spans[1])
            list_operands([one.best.figure for one in (total, stated) if one.best], draft)
            return True
    return False


def _stated_change(question: Question, context: Context, draft: Draft, before: Mark) -> bool:
    """人口跟前一年比差多少人: the change as the report gives it, where the year before has no figure of its own."""
    years = sorted(question.periods, key=lambda period: period.end)
    over_one = len(years) == 1 or (len(years) == 2 and years[1].end - years[0].end == 1)
    if not over_one or len(question.subjects) != 1 or any(kind in PLAN_KINDS for kind in question.kinds):
        return False
    asked = replace(question, operation=Operation.LOOKUP, measure=Measure.CHANGE, periods=(years[-1],), unit="")
    for region in asked_regions(question, context):
        best = context.find(asked, question.subjects[0], region, years[-1]).best
        if best and best.figure.measure is Measure.CHANGE and not _OTHER_BASE.search(best.figure.base):
            draft.go_back(before)
            list_operands([best.figure], draft)
            return True
    return False


def _presumed_otherwise(question: Question, gap: Decimal) -> str:
    """甲比乙多多少 where 甲 is the smaller: that it is not so; "" where the figures bear the question out."""
    way = _PRESUMED.search(question.text)
    if way is None or not gap:
        return ""
    word, other = next(pair for pair in (*_OPPOSITES, *(pair[::-1] for pair in _OPPOSITES)) if pair[0] == way["word"])
    presumed = word in "多高大快"
    return f"并没有较{word}，而是较{other}。" if presumed != (gap > 0) else ""


_PRESUMED = re.compile(r"比[^，。,？?比]{0,20}?(?P<word>[多高大快少低小慢])(?:出|了)?(?:多少|几)")
_OPPOSITES = (("多", "少"), ("高", "低"), ("大", "小"), ("快", "慢"))


def _difference_of_sides(question: Question, context: Context, draft: Draft) -> bool:
    """甲比乙多多少, each side looked up by itself. False when a side leads nowhere or to several places."""
    found = [find_cells(side, context) for side in question.sides]
    if any(len(one) != 1 or one[0].best is None for one in found):
        return False
    pair = [one[0] for one in found]
    first, second = _named_alike(pair)
    elsewhere = first.region != second.region and not question.regions
    if first.key == second.key:
        return False  # one figure is no two
    if elsewhere or first.measure is not second.measure or not same_name(first, second, wide=True):
        return False
    numbers = list_operands([first, second], draft)
    fell = compute.signed(first) < compute.in_unit_of(second, first)
    name = name_beside(first, second)
    if question.sides_rate and first.measure is Measure.LEVEL and first.unit != compute.PERCENT:
        word = "下降" if fell else "增长"
        guarded(draft, numbers, f"{name}{word}", lambda: _size(compute.growth(first, second)), first)
    word = "少" if fell else "多"
    guarded(draft, numbers, f"{name}{word}出", lambda: _size(compute.difference(first, second)), first)
    return True


def _named_alike(pair: list[Found]) -> list[Figure]:
    """The two figures to hold against each other: what was 新建 against what is to be, not against all there is."""
    chosen = chosen_figures(pair)
    for kept, changed in ((0, 1), (1, 0)):
        one, other = chosen[kept], chosen[changed]
        if one.phrase == other.phrase or FLOW.sub("", one.phrase) != other.phrase:
            continue
        offered = [c.figure for c in pair[changed].agreeing]
        named = next((figure for figure in offered if (figure.phrase, figure.unit) == (one.phrase, one.unit)), other)
        return [one, named] if kept == 0 else [named, one]
    return chosen


def _sum(question: Question, context: Context, draft: Draft) -> bool:
    grew = _GREW.search(question.text) and len(_ends(question)[0]) == 2
    if grew and growth_between(question, context, draft):
        return True
    found = each_year(question, context) or find_operands(question, context, draft)
    wanted = len(cells(question, context))
    if len(found) == 1 and wanted == 1:
        found = members_beside(question, found[0])
    if len(found) == 1 and wanted > 1 and all(one.best for one in find_cells(question, context)):
        return answer_single(question, context, draft, found)  # one number for all that is asked
    if found and wanted > 1 and (len(found) < 2 or (len(found) < wanted and question.regions)):
        decline("所列各项没有找全，不能合计", chosen_figures(found), draft)
        return True
    if not found and (members := members_by_name(question, context)):
        numbers = list_operands(members, draft)
        guarded(draft, numbers, "合计", lambda: compute.total(members), *members)
        return True
    if len(found) < 2:
        return answer_single(question, context, draft, found)
    figures = chosen_figures(found)
    if misfits(found):
        decline("查到的数所指不是同一事物，不能合计", figures, draft)
        return True
    figures = _of_one_noun(question, figures, context)
    numbers = list_operands(figures, draft)
    guarded(draft, numbers, "合计", lambda: compute.total(figures), *figures)
    say_rivals(found, figures, draft)
    return True


def _of_one_noun(question: Question, figures: list[Figure], context: Context) -> list[Figure]:
    """甲校和乙校新增学位一共多少个: where the units differ, the noun behind the last name is what all of them count."""
    last = question.subjects[-1] if question.subjects else None
    if last is None or len(question.subjects) < 2 or all(same_dimension(f.unit, figures[0].unit) for f in figures):
        return figures
    shared = tuple(
        replace(
            one,
            indicators=tuple(dict.fromkeys((*one.indicators, *last.indicators[1:]))),
            terms=tuple(dict.fromkeys((*one.terms, *(last.terms if last.indicators else last.terms[1:])))),
        )
        for one in question.subjects[:-1]
    )
    found = find_cells(replace(question, subjects=(*shared, last), alternatives=()), context)
    retried = [one.best.figure for one in found if one.best]
    apart = len({f.key for f in retried}) == len(found)
    return retried if apart and all(same_dimension(f.unit, retried[-1].unit) for f in retried) else figures


def growth_between(question: Question, context: Context, draft: Draft) -> bool:
    """2020年比2016年增长多少: computed from the two totals when the reports do not give it."""
    ends = next((pair for years in _ends(question) if (pair := _levels(question, years, context))), None)
    if ends is None:
        return False
    earlier, later = ends
    numbers = list_operands([earlier, later], draft)
    fell = compute.signed(later) < compute.in_unit_of(earlier, later)
    guarded(draft, numbers, "减少" if fell else "增加", lambda: _size(compute.difference(later, earlier)), later)
    guarded(draft, numbers, "下降" if fell else "增长", lambda: _size(compute.growth(later, earlier)), later)
    return True


def _ends(question: Question) -> list[tuple[Period, ...]]:
    """The years to hold against each other: a plan's growth starts from the year before it, where that is given."""
    if len(question.periods) != 1 or question.periods[0].start == question.periods[0].end:
        return [question.periods]
    span = question.periods[0]
    from_plan = _PLAN.search(question.text) and not _RATE.search(question.text)
    starts = [span.start - 1, span.start] if from_plan else [span.start]
    ends: list[tuple[Period, ...]] = [(Period.year(start), Period.year(span.end)) for start in starts]
    if _RECENT.search(question.text):  # a report of January looks back on the years before
        ends.append((Period.year(span.start - 2), Period.year(span.end - 1)))
    return ends


def _levels(question: Question, years: tuple[Period, ...], context: Context) -> tuple[Figure, Figure] | None:
    """The totals of the two years, earlier one first; None where one of them is missing."""
    kinds = question.kinds if len(question.kinds) == 2 else ()
    levels = replace(question, periods=years, measure=Measure.LEVEL, kinds=kinds, unit="", whole_span=False)
    found = [one.best.figure for one in find_cells(levels, context) if one.best]
    totals = sorted((f for f in found if f.measure is Measure.LEVEL), key=lambda f: str(f.period))
    if len(totals) != 2 or totals[0].period == totals[1].period:
        return None
    came_about = question.kind_strong and not any(kind in PLAN_KINDS for kind in question.kinds)
    if came_about and any(figure.kind in PLAN_KINDS for figure in totals):
        return None  # 最终实现增速: no plan tells what came about
    alike = same_name(totals[0], totals[1], wide=True) and level_of(totals[0]) == level_of(totals[1])
    return (totals[0], totals[1]) if alike else None


def _size(result: Result) -> Result:
    """The result without its sign, which the words say."""
    return replace(result, value=abs(result.value))
