"""Headings inside a report: which lines are headings, and how they nest."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.structure.lines import CONTENTS_LINE, DEPTHS, Line, Numbering, numbering_of

_PLAIN, _YEAR = "plain", "year"
_AMOUNT = re.compile(r"\d(?:\.\d+)?\s*(?:万|亿)?(?:元|人|个|家|户|套|公里|平方米|%|％|吨|亩|公顷)")
_YEAR_HEADING = re.compile(
    r"^(?:\d{4}年|今年|明年|去年|过去|“?十[一二三四五六七八]五”?|本届|一年来|五年来|下一步|今后).{0,24}"
    r"(?:工作|任务|思路|安排|回顾|打算|重点|目标|情况|计划|实事|举措|成效|措施|要求)(?:[（(].{1,12}[)）])?$"
)
_NOT_HEADING = re.compile(
    r"^(?:各位代表|尊敬的|附\s?件|附\s?表|备注|注[：:]|单位|来源|主持人|列席|出席|缺席|地点|时间|以上|谢谢|特此|此致|表\s?\d|图\s?\d|[（(].*[)）]$|——|—)"
)
_SIGNATURE_DATE = re.compile(r"^\d{4}年\d{1,2}月\d{1,2}日$")
_NAMES = re.compile(r"^\S{1,4}(?:\s+\S{1,4}){2,}$|\s\S{2,4}$")
_RUN_IN = re.compile(r"^(?P<head>[^。！？；：:]{4,40})[。！](?=.)")


@dataclass(frozen=True)
class Heading:
    """A heading: its text (as printed), its depth among the report's headings (0 is the outermost).

    run_in: it is the first sentence of its paragraph and stays in the text; with no text it only ends the one before.
    """

    line: int
    text: str
    style: str
    depth: int
    run_in: bool = False


@dataclass(frozen=True)
class _Candidate:
    line: int
    style: str
    numbering: Numbering | None
    level: int  # from the file's own markup, 0 if none
    run_in: str = ""  # the first sentence, where the heading is only that
    closes: bool = False  # a numbered paragraph without heading: it only ends the heading numbered before it


def find_headings(
    lines: Sequence[Line], first: int, last: int, in_table: frozenset[int], marked: Mapping[int, int]
) -> list[Heading]:
    """Headings among lines[first:last]. marked: heading levels that the file itself gives, by line index."""
    candidates = []
    for index in range(first, last):
        if index not in in_table and (candidate := _candidate(lines, index, first, last, marked)):
            candidates.append(candidate)
    return _nested(_without_lists(candidates, lines, last), lines)


def _candidate(
    lines: Sequence[Line], index: int, first: int, last: int, marked: Mapping[int, int]
) -> _Candidate | None:
    text = lines[index].text
    if CONTENTS_LINE.search(text):
        return None
    numbering = numbering_of(text)
    level = marked.get(index, 0)
    if numbering is not None:
        if _is_numbered_heading(text, numbering):
            return _Candidate(index, numbering.style, numbering, level)
        run_in = _run_in(text, numbering)
        return _Candidate(index, numbering.style, numbering, 0, run_in, closes=not run_in)
    if level:
        return _Candidate(index, f"marked{level}", None, level)
    if _is_plain_heading(lines, index, first, last):
        return _Candidate(index, _YEAR if _YEAR_HEADING.match(text) else _PLAIN, None, 0)
    return None


def _is_numbered_heading(text: str, numbering: Numbering) -> bool:
    rest = numbering.rest
    if not rest:
        return numbering.style in ("part", "chapter", "node")
    if len(text) > 60 or "|" in text or rest[-1] in "；;，,、":
        return False
    if numbering.style in ("part", "chapter", "node"):
        return not rest.endswith("。")
    if rest[-1] in "。！？!?":
        # 一、总体要求。 alone on its line is a heading; a sentence with commas is a paragraph.
        return (
            numbering.style in ("han", "han_bracket") and len(rest) <= 30 and "。" not in rest[:-1] and "：" not in rest
        )
    if numbering.style in ("digit", "digit_bracket", "circle"):
        return len(rest) <= 40 and "：" not in rest and not _AMOUNT.search(rest) and "。" not in rest
    return "。" not in rest and not (rest.endswith("：") and len(rest) > 30)


def _run_in(text: str, numbering: Numbering) -> str:
    """（一）区域实力持续巩固 where its paragraph goes on behind it; "" for tasks and for plain sentences."""
    match = _RUN_IN.match(numbering.rest)
    if numbering.style not in ("han", "han_bracket", "digit") or match is None or _AMOUNT.search(match["head"]):
        return ""
    if len(text) < (50 if numbering.style == "digit" else 20) or re.search(
        r"(?:责任|牵头|配合|主办)[一-鿿]{0,3}[：:]", text
    ):
        return ""
    return numbering.label + match["head"]


def _is_plain_heading(lines: Sequence[Line], index: int, first: int, last: int) -> bool:
    """A short line without number or stop: 2020年主要工作, or a short line between a finished text and a paragraph."""
    text = lines[index].text
    if not 4 <= len(text) <= 30 or lines[index].closed or _NOT_HEADING.match(text) or "|" in text:
        return False
    if any(line.text == text for line in lines[max(first - 8, 0) : first]):
        return False  # the report's own title, left in the text as a running head
    if _AMOUNT.search(text) or _SIGNATURE_DATE.match(text) or _NAMES.search(text) or not re.search(r"[一-鿿]{3}", text):
        return False
    if index + 1 >= last:
        return False
    following = lines[index + 1].text
    if _YEAR_HEADING.match(text):
        return True
    before_closed = index > first and lines[index - 1].closed
    follows = len(following) >= 45 or (numbering_of(following) or Numbering("", 0, "", "")).value == 1
    return before_closed and follows and "，" not in text and not _SIGNATURE_DATE.match(following)


def _without_lists(candidates: list[_Candidate], lines: Sequence[Line], last: int) -> list[_Candidate]:
    """Three or more numbered lines of one style with no text between are a list (an agenda), not headings."""
    kept: list[_Candidate] = []
    run: list[_Candidate] = []
    for candidate in candidates:
        if candidate.closes:
            kept += [*_headings_of(run, lines, last), candidate]
            run = []
            continue
        if run and candidate.line == run[-1].line + 1 and candidate.style == run[-1].style and not candidate.run_in:
            run.append(candidate)
            continue
        kept += _headings_of(run, lines, last)
        run = [candidate]
    return _without_contents(kept + _headings_of(run, lines, last), lines)


def _without_contents(candidates: list[_Candidate], lines: Sequence[Line]) -> list[_Candidate]:
    """A heading that comes again later, among others like it with nothing between, stood in the table of contents.

    （一）2025年预算执行情况 under each of several places is alone of its style between its place and 1.一般公共预算.
    """
    kept = []
    for position, candidate in enumerate(candidates):
        text = _bare(lines[candidate.line].text)
        run = _unbroken(candidates, position)
        empty = position + 1 < len(candidates) and candidates[position + 1].line == candidate.line + 1
        listed = empty and sum(other.style == candidate.style for other in run) > 1
        if not (listed and any(_bare(lines[later.line].text) == text for later in candidates[position + 1 :])):
            kept.append(candidate)
    return kept


def _unbroken(candidates: list[_Candidate], position: int) -> list[_Candidate]:
    """The candidates around one on lines that follow each other without text between."""
    first = last = position
    while first and candidates[first - 1].line == candidates[first].line - 1:
        first -= 1
    while last + 1 < len(candidates) and candidates[last + 1].line == candidates[last].line + 1:
        last += 1
    return candidates[first : last + 1]


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _headings_of(run: list[_Candidate], lines: Sequence[Line], last: int) -> list[_Candidate]:
    if len(run) < 3 or run[0].style in ("part", "chapter", "node") or run[0].level:
        return run
    behind = run[-1].line + 1
    has_body = behind < last and numbering_of(lines[behind].text) is not None
    return run[-1:] if has_body else []


def _nested(candidates: list[_Candidate], lines: Sequence[Line]) -> list[Heading]:
    """Depths by the order in which styles appear: a style on the stack closes down to it, a new one opens a level."""
    headings: list[Heading] = []
    stack: list[_Candidate] = []
    for candidate in candidates:
        if _is_stray(candidate, lines, headings):
            continue
        if candidate.closes and not _goes_on(candidate, stack):
            continue
        while stack and _closes(stack, candidate):
            stack.pop()
        text = "" if candidate.closes else candidate.run_in or lines[candidate.line].text
        in_text = candidate.closes or bool(candidate.run_in)
        headings.append(Heading(candidate.line, text, candidate.style, len(stack), in_text))
        stack.append(candidate)
    return headings


def _goes_on(candidate: _Candidate, stack: list[_Candidate]) -> bool:
    """Whether the numbered paragraph is the next in number of an open heading: 4、… behind the run-in heading 3、…."""
    return any(
        above.style == candidate.style
        and above.numbering is not None
        and candidate.numbering is not None
        and candidate.numbering.value == above.numbering.value + 1
        for above in stack
    )


def _is_stray(candidate: _Candidate, lines: Sequence[Line], headings: Sequence[Heading]) -> bool:
    """The last line of a list (十、选举。) is no heading though it looks like one: the line above it is item nine."""
    numbering = candidate.numbering
    if numbering is None or candidate.level or numbering.value < 2 or not candidate.line:
        return False
    above = re.sub(r"^附\s?件[：:]\s?", "", lines[candidate.line - 1].text)
    previous = numbering_of(above)
    if previous is None or previous.style != numbering.style or previous.value != numbering.value - 1:
        return False
    return len(above) <= 60 and not (headings and headings[-1].line == candidate.line - 1)


def _closes(stack: list[_Candidate], new: _Candidate) -> bool:
    """Whether `new` ends the innermost open heading."""
    top = stack[-1]
    if any(open_heading.style == new.style for open_heading in stack):
        return True
    if new.level and top.level:
        return top.level >= new.level
    if new.style in (_PLAIN, _YEAR):
        return top.style == _PLAIN
    if top.style in (_PLAIN, _YEAR):
        return len(stack) > 1 and DEPTHS.get(new.style, 9) <= DEPTHS.get(stack[-2].style, -1)
    return DEPTHS.get(top.style, -1) > DEPTHS.get(new.style, 9)
