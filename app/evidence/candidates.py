"""Evidence: figures and sentences that agree with a question's slots, best first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.chain import Scope
from app.evidence.agreement import (
    NEARLY,
    asked_level,
    is_state,
    kind_agreement,
    measure_agreement,
    period_agreement,
    state_agreement,
)
from app.evidence.penalties import is_other_side, penalty_of, unasked_share
from app.evidence.reach import Reach
from app.understanding.plan_share import plan_share_penalty
from app.understanding.question import PLAN_KINDS, Question, Subject
from app.understanding.terms import LIGHT_WEIGHT, term_weight
from app.understanding.wording import Wording
from vectorstore.budget_level import alike, level_of, tells_whole
from vectorstore.figure import Figure, Kind
from vectorstore.gazetteer import NATION, short_name
from vectorstore.indicators import aliases, is_thing
from vectorstore.passage import Passage
from vectorstore.record import FigureFilter
from vectorstore.region import Region
from vectorstore.store import PassageStore

INDICATOR_WEIGHT = 3.0
THING_WEIGHT = 2.0  # 小区, 教师: things of which a report counts many kinds
LACKING = 0.7
PART_REACH = 0.9
LEAST_NAMED = 3  # characters that tell an unlisted thing from others
COUNTED_REACH = 0.7
_ADDS_UP = re.compile(r"累计|[三四五]年(?:来|间)?(?:累计|共|总共|完成)")
_CLAUSE_END = re.compile(r"[,;，；。]")
_ALL_OF_IT = re.compile(r"全[省市县州](?!各|本级|级|直|平均|排|第|前)")
_WHOLE_YEAR = re.compile(r"全年|整年|1[-—~至到]12月")
IN_SENTENCE, CLAUSE_REACH = 0.5, 0.85
LACK_PENALTY = 0.5


@dataclass(frozen=True)
class Candidate:
    """A figure held against a question. coverage: share of the subject's words that the figure's text bears, 0 to 1.

    period, kind, measure: agreement of each slot, 0 (contradicts) to 1; extra: share of its phrase not asked for.
    place: reach of the places that are named but that no report is about; counted: reach of what is to be counted.
    lacking: telling words that it does not bear. elsewhere: those that only other parts of its sentence bear.
    """

    figure: Figure
    sentence: str
    coverage: float
    headed: bool
    period: float
    kind: float
    measure: float
    extra: float
    penalty: float = 0.0
    place: float = 1.0
    counted: float = 1.0
    lacking: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()

    @property
    def agrees(self) -> bool:
        return self.period > 0 and self.kind > 0 and self.measure > 0

    @property
    def score(self) -> float:
        slots = self.period + 0.3 * self.kind + 0.3 * self.measure
        certain = 0.04 if self.figure.certain else 0.0
        return 2 * self.coverage + slots - 0.3 * self.extra + certain - self.penalty


class FigureFinder:
    """Finds the ledger's figures for one subject of a question."""

    def __init__(self, store: PassageStore, wording: Wording) -> None:
        self._store = store
        self._wording = wording

    def gather(
        self,
        question: Question,
        subject: Subject,
        places: tuple[str, ...],
        passages: Iterable[Passage],
        scope: Scope,
        true_name: Callable[[Region], Region],
    ) -> list[Figure]:
        """The figures of one place (its full names, () for any): by the indicator's name, then of the passages."""
        return [
            figure if (region := true_name(figure.region)) is figure.region else replace(figure, region=region)
            for figure in self._figures(question, subject, places, passages, scope)
        ]

    def weigh(
        self, question: Question, subject: Subject, figures: Sequence[Figure], only_agreeing: bool
    ) -> list[Candidate]:
        """Candidates, best first; only_agreeing: those whose period, kind and measure do not speak against them."""
        slotted = [
            (figure, slots) for figure in figures if (slots := self._slots(question, figure)).agree or not only_agreeing
        ]
        if asked_level(question, subject):
            slotted = [(figure, slots) for figure, slots in slotted if not self._is_of_whole(figure)]
        elif _ALL_OF_IT.search(question.asked_text):
            slotted = [(figure, slots) for figure, slots in slotted if not level_of(figure)]
        clean = {document: self._store.clean_text(document) for document in {f.document for f, _ in slotted}}
        weighed = [self._weigh(question, subject, figure, slots, clean[figure.document]) for figure, slots in slotted]
        return sorted(_told_apart(weighed), key=lambda c: -c.score)

    def _figures(
        self, question: Question, subject: Subject, places: tuple[str, ...], passages: Iterable[Passage], scope: Scope
    ) -> list[Figure]:
        regions = _with_nation(question, places)
        found: dict[tuple[str, int, str], Figure] = {}
        if subject.indicators:
            names = (*subject.indicators, *_levelled(question, subject))
            where = FigureFilter(regions=regions, indicators=names, documents=scope.documents, groups=scope.groups)
            found.update({f.key: f for f in self._store.figures(where)})
        elif regions and (words := self._telling(subject)):
            where = FigureFilter(regions=regions, naming=words, documents=scope.documents, groups=scope.groups)
            found.update({f.key: f for f in self._store.figures(where)})
        ids = tuple(passage.id for passage in passages)
        if ids:
            where = FigureFilter(regions=regions, passages=ids, documents=scope.documents, groups=scope.groups)
            found.update({f.key: f for f in self._store.figures(where)})
        return list(found.values())

    def _telling(self, subject: Subject) -> tuple[tuple[str, ...], ...]:
        """What the name of an unlisted thing must hold: each telling word of the subject, or another word for it."""
        telling = [term for term in subject.terms if term_weight(term, self._wording) >= 1]
        words = telling if len("".join(telling)) >= LEAST_NAMED else list(subject.terms)
        if not telling or len("".join(words)) < LEAST_NAMED:
            return ()
        return tuple(tuple(self._wording.variants(word)) for word in words)

    def _weigh(self, question: Question, subject: Subject, figure: Figure, slots: _Slots, clean: str) -> Candidate:
        sentence = clean[figure.sentence_start : figure.sentence_end]
        reach = Reach(figure, clean, self._wording)
        coverage, headed = self._coverage(subject, figure, reach)
        telling = {t: reach.level(t) for t in subject.terms if term_weight(t, self._wording) >= 1}
        return Candidate(
            figure=figure,
            sentence=sentence,
            coverage=coverage,
            headed=headed,
            period=slots.period,
            kind=slots.kind,
            measure=0.0 if is_other_side(subject, figure) else slots.measure,
            extra=unasked_share(subject, figure, self._wording),
            penalty=plan_share_penalty(question, figure)
            + penalty_of(question, subject, figure, clean[figure.sentence_start : figure.start]),
            place=min((reach.level(short_name(name).lower()) for name in question.unknown_regions), default=1.0),
            counted=_counted(subject, reach, telling),
            lacking=frozenset(term for term, level in telling.items() if level < LACKING),
            elsewhere=frozenset(term for term, level in telling.items() if IN_SENTENCE <= level < CLAUSE_REACH),
        )

    def _slots(self, question: Question, figure: Figure) -> _Slots:
        """What a draft says 预计 of is both planned and expected (2026年底预计债务余额…)."""
        kind = kind_agreement(question, figure.kind)
        if question.kinds == (Kind.ESTIMATE,) and figure.kind in PLAN_KINDS and "预计" in self._before(figure):
            kind = NEARLY
        part = figure.period is not None and bool(figure.period.part) and bool(_WHOLE_YEAR.search(question.asked_text))
        period = 0.0 if part or self._runs_over_years(question, figure) else _period(question, figure)
        return _Slots(period, kind, measure_agreement(question, figure))

    def _runs_over_years(self, question: Question, figure: Figure) -> bool:
        """Whether a figure adds up several years (五年累计…402亿元) and the question asks for single ones."""
        if figure.row or figure.period is None or figure.period.start == figure.period.end:
            return False
        single = bool(question.periods) and all(period.start == period.end for period in question.periods)
        return single and bool(_ADDS_UP.search(_CLAUSE_END.split(self._before(figure))[-1]))

    def _is_of_whole(self, figure: Figure) -> bool:
        """Whether a figure is outright that of all of the place, which is none of its own level's (市本级)."""
        return not level_of(figure) and tells_whole(figure, self._before(figure))

    def _before(self, figure: Figure) -> str:
        """The sentence up to the figure; for a cell, with the caption of its table."""
        clean = self._store.clean_text(figure.document)
        return "".join(figure.section[-1:] if figure.row else ()) + clean[figure.sentence_start : figure.start]

    def _names_part(self, subject: Subject, reach: Reach) -> bool:
        telling = [t for t in subject.terms if term_weight(t, self._wording) >= 1]
        return bool(telling) and all(reach.level(t) == 1.0 for t in telling)

    def _coverage(self, subject: Subject, figure: Figure, reach: Reach) -> tuple[float, bool]:
        """Weighted share of the subject that the figure's text bears, and whether its main word stands close by."""
        total = found = 0.0
        part = subject.text.startswith("其中")  # of what was named before
        nameless = (
            not part and not subject.indicators and not any(term_weight(t, self._wording) >= 1 for t in subject.terms)
        )
        headed = counts = any(reach.names(name) >= COUNTED_REACH for name in subject.counted)
        for name in subject.indicators:
            level = _lifted(reach.indicator_level(name), counts)
            if figure.part_of == name and self._names_part(subject, reach):
                level = max(level, PART_REACH)  # 住户存款余额 is given as 其中住户存款
            weight = THING_WEIGHT if is_thing(name) else INDICATOR_WEIGHT
            total += weight
            found += weight * level
            headed = headed or level >= 0.85
        for term in subject.terms:
            weight = term_weight(term, self._wording)
            if nameless and weight < LIGHT_WEIGHT:
                weight = 1.0  # 新增超市, 破产企业: nothing else says which
            level = _lifted(reach.level(term), counts)
            total += weight
            found += weight * level
            headed = headed or (level >= 0.75 and weight >= 1 and not subject.indicators)
        light_only = not subject.indicators and all(term_weight(t, self._wording) < 1 for t in subject.terms)
        return (found / total if total else 0.0), headed or light_only


