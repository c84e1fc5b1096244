"""Shares of a budget: what part of it was carried out, told apart from growth and from other shares."""

from __future__ import annotations

import re

from app.understanding.question import Question
from vectorstore.figure import Figure, Measure

OTHER_SHARE = 0.6
_OF_PLAN = re.compile(
    r"(?:完成|占|为|达到?)(?:了)?(?:年初|年度|全年|调整|变动|当年)?(?:预算|计划|任务)数?的?(?:百分|多少|几成|比例|比重|[%％])|完成率|执行率|"
    r"完成(?:年初|年度|调整|变动)?(?:预算|计划)的"
)


def asks_plan_share(question: Question) -> bool:
    """完成年初预算的百分之几: whether what is asked for is how much of a plan was carried out."""
    return bool(_OF_PLAN.search(question.text))


def plan_share_penalty(question: Question, figure: Figure) -> float:
    """完成预算的百分之几 asks for the share of the budget, not for the growth; and only such words do."""
    of_plan = bool(re.search(r"预算|计划|目标|任务", figure.base)) and figure.measure is not Measure.GROWTH
    if not figure.row or (figure.unit not in ("%", "‰")) or asks_plan_share(question) == of_plan:
        return 0.0
    return OTHER_SHARE
