"""What is there where no sentence was sure enough: the one that comes nearest, as the answer or said to be no more."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.answering.meant import most_likely
from app.answering.telling import lacks_all_things
from app.answering.textual import OF_TABLES, PASSAGES, shows_what_is_asked, speaks_of
from app.evidence.sentences import Sentence, weigh_sentences
from app.understanding.question import Operation, Question

NEAR, NEARBY = 0.2, 40  # how likely the nearest sentence must be meant to be offered; of how many it is chosen
TELLS = 0.62  # how likely to be the answer: of 41 refusals those above were told by it but for one, see docs/evaluation
_CLAUSES = re.compile(r"[，,：:；;、]")  # a title has none


@dataclass(frozen=True)
class _Nearest:
    sentence: Sentence
    likelihood: float


def answer_nearest(question: Question, context: Context, draft: Draft) -> bool:
    """Tells the nearest sentence where it is very likely meant, or where another part of the question has told it."""
    near = _nearest(question, context) if not question.numeric and question.subjects else None
    if near is None:
        return False
    sentence = near.sentence
    if draft.lines and _is_cited(sentence, context, draft):
        return True
    tells = _CLAUSES.search(sentence.text) and shows_what_is_asked(question, sentence.text)
    if near.likelihood < TELLS or question.claims or question.premises or not tells:
        return False
    draft.say(f"{sentence.text}[{draft.cite_span(sentence.passage, sentence.start, sentence.end)}]")
    return True


def _is_cited(sentence: Sentence, context: Context, draft: Draft) -> bool:
    document = sentence.passage.document
    quote = context.store.source(document).quote(sentence.start, sentence.end)
    return any(c.document == document and c.start < quote.end and quote.start < c.end for c in draft.citations)


def offer_nearest_sentence(question: Question, context: Context, draft: Draft) -> None:
    """Beside a refusal, the sentence that comes nearest, said to be that; nothing where none comes near."""
    if near := _nearest(question, context):
        sentence = near.sentence
        number = draft.cite_span(sentence.passage, sentence.start, sentence.end)
        draft.say(f"报告中最相近的一句（未必是所问）：{sentence.text}[{number}]")


def _nearest(question: Question, context: Context) -> _Nearest | None:
    """None where somebody is asked for, too: another one's name would be taken for the answer."""
    if question.operation in (Operation.PERSON, Operation.RESPONSIBLE):
        return None
    for region in asked_regions(question, context)[:1]:
        passages = [p for p in context.passages(question, region, PASSAGES) if p.kind not in OF_TABLES]
        weighed = weigh_sentences(question.terms, passages, context.store, context.wording)
        weighed = [one for one in weighed if speaks_of(question, one)]
        meant = most_likely(question, weighed[:NEARBY], context.store) if weighed else None
        if meant is None or meant.likelihood < NEAR:
            return None
        sentence = meant.sentences[0].sentence
        if lacks_all_things(question, sentence.text.lower(), context):
            return None
        return _Nearest(sentence, meant.likelihood)
    return None
