"""Follow-ups that ask for the neighbour of the figure given before: in its sentence, or in its column of a table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.answering.cells import find_cells
from app.answering.context import Context
from app.answering.draft import Draft
from app.answering.found import Found
from app.answering.stating import say_figure
from app.evidence.agreement import measure_agreement, period_agreement
from app.evidence.candidates import Candidate
from app.evidence.penalties import LEAD, is_other_side, stage_of
from app.evidence.reach import Reach
from app.understanding.aspects import of_things
from app.understanding.question import COMPUTING, PLAN_KINDS, Operation, Question, Subject
from app.understanding.terms import term_weight
from vectorstore.figure import Figure, Measure
from vectorstore.quantity import dimension, same_dimension
from vectorstore.record import FigureFilter
from vectorstore.regions import same_place

MOST_ANCHORS = 4
NEAR = 0.85
_FIGURES = frozenset({Operation.LOOKUP, *COMPUTING})
_STOCK = re.compile(r"总数|总量|总规模")


def answer_sibling(question: Question, context: Context, draft: Draft) -> bool:
    """States the figures beside those of the turn before that bear the follow-up's own words. False without any."""
    siblings = find_siblings(question, context)
    if any(one.best and told_otherwise(one.best.figure, context) for one in siblings):
        searched = find_cells(question, context)
        if searched and all(one.best for one in searched) and any(one.rivals for one in searched):
            return False  # another report gives it otherwise: both are laid side by side
    for found in siblings:
        say_figure(question, found, draft)
    return bool(siblings)


def told_otherwise(figure: Figure, context: Context) -> bool:
    """Whether the reports give the same thing with another value: that is for the search to lay side by side."""
    where = FigureFilter(regions=context.catalogue.names(figure.region), indicators=(figure.indicator,))
    slots = (figure.period, figure.kind, figure.measure, figure.unit)
    return any(
        (one.period, one.kind, one.measure, one.unit) == slots and one.value != figure.value
        for one in context.store.figures(replace(where, groups=context.scope.groups))
    )


def find_siblings(question: Question, context: Context) -> list[Found]:
    """One neighbour for each figure of the turn before, [] where not every one of them has its own."""
    before = question.before
    if before is None or question.operation is not Operation.LOOKUP or question.claims:
        return []
    if len(question.periods) > 1 and question.periods != before.periods:
        return []  # 两年都要: beside the figure of one year stands nothing of the other
    groups = [_own_words(asked, before, context) for asked in _asked_apart(question)]
    if not all(groups):
        return []
    anchors = stated_before(before, context)
    if len(groups) > 1 and len(anchors) > 1:
        return []
    found = [_sibling(question, words, anchor, context) for words in groups if words for anchor in anchors]
    chosen = {one.best.figure.key for one in found if one and one.best}
    return [one for one in found if one] if found and len(chosen) == len(found) else []


def stated_before(before: Question, context: Context) -> list[Figure]:
    """The figures that a turn was answered with, [] where it asked for none, or for those of several places."""
    if before.parts:
        figures = [figure for part in before.parts for figure in stated_before(part, context)]
    elif before.operation not in _FIGURES or before.refusal:
        return []
    else:
        found = find_siblings(before, context) or find_cells(before, context)
        figures = [one.best.figure for one in found if one.best]
    places = [figure.region for figure in figures]
    return figures if len(figures) <= MOST_ANCHORS and all(same_place(p, places[0]) for p in places) else []


@dataclass(frozen=True)
class _Words:
    """What the follow-up says itself. telling: words that the neighbour must bear; stage: 启动 or 完成, "" if neither.

    only_unit: it says nothing but a unit or an aspect (多少钱, 占比): the neighbour must be the only one with that.
    """

    telling: tuple[str, ...]
    light: tuple[str, ...]
    stage: str
    only_unit: bool

    @property
    def of_the_anchor(self) -> bool:
        """总投资多少: the words name no thing, so it is of what was asked before and no other row's."""
        return bool(self.telling) and not of_things([*self.telling, *self.light])


def _asked_apart(question: Question) -> list[Question]:
    """甲和乙各多少: each by itself."""
    return [replace(question, subjects=(one,)) for row in question.alternatives[:1] for one in row] or [question]


