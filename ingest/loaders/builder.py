"""Builds a loaded text line by line and keeps the offsets of what the file marks up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Document, LoadedCell, LoadedHeading, LoadedTable
from ingest.loaders.file import SourceFile

CELL_SEPARATOR = " | "


@dataclass(frozen=True)
class GridCell:
    """A table cell before it has a place in the text."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    header: bool = False


class TextBuilder:
    """Collects lines, headings and tables; `text` joins the lines with line feeds."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.headings: list[LoadedHeading] = []
        self.tables: list[LoadedTable] = []

    @property
    def text(self) -> str:
        return "".join(self._parts)

    @property
    def length(self) -> int:
        """Offset of the next line's first character."""
        return self._length

    def line(self, text: str) -> int:
        """Append a line; returns the offset where it starts."""
        start = self._length
        self._append(text + "\n")
        return start

    def heading(self, text: str, level: int) -> None:
        start = self.line(text)
        self.headings.append(LoadedHeading(start, start + len(text), level))

    def table(self, cells: list[GridCell]) -> None:
        """Append a table: one row a line, its cells separated by ` | `; line breaks in cells become spaces."""
        start = self._length
        loaded: list[LoadedCell] = []
        for row in sorted({cell.row for cell in cells}):
            in_row = sorted((cell for cell in cells if cell.row == row), key=lambda cell: cell.column)
            for index, cell in enumerate(in_row):
                if index:
                    self._append(CELL_SEPARATOR)
                loaded.append(self._place(cell))
            self._append("\n")
        self.tables.append(LoadedTable(tuple(loaded), start, self._length - 1))

    def document(
        self,
        file: SourceFile,
        format: str,
        *,
        page_starts: Sequence[int] = (),
        doubtful: Sequence[tuple[int, int]] = (),
        metadata: tuple[tuple[str, str], ...] = (),
        warnings: Sequence[str] = (),
    ) -> Document:
        """What was collected, as the document of `file`; fields as in Document."""
        return Document(
            id=file.id,
            version=file.version,
            path=file.place,
            format=format,
            text=self.text,
            page_starts=tuple(page_starts),
            headings=tuple(self.headings),
            tables=tuple(self.tables),
            doubtful=tuple(doubtful),
            metadata=metadata,
            warnings=tuple(warnings),
        )

    def _place(self, cell: GridCell) -> LoadedCell:
        text = " ".join(cell.text.split())
        start = self._length
        self._append(text)
        spans = (cell.row_span, cell.column_span)
        return LoadedCell(text, start, self._length, cell.row, cell.column, *spans, header=cell.header)

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
