"""A share that a question holds against its own part and whole (97.5%与87.9亿元、92亿元对得上吗), reckoned again."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from app import compute
from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.correcting import equals_claim
from app.answering.deriving import figures_around
from app.answering.draft import Draft
from app.answering.operands import list_operands, say_result
from app.understanding.question import Question
from vectorstore.figure import Figure
from vectorstore.quantity import Quantity, same_dimension, to_base

_HOLDS_AGAINST = re.compile(r"对得上|对不对得上|算出来|算下来|除以|÷|吻合|相符|符合|一致")


def answer_checked_share(question: Question, context: Context, draft: Draft) -> bool:
    """Reckons the share again from the two totals that the question names. False unless the reports give all three."""
    stated = [claim for claim in question.claims if claim.unit == compute.PERCENT]
    totals = [claim for claim in question.claims if claim.unit != compute.PERCENT]
    if len(stated) != 1 or len(totals) != 2 or not _HOLDS_AGAINST.search(question.text):
        return False
    if not same_dimension(totals[0].unit, totals[1].unit):
        return False
    part, whole = sorted(totals, key=lambda claim: to_base(claim.value, claim.unit)[0])
    for region in asked_regions(question, context):
        figures = figures_around(question, region, context)
        given = [_given(claim, figures) for claim in (part, whole, stated[0])]
        held = [figure for figure in given if figure]
        if len(held) == len(given):
            _say(stated[0], held, draft)
            return True
    return False


def _given(claim: Quantity, figures: list[Figure]) -> Figure | None:
    return next((f for f in figures if same_dimension(f.unit, claim.unit) and equals_claim(claim, f)), None)


def _say(stated: Quantity, held: list[Figure], draft: Draft) -> None:
    part, whole, _ = held
    numbers = list_operands(held, draft)
    result = compute.share(part, whole)
    step = Decimal(1).scaleb(int(stated.value.as_tuple().exponent))
    agrees = result.value.quantize(step, rounding=ROUND_HALF_UP) == stated.value
    say_result("按两数计算，占比为", result, numbers[:2], draft, part, whole)
    verdict = "与报告所列一致" if agrees else "与报告所列不一致，可能是统计口径不同"
    draft.say(f"{verdict}（报告所列为{stated.text}）[{numbers[2]}]。")
