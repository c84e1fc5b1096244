"""Rebuild the header tree of a flattened table from its arity and from what its columns hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

_PERCENT_WORD = re.compile(r"增速|增长|增幅|率|占比|比重|比例|[%％]|同比")
_TEXT_WORD = re.compile(r"情况|属性|备注|责任|类型|类别|进度|说明|性质|单位|部门|名称|内容")
_YEAR = re.compile(r"(20\d\d)")
_NUMBER_HEADER = re.compile(r"^(?:序号|编号|序列|No\.?)$")
_PERIODS = {"十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}
_MARGIN = 0.5  # by how much the best tree must beat the next for the header to be believed
_TRIALS = 4000

Path = tuple[str, ...]


@dataclass(frozen=True)
class ColumnForm:
    """What the complete rows hold in one column: shares of percentages, of other numbers, of words."""

    percent: float
    number: float
    words: float


@dataclass(frozen=True)
class _Tree:
    leaves: tuple[Path, ...]
    score: float


def solve_header(cells: Sequence[str], lead: int, forms: Sequence[ColumnForm]) -> tuple[Path, ...] | None:
    """Header paths of the value columns, or None if no tree, or more than one, fits.

    cells: header texts in reading order, row by row. lead: columns before the values (group, number, label).
    forms: one a value column.
    """
    trees: dict[tuple[Path, ...], float] = {}
    for variant, penalty in _variants(list(cells), lead):
        for tree in _trees(variant, lead, len(forms)):
            score = tree.score + _fit(tree.leaves[lead:], forms) - penalty
            values = tree.leaves[lead:]
            trees[values] = max(score, trees.get(values, -99.0))
    ranked = sorted(trees.items(), key=lambda found: found[1], reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _MARGIN):
        return None
    return ranked[0][0]


def _variants(cells: list[str], lead: int) -> Iterator[tuple[list[str], float]]:
    """The cells as they stand; without a group header that no row uses; with one cell that was cut in two."""
    versions = [(cells, 0.0)]
    number = next((index for index, cell in enumerate(cells) if _NUMBER_HEADER.match(cell)), None)
    if number is not None and number != lead - 2 and number > 0:
        versions.append((cells[number - (lead - 2) :], 0.3))
    for version, penalty in list(versions):
        for index in range(lead, len(version) - 1):
            if _is_cut(version[index], version[index + 1]):
                merged = [*version[:index], version[index] + version[index + 1], *version[index + 2 :]]
                versions.append((merged, penalty + 0.6))
    yield from versions


def _is_cut(first: str, second: str) -> bool:
    return (len(first) <= 2 and _YEAR.match(second) is not None) or second.startswith(("（", "(", "〈"))


def _trees(cells: list[str], lead: int, values: int) -> Iterator[_Tree]:
    """All trees of up to three rows over `cells` with lead + values leaves; its inner nodes number cells - leaves."""
    total, inner = len(cells), len(cells) - lead - values
    if inner < 0:
        return
    if inner == 0:
        yield _Tree(tuple((cell,) for cell in cells), 0.0)
        return
    trials = 0
    for second in range(lead + 1, total):
        for third in range(second + 1, total + 1):
            below = total - third
            for parents in _parent_counts(inner, second - lead, third - second, below):
                for tree in _placed(cells, lead, second, third, parents):
                    trials += 1
                    if trials > _TRIALS:
                        return
                    yield tree


def _parent_counts(inner: int, top: int, middle: int, below: int) -> Iterator[tuple[int, int]]:
    """How many of the top and of the middle cells have children."""
    for first in range(1, min(inner, top) + 1):
        second = inner - first
        if (below == 0) != (second == 0) or second > middle or middle < 2 * first or (second and below < 2 * second):
            continue
        yield first, second


def _placed(cells: list[str], lead: int, second: int, third: int, parents: tuple[int, int]) -> Iterator[_Tree]:
    top, middle, bottom = cells[lead:second], cells[second:third], cells[third:]
    if set(bottom) & {*top, *middle} or len(set(top)) < len(top):
        return  # a row is cut at the wrong place: 总量 and 增速 stand in one row only
    for inner_paths, inner_score in _middle_paths(middle, bottom, parents[1]):
        for chosen in combinations(range(len(top)), parents[0]):
            for sizes in _compositions(len(middle), parents[0]):
                leaves: list[Path] = [(cell,) for cell in cells[:lead]]
                score, position = inner_score, 0
                for index, cell in enumerate(top):
                    if index not in chosen:
                        leaves.append((cell,))
                        continue
                    group = inner_paths[position : position + sizes[chosen.index(index)]]
                    position += len(group)
                    score += _coherence(cell, [paths[0][0] for paths in group])
                    leaves += [(cell, *path) for paths in group for path in paths]
                yield _Tree(tuple(leaves), score)


def _middle_paths(middle: list[str], bottom: list[str], parents: int) -> Iterator[tuple[list[list[Path]], float]]:
    """Paths below each middle cell: its own, or one a bottom cell; the bottom row repeats under each parent."""
    if not parents:
        yield [[(cell,)] for cell in middle], 0.0
        return
    size, rest = divmod(len(bottom), parents)
    if rest or any(bottom[index] != bottom[index % size] for index in range(len(bottom))):
        return
    for first in range(len(middle) - parents + 1):
        paths: list[list[Path]] = []
        for index, cell in enumerate(middle):
            inside = first <= index < first + parents
            paths.append([(cell, below) for below in bottom[:size]] if inside else [(cell,)])
        block = middle[first : first + parents]
        years = sum(bool(_YEAR.search(cell)) for cell in block) / parents
        yield paths, years - sum(bool(_PERCENT_WORD.search(cell)) for cell in block)


def _compositions(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Ways to write `total` as an ordered sum of `parts` numbers of at least two."""
    if parts == 1:
        if total >= 2:
            yield (total,)
        return
    for first in range(2, total - 2 * (parts - 1) + 1):
        for rest in _compositions(total - first, parts - 1):
            yield (first, *rest)


def _coherence(parent: str, children: Sequence[str]) -> float:
    """A five-year plan's header spans years of that plan; a percentage or a word column spans nothing."""
    score = -1.0 if _PERCENT_WORD.search(parent) or (_TEXT_WORD.search(parent) and "进展" not in parent) else 0.0
    years = [int(match[1]) for child in children if (match := _YEAR.search(child))]
    for name, first in _PERIODS.items():
        if name in parent:
            score += 1.5 if years and all(first <= year < first + 5 for year in years) else -1.0
    if years and len(years) != len(children) and len(years) > 2:
        score -= 1.0
    if len(years) > 1 and years != sorted(set(years)):
        score -= 2.0
    return score


def _fit(leaves: Sequence[Path], forms: Sequence[ColumnForm]) -> float:
    score = 0.0
    for path, form in zip(leaves, forms, strict=True):
        leaf = path[-1]
        if _PERCENT_WORD.search(leaf):
            score += form.percent - form.number - form.words
        elif _TEXT_WORD.search(leaf):
            score += form.words - form.percent - 0.5 * form.number
        else:
            score += form.number - 0.5 * form.percent - form.words
    return score
