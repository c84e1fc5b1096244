"""What an answer's text states: every number with the words that bind it, read without trusting the answerer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from evals.literal import bare_numbers
from vectorstore.figure import Direction
from vectorstore.quantity import find_quantities


class Side(StrEnum):
    """Whether words speak of a plan (目标, 预算) or of a result (完成, 预计, 决算)."""

    PLAN = "plan"
    RESULT = "result"


@dataclass(frozen=True)
class Statement:
    """A number in an answer's text with its context.

    value: as printed, negative where a minus stands. unit: "" for a bare number; `after` then holds what follows it.
    sentence: from the sentence's start up to the number. segment: from the quantity before it, or as `sentence`.
    earlier: all text before the sentence. tail: rest of the sentence.
    """

    value: Decimal
    unit: str
    start: int
    end: int
    text: str
    upper: Decimal | None
    sentence: str
    segment: str
    earlier: str
    tail: str
    after: str
    table_units: tuple[str, ...] = ()


_MARK = re.compile(r"\[\d+(?:[,，、]\s*\d+)*\]|【\d+】")
_TITLE = re.compile(r"《[^《》\n]*》")
_SENTENCE_END = re.compile(r"[。;；!！?？\n]")
_PARENTHESIS = re.compile(r"\s*[(（]([^()（）]{1,30})[)）]")
_TABLE_UNIT = re.compile(r"单位[::]\s*([^\s,，。|)）]+)|[(（]([^()（）|\d]{1,6})[)）]\s*(?=\|)")


def without_marks(text: str) -> str:
    """Text with [n] and titles in 《》 blanked out, offsets kept: a title's year and 预算 bind no figure."""
    blank = _MARK.sub(lambda match: " " * len(match.group()), text)
    return _TITLE.sub(lambda match: "　" * len(match.group()), blank)


def statements(answer: str) -> list[Statement]:
    """All quantities and bare numbers of an answer's text, in reading order."""
    text = without_marks(answer)
    found: list[tuple[Decimal, str, int, int, Decimal | None]] = [
        (quantity.value, quantity.unit, quantity.start, quantity.end, quantity.upper)
        for quantity in find_quantities(text)
    ]
    spans = [(start, end) for _, _, start, end, _ in found]
    for value, start, end in bare_numbers(text):
        if not any(first < end and start < last for first, last in spans):
            found.append((value, "", start, end, None))
    found.sort(key=lambda item: item[2])
    ends = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    units = tuple(first or second for first, second in _TABLE_UNIT.findall(text))
    result: list[Statement] = []
    previous = 0
    for value, unit, start, end, upper in found:
        begin = max(place for place in ends if place <= start)
        stop = min((place for place in ends if place > start), default=len(text))
        in_table = "|" in text[begin:stop]
        sentence = text[begin:start]
        if in_table:
            sentence = _column_head(text, begin, start) + sentence
        result.append(
            Statement(
                value, unit, start, end, answer[start:end], upper, sentence, text[max(begin, previous) : start],
                text[:begin], text[end:stop], text[end : end + 8].lstrip(), units if in_table else (),
            )
        )  # fmt: skip
        previous = end if unit else previous
    return result


def _column_head(text: str, line_start: int, at: int) -> str:
    """The header cell above a number in a Markdown table."""
    column = text[line_start:at].count("|")
    lines = text[:line_start].rstrip("\n").split("\n")
    head = ""
    for line in reversed(lines):
        if "|" not in line:
            break
        head = line
    cells = head.split("|")
    return cells[column] + " " if column < len(cells) else ""


_UP = r"增长|增加|上升|提高|提升|增幅|增速|扩大|上涨|高出|多出|新增|净增"
_DOWN = r"下降|减少|降低|下滑|回落|负增长|降幅|缩小|下跌|下调|压减|缩减|减幅"
_DIRECTION = re.compile(f"(?P<down>{_DOWN})|(?P<up>{_UP})")


def direction_of(statement: Statement) -> Direction:
    """Which way the words before the number go; a minus is a decline."""
    if statement.value < 0:
        return Direction.DOWN
    for words in (statement.segment, statement.sentence):
        found = list(_DIRECTION.finditer(words))
        if found:
            return Direction.DOWN if found[-1]["down"] else Direction.UP
    return Direction.NONE


_PLAN = re.compile(r"目标|预期|力争|计划|任务数|确保|年初预算|预算数|预算安排|拟安排")
_RESULT = re.compile(r"实际|预计|已完成|完成情况|完成值|实绩|全年完成|决算|执行数|完成数|完成额|实现了|完成了|同比")
_WEAK = re.compile(r"完成|实现|达到")


def side_of(statement: Statement) -> Side | None:
    """Plan or result by the nearest words: the parenthesis after the number, its segment, then its sentence."""
    inside = _PARENTHESIS.match(statement.tail)
    for words in ((inside[1] if inside else ""), statement.segment, statement.sentence):
        side = _last_side(words)
        if side:
            return side
    return Side.RESULT if _WEAK.search(statement.segment) else None


def _last_side(words: str) -> Side | None:
    plans = [match.end() for match in _PLAN.finditer(words)]
    results = [match.end() for match in _RESULT.finditer(words)]
    if not plans and not results:
        return None
    return Side.PLAN if max(plans, default=-1) > max(results, default=-1) else Side.RESULT


_FIVE = {"十二五": (2011, 2015), "十三五": (2016, 2020), "十四五": (2021, 2025), "十五五": (2026, 2030)}
_YEARS = re.compile(
    r"(?P<base>比|较|与|相比)?(?P<a>(?:19|20)\d\d)\s*(?:年)?\s*(?:[-—~至到]\s*(?P<b>(?:19|20)\d\d)\s*)?年(?P<report>(?:度)?(?:政府)?工作?报告)?"
    r"|[“\"]?(?P<plan>十[二三四五]五)"
)


@dataclass(frozen=True)
class Span:
    """Whole years, both inclusive."""

    first: int
    last: int

    def overlaps(self, other: Span) -> bool:
        return self.first <= other.last and other.first <= self.last


def years_of(statement: Statement) -> Span | None:
    """The years said nearest before the number, or in brackets after it; bases of comparison do not count."""
    inside = _PARENTHESIS.match(statement.tail)
    for words in ((inside[1] if inside else ""), statement.sentence):
        spans = [span for match in _YEARS.finditer(words) if (span := _span(match))]
        if spans:
            return spans[-1]
    return None


def _span(match: re.Match[str]) -> Span | None:
    if match["plan"]:
        return Span(*_FIVE[match["plan"]])
    if match["base"] or match["report"]:
        return None
    return Span(int(match["a"]), int(match["b"] or match["a"]))


def short_names(region: str) -> tuple[str, ...]:
    """江汉区 -> (江汉区, 江汉); two-character names stay whole."""
    return (region, region[:-1]) if len(region) > 2 and region[-1] in "省市区县旗镇乡" else (region,)


@dataclass(frozen=True)
class RegionMention:
    """A region's full plain name and where it is said."""

    name: str
    start: int


def region_mentions(text: str, regions: Sequence[str]) -> list[RegionMention]:
    """Every known region said in the text, in order; the longest name wins where names overlap."""
    names = sorted(
        ((short, region) for region in regions for short in short_names(region)), key=lambda pair: -len(pair[0])
    )
    taken: set[int] = set()
    found: list[RegionMention] = []
    for short, region in names:
        for match in re.finditer(re.escape(short), text):
            span = range(match.start(), match.end())
            if not taken.intersection(span):
                taken.update(span)
                found.append(RegionMention(region, match.start()))
    return sorted(found, key=lambda mention: mention.start)
