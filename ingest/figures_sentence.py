"""Reads the figures of one sentence: every number with its subject, measure, kind, period and region."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.figures_context import Context
from ingest.figures_measure import Reading, reaches, read_measure
from ingest.figures_phrase import (
    NOTHING,
    Subject,
    is_aspect,
    leading_verb,
    pure_action,
    subject_after,
    subject_before,
    tidy,
    with_aspect,
)
from ingest.figures_words import ACTUAL, ESTIMATE, TARGET, VERB
from vectorstore.figure import Direction, Kind, Measure
from vectorstore.indicators import find_indicators, indicator
from vectorstore.period import Period
from vectorstore.periods import PeriodMention, find_periods
from vectorstore.quantity import Quantity, dimension, find_quantities, split_scale
from vectorstore.region import Level, Region
from vectorstore.units import SCALES


@dataclass(frozen=True)
class Draft:
    """A figure of a sentence before it gets its place in the document; start and end are offsets into the sentence."""

    quantity: Quantity
    value: Decimal
    unit: str
    subject: Subject
    measure: Measure
    direction: Direction
    base: str
    kind: Kind
    period: Period | None
    region: Region
    part_of: str
    doubts: tuple[str, ...] = ()


_BOUNDARY = re.compile(r"[,;:。!?,;:]")
_AFTERWORD = re.compile(
    r"^(?:以上|以下|以内|之内|左右|上下|有余|余|多)?(?:\((?:预计数?|预期数?|个|次|间|站|户|台|名|处)\))?"
)
_LIST_MARK = re.compile(r"^\s*[、和及与]|^\s*以及")
_NOUN_FOLLOWS = re.compile(r"^[的]?[一-龥“《A-Za-z0-9]")
_NOT_NOUN = re.compile(
    r"^(?:以上|以下|以内|之内|左右|上下|和(?!平|谐)|及(?!时)|与|以及|并|或|到(?!位|岗)|至|等(?![一-龥]{2})|的(?:$|[,;。])|任务|建设任务|目标|人民币|有余|不等|为|占|提高|提升|增长|下降|增加|减少|降至|压缩|缩短|扩展|扩大|跃升|上升|降低|,)"
)
_SELF = {"time", "working days", "months", "money", "usd", "percent", "percentage point", "multiple", "doubling", "hkd", "eur"}
_COUNTED = re.compile(r"^(?:以上|以下|以内)的?[一-龥]")
_QUOTED = re.compile(r"[“‘《][^”’》]{1,14}[”’》]")


def read_sentence(text: str, context: Context, carried: Subject = NOTHING) -> tuple[list[Draft], Subject]:
    """The figures of a sentence, and the subject that the next sentence of the paragraph may refer back to.

    carried: the subject that the sentence before left (地区生产总值。三季度完成…).
    """
    quantities = [quantity for quantity in find_quantities(text) if not _is_no_figure(text, quantity)]
    if not quantities:
        named = find_indicators(text, colloquial=False)
        return [], Subject(named[-1].name, named[-1].text, True) if len(named) == 1 and len(text) < 24 else carried
    reader = _SentenceReader(text, context, quantities, carried)
    return reader.read(), reader.subject


def _is_no_figure(text: str, quantity: Quantity) -> bool:
    """Thresholds (亿元以上项目), ages, durations in names (24小时自助服务), numbers in short quotes (“最后100米”)."""
    after, before = text[quantity.end : quantity.end + 8], text[max(0, quantity.start - 8) : quantity.start]
    if any(match.start() < quantity.start < match.end() for match in _QUOTED.finditer(text)):
        return True
    if any(mention.start < quantity.start < mention.end for mention in find_indicators(text, colloquial=False)):
        return True  # 公园绿地500米服务半径覆盖率
    size = dimension(quantity.unit)
    if (
        size == "time"
        and re.match(r"[一-龥]", after)
        and not re.match(r"以内|以上|左右|内|的|压缩|缩短|至|到|减少|增加|优良|办结|不间断", after)
    ):
        return True
    if quantity.unit == "岁" and not re.search(r"寿命|年龄|受教育", text[: quantity.start]):
        return True
    if (
        size in {"money", "usd", "area", "people", "count:分", "count:级", "mass", "power"}
        and _COUNTED.match(after)
        and not re.match(r"以上的?(?:人|资金|面积)[^数]", after)
    ):
        return True
    if size not in {"money", "area"} or not re.search(r"(?:投资|产值|税收|纳税|营收|规模|收入|面积)额?(?:过|超过|超|达|在|逾)?$", before):
        return False
    return bool(re.match(r"的?[^,;。、\d]{0,8}(?:项目|企业|楼宇|园区|产业|街区|平台|大厦)", after))


class _SentenceReader:
    """One pass from left to right; `subject` is what the words so far speak of, `whole` what 其中 is a part of."""

    def __init__(self, text: str, context: Context, quantities: Sequence[Quantity], carried: Subject) -> None:
        self.text = text
        self.context = context
        self.quantities = quantities
        self.subject = carried
        self.carried = bool(carried)
        self.whole = NOTHING
        self.whole_size = ""
        self.whole_until = 0
        self.verb = ""
        self.drafts: list[Draft] = []
        self.periods = _placed(text, find_periods(text, context.report_year), context)
        self.respective = _respective(text, quantities)

    def read(self) -> list[Draft]:
        for index, quantity in enumerate(self.quantities):
            self._read_one(index, quantity)
        return self.drafts

    # -- spans

    def _segment_start(self, at: int) -> int:
        """Start of the clause that holds `at`; a bracket that is still open starts one, a colon before a list too."""
        starts = [match.end() for match in _BOUNDARY.finditer(self.text, 0, at)]
        if self._bracketed(at):
            starts.append(self.text.rfind("(", 0, at) + 1)
        return max(starts, default=0)

    def _bracketed(self, at: int) -> bool:
        opened = self.text.rfind("(", 0, at)
        return opened >= 0 and self.text.rfind(")", opened, at) < 0

    def _left(self, index: int) -> str:
        quantity = self.quantities[index]
        start = self._segment_start(quantity.start)
        if index and self.quantities[index - 1].end > start:
            between = _AFTERWORD.sub("", self.text[self.quantities[index - 1].end : quantity.start])
            listed = between.rfind("、")
            return between[listed:] if listed > 0 and _NOUN_FOLLOWS.match(between) else between  # 3次提标低保金、累计发放
        return self.text[start : quantity.start]

    def _right(self, index: int) -> str:
        quantity = self.quantities[index]
        end = len(self.text)
        boundary = re.compile(r"[,;:。!?)]").search(self.text, quantity.end)
        if boundary and not (boundary[0] == ")" and "(" in self.text[quantity.end : boundary.start()]):
            end = boundary.start()
        elif boundary:
            following = re.compile(r"[,;:。!?]").search(self.text, quantity.end)
            end = following.start() if following else end
        if index + 1 < len(self.quantities):
            end = min(end, self.quantities[index + 1].start)
        return _AFTERWORD.sub("", self.text[quantity.end : end])

    # -- one number

    def _read_one(self, index: int, quantity: Quantity) -> None:
        left, right = self._left(index), self._right(index)
        part = re.search(r"其中(?P<colon>:)?|包括|\(含", self.text[self._previous_end(index) : quantity.start])
        if part and self.drafts and self.subject:
            self.whole, self.whole_size = self.subject, dimension(self.drafts[-1].unit)
            self.whole_until = len(self.text) if part["colon"] or "包括" in part[0] else self._part_end(quantity.start)
        reading = read_measure(quantity, left, self.text)
        subject, doubts = self._subject(index, quantity, reading, left, right)
        subjects = _each(left, subject) or [subject]
        for each in subjects:
            self.drafts.append(self._draft(index, quantity, reading, each, doubts))
        if subject and reading.measure is not Measure.RANK and not self._bracketed(quantity.start):
            self.subject, self.carried = subject, False

    def _part_end(self, at: int) -> int:
        """Where 其中 without a colon ends: at the next clause that is no list of numbers (、) or rate of the same."""
        following = re.compile(r"[,;](?!同比|增长|下降|较|其中)|\)").search(self.text, at)
        return following.start() if following else len(self.text)

    def _part_of(self, quantity: Quantity, subject: Subject) -> str:
        """The whole that 其中 makes a figure a part of: only of the same dimension, or a rate beside a rate."""
        inside = bool(self.whole) and quantity.start < self.whole_until and self.whole.indicator != subject.indicator
        same = dimension(quantity.unit) == self.whole_size or {dimension(quantity.unit), self.whole_size} <= {"percent", "money"}
        return self.whole.indicator if inside and same else ""

    def _previous_end(self, index: int) -> int:
        return self.quantities[index - 1].end if index else 0

    def _subject(
        self, index: int, quantity: Quantity, reading: Reading, left: str, right: str
    ) -> tuple[Subject, tuple[str, ...]]:
        if index in self.respective:
            member = self.respective[index]
            found = (
                subject_before(member)
                if isinstance(member, str)
                else self.drafts[member].subject
                if member < len(self.drafts)
                else NOTHING
            )
            if found:
                return found, ()
        if index and reaches(self.text[self.quantities[index - 1].end : quantity.start]):
            return self.drafts[-1].subject, ()
        head = re.sub(r"(?:由|从)[^,;。、]{0,12}$", "", reading.head) if self._becomes(index) else reading.head
        before = subject_before(_cut(head))
        if reading.measure is Measure.SHARE and reading.base:
            whole = subject_before(left)  # 研发投入占GDP比重: the share may be an indicator of its own
            before = whole if whole.known and "占" in whole.phrase else before
        shared = self._shared_noun(index, right, before)
        if shared:
            return shared, ()
        if dimension(quantity.unit) == "percent" and quantity.qualifier and before and re.match(r"(?:的)?[一-龥]{2}", right) and not _NOT_NOUN.match(right):
            return Subject(before.indicator + right, before.phrase + right), ()
        if not self._becomes(index) and self._noun_after(quantity, right, before, head):
            if dimension(quantity.unit) == "percent":
                whole = tidy(right)[:30]
                return Subject(whole, whole), ()
            after = subject_after(
                self._list_right(index, right), leading_verb(head + "某某") or self._list_verb(index, left)
            )
            if after:
                return after, ()
        if before and is_aspect(before.phrase):
            return self._aspect(before, quantity, right)
        action = pure_action(head) or (pure_action(right) if not tidy(head) else "")
        if not before and action:
            return self._done(action, index, quantity, left)
        if before:
            return self._with_verb(before, index, left), ()
        return self._inherited(quantity, reading)

    def _shared_noun(self, index: int, right: str, before: Subject) -> Subject:
        """甲乡42名及乙区1449名贫困人口: the noun after the second number is counted by both."""
        if index + 1 >= len(self.quantities) or not _LIST_MARK.match(right) or before.known or not before:
            return NOTHING
        following, tail = self.quantities[index + 1], self._right(index + 1)
        if following.unit != self.quantities[index].unit or following.start != self.quantities[index].end + len(right):
            return NOTHING
        if not _NOUN_FOLLOWS.match(tail) or _NOT_NOUN.match(tail):
            return NOTHING
        noun = subject_after(tail)
        return replace(noun, phrase=before.phrase + noun.indicator) if noun else NOTHING

    def _becomes(self, index: int) -> bool:
        following = index + 1
        return following < len(self.quantities) and bool(
            reaches(self.text[self.quantities[index].end : self.quantities[following].start])
        )

    def _noun_after(self, quantity: Quantity, right: str, before: Subject, head: str) -> bool:
        if not _NOUN_FOLLOWS.match(right) or _NOT_NOUN.match(right) or pure_action(right):
            return False
        if dimension(quantity.unit) in _SELF:
            return not before and not self._growth_head(head)
        return not (before and before.known and re.match(r"建设|改造|等", right))

    @staticmethod
    def _growth_head(head: str) -> bool:
        return bool(re.search(r"同比|增长|下降|较", head))

    def _list_right(self, index: int, right: str) -> str:
        """What stands after a number; 1097家企业、496家个体工商户申报纾困资金 shares its tail."""
        cut = re.split(r"(?:和|及|、)(?:近|约|超)?$", right)[0]
        if index + 1 < len(self.quantities) and self.quantities[index + 1].start == self.quantities[index].end + len(right):
            listed = cut.rfind("、")
            cut = cut[:listed] if listed > 0 else cut
        return cut or right

    def _list_verb(self, index: int, left: str) -> str:
        return self.verb if index and _LIST_MARK.match(left) and not tidy(left) else ""

    def _with_verb(self, subject: Subject, index: int, left: str) -> Subject:
        """Members of a list share the verb of its head: 新增停车泊位1.6万个、充电桩4363个."""
        verb = leading_verb(subject.phrase)
        if verb:
            self.verb = verb
        elif index and _LIST_MARK.match(left) and self.verb:
            return replace(subject, phrase=self.verb + subject.phrase)
        elif not _LIST_MARK.match(left):
            self.verb = ""
        return subject

    def _done(self, action: str, index: int, quantity: Quantity, left: str) -> tuple[Subject, tuple[str, ...]]:
        """A bare verb before a number goes on with the subject if the unit does (建成投用3所), else it opens one (清淤2万立方米)."""
        last = self.drafts[-1] if self.drafts else None
        if last and last.subject.indicator != re.sub(rf"(?:{VERB})$", "", last.subject.indicator) and not last.subject.known:
            plain = re.sub(rf"(?:{VERB})$", "", last.subject.indicator)  # 保障房新开工3581套、建成5366套
            if len(plain) > 1 and split_scale(last.unit)[1] == split_scale(quantity.unit)[1]:
                return Subject(plain + action, plain + action), ()
        if last and self.subject and split_scale(last.unit)[1] == split_scale(quantity.unit)[1]:
            return replace(self.subject, phrase=action + self.subject.indicator), ()
        if (
            last
            and _LIST_MARK.match(left)
            and self._segment_start(last.quantity.start) == self._segment_start(quantity.start)
        ):
            return Subject(last.subject.indicator + action, last.subject.phrase + action), ("指标承前",)
        topic, certain = self._topic(quantity.start)
        if topic:
            return replace(topic, phrase=topic.phrase + action), () if certain else ("指标承前",)
        if last is None and self.subject:
            return replace(self.subject, phrase=action + self.subject.indicator), ("指标承前",)
        return Subject(action, action), ("指标未写明",)

    def _aspect(self, aspect: Subject, quantity: Quantity, right: str) -> tuple[Subject, tuple[str, ...]]:
        if aspect.known:
            return aspect, ()
        name = tidy(aspect.phrase)
        if right.startswith("的") and len(right) > 3:  # 总投资57亿元的某某项目
            holder = subject_after(right[1:])
            return with_aspect(holder, name), ()
        topic, certain = self._topic(quantity.start)
        if self.subject and not self.carried and not certain:
            topic = NOTHING
        holder = topic or self.subject
        if not holder or name in {"投资", "投入", "完成投资"}:
            return aspect, ("指标未写明",)
        carried = self.carried and holder == self.subject
        return with_aspect(holder, name), ("指标承前",) if carried or (topic and not certain) else ()

    def _topic(self, at: int) -> tuple[Subject, bool]:
        """What the clauses since the number before speak of (扎实开展垃圾分类,覆盖率达87%), and whether the lexicon knows it."""
        start = max((quantity.end for quantity in self.quantities if quantity.end <= at), default=0)
        between = self.text[start : self._segment_start(at)]
        mentions = find_indicators(between, colloquial=False)
        if mentions:
            return Subject(mentions[-1].name, mentions[-1].text, True), True
        clauses = [tidy(clause) for clause in re.split(r"[,;:]", between)[1 if start else 0 :]]
        named = [found for clause in clauses if len(clause) > 3 and (found := subject_before(clause))]
        return (named[-1], False) if named else (NOTHING, False)

    def _inherited(self, quantity: Quantity, reading: Reading) -> tuple[Subject, tuple[str, ...]]:
        topic, certain = self._topic(quantity.start)
        if self.subject and not self.carried and (not certain or reading.measure in (Measure.GROWTH, Measure.CHANGE, Measure.RANK)):
            topic = NOTHING  # 96家企业获…认定,同比增长47.6%: the growth is that of the figure before
        subject = topic or self.subject
        if topic and not certain:
            return topic, ("指标承前",)
        if subject:
            known = indicator(subject.indicator)
            size = dimension(quantity.unit)
            fits = (
                not known or not known.dimensions or _fits(size, known.dimensions) or quantity.rank or size == "number"
            )
            return subject, () if fits and not self.carried else ("指标承前",) if fits else ("指标与单位不合",)
        clause = tidy(self._clause_before(quantity.start))
        return Subject(clause[-16:], clause), ("指标未写明",)

    def _clause_before(self, at: int) -> str:
        start = self._segment_start(at)
        return self.text[self._segment_start(max(0, start - 1)) : start].rstrip(",;:。")

    # -- bindings

    def _draft(
        self, index: int, quantity: Quantity, reading: Reading, subject: Subject, doubts: tuple[str, ...]
    ) -> Draft:
        period, period_doubts = self._period(index, quantity)
        kind = self._kind(quantity, period)
        unit = self._unit(index, quantity)
        known = indicator(subject.indicator)
        if unit in {"亿", "万", "万亿", "千亿", "百亿"} and known and known.dimensions[:1] == ("money",):
            unit += "元"
        part_of = self._part_of(quantity, subject)
        if not self.context.kind_certain and not TARGET.search(self.text) and not ESTIMATE.search(self.text):
            period_doubts = (
                (*period_doubts, "类别为推断") if self.context.subdocument_kind == "other" else period_doubts
            )
        return Draft(
            quantity, reading.value, unit, subject, reading.measure, reading.direction, reading.base, kind, period,
            self._region(quantity), part_of, (*doubts, *period_doubts),
        )  # fmt: skip

    def _unit(self, index: int, quantity: Quantity) -> str:
        """2.4万、9万人次: a number that has only its scale takes the unit of the next one."""
        if quantity.unit in SCALES and index + 1 < len(self.quantities):
            following = self.quantities[index + 1]
            if re.fullmatch(r"\s*[、和及与]\s*", self.text[quantity.end : following.start]):
                return quantity.unit + split_scale(following.unit)[1]
        return quantity.unit

    def _period(self, index: int, quantity: Quantity) -> tuple[Period | None, tuple[str, ...]]:
        span = self.context.period
        explicit = self._period_before(quantity.start)
        if self._becomes(index):
            return self._starting_period(quantity, explicit)
        if index and reaches(self.text[self.quantities[index - 1].end : quantity.start]):
            own = [m for m in self.periods if self.quantities[index - 1].end <= m.start < quantity.start]
            if own:
                return own[-1].period, ()
            base = self._period_before(self._segment_start(self.quantities[index - 1].start)) or span
            return (Period.year(base.end), ()) if base else (None, ("时期未写明",))
        if explicit:
            return explicit, ()
        return (span, ()) if span else (None, ("时期未写明",))

    def _starting_period(self, quantity: Quantity, explicit: Period | None) -> tuple[Period | None, tuple[str, ...]]:
        """Period of the first value of 由A增长到B: said right before it, else the year before the span that is spoken of."""
        start = self._segment_start(quantity.start)
        own = [
            m
            for m in self.periods
            if start <= m.start < quantity.start and m.certain and m.period.start == m.period.end
        ]
        if own and re.fullmatch(r"的?\s*", self.text[own[-1].end : quantity.start]):
            return own[-1].period, ()
        span = explicit or self.context.period
        return (Period.year(span.start - 1), ("基期为推断",)) if span else (None, ("时期未写明",))

    def _period_before(self, at: int) -> Period | None:
        """The period that the sentence named last before `at`, bases of comparison and names left out."""
        usable = [mention for mention in self.periods if mention.start < at and self._dates(mention, at)]
        clause = self._segment_start(at)
        spans = [mention for mention in usable if mention.period.end > mention.period.start]
        if spans and re.search(r"年均|累计", self.text[clause:at]):
            return spans[-1].period
        usable = [mention for mention in usable if mention.start >= clause or self._governs(mention, at)]
        if not usable:
            return None
        last = usable[-1]
        if not last.certain:
            return self._open_period(last, usable)
        return last.period

    def _governs(self, mention: PeriodMention, at: int) -> bool:
        """Whether a period named in an earlier clause still holds: it opens its clause, and 到2025年 ends with its part."""
        opening = self.text[self._segment_start(mention.start) : mention.start]
        if ";" in self.text[mention.end : at] and mention.text.startswith("到") and self.context.period != mention.period:
            return self.text[: mention.start].strip() == ""
        return len(tidy(opening)) == 0 or self._segment_start(mention.start) == 0

    def _open_period(self, mention: PeriodMention, usable: Sequence[PeriodMention]) -> Period | None:
        """全年: the year spoken of so far, not a plan's whole span."""
        named = [other.period for other in usable if other.certain and other.period.start == other.period.end]
        if named:
            return Period.year(named[-1].start)
        inherited = self.context.period
        if inherited and inherited.start == inherited.end:
            return Period.year(inherited.start)
        return mention.period

    def _dates(self, mention: PeriodMention, at: int) -> bool:
        before, after = self.text[max(0, mention.start - 3) : mention.start], self.text[mention.end : mention.end + 8]
        if re.search(r"(?:较|比|与|是|为|低于|高于)$", before) and not re.match(r"[,,]", after):
            return False
        if re.match(
            r"(?:决算|年初|预算|预计完成|同期|区人代会|增长|提高|规划|”?开局|重大项目|政府工作报告|计划)", after
        ) and re.match(r"(?:上年|去年)", mention.text):
            return False
        if mention.text.startswith(("上年", "去年", "前年")) and not re.match(r"[一-龥,,]", after):
            return False
        if re.match(r"已[^,;。]{1,6}的", after):
            return False
        return not re.match(r"”?(?:规划(?:的|纲要|体系|编制|确定)|开局|远景目标|》|重要时期|、|和二)", after)

    def _kind(self, quantity: Quantity, period: Period | None) -> Kind:
        before = self.text[: quantity.start]
        after = self.text[quantity.end : quantity.end + 6]
        if re.match(r"\(预计", after):
            return Kind.ESTIMATE
        marks = [(match.start(), Kind.ESTIMATE) for match in ESTIMATE.finditer(before)]
        marks += [(match.start(), Kind.TARGET) for match in TARGET.finditer(before)]
        if marks and ";" in before[max(marks)[0] :] and any(max(marks)[0] < m.start < quantity.start and m.certain for m in self.periods):
            marks = []
        mark = max(marks)[1] if marks else None
        report = self.context.report_year
        future = period is not None and report is not None and period.end > report
        if self.context.kind in (Kind.BUDGET, Kind.FINAL) and not (mark is Kind.ESTIMATE and not future):
            return self.context.kind
        if future:
            return Kind.TARGET
        if mark is Kind.ESTIMATE:
            return Kind.ESTIMATE
        if mark is Kind.TARGET:
            return (
                Kind.ACTUAL
                if self.context.kind is Kind.ACTUAL and ACTUAL.search(before[max(marks)[0] :])
                else Kind.TARGET
            )
        past = (
            period is not None
            and report is not None
            and self.context.period is not None
            and period.end <= report < self.context.period.end
        )
        if self.context.kind is Kind.TARGET and past and period != self.context.period:
            return Kind.ACTUAL
        return self.context.kind

    def _region(self, quantity: Quantity) -> Region:
        """The district's own, unless the clause opens with a place above it (全市新增…)."""
        clause = self.text[self._segment_start(quantity.start) : quantity.start]
        match = re.match(
            r"\s*(?:预计|力争|其中|20\d\d年)*(?P<word>全国|全省|我省|全市|我市|全球)(?!排名|第|前|占|率先|首|唯一|各|平均|中心)",
            clause,
        )
        if not match or quantity.rank:
            return self.context.region
        level = {"国": Level.NATION, "省": Level.PROVINCE, "市": Level.CITY}.get(match["word"][1])
        region = self.context.region
        if level is None or level == region.level:
            return region
        if level is Level.NATION:
            return Region("全国", Level.NATION)
        for depth, parent in enumerate(region.parents):
            if parent.endswith(level.value):
                return Region(parent, level, region.parents[depth + 1 :])
        return region


