"""Answers that state figures: one line a cell, conflicts side by side, refusals with the nearest figures."""

from __future__ import annotations

from dataclasses import replace

from app.agreement import PLAN_KINDS
from app.answer import Nearest
from app.answering.cells import find_cells
from app.answering.context import Context, Found
from app.answering.draft import Draft
from app.evidence import Candidate
from app.phrasing import figure_clause, number_text, period_label, plain, subject_label
from app.question import Operation, Question
from app.question_text import asks_agreement
from app.rivals import is_elsewhere, name_core
from vectorstore.figure import KIND_LABELS, Direction, Figure, Measure
from vectorstore.quantity import Quantity, UnitError, convert, same_dimension, split_scale, to_base

MOST_NEAREST = 3
NEAR_COVERAGE = 0.75


def answer_figures(question: Question, context: Context, draft: Draft) -> bool:
    """States the figures asked for. False, with the draft untouched, when no cell was found."""
    found = find_cells(question, context)
    if not any(one.best for one in found) and question.measure and question.claims:
        # the premise can be put right even where the aspect asked for is not in the reports
        question = replace(question, measure=None)
        found = find_cells(question, context)
    if not any(one.best for one in found):
        return False
    for one in found:
        if one.best is None:
            if not question.all_regions:
                draft.say(missing_line(question, one))
                offer_nearest(one, draft, 1)
        elif one.rivals:
            say_conflict(question, one, draft)
        else:
            say_figure(question, one, draft)
            _say_agreement(question, one, draft)
    return True


def _say_agreement(question: Question, found: Found, draft: Draft) -> None:
    """几个报告口径一样吗: that they agree, or that there is but one place to read it in."""
    assert found.best is not None
    if not asks_agreement(question.text):
        return
    best = found.best
    own = best.sentence.split()  # the same sentence in a copy of the report is no second word on it
    elsewhere = [c for c in found.alike if is_elsewhere(best.figure, c.figure) and c.sentence.split() != own]
    draft.say("几处说法一致。" if elsewhere else "已载入的报告中只有一处给出这一数字，没有另一处可以对照。")


def say_figure(question: Question, found: Found, draft: Draft) -> None:
    """One sentence: where, when, what, the figure with its kind and qualifier, and what belongs to it."""
    assert found.best is not None
    figure = found.best.figure
    correction = claim_correction(question, found) or premise_correction(question, figure)
    number = draft.state(figure)
    also = [draft.cite_figure(other.figure) for other in found.alike[:2]]
    marks = "".join(f"[{n}]" for n in dict.fromkeys([number, *also]))
    line = f"{correction}{place_and_time(figure)}{subject_label(figure)}{figure_clause(figure)}"
    line += in_asked_unit(question, figure)
    companion = _companion(question, found)
    if companion:
        draft.state(companion)
        line += f"，{_bare_clause(replace(companion, kind=figure.kind))}"
    remarks = open_slot_remark(question, figure) + doubt_remark(figure)
    if not companion:
        remarks += rate_remark(question, figure)
    draft.say(f"{line}{marks}。{remarks}")


def _bare_clause(figure: Figure) -> str:
    clause = figure_clause(figure)
    for lead in ("目标为", "预算为", "决算为", "预计"):
        clause = clause.removeprefix(lead)
    return clause


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
    return "，".join(reasons) or "统计口径或取数时间不同"


def place_and_time(figure: Figure) -> str:
    return f"{figure.region.name}{period_label(figure.period)}"


def open_slot_remark(question: Question, figure: Figure) -> str:
    """Which year was taken when the question gave none."""
    if question.periods or figure.period is None:
        return ""
    return f"（问题未写明时间，此处按{period_label(figure.period)}）"


def rate_remark(question: Question, figure: Figure) -> str:
    """Says that only the change is held, where the question may have meant the total (地区生产总值是多少: 下降10%)."""
    asked = question.measure is not None or question.direction is not Direction.NONE or question.unit
    if asked or figure.measure is not Measure.GROWTH or figure.row:
        return ""
    return "（报告给出的是增减幅度，没有查到总量）"


def doubt_remark(figure: Figure) -> str:
    return "" if figure.certain else f"（归属存疑：{figure.doubt or '由上下文推断'}，请核对原文）"


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


def equals_claim(claim: Quantity, figure: Figure) -> bool:
    """Whether the question's own quantity is this figure's value, after exact conversion."""
    return to_base(abs(claim.value), claim.unit) == to_base(figure.value, figure.unit)


def claim_correction(question: Question, found: Found) -> str:
    """Puts a premise right: the question states a quantity that the figure found for it contradicts."""
    assert found.best is not None
    for claim in question.claims:
        stated = [c for c in (found.best, *found.rivals, *found.alike) if same_dimension(c.figure.unit, claim.unit)]
        described = any(claim.text in c.sentence for c in found.agreeing[:5])
        if stated and not described and not any(equals_claim(claim, c.figure) for c in stated):
            return f"问题中的“{claim.text}”与报告不符，实际是："
    return ""


def premise_correction(question: Question, figure: Figure) -> str:
    """并非增长: when the question presumes the wrong direction."""
    if "下降" in figure.row or "减少" in figure.row:
        return ""  # the row's own name says the direction
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
    if best is None:
        return None
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


def missing_line(question: Question, found: Found) -> str:
    """Says what the reports do not hold."""
    where = found.region.name if found.region else ""
    when = period_label(found.period)
    kind = KIND_LABELS[question.kinds[0]] if len(question.kinds) == 1 and question.kind_strong else ""
    what = found.subject.indicators[0] if found.subject.indicators else found.subject.text.strip('“”"')
    return f"已载入的报告中没有查到{where}{when}“{what}”{'的' + kind if kind else ''}的数字。"


def _show_uncertain_row(found: Found, draft: Draft) -> None:
    """A row with missing cells is given as it stands: which number belongs to which year is for the reader to see."""
    for candidate in found.near:
        figure = candidate.figure
        if figure.row and figure.period is None and not figure.certain and candidate.coverage >= NEAR_COVERAGE:
            cells = "、".join(part.strip() for part in candidate.sentence.split("\n") if part.strip())
            number = draft.cite_figure(figure)
            draft.say(
                f"表格中“{subject_label(figure)}”一行缺少单元格，各数对应哪一列无法确定，按原文顺序为：{cells}[{number}]。"
            )
            return


def offer_nearest(found: Found, draft: Draft, most: int = MOST_NEAREST) -> None:
    """The nearest figures that do exist, labelled as such; first the table row whose cells cannot be told apart."""
    _show_uncertain_row(found, draft)
    said: set[tuple[str, str, str]] = set()
    for candidate in found.near:
        figure = candidate.figure
        key = (subject_label(figure), str(figure.period), figure.text)
        if candidate.coverage < NEAR_COVERAGE or not figure.certain or key in said:
            continue
        number = draft.state(figure)
        kind = KIND_LABELS[figure.kind] if figure.kind in PLAN_KINDS else ""
        label = f"{place_and_time(figure)}{subject_label(figure)}{kind}"
        draft.nearest.append(Nearest(f"{label} {number_text(figure)}", f"{label}是多少？", number))
        lead = "另有：" if said else "报告中相近的数字（并非所问）："
        draft.say(f"{lead}{place_and_time(figure)}{subject_label(figure)}{figure_clause(figure)}[{number}]。")
        said.add(key)
        if len(said) == most:
            return
