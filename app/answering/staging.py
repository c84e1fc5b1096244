"""A budget in its stages: as approved at the year's start, as adjusted in between, as carried out in the end."""

from __future__ import annotations

import re
from dataclasses import replace

from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.answering.stating import place_and_time
from app.phrasing import figure_clause, number_text, subject_label
from app.understanding.question import PLAN_KINDS, RESULT_KINDS, Operation, Question
from vectorstore.figure import Figure, Measure
from vectorstore.record import FigureFilter

_ASKS = re.compile(r"(?:年初|原|初始|预算).*调整(?:后|过|预算|成|为|到|的?数|的|多少|几)|调整(?:后|预算).*(?:年初|原)")
_ASKS_RESULT = re.compile(r"完成|执行|实际|决算|最后|最终|到头来|年底")
_STAGE_WORDS = re.compile(r"年初|中途|中间|调整[后过的数]*|原[来定先]*|最[后终]|完成|实际|执行|决算|初始|预算")
_ADJUSTED = re.compile(r"调整[^,，;；。]{0,14}$")
MOST_SENTENCES = 6


def answer_stages(question: Question, context: Context, draft: Draft) -> bool:
    """States each stage asked for, from the sentence that gives them. False where none gives an adjusted one."""
    if not _ASKS.search(question.text) or len(question.subjects) != 1 or len(question.periods) > 1 or question.claims:
        return False
    terms = tuple(term for term in question.subjects[0].terms if not _STAGE_WORDS.fullmatch(term))
    subject = replace(question.subjects[0], terms=terms, measure=None)
    plain = replace(question, operation=Operation.LOOKUP, kinds=(), kind_strong=False, measure=None, unit="")
    said = False
    for region in asked_regions(question, context):
        found = context.find(plain, subject, region, question.periods[0] if question.periods else None)
        for anchor in (c.figure for c in found.agreeing[:MOST_SENTENCES] if c.figure.measure is Measure.LEVEL):
            stages = _stages(anchor, context)
            if stages:
                _say(question, stages, draft)
                said = True
                break
    return said


def _stages(anchor: Figure, context: Context) -> tuple[Figure, Figure, Figure | None] | None:
    """The approved, the adjusted and the final figure of the anchor's sentence; None where it lacks either budget."""
    if anchor.row:
        return None
    where = FigureFilter(documents=(anchor.document,), passages=(anchor.passage,), groups=context.scope.groups)
    told = [f for f in context.store.figures(where) if _told_of(f) == _told_of(anchor)]
    told.sort(key=lambda figure: figure.start)
    clean = context.store.clean_text(anchor.document)
    budgets = [figure for figure in told if figure.kind in PLAN_KINDS]
    adjusted = next((f for f in budgets if _ADJUSTED.search(clean[f.sentence_start : f.start])), None)
    approved = next((f for f in budgets if adjusted and f.start < adjusted.start), None)
    result = next((f for f in told if f.kind in RESULT_KINDS), None)
    return (approved, adjusted, result) if approved and adjusted else None


def _told_of(figure: Figure) -> tuple[object, ...]:
    return figure.sentence_start, figure.indicator, figure.period, figure.measure, figure.unit


def _say(question: Question, stages: tuple[Figure, Figure, Figure | None], draft: Draft) -> None:
    approved, adjusted, result = stages
    for figure, clause in (
        (approved, f"年初预算为{number_text(approved)}"),
        (adjusted, f"调整后的预算为{number_text(adjusted)}"),
    ):
        draft.say(f"{place_and_time(figure)}{subject_label(figure)}{clause}[{draft.state(figure)}]。")
    if not _ASKS_RESULT.search(question.text):
        return
    if result is None:
        draft.say("这一句没有给出其完成数。")
        return
    draft.say(f"{place_and_time(result)}{subject_label(result)}{figure_clause(result)}[{draft.state(result)}]。")
