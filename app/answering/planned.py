"""A plan and its result: a question that states the plan's number for a fact is about the result."""

from __future__ import annotations

from app.answering.found import Found
from app.evidence.candidates import Candidate
from app.evidence.rivals import same_name
from app.understanding.question import PLAN_KINDS, RESULT_KINDS
from vectorstore.quantity import same_dimension

NEARLY_AS_SURE = 0.1


def outcome_of(planned: Candidate, found: Found) -> Candidate | None:
    """The result of what a claim gives the plan of; None where the figure is no plan, or has no result yet."""
    plan = planned.figure
    if plan.kind not in PLAN_KINDS:
        return None
    for other in found.agreeing:
        figure = other.figure
        of_it = (figure.measure, figure.period, figure.region) == (plan.measure, plan.period, plan.region)
        alike = same_dimension(figure.unit, plan.unit) and other.coverage >= planned.coverage - NEARLY_AS_SURE
        if figure.kind in RESULT_KINDS and of_it and alike and same_name(figure, plan, wide=True):
            return other
    return None
