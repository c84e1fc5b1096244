"""Different values of one figure, side by side."""

from __future__ import annotations

from dataclasses import replace

from app.answering.draft import Draft
from app.answering.found import Found
from app.answering.stating import doubt_remark, in_asked_unit, place_and_time
from app.evidence.candidates import Candidate
from app.evidence.rivals import name_core
from app.phrasing import figure_clause, subject_label
from app.understanding.question import Question
from vectorstore.figure import KIND_LABELS


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
        name = "" if name_core(one) == name_core(figure) else subject_label(one)
        clause = figure_clause(replace(one, unit=one.unit or figure.unit))
        draft.say(
            f"- {place_and_time(one)}{name}{clause}{in_asked_unit(question, one)}"
            f"（见《{where.strip('《》')}》）[{number}]{doubt_remark(one)}"
        )
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
    elif all(f.row for f in figures) and len({f.section for f in figures}) > 1:
        reasons.append("出自不同表格")
    return "，".join(reasons) or "统计口径或取数时间不同"
