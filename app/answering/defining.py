"""Definitions: glossary entries given whole, else the sentence that explains the term."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz

from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.question import Operation, Question
from app.sentences import split_sentences
from vectorstore.passage import Passage, PassageKind

_QUOTED = re.compile(r"[“\"「『《‘']([^”\"」』》’']{1,30})[”\"」』》’']")
_EXPLAINS = ("是指", "指的是", "即", "包括", "：", "就是", "简称")
_ASKED_OF_IT = re.compile(r"的?名单|都|各|分别|具体|是|指|有|包括|包含")
_SPELLS_OUT = re.compile(r"[（(][A-Za-z][A-Za-z ]{5,}|[（(][^（）()]{0,20}(?:简称|即|公司|企业)")
CLOSE_ENOUGH = 88
BY_NAME = 99.0
LONG_NAME = 4
TERMS_IN_MEMORY = 20_000


def answer_definition(question: Question, context: Context, draft: Draft, entries_only: bool = False) -> bool:
    """Gives the glossary entries of the asked term. False when no entry (and no explaining sentence) is there."""
    term = asked_term(question)
    if not term and question.operation is not Operation.LIST:
        return False
    entries = _entries(question, term, context)
    for passage in entries[:3]:
        number = draft.cite_passage(passage)
        draft.say(f"{passage.text.strip()}[{number}]")
    return bool(entries) or (not entries_only and _explaining_sentence(question, term, context, draft))


def asked_term(question: Question) -> str:
    """The term asked about: what stands in quotation marks, else the question's subject."""
    quoted = _QUOTED.search(question.text)
    if quoted:
        return quoted.group(1)
    text = "".join(subject.text for subject in question.subjects)
    return re.sub(
        r"^(?:报告|文件|材料)?(?:中|里)?(?:提到|所说|说|讲)?的?|[?？。,，]|(?:中|里)?的$|是$|指$|的$"
        r"|(?:分别|都)?[是指]?哪[几三四五六七八九十两][一-鿿]{0,3}$",
        "",
        text,
    ).strip()


@lru_cache(maxsize=TERMS_IN_MEMORY)
def _plain(text: str) -> str:
    return re.sub(r"[“”\"‘’'《》（）()\s·、，,]|[—-]+", "", text).lower()


def _entries(question: Question, term: str, context: Context) -> list[Passage]:
    found: list[tuple[float, Passage]] = []
    wanted = _plain(term)
    names = tuple(sorted({name for region in question.regions for name in context.catalogue.names(region)}))
    for passage in context.store.passages_of_kind(PassageKind.DEFINITION, context.within(regions=names)):
        entry = _plain(dict(passage.fields).get("term", ""))
        score = max(_likeness(wanted, entry), _asked_by_name(question, entry))
        if score >= CLOSE_ENOUGH:
            found.append((score, passage))
    best = max((score for score, _ in found), default=0.0)
    return [passage for score, passage in sorted(found, key=lambda item: -item[0]) if score >= best - 2]


def _asked_by_name(question: Question, entry: str) -> float:
    """要改造的3条小巷分别是哪些: the entry's own name stands in the question, right before what is asked of it."""
    if len(entry) < LONG_NAME or question.operation is not Operation.LIST:
        return 0.0
    _, named, after = _plain(question.text).partition(entry)
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
    for region in asked_regions(question, context):
        for passage in context.passages(question, region, 12):
            for sentence in split_sentences(passage, context.store):
                place = sentence.text.find(term)
                if place < 0:
                    continue
                after = sentence.text[place + len(term) : place + len(term) + 6].lstrip("”\"》’' ")
                spelt = sentence.text[place + len(term) :]
                if after.startswith(_EXPLAINS) or (term.isascii() and _SPELLS_OUT.match(spelt)):
                    number = draft.cite_span(passage, sentence.start, sentence.end)
                    draft.say(f"报告没有“{term}”的专门解释，相关表述是：{sentence.text}[{number}]")
                    return True
    return False
