"""What a question takes for granted is held against the ledger before anything else is said."""

from __future__ import annotations

from dataclasses import replace

from app.answering.cells import find_cells
from app.answering.claims import about_claim, counts_other, held_against, nearest_cell, say_what_ranks, weigh_claim
from app.answering.context import SURE_COVERAGE, Context
from app.answering.correcting import claim_correction, describes, premise_correction
from app.answering.draft import Draft
from app.answering.found import Found
from app.answering.stating import say_figure
from app.understanding.question import Operation, Question
from vectorstore.figure import Direction, Measure
from vectorstore.quantity import Quantity


def note_premise(question: Question, context: Context, draft: Draft) -> bool:
    """States the right figure where the question takes a wrong one, or a wrong direction, for granted (为什么增长).

    False when nothing is to be put right.
    """
    noted = False
    for stated in question.premises:
        for claim in stated.claims:
            noted = _put_right(stated, claim, context, draft) or noted
    return noted or _presumption_put_right(question, context, draft)


def _put_right(stated: Question, claim: Quantity, context: Context, draft: Draft) -> bool:
    """The figure that contradicts a claim of the question. False when none does for sure."""
    asked = about_claim(stated, claim)
    if not asked.subjects:
        return False
    held = [one for one in held_against(claim, find_cells(asked, context)) if _is_sure(one)]
    if not held:
        return False
    found = nearest_cell(claim, held)
    shown, right = weigh_claim(asked, found)
    turned = premise_correction(asked, shown.figure)
    described = not turned and any(describes(c.sentence, claim) for c in found.agreeing[:5])
    if right or described or not shown.figure.certain or counts_other(shown):
        return False
    presumed = turned or f"问题中的“{claim.text}”与报告不符，实际是："
    best = replace(found, best=shown, rivals=())
    say_figure(replace(asked, operation=Operation.LOOKUP, claims=()), best, draft, presumed)
    if claim.rank:
        say_what_ranks(stated, context, draft)
    return True


def _is_sure(found: Found) -> bool:
    return found.best is not None and found.best.coverage >= SURE_COVERAGE and found.best.figure.certain


def _presumption_put_right(question: Question, context: Context, draft: Draft) -> bool:
    presumes = question.direction is not Direction.NONE and bool(question.indicators)
    if not question.subjects or not (question.claims or presumes):
        return False
    unit = question.claims[0].unit if question.claims else ""
    measure = Measure.GROWTH if presumes else question.measure
    subjects = tuple(replace(subject, counted=()) for subject in question.subjects)
    asked = replace(
        question, operation=Operation.LOOKUP, subjects=subjects, unit=unit, unit_loose=False, measure=measure
    )
    for found in find_cells(asked, context):
        if found.best is None or found.best.coverage < SURE_COVERAGE or not found.best.figure.certain:
            continue
        if claim_correction(asked, found) or premise_correction(asked, found.best.figure):
            say_figure(asked, found, draft)
            return True
    return False
