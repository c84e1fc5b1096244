"""Evidence: figures and sentences that agree with a question's slots, best first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.agreement import kind_agreement, measure_agreement, period_agreement
from app.chain import Scope
from app.question import Question, Subject
from app.wording import Wording
from vectorstore.figure import Figure, Measure
from vectorstore.passage import Passage
from vectorstore.record import FigureFilter
from vectorstore.region import Region
from vectorstore.store import PassageStore

LIGHT_WEIGHT = 0.35
_CLAUSE_ENDS = ",，;；。!！?？\n"


@dataclass(frozen=True)
class Candidate:
    """A figure held against a question. coverage: share of the subject's words that the figure's text bears, 0 to 1.

    period, kind, measure: agreement of each slot, 0 (contradicts) to 1; extra: share of its phrase that was not asked for.
    """

    figure: Figure
    sentence: str
    coverage: float
    headed: bool
    period: float
    kind: float
    measure: float
    extra: float

    @property
    def agrees(self) -> bool:
        return self.period > 0 and self.kind > 0 and self.measure > 0

    @property
    def score(self) -> float:
        slots = 0.35 * self.period + 0.25 * self.kind + 0.25 * self.measure
        return 2 * self.coverage + slots - 0.3 * self.extra + (0.1 if self.figure.certain else 0.0)


class FigureFinder:
    """Finds the ledger's figures for one subject of a question."""

    def __init__(self, store: PassageStore, wording: Wording) -> None:
        self._store = store
        self._wording = wording

    def find(
        self, question: Question, subject: Subject, region: Region | None, passages: Iterable[Passage], scope: Scope
    ) -> list[Candidate]:
        """Candidates of one region, best first: the ledger's entries under the indicator's name, and those of the passages."""
        figures = self._figures(subject, region, passages, scope)
        return sorted((self._weigh(question, subject, figure) for figure in figures), key=lambda c: -c.score)

    def _figures(
        self, subject: Subject, region: Region | None, passages: Iterable[Passage], scope: Scope
    ) -> list[Figure]:
        regions = (region.full_name,) if region else ()
        found: dict[tuple[str, int], Figure] = {}
        if subject.indicators:
            where = FigureFilter(
                regions=regions, indicators=subject.indicators, documents=scope.documents, groups=scope.groups
            )
            found.update({(f.document, f.start): f for f in self._store.figures(where)})
        ids = tuple(passage.id for passage in passages)
        if ids:
            where = FigureFilter(regions=regions, passages=ids, documents=scope.documents, groups=scope.groups)
            found.update({(f.document, f.start): f for f in self._store.figures(where)})
        return list(found.values())

    def _weigh(self, question: Question, subject: Subject, figure: Figure) -> Candidate:
        clean = self._store.source(figure.document).clean
        sentence = clean[figure.sentence_start : figure.sentence_end]
        reach = Reach(figure, clean)
        coverage, headed = self._coverage(subject, reach)
        return Candidate(
            figure=figure,
            sentence=sentence,
            coverage=coverage,
            headed=headed,
            period=period_agreement(question.periods, figure.period),
            kind=kind_agreement(question, figure.kind),
            measure=measure_agreement(question, figure),
            extra=_extra(subject, figure),
        )

    def _coverage(self, subject: Subject, reach: Reach) -> tuple[float, bool]:
        if not subject.terms:
            return (1.0, True) if reach.figure.indicator in subject.indicators else (0.0, False)
        same = reach.figure.indicator in subject.indicators
        total = found = 0.0
        headed = False
        for term in subject.terms:
            weight = term_weight(term, self._wording)
            level = reach.level(self._wording.variants(term))
            if same and any(term in name for name in subject.indicators):
                level = 1.0
            total += weight
            found += weight * level
            headed = headed or (level >= 0.85 and weight >= 1)
        light_only = all(term_weight(term, self._wording) < 1 for term in subject.terms)
        return found / total, headed or same or light_only


class Reach:
    """How near to a figure a word stands: 1 in its own phrase, .85 in its clause, .6 in its sentence, .5 in its headings."""

    def __init__(self, figure: Figure, clean: str) -> None:
        self.figure = figure
        before = clean[figure.sentence_start : figure.start]
        after = clean[figure.end : figure.sentence_end]
        own_before = re.split(rf"[{_CLAUSE_ENDS}、]|\d", before)[-1]
        own_after = re.split(rf"[{_CLAUSE_ENDS}、]|\d", after)[0]
        self._near = " ".join([figure.phrase, figure.indicator, figure.row, *figure.column, own_before, own_after])
        self._clause = re.split(f"[{_CLAUSE_ENDS}]", before)[-1] + re.split(f"[{_CLAUSE_ENDS}]", after)[0]
        self._sentence = before + after
        self._heading = " ".join([*figure.section, figure.subdocument, figure.part_of])

    def level(self, variants: Iterable[str]) -> float:
        """The best reach of any of the words."""
        words = [word for word in variants]
        for text, level in ((self._near, 1.0), (self._clause, 0.85), (self._sentence, 0.6), (self._heading, 0.5)):
            if any(word in text for word in words):
                return level
        return 0.0


def term_weight(term: str, wording: Wording) -> float:
    """What a word tells of the subject: little for words that stand everywhere, more for long ones."""
    if term in wording.light or len(term) == 1:
        return LIGHT_WEIGHT
    return 1.3 if len(term) >= 4 else 1.0


def _extra(subject: Subject, figure: Figure) -> float:
    """Share of the figure's phrase that the question did not name: 工业投资 for 投资 is another thing."""
    phrase = figure.row or figure.phrase or figure.indicator
    if not phrase:
        return 0.0
    rest = phrase
    for term in sorted([*subject.terms, *subject.indicators], key=len, reverse=True):
        rest = rest.replace(term, "")
    return len(rest) / len(phrase)


def is_same_thing(one: Candidate, other: Candidate) -> bool:
    """Whether two figures claim to give the same quantity: equal indicator, region, period, kind, measure and base."""
    a, b = one.figure, other.figure
    return (
        a.indicator == b.indicator
        and a.region.full_name == b.region.full_name
        and a.period == b.period
        and a.measure is b.measure
        and a.part_of == b.part_of
        and (a.measure is not Measure.GROWTH or _base(a) == _base(b))
    )


def _base(figure: Figure) -> str:
    """年初预算 and 决算 are different bases; 同比 and 较上年 are one."""
    for word in ("预算", "决算", "预计", "年均"):
        if word in figure.base:
            return word
    return ""
