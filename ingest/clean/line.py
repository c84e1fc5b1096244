"""A piece of text of which every character knows where it stood in the loaded text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One line. origins: the loaded offset of each character, rising (several may share one)."""

    text: str
    origins: tuple[int, ...]

    def cut(self, start: int, end: int) -> Line:
        return Line(self.text[start:end], self.origins[start:end])

    def strip(self) -> Line:
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, len(self.text.rstrip()))

    def join(self, other: Line) -> Line:
        return Line(self.text + other.text, self.origins + other.origins)

    def replace(self, pattern: re.Pattern[str], choose: Callable[[re.Match[str]], str]) -> Line:
        """Put for every match what `choose` says: "" to delete it, or as many characters as it has, or one for all."""
        pieces: list[str] = []
        origins: list[int] = []
        last = 0
        for match in pattern.finditer(self.text):
            start, end = match.span()
            new = choose(match)
            pieces += (self.text[last:start], new)
            origins += (*self.origins[last:start], *self.origins[start : start + len(new)])
            last = end
        if not last and not pieces:
            return self
        return Line("".join(pieces) + self.text[last:], (*origins, *self.origins[last:]))

    def delete(self, pattern: re.Pattern[str]) -> Line:
        return self.replace(pattern, lambda _: "")


def width(text: str) -> int:
    """Columns that the text takes in print: two for Chinese characters and punctuation, one for others."""
    return sum(2 if character > "\u2e7f" or character in "“”‘’—…·" else 1 for character in text)
