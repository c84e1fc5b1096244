"""The rows of a flattened table: by running number, or by as many values behind every name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.structure.lines import Line
from ingest.tables.cells import is_value

FEWEST_ROWS = 3


@dataclass(frozen=True)
class Block:
    """Rows by their cells, the header's cells before them, and how many columns stand before the values."""

    header: list[Line]
    runs: list[list[Line]]
    numbered: bool
    groups: dict[int, str]  # run index -> the group label that begins with it


def by_number(cells: list[Line]) -> Block | None:
    """Rows begin at 1, 2, 3 … each followed by words."""
    starts = _numbered(cells)
    if len(starts) < FEWEST_ROWS or starts[0] < 2:
        return None
    header = cells[: starts[0]]
    runs = [cells[start:end] for start, end in zip(starts, [*starts[1:], len(cells)], strict=True)]
    groups: dict[int, str] = {}
    closing = closing_words(runs)
    for index, run in enumerate(runs):
        tail = _group_tail(run, closing, usual(runs))
        if tail:
            if index + 1 < len(runs):
                groups[index + 1] = "".join(cell.text for cell in run[-tail:])
            runs[index] = run[:-tail]
    if groups and not is_value(header[-1].text):
        groups[0] = header[-1].text
        header = header[:-1]
    return Block(header, runs, True, groups)


def _numbered(cells: Sequence[Line]) -> list[int]:
    """Where the rows 1, 2, 3 … begin; a value 6 before 预期性 is none where the row would be shorter than the usual."""
    starts = _in_turn(cells, 0)
    lengths = Counter(after - before for before, after in pairwise(starts))
    return _in_turn(cells, lengths.most_common(1)[0][0]) if len(lengths) > 1 else starts


def _in_turn(cells: Sequence[Line], usual_length: int) -> list[int]:
    starts: list[int] = []
    index = 0
    while index < len(cells) - 1:
        at = starts[-1] + usual_length if starts and usual_length else index
        if index < at < len(cells) - 1 and _opens(cells, at, len(starts) + 1):
            index = at
        if _opens(cells, index, len(starts) + 1):
            starts.append(index)
        index += 1
    return starts


def _opens(cells: Sequence[Line], index: int, number: int) -> bool:
    return cells[index].text == str(number) and not is_value(cells[index + 1].text)


def by_arity(cells: list[Line]) -> Block | None:
    """Without running numbers: a label and then as many values in every row.

    Words behind the values of a row head the rows below them (一、总量指标), 其中 the next row alone.
    """
    starts = [
        index for index in range(1, len(cells)) if is_value(cells[index].text) and not is_value(cells[index - 1].text)
    ]
    if len(starts) < FEWEST_ROWS:
        return None
    starts = [start - 1 for start in starts]
    runs = [cells[start:end] for start, end in zip(starts, [*starts[1:], len(cells)], strict=True)]
    runs, groups = _without_headings(runs)
    length, count = Counter(len(run) for run in runs).most_common(1)[0]
    if length < 2 or count < FEWEST_ROWS or count < 0.6 * len(runs) or starts[0] < length - 1:
        return None
    return Block(cells[: starts[0]], runs, False, groups)


def _without_headings(runs: list[list[Line]]) -> tuple[list[list[Line]], dict[int, str]]:
    closing = closing_words(runs)
    groups: dict[int, str] = {}
    kept: list[list[Line]] = []
    among = False  # the row is marked by 其中
    for index, run in enumerate(runs):
        last = max(place for place, cell in enumerate(run) if is_value(cell.text) or (place and cell.text in closing))
        label = run[0] if not among else replace(run[0], text=f"其中:{run[0].text}")
        kept.append([label, *run[1 : last + 1]])
        behind = [cell.text for cell in run[last + 1 :]]
        among = bool(behind) and behind[-1].startswith("其中") and len(behind[-1]) <= 3
        heading = "".join(behind[: -1 if among else None])
        if heading and index + 1 < len(runs):
            groups[index + 1] = heading
    return kept, groups


def usual(runs: Sequence[Sequence[Line]]) -> int:
    """The commonest number of cells of a row."""
    return Counter(len(run) for run in runs).most_common(1)[0][0]


def closing_words(runs: Sequence[Sequence[Line]]) -> set[str]:
    """Words that many rows end with (预期性, 可以完成)."""
    counts = Counter(run[-1].text for run in runs if not is_value(run[-1].text))
    return {text for text, count in counts.items() if count >= max(2, 0.1 * len(runs))}


def _group_tail(run: Sequence[Line], closing: set[str], usual: int) -> int:
    """How many cells at the end of a row are the next group's label."""
    if is_value(run[-1].text) or run[-1].text in closing:
        return 0
    if closing:
        return next((size for size in (1, 2) if len(run) > size + 2 and run[-1 - size].text in closing), 0)
    return 1 if len(run) == usual + 1 else 0
