"""Sub-documents of a file and their sections: titles, annexes, headings and the place of each report."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ingest.document import Section, SubDocument, Table
from ingest.home import region_of_title
from ingest.lists import inline_deeds, inline_points, read_items, with_list_name
from ingest.metadata import Part, date_given, issuer_of, plan_years, report_year_of, years_in
from ingest.structure.headings import Heading, find_headings
from ingest.structure.kinds import kind_of
from ingest.structure.lines import Line
from ingest.structure.titles import Opening, find_openings
from vectorstore.region import Region

_HEAD_LINES, _TAIL_LINES = 7, 6
_DATE_LINES = 14  # a notice may be signed and dated before what it passes on


@dataclass(frozen=True)
class Layout:
    """The lines of a cleaned text, which of them belong to tables, and the heading levels that the file gives."""

    text: str
    lines: tuple[Line, ...]
    tables: tuple[Table, ...]
    in_table: frozenset[int]
    marked: Mapping[int, int]


def read_structure(layout: Layout, home: Region, fallback_date: date | None, title: str) -> list[SubDocument]:
    """Split a text into its reports and each report into sections that tile it without a gap."""
    openings = find_openings(layout.lines, layout.in_table, title)
    if len(openings) > 4:  # a bulletin: the day it was put on the web is not the day its reports were given
        fallback_date = None
    subdocuments: list[SubDocument] = []
    for position, opening in enumerate(openings):
        last = openings[position + 1].first if position + 1 < len(openings) else len(layout.lines)
        start = layout.lines[opening.first].start if position else 0
        end = layout.lines[last].start if last < len(layout.lines) else len(layout.text)
        subdocuments.append(_subdocument(layout, opening, last, (start, end), home, fallback_date, title))
    return _with_neighbours(subdocuments)


def _subdocument(
    layout: Layout,
    opening: Opening,
    last: int,
    span: tuple[int, int],
    home: Region,
    fallback_date: date | None,
    document_title: str,
) -> SubDocument:
    if opening.kind == "other" and not opening.title and opening.first == 0 and document_title:
        opening = replace(opening, kind=kind_of(document_title))  # only the page's data say what it is
    lines = layout.lines
    head = [line.text for line in lines[opening.first : min(opening.body + _HEAD_LINES, last)]]
    tail = [line.text for line in lines[max(last - _TAIL_LINES, opening.first) : last]]
    no_headings = opening.kind in ("agenda", "attendance", "glossary")
    headings = [] if no_headings else find_headings(lines, opening.body, last, layout.in_table, layout.marked)
    text = layout.text[span[0] : span[1]]
    dated = [line.text for line in lines[opening.first : min(opening.body + _DATE_LINES, last)]]
    spoken = date_given(dated, tail)
    given = spoken or fallback_date
    title = _title(opening, home, head, document_title)
    parts = _parts(layout, headings, span)
    years = _years(title, [heading.text for heading in headings], text, given)
    region = region_of_title(title, home)
    sections = tuple(_sections(layout, headings, span, opening))
    issuer = "" if opening.kind in ("annex", "glossary") else issuer_of([title, *head], tail, home)
    report_year = report_year_of(title, given, parts, spoken)
    if report_year and opening.first == 0 and not opening.title and opening.kind in _NAMES and not document_title:
        title = f"{title}（{report_year}年）"
    return SubDocument(title, opening.kind, issuer, given, region, years, report_year, *span, sections)


def _parts(layout: Layout, headings: Sequence[Heading], span: tuple[int, int]) -> list[Part]:
    """The text below each outermost heading."""
    tops = [heading for heading in headings if heading.depth == 0]
    starts = [layout.lines[heading.line].start for heading in tops]
    return [
        Part(heading.text, layout.text[start:end])
        for heading, start, end in zip(tops, starts, [*starts[1:], span[1]], strict=False)
    ]


def _with_neighbours(subdocuments: list[SubDocument]) -> list[SubDocument]:
    """An annex takes issuer, date and year from the report before it; a report without a year takes the file's."""
    told = [sub.report_year for sub in subdocuments if sub.report_year and sub.kind not in ("annex", "glossary")]
    usual = Counter(told).most_common(1)[0][0] if told else None
    finished: list[SubDocument] = []
    above: SubDocument | None = None
    for sub in subdocuments:
        if sub.kind in ("annex", "glossary") and above is not None:
            sub = replace(
                sub,
                issuer=sub.issuer or above.issuer,
                date=sub.date or above.date,
                report_year=sub.report_year or above.report_year,
            )
        else:
            above = sub = replace(sub, report_year=sub.report_year or _year_alone(sub) or usual)
            if sub.report_year is None:
                above = sub = replace(sub, report_year=usual)
        finished.append(sub)
    return finished


