"""Averages: of what is named, by the year, and the money for one of so many things."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from app import compute
from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.correcting import equals_claim
from app.answering.draft import Draft
from app.answering.members import members_beside
from app.answering.operands import answer_single, chosen_figures, find_operands, guarded, list_operands, say_result
from app.answering.series import each_year
from app.evidence.agreement import is_count
from app.understanding.question import Operation, Question
from vectorstore.figure import Figure, Measure
from vectorstore.record import FigureFilter

_PER_THING = re.compile(
    r"平均每一?(?:个|家|户|座|条|处|项|所|套|台|名|人|件)(?P<thing>[一-鿿]{2,6}?)(?:要|能|得|大概|约|合|的|是|为)*"
    r"(?:投资?|花费?|补贴?|摊到?|分到?|安排|拿到?|给|投入)?了?(?:多少|几)(?:块?钱|资金|[万亿]?元)"
)

# 引入的项目平均每个总投资多少亿元
_EACH_BEHIND = re.compile(
    r"(?P<thing>[一-鿿]{2,4})平均(?:每一?|一)(?:个|家|户|座|条|处|项|所|套)(?:的?总?投资额?)(?:是|为|约)*(?:多少|几)"
)
_PER_COIN = re.compile(r"每?(?:1|一)?(?:块|元)钱?[^,，。?？\d]{0,4}?(?:带动|拉动|撬动|换来|带来)")
_SET_GOING = re.compile(r"带动|拉动|撬动")


def answer_average(question: Question, context: Context, draft: Draft) -> bool:
    """The mean of what is named, each year's part of a sum, or the money for one of many. False without operands."""
    if _per_thing(question, context, draft):
        return True
    if _PER_COIN.search(question.text):
        return _per_coin(question, context, draft)
    found = each_year(question, context) or find_operands(question, context, draft)
    if len(found) == 1:
        found = members_beside(question, found[0])
    if len(found) >= 2:
        figures = chosen_figures(found)
        numbers = list_operands(figures, draft)
        guarded(draft, numbers, "平均为", lambda: compute.mean(figures), *figures)
        return True
    if not found or found[0].best is None:
        return False
    figure = found[0].best.figure
    years = figure.period.end - figure.period.start + 1 if figure.period else 1
    if years < 2 or figure.measure is not Measure.LEVEL or figure.unit == compute.PERCENT:
        return answer_single(question, context, draft, found)
    numbers = list_operands([figure], draft)
    say_result("平均每年", compute.per(figure, years, "年"), numbers, draft, figure)
    return True


def _per_thing(question: Question, context: Context, draft: Draft) -> bool:
    """129个小区改造,平均每个小区投多少钱: the money over the count that one sentence gives. False without both."""
    each = _PER_THING.search(question.text) or _EACH_BEHIND.search(question.text)
    if each is None or not question.subjects:
        return False
    asked = replace(question, operation=Operation.LOOKUP, measure=None, unit="元", unit_loose=True, claims=(), kinds=())
    thing = replace(question.subjects[0], measure=None)
    for region in asked_regions(question, context):
        money = context.find(asked, thing, region, question.periods[0] if question.periods else None).best
        if money is None or money.figure.measure is not Measure.LEVEL:
            continue
        beside = context.store.figures(FigureFilter(passages=(money.figure.passage,), groups=context.scope.groups))
        counts = [f for f in beside if f.sentence_start == money.figure.sentence_start and each["thing"] in f.phrase]
        counts = [f for f in counts if is_count(f.unit) and f.measure is Measure.LEVEL]
        counts = [f for f in counts if f.phrase in money.figure.indicator] or counts  # 引入项目 of 引入项目总投资
        if question.claims:
            counts = [f for f in counts if any(equals_claim(claim, f) for claim in question.claims)]
        if len(counts) == 1:
            first, second = money.figure, counts[0]
            numbers = list_operands([first, second], draft)
            per = partial(compute.quotient, first, second, unit=_per_unit(first), per=second.unit)
            guarded(draft, numbers, f"平均每{second.unit}", per, first)
            return True
    return False


def _per_coin(question: Question, context: Context, draft: Draft) -> bool:
    """1块钱补贴带动几块钱销售: what was set going over what was spent. False without both in one sentence."""
    plain = replace(question, operation=Operation.LOOKUP, measure=None, unit="", claims=())
    found = [one.best.figure for one in find_operands(plain, context, draft) if one.best]
    moved = [f for f in found if _SET_GOING.search(f.phrase)]
    spent = [f for f in found if f not in moved and f.unit.endswith("元")]
    if len(moved) != 1 or len(spent) != 1 or moved[0].sentence_start != spent[0].sentence_start:
        return False
    numbers = list_operands([spent[0], moved[0]], draft)
    per = partial(compute.quotient, moved[0], spent[0], unit="元", per="元")
    guarded(draft, numbers, "平均每1元对应", per, moved[0])
    return True


def _per_unit(money: Figure) -> str:
    """Money for one of many is told a step smaller: 万元 of 亿元."""
    return {"亿元": "万元", "万元": "万元"}.get(money.unit, "元")
