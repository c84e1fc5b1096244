"""The headline figures of a report: all that the sentence with most of them gives (主要预期目标有哪些)."""

from __future__ import annotations

from collections import defaultdict

from app.agreement import PLAN_KINDS, RESULT_KINDS, period_agreement
from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.answering.stating import place_and_time
from app.phrasing import figure_clause, subject_label
from app.question import Question
from vectorstore.figure import Figure
from vectorstore.indicators import canonical
from vectorstore.record import FigureFilter

FEWEST = 3


def answer_overview(question: Question, context: Context, draft: Draft) -> bool:
    """States every figure of the densest sentence of the asked region, period and kind. False when there is none."""
    said = False
    for region in asked_regions(question, context):
        names = context.catalogue.names(region) if region else ()
        where = FigureFilter(names, documents=context.scope.documents, groups=context.scope.groups)
        figures = [f for f in context.store.figures(where) if _fits(question, f)]
        densest = _densest(figures)
        if len(densest) < FEWEST:
            continue
        said = True
        first = densest[0]
        draft.say(f"{place_and_time(first)}{'主要目标' if first.kind in PLAN_KINDS else '主要指标'}：")
        for figure in densest:
            draft.say(f"- {subject_label(figure)}{figure_clause(figure)}[{draft.state(figure)}]")
    return said


def _fits(question: Question, figure: Figure) -> bool:
    if figure.row or not figure.certain or canonical(figure.indicator) is None:
        return False
    if period_agreement(question.periods, figure.period) < 1:
        return False
    kinds = PLAN_KINDS if any(kind in PLAN_KINDS for kind in question.kinds) else RESULT_KINDS
    return figure.kind in kinds


def _densest(figures: list[Figure]) -> list[Figure]:
    """The figures of the sentence that holds most of them, in order."""
    sentences: dict[tuple[str, int], list[Figure]] = defaultdict(list)
    for figure in figures:
        sentences[figure.document, figure.sentence_start].append(figure)
    best = max(sentences.values(), key=len, default=[])
    return sorted(best, key=lambda figure: figure.start)