def _year_alone(sub: SubDocument) -> int | None:
    """A report with one year in its title and no other sign is taken to speak of that year."""
    years = years_in(sub.title)
    return years[0] if len(years) == 1 and sub.kind in ("work_report", "notice") else None


_NAMES = {
    "work_report": "人民政府工作报告",
    "court_report": "人民法院工作报告",
    "procuratorate_report": "人民检察院工作报告",
    "standing_committee_report": "人大常委会工作报告",
    "appointment": "任职发言",
}


def _title(opening: Opening, home: Region, head: Sequence[str], document_title: str) -> str:
    if opening.title:
        return f"{opening.annex} {opening.title}" if opening.annex else opening.title
    if opening.kind == "appointment":
        speaker = next((line for line in head if re.fullmatch(r"[一-鿿]{2,4}", line)), "")
        return f"任职发言（{speaker}）" if speaker else "任职发言"
    if opening.first == 0 and document_title:
        return document_title
    return home.name + _NAMES[opening.kind] if opening.kind in _NAMES else document_title


def _years(title: str, headings: Sequence[str], text: str, given: date | None) -> tuple[int, ...]:
    """Most central first: years of title and headings, the date's, then those that the text names often."""
    often = [year for year in years_in(text) if text.count(f"{year}年") >= 2]
    found = [
        *plan_years(title),
        *years_in(title),
        *years_in("\n".join(headings)),
        *([given.year] if given else []),
        *often,
    ]
    return tuple(dict.fromkeys(found))


def _sections(layout: Layout, headings: Sequence[Heading], span: tuple[int, int], opening: Opening) -> list[Section]:
    lines = layout.lines
    start, end = span
    bounds = [lines[heading.line].start for heading in headings] + [end]
    title_end = lines[opening.body].start if opening.body < len(lines) else end
    top = (opening.title,) if "实事" in opening.title and not headings else ()  # a list under its own title
    sections = [_section(layout, opening.kind, top, (start, start), (start, bounds[0]), title_end)]
    path: list[str] = []
    for heading, following in zip(headings, bounds[1:], strict=True):
        line = lines[heading.line]
        body = line.start if heading.run_in else line.end
        path = [*path[: heading.depth], *([heading.text] if heading.text else [])]
        sections.append(_section(layout, opening.kind, tuple(path), (line.start, body), (body, following), 0))
    return sections


def _section(
    layout: Layout, kind: str, path: tuple[str, ...], heading: tuple[int, int], body: tuple[int, int], items_from: int
) -> Section:
    """A section with the tables and list entries of its own text; entries are looked for from `items_from` on."""
    tables = tuple(table for table in layout.tables if body[0] <= table.start < body[1])
    first = bisect_left(layout.lines, max(body[0], items_from), key=lambda line: line.start)
    last = bisect_left(layout.lines, body[1], key=lambda line: line.start)
    stretches: list[list[Line]] = [[]]  # the lines between tables: no entry goes on behind a table
    for index in range(first, last):
        if index not in layout.in_table:
            stretches[-1].append(layout.lines[index])
        elif stretches[-1]:
            stretches.append([])
    items = tuple(item for stretch in stretches for item in read_items(kind, stretch))
    items = with_list_name(items, next((name for name in reversed(path) if "实事" in name), ""))
    free = [line for stretch in stretches for line in stretch]
    if not any(item.number for item in items):
        deeds = tuple(item for line in free for item in inline_deeds(line.text, line.start))
        items = deeds or items or tuple(item for line in free for item in inline_points(line.text, line.start))
    return Section(path, *heading, *body, tables, items)
