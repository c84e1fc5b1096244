"""Definitions: glossary entries given whole, else the sentence that explains the term."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.evidence.sentences import Sentence, split_sentences
from app.understanding.question import Operation, Question
from vectorstore.passage import Passage, PassageKind
from vectorstore.region import Region

_QUOTED = re.compile(r"[“\"「『《‘']([^”\"」』》’']{1,30})[”\"」』》’']")
_OF_NAME = re.compile(
    r"[“\"「『‘](?P<name>[^”\"」』’]{2,20})[”\"」』’][^，。,“\"]{0,6}?[，,]?(?:具体|分别|都|各)*(?:是|指|包括|有|说的|讲的)*(?:哪|什么|啥|怎么)"
)
_EXPLAINS = re.compile(r"[,，、]?\s*(?:就?是指|指的?是?|即(?!将|使|可|便|时)|包括|包含|[：:]|就是|简称|分别是)")
_BRACKET = re.compile(r"[（(](?:即|指)?[^（）()]{6,}[)）]")
_NO_MEANING = re.compile(r"[（(][^（）()]*(?:\d|单位|牵头|责任|第|年|见|页)")
_COUNTED_TERM = re.compile(r"(?P<n>[三四五六七八九])(?:大|个|项|种|类)?(?P<tail>[一-鿿]{1,4})")
_COUNTED_NAME = re.compile(r"[三四五六七八九]大?(?![大个件项种类])[一-鿿]{1,2}")  # 五化, but not 三件大事
_TIME = re.compile(r"十[一二三四五六]五|20\d\d年?")  # “十四五”的“五区”
_DIGITS = "一二三四五六七八九"
_TABLES = (PassageKind.TABLE, PassageKind.ROW, PassageKind.DEFINITION)
PASSAGES = 20
_ASKED_OF_IT = re.compile(r"的?名单|都|各|分别|具体|是|指|有|包括|包含")
_SPELLS_OUT = re.compile(r"[（(][A-Za-z][A-Za-z ]{5,}|[（(][^（）()]{0,20}(?:简称|即|公司|企业)")
CLOSE_ENOUGH = 88
BY_NAME = 99.0
LONG_NAME, SHORTEST_NAME = 4, 3
TERMS_IN_MEMORY = 20_000


def answer_definition(question: Question, context: Context, draft: Draft, entries_only: bool = False) -> bool:
    """Gives the glossary entries of the asked term. False when no entry (and no explaining sentence) is there."""
    term = asked_term(question)
    if not term and question.operation is not Operation.LIST:
        return False
    entries = _entries(question, term, context)
    several = len({passage.region.name for passage in entries[:3]}) > 1  # 哪几个地方的报告讲到了…
    for passage in entries[:3]:
        number = draft.cite_passage(passage)
        draft.say(f"{f'{passage.region.name}：' if several else ''}{passage.text.strip()}[{number}]")
    return bool(entries) or (not entries_only and _explaining_sentence(question, term, context, draft))


def asked_term(question: Question) -> str:
    """The term asked about: what stands in quotation marks, else the question's subject."""
    if quoted := _QUOTED.findall(question.text):
        return str(next((name for name in quoted if not _TIME.fullmatch(name)), quoted[0]))
    text = "".join(subject.text for subject in question.subjects)
    return re.sub(
        r"^(?:报告|文件|材料)?(?:中|里)?(?:提到|所说|说|讲)?的?|[?？。,，]|(?:中|里)?的$|是$|指$|的$"
        r"|(?:分别|都)?[是指]?哪[几三四五六七八九十两][一-鿿]{0,3}$",
        "",
        text,
    ).strip()


def named_outright(question: Question) -> str:
    """The name in quotation marks whose meaning or members are asked for, bare; "" where none is."""
    match = _OF_NAME.search(question.text) if question.operation in (Operation.LIST, Operation.DEFINE) else None
    name = match["name"] if match else ""
    return "" if len(name) < SHORTEST_NAME or _TIME.fullmatch(name) else bare(name)


def lists_too_few(question: Question, said: Sequence[str]) -> bool:
    """“六个并重”是哪六个: whether what was said of the name has fewer members than it counts."""
    name = named_outright(question)
    if not name or name[0] not in _DIGITS or not re.search(rf"哪[{name[0]}几些]", question.text):
        return False
    text = "\n".join(said)
    members = 1 + len(re.findall(r"[、；\n]|[一二三四五六七八九]是", text))
    return members < _DIGITS.index(name[0]) + 1


