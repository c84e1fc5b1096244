"""What every way of answering works with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.answering.closest import closest_in_meaning
from app.answering.found import Found
from app.catalogue import Catalogue
from app.chain import Scope
from app.evidence.agreement import only_passes
from app.evidence.candidates import COUNTED_REACH, Candidate, FigureFinder
from app.evidence.heads import counted_head, counts_head, is_of_one_kind, parts_of_names
from app.evidence.rivals import (
    is_comparable,
    is_elsewhere,
    is_in_another_table,
    is_same_thing,
    names_no_thing,
    same_value,
)
from app.retriever import Retriever
from app.understanding.aspects import of_things, only_aspects
from app.understanding.question import PLAN_KINDS, RESULT_KINDS, Operation, Question, Subject
from app.understanding.question_text import asks_agreement
from app.understanding.terms import borne, content_words, term_weight
from app.understanding.wording import Wording
from vectorstore.budget_level import LEVEL
from vectorstore.figure import Figure
from vectorstore.gazetteer import short_name
from vectorstore.indicators import find_indicators, is_money, is_thing, near_names
from vectorstore.passage import Passage
from vectorstore.period import Period
from vectorstore.record import DocumentRecord, Filter
from vectorstore.region import Region
from vectorstore.regions import same_place, variants
from vectorstore.store import PassageStore
from vectorstore.tokenizer import word_frequency

_TOWN = re.compile(r"[一-鿿]{2,}(?:镇|乡|街道|社区|村)")
ENOUGH_COVERAGE = 0.7
SURE_COVERAGE = 0.78
PLACE_REACH = 0.85
PASSAGES_A_REGION = 30
PASSAGES_NAMING = 60
OPENING = 2
MOST_REPORTS = 60
MOST_NEAR = 6
NARROW_GAP, WIDE_GAP = 0.1, 0.2


@dataclass(frozen=True)
class Context:
    """One question's working tools."""

    store: PassageStore
    retriever: Retriever
    finder: FigureFinder
    catalogue: Catalogue
    scope: Scope
    wording: Wording

    def passages(self, question: Question, region: Region | None, k: int) -> list[Passage]:
        """The k best passages for the question in a region."""
        years = tuple(sorted({year for p in question.periods for year in (p.start, p.end)}))
        held = region is not None and bool(variants(region, self.catalogue.regions))
        above = [r for r in self.catalogue.regions if region and not held and r.name in region.parents]
        if region and above:
            return self._naming(region, above, _query(question), years, k)
        places = (self.catalogue.names(region),) if region and held else ()
        found = self.retriever.search(_query(question), places, years, self.scope, k)
        if question.operation is Operation.PERSON:
            found += [p for p in self._openings(region) if p not in found]
        return found

    def within(self, documents: tuple[str, ...] = (), regions: tuple[str, ...] = ()) -> Filter:
        """What a reading of all passages is limited to: these documents and regions, as far as the scope goes."""
        return Filter(regions, documents or self.scope.documents, self.scope.groups)

    def _naming(
        self, region: Region, above: Sequence[Region], query: str, years: tuple[int, ...], k: int
    ) -> list[Passage]:
        """Passages that name a town or zone without a report of its own, from the reports of the places it lies in."""
        names = tuple(name for parent in above for name in self.catalogue.names(parent))
        found = self.retriever.search(f"{region.name} {query}", (names,), years, self.scope, PASSAGES_NAMING)
        return [passage for passage in found if region.name in passage.text][:k]

    def first_of_sections(self, question: Question, region: Region | None) -> list[Passage]:
        """The first passage of every section of a region's reports: a way to their headings."""
        records = self.near_reports(question, region)
        firsts: dict[tuple[str, str, tuple[str, ...]], Passage] = {}
        for record in records:
            for passage in self.store.passages_of(record.id):
                firsts.setdefault((record.id, passage.subdocument, passage.section), passage)
        return [p for p in firsts.values() if region is None or same_place(p.region, region)]

    def near_reports(self, question: Question, region: Region | None) -> list[DocumentRecord]:
        """A region's reports; of a great many only those that retrieval finds near the question."""
        records = self.catalogue.about(region)
        if len(records) <= MOST_REPORTS:
            return records
        near = {passage.document for passage in self.passages(question, region, PASSAGES_A_REGION)}
        return [record for record in records if record.id in near]

    def _openings(self, region: Region | None) -> list[Passage]:
        """The first passages of each report: they name who gave it."""
        opened: list[Passage] = []
        for record in self.catalogue.about(region):
            seen: dict[str, int] = {}
            for passage in self.store.passages_of(record.id):
                seen[passage.subdocument] = seen.get(passage.subdocument, 0) + 1
                if seen[passage.subdocument] <= OPENING and (region is None or same_place(passage.region, region)):
                    opened.append(passage)
        return opened

    def find(self, question: Question, subject: Subject, region: Region | None, period: Period | None) -> Found:
        """The ledger's best figure for one cell, with its rivals and neighbours.

        Where the lexicon's indicator leads nowhere, the subject's own words are tried, held to a higher coverage.
        """
        if not subject.indicators and only_aspects(subject.terms):
            return Found(subject, region, period, None)  # 增速多少 of nothing: any figure would do, so none does
        found = self._find_by_words(question, subject, region, period)
        if found.best:
            return found
        cell = replace(question, periods=(period,)) if period else question
        figures = self._figures(cell, subject, region)
        agreeing = self._of_asked_kind(question, self.finder.weigh(cell, subject, figures, only_agreeing=True))
        best = closest_in_meaning(question, subject, agreeing, self.store, self.wording)
        if best is None:
            return found

        def beside() -> tuple[Candidate, ...]:
            weighed = self.finder.weigh(cell, subject, figures, only_agreeing=False)
            return tuple(c for c in weighed if c.sentence == best.sentence and c.figure != best.figure)

        alike, rivals = self._beside(question, subject, best, [best, *(c for c in agreeing if c is not best)])
        return replace(found, best=best, rivals=rivals, alike=alike, agreeing=(best,), loose=True, look_near=beside)

    def _find_by_words(
        self, question: Question, subject: Subject, region: Region | None, period: Period | None
    ) -> Found:
        found = self._find(question, subject, region, period, ENOUGH_COVERAGE)
        if found.best or not subject.indicators:
            return found
        words = replace(subject, indicators=(), terms=tuple(content_words(subject.text, self.wording)))
        loose = self._find(question, words, region, period, SURE_COVERAGE) if words.terms else found
        near = {name for indicator in subject.indicators for name in near_names(indicator)}
        if loose.best is None or _names_none_of_it(subject, loose.best):
            return found
        bound = known_as(loose.best.figure.indicator)
        specific = any(_ends_in(bound, name) for name in subject.indicators)  # 城镇调查失业率 for 失业率
        return loose if specific or not (bound in near or _is_other(bound, subject)) else found

    def _find(
        self, question: Question, subject: Subject, region: Region | None, period: Period | None, enough: float
    ) -> Found:
        cell = replace(question, periods=(period,)) if period else question
        own = question.operation in (Operation.LOOKUP, Operation.DIFFERENCE, Operation.COMPARE, Operation.RANK)
        apart = len(question.subjects) > 1 and any(other.measure for other in question.subjects)
        if own and apart and not question.with_growth:  # 甲、乙及各自增幅 asks for both of each
            cell = replace(cell, measure=subject.measure)
        figures = self._figures(cell, subject, region)
        things = self._things(subject)
        head = counted_head(question, subject, self.wording)
        must = {term for term in subject.terms if _is_town_of(question, term)} | parts_of_names(question, subject)

        def relevant(only_agreeing: bool) -> tuple[list[Candidate], list[Candidate]]:
            candidates = self._of_asked_kind(question, self.finder.weigh(cell, subject, figures, only_agreeing))
            kept = [c for c in candidates if c.coverage >= enough and c.headed and _is_about(question, c)]
            kept = [c for c in kept if not (things and c.lacking.issuperset(things)) and not c.lacking & must]
            kept = [c for c in kept if is_of_one_kind(question, subject, c.figure)]
            kept = [
                c for c in kept if not head or (counts_head(question, c.figure, head) and not c.elsewhere & head.kind)
            ]
            return candidates, kept

        def near() -> tuple[Candidate, ...]:
            return tuple(c for c in relevant(only_agreeing=False)[1] if not c.agrees)[:MOST_NEAR]

        candidates, fitting = relevant(only_agreeing=not question.subdocument)
        agreeing = self._ranked(cell, [c for c in fitting if c.agrees])
        if not agreeing:
            return Found(subject, region, period, None, look_near=near)
        best = agreeing[0]
        unnamed = [c for c in candidates if c.agrees and names_no_thing(c.figure) and c not in agreeing]
        alike, rivals = self._beside(question, subject, best, [*agreeing, *unnamed])
        return Found(subject, region, period, best, rivals, alike, tuple(agreeing), look_near=near)

    def _things(self, subject: Subject) -> list[str]:
        """What a figure must bear one word of: 云岭大厦总投资 is not told by any 总投资. None beside an indicator."""
        telling = (term for term in subject.terms if term_weight(term, self.wording) >= 1)
        return [] if subject.indicators else of_things(telling)

    def _of_asked_kind(self, question: Question, candidates: list[Candidate]) -> list[Candidate]:
        """Those of the sub-document that the question names, all where it names none that holds any."""
        if not question.subdocument:
            return candidates
        homes = self.store.passages(list(dict.fromkeys(c.figure.passage for c in candidates)))
        ids = {p.id for p in homes if p.subdocument_kind == question.subdocument}
        return [c for c in candidates if c.figure.passage in ids] or candidates

    def _figures(self, cell: Question, subject: Subject, region: Region | None) -> list[Figure]:
        """The figures of a cell's indicator and of its passages, those of the sub-document asked for if it has any."""
        passages = self.passages(cell, region, PASSAGES_A_REGION)
        if cell.subdocument:
            passages = [p for p in passages if p.subdocument_kind == cell.subdocument] or passages
        places = self.catalogue.names(region) if region else ()
        return self.finder.gather(cell, subject, places, passages, self.scope, self.catalogue.true_name)

    def _beside(
        self, question: Question, subject: Subject, best: Candidate, agreeing: Sequence[Candidate]
    ) -> tuple[tuple[Candidate, ...], tuple[Candidate, ...]]:
        """The figures that give the best one's quantity elsewhere: with the same value, and with another."""
        wide = asks_agreement(question.text)
        gap = WIDE_GAP if wide else NARROW_GAP
        same = []
        for candidate in agreeing[1:]:
            named = names_no_thing(candidate.figure) and self._speaks_of(subject, candidate)
            if (named or candidate.coverage >= best.coverage - gap) and is_same_thing(best, candidate, wide, named):
                same.append(candidate)
        other = [c for c in same if not same_value(best, c) and is_comparable(best.figure, c.figure)]
        alike = [c for c in same if same_value(best, c)]
        in_text = any(not one.figure.row for one in alike)  # of two tables the text bears one out
        apart = [
            c
            for c in other
            if (is_elsewhere(best.figure, c.figure) or (in_text and is_in_another_table(best.figure, c.figure)))
            and not self._one_text(best, c)
        ]
        return tuple(alike), _distinct(apart)

    def _speaks_of(self, subject: Subject, candidate: Candidate) -> bool:
        """Whether the figure's sentence bears every telling word of the subject."""
        telling = [t for t in subject.terms if term_weight(t, self.wording) >= 1]
        sentence = candidate.sentence.lower()
        return len(telling) > 1 and all(borne(t, sentence, self.wording) == 1.0 for t in telling)

    def _one_text(self, one: Candidate, other: Candidate) -> bool:
        """Whether a second copy of a report holds both, so that they stand in one text after all."""
        a, b = one.figure, other.figure
        if a.document == b.document or bool(a.row) != bool(b.row):
            return False
        clean = "".join(self.store.clean_text(a.document).split())
        return "".join(other.sentence.split()) in clean

    def _ranked(self, question: Question, candidates: list[Candidate]) -> list[Candidate]:
        year = self.catalogue.report_year(question.regions)
        return sorted(candidates, key=lambda c: -(c.score + _open_slots(question, c, year)))


