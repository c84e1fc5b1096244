"""The structure of three industries (三次产业结构): the three shares of one sentence."""

from __future__ import annotations

import re
from collections import defaultdict

from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.answering.stating import place_and_time
from app.evidence.agreement import period_agreement
from app.phrasing import figure_clause, subject_label
from app.understanding.question import Question
from vectorstore.figure import Figure, Measure
from vectorstore.record import FigureFilter
from vectorstore.region import Region

_ALL_THREE = r"(?:三次|三大|一二三次?|一、二、三次?|一产[、,，]?二产[、,，和]?三)产业?"
_ASKS = re.compile(
    rf"{_ALL_THREE}(?:之间)?的?(?:增加值)?的?(?:结构|比例|构成|占比|比重|之?比(?![上较去]))|{_ALL_THREE}(?:各自?|分别)占|三产结构"
)
_SHARE_OF_ALL = re.compile(r"第[一二三]产业(?:增加值)?占.*(?:比重|占比|比例)?$|第[一二三]产业(?:增加值)?(?:占比|比重)$")
INDUSTRIES = 3


def answer_structure(question: Question, context: Context, draft: Draft) -> bool:
    """States the three shares for each place. False where no sentence gives all of them."""
    if not _ASKS.search(question.text):
        return False
    said = False
    for region in asked_regions(question, context):
        shares = _shares(question, context, region)
        if shares:
            said = True
            draft.say(f"{place_and_time(shares[0])}三次产业结构：")
            for figure in shares:
                draft.say(f"- {subject_label(figure)}{figure_clause(figure)}[{draft.state(figure)}]")
    return said


def _shares(question: Question, context: Context, region: Region | None) -> list[Figure]:
    names = context.catalogue.names(region) if region else ()
    where = FigureFilter(regions=names, documents=context.scope.documents, groups=context.scope.groups)
    sentences: dict[tuple[str, int], list[Figure]] = defaultdict(list)
    for figure in context.store.figures(where):
        share = figure.measure is Measure.SHARE and _SHARE_OF_ALL.match(figure.indicator)
        if share and not figure.row and period_agreement(question.periods, figure.period) > 0:
            sentences[figure.document, figure.sentence_start].append(figure)
    whole = [figures for figures in sentences.values() if len(figures) == INDUSTRIES]
    latest = max(whole, key=lambda figures: figures[0].period.end if figures[0].period else 0, default=[])
    return sorted(latest, key=lambda figure: figure.start)
