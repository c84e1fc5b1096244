"""Claims held against the ledger: 对, 不对 with the right figure, or not to be found."""

from __future__ import annotations

from dataclasses import replace

from app.answering.cells import find_cells
from app.answering.context import Context, Found
from app.answering.draft import Draft
from app.answering.lookup import equals_claim, in_asked_unit, missing_line, offer_nearest, place_and_time, say_conflict
from app.evidence import Candidate
from app.phrasing import figure_clause, subject_label
from app.question import Operation, Question
from vectorstore.figure import Direction, Measure
from vectorstore.quantity import Quantity, UnitError, same_dimension, to_base


def answer_claim(question: Question, context: Context, draft: Draft) -> bool:
    """Says whether the question's own figure is right. False when there is nothing to hold it against."""
    if not question.claims:
        return False
    plain = replace(question, operation=Operation.LOOKUP, measure=_claimed_measure(question))
    found = [one for one in find_cells(plain, context) if one.best or one.near]
    if not any(one.best for one in found):
        for one in found[:1]:
            draft.refused = True
            draft.say(missing_line(question, one))
            offer_nearest(one, draft)
        return bool(found)
    for claim in question.claims:
        held = [
            one for one in found if one.best and any(same_dimension(c.figure.unit, claim.unit) for c in one.agreeing)
        ]
        if held:
            _judge(replace(question, claims=(claim,)), _nearest_cell(claim, held), draft)
    if not draft.lines:
        for one in found:
            if one.best:
                _judge(question, one, draft)
    return True


def _nearest_cell(claim: Quantity, held: list[Found]) -> Found:
    """The cell that the claim speaks of: one that holds its value, else one of its very unit, else the first."""
    for one in held:
        if any(equals_claim(claim, c.figure) and c.coverage >= one.agreeing[0].coverage - 0.1 for c in one.agreeing):
            return one
    return next((one for one in held if any(c.figure.unit == claim.unit for c in one.agreeing[:2])), held[0])


def _claimed_measure(question: Question) -> Measure | None:
    claim = question.claims[0]
    if question.measure is None and claim.unit == "%" and question.direction is not Direction.NONE:
        return Measure.GROWTH
    return question.measure


def _judge(question: Question, found: Found, draft: Draft) -> None:
    comparable = [
        c
        for c in (found.best, *found.rivals, *found.alike, *found.agreeing)
        if c and any(same_dimension(c.figure.unit, q.unit) for q in question.claims)
    ]
    right = (
        next(
            (
                c
                for c in comparable
                if c.coverage >= found.best.coverage - 0.1 and any(_matches(question, q, c) for q in question.claims)
            ),
            None,
        )
        if found.best
        else None
    )
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


def _matches(question: Question, claim: Quantity, candidate: Candidate) -> bool:
    figure = candidate.figure
    if Direction.NONE not in (question.direction, figure.direction) and question.direction is not figure.direction:
        return False
    try:
        return to_base(abs(claim.value), claim.unit) == to_base(figure.value, figure.unit)
    except UnitError:
        return (abs(claim.value), claim.unit) == (figure.value, figure.unit)


def _why(question: Question, shown: Candidate) -> str:
    if (
        Direction.NONE not in (question.direction, shown.figure.direction)
        and question.direction is not shown.figure.direction
    ):
        return "，方向相反"
    return ""
