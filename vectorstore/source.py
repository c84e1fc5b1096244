"""The way back from cleaned text to the file: offsets, pages and literal quotes."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """`length` cleaned characters from `clean` on stand, one to one, at `original` on in the loaded text."""

    clean: int
    original: int
    length: int


@dataclass(frozen=True)
class Quote:
    """A literal piece of the loaded text; start and end are offsets into it; page counts from 1, None without pages."""

    text: str
    start: int
    end: int
    page: int | None


@dataclass(frozen=True)
class Source:
    """A document's loaded text, its cleaned text, and the map between them.

    text: as the loader gave it. clean: what everything else reads. runs: in rising order of `clean`.
    page_starts: offset of each page's first character in `text`, () for formats without pages.
    """

    text: str
    clean: str
    runs: tuple[Run, ...]
    page_starts: tuple[int, ...] = ()

    def original_offset(self, clean: int) -> int:
        """Offset in `text` of the cleaned character at `clean`."""
        index = bisect_right(self.runs, clean, key=lambda run: run.clean) - 1
        run = self.runs[max(index, 0)]
        return run.original + min(clean - run.clean, run.length - 1)

    def quote(self, start: int, end: int) -> Quote:
        """The literal text behind the cleaned span [start, end)."""
        first = self.original_offset(start)
        last = self.original_offset(end - 1) + 1
        page = bisect_right(self.page_starts, first) or None
        return Quote(self.text[first:last], first, last, page)