def _is_town_of(question: Question, term: str) -> bool:
    """甲区白鹭镇: whether a word names a part of the place that it follows, whose figures are not that place's own."""
    if not _TOWN.fullmatch(term) or word_frequency(term):
        return False
    names = "|".join(re.escape(short_name(region.name)) for region in question.regions if region.name)
    return bool(names and re.search(rf"(?:{names})[省市县区州旗盟]?(?:下[辖属面]|所[辖属])?的?{term}", question.text))


def _is_about(question: Question, candidate: Candidate) -> bool:
    """A place that no report is about, and what is to be counted, must stand right beside the figure."""
    return candidate.counted >= COUNTED_REACH and (not question.unknown_regions or candidate.place >= PLACE_REACH)


def _query(question: Question) -> str:
    """The question with the subjects that it leaves to what was said before."""
    spoken = set(question.text)
    return " ".join([question.text, *(s.text for s in question.subjects if not set(s.text) <= spoken)])


def _open_slots(question: Question, candidate: Candidate, report_year: int | None) -> float:
    """Preference where the question leaves period or kind open: the report's own year, results before targets."""
    figure = candidate.figure
    bonus = 0.0
    if not question.periods and figure.period and report_year and not question.kinds:
        bonus -= 0.02 * abs(report_year - figure.period.end)
    if not question.periods and figure.period and report_year:
        wanted = report_year + 1 if any(kind in PLAN_KINDS for kind in question.kinds) else report_year
        if figure.period == Period.year(wanted):
            bonus += 0.2
        elif figure.period.part:
            bonus -= 0.1
    if not question.kinds and figure.kind in RESULT_KINDS:
        bonus += 0.1
    if only_passes(figure):
        bonus -= 0.06  # 386.4亿元 before 跃上380亿元台阶
    if figure.indicator and figure.indicator in figure.phrase:
        bonus += 0.05  # 地区生产总值突破1900亿元 before 经济总量跨越1800亿
    return bonus


