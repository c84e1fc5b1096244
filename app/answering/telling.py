"""Whether a passage speaks of what a question names, and not only of what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.answering.context import Context
from app.evidence.sentences import Weighed
from app.understanding.question import Question
from app.understanding.terms import borne, term_weight
from vectorstore.indicators import aliases
from vectorstore.tokenizer import is_noun, word_frequency, words

MOSTLY = 0.6
SPARE_ONE_OF = 4  # of so many things one may be worded in another way, where no other passage comes near
AHEAD = 0.15
_ASKED_CLASS = re.compile(
    r"哪(?:一|几|[两二三四五六七八九十\d]+)?[个家位条座所类种样项些名](?:国家|外地|本地|国内|国外)?([一-鿿]{2,4})"
)


def bears_telling(question: Question, weighed: Sequence[Weighed], context: Context) -> bool:
    """Whether the best sentence's passage bears every thing that the question names: 无人机 of 无人机产业, not 产业.

    What is said of the thing (verbs, times) a report may word in its own way; where no thing is named, the passage must
    bear the rarest word.
    """
    best, passage = weighed[0], weighed[0].sentence.passage
    text = " ".join([passage.text, *passage.section, passage.subdocument, passage.title]).lower()
    things = _things(question, context)
    if things:
        lacking = lacking_things(question, text, context)
        others = [w.own for w in weighed if w.sentence.passage.id != passage.id]
        spare = len(things) // SPARE_ONE_OF if best.own >= max(others, default=0.0) + AHEAD else 0
        return len(lacking) <= spare
    known = [t for t in question.terms if term_weight(t, context.wording) >= 1 and word_frequency(t)]
    if not known:
        return True  # words that no dictionary holds are cut by guess: they tell nothing for sure
    return borne(min(known, key=word_frequency), text, context.wording) >= MOSTLY


def lacking_things(question: Question, text: str, context: Context) -> list[str]:
    """The things that the question names and a text (lower case) does not bear."""
    return [thing for thing in _things(question, context) if not _stands_in(thing, text, context)]


def _things(question: Question, context: Context) -> list[str]:
    """The things that a question names, without what kind of thing it asks for (哪个国家部委: reports name it)."""
    sought = _ASKED_CLASS.search(question.text)
    plain = context.wording.light | context.wording.empty
    telling = [term for term in question.terms if term_weight(term, context.wording) >= 1]
    things = [thing for term in telling for thing in _named(term, question)]
    return [
        thing
        for thing in things
        if thing not in plain and thing[1:] not in plain and not (sought and thing in sought.group(1))
    ]


def _named(term: str, question: Question) -> list[str]:
    """The names of things in a term: itself, or in a term that no dictionary holds (老遗址) the ones within it."""
    if term in question.indicators or term.isascii():
        return [term]
    if word_frequency(term):
        return [term] if is_noun(term) else []
    return [word for word in words(term) if len(word) > 1 and is_noun(word)]


def _stands_in(thing: str, text: str, context: Context) -> bool:
    named = any(alias.lower() in text for alias in aliases(thing))
    return named or borne(thing, text, context.wording) >= MOSTLY