@lru_cache(maxsize=TERMS_IN_MEMORY)
def bare(text: str) -> str:
    """Text without quotation marks, brackets, dashes and spaces, in lower case."""
    return re.sub(r"[“”\"‘’'《》（）()\s·、，,]|[—-]+", "", text).lower()


def _entries(question: Question, term: str, context: Context) -> list[Passage]:
    found: list[tuple[float, Passage]] = []
    wanted = bare(term)
    names = tuple(sorted({name for region in question.regions for name in context.catalogue.names(region)}))
    for passage in context.store.passages_of_kind(PassageKind.DEFINITION, context.within(regions=names)):
        entry = bare(dict(passage.fields).get("term", ""))
        score = max(_likeness(wanted, entry), _asked_by_name(question, entry))
        if score >= CLOSE_ENOUGH:
            found.append((score, passage))
    best = max((score for score, _ in found), default=0.0)
    return [passage for score, passage in sorted(found, key=lambda item: -item[0]) if score >= best - 2]


def _asked_by_name(question: Question, entry: str) -> float:
    """要改造的3条小巷分别是哪些: the entry's own name stands in the question, right before what is asked of it."""
    if len(entry) < LONG_NAME or question.operation is not Operation.LIST:
        return 0.0
    _, named, after = bare(question.text).partition(entry)
    while named:
        if _ASKED_OF_IT.match(after):
            return BY_NAME
        _, named, after = after.partition(entry)
    return 0.0


def _likeness(wanted: str, entry: str) -> float:
    if not wanted or not entry:
        return 0.0
    if wanted == entry:
        return 100.0
    if len(wanted) >= 2 and (wanted in entry or entry in wanted) and min(len(wanted), len(entry)) >= 2:
        return 90.0 + 8 * min(len(wanted), len(entry)) / max(len(wanted), len(entry))
    return fuzz.ratio(wanted, entry)


def _explaining_sentence(question: Question, term: str, context: Context, draft: Draft) -> bool:
    """The sentence of the running text that says what the term means, or that lists what it counts (“五化”)."""
    for region in asked_regions(question, context):
        passages = [p for p in context.passages(question, region, PASSAGES) if p.kind not in _TABLES]
        sentences = [sentence for passage in passages for sentence in split_sentences(passage, context.store)]
        found = next((s for s in sentences if explains(term, s.text)), None)
        lead = f"报告没有“{term}”的专门解释，相关表述是："
        if found is None:
            found = _only_listing(term, question, region, context)
            lead = f"报告没有专门解释“{term}”，文中与之对应的并列表述是（请核对原文）："
        if found is not None:
            number = draft.cite_span(found.passage, found.start, found.end)
            draft.say(f"{lead}{found.text}[{number}]")
            return True
    return False


def is_counted_term(term: str) -> bool:
    """Whether a term says how many of a thing it names (五化, 三大经济)."""
    return _COUNTED_NAME.fullmatch(term) is not None


def explains(term: str, text: str) -> bool:
    """Whether a sentence says what a term means: behind it (即, 指, in a bracket), or as a list right before it."""
    for place in (match.start() for match in re.finditer(re.escape(term), text)):
        behind = text[place + len(term) :].lstrip("”\"》’' ")
        if _EXPLAINS.match(behind) or (term.isascii() and _SPELLS_OUT.match(behind)):
            return True
        if _BRACKET.match(behind) and not _NO_MEANING.match(behind):
            return True
    return False


def listed_as(term: str, text: str) -> tuple[str, ...]:
    """The words that list what a term counts: of 五化 five on 化, of 三大经济 three on 经济; () where none do."""
    counted = _COUNTED_TERM.fullmatch(term)
    if counted is None:
        return ()
    tail = re.escape(counted["tail"])
    for run in re.finditer(rf"[一-鿿]{{1,10}}?{tail}(?:[、和及与][一-鿿]{{1,8}}?{tail})+", text):
        words = re.split(r"(?<=" + tail + r")[、和及与]", run.group())
        if len(words) == _DIGITS.index(counted["n"]) + 1:
            return tuple(words)
    return ()


def _only_listing(term: str, question: Question, region: Region | None, context: Context) -> Sentence | None:
    """The first sentence of the place's reports that lists what the term counts, None where the lists differ."""
    found: dict[tuple[str, ...], Sentence] = {}
    for record in context.near_reports(question, region):
        for passage in context.store.passages_of(record.id):
            if passage.kind in _TABLES or not listed_as(term, passage.text):
                continue
            for sentence in split_sentences(passage, context.store):
                if words := listed_as(term, sentence.text):
                    found.setdefault(words[1:], sentence)  # before the first word stands its verb
    return next(iter(found.values())) if len(found) == 1 else None
