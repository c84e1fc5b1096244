"""Who holds a post, is appointed to it or removed from it: read from the statements 任…为, X任…, 免去X…职务."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.evidence.sentences import Sentence, split_sentences
from app.understanding.question import Operation, Question
from app.understanding.surnames import SURNAME
from vectorstore.gazetteer import short_name
from vectorstore.region import Region

_HEAD = (
    r"(?:局长|主任委员|主任(?!委员|会)|院长|庭长|检察长|书记|秘书长|区长|县长|市长|省长|厅长"
    r"|部长|处长|科长|所长|队长|镇长|乡长|校长|会长|主席|委员(?!会)|检察员|审判员)"
)
_POST = rf"[一-鿿（）()]{{0,36}}?副?{_HEAD}"
_NAME = rf"{SURNAME}[一-鿿]{{1,2}}"
_NAMES = rf"{_NAME}(?:、{_NAME})*"
_ASKED_POST = re.compile(rf"[一-鿿]*?{_HEAD}")
_ASKS_REMOVED = re.compile(
    r"免(?!费|疫|税)|原任|原来|原(?=副?(?:局|院|庭|检察|部|处|科|厅|秘书|区|县|市|镇|乡)长|主任|书记)|之前|以前|[前上]一?任|接替|卸任|不再担任|离任|顶(?:的|替)|替(?:的|换|下)|接(?:的是|了)?谁|谁的(?:位|班|职)"
)
_ASKS_NAMED = re.compile(
    r"任命|拟任|拟由|接任|出任|担任|提名|新任|任职|由谁|谁[为任当是]|[为任当是]谁|是哪[位个]|谁做|姓名|叫什么|有谁|[让换]成?谁|谁[上来当接]|人选|接班"
)
_NOT_POST = re.compile(
    r"[?？,，。;；、\s]|谁|哪位|哪个|哪几位|任命|拟任|拟由|提名|免去|免的|免|接任|出任|担任|新任|原任|原来|原(?=副?(?:局|院|庭|检察|部|处|科|厅|秘书|区|县|市|镇|乡)长|主任|书记)|之前|以前|现任|前任"
    r"|会议|[被在]|第?\d+[次届]|第[一二三四五六七八九十]+[次届]|作(?:的)?[一-鿿]{0,8}报告|[的是为当由]|(?<!主)任|20\d\d年?(?:\d{1,2}月份?(?:\d{1,2}[日号])?)?|\d{1,2}月份?(?:\d{1,2}[日号])?"
)
_GENERIC = re.compile(r"监督|管理|人民|审判|事务|工作")
PASSAGES = 30
SHORTEST_UNIT = 2
MOST = 6


class Act(StrEnum):
    """What a statement says of a person and a post."""

    NAMED = "named"
    REMOVED = "removed"


@dataclass(frozen=True)
class Statement:
    """One person and one post. before: what stands before it in its sentence; start, end: offsets in the document."""

    act: Act
    person: str
    post: str
    before: str
    sentence: Sentence
    start: int
    end: int


_STATEMENTS = (
    (Act.REMOVED, re.compile(rf"免去(?P<who>{_NAMES})(?:等?同志)?的?(?P<post>{_POST})(?:等?职务)?")),
    (Act.NAMED, re.compile(rf"任命(?P<who>{_NAMES})(?:等?同志)?为(?P<post>{_POST})")),
    (
        Act.NAMED,
        re.compile(
            rf"(?:^|[,，、:：。；\s]|提议|提名|决定)(?P<who>{_NAMES})(?:等?同志)?(?:任|为|担任)(?P<post>{_POST})"
        ),
    ),
    (Act.NAMED, re.compile(rf"(?P<post>{_POST})由(?P<who>{_NAMES})(?:等?同志)?(?:担任|兼任|出任|接任)")),
    (Act.NAMED, re.compile(rf"^(?P<post>{_POST})[\s　]+(?P<who>[一-鿿][\s　]?[一-鿿]{{1,2}})$")),
    (
        Act.NAMED,
        re.compile(
            rf"(?P<post>{_POST})(?P<who>{_NAME}?)(?:同志)?(?=作|主持|传达|介绍|汇报|代表|宣读|提议|提请|出席|[,，、。；]|$)"
        ),
    ),
)


def asks_post(question: Question) -> bool:
    """Who is, was or becomes the holder of a post that the question names."""
    for part in question.parts or (question,):
        named = _ASKS_REMOVED.search(part.text) or _ASKS_NAMED.search(part.text)
        if part.operation is not Operation.PERSON or named is None:
            return False
    return bool(_asked_posts(question))


def answer_post(question: Question, context: Context, draft: Draft) -> bool:
    """States who is named to, or removed from, each asked post; puts a wrong holder right. False when none is found."""
    statements = [s for region in asked_regions(question, context) for s in statements_of(question, context, region)]
    posts = _asked_posts(question)
    found = [[s for s in statements if _is_post(post, s)] for post in posts]
    if not all(found):
        return False
    acts = _asked_acts(question)
    people = {s.person for s in statements}
    for own in found:
        _correct(question, own, people, draft)
        for statement in _distinct([s for s in own if s.act in acts] or own):
            number = draft.cite_span(statement.sentence.passage, statement.start, statement.end)
            draft.say(f"{wording_of(statement)}[{number}]")
    return True


def _asked_posts(question: Question) -> list[tuple[str, str]]:
    """The posts that the question names, as (unit, title); a later post without a unit belongs to the one before."""
    text = question.text
    for region in question.regions:
        for name in (region.full_name, region.name, short_name(region.name)):
            text = text.replace(name, "")
    posts: list[tuple[str, str]] = []
    unit = ""
    for match in _ASKED_POST.finditer(_NOT_POST.sub(" ", text)):
        title = re.search(rf"副?{_HEAD}$", match.group())
        assert title is not None
        own = match.group()[: title.start()].strip()
        unit = own or unit
        posts.append((unit, title.group()))
    return [
        (u.removeprefix("区").removeprefix("市").removeprefix("县"), t) for u, t in posts if len(u) >= SHORTEST_UNIT
    ]


def _asked_acts(question: Question) -> set[Act]:
    acts = set()
    if _ASKS_REMOVED.search(question.text):
        acts.add(Act.REMOVED)
    if _ASKS_NAMED.search(_ASKS_REMOVED.sub("", question.text)) or not acts:
        acts.add(Act.NAMED)
    return acts


def statements_of(question: Question, context: Context, region: Region | None) -> Iterator[Statement]:
    """The statements of the passages that speak of appointments or of the asked posts."""
    for passage in context.passages(question, region, PASSAGES):
        for sentence in split_sentences(passage, context.store):
            yield from _read(sentence)


def _read(sentence: Sentence) -> Iterator[Statement]:
    taken: list[tuple[int, int]] = []
    for act, pattern in _STATEMENTS:
        for match in pattern.finditer(sentence.text):
            start, end = match.start("who"), match.end("post")
            start, end = min(start, match.start("post")), max(end, match.end("who"))
            if any(a < end and start < b for a, b in taken):
                continue
            taken.append((start, end))
            before = sentence.text[:start]
            offset = sentence.start
            for person in re.split("、", match.group("who")):
                yield Statement(
                    act,
                    re.sub(r"\s", "", person),
                    match.group("post"),
                    before,
                    sentence,
                    offset + start,
                    offset + end,
                )


def _is_post(asked: tuple[str, str], statement: Statement) -> bool:
    """Whether a statement's post is the one asked for: its title, and its unit in full or abbreviated (国资局)."""
    unit, title = asked
    own = re.search(rf"副?{_HEAD}$", statement.post)
    if own is None or own.group() != title:
        return False
    body = statement.post[: own.start()]
    if _abbreviates(unit, body) or (len(body) < SHORTEST_UNIT and unit in statement.before):
        return True
    return _abbreviates(_GENERIC.sub("", unit), _GENERIC.sub("", body))  # 行政审判庭 and 行政庭