def _ends_in(bound: str, name: str) -> bool:
    """Whether a quantity's name is another's with a word before it; 进|出口总额 has no more than a character."""
    return bound.endswith(name) and len(bound) - len(name) != 1


def known_as(bound: str) -> str:
    """The lexicon's name for what a figure is bound to, whatever the level (市级一般公共预算支出); else as it is."""
    own = LEVEL.sub("", bound)
    return next((m.name for m in find_indicators(own, colloquial=False) if m.end - m.start == len(own)), bound)


def _names_none_of_it(subject: Subject, candidate: Candidate) -> bool:
    """小学教育 under 教育支出: of an account of money, a figure whose own name says nothing of it."""
    return all(is_money(name) for name in subject.indicators) and candidate.extra >= 1


def _is_other(bound: str, subject: Subject) -> bool:
    """Whether a figure is bound to a quantity that the lexicon knows for another than the one asked for."""
    known = any(mention.name == bound for mention in find_indicators(bound, colloquial=False))
    quantities = [name for name in subject.indicators if not is_thing(name)]
    akin = any(name in bound or bound in name for name in quantities)
    return known and bool(quantities) and not is_thing(bound) and not akin


def _distinct(candidates: list[Candidate]) -> tuple[Candidate, ...]:
    kept: list[Candidate] = []
    for candidate in candidates:
        if not any(same_value(candidate, other) for other in kept):
            kept.append(candidate)
    return tuple(kept)