@dataclass(frozen=True)
class _Slots:
    """How the slots of a figure agree with the question's, without a look at its text."""

    period: float
    kind: float
    measure: float

    @property
    def agree(self) -> bool:
        return self.period > 0 and self.kind > 0 and self.measure > 0


def _period(question: Question, figure: Figure) -> float:
    """The period's agreement; where a whole span is asked for, what one of its years gave does not agree."""
    one_year = figure.period is not None and figure.period.start == figure.period.end
    if question.whole_span and one_year and figure.kind not in PLAN_KINDS and not is_state(figure):
        asked = tuple(period for period in question.periods if period.start == period.end)
        return period_agreement(asked, figure.period) if asked else 0.0
    return max(period_agreement(question.periods, figure.period), state_agreement(question.periods, figure))


def _levelled(question: Question, subject: Subject) -> Iterator[str]:
    """市级 + every name of the indicators, where the question asks for a level's own account."""
    if level := asked_level(question, subject):
        yield from (word + alias for name in subject.indicators for alias in aliases(name) for word in alike(level))


def _counted(subject: Subject, reach: Reach, telling: dict[str, float]) -> float:
    """How near the figure stands what 多少 counts; 0.0 where it lacks what sorts that (多少件知识产权案件)."""
    if any(telling.get(name, 1.0) < IN_SENTENCE for name in subject.counted):
        return 0.0
    return max((reach.names(name) for name in subject.counted), default=1.0)


def _lifted(level: float, counts: bool) -> float:
    """改造小区24个,惠及居民2.3万户: where 居民 are counted, what they belong to need only stand in the sentence."""
    return max(level, CLAUSE_REACH) if counts and level >= IN_SENTENCE else level


def _told_apart(candidates: Sequence[Candidate]) -> list[Candidate]:
    """A word that one figure bears close by tells it from those that lack it (制造业到位资金 from 到位资金)."""
    lacked = {term for candidate in candidates for term in candidate.lacking}
    held = {term for term in lacked for c in candidates if c.agrees and c.coverage > 0.5 and term not in c.lacking}
    return [replace(c, penalty=c.penalty + LACK_PENALTY) if c.lacking & held else c for c in candidates]


def _with_nation(question: Question, places: tuple[str, ...]) -> tuple[str, ...]:
    """The place's full names; 全国…(武昌报告) also takes the nation's figures that the place's report gives."""
    return (*places, NATION.full_name) if places and "全国" in question.text else places
