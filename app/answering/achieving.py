"""Targets held against results: both stated, the gap and the rate of completion reckoned, wrong premises put right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app import compute
from app.answering.cells import Cell, asked_regions, find_cell
from app.answering.context import Context, known_as
from app.answering.correcting import claim_correction, equals_claim
from app.answering.draft import Draft
from app.answering.found import Found
from app.answering.operands import guarded, list_operands, say_result, stand_together
from app.answering.stating import say_figure
from app.compute import ComputeError, Result
from app.evidence.candidates import Candidate
from app.phrasing import OF_PLAN
from app.understanding.plan_share import asks_plan_share
from app.understanding.question import PLAN_KINDS, RESULT_KINDS, Question, Subject
from vectorstore.figure import Direction, Figure, Kind, Measure
from vectorstore.indicators import near_names
from vectorstore.period import Period
from vectorstore.quantity import Quantity
from vectorstore.region import Region
from vectorstore.regions import same_place

_SAYS_MISSED = re.compile(r"没有?(?:能|有)?完成(?![了吗没])|未(?:能)?完成|没达到|未达到")
_TELLS_OUTCOME = re.compile(
    r"[,，、]?(?P<told>(?P<missed>未能?|没有?)?(?:超额|提前|全面|圆满)?(?:完成|达到|实现)[一-鿿]{0,6}(?:任务|目标|计划)(?:数|值)?)"
)
_AT_MOST = frozenset({"以内", "以下", "不超过", "不高于", "不多于", "不大于", "最多", "低于", "少于", "小于"})
_AT_LEAST = frozenset({"以上", "不低于", "不少于", "不小于", "至少", "超", "突破", "高于"})
_ABOVE = frozenset({"余", "多", "超", "超过", "突破", "以上"})
_LESS_IS_BETTER = re.compile(
    r"失业率|能耗|用水量|PM|颗粒物|消费价格|死亡|事故|发案|污染|排放|浓度|综合指数|债务率|不良|贫困|投诉|信访量|三公"
)
_ASKS_WHETHER = re.compile(r"[吗么]|没有?(?=[?？]|$)|是否|超|差|没能?完成|未完成")
_SAYS_MET = re.compile(r"超额完成|完成了.{0,12}目标|为什么能完成")


def answer_achieved(question: Question, context: Context, draft: Draft) -> bool:
    """The target and the result of the same indicator, side by side. False when neither is there."""
    said = False
    for subject in question.subjects:
        for region in asked_regions(question, context):
            target = _find(question, subject, region, Kind.TARGET, context)
            result = _find(question, subject, region, Kind.ACTUAL, context)
            said = _say_pair(question, target, result, draft) or said
    return said


def _find(question: Question, subject: Subject, region: Region | None, kind: Kind, context: Context) -> Found:
    """The plan or the result in the first asked period that has one; a plan also in the plan period that ends there."""
    unit, measure = question.unit, question.measure
    if unit == "%" and question.unit_loose:
        unit = ""  # 完成目标的百分之几 asks for the rate, not for a percentage in the report
    plain = replace(question, kinds=(kind,), kind_strong=True, unit=unit, measure=measure)
    periods: list[Period | None] = list(question.periods) or [None]
    found = [
        find_cell(replace(plain, periods=(p,) if p else ()), Cell(subject, region, p, kind), context) for p in periods
    ]
    return next((one for one in found if one.best), found[0])


def _say_pair(question: Question, target: Found, result: Found, draft: Draft) -> bool:
    if target.best is None and result.best is None:
        return False
    pair = _same_measure(target, result, question.claims)
    if pair is None and result.best and (rate := _printed_rate(result.best.figure, result)):
        both = [result.best.figure, rate]
        _say_rate(question, rate, list_operands(both[::-1] if asks_plan_share(question) else both, draft), draft)
        return True
    if pair is None:
        for one in (target, result):
            if one.best:
                say_figure(replace(question, claims=()), one, draft, _told_outcome(question, one))
        if missing := [name for one, name in ((target, "目标"), (result, "完成")) if one.best is None]:
            draft.say(f"报告中没有查到其{missing[0]}数。")
        return True
    goal, outcome = pair
    numbers = list_operands([goal, outcome], draft)
    try:
        gap = compute.difference(outcome, goal)
    except ComputeError as error:
        draft.say(f"目标与完成数不能直接比较：{error}。")
        return True
    _say_gap(question, target, (goal, outcome), gap, numbers, draft)
    if rate := _printed_rate(outcome, result):
        list_operands([rate], draft)  # the table's own 完成预算%, rounded as it is printed
    elif gap.value and goal.measure is Measure.LEVEL and goal.unit != compute.PERCENT:
        guarded(draft, numbers, "完成目标的", lambda: compute.share(outcome, goal), outcome)
    return True


def _say_rate(question: Question, rate: Figure, numbers: tuple[int, ...], draft: Draft) -> None:
    """完成年初预算的95.4%: that the plan was not met, and what is lacking, where the question asks whether it was."""
    if not _ASKS_WHETHER.search(question.text) or rate.phrase.endswith("支出"):
        return
    beyond = compute.beyond_whole(rate)
    met = beyond.value >= 0
    wrong = _SAYS_MISSED.search(question.text) if met else _SAYS_MET.search(question.text)
    presumed = ("并非没有完成，" if met else "并没有完成，") if wrong else ""
    state = "完成" if met else "未完成"
    gap = replace(beyond, value=abs(beyond.value))
    say_result(f"{presumed}{state}预算或计划，{'超出' if met else '差'}", gap, numbers, draft, rate)


def _say_gap(
    question: Question,
    target: Found,
    pair: tuple[Figure, Figure],
    gap: Result,
    numbers: tuple[int, ...],
    draft: Draft,
) -> None:
    """Whether the target was met, and by how much the result lies above or below it."""
    goal, outcome = pair
    met = gap.value <= 0 if _is_ceiling(goal) else gap.value >= 0
    state = f"{_premise(question, target, met)}{'完成目标' if met else '未完成目标'}"
    if not gap.value:
        marks = "".join(f"[{n}]" for n in dict.fromkeys(numbers))
        draft.say(f"{state}，{'略高于目标' if outcome.qualifier in _ABOVE else '与目标持平'}{marks}。")
        return
    falls = goal.measure is Measure.GROWTH and goal.direction is outcome.direction is Direction.DOWN
    more, less = ("降幅少", "降幅多") if falls else ("超出", "低于目标")
    word = more if gap.value > 0 else less
    say_result(f"{state}，{word}", replace(gap, value=abs(gap.value)), numbers, draft, outcome)


def _is_ceiling(goal: Figure) -> bool:
    """A target not to be exceeded: a fall to reach (能耗下降3%), 控制在…以内, what there should be little of."""
    if goal.measure is Measure.GROWTH and goal.direction is Direction.DOWN:
        return True
    if goal.qualifier in _AT_MOST or goal.qualifier in _AT_LEAST:
        return goal.qualifier in _AT_MOST
    return bool(_LESS_IS_BETTER.search(goal.phrase or goal.row))


def _told_outcome(question: Question, result: Found) -> str:
    """What the result's own sentence says of an aim without giving it: 新增就业3700人,超额完成全年任务."""
    assert result.best is not None
    figure = result.best.figure
    behind = result.best.sentence[figure.end - figure.sentence_start :]
    told = _TELLS_OUTCOME.match(behind)
    if told is None:
        return ""
    met = not told["missed"]
    wrong = _SAYS_MISSED.search(question.text) if met else _SAYS_MET.search(question.text)
    return f"{('并非没有完成，' if met else '并没有完成，') if wrong else ''}报告称“{told['told']}”："


