"""What a sentence of the guest mentions, and which mention speaks for a number: the last before it, else the next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vectorstore.figure import Direction, Kind
from vectorstore.indicators import find_indicators
from vectorstore.periods import find_periods
from vectorstore.quantity import Quantity, find_quantities
from vectorstore.region import Region
from vectorstore.regions import find_regions

_CITATIONS = re.compile(r"(?:\[\d+\])+")
_BOUND = "◆"
_LIMITS = re.compile(r"不低于|不少于|不小于|不超过|不高于|不多于|高于|低于|大于|小于|少于|多于|至少|最多")
_DIRECTIONS = (
    (
        Direction.DOWN,
        re.compile(r"负增长|下降|减少|降低|下滑|回落|下跌|缩小|收窄|萎缩|降幅|跌幅|降至|降到|减[至到]|降"),
    ),
    (Direction.UP, re.compile(r"增长|增加|上升|提高|提升|上涨|增速|增幅|涨幅|扩大|高出|增[至到]|升[至到]|回升|增|升")),
)
_KINDS = (
    (Kind.TARGET, re.compile(r"预期目标|目标|计划|力争|确保|拟|争取|要求")),
    (Kind.ESTIMATE, re.compile(r"预计|预估|预期|估计|有望")),
    (Kind.BUDGET, re.compile(r"预算")),
    (Kind.FINAL, re.compile(r"决算")),
    (Kind.ACTUAL, re.compile(r"完成|实现|实际|达到|已经?|为止|执行")),
)

_MEASURES = ((None, re.compile(r"占比|比重|占|排名")),)


@dataclass(frozen=True)
class Mention:
    """value: a region's name, a Period, an indicator name, a Kind or a Direction."""

    value: object
    start: int
    end: int


@dataclass(frozen=True)
class CitedRun:
    """Neighbouring citations: [1][2]."""

    numbers: frozenset[int]
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """A sentence taken apart, offsets kept. body: with citations blocked out; masked: without subject names too."""

    body: str
    masked: str
    quantities: tuple[Quantity, ...]
    runs: tuple[CitedRun, ...]
    regions: tuple[Mention, ...]
    periods: tuple[Mention, ...]
    indicators: tuple[Mention, ...]
    kinds: tuple[Mention, ...]

    def lead_start(self, at: int) -> int:
        """Where the words before a number begin: after the number or citation before it."""
        ends = [q.end for q in self.quantities if q.end <= at] + [run.end for run in self.runs if run.end <= at]
        return max(ends, default=0)

    def lead(self, quantity: Quantity) -> str:
        """The words before a number, subject names blotted out."""
        return self.masked[self.lead_start(quantity.start) : quantity.start]

    def tail_end(self, at: int) -> int:
        """Where the words after a number end: at the next mark, number or citation."""
        mark = re.compile(rf"[，,；;。！!？?\n{_BOUND}]").search(self.body, at)
        starts = [q.start for q in self.quantities if q.start >= at]
        return min([mark.start() if mark else len(self.body), *starts])

    def run_after(self, at: int) -> CitedRun | None:
        return next((run for run in self.runs if run.start >= at), None)


def take_apart(text: str, names: Iterable[str], regions: Sequence[Region]) -> Sentence:
    """names: the subjects' names; regions: the figures' regions."""
    body = _CITATIONS.sub(lambda match: _BOUND * len(match[0]), text)
    runs = tuple(
        CitedRun(frozenset(int(n) for n in re.findall(r"\d+", m[0])), m.start(), m.end())
        for m in _CITATIONS.finditer(text)
    )
    subjects = _name_mentions(body, names)
    masked = _blot(body, subjects)
    others = [Mention(m.name, m.start, m.end) for m in find_indicators(masked)]
    return Sentence(
        body=body,
        masked=masked,
        quantities=tuple(find_quantities(body)),
        runs=runs,
        regions=_region_mentions(masked, regions),
        periods=tuple(Mention(m.period, m.start, m.end) for m in find_periods(body, None)),
        indicators=tuple(sorted([*subjects, *others], key=lambda m: m.start)),
        kinds=_kind_mentions(_blot(masked, others)),
    )


