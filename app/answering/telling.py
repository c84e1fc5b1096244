"""Whether a passage speaks of what a question names, and not only of what stands beside it."""

from __future__ import annotations

import re

from app.answering.context import Context
from app.understanding.question import Question
from app.understanding.terms import borne, term_weight
from vectorstore.indicators import aliases
from vectorstore.tokenizer import is_noun, word_frequency, words

MOSTLY = 0.6
_ASKED_CLASS = re.compile(
    r"哪(?:一|几|[两二三四五六七八九十\d]+)?[个家位条座所类种样项些名](?:国家|外地|本地|国内|国外)?([一-鿿]{2,4})"
)


def lacking_things(question: Question, text: str, context: Context) -> list[str]:
    """The things that the question names and a text (lower case) does not bear."""
    return [thing for thing in _things(question, context) if not _stands_in(thing, text, context)]


def lacks_all_things(question: Question, text: str, context: Context) -> bool:
    """Whether a text (lower case) bears none of the things that the question names; False where it names none."""
    held = set(_things(question, context))
    named = [(term, _named(term, question)) for term in question.terms]
    things = [(term, parts) for term, parts in named if parts and held.issuperset(parts)]
    return bool(things) and not any(
        _stands_in(term, text, context) or all(_stands_in(part, text, context) for part in parts)
        for term, parts in things
    )


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
