"""Answers that state figures: one line a cell, conflicts side by side, what is missing with the nearest figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from app.answering.cells import find_cells
from app.answering.conflicting import say_conflict
from app.answering.context import Context
from app.answering.draft import Draft
from app.answering.found import Found
from app.answering.nearest import missing_line, offer_nearest
from app.answering.siblings import find_siblings
from app.answering.stating import say_figure
from app.evidence.rivals import is_elsewhere
from app.understanding.aspects import AMOUNT_AND_MOVE
from app.understanding.question import Question
from app.understanding.question_text import asks_agreement
from vectorstore.figure import Figure, Kind, Measure
from vectorstore.period import Period
from vectorstore.record import FigureFilter

_PAST_YEARS = re.compile(
    r"(?:过去|近|最近|这|前)的?[二两三四五六七八九十\d]{1,2}年|[三四五六七八九十]年(?:来|间|里|以来)"
)
_THRESHOLD = re.compile(
    r"\d[\d.]*[万亿]*[元人户家个亩吨岁]*(?:及?以[上下内])的?[一-鿿]{1,4}占"
)  # 收入10万元以上的村占比
_REPORT_OF = re.compile(r"(?P<year>20\d\d)年的?(?:政府)?工作报告")
_ASKS_AMOUNT_TOO = re.compile(r"(?:多少|几)(?![名位]).*第几|第几.*(?:多少|几)(?![名位])")


def answer_figures(question: Question, context: Context, draft: Draft) -> bool:
    """States the figures asked for. False, with the draft untouched, when no cell was found."""
    question, found = _searched(question, context)
    if not any(one.best for one in found):
        return False
    for one in found:
        beside = [] if one.best else _beside_others(question, one, found, context)
        for sibling in beside:
            say_figure(question, sibling, draft)
        if one.best is None:
            if not beside and _say_unranked(question, one, context, draft):
                continue
            if not beside and not question.all_regions:
                draft.say(missing_line(question, one))
                offer_nearest(one, draft, 1)
        elif one.rivals:
            say_conflict(question, one, draft)
        else:
            say_figure(question, one, draft, beside=_amount_beside(question, one, context))
            _say_agreement(question, one, draft)
    return True


def _searched(question: Question, context: Context) -> tuple[Question, list[Found]]:
    """The cells asked for, else those of the next way to take the question, with the question so taken."""
    found = find_cells(question, context)
    for other in _taken_otherwise(question):
        if any(one.best for one in found):
            break
        outright = other.kinds != question.kinds  # of the kind taken instead
        found = [
            one
            for one in find_cells(other, context)
            if not outright or one.best is None or one.best.figure.kind in other.kinds
        ]
        question = other
    return question, found


def _taken_otherwise(question: Question) -> Iterator[Question]:
    """The ways to take a question that found nothing."""
    if question.measure and question.claims and not _THRESHOLD.search(question.text):
        # the premise can be put right even where the aspect asked for is not in the reports
        yield replace(question, measure=None)
    if _PAST_YEARS.search(question.text):
        # 过去五年 of a report given in January are those that are over
        earlier = tuple(Period(p.start - 1, p.end - 1) if p.start < p.end else p for p in question.periods)
        yield replace(question, periods=earlier)
    said = _REPORT_OF.search(question.text)
    if said and question.periods == (Period.year(int(said["year"])),):
        # 2022年政府工作报告里提到的…: what such a report tells is mostly of the year before
        yield replace(question, periods=(Period.year(int(said["year"]) - 1),))
    if question.kinds == (Kind.ESTIMATE,):
        # what a draft budget puts down for the year to come is all that can be 预计 of it
        yield replace(question, kinds=(Kind.BUDGET,))


def _say_unranked(question: Question, missing: Found, context: Context, draft: Draft) -> bool:
    """各多少,排第几: the amount itself where the reports give it no place in an order."""
    if question.measure is not Measure.RANK or not _ASKS_AMOUNT_TOO.search(question.text):
        return False
    found = context.find(replace(question, measure=None), missing.subject, missing.region, missing.period)
    if found.best is None or found.best.figure.measure is Measure.RANK:
        return False
    say_figure(replace(question, measure=None), found, draft)
    draft.say("报告没有给出它的位次。")
    return True


def _amount_beside(question: Question, found: Found, context: Context) -> Figure | None:
    """The amount that the sentence or the row of a growth gives, where the question names it and asks how it moved."""
    assert found.best is not None
    growth = found.best.figure
    if growth.measure is not Measure.GROWTH or question.claims or not AMOUNT_AND_MOVE.search(question.text):
        return None
    where = FigureFilter(documents=(growth.document,), passages=(growth.passage,), groups=context.scope.groups)
    amounts = [figure for figure in context.store.figures(where) if _is_amount_of(figure, growth)]
    return min(amounts, key=lambda figure: abs(figure.start - growth.start), default=None)


def _is_amount_of(figure: Figure, growth: Figure) -> bool:
    def told(one: Figure) -> tuple[object, ...]:
        return one.sentence_start, one.indicator, one.phrase, one.row, one.period, one.kind

    return figure.measure is Measure.LEVEL and figure.unit != "%" and told(figure) == told(growth)


def _beside_others(question: Question, missing: Found, found: list[Found], context: Context) -> list[Found]:
    """What is missing for one subject, looked for beside the figures of the others."""
    others = tuple(dict.fromkeys(one.subject for one in found if one.best))
    if missing.subject in others:
        return []
    before = replace(question, subjects=others, before=None)
    told = {one.best.figure for one in found if one.best}
    siblings = find_siblings(replace(question, subjects=(missing.subject,), before=before), context)
    return [one for one in siblings if one.best is None or one.best.figure not in told]


def _say_agreement(question: Question, found: Found, draft: Draft) -> None:
    """几个报告口径一样吗: that they agree, or that there is but one place to read it in."""
    assert found.best is not None
    if not asks_agreement(question.text):
        return
    best = found.best
    own = best.sentence.split()  # the same sentence in a copy of the report is no second word on it
    elsewhere = [c for c in found.alike if is_elsewhere(best.figure, c.figure) and c.sentence.split() != own]
    draft.say("几处说法一致。" if elsewhere else "已载入的报告中只有一处给出这一数字，没有另一处可以对照。")
