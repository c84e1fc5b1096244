"""One figure as one sentence: where, when, what, how much, with what belongs to it."""

from __future__ import annotations

import re
from dataclasses import replace

from app.answering.correcting import claim_correction, premise_correction
from app.answering.draft import Draft
from app.answering.found import Found
from app.phrasing import figure_clause, period_label, plain, subject_label
from app.understanding.question import PLAN_KINDS, Operation, Question
from vectorstore.figure import Direction, Figure, Measure
from vectorstore.quantity import UnitError, convert, split_scale


def say_figure(
    question: Question, found: Found, draft: Draft, correction: str = "", beside: Figure | None = None
) -> None:
    """One sentence: where, when, what, the figure with its kind and qualifier, and what belongs to it.

    correction: what the figure puts right, "" to see for oneself. beside: what else of it is to be said.
    """
    assert found.best is not None
    ends = _ends_of_row(question, found) if question.with_start else None
    if ends:
        for end in ends:
            draft.say(f"{place_and_time(end)}{subject_label(end)}{figure_clause(end)}[{draft.state(end)}]。")
        return
    figure = found.best.figure
    correction = correction or claim_correction(question, found) or premise_correction(question, figure)
    number = draft.state(figure)
    also = [draft.cite_figure(other.figure) for other in found.alike[:2]]
    marks = "".join(f"[{n}]" for n in dict.fromkeys([number, *also]))
    line = f"{correction}{place_and_time(figure)}{subject_label(figure)}{figure_clause(figure)}"
    line += in_asked_unit(question, figure)
    start = _start(found) if question.with_start else None
    if start:
        draft.state(start)
        line += f"，原{_bare_clause(start)}"
    companion = beside or _companion(question, found)
    if companion:
        draft.state(companion)
        amount = "为" if beside else ""
        line += f"，{amount}{_bare_clause(replace(companion, kind=figure.kind)).removeprefix(amount)}"
    remarks = open_slot_remark(question, figure) + doubt_remark(figure)
    if not companion:
        remarks += rate_remark(question, figure)
    if found.loose:
        remarks += "（报告的说法与所问不同，这是意思最接近的一处，请核对原文）"
    draft.say(f"{line}{marks}。{remarks}")


def place_and_time(figure: Figure) -> str:
    return f"{figure.region.name}{period_label(figure.period)}"


def in_asked_unit(question: Question, figure: Figure) -> str:
    """（即13600000万元）when the question asks for another unit."""
    if not question.unit or question.unit == figure.unit or question.unit_loose:
        return ""
    asked, printed = split_scale(question.unit), split_scale(figure.unit)
    if asked[1] == printed[1] and not asked[0] and question.operation is not Operation.CONVERT and not question.carried:
        return ""  # 多少亩 is answered by 52.3万亩
    try:
        value = convert(figure.value, figure.unit, question.unit)
    except UnitError:
        return ""
    return f"，即{plain(value, 6)}{question.unit}"


def open_slot_remark(question: Question, figure: Figure) -> str:
    """Which year was taken when the question gave none."""
    if question.periods or figure.period is None:
        return ""
    return f"（问题未写明时间，此处按{period_label(figure.period)}）"


def rate_remark(question: Question, figure: Figure) -> str:
    """Says that only the change is held, where the question may have meant the total (地区生产总值是多少: 下降10%)."""
    moved = question.measure is not None or question.with_growth or question.direction is not Direction.NONE
    asked = moved or question.unit
    if asked or figure.measure is not Measure.GROWTH or figure.row or figure.kind in PLAN_KINDS:
        return ""  # targets are mostly set as growth
    return "（报告给出的是增减幅度，没有查到总量）"


def doubt_remark(figure: Figure) -> str:
    return "" if figure.certain else f"（归属存疑：{figure.doubt or '由上下文推断'}，请核对原文）"


def _bare_clause(figure: Figure) -> str:
    clause = figure_clause(figure)
    for lead in ("目标为", "预算为", "决算为", "预计"):
        clause = clause.removeprefix(lead)
    return clause


