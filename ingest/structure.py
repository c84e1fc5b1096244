"""Sub-documents of a file and their sections: titles, annexes, headings and the place of each report."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.document import Section, SubDocument, Table
from ingest.lists import inline_points, read_items
from ingest.metadata import date_given, issuer_of, region_of_title, report_year_of, years_in
from ingest.structure_headings import Heading, find_headings
from ingest.structure_lines import Line
from ingest.structure_titles import Opening, find_openings
from vectorstore.region import Region

_HEAD_LINES, _TAIL_LINES = 7, 6


@dataclass(frozen=True)
class Layout:
    """The lines of a cleaned text, which of them belong to tables, and the heading levels that the file itself gives."""

    text: str
    lines: tuple[Line, ...]
    tables: tuple[Table, ...]
    in_table: frozenset[int]
    marked: Mapping[int, int]


def read_structure(layout: Layout, home: Region, fallback_date: date | None, title: str) -> list[SubDocument]:
    """Split a text into its reports and each report into sections that tile it without a gap."""
    openings = find_openings(layout.lines, layout.in_table)
    subdocuments: list[SubDocument] = []
    for position, opening in enumerate(openings):
        last = openings[position + 1].first if position + 1 < len(openings) else len(layout.lines)
        start = layout.lines[opening.first].start if position else 0
        end = layout.lines[last].start if last < len(layout.lines) else len(layout.text)
        subdocuments.append(_subdocument(layout, opening, last, (start, end), home, fallback_date, title))
    return subdocuments


def _subdocument(
    layout: Layout,
    opening: Opening,
    last: int,
    span: tuple[int, int],
    home: Region,
    fallback_date: date | None,
    document_title: str,
) -> SubDocument:
    lines = layout.lines
    head = [line.text for line in lines[opening.first : min(opening.body + _HEAD_LINES, last)]]
    tail = [line.text for line in lines[max(last - _TAIL_LINES, opening.first) : last]]
    no_headings = opening.kind in ("agenda", "attendance", "glossary")
    headings = [] if no_headings else find_headings(lines, opening.body, last, layout.in_table, layout.marked)
    text = layout.text[span[0] : span[1]]
    own_date = date_given(head, tail)
    given = own_date or (fallback_date if opening.kind in ("work_report", "notice", "plan_execution") else None)
    title = _title(opening, home, head, document_title)
    heading_texts = [heading.text for heading in headings]
    report_year = report_year_of(title, given, text, [title, *heading_texts])
    years = _years(title, heading_texts, text, given)
    region = region_of_title(title, home)
    sections = tuple(_sections(layout, headings, span, opening))
    issuer = issuer_of([title, *head], tail)
    return SubDocument(title, opening.kind, issuer, given, region, years, report_year, *span, sections)


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
    found = [*years_in(title), *years_in("\n".join(headings)), *([given.year] if given else []), *often]
    return tuple(dict.fromkeys(found))


def _sections(layout: Layout, headings: Sequence[Heading], span: tuple[int, int], opening: Opening) -> list[Section]:
    lines = layout.lines
    start, end = span
    bounds = [lines[heading.line].start for heading in headings] + [end]
    title_end = lines[opening.body].start if opening.body < len(lines) else end
    sections = [_section(layout, opening.kind, (), (start, start), (start, bounds[0]), title_end)]
    path: list[str] = []
    for heading, following in zip(headings, bounds[1:], strict=True):
        line = lines[heading.line]
        path = [*path[: heading.depth], heading.text]
        sections.append(_section(layout, opening.kind, tuple(path), (line.start, line.end), (line.end, following), 0))
    return sections


def _section(
    layout: Layout, kind: str, path: tuple[str, ...], heading: tuple[int, int], body: tuple[int, int], items_from: int
) -> Section:
    """A section with the tables and list entries of its own text; entries are looked for from `items_from` on."""
    tables = tuple(table for table in layout.tables if body[0] <= table.start < body[1])
    first = bisect_left(layout.lines, max(body[0], items_from), key=lambda line: line.start)
    last = bisect_left(layout.lines, body[1], key=lambda line: line.start)
    free = [layout.lines[index] for index in range(first, last) if index not in layout.in_table]
    items = read_items(kind, free)
    if not items:
        items = tuple(item for line in free for item in inline_points(line.text, line.start))
    return Section(path, *heading, *body, tables, items)
