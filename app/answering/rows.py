"""Cells of a table row that hold words: a task's time limit, an indicator's attribute, the unit in charge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.question import Question
from app.terms import content_words
from vectorstore.passage import Passage, PassageKind
from vectorstore.region import Region

PASSAGES = 40
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
            cells = [cell for cell in _cells(passage) if any(_is_asked(cell, header) for header in headers)]
            for cell in cells:
                number = draft.cite_passage(passage)
                draft.say(f"“{cell.row}”{cell.header or '属性'}：{cell.value}[{number}]。")
                said = True
    return said


def _rows(question: Question, context: Context, region: Region | None) -> list[Passage]:
    """The rows whose whole name the question bears, those with the longest name."""
    spoken = "".join([question.text, *question.terms, *(subject.text for subject in question.subjects)])
    named: list[tuple[int, Passage]] = []
    for passage in context.passages(question, region, PASSAGES):
        if passage.kind is not PassageKind.ROW:
            continue
        name = dict(passage.fields).get("row", "").rpartition("/")[2]
        words = content_words(name, context.wording)
        if words and all(word in spoken for word in words):
            named.append((sum(map(len, words)), passage))
    longest = max((length for length, _ in named), default=0)
    return [passage for length, passage in named if length == longest]


def _cells(passage: Passage) -> Iterator[Cell]:
    """`名称：表头：值；表头：值`, or `名称：值，值` where the columns are not sure."""
    row = dict(passage.fields).get("row", "").rpartition("/")[2]
    body = passage.text.partition("：")[2]
    for part in re.split(r"[；，]", body):
        header, found, value = part.partition("：")
        yield Cell(row, header.strip(), value.strip()) if found else Cell(row, "", part.strip())


def _is_asked(cell: Cell, header: re.Pattern[str]) -> bool:
    if not cell.value or re.fullmatch(r"[—\-\d.%％]+", cell.value):
        return False
    if cell.header:
        return header.search(cell.header) is not None
    return header.search("属性") is not None and _ATTRIBUTE.match(cell.value) is not None
