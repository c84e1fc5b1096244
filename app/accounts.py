"""Whose account a figure is of: 市本级 has its own budget beside that of the whole city."""

from __future__ import annotations

import re

from app.question import Question
from vectorstore.figure import Figure, Measure

OTHER_ACCOUNT, UNASKED_ACCOUNT = 0.6, 0.3
_OWN = re.compile(r"[省市区县州]?本级|[省市区县州]级(?!市|以上|以下|牵头|责任|单位|负责|重点|专家|财政局|部门)")
_WHOLE = re.compile(r"全[省市区县州](?!第|排|前|平均|各)")


def is_own_account(figure: Figure) -> bool:
    """Whether the figure's name says that it is the level's own (市本级税收收入)."""
    return bool(_OWN.match(figure.indicator) or _OWN.match(figure.phrase))


_OF_PLAN = re.compile(
    r"(?:完成|占|为|达到?)(?:了)?(?:年初|年度|全年|调整|变动|当年)?(?:预算|计划|任务)数?的?(?:百分|多少|几成|比例|比重|[%％])|完成率|执行率|"
    r"完成(?:年初|年度|调整|变动)?(?:预算|计划)的"
)


def plan_share_penalty(question: Question, figure: Figure) -> float:
    """完成预算的百分之几 asks for the share of the budget, not for the growth; and only such words do."""
    of_plan = bool(re.search(r"预算|计划|目标|任务", figure.base)) and figure.measure is not Measure.GROWTH
    asked = bool(_OF_PLAN.search(question.text))
    if not figure.row or (figure.unit not in ("%", "‰")) or asked == of_plan:
        return 0.0
    return OTHER_ACCOUNT


def account_penalty(question: Question, figure: Figure) -> float:
    """Against 全市 where 市本级 is asked for, and against 市本级 where it is not."""
    asked_own, asked_whole = bool(_OWN.search(question.text)), bool(_WHOLE.search(question.text))
    own = is_own_account(figure)
    if asked_own == asked_whole:
        return UNASKED_ACCOUNT if own and not asked_own else 0.0
    if asked_own:
        return 0.0 if own or not figure.row else OTHER_ACCOUNT
    return OTHER_ACCOUNT if own else 0.0
