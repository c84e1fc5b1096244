"""What a figure inherits from its surroundings: kind, period and region of heading, sub-document and paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import SubDocument
from ingest.figures.holder import Holder, is_budget, of_headings
from ingest.figures.words import (
    HEADING_ACTUAL,
    HEADING_BUDGET,
    HEADING_ESTIMATE,
    HEADING_FINAL,
    HEADING_TARGET,
)
from vectorstore.figure import Kind
from vectorstore.period import Period
from vectorstore.periods import PeriodMention, find_periods
from vectorstore.place_names import is_place_name, region_named
from vectorstore.region import Region
from vectorstore.zones import is_zone

# Kinds of sub-document whose figures are targets unless their words say otherwise.
_PLANS = {"plan", "notice", "annex"}


@dataclass(frozen=True)
class Context:
    """What holds for a sentence unless its own words say otherwise.

    period: None if nothing tells it. period_certain: False where it is only the report year by default.
    """

    document: str
    version: str
    subdocument: str
    subdocument_kind: str
    section: tuple[str, ...]
    region: Region
    report_year: int | None
    kind: Kind
    period: Period | None
    kind_certain: bool = True
    period_certain: bool = True
    done_year: int | None = None
    places: frozenset[str] = frozenset()  # below or beside the region, that the document gives figures of
    holder: Holder | None = None  # whose accounts the text gives, None where it gives none
    term: Period | None = (
        None  # the years that its heading looks back on beside `period` (2025年和“十四五”时期工作回顾)
    )

    @property
    def settled(self) -> int | None:
        """The last year that was over when the report was given; figures of later ones are targets."""
        return self.report_year if self.done_year is None else self.done_year


def section_context(
    document: str, version: str, sub: SubDocument, path: tuple[str, ...], before: tuple[str, ...] = ()
) -> Context:
    """Context of a section: its headings, then those of the section before it, then the sub-document's title and kind.

    before: headings of the last top-level section that told the kind: 四、加强自身建设 after 三、2022年工作安排 goes on
    with its time and kind.
    """
    year = report_year(sub)
    path_read = before if before and not tells_kind(sub, path) and not _ends_review(sub, before) else path
    kind, kind_certain = _kind(sub, path_read)
    period, period_certain = _period(sub, path_read, kind)
    holder = of_headings(sub.title, path, sub.region) if is_budget(sub.title, path) else None
    return Context(
        document, version, sub.title, sub.kind, path, _headed_place(path, sub.region), year, kind, period, kind_certain,
        period_certain, done_year(sub), holder=holder, term=_term(sub, path_read),
    )  # fmt: skip


def _ends_review(sub: SubDocument, before: tuple[str, ...]) -> bool:
    """A plan looks back in its first part only: 第二篇 建设新城 does not go on with 第一篇 发展基础."""
    return sub.kind == "plan" and _kind(sub, before)[0] in (Kind.ACTUAL, Kind.ESTIMATE)


_NUMBERED = re.compile(r"^\s*(?:[\(（]?[一二三四五六七八九十\d]{1,3}[\)）、.．]\s*)+")
_ADMINISTERED = re.compile(r"[一-龥]{2,8}(?:管理区|度假区|风景区|示范区)")


def _headed_place(path: tuple[str, ...], home: Region) -> Region:
    """三、某某管理区: the place that a heading consists of, the innermost; the report's own without one."""
    for heading in reversed(path):
        name = _NUMBERED.sub("", heading).strip()
        if home.name and name not in (home.name, *home.parents) and _is_headed_place(name):
            return region_named(name, home)
    return home


def _is_headed_place(name: str) -> bool:
    """Whether a heading is a place and nothing else; alone on its line, 某某管理区 is one."""
    return is_place_name(name) or is_zone(name) or bool(_ADMINISTERED.fullmatch(name))


def report_year(sub: SubDocument) -> int | None:
    """What 今年 means: the year executed in a report on execution and draft, the year before a plan's span."""
    titled = [mention.period for mention in find_periods(sub.title, None)]
    if "执行情况" in sub.title and titled:
        return min(titled).start
    if sub.report_year is None and sub.kind == "plan":
        spans = [period.start - 1 for period in titled if period.end > period.start]
        return spans[0] if spans else None
    return sub.report_year


_GIVEN_EARLY = {
    "work_report",
    "budget_report",
    "plan_execution",
    "standing_committee_report",
    "court_report",
    "procuratorate_report",
}
_LAST_EARLY_MONTH = 4
_DRAFT = re.compile(r"预算[^决]{0,4}草案|预算[^决]{0,6}编制")
_COMPARED = re.compile(r"[较比与]“?$")
_LOOKS_BACK = re.compile(
    r"^(?:过去|最近|近年?|这|经过|历经|回顾|回首|以来|的)*(?:[二两三四五六七八九十]|\d{1,2})年|^本届"
)
_LOOKS_AHEAD = re.compile(r"^(?:今后|未来|此后|接下来)")


