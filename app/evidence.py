"""Evidence: figures and sentences that agree with a question's slots, best first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from app.agreement import kind_agreement, measure_agreement, period_agreement, restates_claim, state_agreement
from app.chain import Scope
from app.question import Operation, Question, Subject
from app.terms import borne, term_weight
from app.wording import Wording
from vectorstore.figure import Figure
from vectorstore.gazetteer import NATION, short_name
from vectorstore.indicators import aliases, is_thing, near_names
from vectorstore.passage import Passage
from vectorstore.record import FigureFilter
from vectorstore.region import Region
from vectorstore.store import PassageStore

INDICATOR_WEIGHT = 3.0
THING_WEIGHT = 2.0  # 小区, 教师: things of which a report counts many kinds
FLOW_PENALTY, STOCK_PENALTY = 0.25, 0.4
LACKING = 0.7
PART_REACH = 0.9
COUNTED_REACH = 0.7
IN_SENTENCE, CLAUSE_REACH = 0.5, 0.85
LACK_PENALTY = 0.5
_STOCK = re.compile(r"总数|总量|共有|保有|拥有|总规模|累计达|年底|年末|期末|一共|达到|累计")
_WHOLE_ASKED = re.compile(r"全[区市县省](?!各)|总共|一共|总数|共有")
_WHOLE_SAID = re.compile(r"全[区市县省]|总|共")
SHORT_PHRASE = 3
LEAD = 4  # characters before a figure that may still say 净增
_YEARLY = re.compile(r"年均|增速|增幅|增长")
FLOW = re.compile(r"新增|净增|新建|新改|新开|新认定|新引进|增加")
_HELD = re.compile(r"^(?:全[区市县省]|现|共)*(?:共有|现有|拥有|有|建有)|^全[区市县省]")
_STAGE = re.compile(r"申报|申请|备案|报送|推荐")  # 申报高新技术企业 are not yet 高新技术企业
_CLAUSE_ENDS = ",，;；。!！?？\n"


@dataclass(frozen=True)
class Candidate:
    """A figure held against a question. coverage: share of the subject's words that the figure's text bears, 0 to 1.

    period, kind, measure: agreement of each slot, 0 (contradicts) to 1; extra: share of its phrase not asked for.
    place: reach of the places that are named but that no report is about; counted: reach of what is to be counted.
    lacking: telling words that it does not bear.
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

    def find(
        self,
        question: Question,
        subject: Subject,
        places: tuple[str, ...],
        passages: Iterable[Passage],
        scope: Scope,
        true_name: Callable[[Region], Region],
    ) -> list[Candidate]:
        """Candidates of one place (its full names, () for any), best first: by the indicator's name, then passages."""
        figures = [
            replace(figure, region=true_name(figure.region))
            for figure in self._figures(question, subject, places, passages, scope)
        ]
        clean = {document: self._store.source(document).clean for document in {f.document for f in figures}}
        weighed = [self._weigh(question, subject, figure, clean[figure.document]) for figure in figures]
        return sorted(_told_apart(weighed), key=lambda c: -c.score)

    def _figures(
        self, question: Question, subject: Subject, places: tuple[str, ...], passages: Iterable[Passage], scope: Scope
    ) -> list[Figure]:
        regions = _with_nation(question, places)
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

    def _weigh(self, question: Question, subject: Subject, figure: Figure, clean: str) -> Candidate:
        sentence = clean[figure.sentence_start : figure.sentence_end]
        reach = Reach(figure, clean, self._wording)
        coverage, headed = self._coverage(subject, figure, reach)
        return Candidate(
            figure=figure,
            sentence=sentence,
            coverage=coverage,
            headed=headed,
            period=max(period_agreement(question.periods, figure.period), state_agreement(question.periods, figure)),
            kind=kind_agreement(question, figure.kind),
            measure=measure_agreement(question, figure),
            extra=_extra(subject, figure),
            penalty=_penalty(question, figure, clean[max(figure.sentence_start, figure.start - LEAD) : figure.start]),
            place=min((reach.level(short_name(name).lower()) for name in question.unknown_regions), default=1.0),
            counted=max((reach.names(name) for name in subject.counted), default=1.0),
            lacking=frozenset(
                t for t in subject.terms if term_weight(t, self._wording) >= 1 and reach.level(t) < LACKING
            ),
        )

    def _names_part(self, subject: Subject, reach: Reach) -> bool:
        telling = [t for t in subject.terms if term_weight(t, self._wording) >= 1]
        return bool(telling) and all(reach.level(t) == 1.0 for t in telling)

    def _coverage(self, subject: Subject, figure: Figure, reach: Reach) -> tuple[float, bool]:
        """Weighted share of the subject that the figure's text bears, and whether its main word stands close by."""
        total = found = 0.0
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
            level = _lifted(reach.level(term), counts)
            total += weight
            found += weight * level
            headed = headed or (level >= 0.75 and weight >= 1 and not subject.indicators)
        light_only = not subject.indicators and all(term_weight(t, self._wording) < 1 for t in subject.terms)
        return (found / total if total else 0.0), headed or light_only


def _lifted(level: float, counts: bool) -> float:
    """改造小区24个,惠及居民2.3万户: where 居民 are counted, what they belong to need only stand in the sentence."""
    return max(level, CLAUSE_REACH) if counts and level >= IN_SENTENCE else level


