"""Whose number it is that a question ascribes to the wrong place: 260个 is the city's task, not the district's."""

from __future__ import annotations

from app.answering.context import Context
from app.answering.correcting import equals_claim
from app.answering.draft import Draft
from app.answering.stating import place_and_time
from app.phrasing import figure_clause, subject_label
from app.understanding.question import Question
from vectorstore.figure import Figure
from vectorstore.quantity import Quantity, same_dimension
from vectorstore.record import FigureFilter

_PUT_RIGHT = ("不对", "与报告不符")


def say_whose(question: Question, context: Context, draft: Draft, since: int) -> None:
    """Names the place that a refuted number belongs to, where the reports give it of the same thing and time.

    since: how many figures the draft held before this question.
    """
    stated = draft.evidence[since:]
    if not stated or not any(word in line for line in draft.lines for word in _PUT_RIGHT):
        return
    for claim in question.claims:
        if claim.rank or any(_is(claim, figure) for figure in stated):
            continue
        owner = next((figure for figure in _of_others(stated, context) if _is(claim, figure)), None)
        if owner:
            number = draft.state(owner)
            told = f"{place_and_time(owner)}{subject_label(owner)}{figure_clause(owner)}"
            draft.say(f"报告里的“{claim.text}”是另一地区的数：{told}[{number}]。")


def _of_others(stated: list[Figure], context: Context) -> list[Figure]:
    places = {figure.region.name for figure in stated}
    years = {year for figure in stated if figure.period for year in (figure.period.start, figure.period.end)}
    names = tuple({figure.indicator for figure in stated})
    where = FigureFilter(indicators=names, years=tuple(sorted(years)), groups=context.scope.groups)
    return [figure for figure in context.store.figures(where) if figure.region.name not in places and figure.certain]


def _is(claim: Quantity, figure: Figure) -> bool:
    return same_dimension(figure.unit, claim.unit) and equals_claim(claim, figure)
