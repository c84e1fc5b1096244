"""Unit conversion of a quantity that the question itself gives."""

from __future__ import annotations

from app import compute
from app.answer import Calculation
from app.answering.draft import Draft
from app.compute import ComputeError
from app.understanding.question import Operation, Question


def answer_conversion(question: Question, draft: Draft) -> bool:
    """1360亿元是多少万元. False when the question gives no quantity or no unit to convert to."""
    if not question.claims or not question.unit or question.terms:
        return False
    claim = question.claims[0]
    if claim.unit == question.unit:
        return False  # 装了116部,推算全市多少部
    try:
        result = compute.converted(claim.value, claim.unit, question.unit)
    except ComputeError as error:
        if question.operation is not Operation.CONVERT:
            return False  # 4000个小区,甲市占百分之几
        draft.say(f"不能换算：{error}。")
        return True
    draft.calculations.append(Calculation(result.expression, ()))
    draft.say(f"{result.expression}。")
    return True
