"""Reading a document: from cleaned text and loaded tables to reports, sections, tables, items and passages."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ingest.document import Document, Reading, SubDocument
from ingest.home import home_region
from ingest.metadata import page_data, parse_date
from ingest.split import passages_of
from ingest.structure.lines import Line, lines_of
from ingest.structure.reports import Layout, read_structure
from ingest.tables.reading import read_tables
from ingest.tables.source import source_offset
from vectorstore.region import Level, Region
from vectorstore.source import Source

_ON_BEHALF = re.compile(r"(?<=代表)[一-龥]{2,10}[省市区县州旗](?:第[一二三四五六七八九十]+届)?人民政府")
_HEAD = 1500  # characters at the top of a text among which titles and page data stand


def read_document(document: Document, source: Source, overrides: Mapping[str, Any] | None = None) -> Reading:
    """Read everything but the figures.

    overrides: from a sidecar file, any of title, region (full name or name), date (ISO), issuer, report_year.
    """
    overrides = overrides or {}
    lines = lines_of(source.clean)
    data = page_data(source.clean[:_HEAD], document.metadata)
    home = _home(document, lines, source.clean, overrides)
    published = parse_date(
        str(overrides.get("date", "")) or data.first("成文日期", "发文日期", "发布日期", "发布时间", "公开日期")
    )
    tables, in_table = read_tables(document, source, lines)
    layout = Layout(source.clean, tuple(lines), tables, in_table, _marked(document, source, lines))
    given_title = str(overrides.get("title", ""))
    subdocuments = read_structure(layout, home, published, given_title or data.first("标题", "名称"))
    subdocuments = [_overridden(subdocument, overrides) for subdocument in subdocuments]
    title = given_title or _document_title(document, subdocuments, data.first("标题", "名称"))
    passages = passages_of(document, title, source.clean, subdocuments)
    return Reading(document, source, title, tuple(subdocuments), passages)


def _home(document: Document, lines: Sequence[Line], text: str, overrides: Mapping[str, Any]) -> Region:
    if name := str(overrides.get("region", "")):
        if region := home_region([name], text):
            return region
        return Region(name, Level.DISTRICT)
    titles = [line.text for line in lines[:12] if len(line.text) <= 80]
    metadata = [value for key, value in document.metadata if key in ("标题", "名称", "发布机构")]
    behalf = [match[0] for match in _ON_BEHALF.finditer(text[:_HEAD])]
    region = home_region([*titles, *metadata, *behalf, document.id], text)
    return region or Region("", Level.DISTRICT)


def _document_title(document: Document, subdocuments: Sequence[SubDocument], named: str) -> str:
    first = subdocuments[0].title if subdocuments else ""
    return first or named or document.id


def _overridden(subdocument: SubDocument, overrides: Mapping[str, Any]) -> SubDocument:
    changes: dict[str, Any] = {}
    if "report_year" in overrides:
        changes["report_year"] = int(overrides["report_year"])
    if "issuer" in overrides and not subdocument.issuer:
        changes["issuer"] = str(overrides["issuer"])
    if "date" in overrides and (given := parse_date(str(overrides["date"]))):
        changes["date"] = given
    return replace(subdocument, **changes)


def _marked(document: Document, source: Source, lines: Sequence[Line]) -> dict[int, int]:
    """Heading levels by line index, from the file's own markup."""
    starts = [line.start for line in lines]
    marked: dict[int, int] = {}
    for heading in document.headings:
        start = source_offset(source, heading.start)
        index = bisect_right(starts, start) - 1
        if 0 <= index < len(lines) and lines[index].end > start and len(lines[index].text) <= 80:
            marked[index] = heading.level
        elif index + 1 < len(lines) and lines[index + 1].start - start <= 3:
            marked[index + 1] = heading.level
    return marked
