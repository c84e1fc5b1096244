"""Follow-ups that name one side of an account (支出呢 behind 收入, 收支差多少) or its level (市级的呢 behind 全市)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.understanding.aspects import only_aspects
from app.understanding.question import Question, Subject
from app.understanding.wording import load_wording
from vectorstore.budget_level import level_in
from vectorstore.figure import Kind
from vectorstore.indicators import canonical

_SIDES = {
    "收入": re.compile(r"收入|(?<![回征没税])收(?=[了到上多几呢?？]|$)"),
    "支出": re.compile(r"支出|开支|(?<!收)支(?=[了多几呢?？]|$)"),
}
_TAKEN = re.compile(r"[收支花用](?:了|到|入|出)*$")
_BOTH_SIDES = re.compile(r"收支")
_TOWN_AND_COUNTRY = re.compile(r"城乡[之间的两者收入]*(?:相?差|比|倍)")
_OWN_WORDS = frozenset({"收入", "支出", "收支", "开支", "预算", "决算", "城乡"})
_OF_ACCOUNT = re.compile(r"基金|预算|财政|医保|社保|保险|收入|支出|债务|税")
_BUDGET_SIDE = re.compile(r"预算(?P<side>收入|支出)")
_FUND = re.compile(r"政府性基金|国有资本经营|社会保险基金|社保基金")
_WITHIN_IT = re.compile(r"^(?:那么?)?(?:其中|里面|这里面|这?其中的?)")
_LEVEL = re.compile(r"[省市县区州旗]本级|[省市县州]级|市直|本级|全[省市县区州旗]")


def with_counterpart(trail: Sequence[Question], question: Question) -> Question:
    """支出呢, 收支差多少: the side that is named of the account asked for before; unchanged where no side is."""
    if question.indicators or not _only_sides(question):
        return question
    sides = _sides_in(question.text)
    budget_side = _BUDGET_SIDE.search(question.text)
    named = tuple(one for side, other in sides if (one := _latest(trail, side, other)))
    spent = [side for side, _ in sides] == ["支出"]
    if not named and (budget_side or spent) and len(sides) == 1:  # 支出呢, 预算收入呢 behind what has no sides
        said = f"预算{sides[0][0]}"
        named = (Subject(text=said, indicators=(f"地方一般公共{said}",), terms=()),)
    if not named or len(named) < len(sides):
        return question
    spoken = tuple(one.indicators[0] if one.indicators else one.text for one in named)
    in_name = budget_side and question.kinds == (Kind.BUDGET,) and not question.periods
    kinds = () if in_name else question.kinds
    return replace(question, subjects=named, numeric=True, kinds=kinds, carried=spoken)


def in_account(before: Question, question: Question) -> Question:
    """The subjects in the fund (其中债务付息支出) and at the level that the follow-up or the turn before names."""
    fund = _FUND.search(before.asked_text)
    if fund and _WITHIN_IT.match(question.text) and not _FUND.search(question.asked_text):
        question = replace(question, subjects=tuple(_of_fund(subject, fund[0]) for subject in question.subjects))
    said = _LEVEL.search(question.text)
    level = said[0] if said else level_in(before.asked_text)
    if not level:
        return question
    return replace(question, subjects=tuple(_with_level(subject, level) for subject in question.subjects))


def _sides_in(text: str) -> list[tuple[str, str]]:
    """The sides that a text names, each with its other one, in reading order."""
    if _TOWN_AND_COUNTRY.search(text):
        return [("城镇", "农村"), ("农村", "城镇")]
    if _BOTH_SIDES.search(text):
        return [("收入", "支出"), ("支出", "收入")]
    found = [(match.start(), side) for side, pattern in _SIDES.items() if (match := pattern.search(text))]
    return [(side, "支出" if side == "收入" else "收入") for _, side in sorted(found)]


def _only_sides(question: Question) -> bool:
    light = load_wording().light
    words = [word for word in question.terms if word not in _OWN_WORDS and word not in light]
    return not words or only_aspects(words)


def _latest(trail: Sequence[Question], side: str, other: str) -> Subject | None:
    """The side of what was asked last that has one."""
    subjects = (subject for turn in reversed(trail) for subject in turn.subjects)
    return next((turned for subject in subjects if (turned := _turned(subject, side, other))), None)


def _turned(subject: Subject, side: str, other: str) -> Subject | None:
    """The subject with the other side's word replaced, the word added to a fund's name; None where it has no sides."""
    text = subject.text.replace(other, side)
    if subject.indicators:
        name = subject.indicators[0]
        turned = canonical(name.replace(other, side)) if other in name else name if side in name else None
        return replace(subject, indicators=(turned,), text=text) if turned else None
    terms = tuple(term.replace(other, side) for term in subject.terms)
    if any(side in term for term in terms):
        return replace(subject, terms=terms, text=text)
    account = _OF_ACCOUNT.search("".join(terms)) and side in _SIDES
    return replace(subject, terms=(*terms, side), text=_TAKEN.sub("", text) + side) if account else None


def _of_fund(subject: Subject, fund: str) -> Subject:
    if not _OF_ACCOUNT.search("".join([*subject.indicators, *subject.terms])):
        return subject
    return replace(subject, terms=(fund, *subject.terms), text=fund + subject.text.removeprefix("其中"))


def _with_level(subject: Subject, level: str) -> Subject:
    """The subject said to be of a level; only an account has one."""
    if not _OF_ACCOUNT.search("".join([*subject.indicators, *subject.terms])):
        return subject
    terms = tuple(term for term in subject.terms if not _LEVEL.fullmatch(term))
    return replace(subject, terms=terms, text=level + _LEVEL.sub("", subject.text))