def _companion(question: Question, found: Found) -> Figure | None:
    """The growth that stands beside a total in the same sentence, when the question asked for no one aspect."""
    best = found.best
    if best is None:
        return None
    if best.figure.measure is Measure.RANK and not best.figure.row:
        return _ranked(best.figure, found)
    if best.figure.measure is Measure.GROWTH and not question.measure and not question.unit and not best.figure.row:
        return _level_beside(best.figure, found)
    if best.figure.measure is not Measure.LEVEL:
        return None
    if not question.with_growth and (question.measure or question.unit or best.figure.row):
        return None
    for other in found.agreeing:
        figure = other.figure
        if (
            figure.measure is Measure.GROWTH
            and figure.indicator == best.figure.indicator
            and figure.sentence_start == best.figure.sentence_start
            and figure.document == best.figure.document
            and _same_end(question, figure, best.figure)
            and (question.with_growth or 0 < figure.start - best.figure.end < 12)
        ):
            return figure
    return None


def _ends_of_row(question: Question, found: Found) -> tuple[Figure, Figure] | None:
    """从多少提到多少 of a row of a table: its value of the asked year, else of its last, and the earliest one."""
    assert found.best is not None
    best = found.best.figure
    cells = [c.figure for c in (*found.agreeing, *found.near) if _is_of_sentence(c.figure, best)]
    row = [f for f in cells if f.row and f.row == best.row and f.period and f.measure is best.measure]
    years = sorted((f for f in row if f.unit == best.unit and f.period), key=lambda f: f.period.end if f.period else 0)
    if not years or best.period is None:
        return None
    last = best if question.periods else years[-1]
    first = years[0]
    return (first, last) if first.period and last.period and first.period.end < last.period.end else None


def _start(found: Found) -> Figure | None:
    """What the best figure rose or fell from: the value that its sentence gives right before it (由…增加到…)."""
    assert found.best is not None
    best = found.best.figure
    same = [c.figure for c in (*found.agreeing, *found.near) if _is_of_sentence(c.figure, best)]
    before = [figure for figure in same if figure.start < best.start and figure.unit == best.unit]
    lead = found.best.sentence[: before[-1].start - best.sentence_start] if before else ""
    return before[-1] if re.search(r"[由从][^,，;；。]{0,6}$", lead) else None


def _is_of_sentence(figure: Figure, best: Figure) -> bool:
    return (figure.document, figure.sentence_start, figure.indicator) == (
        best.document,
        best.sentence_start,
        best.indicator,
    )


def _ranked(rank: Figure, found: Found) -> Figure | None:
    """增长20.5%,全市第1位: what it is that ranks, right before the rank."""
    said = [c.figure for c in (*found.agreeing, *found.near) if _is_of_sentence(c.figure, rank)]
    before = [f for f in said if f.measure is not Measure.RANK and rank.start - _RANK_BEHIND < f.end <= rank.start]
    same = [f for f in before if (f.period, f.kind) == (rank.period, rank.kind)]
    return max(same, key=lambda figure: figure.start, default=None)


_RANK_BEHIND = 16  # characters between a figure and its rank: 14个百分点,居全市


def _level_beside(growth: Figure, found: Found) -> Figure | None:
    """增长6.5%、规模突破2000亿元: the total of the same sentence, period and kind."""
    for other in found.agreeing:
        figure = other.figure
        same = (figure.document, figure.sentence_start, figure.indicator, figure.period, figure.kind)
        if figure.measure is Measure.LEVEL and same == (
            growth.document,
            growth.sentence_start,
            growth.indicator,
            growth.period,
            growth.kind,
        ):
            return figure
    return None


def _same_end(question: Question, growth: Figure, level: Figure) -> bool:
    """The growth's period; beside a plan's end value the yearly growth over the plan is meant."""
    if growth.period == level.period:
        return True
    both = growth.period is not None and level.period is not None
    return question.with_growth and both and growth.period.end == level.period.end  # type: ignore[union-attr]