def done_year(sub: SubDocument) -> int | None:
    """The last year that is over: that before 今年 for a report given in spring, as sessions after New Year are."""
    year = report_year(sub)
    if year is not None and sub.kind == "plan":
        ahead = [mention.period.start for mention in find_periods(sub.title, None) if mention.period.end > year]
        return min([year, *(start - 1 for start in ahead)])  # 十四五 is planned when 2020 is over
    if year is None or sub.kind not in _GIVEN_EARLY:
        return year
    if sub.date is None:
        early = sub.kind == "work_report" and not _reviews(sub, year)
        return year - 1 if early or _reviews(sub, year - 1) or _drafts(sub) else year
    return year - 1 if sub.date.year == year and sub.date.month <= _LAST_EARLY_MONTH else year


def _drafts(sub: SubDocument) -> bool:
    """Whether a budget's title is of the draft alone (某市2026年政府预算(草案)编制说明): its year is yet to come."""
    return sub.kind == "budget_report" and bool(_DRAFT.search(sub.title)) and "执行" not in sub.title


def _reviews(sub: SubDocument, year: int) -> bool:
    """Whether a heading looks back on all of `year`, as reports do that are given after it is over."""
    tops = {section.path[0] for section in sub.sections if section.path}
    return any(re.search(rf"{year}年", top) and HEADING_ACTUAL.search(top) for top in tops)


def periods_in(text: str, context: Context) -> list[PeriodMention]:
    """The periods that a text names; see `_given`."""
    return _given(find_periods(text, context.report_year), context.report_year, context.settled)


def _given(mentions: list[PeriodMention], year: int | None, settled: int | None) -> list[PeriodMention]:
    """五年来 of a report given in spring ends with the year before, 今后五年 begins with 今年."""
    if year is None or settled == year:
        return mentions
    return [
        replace(mention, period=Period(mention.period.start - 1, mention.period.end - 1))
        if (_LOOKS_BACK.search(mention.text) and mention.period.end == year)
        or (_LOOKS_AHEAD.search(mention.text) and mention.period.start == year + 1)
        else mention
        for mention in mentions
    ]


def tells_kind(sub: SubDocument, path: tuple[str, ...]) -> bool:
    """Whether a heading of the path says what the figures below it are."""
    budget = sub.kind == "budget_report"
    return any(heading_kind(heading, report_year(sub), budget=budget, done=done_year(sub)) for heading in path)


def _kind(sub: SubDocument, path: tuple[str, ...]) -> tuple[Kind, bool]:
    dated = [place for place, heading in enumerate(path) if _heading_periods(heading, report_year(sub), done_year(sub))]
    order = [*reversed(dated), *(place for place in range(len(path)) if place not in dated)]
    for depth in order:  # a heading with a year says more than one without, the outer more than the slogans below it
        heading = path[depth]
        kind = heading_kind(heading, report_year(sub), budget=sub.kind == "budget_report", done=done_year(sub))
        if kind is Kind.ACTUAL and any(HEADING_ESTIMATE.search(outer) for outer in path[:depth]):
            return Kind.ESTIMATE, True
        if kind is not None:
            return kind, True
    if _drafts(sub):
        return Kind.BUDGET, True
    if sub.kind in _PLANS or re.search(r"规划|计划(?!执行)|方案|任务|实事", sub.title):
        return Kind.TARGET, sub.kind in _PLANS
    return Kind.ACTUAL, sub.kind in {
        "work_report",
        "court_report",
        "procuratorate_report",
        "standing_committee_report",
        "proposals_report",
    } or bool(re.search(r"统计公报|经济运行", sub.title))


_BOTH_WAYS = re.compile(
    r"(?:基础|成就|成效|回顾|总结|环境)[和与、及]?(?:[一-龥]{2,6}[和与、及])?(?:总体|指导|发展)?(?:要求|思路|目标|思想)"
)


def heading_kind(
    heading: str, report_year: int | None, *, budget: bool = False, done: int | None = None
) -> Kind | None:
    """The kind that a heading sets, None if it says nothing (聚焦高质量发展). done: the last year that is over."""
    done = report_year if done is None else done
    if HEADING_ESTIMATE.search(heading):
        return Kind.ESTIMATE
    years = _heading_periods(heading, report_year, done)
    future = bool(years) and done is not None and all(period.start > done for period in years)
    if HEADING_FINAL.search(heading) and not future:
        return Kind.FINAL
    if budget and HEADING_BUDGET.search(heading) and "执行" not in heading:
        return Kind.BUDGET
    if future:
        return Kind.BUDGET if budget else Kind.TARGET
    if HEADING_ACTUAL.search(heading) and _BOTH_WAYS.search(heading):
        return None  # 发展基础与总体要求: its parts say which
    if HEADING_ACTUAL.search(heading) and not re.search(r"成效$|目标$", heading):
        return Kind.ACTUAL
    if HEADING_TARGET.search(heading):
        return Kind.TARGET
    return Kind.ACTUAL if years and done is not None and years[0].end <= done else None


def _heading_periods(heading: str, report_year: int | None, done: int | None) -> list[Period]:
    joined = re.sub(r"(?<=\d)\s+(?=\d)", "", heading)
    mentions = _given(find_periods(joined, report_year), report_year, report_year if done is None else done)
    return [mention.period for mention in mentions if mention.certain]


