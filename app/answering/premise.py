"""A figure that a question takes for granted is held against the ledger before anything else is said."""

from __future__ import annotations

from dataclasses import replace

from app.answering.cells import find_cells
from app.answering.context import SURE_COVERAGE, Context
from app.answering.draft import Draft
from app.answering.lookup import claim_correction, say_figure
from app.question import Operation, Question


def note_premise(question: Question, context: Context, draft: Draft) -> bool:
    """States the right figure where the question gives a wrong one (建成了4个…在哪里). False when nothing is to be put right."""
    if not question.claims or not question.subjects:
        return False
    asked = replace(question, operation=Operation.LOOKUP, unit=question.claims[0].unit, unit_loose=False)
    for found in find_cells(asked, context):
        if (
            found.best
            and found.best.coverage >= SURE_COVERAGE
            and found.best.figure.certain
            and claim_correction(asked, found)
        ):
            say_figure(asked, found, draft)
            return True
    return False
