"""Period and kind of a number: from its clause, then its sentence, then what its surroundings say."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.figures.context import Context, periods_in
from ingest.figures.phrase import tidy
from ingest.figures.respective import number_groups
from ingest.figures.spans import BASE_VALUE, Spans
from ingest.figures.words import ACTUAL, AHEAD, BOUNDARY, ESTIMATE, TARGET, WEAK_TARGET
from vectorstore.figure import Kind, Measure
from vectorstore.period import Period
from vectorstore.periods import SPANNED, PeriodMention
from vectorstore.quantity import Quantity, dimension

# What is so at the end of a span of years, and what holds all through it.
_REACHED = re.compile(r"达到|(?<!送)达(?!标|成)|[高升增扩降减](?:到|至|为)|突破|超过|迈上|跨[越上]|跃上")
_YEARS_TOTALS = frozenset({"地区生产总值", "地方一般公共预算收入", "社会消费品零售总额", "规模以上工业增加值"})
_LASTING = re.compile(r"始终|一直|保持|稳定|维持|年均|每年|平均|累计|连续")

_ON_THE_WAY = re.compile(r"(?:迈向|奔向|冲刺|瞄准|剑指|挺进)(?:了|近|约)?$")  # 跨越1800亿、迈向2000亿
_OBTAINED = re.compile(r"争取|确保")
_LOOKS_BACK = re.compile(r"过去(?:的)?一年|一年来|这一年")
_CLOSE_TO_YEARS = 0.15  # by which rounded numbers may miss a whole number of years
_ALL_YEARS = re.compile(rf"^\s*[三四五]年(?:来|间)?(?:总共|{SPANNED})")
_ONE_MONTH = re.compile(r"M\d{1,2}")
_COMPARED_YEAR = re.compile(r"[较比](?P<year>20\d\d)年[^;。年]*,$")
_LONGEST_TERM = 10  # years
_RESULTS = (Kind.ACTUAL, Kind.ESTIMATE)
# 城镇新增就业目标1.6万人, within a look back: an aim by its name; 完成目标98%, 低于目标0.5个百分点 stand to one
_NAMED_AIM = re.compile(
    r"(?P<stands>完成|实现|达到|超过?|[高低好优]于|占|[较比])?(?:年初|年度|全年|预期|规划|既定|确定)*目标(?:任务)?(?:为|是|:)?$"
)
_PAST_AIM = re.compile(  # 与8%的计划有差距, 没有实现增长10%的目标: said of a result before
    r"(?<=[\d%])(?:以上|左右)?的(?:年初|年度|全年|预期|规划|既定)*(?:目标|计划|预期|任务)"
)
_SHARE_OF_PLAN = re.compile(r"(?<=完成)[^,;。\d]{0,8}计划的?$")  # 完成年度投资计划|165%
_NO_TIME = ("时期未写明",)
_ASIDE = re.compile(r"(?<=[^\s])\([^()]*\)")  # 增长8%(2023年增长4.3%),: what it dates ends with it


def _without_aims(before: str, quantity: Quantity, kind: Kind) -> str:
    """The text before a number with the aims that it is only measured by blanked (完成年度投资计划|165%)."""
    if kind in _RESULTS:
        before = _PAST_AIM.sub(lambda aim: " " * len(aim[0]), before)
    return _SHARE_OF_PLAN.sub(lambda plan: " " * len(plan[0]), before) if quantity.unit == "%" else before


class Times:
    """The periods that a sentence names, and which of them governs a number."""

    def __init__(self, spans: Spans, context: Context) -> None:
        self.spans = spans
        self.text = spans.text
        self.context = context
        self.mentions = _placed(self.text, periods_in(self.text, context), context)
        self.listed = _listed(spans, self.mentions)

    def becomes(self, index: int) -> bool:
        """Whether a number is the first of 由A增长到B."""
        if self.spans.moved and index in self.spans.moved.values():
            return True
        following = index + 1 < len(self.spans.quantities) and self.spans.reached(index + 1)
        return following and index not in self.spans.moved and index + 1 not in self.spans.moved

    def period(self, index: int) -> tuple[Period | None, tuple[str, ...]]:
        """The period of a number, and what is inferred about it."""
        quantity, around = self.spans.quantities[index], self.context.period
        if self.becomes(index):
            return self._starting(quantity)
        if index in self.listed:
            return self.listed[index], ()
        if self.spans.reached(index):
            own = [m for m in self.mentions if self.spans.previous_end(index) <= m.start < quantity.start]
            if own:
                return own[-1].period, ()
            first = self.spans.quantities[index - 1]
            reached = self._before(self.spans.clause_start(first.start)) or around
            return (Period.year(reached.end), ()) if reached else (None, _NO_TIME)
        if BASE_VALUE.fullmatch(self.spans.left(index)):
            return [mention for mention in self.mentions if mention.start < quantity.start][-1].period, ()
        period = self._before(quantity.start) or around
        return (period, ()) if period else (None, _NO_TIME)

    def reached(self, quantity: Quantity, measure: Measure, name: str, period: Period | None) -> Period | None:
        """Of a span of years the last one, where a rate, a value a head or a year's total is what was reached."""
        if period is None or period.start == period.end or measure not in (Measure.SHARE, Measure.LEVEL):
            return period
        clause = self.text[self.spans.clause_start(quantity.start) : quantity.start]
        state = dimension(quantity.unit) == "percent" or bool(re.search(r"人均|户均|每[百千万]", clause))
        total = measure is Measure.LEVEL and name in _YEARS_TOTALS and dimension(quantity.unit) == "money"
        return (
            Period.year(period.end)
            if (state or total) and _REACHED.search(clause) and not _LASTING.search(clause)
            else period
        )

    def _starting(self, quantity: Quantity) -> tuple[Period | None, tuple[str, ...]]:
        """Of the first value: said right before it, else the year before the span that is spoken of."""
        start = self.spans.clause_start(quantity.start)
        own = [m for m in self.mentions if start <= m.start < quantity.start and m.certain]
        single = [m for m in own if m.period.start == m.period.end]
        relative = bool(single) and single[-1].text.startswith("上年")  # 由上年的…: the year before the one spoken of
        if single and not relative and re.fullmatch(r"的?\s*", self.text[single[-1].end : quantity.start]):
            return single[-1].period, ()
        span = self._before(quantity.start) or self.context.period
        if span is None:
            return None, _NO_TIME
        years = self._years_grown(quantity) if span.start == span.end else None
        return (Period.year(span.end - years) if years else Period.year(span.start - 1)), ("基期为推断",)

    def _years_grown(self, first: Quantity) -> int | None:
        """由2.57增加到3.52、年均增长6.5%: over how many years, by these very numbers; None where they disagree."""
        after = [quantity for quantity in self.spans.quantities if quantity.start > first.start][:2]
        if len(after) < 2 or after[0].unit != first.unit or after[1].unit != "%" or not first.value > 0:
            return None
        rate = after[1].value
        if not re.search(r"年均(?:增长|提高|增幅|增速)", self.text[after[0].end : after[1].start]) or rate <= 0:
            return None
        years = math.log(float(after[0].value / first.value)) / math.log(1 + float(rate) / 100) if after[0].value else 0
        return round(years) if 1.5 < years < 10.5 and abs(years - round(years)) < _CLOSE_TO_YEARS else None

    def _before(self, at: int) -> Period | None:
        """The period that the sentence named last before `at`, bases of comparison and names left out."""
        outside = _without_asides(self.text[:at])
        usable = [m for m in self.mentions if m.start < at and outside[m.start] != " " and self._dates(m)]
        clause = self.spans.clause_start(at)
        around = self.context.period
        if around and around.start < around.end and _ALL_YEARS.search(self.text[clause:at]):
            return around  # 景区2020年建成,五年累计接待游客…
        if self.context.term and "年均" in self.text[clause:at]:
            return self.context.term
        whole = [mention for mention in usable if mention.period.end > mention.period.start]
        if whole and re.search(r"年均|累计", self.text[clause:at]):
            return whole[-1].period
        if "年均" in self.text[clause:at] and (between := self._moved_over(clause)):
            return between
        usable = [mention for mention in usable if mention.start >= clause or self._governs(mention, at)]
        if since := self._since(clause, at, usable):
            return since
        if not usable:
            return None
        return usable[-1].period if usable[-1].certain else self._open(usable[-1], usable)

    def _since(self, clause: int, at: int, usable: Sequence[PeriodMention]) -> Period | None:
        """2016年…,比2011年增长21.9%,|年均增长4%: the years after the one that is compared with."""
        base = _COMPARED_YEAR.search(self.text[:clause])
        year = usable[-1].period if usable else self.context.period
        if base is None or year is None or year.start != year.end or "年均" not in self.text[clause:at]:
            return None
        first = int(base["year"]) + 1
        return Period(first, year.end) if 1 < year.end - first < _LONGEST_TERM else None

    def _moved_over(self, clause: int) -> Period | None:
        """由2016年的84亿元提高到2021年的128亿元,|年均增长7.3%: the years after the first, up to the last."""
        before = self.spans.clause_start(max(0, clause - 1))
        named = [m for m in self.mentions if before <= m.start < clause and m.period.start == m.period.end]
        if len(named) != 2 or not re.search(r"[由从]$", self.text[: named[0].start]):
            return None
        first, last = named[0].period.start, named[1].period.start
        return Period(first + 1, last) if last - first > 1 else None

    def _governs(self, mention: PeriodMention, at: int) -> bool:
        """Whether a period named in an earlier clause still holds; 到2025年 ends with its semicolon."""
        clause = self.spans.clause_start(mention.start)
        if _averaged(self.text, mention):
            return False
        if (
            ";" in self.text[mention.end : at]
            and mention.text.startswith("到")
            and self.context.period != mention.period
        ):
            return self.text[: mention.start].strip() == ""
        opened = any(not self.text[: other.start].strip() for other in self.mentions)
        if ";" in self.text[mention.end : at] and opened and self.text[: mention.start].strip():
            return False  # 十三五期间,甲…,2020年达到…;乙…: the part before the semicolon had a time of its own
        if mention.period.part and self._is_moment(mention):
            return False
        behind = bool(tidy(self.text[clause : mention.start]))
        if behind and _ONE_MONTH.fullmatch(mention.period.part):
            return False  # 高铁站2019年12月开通,新增道路71公里: the month is the station's
        return clause == 0 or not behind

    def _is_moment(self, mention: PeriodMention) -> bool:
        """6月底|建成通车, 10月|投产, 6月28日|上线: when one thing is done, not what the next clause is about."""
        after = self.text[mention.end :]
        if after.startswith(",") or mention.text.startswith("截"):
            return False
        until = mention.text.endswith(("前", "底", "末", "日")) or re.match(r"[底末]?前|[底末]|日", after)
        return bool(until) or self.context.kind is Kind.TARGET

    def _open(self, mention: PeriodMention, usable: Sequence[PeriodMention]) -> Period:
        """全年: the year spoken of so far, not a plan's whole span."""
        named = [other.period for other in usable if other.certain and other.period.start == other.period.end]
        if named:
            return Period.year(named[-1].start)
        around = self.context.period
        if around is None or (around.start < around.end and around.start <= mention.period.start <= around.end):
            return mention.period
        return Period.year(around.start) if around.start == around.end else around

    def _dates(self, mention: PeriodMention) -> bool:
        """Whether a mention dates figures: not 较上年, not 上年决算数, not “十四五”规划."""
        if mention.text.startswith(("比", "较")):
            return False
        before = self.text[max(0, mention.start - 3) : mention.start].rstrip("“")
        after = self.text[mention.end : mention.end + 8]
        if re.search(r"(?:较|比|与|是|为|低于|高于)$", before) and not after.startswith(","):
            return False
        if re.search(r"(?:恢复|相当|达)[到于]?$", before) and re.match(r"(?:同期|全年|水平)*的", after):
            return False  # 恢复到2019年的87%
        if re.match(r"[底末]?(?:以|之)?前(?:建成|建设|建造|修建|竣工|投用)", after):
            return False  # 2000年以前建成的老旧小区
        if re.search(r"[由从]$", before) and re.match(r"”?[初末底]?的", after):
            return False  # 由“十二五”末的29亿元增长到50亿元: of the first number alone
        if mention.text.startswith(("上年", "去年", "前年")) and (
            not re.match(r"[一-龥,]", after)
            or re.match(r"结余|结转|决算|年初|预算|预计|快报|执行|同期|区人代会|增长|提高|的?\s*\d", after)
        ):
            return False
        return not re.match(
            (
                r"已[^,;。]{1,6}的|”?(?:规划(?:的|纲要|体系|编制|确定)|开局|远景目标|》|重要时期|、|和二|不变价|可比价|[^,;。]{0,2}价格)"
            ),
            after,
        )

    def kind(self, quantity: Quantity, period: Period | None) -> Kind:
        """Target, estimate or result: marks of the sentence before the number, the period, then the surroundings."""
        context, before = self.context, _without_asides(self.text[: quantity.start])
        if self.text[quantity.end : quantity.end + 3] == "(预计":
            return Kind.ESTIMATE
        if _ON_THE_WAY.search(before):
            return Kind.TARGET
        if context.kind in _RESULTS and (named := _NAMED_AIM.search(before)) and not named["stands"]:
            return Kind.TARGET
        mark, at = self._mark(_without_aims(before, quantity, context.kind))
        report = context.settled
        future = period is not None and report is not None and period.end > report
        if context.kind in (Kind.BUDGET, Kind.FINAL) and not (mark is Kind.ESTIMATE and not future):
            sums = dimension(quantity.unit) in {"money", "percent", ("percentage point")} and not re.search(
                r"力争|目标|确保", before[at:] if mark else ""
            )
            return context.kind if sums or context.kind is Kind.FINAL else Kind.TARGET
        if future:
            return Kind.TARGET
        if mark is Kind.TARGET and context.kind is Kind.ACTUAL and ACTUAL.search(before[at:]):
            return Kind.ACTUAL
        looked_back = context.kind in (Kind.ACTUAL, Kind.ESTIMATE) and period is not None and report is not None
        if mark is Kind.TARGET and looked_back and context.kind_certain and _OBTAINED.match(before, at):
            return context.kind  # in a review what was obtained or ensured, not what is hoped for
        if mark is not None:
            return mark
        around = context.period
        if context.kind is not Kind.TARGET or period is None or report is None or around is None:
            return context.kind
        ahead = report < around.end or period.end < around.start  # what surrounds it is planned for later
        return Kind.ACTUAL if period.end <= report and ahead else context.kind

    def _mark(self, before: str) -> tuple[Kind | None, int]:
        """The last kind word before a number and its place; a semicolon and a new time put an end to it."""
        marks = [(match.start(), Kind.ESTIMATE) for match in ESTIMATE.finditer(before)]
        looks_back = self.context.kind is Kind.ACTUAL and self.context.kind_certain and not AHEAD.search(before)
        marks += [
            (match.start(), Kind.TARGET)
            for match in TARGET.finditer(before)
            if not (looks_back and WEAK_TARGET.match(match[0]))
        ]
        if not marks:
            return None, 0
        at, kind = max(marks)
        if ";" in before[at:] and any(
            at < m.start < len(before) and m.certain and self._dates(m) and not _averaged(self.text, m)
            for m in self.mentions
        ):
            return None, 0
        return kind, at