def _name_mentions(body: str, names: Iterable[str]) -> list[Mention]:
    pattern = "|".join(re.escape(name) for name in sorted(set(names), key=len, reverse=True))
    return [Mention(m[0], m.start(), m.end()) for m in re.finditer(pattern, body)] if pattern else []


def _blot(text: str, mentions: Sequence[Mention]) -> str:
    for mention in mentions:
        text = text[: mention.start] + "◇" * (mention.end - mention.start) + text[mention.end :]
    return text


def _region_mentions(text: str, regions: Sequence[Region]) -> tuple[Mention, ...]:
    found = [Mention(m.region.name, m.start, m.end) for m in find_regions(text, regions)]
    for region in regions:
        for match in re.finditer(re.escape(region.name), text):
            if not any(m.start <= match.start() < m.end for m in found):
                found.append(Mention(region.name, match.start(), match.end()))
    return tuple(sorted(found, key=lambda m: m.start))


def _kind_mentions(text: str) -> tuple[Mention, ...]:
    """Words that say what a figure is. 完成 after 预计 within one clause only goes with it (预计完成)."""
    found: list[Mention] = []
    for kind, pattern in _KINDS:
        for match in pattern.finditer(text):
            if not any(m.start < match.end() and match.start() < m.end for m in found):
                found.append(Mention(kind, match.start(), match.end()))
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: m.start):
        plain = mention.value is Kind.ACTUAL and kept and kept[-1].value is not Kind.ACTUAL
        if plain and not re.search(rf"[，,；;。\d{_BOUND}]", text[kept[-1].end : mention.start]):
            continue
        kept.append(mention)
    return tuple(kept)


def explained(sentence: Sentence, bases: Iterable[str], ground: str) -> str:
    """The sentence without what its mentions account for; kinds and directions only where the ground names them too."""
    text = _blot(sentence.masked, sentence.regions)
    for base in sorted(filter(None, bases), key=len, reverse=True):
        text = text.replace(base, "◇" * len(base))
    for value, pattern in (*_KINDS, *_DIRECTIONS, *_MEASURES):
        text = _blot_allowed(text, pattern, "" if value is Kind.ACTUAL else ground)
    return text.replace(_BOUND, "◇")


def _blot_allowed(text: str, pattern: re.Pattern[str], ground: str) -> str:
    """Blots out what the pattern finds, where the ground (any, when "") has it too."""
    return pattern.sub(lambda match: "◇" * len(match[0]) if not ground or match[0] in ground else match[0], text)


def directions_in(text: str) -> set[Direction]:
    """Which ways the words of `text` point; 不低于 and the like are bounds, not movements."""
    text = _LIMITS.sub("◇", text)
    found: set[Direction] = set()
    for direction, pattern in _DIRECTIONS:
        if pattern.search(text):
            found.add(direction)
            text = pattern.sub("◇", text)
    return found


def governing(mentions: Sequence[Mention], quantity: Quantity, tail_end: int) -> Mention | None:
    """The mention that speaks for the number; None when the sentence has none before or right after it."""
    before = [m for m in mentions if m.end <= quantity.start]
    after = [m for m in mentions if quantity.end <= m.start < tail_end]
    return before[-1] if before else after[0] if after else None


def governing_kind(sentence: Sentence, quantity: Quantity) -> Mention | None:
    """As `governing`, but a kind said of one subject is not carried past a number to another place or subject.

    预计为486.3亿元，增长5.2% and 目标为：甲增长8%，乙增长9% carry it; 甲预计为1亿元，乙为2亿元 does not.
    """
    found = governing(sentence.kinds, quantity, sentence.tail_end(quantity.end))
    if found is None or found.start >= quantity.end:
        return found
    numbers = [q for q in sentence.quantities if found.end <= q.start and q.end <= quantity.start]
    if not numbers:
        return found
    bound = max(sentence.body.rfind("；", 0, quantity.start), sentence.body.rfind(";", 0, quantity.start))
    topics = [m for m in (*sentence.indicators, *sentence.regions) if numbers[0].end <= m.start < quantity.start]
    opens = all(found.end <= m.start for m in sentence.indicators if m.start > bound)
    return found if found.start > bound and (opens or not topics) else None
