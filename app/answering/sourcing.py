"""What a bulletin's notes say: which office gave its data (低保的数是哪个部门提供的), what figures take in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.answering.context import Context
from app.answering.draft import Draft
from app.evidence.sentences import share_of_terms
from app.understanding.question import Question
from app.understanding.terms import content_words
from vectorstore.indicators import aliases
from vectorstore.passage import Passage
from vectorstore.regions import same_place

_ASKS_SOURCE = re.compile(
    r"(?:数据?|数字|指标|资料|口径)[^。?？]{0,14}?(?:哪|谁|何处|什么(?:部门|单位))[^,，。?？]{0,8}?(?:提供|给|来|出|报|供)"
    r"|(?:数据?|数字|指标|资料)(?:的)?(?:来源|来自|出自|取自)(?:于|是)?(?:哪|谁|何|什么|[?？]|$)"
)
_GIVEN_BY = re.compile(
    r"(?:^|(?<=[；;。：:\n]))[^\S\n]*(?P<what>[^；;。：:\n]{2,160}?)(?:等)?(?:数据|资料|指标)?(?:均)?(?:来自|来源于|由)(?P<who>[^；;。\n]{2,80}?)"
    r"(?:提供)?(?=[；;。\n]|$)"
)
_NOTE = re.compile(r"来自|来源于")
_OPENS = re.compile(
    r"^.*?(?:公报|报告|年鉴|材料|文件)(?:里面|里|中|上|的)*"
    r"|(?:这些|这几个|这个|那些)?(?:数据?|数字|指标|资料)?[,，]?是?$"
)
_NOISE = frozenset({"统计", "公报", "数据", "提供", "部门", "疑问", "资料", "来源", "来自", "指标", "单位"})
_ASKS_SCOPE = re.compile(
    r"(?:有没有|有无|是否|是不是|包不包括|包不包含|含不含|算不算|算没算|包括没包括)[^,，。?？]{0,6}?(?:算上|包括|包含|含|计入|算进|算入|算)?"
    r"|(?:算上|包括|包含|含|计入|算进)[^,，。?？]{1,14}(?:了吗|吗|没有|没)"
)
_TAKES_IN = re.compile(r"算上|包括|包含|计入|算进|算入|含")
_SCOPE_NOTE = re.compile(r"包含|包括|不含|不包括|不包含|含|剔除|扣除|口径|除[^,，。]{1,20}外")
HALF = 0.5
MOST = 6
TAIL = 2  # characters of a name that still tell it: 第五师 as 五师


@dataclass(frozen=True)
class _Note:
    passage: Passage
    start: int
    end: int
    text: str
    what: str


def answer_source(question: Question, context: Context, draft: Draft) -> bool:
    """Names the offices that the notes say gave the data asked about. False when they do not say."""
    if not _ASKS_SOURCE.search(question.text):
        return False
    notes = [note for passage in _passages(question, context) for note in _sources(passage, context)]
    told: dict[int, _Note] = {}
    for words in _things(question, context):
        fits = [(share_of_terms(words, note.what, context.wording), note) for note in notes]
        best = max((fit for fit, _ in fits), default=0.0)
        if best >= HALF:
            told |= {note.start: note for fit, note in fits if fit == best}
    if not told or len(told) > MOST:
        return False
    for note in told.values():
        draft.say(f"{note.text}[{draft.cite_span(note.passage, note.start, note.end)}]")
    return True


def answer_scope(question: Question, context: Context, draft: Draft) -> bool:
    """Quotes the note that says whether a figure takes something in. False when none speaks of both."""
    if not (_ASKS_SCOPE.search(question.text) and _TAKES_IN.search(question.text)):
        return False
    names = {name for indicator in question.indicators for name in aliases(indicator)}
    things = [term for term in question.terms if term not in _NOISE and not _TAKES_IN.search(term)]
    if not things:
        return False
    found = [
        (bool(names) and any(name in note.text for name in names), note)
        for passage in _passages(question, context)
        for note in _scopes(passage, things, context)
    ]
    best = max((named for named, _ in found), default=False)
    chosen = {note.start: note for named, note in found if named is best}
    for note in list(chosen.values())[:MOST]:
        draft.say(f"{note.text}[{draft.cite_span(note.passage, note.start, note.end)}]")
    return bool(chosen)


def _names(said: str, thing: str) -> bool:
    return thing in said or (len(thing) > TAIL and thing[1:] in said)


def _passages(question: Question, context: Context) -> list[Passage]:
    """Every passage of the reports on the asked place."""
    return [
        passage
        for record in context.catalogue.documents
        if not question.regions or any(same_place(record.region, place) for place in question.regions)
        for passage in context.store.passages_of(record.id)
    ]


def _things(question: Question, context: Context) -> Iterator[Sequence[str]]:
    """The words of each thing whose data are asked about: 降水、水质、空气."""
    text = question.subjects[0].text if question.subjects else ""
    for thing in re.split(r"[、和与及]", _OPENS.sub("", text)):
        words = [word for word in content_words(thing, context.wording) if word not in _NOISE]
        if words:
            yield words


def _sources(passage: Passage, context: Context) -> Iterator[_Note]:
    clean = context.store.source(passage.document).clean[passage.start : passage.end]
    if not _NOTE.search(clean):
        return
    for match in _GIVEN_BY.finditer(clean):
        start, end = match.span()
        start += len(match[0]) - len(match[0].lstrip())
        yield _Note(passage, passage.start + start, passage.start + end, match[0].strip(), match["what"])


def _scopes(passage: Passage, things: Sequence[str], context: Context) -> Iterator[_Note]:
    """Sentences about scope that name what is asked about, at least by the end of its name."""
    clean = context.store.source(passage.document).clean[passage.start : passage.end]
    for match in re.finditer(r"[^。；;\n]{4,200}[。；;]?", clean):
        said = match[0]
        if _SCOPE_NOTE.search(said) and any(_names(said, thing) for thing in things):
            start = match.start() + len(said) - len(said.lstrip())
            yield _Note(passage, passage.start + start, passage.start + match.end(), said.strip(), said)