def _own_words(question: Question, before: Question, context: Context) -> _Words | None:
    """The words that the turn before did not say; None where there are none to tell a neighbour by."""
    said = {*before.terms, *(t for part in before.parts for t in part.terms)}
    own = [term for term in question.terms if term not in said]
    stock = _STOCK.search(question.text)
    if stock and not own:
        own = [stock.group()]
    if question.unit and dimension(question.unit) == "area":
        own = [term for term in own if term != "面积"]  # 多大面积 says no more than its unit
    telling = tuple(t for t in own if t in question.indicators or term_weight(t, context.wording) >= 1 or stock)
    stage = stage_of(question.text)
    moved = stage if stage and stage != stage_of(before.text) else ""
    only_unit = bool(question.unit) and question.unit != before.unit
    only_unit = only_unit or (question.measure is Measure.SHARE and before.measure is not Measure.SHARE)
    light = tuple(t for t in own if t not in telling)
    return _Words(telling, light, moved, not (telling or moved)) if telling or moved or only_unit else None


def subject_of(question: Question, figure: Figure) -> Subject:
    """What a follow-up asks for; one that names nothing (有几张) asks for what the figure beside is of."""
    return question.subjects[0] if question.subjects else Subject(figure.phrase, (), ())


def _sibling(question: Question, words: _Words, anchor: Figure, context: Context) -> Found | None:
    """The best neighbour of one figure."""
    clean = context.store.clean_text(anchor.document)
    scored = []
    for figure in _around(anchor, context):
        if not _fits(question, anchor, figure) or (figure.row != anchor.row and words.of_the_anchor):
            continue
        if question.subjects and is_other_side(question.subjects[0], figure):
            continue
        reach = Reach(figure, clean, context.wording)
        if words.only_unit and question.unit and not same_dimension(figure.unit, question.unit):
            continue
        level = min((_level(reach, w, question) for w in words.telling), default=1.0)
        lead = clean[max(figure.sentence_start, figure.start - LEAD) : figure.start]
        stage = stage_of(figure.phrase + lead)
        if level < NEAR or (words.stage and stage != words.stage):
            continue
        light = sum(reach.level(word) for word in words.light)
        parallel = _parallel(figure, anchor) - _unasked(figure, anchor, words)
        distance = abs(figure.start - anchor.start)
        scored.append(((same_dimension(figure.unit, anchor.unit), level == 1.0, light + parallel, -distance), figure))
    if not scored or (words.only_unit and (len(scored) > 1 or same_dimension(scored[0][1].unit, anchor.unit))):
        return None
    best = max(scored, key=lambda pair: pair[0])[1]
    subject = subject_of(question, best)
    candidate = Candidate(best, clean[best.sentence_start : best.sentence_end], 1.0, True, 1.0, 1.0, 1.0, 0.0)
    period = question.periods[0] if question.periods else None
    return Found(subject, best.region, period, candidate, agreeing=(candidate,))


def _level(reach: Reach, word: str, question: Question) -> float:
    return reach.names(word) if word in question.indicators else reach.level(word)


def _around(anchor: Figure, context: Context) -> Iterable[Figure]:
    """The other figures of its sentence; for a table's cell those of its column."""
    passages = () if anchor.row else (anchor.passage,)
    where = FigureFilter(documents=(anchor.document,), passages=passages, groups=context.scope.groups)
    for figure in context.store.figures(where):
        if figure.start == anchor.start or figure.subdocument != anchor.subdocument:
            continue
        in_column = bool(anchor.row) and figure.column == anchor.column and figure.section == anchor.section
        in_sentence = not anchor.row and figure.sentence_start == anchor.sentence_start
        if in_column or in_sentence:
            yield replace(figure, region=context.catalogue.true_name(figure.region))


def _fits(question: Question, anchor: Figure, figure: Figure) -> bool:
    """Whether it is of the asked period, kind and unit; what the follow-up leaves open is as with the figure before."""
    period = figure.period == anchor.period
    if question.periods:
        period = period_agreement(question.periods, figure.period) > 0
    wanted = question.kinds[0] if question.kinds else anchor.kind
    kind = (figure.kind in PLAN_KINDS) == (wanted in PLAN_KINDS)
    if question.unit or question.measure not in (None, anchor.measure):
        like = measure_agreement(question, figure) > 0
    else:
        named = bool(question.subjects)  # 协议投资多少 after a count of projects
        measure = Measure.LEVEL if named else anchor.measure
        like = figure.measure is measure and (named or same_dimension(figure.unit, anchor.unit))
    return period and kind and like


def _parallel(figure: Figure, anchor: Figure) -> float:
    """How alike the two names are: 食用菌总产值 and 林果总产值."""
    own, other = _name(figure), _name(anchor)
    return sum(character in other for character in own) / len(own) if own else 0.0


def _unasked(figure: Figure, anchor: Figure, words: _Words) -> float:
    own = _name(figure)
    for word in (*words.telling, *words.light):
        own = own.replace(word, "")
    return sum(character not in _name(anchor) for character in own) / max(1, len(_name(figure)))


def _name(figure: Figure) -> str:
    return figure.row.split("/")[-1] if figure.row else figure.phrase or figure.indicator
