"""Sentences of passages, weighed by the question's words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.understanding.terms import borne, term_weight
from app.understanding.wording import Wording
from vectorstore.charges import with_ended_measures
from vectorstore.indicators import indicator
from vectorstore.passage import Passage
from vectorstore.store import PassageStore

SHORTEST_NAME = 2
HEADED = 0.85  # what a heading says need not be said again in the sentence, but counts for less
_SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;\n]?")


@dataclass(frozen=True)
class Sentence:
    """A sentence of a passage. start, end: offsets into the document's cleaned text."""

    passage: Passage
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Weighed:
    """A sentence with the share of the question's words that it, its passage and its headings bear."""

    sentence: Sentence
    own: float
    whole: float
    rank: int
    bonus: float = 0.0

    @property
    def score(self) -> float:
        return 0.7 * self.own + 0.3 * self.whole - 0.006 * self.rank + self.bonus


def split_sentences(passage: Passage, store: PassageStore) -> list[Sentence]:
    """The passage's sentences in order, blanks left out."""
    clean = store.clean_text(passage.document)[passage.start : passage.end]
    sentences = []
    for match in _SENTENCE.finditer(with_ended_measures(clean)):
        text = clean[match.start() : match.end()]
        stripped = text.strip()
        if not stripped:
            continue
        start = passage.start + match.start() + text.index(stripped[0])
        sentences.append(Sentence(passage, start, start + len(stripped), stripped))
    return sentences


def weigh_sentences(
    terms: Sequence[str], passages: Sequence[Passage], store: PassageStore, wording: Wording
) -> list[Weighed]:
    """All sentences of the passages, best first."""
    weighed = []
    for rank, passage in enumerate(passages):
        heading = " ".join([*passage.section, passage.subdocument, passage.title])
        whole = share_of_terms(terms, f"{passage.text} {heading}", wording)
        for sentence in split_sentences(passage, store):
            own = max(
                share_of_terms(terms, sentence.text, wording),
                HEADED * share_of_terms(terms, f"{sentence.text} {heading}", wording),
            )
            weighed.append(Weighed(sentence, own, whole, rank))
    return sorted(weighed, key=lambda w: -w.score)


def share_of_terms(terms: Sequence[str], text: str, wording: Wording) -> float:
    """Weighted share of the terms that the text holds, by themselves or by a synonym; 0 without terms."""
    total = sum(term_weight(term, wording) for term in terms)
    if not total:
        return 0.0
    lowered = text.lower()
    return sum(term_weight(term, wording) * _named_or_borne(term, lowered, wording) for term in terms) / total


def _named_or_borne(term: str, lowered: str, wording: Wording) -> float:
    """How far a text bears a term; wholly where it names the indicator otherwise (立体停车楼 for 独立公共停车楼)."""
    found = borne(term, lowered, wording)
    known = indicator(term) if found < 1 else None
    names = known.names if known else ()
    return 1.0 if any(len(name) > SHORTEST_NAME and name.lower() in lowered for name in names) else found
