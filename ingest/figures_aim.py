"""Aims that a look back gives beside a result: 增长4.3%,低于年初7%的目标; 规划目标为25亿元,实际为19.3亿元."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.figures_draft import Draft
from ingest.figures_phrase import Subject, known_name
from vectorstore.figure import Kind

_WHOSE = r"(?:年初|年度|全年|预期|规划|原定|既定|考核|省定|市定|国家|省级|市级|预定|确定|提出|设定|下达|的)*"
_AIM = rf"{_WHOSE}(?:目标|任务)(?:任务|要求)?(?:值|数)?"
_VERB = (
    r"(?:(?P<below>低于|未达到?|没有?达到|不及|少于)|(?P<above>高于|超过|超出|多于)"
    r"|好于|优于|超额完成|提前完成|完成|达到|实现)"
)
_AIM_BEFORE = re.compile(rf"{_VERB}{_AIM}[为的]?[(]?$")
_AIM_BEHIND = re.compile(rf"{_VERB}{_WHOSE}$")
_IS_AIM = re.compile(rf"^(?:以上|以下|左右|以内)?的?{_AIM}")
_SURPASSED = re.compile(r"(?:超额|提前)完成$")
_ITS_AIM = re.compile(r"^(?:以上|以下|左右|以内)?的?[一-龥]{2,8}(?:目标|任务)(?=$|[,;。、])")
_NAMED_AFTER_AIM = re.compile(r"(?<=[一-龥]{3})(?:规划|年度|预期|年初)?目标(?:值|数)?$")


def aimed(draft: Draft, left: str, right: str, before: Sequence[Draft]) -> Draft:
    """The draft as the aim of the result before it, where the words say so and the two numbers bear them out.

    left, right: the words around the number. before: what the sentence has given so far.
    """
    surpassed = _SURPASSED.search(left) and _ITS_AIM.match(right)  # 压采916万,超额完成794万立方米的压采任务
    behind = bool(surpassed or _IS_AIM.match(right))
    mark = (_AIM_BEHIND if behind else _AIM_BEFORE).search(left)
    result = next((one for one in reversed(before[-3:]) if one.unit == draft.unit), None)
    if mark is None or result is None or not result.subject:
        return draft
    if not behind and draft.unit == "%" and not (mark["below"] or mark["above"]):
        return draft  # 完成目标的105% is a share of the aim
    if (mark["below"] and result.value >= draft.value) or (mark["above"] and result.value <= draft.value):
        return draft
    return replace(
        draft,
        subject=result.subject,
        measure=result.measure,
        direction=result.direction,
        base=result.base,
        kind=Kind.TARGET,
        period=result.period,
        part_of=result.part_of,
    )


def without_aim(subject: Subject) -> Subject:
    """进出口总额规划目标 -> 进出口总额: that it was aimed at is told by its kind."""
    phrase = _NAMED_AFTER_AIM.sub("", subject.phrase)
    if phrase == subject.phrase or subject.known:
        return subject
    name = _NAMED_AFTER_AIM.sub("", subject.indicator)
    return Subject(known_name(name) or name, phrase, known_name(name) is not None)
