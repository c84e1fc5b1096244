"""Rows of a table kept apart by spaces: names and values of its lines, put together across line breaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vectorstore.units import UNIT_TOKEN

_TOKEN = re.compile(r"\S+")
_VALUE = re.compile(r"^(?:[-+]?\d[\d,]*(?:\.\d+)?[%％]?|[-—–]{1,3})$")
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(]?[一二三四五六七八九十\d]{1,2}[)）.、]|其中|[#＃])")
_TAIL = re.compile(r"^(?:收入|支出|合计|小计|总计|基金|资金|费用?|等?支出|[一-龥]{1,2})$")
_CLOSED = re.compile(r"(?:收入|支出|税|费|费用|合计|总计|小计|结余|资金|存款|贷款|债券)$")
_RIGHT = re.compile(r"支出|费用")
_WRAPPED = 0.6  # of the longest name, from which on a name without values may go on in the next line

Span = tuple[int, int]


@dataclass(frozen=True)
class Segment:
    """Words or values that stand together in a line: their tokens as spans of the text."""

    is_value: bool
    tokens: tuple[Span, ...]


@dataclass(frozen=True)
class SpacedLine:
    """A line cut at its spaces; offsets into the text."""

    text: str
    start: int
    end: int
    segments: tuple[Segment, ...]

    @property
    def values(self) -> bool:
        return any(segment.is_value for segment in self.segments)

    @property
    def pattern(self) -> tuple[int, ...]:
        """How many values follow each name; () unless the line begins with a name."""
        if not self.segments or self.segments[0].is_value:
            return ()
        return tuple(len(segment.tokens) for segment in self.segments if segment.is_value)

    def is_row(self, fewest: int) -> bool:
        """One or two names with `fewest` values or more, or only the values of a name that stands above."""
        alone = len(self.segments) == 1 and self.segments[0].is_value and len(self.segments[0].tokens) > 2
        return alone or (bool(self.pattern) and len(self.pattern) <= 2 and self.pattern[-1] >= fewest)


@dataclass(frozen=True)
class SpacedRow:
    """A complete row of a block: where its name and its values stand."""

    block: int
    name: Span
    values: tuple[Span, ...]


def line_of(text: str, start: int) -> SpacedLine:
    segments: list[Segment] = []
    for match in _TOKEN.finditer(text):
        is_value = bool(_VALUE.match(match[0]))
        span = (start + match.start(), start + match.end())
        if segments and segments[-1].is_value is is_value:
            segments[-1] = Segment(is_value, (*segments[-1].tokens, span))
        else:
            segments.append(Segment(is_value, (span,)))
    return SpacedLine(text, start, start + len(text), tuple(segments))


def with_unit(line: SpacedLine) -> SpacedLine:
    """The line with the unit between its name and its values (原煤 万吨 12.5 3.1) taken for a value."""
    if len(line.segments) != 2 or not line.segments[1].is_value or len(line.segments[0].tokens) < 2:
        return line
    *name, unit = line.segments[0].tokens
    if not UNIT_TOKEN.fullmatch(line.text[unit[0] - line.start : unit[1] - line.start]):
        return line
    segments = (Segment(False, tuple(name)), Segment(True, (unit, *line.segments[1].tokens)))
    return replace(line, segments=segments)


def assemble(lines: Sequence[SpacedLine], widths: Sequence[int]) -> list[SpacedRow]:
    """The complete rows of every block, in order; a row that misses a value is left out."""
    return _Assembler(lines, widths).rows()


@dataclass
class _Open:
    """A name that waits for its values: where it stands and what it says. block: None if either may be meant."""

    span: Span
    text: str
    block: int | None


class _Assembler:
    def __init__(self, lines: Sequence[SpacedLine], widths: Sequence[int]) -> None:
        self.lines = lines
        self.widths = widths
        names = [len(self._text(line, 0)) for line in lines if line.pattern]
        self.longest = max(names, default=0)
        self.found: list[SpacedRow] = []
        self.open: _Open | None = None

    def rows(self) -> list[SpacedRow]:
        for line in self.lines:
            self._line(line)
        return self.found

    def _line(self, line: SpacedLine) -> None:
        seen = 0
        for index, segment in enumerate(line.segments):
            last = index == len(line.segments) - 1
            if not segment.is_value:
                self._name(line, segment, behind=seen > 0, alone=last and not seen)
                continue
            if self.open is not None:
                self._row(self.open, segment, second=seen > 0)
            self.open = None
            seen += 1

    def _name(self, line: SpacedLine, segment: Segment, *, behind: bool, alone: bool) -> None:
        """A name goes on with an open one, or opens the next; of two side by side without values only the last may."""
        pieces = _closed_up(line, segment)
        first, last = pieces[0], pieces[-1]
        if behind:  # all of it is the name of the block on the right
            self.open = _Open((first[0][0], last[0][1]), "".join(text for _, text in pieces), 1)
            return
        if len(self.widths) == 1:
            pieces = [((first[0][0], last[0][1]), "".join(text for _, text in pieces))]
        elif len(pieces) > 1 and alone:
            self.open = None  # two rows without values
            return
        span, text = pieces[-1]
        if self.open is not None and len(pieces) == 1 and self._goes_on(self.open.text, text):
            self.open = _Open((self.open.span[0], span[1]), self.open.text + text, self.open.block)
        else:
            self.open = _Open(span, text, 1 if len(pieces) > 1 else None)

    def _goes_on(self, begun: str, text: str) -> bool:
        if _NUMBERED.match(text):
            return False
        return bool(_TAIL.match(text)) or (not _CLOSED.search(begun) and len(begun) >= _WRAPPED * self.longest)

    def _row(self, name: _Open, values: Segment, *, second: bool) -> None:
        block = 1 if second else name.block
        if block is None:
            block = 1 if len(self.widths) > 1 and _RIGHT.search(name.text) else 0
        if block < len(self.widths) and len(values.tokens) == self.widths[block]:
            self.found.append(SpacedRow(block, name.span, values.tokens))

    def _text(self, line: SpacedLine, segment: int) -> str:
        return "".join(text for _, text in _closed_up(line, line.segments[segment]))


def _closed_up(line: SpacedLine, segment: Segment) -> list[tuple[Span, str]]:
    """The words of a segment; single letters with spaces between (收 入 总 计) are one."""
    words: list[tuple[Span, str]] = []
    for start, end in segment.tokens:
        text = line.text[start - line.start : end - line.start]
        if (
            words
            and len(text) == 1
            and (len(words[-1][1]) == 1 or words[-1][0][1] - words[-1][0][0] > len(words[-1][1]))
        ):
            words[-1] = ((words[-1][0][0], end), words[-1][1] + text)
        else:
            words.append(((start, end), text))
    return words