def _abbreviates(short: str, whole: str) -> bool:
    """国资局 for 国有资产监督管理局: the letters in order, the last one at the end."""
    if not short or not whole or short[-1] not in whole[-3:]:
        return False
    place = -1
    for letter in short:
        place = whole.find(letter, place + 1)
        if place < 0:
            return False
    return True


def _correct(question: Question, own: Sequence[Statement], people: set[str], draft: Draft) -> None:
    """The question takes for granted that someone holds the post who is named to another."""
    named = [s for s in own if s.act is Act.NAMED]
    claimed = re.search(r"([一-鿿]{2,3}?)(?:同志)?(?:出任|担任|接任|任|当)(?!命|前|职)", question.text)
    if named and claimed and claimed.group(1) in people - {s.person for s in named}:
        right = named[0]
        number = draft.cite_span(right.sentence.passage, right.start, right.end)
        draft.say(f"问题中的“{claimed.group(1)}”与报告不符，并非{claimed.group(1)}：{wording_of(right)}[{number}]")


def _distinct(statements: Sequence[Statement]) -> list[Statement]:
    """One statement for each person and act, in order."""
    kept: dict[tuple[Act, str], Statement] = {}
    for statement in sorted(statements, key=lambda s: s.act is Act.REMOVED):
        kept.setdefault((statement.act, statement.person), statement)
    return list(kept.values())[:MOST]


def wording_of(statement: Statement) -> str:
    """The statement in the report's words; 免去 and 职务 are kept where the post stands between them."""
    place = statement.start - statement.sentence.start
    text = statement.sentence.text[place : statement.end - statement.sentence.start]
    return f"免去{text}职务" if statement.act is Act.REMOVED else text
