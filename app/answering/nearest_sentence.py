"""What a refusal offers where no figure is asked for: the sentence that comes nearest, said to be no more than that."""

from __future__ import annotations

from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.answering.meant import most_likely
from app.answering.telling import lacks_all_things
from app.answering.textual import OF_TABLES, PASSAGES, speaks_of
from app.evidence.sentences import weigh_sentences
from app.understanding.question import Operation, Question

NEAR, NEARBY = 0.2, 40  # how likely the nearest sentence must be meant to be offered; of how many it is chosen


def offer_nearest_sentence(question: Question, context: Context, draft: Draft) -> None:
    """Beside a refusal, the sentence that comes nearest, said to be that; nothing where none comes near.

    Nothing where somebody is asked for, either: another one's name would be taken for the answer.
    """
    if question.operation in (Operation.PERSON, Operation.RESPONSIBLE):
        return
    for region in asked_regions(question, context)[:1]:
        passages = [p for p in context.passages(question, region, PASSAGES) if p.kind not in OF_TABLES]
        weighed = weigh_sentences(question.terms, passages, context.store, context.wording)
        weighed = [one for one in weighed if speaks_of(question, one)]
        meant = most_likely(question, weighed[:NEARBY], context.store) if weighed else None
        if meant is None or meant.likelihood < NEAR:
            return
        sentence = meant.sentences[0].sentence
        if lacks_all_things(question, sentence.text.lower(), context):
            return
        number = draft.cite_span(sentence.passage, sentence.start, sentence.end)
        draft.say(f"报告中最相近的一句（未必是所问）：{sentence.text}[{number}]")
