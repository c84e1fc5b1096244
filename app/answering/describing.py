"""What the reports say of a person: origin, birth, schooling; where accounts differ, a conflict."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.evidence.sentences import Sentence, split_sentences
from app.understanding.question import Question
from app.understanding.surnames import SURNAME
from vectorstore.passage import Passage

PASSAGES = 14
_ASPECTS = (
    (
        "籍贯",
        re.compile(r"哪里人|哪儿人|什么地方人|哪里的人|哪的人|籍贯|老家|家乡|原籍|祖籍"),
        re.compile(r"(?:^|[,，;；])(?:籍贯)?(?P<v>[一-鿿]{2,8}?)人?(?<=人)(?=[,，;；。])|籍贯(?P<w>[一-鿿]{2,8})"),
    ),
    (
        "出生时间",
        re.compile(
            r"哪年(?:出)?生|什么时候(?:出)?生|何时(?:出)?生|出生(?:年月|日期|时间|于)|生日|多大年纪|多大岁数|年龄|几岁|哪年生人"
        ),
        re.compile(r"(?P<v>\d{4}\s*年(?:\s*\d+\s*月)?)(?:出生|生)|(?:出|)生于(?P<w>\d{4}年(?:\d+月)?)"),
    ),
    (
        "学历",
        re.compile(r"学历|文化程度|文凭|什么毕业"),
        re.compile(
            r"(?:^|[,，;；])(?P<v>[一-鿿]{0,6}(?:本科|专科|大专|大学|研究生|硕士|博士|高中|中专)[一-鿿]{0,5})(?=[,，;；。])"
        ),
    ),
)
_TITLE = r"(?:[局区县市院校所省厅部]长|主任|书记|主席|委员|法官|同志|干部|新任|现任|代表)"
_NAME = re.compile(
    rf"(?:^(?:请问)?|{_TITLE}的?)(?P<name>{SURNAME}[一-鿿]{{1,2}}?)(?:同志|先生|女士|{_TITLE})?[ ,，]*"
    r"(?:是|的|哪|什么|何时|籍贯|出生|学历|多大|老家|家乡|原籍|祖籍|年龄|文化程度|文凭)"
)


@dataclass(frozen=True)
class Description:
    """One value of an aspect of a person, and the sentence that gives it."""

    value: str
    sentence: Sentence


def answer_description(question: Question, context: Context, draft: Draft) -> bool:
    """Gives each value of the asked aspect with its source; two that differ are a conflict. False without one."""
    name = _NAME.search(question.text)
    aspect = next((one for one in _ASPECTS if one[1].search(question.text)), None)
    if name is None or aspect is None:
        return False
    who = name["name"]
    label, _, shown = aspect
    found: dict[str, Description] = {}
    for region in asked_regions(question, context):
        for passage in context.passages(question, region, PASSAGES):
            for one in _descriptions(who, shown, passage, context):
                found.setdefault(one.value, one)
    if not found:
        return False
    if len(found) > 1:
        draft.conflict = True
        draft.say(f"关于{who}的{label}，报告中有不同说法：")
    for one in found.values():
        number = draft.cite_span(one.sentence.passage, one.sentence.start, one.sentence.end)
        draft.say(f"{'- ' if len(found) > 1 else ''}{one.sentence.text}[{number}]")
    return True


def _descriptions(name: str, shown: re.Pattern[str], passage: Passage, context: Context) -> list[Description]:
    """What the passage says of the person: in a sentence that names them, or in their own words below their name."""
    own = name in passage.subdocument or name in "".join(passage.section)
    found = []
    for sentence in split_sentences(passage, context.store):
        speaks = own and re.match(r"我|本人", sentence.text)
        if not speaks and not sentence.text.startswith(name):
            continue
        match = shown.search(sentence.text)
        if match:
            value = next(group for group in match.groups() if group)
            found.append(Description(re.sub(r"\s", "", value), sentence))
    return found
