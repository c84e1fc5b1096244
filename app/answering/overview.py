"""The headline figures of a report (主要预期目标有哪些): of the sentence that announces them, else of the densest."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.answering.stating import place_and_time
from app.evidence.agreement import period_agreement
from app.phrasing import figure_clause, subject_label
from app.understanding.question import PLAN_KINDS, RESULT_KINDS, Question
from vectorstore.figure import Figure, Measure
from vectorstore.indicators import canonical
from vectorstore.record import FigureFilter

FEWEST = 3
FEWEST_ANNOUNCED = 2
_ANNOUNCES = re.compile(r"(?:预期目标|主要目标|发展目标|预期指标|主要指标)[^。；\n]{0,10}[:：][^。\n]+")


def answer_overview(question: Question, context: Context, draft: Draft) -> bool:
    """States the headline figures of the asked region, period and kind. False when there are none."""
    said = False
    for region in asked_regions(question, context):
        names = context.catalogue.names(region) if region else ()
        where = FigureFilter(names, documents=context.scope.documents, groups=context.scope.groups)
        figures = [f for f in context.store.figures(where) if _fits(question, f)]
        headline = _announced(figures, context) or _densest(figures)
        if not headline:
            continue
        said = True
        first = headline[0]
        draft.say(f"{place_and_time(first)}{'主要目标' if first.kind in PLAN_KINDS else '主要指标'}：")
        for figure in headline:
            draft.say(f"- {subject_label(figure)}{figure_clause(figure)}[{draft.state(figure)}]")
    return said


def _fits(question: Question, figure: Figure) -> bool:
    if figure.row or not figure.certain or period_agreement(question.periods, figure.period) < 1:
        return False
    if question.measure is Measure.GROWTH and figure.measure is not Measure.GROWTH:
        return False
    kinds = PLAN_KINDS if any(kind in PLAN_KINDS for kind in question.kinds) else RESULT_KINDS
    return figure.kind in kinds


def _announced(figures: Sequence[Figure], context: Context) -> list[Figure]:
    """The figures of a sentence that opens with 主要预期目标是：; of several such sentences, of the fullest."""
    best: list[Figure] = []
    for document in dict.fromkeys(figure.document for figure in figures):
        for match in _ANNOUNCES.finditer(context.store.clean_text(document)):
            own = [f for f in figures if f.document == document and match.start() <= f.start < match.end()]
            best = max(best, own, key=len)
    return sorted(best, key=lambda figure: figure.start) if len(best) >= FEWEST_ANNOUNCED else []


def _densest(figures: Sequence[Figure]) -> list[Figure]:
    """The figures of known indicators in the sentence that holds most of them, in order; none where they are few."""
    sentences: dict[tuple[str, int], list[Figure]] = defaultdict(list)
    for figure in figures:
        if canonical(figure.indicator) is not None:
            sentences[figure.document, figure.sentence_start].append(figure)
    best = max(sentences.values(), key=len, default=[])
    return sorted(best, key=lambda figure: figure.start) if len(best) >= FEWEST else []
