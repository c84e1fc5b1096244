"""What is stored of a document, and how stored things are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from vectorstore.figure import Figure, Kind
from vectorstore.passage import Passage
from vectorstore.region import Region
from vectorstore.source import Source


@dataclass(frozen=True)
class SubdocumentRecord:
    """子文件: a report that a document holds (most documents hold one).

    kind: work_report | plan | plan_execution | budget_report | standing_committee_report | court_report |
        procuratorate_report | proposals_report | decision | notice | annex | glossary | agenda |
        attendance | appointment | other
    issuer: issuing body or speaker's body, "" if not said. date: when given or issued, None if not said.
    years: the years it speaks of, most central first
        (a report given in December 2020 on 2020 and 2021: (2020, 2021, …)).
    report_year: the year that 今年 means in it; None if it cannot be told.
    start, end: offsets into the document's cleaned text.
    """

    title: str
    kind: str
    issuer: str
    date: date | None
    region: Region
    years: tuple[int, ...]
    report_year: int | None
    start: int
    end: int


@dataclass(frozen=True)
class DocumentRecord:
    """A stored document without its text. groups: who may see it, () for everyone."""

    id: str
    version: str
    path: str
    format: str
    title: str
    region: Region
    date: date | None
    subdocuments: tuple[SubdocumentRecord, ...]
    passage_count: int
    figure_count: int
    uncertain_count: int
    metadata: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    added_at: datetime | None = None


@dataclass(frozen=True)
class StoredDocument:
    """Everything that the pipeline hands to the store for one document version."""

    record: DocumentRecord
    source: Source
    passages: tuple[Passage, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Filter:
    """Hard limits of a search; empty means no limit.

    regions: full names (Region.full_name). groups None: no access control.
    """

    regions: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    groups: tuple[str, ...] | None = None


@dataclass(frozen=True)
class FigureFilter:
    """Slots of a ledger look-up; empty means any. years: figures whose period overlaps one of them.

    naming: groups of words; the indicator's name holds one word of each.
    """

    regions: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    kinds: tuple[Kind, ...] = ()
    documents: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    groups: tuple[str, ...] | None = None
    naming: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Hit:
    """A found passage. score: higher is better, comparable within one list only."""

    passage: Passage
    score: float
