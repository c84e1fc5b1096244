"""Joins the lines that layout broke, so that every line is a paragraph, a heading, a list item or a table cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.clean.line import Line, width
from ingest.clean.marks import (
    HEADING_START,
    ITEM_START,
    KEY_VALUE,
    PROSE,
    STRONG_END,
    SUBTITLE_START,
    TABLE_ROW,
    TERMINAL,
    is_columns,
)

_OPEN_END = re.compile(r"[，、,（(《〈“‘第]$")
_SENTENCE_POINT = re.compile(r"[，。；：、,;:]")
_BRACKETED = re.compile(r"《[^》]*》|〈[^〉]*〉|[（(][^）)]*[）)]")
_GLUED_ANNEX = re.compile(r"附件\s?\d{0,2}$")
_CONTINUES = re.compile(r"^[，。；：！？、）》〉”’」』】,;:!?)]")
_POINT_END, _POINT_START = re.compile(r"\d\.$"), re.compile(r"^\.\d")
_OCCASION_OPEN = re.compile(r"^[—-]{1,2}.*在(?!.*(?:上|会)$)|^[—-]{1,2}.*代表大会$")
_OCCASION_END = re.compile(r"^.{0,30}(?:会议|大会|次会)上$|^议上$|^上$")
_LEAST_PROSE = 30  # columns that a line must have to be read as broken prose
_FULL_SHARE = 0.86  # of the print width, from which on a line counts as full: punctuation may not begin a line
_WIDEST_PRINT = 130
_WRAPPED_SHARE = 0.4  # of the lines must be full, for a text without pages to count as wrapped
_FEWEST_FULL = 2
_FEWEST_WHOLE, _CLOSED_SHARE = 5, 0.9  # long lines, and how many of them end as sentences, where none is broken
_FULL_HEADING_SHARE = 0.94
_LONGEST_PARAGRAPH = 20_000  # characters; bounds the work on hostile files
_LATIN = re.compile("[A-Za-z]")
_RUN_IN = re.compile(
    r"[一-龥]。[^。]+[^。；：！？:;]$"
)  # （一）收支情况。全市…: a heading with the text on its own line


@dataclass(frozen=True)
class Block:
    """A line with what stood before it.

    blank: after a blank line. fixed: never joined (in a table, or a heading by markup). indented: began with space.
    """

    line: Line
    blank: bool
    fixed: bool = False
    indented: bool = False


@dataclass(frozen=True)
class Layout:
    """How a text was printed.

    wrap: columns at which it was wrapped, 0 if it was not. indents: paragraphs begin with space, and only they.
    whole: every paragraph is one line, so that a line without a full stop is a heading.
    """

    wrap: int
    indents: bool
    whole: bool = False


def find_layout(blocks: Sequence[Block], *, paged: bool = False) -> Layout:
    """Measure the wrap width and whether paragraphs are marked by indents. paged: the text is surely wrapped."""
    widths = sorted(width(block.line.text) for block in blocks if len(block.line.text) > 1)
    if len(widths) < 5:
        return Layout(0, indents=False)
    widest = widths[int(len(widths) * 0.97)]
    full = sum(1 for each in widths if each >= _FULL_SHARE * widest)
    needed = _FEWEST_FULL if paged else _WRAPPED_SHARE * len(widths)
    wrap = widest if widest <= _WIDEST_PRINT and full >= needed else 0
    indented = sum(1 for block in blocks if block.indented)
    long = [block for block in blocks if width(block.line.text) > _WIDEST_PRINT]
    closed = sum(1 for block in long if STRONG_END.search(block.line.text))
    whole = not wrap and len(long) >= _FEWEST_WHOLE and closed >= _CLOSED_SHARE * len(long)
    return Layout(wrap, indents=bool(wrap) and 0.04 <= indented / len(blocks) <= 0.7, whole=whole)


def join_lines(blocks: Sequence[Block], *, paged: bool = False) -> list[Block]:
    """Paragraphs in order; each keeps the marks of its first line. paged: from a format with pages."""
    layout = find_layout(blocks, paged=paged)
    joined: list[Block] = []
    last_width = 0
    for block in blocks:
        if joined and _belongs(joined[-1], block, last_width, layout):
            before = joined[-1]
            joined[-1] = replace(before, line=_glue(before.line, block.line))
        else:
            joined.append(block)
        last_width = width(block.line.text)
    return joined


def _belongs(before: Block, block: Block, last_width: int, layout: Layout) -> bool:
    """Whether `block` goes on with the paragraph `before`, whose last printed line was `last_width` wide."""
    text, following = before.line.text, block.line.text
    if before.fixed or block.fixed or TABLE_ROW.search(text) or TABLE_ROW.search(following):
        return False
    if len(text) > _LONGEST_PARAGRAPH or (layout.indents and block.indented):
        return False
    if _surely_goes_on(text, following, block.blank):
        return True
    if _surely_begins(text, following):
        return False
    if block.blank:
        return _is_prose(text) and bool(_OPEN_END.search(text)) and width(following) >= _LEAST_PROSE
    heading = bool(HEADING_START.match(text)) and width(text) < 2 * _LEAST_PROSE and not _RUN_IN.search(text)
    if layout.wrap and last_width >= (_FULL_HEADING_SHARE if heading else _FULL_SHARE) * layout.wrap:
        return layout.indents or not TERMINAL.search(text)
    if layout.whole and not _OPEN_END.search(text):
        return False
    return not STRONG_END.search(text) and _is_prose(text) and not heading


def _surely_goes_on(text: str, following: str, blank: bool) -> bool:
    if _decimal_broken(text, following):
        return True
    if _OCCASION_OPEN.match(text) and _OCCASION_END.match(following) and not blank:
        return True
    return bool(_CONTINUES.match(following) and PROSE.search(text) and not TERMINAL.search(text))


def _surely_begins(text: str, following: str) -> bool:
    if _GLUED_ANNEX.search(text) or is_columns(text) or is_columns(following):
        return True
    if KEY_VALUE.match(text) or KEY_VALUE.match(following):
        return True
    if ITEM_START.match(following) and not text.endswith("第"):
        return True
    return bool(SUBTITLE_START.match(following)) and not PROSE.search(text)


def _is_prose(text: str) -> bool:
    """Long, and with punctuation apart from its number and from titles and remarks in brackets."""
    words = _BRACKETED.sub("", ITEM_START.sub("", text, count=1))
    return width(text) >= _LEAST_PROSE and bool(_SENTENCE_POINT.search(words))


def _decimal_broken(text: str, following: str) -> bool:
    """2.↵5万人 and 2↵.5万人; a lone 2. is a list's number."""
    if _POINT_START.match(following) and text[-1:].isdigit():
        return True
    return bool(_POINT_END.search(text)) and following[:1].isdigit() and len(text) > 4


def _glue(before: Line, after: Line) -> Line:
    """Words of Latin letters need their space back; everything else was one word or number."""
    if _LATIN.match(before.text[-1:]) and _LATIN.match(after.text[:1]):
        gap = Line(" ", (before.origins[-1],))
        return before.join(gap).join(after)
    return before.join(after)
