"""The rows of an indicator table that share an attribute: 约束性指标有哪些."""

from __future__ import annotations

import re

from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.understanding.question import Question
from vectorstore.passage import PassageKind
from vectorstore.region import Region

_ATTRIBUTE = re.compile(r"(?:约束|预期|指导|导向)性")
_MEANING = re.compile(r"意思|含义|定义|解释|怎么理解|指什么")
_LISTED = re.compile(r"哪些|哪几|有几|多少(?:个|项)|都有|列出|列一下|是什么|都是")


def answer_attribute(question: Question, context: Context, draft: Draft) -> bool:
    """约束性指标有哪些: the rows of the indicator tables that carry the word in a cell of their own."""
    asked = _ATTRIBUTE.search(question.text)
    if asked is None or not _LISTED.search(question.text) or _MEANING.search(question.text) or question.indicators:
        return False
    said = False
    for region in asked_regions(question, context):
        said = _say_rows(asked[0], region, context, draft) or said
    return said


def _say_rows(word: str, region: Region | None, context: Context, draft: Draft) -> bool:
    cell = re.compile(rf"(?:^|[：；，]){word}(?:指标)?(?:$|[；，])")
    names = context.catalogue.names(region) if region else ()
    found = context.store.passages_of_kind(PassageKind.ROW, context.within(regions=names))
    rows = [passage for passage in found if cell.search(passage.text)]
    if not rows:
        return False
    draft.say(f"{word}指标共{len(rows)}项：")
    for passage in rows:
        name = dict(passage.fields).get("row", "").rpartition("/")[2]
        name = re.sub(r"^\d{1,3}[.．、]\s*", "", name)
        draft.say(f"- {name}[{draft.cite_passage(passage)}]")
    return True
