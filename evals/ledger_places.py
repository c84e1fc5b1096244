"""Where labelled figures stand: places in a text without whitespace, from offsets or from the words around them."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SAME_WIDTH = str.maketrans("，；：！？（）％～｜", ",;:!?()%~|")
_LONGEST_HINT = 12


@dataclass(frozen=True)
class Passage:
    """A stretch that is labelled whole; [start, end) in places of `Plain`."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Plain:
    """A text without whitespace, or without cell bars either, in half-width. offsets: of each of its characters."""

    text: str
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, text: str, *, bars: bool = True) -> Plain:
        kept = [(c, offset) for offset, c in enumerate(text) if not c.isspace() and (bars or c not in "|｜")]
        plain = "".join(character for character, _ in kept).translate(_SAME_WIDTH)
        return cls(plain, tuple(offset for _, offset in kept))

    def place(self, offset: int) -> int:
        """The place of an offset into the text with whitespace."""
        return bisect_left(self.offsets, offset)


def passages(path: Path, document: str, plain: Plain) -> tuple[Passage, ...]:
    """The labelled passages of a document, by offsets where the file gives them, else by first and last words."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return tuple(_passage(row, plain) for row in rows if row["document"] == document)


def _passage(row: Mapping[str, Any], plain: Plain) -> Passage:
    if "start" in row:
        return Passage(row["passage"], row["start"], row["end"])
    start = plain.text.find(_bare(row["first"]))
    end = plain.text.find(_bare(row["last"]), max(0, start))
    if start < 0 or end < 0:
        raise ValueError(f"{row['document']} 的标注段 {row['passage']} 在清洗后的文本里找不到，请核对 first 和 last。")
    return Passage(row["passage"], start, end + len(_bare(row["last"])))


def locate(labels: Sequence[Mapping[str, Any]], whole: Sequence[Passage], plain: Plain) -> list[int]:
    """The place of each label: its words and the hint before it, in order within its passage; -1 if not there."""
    spans = {passage.name: passage for passage in whole}
    reached = {passage.name: passage.start for passage in whole}
    places: list[int] = []
    for label in labels:
        passage = spans[label["passage"]]
        at = _find(_bare(label["hint"]), _bare(label["text"]), plain.text, reached[passage.name], passage)
        places.append(at)
        reached[passage.name] = max(reached[passage.name], at + 1)
    return places


def _find(hint: str, text: str, plain: str, reached: int, passage: Passage) -> int:
    """With as much of the hint as is there, first after the label before, then from the passage's start."""
    for start in (reached, passage.start):
        for length in (_LONGEST_HINT, 6, 3, 0) if start == reached else (_LONGEST_HINT, 6):
            before = hint[-length:] if length else ""
            at = plain.find(before + text, max(passage.start, start - len(before)), passage.end + len(text))
            if at >= 0:
                return at + len(before)
    return -1


def _bare(text: str) -> str:
    return re.sub(r"(?<=\d),(?=\d{3})", "", re.sub(r"[\s|]|\[\d{1,2}\]", "", text).translate(_SAME_WIDTH))
