"""What a figure inherits from its surroundings: kind, period and region of heading, sub-document and paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.document import SubDocument
from ingest.figures_words import (
    HEADING_ACTUAL,
    HEADING_BUDGET,
    HEADING_ESTIMATE,
    HEADING_FINAL,
    HEADING_TARGET,
)
from vectorstore.figure import Kind
from vectorstore.period import Period
from vectorstore.periods import find_periods
from vectorstore.region import Region

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


def section_context(
    document: str, version: str, sub: SubDocument, path: tuple[str, ...], before: tuple[str, ...] = ()
) -> Context:
    """Context of a section: its headings, then those of the section before it, then the sub-document's title and kind.

    before: headings of the last top-level section that told the kind: 四、加强自身建设 after 三、2022年工作安排 goes on
    with its time and kind.
    """
    year = report_year(sub)
    path_read = before if before and not tells_kind(sub, path) else path
    kind, kind_certain = _kind(sub, path_read)
    period, period_certain = _period(sub, path_read, kind)
    return Context(
        document, version, sub.title, sub.kind, path, sub.region, year, kind, period, kind_certain, period_certain
    )  # fmt: skip


def report_year(sub: SubDocument) -> int | None:
    """What 今年 means: the year executed in a report on execution and draft, the year before a plan's span."""
    titled = [mention.period for mention in find_periods(sub.title, None)]
    if "执行情况" in sub.title and titled:
        return min(titled).start
    if sub.report_year is None and sub.kind == "plan":
        spans = [period.start - 1 for period in titled if period.end > period.start]
        return spans[0] if spans else None
    return sub.report_year


def tells_kind(sub: SubDocument, path: tuple[str, ...]) -> bool:
    """Whether a heading of the path says what the figures below it are."""
    return any(heading_kind(heading, report_year(sub), budget=sub.kind == "budget_report") for heading in path)


def _kind(sub: SubDocument, path: tuple[str, ...]) -> tuple[Kind, bool]:
    dated = [place for place, heading in enumerate(path) if _heading_periods(heading, report_year(sub))]
    order = [*reversed(dated), *(place for place in range(len(path)) if place not in dated)]
    for depth in order:  # a heading with a year says more than one without, the outer more than the slogans below it
        heading = path[depth]
        kind = heading_kind(heading, report_year(sub), budget=sub.kind == "budget_report")
        if kind is Kind.ACTUAL and any(HEADING_ESTIMATE.search(outer) for outer in path[:depth]):
            return Kind.ESTIMATE, True
        if kind is not None:
            return kind, True
    if sub.kind in _PLANS or re.search(r"规划|计划(?!执行)|方案|任务|实事", sub.title):
        return Kind.TARGET, sub.kind in _PLANS
    return Kind.ACTUAL, sub.kind in {
        "work_report",
        "court_report",
        "procuratorate_report",
        "standing_committee_report",
        "proposals_report",
    } or bool(re.search(r"统计公报|经济运行", sub.title))


def heading_kind(heading: str, report_year: int | None, *, budget: bool = False) -> Kind | None:
    """The kind that a heading sets, None if it says nothing (聚焦高质量发展)."""
    if HEADING_ESTIMATE.search(heading):
        return Kind.ESTIMATE
    years = _heading_periods(heading, report_year)
    future = bool(years) and report_year is not None and all(period.start > report_year for period in years)
    if HEADING_FINAL.search(heading) and not future:
        return Kind.FINAL
    if budget and HEADING_BUDGET.search(heading) and "执行" not in heading:
        return Kind.BUDGET
    if future:
        return Kind.BUDGET if budget else Kind.TARGET
    if HEADING_ACTUAL.search(heading) and not re.search(r"成效$|目标$", heading):
        return Kind.ACTUAL
    if HEADING_TARGET.search(heading):
        return Kind.TARGET
    return Kind.ACTUAL if years and report_year is not None and years[0].end <= report_year else None


def _heading_periods(heading: str, report_year: int | None) -> list[Period]:
    joined = re.sub(r"(?<=\d)\s+(?=\d)", "", heading)
    return [mention.period for mention in find_periods(joined, report_year) if mention.certain]


def _period(sub: SubDocument, path: tuple[str, ...], kind: Kind) -> tuple[Period | None, bool]:
    year = report_year(sub)
    for heading in reversed(path):
        periods = _heading_periods(heading, year)
        if periods:
            same_year = [period for period in periods if year is not None and period == Period.year(year)]
            return (same_year or periods)[0], len(periods) == 1
    titled = _heading_periods(sub.title, year)
    if sub.kind == "plan" and titled and kind not in (Kind.TARGET, Kind.BUDGET):
        span = next((period for period in titled if period.end > period.start), None)
        if span:  # what a plan says of the past is about the five years before it
            return Period(span.start - (span.end - span.start) - 1, span.start - 1), False
    if sub.kind in _PLANS and titled:
        return titled[0], True
    if year is None:
        return (Period.year(sub.years[0]), False) if sub.years else (titled[0] if titled else None, False)
    if kind in (Kind.TARGET, Kind.BUDGET) and sub.kind not in _PLANS:
        return Period.year(year + 1), False
    return Period.year(year), True


def paragraph_context(context: Context, opening: str) -> Context:
    """Context of a paragraph that opens with a span of years (过去五年, “十三五”期间): it holds for all of it."""
    spans = [
        mention
        for mention in find_periods(opening[:24], context.report_year)
        if mention.period.end > mention.period.start and mention.certain
    ]
    if not spans or re.match(r"”?(?:规划|开局|主要|奋斗|总体)", opening[spans[0].end :]):
        return context
    past = context.report_year is not None and spans[0].period.end <= context.report_year
    kind = Kind.ACTUAL if past and context.kind in (Kind.TARGET, Kind.BUDGET) else context.kind
    return replace(context, period=spans[0].period, kind=kind, period_certain=True)
