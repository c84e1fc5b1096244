"""Lines of cleaned text with their offsets, and what a line looks like: numbered, short, closed by a full stop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

HAN_NUMBER = "[一二三四五六七八九十百零〇两]{1,5}"
DIGITS = "一二三四五六七八九"

# Numbering styles from the outermost inwards; the place in this tuple is the style's usual depth.
STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第(?P<n>{HAN_NUMBER}|\d+)(?:部分|篇|编)")),
    ("chapter", re.compile(rf"第(?P<n>{HAN_NUMBER}|\d+)章")),
    ("node", re.compile(rf"第(?P<n>{HAN_NUMBER}|\d+)节")),
    ("han", re.compile(rf"(?P<n>{HAN_NUMBER})[、.．]")),
    ("han_bracket", re.compile(rf"[（(](?P<n>{HAN_NUMBER})[)）]")),
    ("digit", re.compile(r"(?P<n>\d{1,3})(?:[、．]|\.(?!\d)|\.(?=(?:19|20)\d\d年))")),
    ("digit_bracket", re.compile(r"[（(]?(?P<n>\d{1,3})[)）](?!\d)")),
    ("circle", re.compile(r"(?P<n>[①-⑳])")),
)
DEPTHS = {name: depth for depth, (name, _) in enumerate(STYLES)}
CONTENTS_LINE = re.compile(r"(?:[.·…]{3,}|\s)\d{1,3}$|[.·…]{2,}\s*[（(]?\d{1,3}[)）]?$")  # 二、主要任务……12
SENTENCE_END = "。！？!?；;"
_CLOSERS = "”’」』）)》】〉\"'"


@dataclass(frozen=True)
class Line:
    """One line without the spaces around it; offsets into the cleaned text. glued: cut off the end of another line."""

    text: str
    start: int
    end: int
    glued: bool = False

    @property
    def closed(self) -> bool:
        """Whether it ends as a sentence does."""
        return ends_sentence(self.text)


@dataclass(frozen=True)
class Numbering:
    """The number at the head of a line: its style, its value, and the text behind it."""

    style: str
    value: int
    label: str
    rest: str


def ends_sentence(text: str) -> bool:
    return text.rstrip(_CLOSERS + " ").endswith(tuple(SENTENCE_END + "…")) or text.endswith(tuple("，,、：:"))


_GLUED = re.compile(r"(?<=[。！？；）)])\s*(?=附\s?件\s?\d{0,2}\s*$)")


def lines_of(text: str) -> list[Line]:
    """The lines of `text` that hold anything; 附件2 glued to the end of a sentence becomes a line of its own."""
    lines = []
    for start, piece in _pieces(text):
        cut = _GLUED.search(piece)
        if cut and cut.end() < len(piece):
            lines.append(_stripped(piece[: cut.start()], start))
            lines.append(_stripped(piece[cut.end() :], start + cut.end(), glued=True))
        else:
            lines.append(_stripped(piece, start))
    return lines


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for piece in text.splitlines(keepends=True):
        if piece.strip():
            yield start, piece
        start += len(piece)


def _stripped(piece: str, start: int, glued: bool = False) -> Line:
    lead = len(piece) - len(piece.lstrip())
    stripped = piece.strip()
    return Line(stripped, start + lead, start + lead + len(stripped), glued)


def numbering_of(text: str) -> Numbering | None:
    """The heading number at the head of `text`, if any."""
    for style, pattern in STYLES:
        if match := pattern.match(text):
            if style == "digit" and re.match(r"\d{4}年|\d+．\d", text):
                continue
            return Numbering(style, number_value(match["n"]), match[0], text[match.end() :].strip())
    return None


def number_value(text: str) -> int:
    """Value of 12, 十二, 二十, ③; 0 if it is none."""
    if text.isdecimal():
        return int(text)
    if len(text) == 1 and "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    total, unit = 0, 0
    for character in text:
        if character in DIGITS:
            unit = DIGITS.index(character) + 1
        elif character == "两":
            unit = 2
        elif character == "十":
            total += (unit or 1) * 10
            unit = 0
        elif character == "百":
            total += (unit or 1) * 100
            unit = 0
    return total + unit
