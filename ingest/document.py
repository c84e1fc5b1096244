"""What loaders give, and what reading makes of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from vectorstore.figure import Figure
from vectorstore.passage import Passage
from vectorstore.record import SubdocumentRecord
from vectorstore.source import Source


@dataclass(frozen=True)
class LoadedCell:
    """A cell of a real table; start and end are offsets into the loaded text; spans as in HTML."""

    text: str
    start: int
    end: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    header: bool = False


@dataclass(frozen=True)
class LoadedTable:
    """A table that the file itself marks as one (HTML, Word, PDF ruling lines)."""

    cells: tuple[LoadedCell, ...]
    start: int
    end: int


@dataclass(frozen=True)
class LoadedHeading:
    """A heading that the file itself marks as one (h1-h6, Word styles); level 1 is the outermost."""

    start: int
    end: int
    level: int


@dataclass(frozen=True)
class Document:
    """A file as its loader read it.

    id: the file's stem (`stem.ext` for a second file of that stem). version: sha256 of the file's bytes, hex.
    text: all pages joined; page_starts: offset of each page, () for formats without pages.
    headings, tables: only what the file's own markup says, offsets into `text`.
    doubtful: spans of `text` that OCR read with low confidence.
    metadata: what the file says of itself (title, dates), keys in Chinese as on government pages
        (标题, 发布日期, 文号, 索引号, 发布机构).
    """

    id: str
    version: str
    path: str
    format: str
    text: str
    page_starts: tuple[int, ...] = ()
    headings: tuple[LoadedHeading, ...] = ()
    tables: tuple[LoadedTable, ...] = ()
    doubtful: tuple[tuple[int, int], ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()


# From here on all offsets are into the cleaned text (Source.clean).


@dataclass(frozen=True)
class Cell:
    """One table cell in cleaned text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Row:
    """A table row. cells: one a column in the order of Table.columns, None where the table leaves it blank.

    label: the text that names the row (指标名称, with its group before it: 森林发展/森林覆盖率).
    certain: False where the cells did not fit the headers; cells are then in reading order, bound to no header.
    groups: of an uncertain row with one (merged) cell a header group, a column of the group of each cell; else ().
    name: the cell that the label ends with, where the row has one, and name_column: its header path.
    """

    label: str
    cells: tuple[Cell | None, ...]
    certain: bool
    start: int
    end: int
    groups: tuple[int, ...] = ()
    name: Cell | None = None
    name_column: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table rebuilt into rows. columns: the header path of each column, outermost first.

    unit: the 单位 line, as printed without 单位: ("亿元"; several units stay one string, "亿元、亿美元、%").
    """

    caption: str
    unit: str
    columns: tuple[tuple[str, ...], ...]
    rows: tuple[Row, ...]
    start: int
    end: int
    note: str = ""


@dataclass(frozen=True)
class Item:
    """An entry of a list: a glossary entry, a numbered task, one of 十件实事, an enumerated point.

    fields: named parts ("term", …), ("responsible:区级牵头单位", "区建设局"), ("list", "十件实事").
    kind: definition | task | point.
    """

    kind: str
    number: str
    start: int
    end: int
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Section:
    """A piece of a sub-document under one heading path; [start, end) excludes its sub-sections' text.

    heading_start, heading_end: where its own heading line stands, equal when it has none.
    """

    path: tuple[str, ...]
    heading_start: int
    heading_end: int
    start: int
    end: int
    tables: tuple[Table, ...] = ()
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class SubDocument(SubdocumentRecord):
    """子文件: a report that a file holds (most files hold one), as it is stored and with what it consists of."""

    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Reading:
    """Everything that reading a document found; what the pipeline stores."""

    document: Document
    source: Source
    title: str
    subdocuments: tuple[SubDocument, ...]
    passages: tuple[Passage, ...] = field(default=())
    figures: tuple[Figure, ...] = field(default=())
