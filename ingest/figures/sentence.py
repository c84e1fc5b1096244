"""Reads the figures of one sentence: every number with its subject, measure, kind, period and region."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.figures.account import tells_budget
from ingest.figures.aim import aimed, planned_of, without_aim
from ingest.figures.context import Context
from ingest.figures.draft import Draft
from ingest.figures.holder import Holders, held, is_fiscal
from ingest.figures.measure import Reading, read_measure
from ingest.figures.phrase import NOTHING, Subject, subject_before, tidy, without_done, without_level
from ingest.figures.place import PlaceReader, is_of_zone
from ingest.figures.respective import members_of_each, members_ranked, respective
from ingest.figures.spans import Spans, figure_quantities
from ingest.figures.subject import SubjectReader
from ingest.figures.time import Times
from ingest.figures.unitless import is_pure_number
from ingest.figures.words import ESTIMATE, TARGET
from vectorstore.budget_level import LEVEL
from vectorstore.figure import Direction, Kind, Measure
from vectorstore.indicators import find_indicators, indicator
from vectorstore.period import Period
from vectorstore.quantity import Quantity, dimension, split_scale
from vectorstore.region import Region
from vectorstore.units import SCALES

_FOOTNOTE = re.compile(
    r"\[\d{1,2}\]|[①-⑳⑴-⒇]|\((?:以下|下)(?:简称|同)[^()]{0,20}\)|,下同(?=\))"
)  # 固定资产投资[2]增长, 生产总值②达到
_REMARK = re.compile(r"\([^()\d;:]{2,24}\)")  # (不含农户,…): its comma ends no clause
_NAMED_UNITS = {"人次": "人次", "人数": "人", "人口": "人", "户数": "户"}  # what a name says that it counts
_NEARBY = 6  # characters between a number and the one that it goes on from

__all__ = ["Draft", "read_sentence"]


def read_sentence(
    text: str, context: Context, carried: Subject = NOTHING, lead: str = ""
) -> tuple[list[Draft], Subject]:
    """The figures of a sentence, and the subject that the next sentence of the paragraph may refer back to.

    text: with half-width punctuation. carried: the subject that the sentence before left (地区生产总值。三季度完成…).
    lead: the short sentence without figures that opens the point (四是提升城市品质。), "" if there is none.
    """
    text = _FOOTNOTE.sub(lambda mark: " " * len(mark[0]), text)
    text = _REMARK.sub(lambda mark: mark[0].replace(",", "、"), text)
    quantities = figure_quantities(text)
    if quantities:
        places = PlaceReader(text, quantities, context)
        subjects = SubjectReader(places.masked, quantities, carried, lead, context.section)
        holders = Holders(text, context.region, context.places, context.holder) if context.holder else None
        reader = _SentenceReader(Spans(places.masked, quantities), context, subjects, places, holders)
        return reader.read(), reader.subjects.subject
    named = find_indicators(text, colloquial=False)
    return [], Subject(named[-1].name, named[-1].text, True) if len(named) == 1 and len(text) < 24 else carried


_PEOPLE_BEHIND = re.compile(
    r"[余多]?(?:[一-龥]{0,4}?(?:群众|居民|市民|村民|职工|学生|师生|学子|老人|老年人|劳动力|农民工?|贫困人口|脱贫人口|儿童|残疾人|党员|干部)(?!公寓|住|楼|房|之家|合作社|中心|服务站|工程|新村))"
)


class _SentenceReader:
    """One pass from left to right over the numbers of a sentence."""

    def __init__(
        self, spans: Spans, context: Context, subjects: SubjectReader, places: PlaceReader, holders: Holders | None
    ) -> None:
        self.spans = spans
        self.context = context
        self.subjects = subjects
        self.places = places
        self.holders = holders
        self.times = Times(spans, context)
        self.parts = _Parts(spans)
        self.groups = respective(spans.text, spans.quantities)
        self.readings: list[Reading] = []
        self.region = context.region

    def read(self) -> list[Draft]:
        for index in range(len(self.spans.quantities)):
            self._read_one(index)
        return self.subjects.drafts

    def _read_one(self, index: int) -> None:
        quantity, left = self.spans.quantities[index], self.spans.left(index)
        member = self.groups.get(index) or None if self.places.paired(index) else self.groups.get(index)
        reading = self._reading(index, quantity, left, member)
        self.parts.open(index, self.subjects)
        subject, doubts = self.subjects.read(index, reading, member, self.times.becomes(index))
        subject = self.parts.told_apart(quantity, reading, subject)
        listed = members_ranked(self._up_to(index)) if quantity.rank else members_of_each(left)
        members = [subject_before(member) for member in listed] if subject else []
        drafts = [self._draft(index, quantity, reading, each, doubts) for each in members or [subject]]
        opened = index and not left and self.spans.bracketed(quantity.start)
        said = self.spans.between(index) if opened else left  # 较“十四五”目标(|924亿元): what opens the bracket
        drafts = [aimed(draft, said, self.spans.right(index), self.subjects.drafts) for draft in drafts]
        if index and len(drafts) == 1 and self.subjects.drafts:
            last = self.subjects.drafts[-1]
            planned = planned_of(drafts[0], last, self.spans.between(index))
            self.subjects.drafts[-1] = planned or last
        self.subjects.add(index, drafts, keep=reading.measure is not Measure.RANK)

    def _up_to(self, index: int) -> str:
        """The words before a rank, with the count of what holds it (4项指标增速居全市|第二)."""
        quantities, left = self.spans.quantities, self.spans.left(index)
        counted = (
            index and quantities[index - 1].unit in ("项", "个") and left.startswith(("主要", "指标", "核心", "重点"))
        )
        return self.spans.left(index - 1) + quantities[index - 1].text + left if counted else left

    def _reading(self, index: int, quantity: Quantity, left: str, member: str | int | None) -> Reading:
        """分别下降19.5%、8.3%: the later ones are measured like the first; 分别为7%和13% like what they go back to."""
        reading = read_measure(quantity, left)
        if index in self.groups and index - 1 in self.groups and quantity.unit == self.spans.quantities[index - 1].unit:
            first = self.readings[index - 1]
            if reading.measure is Measure.GROWTH and reading.direction is not first.direction:
                first = reading  # 分别下降5.1%和增长0.8%
            reading = replace(reading, measure=first.measure, direction=first.direction, base=first.base)
            if quantity.value < 0 and first.measure in (Measure.GROWTH, Measure.CHANGE):
                reading = replace(reading, direction=Direction.DOWN)
        elif index and reading.measure is Measure.SHARE and not reading.base and not tidy(left):
            before, between = self.readings[index - 1], self.spans.between(index)
            if before.measure is Measure.GROWTH and quantity.unit == "%" and len(between) <= _NEARBY:
                reading = replace(before, value=reading.value, head=reading.head)  # 增长7%,力争7.5%
        if isinstance(member, int) and reading.measure is Measure.SHARE and not reading.base:
            before = self.readings[member]
            if quantity.unit == self.spans.quantities[member].unit:
                reading = replace(before, value=reading.value, head=reading.head)
        self.readings.append(reading)
        return reading

    def _draft(
        self, index: int, quantity: Quantity, reading: Reading, subject: Subject, doubts: tuple[str, ...]
    ) -> Draft:
        period, inferred = self.times.period(index)
        text = self.spans.text
        untold = self.context.subdocument_kind == "other" and not TARGET.search(text) and not ESTIMATE.search(text)
        if untold and not self.context.kind_certain:
            inferred = (*inferred, "类别为推断")
        if is_of_zone(self.places.text, quantity.start, subject.indicator):
            inferred = (*inferred, "句首说的是下属片区")
        if not quantity.unit and not is_pure_number(subject.phrase):
            inferred = (*inferred, "数字无单位")
        period = self.times.reached(quantity, reading.measure, subject.indicator, period)
        region = self._region(index, reading)
        holder = self.holders.at(quantity.start) if self.holders and is_fiscal(subject) else None
        if holder and region == self.context.region:
            region, subject = holder.region or region, held(subject, holder)
        if region != self.context.region:
            subject = without_level(subject)
        return Draft(
            quantity, reading.value, self._unit(index, quantity, subject), without_aim(without_done(subject)),
            reading.measure, reading.direction, reading.base, self._kind(index, reading, period), period,
            region, self.parts.whole_of(quantity, subject), (*doubts, *inferred),
        )  # fmt: skip

    def _kind(self, index: int, reading: Reading, period: Period | None) -> Kind:
        """年初预算…,执行中调整为…,实际完成…: the first two were planned, whatever the heading speaks of."""
        quantity = self.spans.quantities[index]
        if reading.measure is Measure.LEVEL and dimension(quantity.unit) == "money":
            clause = self.spans.text[self.spans.clause_start(quantity.start) : quantity.start]
            if tells_budget(clause):
                return Kind.BUDGET
            before = self.subjects.drafts[-1] if index and self.spans.bracketed(quantity.start) else None
            if before and before.period == period:
                return before.kind  # 年初预算9亿元(其中:开发区1亿元)
        kind = self.times.kind(quantity, period)
        settled = self.context.settled
        if kind is Kind.TARGET and self.times.becomes(index) and period and settled and period.end <= settled:
            return Kind.ACTUAL  # 力争由164家增加到350家: what it comes from is there
        return kind

    def _region(self, index: int, reading: Reading) -> Region:
        """A number without words of its own (增长8.6%) is of the place of the one before it."""
        self.region = self.places.region(index, self.region, bare=not tidy(reading.head))
        return self.region

    def _unit(self, index: int, quantity: Quantity, subject: Subject) -> str:
        """2.4万、9万人次: a number that has only its scale takes the unit of the next one; 1800亿 of money is 亿元."""
        quantities = self.spans.quantities
        if quantity.unit not in SCALES:
            return quantity.unit
        if index + 1 < len(quantities) and re.fullmatch(r"\s*[、和及与]\s*", self.spans.between(index + 1)):
            return quantity.unit + split_scale(quantities[index + 1].unit)[1]
        if _PEOPLE_BEHIND.match(self.spans.text, quantity.end):
            return quantity.unit + "人"  # 惠及2.3万居民
        name = subject.phrase or subject.indicator
        named = next((unit for end, unit in _NAMED_UNITS.items() if name.endswith(end)), "")
        if named:
            return quantity.unit + named  # 接待总人次达到500万
        known = indicator(subject.indicator)
        money = (
            known.dimensions[:1] == ("money",)
            if known
            else re.search((r"投资|资金|金额|收入|支出|产值|贷款|总额$"), subject.indicator)
        )
        return quantity.unit + "元" if money else quantity.unit


class _Parts:
    """其中, 包括 and (含…): which figure is a part of which whole."""

    def __init__(self, spans: Spans) -> None:
        self.spans = spans
        self.whole, self.size, self.until = NOTHING, "", 0
        self.numbered: tuple[Subject, str, int] | None = None
        self.opened = 0

    def open(self, index: int, subjects: SubjectReader) -> None:
        between, at = self.spans.between(index), self.spans.quantities[index].start
        part = re.search(r"其中(?P<colon>:)?|包括", between)
        if re.search(r"\([2-9]\)", between) and self.numbered:
            self.whole, self.size, self.until = self.numbered  # (2) goes back to the whole of (1)
        elif part and subjects.drafts and subjects.subject:
            until = len(self.spans.text) if part["colon"] or part[0] == "包括" else self._end(at)
            if self.spans.bracketed(at) and (closed := self.spans.text.find(")", at)) > 0:
                until = min(until, closed)
            self.whole, self.size, self.until = subjects.subject, dimension(subjects.drafts[-1].unit), until
            self.opened = at
            if "(1)" in between:
                self.numbered = self.whole, self.size, self.until

    def _end(self, at: int) -> int:
        """Where 其中 without a colon ends: at the next clause that is no rate of the same."""
        following = re.compile(r"[,;](?!同比|增长|下降|较|其中)|\)").search(self.spans.text, at)
        return following.start() if following else len(self.spans.text)

    def told_apart(self, quantity: Quantity, reading: Reading, subject: Subject) -> Subject:
        """农林牧渔业总产值9亿元,其中:农业总产值4亿元: another word for the whole is here the part's own name."""
        within = self.whole and quantity.start < self.until and self.whole.indicator == subject.indicator
        other = subject.known and subject.phrase != self.whole.phrase and not LEVEL.match(subject.phrase)
        if within and other and reading.measure is Measure.LEVEL:
            return Subject(subject.phrase, subject.phrase)
        return subject

    def whole_of(self, quantity: Quantity, subject: Subject) -> str:
        """Only of the same dimension, or a rate beside a sum of money."""
        if not self.whole or quantity.start >= self.until or self.whole.indicator == subject.indicator:
            return ""
        core = LEVEL.sub("", self.whole.indicator)
        if ";" in self.spans.text[self.opened : quantity.start] and subject.indicator.endswith(core):
            return ""  # 市级债务限额9亿元,其中:…;县区债务限额8亿元
        sizes = {dimension(quantity.unit), self.size}
        return self.whole.indicator if len(sizes) == 1 or sizes <= {"percent", "money"} else ""
