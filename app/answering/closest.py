"""A figure that the question means in other words: the one that is most likely meant, where that is likely enough."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import takewhile

from app.evidence.agreement import LOOSE
from app.evidence.candidates import COUNTED_REACH, Candidate
from app.evidence.heads import counted_head, counts_head, is_of_one_kind
from app.evidence.rivals import same_value
from app.understanding.aspects import of_things
from app.understanding.question import Operation, Question, Subject
from app.understanding.terms import term_weight
from app.understanding.wording import Wording
from vectorstore.indicators import is_thing
from vectorstore.store import PassageStore
from vectorstore.tokenizer import word_frequency

# A logistic regression on the best candidates of 300 questions in other words than the report's (docs/decisions/015):
# the share of its words that the figure bears, and how far its likeness in meaning and its score are ahead of every
# figure with another value.
_COVERAGE, _LIKENESS_AHEAD, _SCORE_AHEAD, _BASE = 1.05, 50.3, 3.28, -0.94
LIKELY = 0.6  # of those accepted, about nine in ten are the figure that was meant
MOST_AHEAD = (0.03, 0.6)  # being the only one says no more than this
LEAST_COVERAGE, HALF = 0.2, 0.5
MOST = 12
SAME_TAIL = 2  # characters in which two names end alike
_ASKING_END = re.compile(r"(?:[有是为达到的了]|多少|几|大概|一共|总共|[?？呢啊])+$")
_SAYS_A_DEED = re.compile(r"多少|几|了")
_REALLY_SUM = re.compile(r"加起来|合计|之和|加总|相加|总和")
_ASKED = frozenset({Operation.LOOKUP, Operation.SUM, Operation.CONVERT})
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.+-]+")
_CLAUSE_END = re.compile(r"[,，;；。!！?？]")


def closest_in_meaning(
    question: Question, subject: Subject, candidates: Sequence[Candidate], store: PassageStore, wording: Wording
) -> Candidate | None:
    """The agreeing candidate that is most likely meant, None where none is likely enough.

    None for a question whose indicator the lexicon knows: what the reports do not give under its names, they do not
    give. candidates: those whose slots agree, best first.
    """
    named = any(not is_thing(name) for name in subject.indicators)
    if named or question.operation not in _ASKED or question.claims or question.unknown_regions or not question.numeric:
        return None
    if question.operation is Operation.SUM and _REALLY_SUM.search(question.text):
        return None
    head = counted_head(question, subject, wording)
    held = [one for one in candidates if not head or counts_head(question, one.figure, head)]
    held = [one for one in held if is_of_one_kind(question, subject, one.figure)][:MOST]
    telling = [term for term in subject.terms if term_weight(term, wording) >= 1]
    names = {term for term in telling if _LATIN.fullmatch(term) or not (question.regions or word_frequency(term))}
    # SKP, 澹江船厂 of no report
    meant = [
        at
        for at, one in enumerate(held)
        if _may_be_meant(one, telling) and not names & one.lacking and not _is_beside(subject, one)
    ]
    if not meant:
        return None
    likeness = store.likeness(question.text, [_clause(one, store) for one in held])
    likelihoods = {at: _likelihood(at, held, likeness) for at in meant}
    best = max(meant, key=likelihoods.__getitem__)
    return held[best] if likelihoods[best] >= LIKELY else None


def _may_be_meant(candidate: Candidate, telling: Sequence[str]) -> bool:
    """It bears one of the telling words at least, and counts what is to be counted."""
    things = of_things(telling) or telling
    bears = not things or any(term not in candidate.lacking for term in things)
    least = LEAST_COVERAGE if telling else HALF  # 新增超市: no word that tells which
    return bears and candidate.kind > LOOSE and candidate.coverage >= least and candidate.counted >= COUNTED_REACH


def _is_beside(subject: Subject, candidate: Candidate) -> bool:
    """光电产业产值 for 米酒产业产值: named in the same way, of another thing."""
    asked, found = _ASKING_END.sub("", subject.text), candidate.figure.phrase
    tail = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(asked[::-1], found[::-1], strict=False))))
    heads = asked[: len(asked) - tail], found[: len(found) - tail]
    a_name = len(heads[0]) > 1 and not _SAYS_A_DEED.search(heads[0])  # 打了多少针疫苗 names nothing
    return a_name and tail >= SAME_TAIL and len(heads[1]) > 1 and not set(heads[0]) & set(heads[1])


def _likelihood(at: int, held: Sequence[Candidate], likeness: Sequence[float]) -> float:
    """How likely one of the candidates is meant, 0 to 1."""
    one = held[at]
    others = [place for place, other in enumerate(held) if not same_value(one, other)]
    alike, scored = MOST_AHEAD
    likeness_ahead = min([alike, *(likeness[at] - likeness[place] for place in others)])
    score_ahead = min([scored, *(one.score - held[place].score for place in others)])
    odds = _BASE + _COVERAGE * one.coverage + _LIKENESS_AHEAD * likeness_ahead + _SCORE_AHEAD * score_ahead
    return 1 / (1 + math.exp(-odds))


def _clause(candidate: Candidate, store: PassageStore) -> str:
    """The figure with its clause; a cell with its row and column."""
    figure = candidate.figure
    if figure.row:
        return f"{figure.row} {'/'.join(figure.column)} {figure.text}"
    clean = store.clean_text(figure.document)
    before = _CLAUSE_END.split(clean[figure.sentence_start : figure.start])[-1]
    after = _CLAUSE_END.split(clean[figure.end : figure.sentence_end])[0]
    return f"{before}{figure.text}{after}"