def _placed(text: str, mentions: Sequence[PeriodMention], context: Context) -> list[PeriodMention]:
    """上半年, 1-11月 without a year of their own belong to the year that the section speaks of."""
    year = context.period.start if context.period and context.period.start == context.period.end else None
    placed = []
    for mention in mentions:
        clause = max((match.end() for match in _BOUNDARY.finditer(text, 0, mention.start)), default=0)
        alone = mention.period.part and not re.search(r"\d{4}|[今去上明本当]年", text[clause : mention.end])
        if alone and year is not None and year != context.report_year:
            mention = replace(mention, period=replace(mention.period, start=year, end=year))
        placed.append(mention)
    return placed


def _fits(size: str, dimensions: Sequence[str]) -> bool:
    return any(size == wanted or (wanted == "count" and (size.startswith("count") or size in {"people", "number"})) for wanted in dimensions) or (
        size.startswith("count") and "people" in dimensions) or size in {"percentage point", "percent", "multiple", "doubling"}  # fmt: skip


def _cut(left: str) -> str:
    """Only the last part of words that hold a whole clause of their own: …人员|享受社保补贴."""
    if len(left) < 8:
        return left
    match = re.search(
        r"(?:企业|人员|居民|群众|对象|职工|项目|人口|单位)(?P<rest>(?:享受|发放|获得|减免|提供|申请|办理|申报|拨付|兑付|兑现|实施|完成|投入|返还|补贴)[^,]{2,})$",
        left,
    )
    return match["rest"] if match else left


