"""Values that follow: a level from another year's level and a rate, or from quantities that the question gives."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from app import compute
from app.answer import Calculation
from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.answering.found import Found
from app.answering.operands import guarded, list_operands, say_result
from app.evidence.rivals import same_name
from app.phrasing import period_label, plain
from app.understanding.question import PLAN_KINDS, Question, Subject
from vectorstore.figure import Figure, Measure
from vectorstore.period import Period
from vectorstore.quantity import Quantity, same_dimension
from vectorstore.region import Region

_WHOLE_FROM_PART = re.compile(
    r"占.{2,24}(?:%|[一二两三四五六七八九\d]成).{0,12}(?:反推|倒推|推算|测算|算|那么?|则|总|全[市省国区县])"
)


def answer_implied(question: Question, context: Context, draft: Draft) -> bool:
    """A level that follows from a base and a growth rate. False when one of them is missing."""
    said = False
    for subject in question.subjects:
        for region in asked_regions(question, context):
            said = _implied(question, context, draft, subject, region) or said
    return said


def _implied(question: Question, context: Context, draft: Draft, subject: Subject, region: Region | None) -> bool:
    years = sorted({period.end for period in question.periods})
    if not years:
        return False
    year = years[-1]
    rate_claim = next((claim for claim in question.claims if claim.unit == compute.PERCENT), None)
    base = _level(question, context, subject, region, years[0] if len(years) > 1 else year - 1)
    if base.best and rate_claim:
        percent = -rate_claim.value if "下降" in question.text else rate_claim.value
        figure = base.best.figure
        numbers = list_operands([figure], draft)
        say_result(
            f"按此推算，{period_label(Period.year(year))}为",
            compute.grown_by(figure, percent),
            numbers,
            draft,
            replace(figure, period=Period.year(year)),
        )
        return True
    planned = tuple(kind for kind in question.kinds if kind in PLAN_KINDS)
    rate = context.find(
        replace(question, measure=Measure.GROWTH, kinds=planned, kind_strong=bool(planned), unit="", claims=()),
        subject,
        region,
        Period.year(year),
    )
    if base.best and rate.best and _of_one_thing(base.best.figure, rate.best.figure):
        first, second = base.best.figure, rate.best.figure
        numbers = list_operands([first, second], draft)
        label = f"据此推算，{period_label(Period.year(year))}为"
        guarded(draft, numbers, label, lambda: compute.grown(first, second), second)
        return True
    return _before(question, context, draft, subject, region, year)


def _of_one_thing(level: Figure, rate: Figure) -> bool:
    """Whether a total and a growth belong together: no tourism income grown by the rate of the budget's."""
    beside = (level.document, level.sentence_start) == (rate.document, rate.sentence_start)
    return beside or level.indicator == rate.indicator or same_name(level, rate, wide=True)


def _level(question: Question, context: Context, subject: Subject, region: Region | None, year: int) -> Found:
    plain_question = replace(question, measure=Measure.LEVEL, kinds=(), unit="", claims=())
    return context.find(plain_question, subject, region, Period.year(year))


def _before(
    question: Question, context: Context, draft: Draft, subject: Subject, region: Region | None, year: int
) -> bool:
    """The year before a known level and growth: 2020年的数和增速倒推2019年."""
    for later in (year, year + 1):
        level = _level(question, context, subject, region, later)
        growth = replace(question, measure=Measure.GROWTH, kinds=(), unit="", claims=())
        rate = context.find(growth, subject, region, Period.year(later))
        if level.best and rate.best and _of_one_thing(level.best.figure, rate.best.figure):
            first = level.best.figure
            amount = context.find(replace(growth, measure=Measure.CHANGE), subject, region, Period.year(later))
            second = _amount_beside(first, amount) or rate.best.figure
            numbers = list_operands([first, second], draft)
            guarded(
                draft,
                numbers,
                f"据此倒推，{later - 1}年为",
                partial(
                    compute.before_growth if second.unit == compute.PERCENT else compute.before_change, first, second
                ),
                replace(second, period=Period.year(later - 1)),
            )
            return True
    return False


def _amount_beside(level: Figure, change: Found) -> Figure | None:
    """How much the level's own sentence says that it moved: exact, while a rate is rounded."""
    for figure in (candidate.figure for candidate in change.agreeing):
        beside = (figure.document, figure.sentence_start, figure.indicator) == (
            level.document,
            level.sentence_start,
            level.indicator,
        )
        yearly = figure.period == level.period and figure.measure is Measure.CHANGE
        if beside and yearly and figure.row == level.row and same_dimension(figure.unit, level.unit):
            return figure
    return None


def answer_from_claims(question: Question, draft: Draft) -> bool:
    """从13万户增到18万户要增加多少: arithmetic over what the question itself gives, said to be that."""
    if _WHOLE_FROM_PART.search(question.text) and _say_whole(question.claims, draft):
        return True
    if not re.search(
        r"(?:增加|增长|提高|差|多|减少|降低)(?:额|了|出)?(?:至少)?(?:是|为)?(?:多少|几)|增加额|相差|差额", question.text
    ):
        return False
    ends = _ends(question.claims)
    if ends is None or not re.search(r"从.{0,30}(?:到|至|增|降)", question.text):
        return False
    first, second = ends
    value = second.value - first.value
    expression = (
        f"{plain(second.value, 4)}{second.unit}－{plain(first.value, 4)}{first.unit}＝{plain(value, 4)}{second.unit}"
    )
    draft.calculations.append(Calculation(expression, ()))
    draft.say(f"按问题给出的数计算：{expression}。")
    return True


def _say_whole(claims: tuple[Quantity, ...], draft: Draft) -> bool:
    """某项45亿元占总额的90%，总额是多少: the part by its share."""
    amounts = [claim for claim in claims if claim.unit not in (compute.PERCENT, "成") and claim.upper is None]
    shares = [_in_percent(claim) for claim in claims if claim.unit in (compute.PERCENT, "成") and claim.upper is None]
    if len(amounts) != 1 or len(shares) != 1 or not 0 < shares[0].value <= 100:
        return False
    part, share = amounts[0], shares[0]
    whole = plain(part.value / share.value * 100)
    expression = f"{plain(part.value, 4)}{part.unit}÷{plain(share.value, 4)}%＝{whole}{part.unit}"
    draft.calculations.append(Calculation(expression, ()))
    draft.say(f"按问题给出的数计算：{expression}。")
    return True


def _in_percent(claim: Quantity) -> Quantity:
    """四成 as 40%."""
    return replace(claim, value=claim.value * 10, unit=compute.PERCENT) if claim.unit == "成" else claim


def _ends(claims: tuple[Quantity, ...]) -> tuple[Quantity, Quantity] | None:
    """The two ends of a change: two claims of one unit, or one range."""
    if len(claims) == 1 and claims[0].upper is not None:
        return claims[0], replace(claims[0], value=claims[0].upper)
    if len(claims) == 2 and claims[0].unit == claims[1].unit and same_dimension(claims[0].unit, claims[1].unit):
        return claims[0], claims[1]
    return None
