"""Cleans a loaded text, and keeps the way back: every cleaned character stands for a character of the loaded text.

What the cleaned text promises to its readers:

- One line a paragraph, heading, list item, table cell (in the flattened form) or `|` row. Lines that layout broke are
  joined. A blank line stands where the loaded text had one or more. No line begins or ends with white space.
- Characters: NFKC, one by one; Kangxi radicals and radical supplements become the simplified character that they look
  like. Kept as printed: … ① Ⅱ ㎡ ² ℃ ‰ № (NFKC would make digits and letters of them). Zero-width characters are gone.
- Digits, letters, % . / + < > | are half-width. Between Chinese text ，；：？！（） are full-width, whatever the file
  has; a comma or colon between digits or Latin letters stays half-width (10:30, T1,T2), parentheses are always （）.
  。、“”《》【】〔〕 stay. Dashes are — (also for – and ―), - (also for − and －) or ~ (also for ～):
  ranges use one of them.
  The middle dot is ·. Straight quotes stay.
- Numbers have no thousands separators; 二0三五 is 二〇三五. Digits that a page lost (202012月21日) are left alone.
- Spaces inside Chinese words, and between numbers and words, are gone in prose. Single spaces stay in lines without
  punctuation (office and name, lists of names, columns of a table) and between Latin words.
- Running heads, page numbers, and a web site's own lines (位置, 打印, 字号, ICP备 …) are dropped, and so is what a
  reposting page puts around a report (内容摘要, 分享到, lists of other reports). &nbsp; and ???? are spaces again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from ingest.clean.characters import normal_form
from ingest.clean.chrome import is_footer_line, is_page_number, is_site_line, running_lines, without_buttons
from ingest.clean.line import Line
from ingest.clean.markdown import plain_markdown
from ingest.clean.paragraphs import Block, join_lines
from ingest.clean.repost import page_lines
from ingest.clean.spaces import normal_separators, repair_spaces
from ingest.document import Document
from vectorstore.source import Run, Source

_INDENT = re.compile(r" {2,}(?=\S)")
# Spaces that a page's markup still spells out, and what a wrong encoding made of no-break spaces.
_SPELT_SPACES = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|#160|#12288);|\?{2,}")
_FOOTER_REACH = 40  # lines at the end of a text among which a web page's footer may stand


def clean(document: Document) -> Source:
    """Clean a document's text; see the module's docstring for the form of the result."""
    printed = _lines(_normal_line(document.text).replace(_SPELT_SPACES, lambda _: " "))
    lines = [line.strip() for line in printed]
    dropped = _running(lines, document.page_starts)
    blocks = _blocks(lines, _marked(lines, dropped), dropped, document)
    if document.format == "markdown":
        blocks = [replace(block, line=plain_markdown(block.line)) for block in blocks]
    indented = {line.origins[0] for line in map(Line.strip, (each for each in printed if _INDENT.match(each.text)))}
    blocks = [replace(block, indented=block.line.origins[0] in indented) for block in blocks if block.line.text]
    joined = join_lines(blocks, paged=bool(document.page_starts))
    finished = [replace(block, line=normal_separators(repair_spaces(block.line)).strip()) for block in joined]
    text, origins = _assemble([block for block in finished if block.line.text])
    return Source(document.text, text, _runs(origins), document.page_starts)


def _normal_line(text: str) -> Line:
    """All characters in their normal form, as one line with breaks; the line feed of "\\r\\n" stands for both."""
    pieces: list[str] = []
    origins: list[int] = []
    for offset, character in enumerate(text):
        if character == "\r" and text[offset + 1 : offset + 2] == "\n":
            continue
        new = normal_form(character)
        pieces.append(new)
        if len(new) == 1:
            origins.append(offset)
        else:
            origins.extend([offset] * len(new))
    return Line("".join(pieces), tuple(origins))


def _lines(whole: Line) -> list[Line]:
    lines: list[Line] = []
    start = 0
    for part in whole.text.split("\n"):
        lines.append(whole.cut(start, start + len(part)))
        start += len(part) + 1
    return lines


def _running(lines: Sequence[Line], page_starts: Sequence[int]) -> set[int]:
    """Offsets of lines that are the printed page's own."""
    pages: list[list[Line]] = [[] for _ in page_starts]
    for line in lines:
        page = bisect_right(page_starts, line.origins[0]) - 1 if line.text else -1
        if page >= 0:
            pages[page].append(line)
    found = running_lines(pages)
    return found | {line.origins[0] for line in lines if line.text and is_page_number(line.text)}


def _blocks(lines: Sequence[Line], marks: Sequence[bool], dropped: set[int], document: Document) -> list[Block]:
    """Lines that stay, each with whether a blank line came before. Around a page's own lines blanks do not count."""
    spans = [(table.start, table.end) for table in document.tables]
    spans += [(heading.start, heading.end) for heading in document.headings]
    fixed = sorted(spans)
    kept: list[Block] = []
    blank, at_page_break = False, False
    for line, drop in zip(lines, marks, strict=True):
        if drop:
            at_page_break = at_page_break or line.origins[0] in dropped
        elif not line.text:
            blank = True
        else:
            kept.append(Block(without_buttons(line), blank and not at_page_break, _inside(line, fixed)))
            blank, at_page_break = False, False
    return kept


def _marked(lines: Sequence[Line], dropped: set[int]) -> list[bool]:
    """Which lines to drop. Footer lines go only at the end, and only beside a line that is surely the site's."""
    around = page_lines([line.text for line in lines])
    marks = [
        bool(line.text) and (index in around or line.origins[0] in dropped or is_site_line(line.text))
        for index, line in enumerate(lines)
    ]
    tail = range(max(0, len(lines) - _FOOTER_REACH), len(lines))
    first_sure = next((index for index in tail if marks[index] and lines[index].origins[0] not in dropped), len(lines))
    for index in tail:
        near = index >= first_sure - 2
        if near and lines[index].text and is_footer_line(lines[index].text):
            marks[index] = True
    return marks


def _inside(line: Line, spans: Sequence[tuple[int, int]]) -> bool:
    index = bisect_right(spans, (line.origins[-1], len(spans) + line.origins[-1])) - 1
    return index >= 0 and spans[index][1] > line.origins[0]


def _assemble(blocks: Sequence[Block]) -> tuple[str, list[int]]:
    """The cleaned text and each character's offset; a break takes the offset before the line that it opens."""
    parts: list[str] = []
    origins: list[int] = []
    for block in blocks:
        if parts:
            breaks = "\n\n" if block.blank else "\n"
            parts.append(breaks)
            origins += [block.line.origins[0] - 1] * len(breaks)
        parts.append(block.line.text)
        origins += block.line.origins
    return "".join(parts), origins


def _runs(origins: Sequence[int]) -> tuple[Run, ...]:
    runs: list[Run] = []
    start = 0
    for index in range(1, len(origins) + 1):
        if index == len(origins) or origins[index] != origins[index - 1] + 1:
            runs.append(Run(start, origins[start], index - start))
            start = index
    return tuple(runs)