def _each(left: str, subject: Subject) -> list[Subject]:
    """停车泊位、充电桩各|1万个: one subject for every member of the list."""
    match = re.search(r"^(?P<members>[^,;。]*[、和][^,;。]*?)(?:各|均为)(?:约|近|超)?\s*$", left)
    if not match or not subject:
        return []
    members = [part for part in re.split(r"[、和]", tidy(match["members"])) if part]
    return [subject_before(member) for member in members] if len(members) > 1 else []


def _respective(text: str, quantities: Sequence[Quantity]) -> dict[int, str | int]:
    """Members for numbers after 分别: the words of a list, or the index of the figure that the number goes back to."""
    found: dict[int, str | int] = {}
    for mark in re.finditer(r"分别", text):
        group = _run_of_numbers(text, quantities, mark.end())
        if len(group) < 2:
            continue
        start = max((match.end() for match in re.finditer(r"[,;:。]", text[: mark.start()])), default=0)
        names = _members(text[start : mark.start()], text[mark.end() : quantities[group[0]].start])
        if len(names) == len(group):
            found.update(dict(zip(group, names, strict=True)))
        elif group[0] >= len(group):
            found.update({index: index - len(group) for index in group})
    return found


def _run_of_numbers(text: str, quantities: Sequence[Quantity], start: int) -> list[int]:
    group: list[int] = []
    for index, quantity in enumerate(quantities):
        if quantity.start < start:
            continue
        between = text[quantities[group[-1]].end : quantity.start] if group else text[start : quantity.start]
        if (not group and len(between) > 12) or (
            group and not re.fullmatch(r"(?:以上|左右|以内)?\s*[、和及与,]\s*(?:约|近|超过|超)?", between)
        ):
            break
        group.append(index)
    return group


def _members(names: str, verb: str) -> list[str]:
    quoted = re.search(r"“(?P<list>[^”]*、[^”]*)”(?P<tail>[^“”]*)$", names)
    listed, tail = (quoted["list"], quoted["tail"]) if quoted else (names, "")
    parts = [part for part in re.split(r"、|和|及|与", tidy(listed)) if part]
    action = tidy(verb)
    if re.fullmatch(r"(?:增长|下降|提高|提升|上升|降低|减少|增加|同比|回落)*", action):
        action = ""
    if not quoted and parts:  # 甲和乙对总量贡献度: what follows the last member belongs to all
        common = re.search(r"(?:对|占)[^、]+$|(?:增加值|总额|收入|支出)?(?:年均浓度|平均浓度|浓度|增速|增幅|比例|占比|比重|覆盖率|达标率)$", parts[-1])
        if common and common.start() > 0:
            parts = [part if re.search(r"[率额数量值例比重出入]$", part) else part + common[0] for part in parts]
    return [part + tail + action for part in parts]
