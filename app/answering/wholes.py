"""A whole reckoned from one of its parts and the share that the report gives it (116部,占全市40%: 全市约290部)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from app import compute
from app.answering.cells import find_cells
from app.answering.context import Context
from app.answering.draft import Draft
from app.answering.operands import guarded, list_operands
from app.answering.siblings import stated_before
from app.understanding.question import Operation, Question
from vectorstore.figure import Figure, Measure
from vectorstore.record import FigureFilter

_ASKS = re.compile(
    r"(?=.*(?:占|比例|比重|份额)).*(?:反推|倒推|推算|测算|反算|推出|[按照依][^,，。?？]{0,12}(?:占比|比例|比重|份额))"
)
_ALL_OF = re.compile(r"全[市省国县州区]|主城区|中心城区")
_NEAR = 30  # characters between an amount and the share that it is said to be
_HALF = 0.5  # of the whole's name, by pairs of characters, that the question must say


def answer_whole(question: Question, context: Context, draft: Draft) -> bool:
    """The whole that follows from the part and its share. False where the question gives both, or no report does."""
    given = {claim.unit in (compute.PERCENT, "成") for claim in question.claims}
    if len(given) > 1 or not _ASKS.search(question.text):
        return False
    for anchor in _anchors(question, context):
        part, share = _pair(anchor, context) or (None, None)
        if part is None or share is None or not _names_whole(question.text, share.base.removeprefix("占")):
            continue
        numbers = list_operands([part, share], draft)
        whole = share.base.removeprefix("占")
        name = f"{whole}{part.indicator}" if _ALL_OF.fullmatch(whole) else whole
        guarded(draft, numbers, f"据此推算，{name}为", partial(compute.whole, part, share), part)
        return True
    return False


def _anchors(question: Question, context: Context) -> Iterator[Figure]:
    """The amounts that the question names, else what the turn before was answered with."""
    subjects = tuple(replace(subject, measure=None) for subject in question.subjects)
    plain = replace(question, operation=Operation.LOOKUP, measure=Measure.LEVEL, unit="", claims=(), subjects=subjects)
    if subjects:
        yield from (one.best.figure for one in find_cells(plain, context) if one.best)
    if question.before:
        yield from stated_before(question.before, context)


def _pair(anchor: Figure, context: Context) -> tuple[Figure, Figure] | None:
    """The amount and, right behind it, its share in the anchor's sentence."""
    where = FigureFilter(documents=(anchor.document,), passages=(anchor.passage,), groups=context.scope.groups)
    told = [f for f in context.store.figures(where) if _told_of(f) == _told_of(anchor) and not f.row]
    for share in told:
        if share.measure is not Measure.SHARE or share.unit != compute.PERCENT or not share.base.startswith("占"):
            continue
        parts = [f for f in told if f.measure is Measure.LEVEL and f.unit != compute.PERCENT]
        parts = [f for f in parts if 0 < share.start - f.end <= _NEAR]
        if parts and anchor in (share, parts[-1]):
            return max(parts, key=lambda f: f.start), share
    return None


def _told_of(figure: Figure) -> tuple[object, ...]:
    return figure.sentence_start, figure.indicator, figure.period, figure.kind


def _names_whole(text: str, whole: str) -> bool:
    """Whether the question asks for what the share is of: 全市, or a quantity that it says at least in part."""
    pairs = [whole[at : at + 2] for at in range(len(whole) - 1)]
    return bool(pairs) and sum(pair in text for pair in pairs) >= len(pairs) * _HALF
