"""Which post a person is named to, or removed from: read from the statements of appointment (某人 拟任何职)."""

from __future__ import annotations

import re

from app.answering.appointing import Act, Statement, statements_of, wording_of
from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.understanding.question import Question

_ASKS = re.compile(
    r"(?:什么|啥|何|哪个|哪些)(?:新)?(?:职务?|岗位?|位[子置]|官|单位)|拟任|职务|任职|去向|高就"
    r"|(?:当|做|任|干)(?:个|了)?(?:什么|啥|何)|(?:调|去|安排|派)(?:到|任|往)?了?(?:哪|什么地方)"
)
_REMOVED = re.compile(r"免|卸任|原任|原来|之前|以前|不再")


def answer_position(question: Question, context: Context, draft: Draft) -> bool:
    """States the posts of the person that the question names. False where it asks for none or no statement has any."""
    if question.numeric or not _ASKS.search(question.text):
        return False
    said: dict[str, Statement] = {}
    for region in asked_regions(question, context):
        for one in statements_of(question, context, region):
            if one.person in question.text:
                said.setdefault(f"{one.act}{one.post}", one)
    wanted = Act.REMOVED if _REMOVED.search(question.text) else Act.NAMED
    found = [one for one in said.values() if one.act is wanted] or list(said.values())
    for one in found:
        number = draft.cite_span(one.sentence.passage, one.start, one.end)
        draft.say(f"{wording_of(one)}[{number}]")
    return bool(found)
