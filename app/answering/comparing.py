"""Comparisons and rankings: the verdict first, then a table with every value and its source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from app import compute
from app.answering.context import Context
from app.answering.correcting import claim_correction
from app.answering.draft import Draft
from app.answering.found import Found
from app.answering.nearest import missing_line
from app.answering.operands import (
    answer_single,
    chosen_figures,
    find_operands,
    guarded,
    list_operands,
    name_beside,
)
from app.answering.stating import place_and_time, say_figure
from app.compute import ComputeError
from app.phrasing import figure_clause, subject_label
from app.understanding.parts import ENDS_OF_RANKING
from app.understanding.question import PLAN_KINDS, Operation, Question
from app.understanding.sides import stated_order
from vectorstore.figure import Figure, Measure

_LOWEST = ("最低", "最慢", "最少", "最小", "从低", "由低", "更低", "更少", "谁少", "谁低", "哪个少", "哪个低")
_DOWNWARD = re.compile(r"[从由][高大多]到[低小少]")
_FELL = re.compile(r"[降跌减滑][^,，。高低升]{0,4}最(?P<size>[多大快狠少小慢])")
_BOTH_ENDS = re.compile(r"最[高多大].{0,8}最[低少小]|最[低少小].{0,8}最[高多大]")


def answer_comparison(question: Question, context: Context, draft: Draft) -> bool:
    """Which is higher, or the order of all. False, with the draft untouched, when there is nothing to compare."""
    if (
        question.operation is Operation.COMPARE
        and not question.regions
        and not question.all_regions
        and len(question.subjects) < 2
        and len(question.periods) < 2
    ):
        return False
    if question.operation is Operation.RANK and not question.regions:
        question = replace(question, all_regions=True)
    found = find_operands(question, context, draft)
    if len(found) < 2:
        return answer_single(question, context, draft, found)
    figures = _comparable(question, found, draft)
    one_thing = len(question.subjects) == 1
    try:
        ordered = sorted(figures, key=lambda f: -compute.in_unit_of(f, figures[0], one_thing))
    except ComputeError as error:
        list_operands(figures, draft)
        draft.say(f"以上数字不能直接比较：{error}。")
        return True
    lowest = _asks_lowest(question, figures)
    for one in found:
        if claim_correction(question, one):
            say_figure(question, one, draft)
    numbers = {id(f): draft.state(f) for f in ordered}
    draft.lines[:0] = _verdicts(question, figures, ordered, lowest)
    draft.say("| 名次 | 地区·时间·指标 | 数字 | 出处 |\n| --- | --- | --- | --- |")
    rows = list(reversed(ordered)) if lowest else ordered
    for place, figure in enumerate(rows, start=1):
        draft.say(
            f"| {place} | {place_and_time(figure)}{subject_label(figure)} "
            f"| {figure_clause(figure)} | [{numbers[id(figure)]}] |"
        )
    if remark := _unlike(question, ordered):
        draft.say(remark)
    if len(ordered) == 2 or ENDS_OF_RANKING.search(question.text):
        ends = (ordered[0], ordered[-1])
        gap = partial(compute.difference, *ends, one_thing)
        label = "两者相差" if len(ordered) == 2 else "第一名与最后一名相差"
        guarded(draft, tuple(numbers[id(f)] for f in ends), label, gap, ordered[0])
    return True


def _asks_lowest(question: Question, figures: Sequence[Figure]) -> bool:
    """谁最低, and 哪个降得最多 among falls: the most negative is wanted."""
    fell = _FELL.search(question.text)
    if fell and any(compute.signed(figure) < 0 for figure in figures):
        return fell["size"] not in "少小慢"
    return any(word in question.text for word in _LOWEST) and not _DOWNWARD.search(question.text)


def _borne_out(question: Question, figures: Sequence[Figure]) -> str:
    """甲比乙高,对吗: whether it is so."""
    order = stated_order(question.text)
    if order is None or len(figures) != 2:
        return ""
    one, other = compute.signed(figures[0]), compute.in_unit_of(figures[1], figures[0])
    return "对，" if (one > other if order.above else one < other) else "不对，"


def _comparable(question: Question, found: Sequence[Found], draft: Draft) -> list[Figure]:
    """The cells' figures; totals where at least two give one, with what is missing beside them."""
    figures = chosen_figures(found)
    totals = [figure for figure in figures if figure.measure is Measure.LEVEL]
    if question.measure or len(totals) < 2 or len(totals) == len(figures):
        return figures
    for one, figure in zip(found, figures, strict=True):
        if figure not in totals:
            draft.say(missing_line(question, one))
    return totals


def _unlike(question: Question, figures: Sequence[Figure]) -> str:
    """What keeps the figures from being of one kind and time although the question asked for no such thing."""
    planned = {figure.kind in PLAN_KINDS for figure in figures}
    periods = {figure.period for figure in figures}
    apart = ["年份"] if len(periods) > 1 and len(question.periods) < 2 and not question.pairs else []
    apart += ["性质（目标与完成）"] if len(planned) > 1 and len(question.kinds) < 2 else []
    return f"注意：以上数字的{'和'.join(apart)}不同，排出的高低只供参考。" if apart else ""


def _verdicts(question: Question, figures: Sequence[Figure], ordered: Sequence[Figure], lowest: bool) -> list[str]:
    """Which is first, and which is last where both are asked for."""
    verdict = f"{_borne_out(question, figures)}{_verdict(ordered, lowest)}"
    both = len(ordered) > 2 and _BOTH_ENDS.search(question.text)
    return [verdict, _verdict(ordered, not lowest)] if both else [verdict]


def _verdict(ordered: Sequence[Figure], lowest: bool) -> str:
    first, second = (ordered[-1], ordered[-2]) if lowest else (ordered[0], ordered[1])
    name = name_beside(first, second) or subject_label(first)
    if compute.signed(first) == compute.signed(second) and first.unit == second.unit:
        return f"{name}与{name_beside(second, first) or subject_label(second)}相同。"
    return f"{name}{'最' if len(ordered) > 2 else '较'}{'低' if lowest else '高'}。"
