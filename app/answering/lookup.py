"""Answers that state figures: one line a cell, conflicts side by side, refusals with the nearest figures."""

from __future__ import annotations

from dataclasses import replace

from app.answer import Nearest
from app.agreement import PLAN_KINDS
from app.answering.cells import find_cells
from app.answering.context import Context, Found
from app.answering.draft import Draft
from app.evidence import Candidate
from app.phrasing import KIND_LABELS, figure_clause, number_text, period_label, subject_label
from app.question import Question
from vectorstore.figure import Direction, Figure, Measure
from vectorstore.quantity import UnitError, convert
from app.phrasing import plain

MOST_NEAREST = 3


def answer_figures(question: Question, context: Context, draft: Draft) -> bool:
    """States the figures asked for. False, with the draft untouched, when no cell was found."""
    found = find_cells(question, context)
    if not any(one.best for one in found):
        return False
    for one in found:
        if one.best is None:
            draft.say(missing_line(question, one))
            offer_nearest(one, draft)
        elif one.rivals:
            say_conflict(question, one, draft)
        else:
            say_figure(question, one, draft)
    return True


def say_figure(question: Question, found: Found, draft: Draft) -> None:
    """One sentence: where, when, what, the figure with its kind and qualifier, and what belongs to it."""
    assert found.best is not None
    figure = found.best.figure
    correction = premise_correction(question, figure)
    number = draft.state(figure)
    also = [draft.cite_figure(other.figure) for other in found.alike[:2]]
    marks = "".join(f"[{n}]" for n in dict.fromkeys([number, *also]))
    line = f"{correction}{place_and_time(figure)}{subject_label(figure)}{figure_clause(figure)}{in_asked_unit(question, figure)}"
    companion = _companion(question, found)
    if companion:
        draft.state(companion)
        line += f"，{figure_clause(replace(companion, kind=figure.kind)).removeprefix('目标为').removeprefix('预算为').removeprefix('预计')}"
    draft.say(f"{line}{marks}。{open_slot_remark(question, figure)}{doubt_remark(figure)}")


def say_conflict(question: Question, found: Found, draft: Draft) -> None:
    """Each value with its source, and the likely reason; none chosen."""
    assert found.best is not None
    draft.conflict = True
    figure = found.best.figure
    draft.say(f"{place_and_time(figure)}{subject_label(figure)}在报告中有不同说法：")
    for candidate in (found.best, *found.rivals):
        one = candidate.figure
        number = draft.state(one)
        where = one.subdocument or draft.citations[number - 1].title
        draft.say(f"- {figure_clause(one)}（《{where.strip('《》')}》）[{number}]{doubt_remark(one)}")
    draft.say(f"可能的原因：{conflict_reason([found.best, *found.rivals])}；请以发布单位的正式口径为准。")


def conflict_reason(candidates: list[Candidate]) -> str:
    """What differs between the places that give different values."""
    figures = [candidate.figure for candidate in candidates]
    reasons = []
    if len({f.kind for f in figures}) > 1:
        reasons.append("数字性质不同（" + "、".join(dict.fromkeys(KIND_LABELS[f.kind] for f in figures)) + "）")
    if len({f.document for f in figures}) > 1:
        reasons.append("出自不同文件")
    elif len({f.subdocument for f in figures}) > 1:
        reasons.append("出自同一文件中的不同报告，成稿时间或统计口径不同")
    if len({bool(f.row) for f in figures}) > 1:
        reasons.append("表格与正文口径不一")
    return "，".join(reasons) or "统计口径或取数时间不同"


def place_and_time(figure: Figure) -> str:
    return f"{figure.region.name}{period_label(figure.period)}"


def open_slot_remark(question: Question, figure: Figure) -> str:
    """Which year was taken when the question gave none."""
    if question.periods or figure.period is None:
        return ""
    return f"（问题未写明时间，此处按{period_label(figure.period)}）"


def doubt_remark(figure: Figure) -> str:
    return "" if figure.certain else f"（归属存疑：{figure.doubt or '由上下文推断'}，请核对原文）"


def in_asked_unit(question: Question, figure: Figure) -> str:
    """（即13600000万元）when the question asks for another unit."""
    if not question.unit or question.unit == figure.unit:
        return ""
    try:
        value = convert(figure.value, figure.unit, question.unit)
    except UnitError:
        return ""
    return f"（即{plain(value, 6)}{question.unit}）"


def premise_correction(question: Question, figure: Figure) -> str:
    """并非增长: when the question presumes the wrong direction."""
    if figure.measure not in (Measure.GROWTH, Measure.CHANGE) or Direction.NONE in (
        question.direction,
        figure.direction,
    ):
        return ""
    if question.direction is figure.direction:
        return ""
    wrong, right = ("增长", "下降") if figure.direction is Direction.DOWN else ("下降", "增长")
    return f"并非{wrong}，而是{right}："


def _companion(question: Question, found: Found) -> Figure | None:
    """The growth that stands beside a total in the same sentence, when the question asked for no one aspect."""
    best = found.best
    if best is None or question.measure or question.unit or best.figure.measure is not Measure.LEVEL or best.figure.row:
        return None
    for other in found.agreeing:
        figure = other.figure
        if (
            figure.measure is Measure.GROWTH
            and figure.indicator == best.figure.indicator
            and figure.sentence_start == best.figure.sentence_start
            and figure.document == best.figure.document
            and figure.period == best.figure.period
            and 0 < figure.start - best.figure.end < 12
        ):
            return figure
    return None


def missing_line(question: Question, found: Found) -> str:
    """Says what the reports do not hold."""
    where = found.region.name if found.region else ""
    when = period_label(found.period)
    kind = KIND_LABELS[question.kinds[0]] if len(question.kinds) == 1 and question.kind_strong else ""
    what = found.subject.indicators[0] if found.subject.indicators else found.subject.text
    return f"已载入的报告中没有查到{where}{when}“{what}”{'的' + kind if kind else ''}的数字。"


def offer_nearest(found: Found, draft: Draft) -> None:
    """The nearest figures that do exist, labelled as such."""
    offered = 0
    for candidate in found.near:
        figure = candidate.figure
        if candidate.coverage < 0.75 or not figure.certain:
            continue
        number = draft.state(figure)
        kind = KIND_LABELS[figure.kind] if figure.kind in PLAN_KINDS else ""
        label = f"{place_and_time(figure)}{subject_label(figure)}{kind}"
        draft.nearest.append(Nearest(f"{label} {number_text(figure)}", f"{label}是多少？", number))
        lead = "报告中相近的数字（并非所问）：" if offered == 0 else "另有："
        draft.say(f"{lead}{place_and_time(figure)}{subject_label(figure)}{figure_clause(figure)}[{number}]。")
        offered += 1
        if offered == MOST_NEAREST:
            return