def _without_asides(text: str) -> str:
    """The text, same length, with every bracket that is closed in it left blank."""
    return _ASIDE.sub(lambda aside: " " * len(aside[0]), text)


def _listed(spans: Spans, mentions: Sequence[PeriodMention]) -> dict[int, Period]:
    """一季度、上半年、前三季度分别增长6.2%、3.5%和4.3%: as many times as numbers, each number in its time."""
    found: dict[int, Period] = {}
    for group in number_groups(spans.text, spans.quantities):
        start = spans.clause_start(spans.quantities[group[0]].start)
        own = [mention for mention in mentions if start <= mention.start < spans.quantities[group[0]].start]
        gaps = [spans.text[one.end : two.start] for one, two in pairwise(own)]
        if len(own) == len(group) and all(re.fullmatch(r"\s*[、和及与]\s*", gap) for gap in gaps):
            found |= {index: mention.period for index, mention in zip(group, own, strict=True)}
    return found


def _averaged(text: str, mention: PeriodMention) -> bool:
    """两年|平均增长: a span that only its own number is about."""
    return bool(re.match(r"平均|年均", text[mention.end :]))


def _placed(text: str, mentions: Sequence[PeriodMention], context: Context) -> list[PeriodMention]:
    """上半年, 1-11月 without a year of their own belong to the year that the section speaks of."""
    around = context.period
    year = around.start if around and around.start == around.end else None
    placed = []
    for mention in mentions:
        if year is not None and context.period_certain and _LOOKS_BACK.fullmatch(mention.text):
            # in a report given in January 过去一年 is the year that the heading looks back on, not 今年
            mention = replace(mention, period=Period.year(year))
        if text.startswith("学年", mention.end):  # 2025—2026学年 is counted in the autumn that it begins
            mention = replace(mention, period=Period.year(mention.period.start))
        clause = max((match.end() for match in BOUNDARY.finditer(text, 0, mention.start)), default=0)
        alone = mention.period.part and not re.search(r"\d{4}|[今去上明本当]年", text[clause : mention.end])
        if alone and year is not None and year != context.report_year:
            mention = replace(mention, period=replace(mention.period, start=year, end=year))
        placed.append(mention)
    return placed
