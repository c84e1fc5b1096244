"""What a follow-up takes over of the turn before in another shape: its growth, its thing anew, its money."""

from __future__ import annotations

import re
from dataclasses import replace

from app.understanding.aspects import of_things
from app.understanding.measuring import IN_PERCENT
from app.understanding.question import Operation, Question, Subject
from vectorstore.figure import Measure
from vectorstore.quantity import dimension

_ASKS_NO_AMOUNT = re.compile(r"^(?!.*(?:多少|几|总[量额值]|规模|金额|数[量额])).*呢[?？。]?$")
_STATE = re.compile(r"全面|启动|新?开工|建成|竣工|新增|净增|投用|签约|落地|在建")
_MONEY_ASKED = re.compile(r"(?P<what>投资|投入|资金|金额|补助|奖补)(?:是|有|为|了|额)?(?:多少|多大|几何|呢)")
_IN_MONEY = re.compile(r"元$|投资|投入|资金|金额|收入|支出|[额值款]$|预算|基金|经费|存贷|[存贷]款|债|税|GDP|利润|补")


def growing_too(before: Question, question: Question) -> Question:
    """固投呢 behind a question for growth asks for the growth of that, at least beside its total."""
    bare = _ASKS_NO_AMOUNT.search(question.text) and question.operation is Operation.LOOKUP and not question.unit
    rates = any(IN_PERCENT.search(name) for name in question.indicators)
    if not bare or rates or not question.indicators or question.measure or question.with_growth:
        return question
    grows = before.measure is Measure.GROWTH or (before.with_growth and bool(before.carried))
    return replace(question, with_growth=True) if grows and before.operation is Operation.LOOKUP else question


def of_state(subject: Subject, question: Question) -> Subject:
    """新增了几个 behind 启动改造多少个: the thing itself, no longer in the state that was asked for before."""
    if not any(state not in subject.text for state in _STATE.findall(question.text)):
        return subject
    terms = tuple(term for term in subject.terms if not _STATE.fullmatch(term))
    return replace(subject, terms=terms, text=_STATE.sub("", subject.text)) if terms or subject.indicators else subject


def with_money(before: Question, question: Question) -> Question:
    """投资多少 behind a count: the money of the thing counted; unchanged where money was asked for before."""
    asked = _MONEY_ASKED.search(question.text)
    if asked is None or question.subjects or question.unit or question.measure or not before.subjects:
        return question
    if question.operation is not Operation.LOOKUP or any(_IN_MONEY.search(one) for one in _names(before)):
        return question
    thing = before.subjects[0]
    subject = replace(thing, terms=(*thing.terms, asked["what"]), text=f"{thing.text}{asked['what']}", counted=())
    return replace(question, subjects=(subject,), unit="元", unit_loose=True, numeric=True)


def with_measured(before: Question, question: Question) -> Question:
    """总投资多少, 建筑面积多大 behind a project: of that project; the words for what is measured name no thing."""
    if question.indicators or question.place_named or len(question.subjects) != 1 or len(before.subjects) != 1:
        return question
    if not question.terms or of_things(question.terms) or question.operation is not Operation.LOOKUP:
        return question
    thing, measured = before.subjects[0], question.subjects[0]
    things = tuple(of_things(thing.terms))
    if not things:
        return question
    terms = (*things, *measured.terms)
    subject = replace(measured, text="".join(terms), indicators=thing.indicators, terms=terms)
    return replace(question, subjects=(subject,), numeric=True)


def _names(turn: Question) -> list[str]:
    money = [turn.unit] if dimension(turn.unit) == "money" else []
    return [*money, *turn.terms]
