"""Names said in part: 粮食播种面积和产量 asks for 粮食产量 too, 城镇居民和农村居民的人均可支配收入 for both incomes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from vectorstore.indicators import IndicatorMention, canonical

LONGEST, SHORTEST = 8, 2
_JOINT_RUN = re.compile(r"\s*(?:以及|还有|和|与|及|、|,|，)(?:其)?([一-鿿]{2,})")
_ROW_BEFORE = re.compile(r"((?:[一-鿿]{2,8}?(?:、|和|与|及))*[一-鿿]{2,8})的$")
_MEMBER_BEFORE = re.compile(
    r"(?P<edge>^|[^一-鿿]|[年的区市县省州])?(?P<member>[一-鿿]{1,6}?)的?(?:、|以及|还有|和|与|及|/)$"
)
_COMPARED_RUN = re.compile(
    r"(?:(?<!不)是(?!不)|为|比|较|相当于|等于)([一-鿿]{2,}?)的?(?=几|多少|(?:还要|要|还|更)?[多少高低快慢大小])"
)
_PARTS = re.compile(r"[^、和与及]+")


def elided_mentions(text: str, mentions: Sequence[IndicatorMention]) -> list[IndicatorMention]:
    """The names that go on where a name before them ended, in reading order."""
    found = []
    for mention in mentions:
        run = _JOINT_RUN.match(text, mention.end)
        if run is None or any(run.start(1) <= other.start < run.start(1) + LONGEST for other in mentions):
            continue
        size, name = elided_name((mention.text,), run.group(1))
        if name and name != mention.name:
            start = run.start(1)
            found.append(IndicatorMention(name, start, start + size, text[start : start + size]))
    return found


def told_again(text: str, mentions: Sequence[IndicatorMention]) -> list[IndicatorMention]:
    """城镇居民收入是农村居民的几倍, …比农村多多少: the second name of a comparison, said without its end."""
    found = []
    for mention in mentions:
        run = _COMPARED_RUN.search(text, mention.end)
        if run is None or any(run.start(1) <= other.start < run.end(1) for other in mentions):
            continue
        for size in range(min(LONGEST, len(run[1])), SHORTEST - 1, -1):
            said = run[1][:size]
            name = with_head_of((mention.name,), said) or _with_stem_of(mention.text, said)
            if name and name != mention.name:
                found.append(IndicatorMention(name, run.start(1), run.start(1) + size, said))
                break
    return found


def with_shared_end(text: str, mentions: Sequence[IndicatorMention]) -> list[IndicatorMention]:
    """The mentions, each that ends several names (甲和乙的人均可支配收入) replaced by all of these."""
    found: list[IndicatorMention] = []
    for mention in mentions:
        row = _ROW_BEFORE.search(text, 0, mention.start)
        named = _named_row(row.start(1), row.group(1), mention) if row else []
        found += named or [mention]
    return found


def with_shared_tail(text: str, mentions: Sequence[IndicatorMention]) -> list[IndicatorMention]:
    """The mentions, with the members of a row (存、贷款余额) whose end stands in its last one only."""
    found: list[IndicatorMention] = []
    for mention in mentions:
        row = _MEMBER_BEFORE.search(text, 0, mention.start)
        members: list[IndicatorMention] = []
        while row is not None and (member := _with_tail_of(mention, row, mentions)):
            members.insert(0, member)
            row = _MEMBER_BEFORE.search(text, 0, member.start)
        found += [*members, mention]
    return found


def _with_tail_of(
    last: IndicatorMention, row: re.Match[str], mentions: Sequence[IndicatorMention]
) -> IndicatorMention | None:
    """The member of a row that the end of its last one makes a name of, None where it makes none."""
    run, end = row["member"], row.end("member")
    starts = range(len(run)) if len(run) == 1 or row["edge"] else range(len(run) - SHORTEST + 1)
    for begin in starts:
        start = end - len(run) + begin
        if any(m.start < end and start < m.end for m in mentions):
            continue
        for tail in range(1, len(last.text) - SHORTEST + 1):
            whole = run[begin:] + last.text[tail:]
            name = canonical(whole)
            if name and name not in (last.name, canonical(last.text[tail:])):
                return IndicatorMention(name, start, end, whole)
    return None


def _named_row(start: int, row: str, mention: IndicatorMention) -> list[IndicatorMention]:
    """One mention for each name of the row, [] unless every one of them makes a known name."""
    named = []
    for part in _PARTS.finditer(row):
        member = part.group().removesuffix("的")
        name = next((n for n in _endings(member) if (canonical(n + mention.text) or mention.name) != mention.name), "")
        if not name:
            return []
        begin = start + part.start() + len(member) - len(name)
        last = part.end() == len(row)
        whole = name + mention.text
        end = mention.end if last else start + part.end()
        named.append(IndicatorMention(canonical(whole) or "", begin, end, whole))
    return named


def with_head_of(before: Iterable[str], word: str) -> str:
    """The name that `word` makes with the end of a name before it (农村 behind 城镇居民人均可支配收入), "" for none."""
    for name in before:
        for start in range(SHORTEST, len(name) - SHORTEST + 1):
            whole = canonical(word + name[start:])
            if whole and whole not in (name, canonical(word)):
                return whole
    return ""


def _with_stem_of(before: str, said: str) -> str:
    """一般公共预算支出比收入多多少: the name that `said` ends where a name before it begins, "" for none."""
    size, name = elided_name((before,), said)
    return name if size == len(said) else ""


def _endings(run: str) -> list[str]:
    return [run[at:] for at in range(len(run) - SHORTEST + 1)]


def elided_name(before: Iterable[str], run: str) -> tuple[int, str]:
    """How much of `run` ends a name that one of the names before begins, and that name; (0, "") for none."""
    for name in before:
        for size in range(min(LONGEST, len(run)), SHORTEST - 1, -1):
            if canonical(run[:size]):
                return 0, ""  # a name of its own
        for size in range(min(LONGEST, len(run)), SHORTEST - 1, -1):
            for stem in range(len(name) - 1, SHORTEST - 1, -1):
                whole = canonical(name[:stem] + run[:size])
                if whole and canonical(name[:stem]) != whole:
                    return size, whole
    return 0, ""
