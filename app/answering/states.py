"""One state of a thing that moves: looked up by itself, and told from a state of another thing."""

from __future__ import annotations

from dataclasses import replace

from app.answering.context import Context
from app.answering.found import Found
from app.evidence.rivals import same_name
from app.understanding.question import Operation, Question, Subject
from vectorstore.figure import Figure, Measure
from vectorstore.period import Period
from vectorstore.quantity import same_dimension
from vectorstore.region import Region


def find_state(
    question: Question,
    subject: Subject,
    region: Region | None,
    period: Period | None,
    context: Context,
    measure: Measure = Measure.LEVEL,
) -> Found:
    unit = question.unit if measure is not Measure.GROWTH else ""
    asked = replace(question, operation=Operation.LOOKUP, measure=measure, unit=unit, with_growth=False)
    return context.find(asked, subject, region, period)


def are_one_thing(one: Figure, other: Figure) -> bool:
    """Whether two states are of one thing at two times."""
    states = one.measure is other.measure and one.measure in (Measure.LEVEL, Measure.SHARE)
    return (
        states
        and one.period != other.period
        and same_dimension(one.unit, other.unit)
        and same_name(one, other, wide=True)
    )
