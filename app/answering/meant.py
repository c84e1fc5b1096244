"""Which sentence a question means: by its words and by likeness in meaning, where that is likely enough."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.evidence.sentences import Weighed
from app.understanding.question import Question
from vectorstore.store import PassageStore

# A logistic regression on the best sentence for 190 questions after texts, each tried without the passage that answers
# it and of another place, too (docs/decisions/018): the share of the question's words that its passage bears, how far
# its likeness is above the others', how far its score is ahead of other passages, whether its passage was found first.
_WHOLE, _LIKENESS_ABOVE, _SCORE_AHEAD, _FIRST_FOUND, _BASE = 2.84, 30.2, 2.76, 1.07, -4.03
LIKELY = 0.44
MOST_ABOVE, MOST_AHEAD = 0.05, 0.5  # standing out more says no more than this
MOST = 12
LIKENESS_WEIGHT = 4.0
SURE_BY_WORDS = 0.85


@dataclass(frozen=True)
class Meant:
    """The sentences, that which is most likely meant first, and how likely it is, 0 to 1."""

    sentences: list[Weighed]
    likelihood: float


def most_likely(question: Question, weighed: Sequence[Weighed], store: PassageStore) -> Meant:
    """The best of the sentences, by likeness too where words do not decide. weighed: best first, not empty."""
    held = list(weighed[:MOST])
    likeness = store.likeness(question.text, [one.sentence.text for one in held])
    average = sum(likeness) / len(likeness)
    above = [max(-MOST_ABOVE, min(MOST_ABOVE, alike - average)) for alike in likeness]
    weight = LIKENESS_WEIGHT if held[0].own < SURE_BY_WORDS else 0.0
    raised = [replace(one, bonus=one.bonus + weight * more) for one, more in zip(held, above, strict=True)]
    order = sorted(range(len(held)), key=lambda at: -raised[at].score)
    best = order[0]
    others = [one.score for one in held if one.sentence.passage.id != held[best].sentence.passage.id]
    ahead = min([MOST_AHEAD, *(held[best].score - score for score in others)])
    odds = _BASE + _WHOLE * held[best].whole + _LIKENESS_ABOVE * above[best] + _SCORE_AHEAD * ahead
    odds += _FIRST_FOUND * (held[best].rank == 0)
    return Meant([*(raised[at] for at in order), *weighed[MOST:]], 1 / (1 + math.exp(-odds)))
