"""Follow-ups that say nothing but another place or year (武昌的呢, 2023年呢): the question before, asked of that."""

from __future__ import annotations

import re

from app.understanding.question import Question
from vectorstore.gazetteer import short_name
from vectorstore.region import Region

_YEAR = re.compile(r"(?:20)?\d\d年(?:度)?")
_NOTHING_ELSE = re.compile(
    r"(?:那么?|还有|再|换成?|看看|说说|报一?下|也|和|至于|的|呢|吗|如何|怎么?样|情况|[?？,，。\s])*"
)


def asked_again(before: Question, question: Question) -> str:
    """The words of the question before with the place or the year that the follow-up puts in; its own otherwise."""
    left = _YEAR.sub("", question.text)
    for region in question.regions:
        left = left.replace(region.name, "").replace(short_name(region.name), "")
    if not _NOTHING_ELSE.fullmatch(left) or len(question.regions) > 1 or len(before.regions) > 1:
        return question.text
    text = before.text
    if question.place_named and question.regions:
        text = _in_place(text, before.regions, question.regions[0])
    year = _YEAR.search(question.text)
    if year is None:
        return text
    return _YEAR.sub(year[0], text, count=1) if _YEAR.search(text) else year[0] + text


def _in_place(text: str, old: tuple[Region, ...], new: Region) -> str:
    """The text with the new place where the old one stood, or before it all."""
    for region in old:
        for name in (region.name, short_name(region.name)):
            if name in text:
                return text.replace(name, new.name)
    return new.name + text
