"""Cells of a table that tell in words: tasks, contents, measures, remarks. What each is read with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.document import Cell, Row, Table
from ingest.figures.context import Context, heading_kind
from ingest.figures.table_cell import read_cell
from ingest.tables.cells import is_value
from vectorstore.figure import Kind
from vectorstore.periods import find_periods

_NOT_TOLD = re.compile(
    r"^(?:序号|编号|序|行次|代码)$|责任|牵头|配合|主办|协办|承办|分管|(?:单位|部门|领导|科室)(?:[（(].*)?$|"
    r"电话|联系|地[址点]|位置|依据|来源|时限|期限|时间|日期|年限|起止|属性|类[别型]|计量"
)
_TASK = re.compile(r"任务|目标|内容|举措|措施|工作|事项|要求|实事|要点|安排|重点")
_NAME_ONLY = re.compile(r"名称|指标|科目|地区|类别|^项目$|建设项目|重点项目|工程项目|项目库")
_ENOUGH = re.compile(r"\d[^、]*[,;。，；]|[,;。，；].*\d")  # a sentence, not a name


@dataclass(frozen=True)
class Told:
    """A cell to read as text: its header path, the context of its words, and what they speak of from the start."""

    row: Row
    path: tuple[str, ...]
    cell: Cell
    context: Context
    lead: str


def told_cells(table: Table, context: Context) -> Iterator[Told]:
    """The cells of words of the rows that fit their header; the one that names the row only where it says a task."""
    worded = not any(cell is not None and is_value(cell.text) for row in table.rows for cell in row.cells)
    for row in table.rows:
        if not row.certain:
            continue
        name = row.name
        task = name is not None and _tells_task(name.text, row.name_column, worded)
        if name is not None and task:
            yield Told(row, row.name_column, name, _of_column(row.name_column, context), "")
        for path, cell in zip(table.columns, row.cells, strict=False):
            if cell is None or not path or _NOT_TOLD.search(path[-1]) or not re.search(r"\d", cell.text):
                continue
            if not is_value(cell.text) and read_cell(cell.text) is None:
                yield Told(row, path, cell, _of_column(path, context), "" if task and _counts(name) else row.label)


def _tells_task(text: str, path: tuple[str, ...], worded: bool) -> bool:
    """Whether the cell that names a row says what is to be done, with figures, and is no name of a project."""
    if not re.search(r"\d", text):
        return False
    head = path[-1] if path else ""
    if _NAME_ONLY.search(head) and not _TASK.search(_NAME_ONLY.sub("", head)):
        return bool(_ENOUGH.search(text)) and worded
    return worded or bool(_TASK.search(head))


def _counts(name: Cell | None) -> bool:
    return name is not None and bool(re.search(r"\d", name.text))


def _of_column(path: tuple[str, ...], context: Context) -> Context:
    """The time and kind that the header says (2023年进展, 一季度目标), else those of the table."""
    header = " ".join(path)
    mentions = [mention for mention in find_periods(header, context.report_year) if mention.certain]
    periods = [mention.period for mention in mentions]
    for mention in reversed(mentions):
        header = header[: mention.start] + header[mention.end :]
    kind = heading_kind(header, None)  # 一季度进度 of this year's tasks is to be reached
    if kind is None and periods and context.report_year is not None and periods[-1].end < context.report_year:
        kind = Kind.ACTUAL
    return replace(
        context,
        period=periods[-1] if periods else context.period,
        period_certain=context.period_certain or bool(periods),
        kind=kind or context.kind,
        kind_certain=context.kind_certain or kind is not None,
    )
