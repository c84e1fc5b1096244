"""Cells of a table row that hold words: a task's time limit, an indicator's attribute, the unit in charge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.evidence.sentences import share_of_terms
from app.understanding.question import Question
from app.understanding.terms import content_words
from vectorstore.indicators import canonical, find_indicators
from vectorstore.passage import Passage, PassageKind
from vectorstore.region import Region

PASSAGES = 40
BEARS = 0.9
_NEXT_HEADER, _LISTED = re.compile(r"；(?=[^；：。]{1,24}：)"), re.compile(r"[；，]")
_ATTRIBUTE = re.compile(r"^(?:预期|约束|指导|导向|参考)性(?:指标)?$")
_ASPECTS = (
    (re.compile(r"属性|预期性|约束性"), re.compile(r"属性|指标性质|指标类型")),
    (re.compile(r"时限|什么时候|何时|几月|哪天|哪个月|期限|时间"), re.compile(r"时限|期限|完成时间|时间节点|时间要求")),
    (
        re.compile(r"单位|部门|哪个局|谁(?:来)?(?:负责|牵头|管)|负责|牵头"),
        re.compile(r"(?:责任|牵头|负责|主管|承办|主办|实施|配合|协办)(?:单位|部门)"),
    ),
)


@dataclass(frozen=True)
class Cell:
    """A cell of a row: the row's name, the column's header ("" where the table's columns are not sure), the words."""

    row: str
    header: str
    value: str


def asks_attribute(question: Question) -> bool:
    """Whether the attribute of an indicator is asked for (约束性, 预期性), a word even beside a figure."""
    return bool(re.search(r"属性|(?:预期|约束)性.{0,6}还是", question.text))


def answer_row_words(question: Question, context: Context, draft: Draft) -> bool:
    """States the worded cells of the row that the question names. False when it asks for none, or no row has one."""
    headers = [header for asked, header in _ASPECTS if asked.search(question.text)]
    if not headers:
        return False
    said = False
    for region in asked_regions(question, context):
        for passage in _rows(question, context, region):
            cells = [cell for cell in cells_of(passage) if any(_is_asked(cell, header) for header in headers)]
            for cell in cells:
                number = draft.cite_passage(passage)
                draft.say(f"“{cell.row}”{cell.header or '属性'}：{cell.value}[{number}]。")
                said = True
    return said


def _rows(question: Question, context: Context, region: Region | None) -> list[Passage]:
    """The rows whose whole name the question bears, those with the longest name; else the task that bears its words."""
    spoken = "".join([question.text, *question.terms, *(subject.text for subject in question.subjects)])
    named: list[tuple[int, Passage]] = []
    tasks: list[tuple[float, Passage]] = []
    for passage in context.passages(question, region, PASSAGES):
        if passage.kind is not PassageKind.ROW:
            continue
        name = dict(passage.fields).get("row", "").rpartition("/")[2]
        words = content_words(name, context.wording)
        if asks_attribute(question) and question.indicators and not _bound_to(question, name):
            continue  # 单位地区生产总值能耗 is no 地区生产总值
        if words and (all(word in spoken for word in words) or _is_indicator_row(question, name)):
            named.append((sum(map(len, words)), passage))
        elif question.terms and re.search(r"[，；。\d]", name):  # a sentence that says a task
            tasks.append((share_of_task(question, name, context), passage))
    longest = max((length for length, _ in named), default=0)
    best = max((share for share, _ in tasks), default=0.0)
    if not named and best >= BEARS:
        return [passage for share, passage in tasks if share == best]
    return [passage for length, passage in named if length == longest]


def _is_indicator_row(question: Question, name: str) -> bool:
    """单位地区生产总值能耗累计降低, where the attribute of that indicator is asked for."""
    named = {mention.name for mention in find_indicators(name, colloquial=False) if mention.start == 0}
    return asks_attribute(question) and bool(named & set(question.indicators))


def _bound_to(question: Question, name: str) -> bool:
    """Whether a row's name is that of an indicator asked for, or of none that is known."""
    known = {mention.name for mention in find_indicators(name, colloquial=False)}
    return not known or bool(known & set(question.indicators))


def share_of_task(question: Question, text: str, context: Context) -> float:
    """How much of what the question asks about a task's words bear; an indicator may be named otherwise."""
    share = share_of_terms(question.terms, text, context.wording)
    named = {mention.name for mention in find_indicators(text, colloquial=False)}
    asked = {name for name in question.indicators if canonical(name) == name}
    return max(share, BEARS) if asked and asked <= named else share


def cells_of(passage: Passage) -> Iterator[Cell]:
    """`名称：表头：值；表头：值`, or `名称：值，值` where the columns are not sure."""
    fields = dict(passage.fields)
    label = fields.get("row", "")
    body = passage.text.removeprefix(label).removeprefix("：")
    between = _NEXT_HEADER if fields.get("certain") == "yes" else _LISTED
    for part in between.split(body):
        header, found, value = part.partition("：")
        row = label.rpartition("/")[2]
        yield Cell(row, header.strip(), value.strip()) if found else Cell(row, "", part.strip())


def _is_asked(cell: Cell, header: re.Pattern[str]) -> bool:
    if not cell.value or re.fullmatch(r"[—\-\d.%％]+", cell.value):
        return False
    if cell.header:
        return header.search(cell.header) is not None
    return header.search("属性") is not None and _ATTRIBUTE.match(cell.value) is not None