def _period(sub: SubDocument, path: tuple[str, ...], kind: Kind) -> tuple[Period | None, bool]:
    year = report_year(sub)
    for heading in reversed(path):
        periods = _heading_periods(heading, year, done_year(sub))
        if periods:
            same_year = [period for period in periods if year is not None and period == Period.year(year)]
            return (same_year or periods)[0], len(periods) == 1
    titled = _heading_periods(sub.title, year, done_year(sub))
    if sub.kind == "plan" and titled and kind not in (Kind.TARGET, Kind.BUDGET):
        span = next((period for period in titled if period.end > period.start), None)
        if span:  # what a plan says of the past is about the five years before it
            return Period(span.start - (span.end - span.start) - 1, span.start - 1), False
    if sub.kind in _PLANS and titled:
        return titled[0], True
    looked_back = sub.kind == "other" and len(titled) == 1 and year is not None and titled[0] == Period.year(year - 1)
    if looked_back and kind is Kind.ACTUAL and re.search(r"年度.*(?:情况|工作|报告|总结)", sub.title):
        return titled[0], True  # 2022年度环境状况…的报告, given in 2023
    if year is None and titled and titled[0].part:
        return titled[0], True  # 2023年1—9月主要经济指标
    if year is None:
        return (Period.year(sub.years[0]), False) if sub.years else (titled[0] if titled else None, False)
    done = done_year(sub) or year
    if kind in (Kind.TARGET, Kind.BUDGET) and sub.kind not in _PLANS:
        return Period.year(done + 1), False
    return Period.year(done), True


def _term(sub: SubDocument, path: tuple[str, ...]) -> Period | None:
    """The span of years that the innermost heading with a time names beside a single year, None for none."""
    for heading in reversed(path):
        if periods := _heading_periods(heading, report_year(sub), done_year(sub)):
            spans = [period for period in periods if period.end > period.start]
            return spans[0] if len(spans) == 1 and len(periods) == 2 else None
    return None


_TURNS = re.compile(
    r"(?:今年|本年度|新的一年|(?P<year>20\d\d)年)[^。；;:：]{0,24}(?:总体要求|总体思路|工作思路|主要预期目标|预期目标|奋斗目标)(?:和[^。；;:：]{0,8})?[是为:：]"
)


def ahead_context(context: Context, line: str) -> Context | None:
    """Context from a line on in which a report turns to the year ahead without a heading (今年工作的总体要求是…).

    None where it does not, or where the section already says that it looks ahead.
    """
    if context.kind is not Kind.ACTUAL or context.settled is None or context.report_year != context.settled + 1:
        return None
    said = _TURNS.search(line)
    if said is None or (said["year"] and int(said["year"]) != context.report_year):
        return None
    return replace(context, kind=Kind.TARGET, period=Period.year(context.report_year), period_certain=False)


def names_time(path: Sequence[str], context: Context) -> bool:
    """Whether a heading says a time of its own."""
    return any(periods_in(heading, context) for heading in path)


def paragraph_context(context: Context, opening: str) -> Context:
    """Context of a paragraph that opens with a span of years (过去五年, “十三五”期间): it holds for all of it."""
    spans = [
        mention
        for mention in periods_in(opening[:24], context)
        if mention.period.end > mention.period.start
        and mention.certain
        and not _COMPARED.search(opening[: mention.start])
    ]
    if not spans or re.match(r"”?(?:规划|开局|主要|奋斗|总体)", opening[spans[0].end :]):
        return context
    past = context.settled is not None and spans[0].period.end <= context.settled
    kind = Kind.ACTUAL if past and context.kind in (Kind.TARGET, Kind.BUDGET) else context.kind
    return replace(context, period=spans[0].period, kind=kind, period_certain=True)


_ONE_YEAR = re.compile(
    r"(?:(?:刚刚|刚)过去的|过去的|回顾)?(?P<year>20\d\d)年(?=[,，]|是|我们|全[市县区省州]|来[,，])|(?:(?:刚刚|刚)?过去的?|过去)一年|一年来"
)
_SALUTED = re.compile(r"^\s*(?:各位(?:代表|委员|同志|领导)[!！,，:：。、]?\s*)*")
_GOES_ON_WITH = re.compile(r"刚过去|过去的|一年")


def year_context(context: Context, opening: str) -> tuple[Context, bool]:
    """Context of a paragraph that opens with one year within a span that the section looks back on (刚刚过去的2021年,).

    Also whether the paragraphs behind it go on with that year (一年来,我们重点抓了四个方面。).
    """
    span, settled = context.period, context.settled
    said = _ONE_YEAR.match(_SALUTED.sub("", opening))
    if said is None or span is None or settled is None or not span.start < span.end <= settled:
        return context, False
    year = int(said["year"]) if said["year"] else span.end
    if not span.start <= year <= span.end:
        return context, False
    goes_on = year == span.end and bool(_GOES_ON_WITH.search(said[0]))
    return replace(context, period=Period.year(year), kind=Kind.ACTUAL, period_certain=True), goes_on
