"""Where expected evidence stands in a document's text, found without help from the index that is being measured."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from evals.case import Evidence
from evals.literal import places, plain
from vectorstore.source import Source

_SEPARATOR = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")
_LINE_BREAK = re.compile(r"\n+")
_STYLES = (
    re.compile(r"第[一二三四五六七八九十\d]+[章编篇]|附件\d*"),
    re.compile(r"第[一二三四五六七八九十\d]+节"),
    re.compile(r"[一二三四五六七八九十]+、"),
    re.compile(r"[(（][一二三四五六七八九十]+[)）]"),
    re.compile(r"\d+[.．、]"),
    re.compile(r"[(（]\d+[)）]"),
)
NEAR = 400
"""A term counts for a figure within this many characters."""


@dataclass(frozen=True)
class TextSpan:
    """[start, end) in a text."""

    start: int
    end: int

    def covers(self, offset: int) -> bool:
        return self.start <= offset < self.end


@dataclass(frozen=True)
class Place:
    """Where a piece of evidence may stand. clean: offsets in the cleaned text; loaded: the same in the loaded text.

    found: the figure (or term) stands there at all; section_found: the named heading stands in the document.
    """

    document: str
    clean: tuple[TextSpan, ...]
    loaded: tuple[TextSpan, ...]
    found: bool
    section_found: bool


@dataclass(frozen=True)
class _Plain:
    """Plain text (see literal.plain) with the offset of each of its characters in the text that it came from."""

    text: str
    offsets: tuple[int, ...]


@lru_cache(maxsize=64)
def _flatten(text: str) -> _Plain:
    characters: list[str] = []
    offsets: list[int] = []
    for index, character in enumerate(text):
        for piece in unicodedata.normalize("NFKC", character).lower():
            if not piece.isspace() or piece == "\n":
                characters.append(piece)
                offsets.append(index)
    joined = "".join(characters)
    dropped = {match.start() for match in _SEPARATOR.finditer(joined)}
    for match in _LINE_BREAK.finditer(joined):
        cells = joined[match.start() - 1 : match.start()].isdigit() and joined[match.end() : match.end() + 1].isdigit()
        dropped.update(range(match.start() + cells, match.end()))
    kept = [index for index in range(len(joined)) if index not in dropped]
    return _Plain("".join(joined[index] for index in kept), tuple(offsets[index] for index in kept))


def locate(evidence: Evidence, source: Source) -> Place:
    """All places of the evidence: its figure or term, within the named section where that heading is found."""
    flat = _flatten(source.clean)
    sections = _sections(evidence.section, flat, source.clean)
    wanted = [term for term in (evidence.figure, evidence.text) if term]
    if not wanted:
        spans = tuple(TextSpan(span.start, min(span.end, span.start + NEAR)) for span in sections)
        return _place(evidence, spans, source, bool(spans), bool(sections))
    starts = [(at, at + len(plain(wanted[0]))) for at in places(wanted[0], flat.text)]
    if len(wanted) > 1:
        others = places(wanted[1], flat.text)
        starts = [span for span in starts if any(abs(span[0] - other) <= NEAR for other in others)] or starts
    found = [TextSpan(flat.offsets[start], flat.offsets[end - 1] + 1) for start, end in starts]
    inside = [span for span in found if any(section.covers(span.start) for section in sections)]
    return _place(evidence, tuple(inside or found), source, bool(found), bool(sections))


def _place(evidence: Evidence, spans: tuple[TextSpan, ...], source: Source, found: bool, section: bool) -> Place:
    quotes = [source.quote(span.start, span.end) for span in spans]
    loaded = tuple(TextSpan(quote.start, quote.end) for quote in quotes)
    return Place(evidence.document, spans, loaded, found, section or not evidence.section)


_COMPONENT = re.compile(
    r"第\d+项|[一二三四五六七八九十]+、[^(（\s]*|[(（][一二三四五六七八九十\d]+[)）][^(（\s]*|[^\s(（]+"
)
_NUMBERING = re.compile(r"[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|第(\d+)项")


def _sections(section: str, flat: _Plain, text: str) -> list[TextSpan]:
    """The spans that a heading path names (附件3 第1项; 三、安排(二)): each part narrows the parts before it.

    A part that cannot be found, such as a short name of a sub-document, narrows nothing; () when none is found.
    """
    spans: list[TextSpan] = []
    for component in _COMPONENT.findall(section):
        within = spans or [TextSpan(0, len(text))]
        found = [
            TextSpan(start, min(_section_end(component, start, text), outer.end))
            for outer in within
            for start in _headings(component, flat, text, outer)
        ]
        spans = found or spans
    return spans


def _headings(component: str, flat: _Plain, text: str, outer: TextSpan) -> list[int]:
    """Offsets at which a heading stands: literally, else by its numbering at the start of a line."""
    literal = [flat.offsets[at] for at in places(component, flat.text)]
    inside = [start for start in literal if outer.covers(start)]
    if inside:
        return inside
    numbering = _NUMBERING.match(component)
    if not numbering:
        return []
    pattern = (
        rf"{numbering[1]}[.．、]"
        if numbering[1]
        else re.escape(numbering[0]).replace("\\(", "[(（]").replace("\\)", "[)）]")
    )
    lines = re.finditer(rf"(?m)^[ \t　]*(?={pattern})", text[outer.start : outer.end])
    return [outer.start + line.end() for line in lines]


def _section_end(section: str, start: int, text: str) -> int:
    """Where the next heading of the same or an outer numbering begins."""
    section = _NUMBERING.sub(lambda m: f"{m[1]}." if m[1] else m[0], section.strip(), count=1)
    style = next((index for index, pattern in enumerate(_STYLES) if pattern.match(section)), None)
    if style is None:
        return len(text)
    for line in re.finditer(r"(?m)^[ \t　]*(?=\S)", text[start + 1 :]):
        at = start + 1 + line.end()
        if any(pattern.match(text, at) for pattern in _STYLES[: style + 1]):
            return at
    return len(text)


@dataclass(frozen=True)
class Retrieved:
    """A retrieved piece of text by its offsets; loaded: whether they count in the loaded text (else in the cleaned)."""

    document: str
    start: int
    end: int
    id: str = ""
    loaded: bool = False


def rank_of(place: Place, retrieved: Sequence[Retrieved]) -> int | None:
    """Rank (from 1) of the first retrieved piece in which the evidence stands, None if there is none."""
    for rank, piece in enumerate(retrieved, start=1):
        spans = place.loaded if piece.loaded else place.clean
        if piece.document == place.document and any(piece.start <= s.start and s.end <= piece.end for s in spans):
            return rank
    return None
