"""A figure that a question takes for granted is held against the ledger before anything else is said."""

from __future__ import annotations

from dataclasses import replace

from app.answering.cells import find_cells
from app.answering.context import SURE_COVERAGE, Context
from app.answering.correcting import claim_correction, premise_correction
from app.answering.draft import Draft
from app.answering.stating import say_figure
from app.question import Operation, Question
from vectorstore.figure import Direction, Measure


def note_premise(question: Question, context: Context, draft: Draft) -> bool:
    """States the right figure where the question takes a wrong one, or a wrong direction, for granted (为什么增长).

    False when nothing is to be put right.
    """
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
