"""The passage: what is embedded, searched and quoted from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vectorstore.region import Region


class PassageKind(StrEnum):
    """How a passage stands in its document."""

    TEXT = "text"
    ITEM = "item"  # a numbered task, an enumerated item, one of 十件实事
    DEFINITION = "definition"  # a glossary entry
    ROW = "row"  # one table row with its header path
    TABLE = "table"  # a whole table


@dataclass(frozen=True)
class Passage:
    """A piece of one section, about 320 characters, never crossing a section.

    id: unique in the store, `{document}@{version[:8]}:{index}`.
    document: the document's id (its file's stem); version: hash of the file's content.
    text: cleaned text; for rows, 表头: 值 pairs in reading order.
    prefix: title, region, years and heading path, put before the text when indexed (never shown as a quote).
    start, end: offsets into the document's cleaned text.
    section: heading path below the sub-document, outermost first; subdocument: its title.
    years: every year that the passage speaks of, for soft filters.
    fields: for items and definitions, named parts, e.g. ("term", "四清一化"), ("区级牵头单位", "区建设局").
    """

    id: str
    document: str
    version: str
    index: int
    text: str
    prefix: str
    start: int
    end: int
    kind: PassageKind
    title: str
    subdocument: str
    subdocument_kind: str
    section: tuple[str, ...]
    region: Region
    years: tuple[int, ...]
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def indexed_text(self) -> str:
        return f"{self.prefix}\n{self.text}"
