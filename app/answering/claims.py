"""Claims held against the ledger: 对, 不对 with the right figure, or not to be found."""

from __future__ import annotations

import re
from dataclasses import replace

from app.answering.cells import find_cells
from app.answering.conflicting import say_conflict
from app.answering.context import Context, Found
from app.answering.correcting import equals_claim
from app.answering.draft import Draft
from app.answering.nearest import missing_line, offer_nearest
from app.answering.stating import in_asked_unit, place_and_time
from app.evidence import Candidate
from app.phrasing import figure_clause, subject_label
from app.question import Operation, Question
from app.rivals import ROUGHLY
from vectorstore.figure import Direction, Figure, Measure
from vectorstore.gazetteer import short_name
from vectorstore.quantity import Quantity, same_dimension, to_base

NEARLY_AS_GOOD = 0.12
_AT_LEAST = re.compile(r"超|突破|高于|大于|不低于|不少于|以上|多于|至少|逾|余|多|[>≥]")
_AT_MOST = re.compile(r"不到|不足|低于|小于|不超过|不高于|以内|以下|至多|[<≤]")


def answer_claim(question: Question, context: Context, draft: Draft) -> bool:
    """Says of each of the question's own figures whether it is right. False with nothing to hold them against."""
    missing: list[Found] = []
    for claim in question.claims:
        found = find_cells(_about(question, claim), context)
        held = [
            one for one in found if one.best and any(same_dimension(c.figure.unit, claim.unit) for c in one.agreeing)
        ]
        if held:
            _judge(_about(question, claim), _nearest_cell(claim, held), draft)
        else:
            missing += [one for one in found if one.best or one.near][:1]
    if draft.lines or not missing:
        return bool(draft.lines)
    draft.refused = True
    draft.say(missing_line(question, missing[0]))
    offer_nearest(missing[0], draft)
    return True


def _about(question: Question, claim: Quantity) -> Question:
    """The question as it stands for one claim: growth where the claim is a percentage said to rise or fall."""
    before = question.text[: question.text.find(claim.text)]
    words = list(re.finditer(r"(增长|增加|上升|提高)|(下降|减少|降低|下滑|负增长)", before[-14:]))
    direction = Direction.NONE if not words else Direction.UP if words[-1].group(1) else Direction.DOWN
    moving = claim.unit == "%" and direction is not Direction.NONE
    share = claim.unit == "%" and question.measure is Measure.SHARE
    measure = Measure.GROWTH if moving else Measure.SHARE if share else None
    subjects = tuple(replace(subject, measure=None) for subject in question.subjects)
    said = [(before.rfind(short_name(region.name)), region) for region in question.regions]
    spoken = [region for at, region in sorted(said, key=lambda pair: pair[0]) if at >= 0]
    if len(question.regions) > 1 and spoken:
        question = replace(question, regions=(spoken[-1],))  # the place named last before the claim
    return replace(
        question,
        operation=Operation.VERIFY,
        claims=(claim,),
        measure=measure,
        direction=direction,
        subjects=subjects,
        unit="",
    )


def _nearest_cell(claim: Quantity, held: list[Found]) -> Found:
    """The cell that the claim speaks of: one that holds its value, else one of its very unit, else the first."""
    for one in held:
        if any(equals_claim(claim, c.figure) and c.coverage >= one.agreeing[0].coverage - 0.1 for c in one.agreeing):
            return one
    return next((one for one in held if any(c.figure.unit == claim.unit for c in one.agreeing[:2])), held[0])


def _judge(question: Question, found: Found, draft: Draft) -> None:
    assert found.best is not None
    near_best = [c for c in found.agreeing if c.score >= found.best.score - NEARLY_AS_GOOD]
    pool = [found.best, *found.rivals, *found.alike, *near_best]
    comparable = [c for c in pool if any(same_dimension(c.figure.unit, q.unit) for q in question.claims)]
    right = next((c for c in comparable if any(_matches(question, q, c) for q in question.claims)), None)
    shown = right or (comparable[0] if comparable else found.best)
    assert shown is not None
    if right and found.rivals:
        draft.say("报告中有这一说法，但不同文件或章节的数字不一致。")
        say_conflict(question, found, draft)
        return
    number = draft.state(shown.figure)
    verdict = "对。" if right else f"不对{_why(question, shown)}。"
    draft.say(
        f"{verdict}{place_and_time(shown.figure)}{subject_label(shown.figure)}{figure_clause(shown.figure)}"
        f"{in_asked_unit(question, shown.figure)}[{number}]。"
    )


def _within(claim: Quantity, figure: Figure) -> bool:
    """Claims with a comparator: 超过480亿元 holds for more, 不到500亿元 for less, 约 for what rounds to it."""
    said, held = to_base(abs(claim.value), claim.unit)[0], to_base(figure.value, figure.unit)[0]
    if _AT_LEAST.search(claim.qualifier):
        return held >= said
    if _AT_MOST.search(claim.qualifier):
        return held <= said
    return abs(held - said) <= said * ROUGHLY


def _matches(question: Question, claim: Quantity, candidate: Candidate) -> bool:
    figure = candidate.figure
    if Direction.NONE not in (question.direction, figure.direction) and question.direction is not figure.direction:
        return False
    if claim.qualifier and same_dimension(claim.unit, figure.unit):
        return _within(claim, figure)
    return equals_claim(claim, figure)


def _why(question: Question, shown: Candidate) -> str:
    if (
        Direction.NONE not in (question.direction, shown.figure.direction)
        and question.direction is not shown.figure.direction
    ):
        return "，方向相反"
    return ""
