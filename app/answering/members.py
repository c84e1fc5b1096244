"""The so many members of a group (三大产业集群) whose figures one sentence gives side by side."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.found import Found
from app.evidence.agreement import period_agreement
from app.understanding.question import PLAN_KINDS, Question
from vectorstore.figure import Figure, Measure
from vectorstore.numerals import chinese_number
from vectorstore.quantity import dimension
from vectorstore.record import FigureFilter
from vectorstore.tokenizer import segments

_COUNT = re.compile(r"(?P<n>[二两三四五六七八九十]|\d+)(?:大|个|项|类|家|种|条|人|名|位|处|所)")
_KIND_OF_THING = re.compile(rf"{_COUNT.pattern}(?P<name>[一-鿿]{{2,10}})")
PASSAGES = 20


def members_beside(question: Question, found: Found) -> list[Found]:
    """三大产业集群产值合计: the so many figures of one sentence that share the subject."""
    count = _COUNT.search(question.text)
    if count is None or found.best is None:
        return [found]
    model = found.best.figure
    alike = [
        c for c in found.agreeing if c.figure.sentence_start == model.sentence_start and c.figure.unit == model.unit
    ]
    alike = [c for c in alike if c.figure.measure is model.measure and c.figure.document == model.document]
    return (
        [replace(found, best=c, rivals=(), agreeing=(c,)) for c in alike] if len(alike) == _number(count) else [found]
    )


def members_by_name(question: Question, context: Context) -> list[Figure]:
    """甲产业链…、乙产业链…: the so many of one sentence whose names end in the group's noun. [] unless one has them."""
    counted = _KIND_OF_THING.search(question.text)
    if counted is None or len(question.periods) != 1 or len(question.subjects) != 1:
        return []
    own = [t for t in question.subjects[0].terms if counted["name"].find(t) >= 0]
    noun = (segments(own[-1]) or [""])[-1] if own else ""
    if len(noun) < 2:
        return []
    found = [
        members
        for region in asked_regions(question, context)
        for members in _of_one_sentence(question, noun, context, context.catalogue.names(region) if region else ())
        if len(members) == _number(counted)
    ]
    return found[0] if len(found) == 1 else []


def _of_one_sentence(question: Question, noun: str, context: Context, places: tuple[str, ...]) -> list[list[Figure]]:
    """The amounts of the asked time and kind that bear the noun, by sentence."""
    passages = context.passages(question, question.regions[0] if question.regions else None, PASSAGES)
    where = FigureFilter(places, passages=tuple(p.id for p in passages), groups=context.scope.groups)
    planned = any(kind in PLAN_KINDS for kind in question.kinds)
    sentences: dict[tuple[str, int, str], list[Figure]] = defaultdict(list)
    for figure in context.store.figures(where):
        fits = figure.measure is Measure.LEVEL and (figure.kind in PLAN_KINDS) == planned and not figure.row
        named = re.search(rf"[一-鿿]{{2}}{noun}", figure.phrase)
        if fits and named and dimension(figure.unit) == "money" and period_agreement(question.periods, figure.period):
            sentences[figure.document, figure.sentence_start, figure.unit].append(figure)
    return [sorted(figures, key=lambda figure: figure.start) for figures in sentences.values()]


def _number(count: re.Match[str]) -> int:
    said = count["n"]
    return int(said) if said.isdigit() else int(chinese_number(said))
