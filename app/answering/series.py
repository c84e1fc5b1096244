"""A figure over the years, as a table."""

from __future__ import annotations

from dataclasses import replace

from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.phrasing import figure_clause, period_label, subject_label
from app.question import Question
from vectorstore.figure import Figure, Measure


def answer_series(question: Question, context: Context, draft: Draft) -> bool:
    """One row a year. False when fewer than two years are there."""
    said = False
    for region in asked_regions(question, context):
        for subject in question.subjects:
            found = context.find(replace(question, periods=()), subject, region, None)
            if found.best is None:
                continue
            years = {y for period in question.periods for y in range(period.start, period.end + 1)}
            measure = question.measure or found.best.figure.measure
            rows = _by_year(
                [c.figure for c in found.agreeing if c.coverage >= found.best.coverage - 0.1],
                found.best.figure,
                measure,
            )
            rows = [f for f in rows if not years or (f.period and f.period.end in years)]
            if len(rows) < 2:
                continue
            said = True
            draft.say(f"{found.best.figure.region.name}{subject_label(found.best.figure)}：")
            draft.say("| 时间 | 数字 | 出处 |\n| --- | --- | --- |")
            for figure in rows:
                draft.say(f"| {period_label(figure.period)} | {figure_clause(figure)} | [{draft.state(figure)}] |")
    return said


def _by_year(figures: list[Figure], model: Figure, measure: Measure) -> list[Figure]:
    chosen: dict[str, Figure] = {}
    for figure in figures:
        if (
            figure.period
            and figure.measure is measure
            and figure.indicator == model.indicator
            and figure.period.start == figure.period.end
        ):
            chosen.setdefault(str(figure.period), figure)
    return [chosen[key] for key in sorted(chosen)]
