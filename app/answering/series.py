"""A figure over the years, as a table."""

from __future__ import annotations

import re
from dataclasses import replace

from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.answering.found import Found
from app.answering.stating import say_figure
from app.phrasing import figure_clause, period_label, subject_label
from app.understanding.question import Question
from vectorstore.figure import Figure, Measure
from vectorstore.period import Period

MOST_YEARS = 15
_EACH = re.compile(r"[每各]一?年|逐年|历年|分年|分别|各(?:是|为|有)?多少")
_MEAN = re.compile(r"平均|年均|均每年|每年平均")


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


def each_year(question: Question, context: Context) -> list[Found]:
    """2016到2019年平均每年…: the figure of every year of the one span asked for.

    Empty where a year is missing, the years' figures do not give one thing, or the reports give the span as a whole.
    """
    span = question.periods[0] if len(question.periods) == 1 else None
    if span is None or span.part or not 0 < span.end - span.start < MOST_YEARS or len(question.subjects) != 1:
        return []
    subject = question.subjects[0]
    levels = replace(question, measure=question.measure or Measure.LEVEL)
    found: list[Found] = []
    for region in asked_regions(question, context):
        whole = context.find(levels, subject, region, span)
        if whole.best is not None and whole.best.figure.period == span:
            return []
        years = [Period.year(year) for year in range(span.start, span.end + 1)]
        found += [context.find(replace(levels, periods=(year,)), subject, region, year) for year in years]
    figures = [one.best.figure for one in found if one.best]
    alike = {(figure.indicator, figure.region, figure.measure) for figure in figures}
    exact = all(one.best and one.best.figure.period == one.period for one in found)
    return found if exact and len(figures) == len(found) and len(alike) == 1 else []


def answer_each_year(question: Question, context: Context, draft: Draft) -> bool:
    """2016到2019年每年各多少: the figure of every year. False where that is not asked, or a year lacks it."""
    if not _EACH.search(question.text) or _MEAN.search(question.text):
        return False
    found = each_year(question, context)
    for one in found:
        say_figure(question, one, draft)
    return bool(found)


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
