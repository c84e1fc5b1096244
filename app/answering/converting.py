"""Unit conversion of a quantity that the question itself gives."""

from __future__ import annotations

import re

from app import compute
from app.answer import Calculation
from app.answering.draft import Draft
from app.compute import ComputeError
from app.understanding.question import Operation, Question
from vectorstore.quantity import same_dimension

_CONVERTS = re.compile(r"换算|折算|折合|[换折合](?:成|为|多少)")
_OWN = frozenset({Operation.LOOKUP, Operation.CONVERT, Operation.SUM})


def answer_conversion(question: Question, draft: Draft) -> bool:
    """1360亿元是多少万元. False when the question gives no quantity or no unit to convert to."""
    if not question.claims or not question.unit:
        return False
    claim = question.claims[0]
    of_named = len(question.claims) == 1 and _CONVERTS.search(question.text) and question.operation in _OWN
    if question.terms and not (of_named and same_dimension(claim.unit, question.unit)):
        return False
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
    draft.say(f"{'按问题给出的数换算：' if question.terms else ''}{result.expression}。")
    return True