def _printed_rate(outcome: Figure, result: Found) -> Figure | None:
    """What share of the plan was carried out, as the result's own row or sentence gives it."""
    place = (outcome.document, outcome.sentence_start)
    for figure in (c.figure for c in result.agreeing):
        of_plan = figure.measure is Measure.SHARE and OF_PLAN.search(figure.base)
        if of_plan and figure.indicator == outcome.indicator and (figure.document, figure.sentence_start) == place:
            return figure
    return None


def _premise(question: Question, target: Found, met: bool) -> str:
    if met and _SAYS_MISSED.search(question.text):
        return "并非没有完成，实际是"
    if not met and _SAYS_MET.search(question.text):
        return "并没有完成，实际是"
    return claim_correction(question, target) if target.best else ""


def _as_sure(found: Found) -> list[Candidate]:
    """The candidates that bear the subject about as well as the best one."""
    best = max((c.coverage for c in found.agreeing), default=0.0)
    return [c for c in found.agreeing[:12] if c.coverage >= best - 0.15]


def _is_other(goal: Figure, outcome: Figure) -> bool:
    """Whether a plan is bound to a quantity that only looks like the result's (…预算支出 beside …预算收入)."""
    return known_as(goal.indicator) in near_names(known_as(outcome.indicator))


def _same_measure(target: Found, result: Found, claims: Sequence[Quantity]) -> tuple[Figure, Figure] | None:
    """A target and a result of one place, measure and unit, whose periods end together; the best-covered pair."""
    pairs = []
    for goal in _as_sure(target):
        for outcome in _as_sure(result):
            a, b = goal.figure, outcome.figure
            fits = a.measure is b.measure and a.kind in PLAN_KINDS and b.kind in RESULT_KINDS
            # without a place asked for, never one's plan for another
            fits = fits and not _is_other(a, b) and same_place(a.region, b.region)
            if (
                fits
                and a.period
                and b.period
                and a.period.end == b.period.end
                and not a.period.part
                and not b.period.part
            ):
                closeness = (a.unit == b.unit) + (a.indicator == b.indicator) + (a.period == b.period)
                closeness += 2 * stand_together(a, b)  # 目标1.6万人,完成2.3万人: told in one breath
                closeness += 3 * any(equals_claim(claim, a) for claim in claims)  # the target that the question names
                pairs.append((goal.score + outcome.score + 0.4 * closeness, a, b))
    if not pairs:
        return None
    _, goal_figure, outcome_figure = max(pairs, key=lambda pair: pair[0])
    return goal_figure, outcome_figure