def _told_apart(candidates: Sequence[Candidate]) -> list[Candidate]:
    """A word that one figure bears close by tells it from those that lack it (制造业到位资金 from 到位资金)."""
    lacked = {term for candidate in candidates for term in candidate.lacking}
    held = {term for term in lacked for c in candidates if c.agrees and c.coverage > 0.5 and term not in c.lacking}
    return [replace(c, penalty=c.penalty + LACK_PENALTY) if c.lacking & held else c for c in candidates]


class Reach:
    """How near to a figure a word stands: 1 in its phrase, .85 in its clause, .6 in its sentence, .5 in a heading."""

    def __init__(self, figure: Figure, clean: str, wording: Wording) -> None:
        self.figure = figure
        self._wording = wording
        before = self._before = clean[figure.sentence_start : figure.start].lower()
        after = clean[figure.end : figure.sentence_end].lower()
        own_before = re.split(rf"[{_CLAUSE_ENDS}、]|\d", before)[-1]
        own_after = re.split(rf"[{_CLAUSE_ENDS}、]|\d", after)[0]
        near = " ".join([figure.phrase, figure.indicator, figure.row, *figure.column, own_before, own_after]).lower()
        clause = re.split(f"[{_CLAUSE_ENDS}]", before)[-1] + re.split(f"[{_CLAUSE_ENDS}]", after)[0]
        heading = " ".join([*figure.section, figure.subdocument]).lower()
        self._rings = (
            (near, 1.0),
            (f"{near} {clause} {figure.part_of}", 0.85),
            (f"{near} {before} {after} {figure.part_of}", 0.6),
            (f"{near} {before} {after} {heading}", 0.5),
        )

    def level(self, term: str) -> float:
        """The best reach of a term or a word that may stand for it."""
        best = 0.0
        for text, level in self._rings:
            share = borne(term, text, self._wording)
            best = max(best, level * share)
            if share == 1.0:
                break  # wider rings hold the same word at a lower level
        return best

    def indicator_level(self, name: str) -> float:
        """1 when the figure is bound to the indicator, else how near one of its names stands."""
        if name in (self.figure.indicator, _HELD.sub("", self.figure.indicator)):
            return 1.0
        if self.figure.indicator in near_names(name):
            return 0.0
        for text, level in self._rings:
            if any(alias.lower() in text for alias in aliases(name)):
                return 0.9 * level
        return 0.85 if self._is_short_for(name) else 0.0

    def names(self, word: str) -> float:
        """The reach of a word or of the indicator that it names."""
        return max(self.level(word), self.indicator_level(word))

    def _is_short_for(self, name: str) -> bool:
        """规上工业企业营业收入…,利润总额…: the phrase ends a name whose beginning stands before it in the sentence."""
        phrase = self.figure.phrase
        return len(phrase) > 1 and any(
            len(begins := alias.removesuffix(phrase)) > 1 and begins != alias and begins in self._before
            for alias in aliases(name)
        )


def _asked_text(question: Question) -> str:
    """The question's words with those of carried subjects."""
    return " ".join([question.text, *(subject.text for subject in question.subjects)])


def _penalty(question: Question, figure: Figure, lead: str) -> float:
    """Against figures of another flow (新增 for a stock, a stock for 新增) and against what the question gives."""
    penalty = 0.0
    if not figure.row and bool(FLOW.search(_asked_text(question))) != bool(FLOW.search(figure.phrase + lead)):
        penalty += STOCK_PENALTY if _STOCK.search(question.text) else FLOW_PENALTY
    if _WHOLE_ASKED.search(question.text) and not _WHOLE_SAID.search(figure.phrase + lead):
        penalty += 0.15
    if figure.part_of and figure.phrase not in question.text:
        penalty += 0.1  # 债务限额 asked: not 其中一般债务限额
    if len(figure.phrase) > SHORT_PHRASE and figure.phrase in question.text:
        penalty -= 0.15  # 一般债务余额 as asked, before 地方政府债务余额
    if _STAGE.search(figure.phrase) and not _STAGE.search(_asked_text(question)):
        penalty += STOCK_PENALTY
    if question.operation is Operation.LOOKUP and restates_claim(question, figure):
        penalty += 1.0
    if not question.measure and _YEARLY.search("".join(figure.column)) and not _YEARLY.search(question.text):
        penalty += 0.3
    return penalty


_GENERAL = re.compile(r"各类|各种|各项|各级|全部|全区|全市|全年|累计|完成|实现|达到|总(?=[数量额])")


def _extra(subject: Subject, figure: Figure) -> float:
    """Share of the figure's phrase that the question did not name: 工业投资 for 投资 is another thing."""
    phrase = figure.row or figure.phrase or figure.indicator
    if not phrase:
        return 0.0
    rest = _GENERAL.sub("", phrase)
    names = [alias for name in subject.indicators for alias in aliases(name)]
    for term in sorted([*subject.terms, *names], key=len, reverse=True):
        rest = rest.replace(term, "")
    return len(rest) / len(phrase)


def _with_nation(question: Question, places: tuple[str, ...]) -> tuple[str, ...]:
    """The place's full names; 全国…(武昌报告) also takes the nation's figures that the place's report gives."""
    return (*places, NATION.full_name) if places and "全国" in question.text else places
