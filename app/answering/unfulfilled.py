"""What was promised and not done in time: the sentence in which a report owns up to it, with the one before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.evidence.sentences import Sentence, split_sentences
from app.understanding.question import Question
from vectorstore.passage import PassageKind
from vectorstore.region import Region

PASSAGES = 40
_DONE = r"(?:办成|办完|办好|办到|完成|兑现|做到|落实|建成|完工)"
_ASKS = re.compile(
    rf"(?:实事|承诺|答应|许诺)[^。?？]{{0,20}}(?:掉链子|没(?:有|能)?{_DONE}|未能?{_DONE}|落空|打折扣|食言|泡汤|黄了"
    rf"|(?:全部|全都|都|件件|如数)[^,，。]{{0,6}}{_DONE})"
)
_UNDONE = re.compile(
    rf"(?:未能?|没有?能?|尚未)(?:如期|按期|按时|全部)?(?:{_DONE}|实现|交付|投用|达到)|(?:进度|进展|建设)滞后|延期|推迟"
)
_PROMISED = re.compile(r"实事|承诺")
_HOW_MANY = re.compile(r"[\d一二三四五六七八九十]+[件项].{0,12}[\d一二三四五六七八九十]+[件项]")
_LOOK_FOR = "承诺 民生实事 未能按期完成 滞后"


@dataclass(frozen=True)
class _Owned:
    """A sentence that owns up to something undone. lead: the one before it that says how much was promised."""

    sentence: Sentence
    lead: Sentence | None


def asks_unfulfilled(question: Question) -> bool:
    """Whether it is asked, or wrongly taken for granted, that all promises were kept (实事有没有掉链子的)."""
    return not question.numeric and bool(_ASKS.search(question.text))


def answer_unfulfilled(question: Question, context: Context, draft: Draft) -> bool:
    """Quotes what each asked place's report says of the promise that it missed. False where none says so."""
    found = [owned for region in asked_regions(question, context) if (owned := _owned(question, context, region))]
    for owned in found:
        for sentence in filter(None, (owned.lead, owned.sentence)):
            draft.say(f"{sentence.text}[{draft.cite_span(sentence.passage, sentence.start, sentence.end)}]")
    return bool(found)


def _owned(question: Question, context: Context, region: Region | None) -> _Owned | None:
    names = (context.catalogue.names(region),) if region else ()
    years = {year for period in question.periods for year in (period.start, period.end)}
    for passage in context.retriever.search(_LOOK_FOR, names, tuple(sorted(years)), context.scope, PASSAGES):
        stated = set(passage.years)
        if passage.kind is not PassageKind.TEXT or (years and stated and not years & stated):
            continue
        before: Sentence | None = None
        for sentence in split_sentences(passage, context.store):
            told = f"{before.text if before else ''}{sentence.text}"
            if _UNDONE.search(sentence.text) and _PROMISED.search(told):
                lead = before if before and _HOW_MANY.search(before.text) else None
                return _Owned(sentence, lead)
            before = sentence
    return None
