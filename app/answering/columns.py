"""A whole column of a table, named by the table's heading and its own: added up, or its largest or smallest cell."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from app import compute
from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.answering.operands import guarded, list_operands
from app.answering.stating import place_and_time
from app.evidence.agreement import period_agreement
from app.phrasing import figure_clause
from app.understanding.question import Operation, Question
from app.understanding.terms import borne, content_words, term_weight
from vectorstore.figure import Figure, Measure
from vectorstore.numerals import chinese_number
from vectorstore.passage import PassageKind
from vectorstore.record import FigureFilter
from vectorstore.region import Region

PASSAGES = 30
LEAST_ROWS, MOST_ROWS = 3, 40
_WHOLE_ROW = re.compile(r"合计|总计|小计|共计|^总|其中|^全[省市区县]")
_NUMBER = r"(?P<n>[二两三四五六七八九十]{1,3}|\d{1,2})"
_COUNT = re.compile(rf"{_NUMBER}(?:大|个|项|类|家|件|种|条|所|处)")
_UTMOST = re.compile(
    r"(?:哪一?(?:项|个|类|家|件|种|条|所|处|[镇乡县区市州])|谁)(?P<what>[^,，。?？]*?)最(?P<way>[多大高]|[少小低])"
)


def answer_column(question: Question, context: Context, draft: Draft) -> bool:
    """Adds up the column that the question names, or tells its utmost cell. False where it names none, or several."""
    utmost = _UTMOST.search(question.text)
    before = question.before
    if (
        utmost is None
        and before
        and draft.lines
        and _UTMOST.search(before.text)
        and question.subjects == before.subjects
    ):
        return True  # 哪一项最多,多少万: told with the first half
    if utmost is None and question.operation is not Operation.SUM:
        return False
    for region in asked_regions(question, context):
        column = _named_column(question, region, context)
        if not column:
            continue
        if utmost:
            _say_utmost(column, utmost["way"] in "多大高", utmost["way"], draft)
        else:
            numbers = list_operands(column, draft)
            guarded(draft, numbers, f"共{len(column)}项，合计", partial(compute.total, column))
        return True
    return False


def _say_utmost(column: Sequence[Figure], largest: bool, way: str, draft: Draft) -> None:
    model = column[0]
    values = [(compute.in_unit_of(figure, model), figure) for figure in column]
    end = max(value for value, _ in values) if largest else min(value for value, _ in values)
    for figure in (figure for value, figure in values if value == end):
        number = draft.state(figure)
        header = re.sub(r"[(（].*?[)）]", "", figure.column[-1])
        draft.say(
            f"{place_and_time(figure)}{len(column)}项中，“{figure.row}”{header}最{way}，{figure_clause(figure)}[{number}]。"
        )


def _named_column(question: Question, region: Region | None, context: Context) -> list[Figure]:
    """The cells of the one column whose headings bear every telling word of the question; [] for none or several."""
    terms = content_words(" ".join(s.text for s in question.subjects), context.wording)
    terms += [name for name in question.indicators if name not in terms]
    telling = [t for t in terms if term_weight(t, context.wording) >= 1 and not t.startswith("哪")]
    fitting = [
        cells
        for cells in _columns(question, region, context)
        if telling and all(borne(t, _headings(cells[0]), context.wording) == 1.0 for t in telling)
    ]
    wanted = _wanted(question)
    if wanted:
        fitting = [cells for cells in fitting if len(cells) == wanted]
    return fitting[0] if len(fitting) == 1 else []


def _headings(figure: Figure) -> str:
    return " ".join([*figure.section[-1:], *figure.column]).lower()


def _wanted(question: Question) -> int:
    """十项: how many rows the question says there are; 0 where it does not."""
    count = _COUNT.search(question.text)
    if count is None:
        return 0
    text = count["n"]
    return int(text) if text.isdigit() else int(chinese_number(text))


def _columns(question: Question, region: Region | None, context: Context) -> list[list[Figure]]:
    """The columns of amounts of the tables that the best passages come from; no column with a row that sums up."""
    rows = [p for p in context.passages(question, region, PASSAGES) if p.kind is PassageKind.ROW]
    groups: dict[tuple[str, str, tuple[str, ...], tuple[str, ...]], list[Figure]] = defaultdict(list)
    for document in dict.fromkeys(p.document for p in rows):
        sections = {p.section for p in rows if p.document == document}
        for figure in context.store.figures(FigureFilter(documents=(document,), groups=context.scope.groups)):
            if figure.row and figure.column and figure.section in sections:
                groups[figure.document, figure.subdocument, figure.section, figure.column].append(figure)
    return [cells for cells in groups.values() if _adds_up(question, cells)]


def _adds_up(question: Question, cells: Sequence[Figure]) -> bool:
    if not LEAST_ROWS <= len(cells) <= MOST_ROWS or len({cell.row for cell in cells}) < len(cells):
        return False
    same = len({(cell.unit, cell.kind, cell.region.full_name) for cell in cells}) == 1
    levels = all(cell.measure is Measure.LEVEL and cell.certain for cell in cells)
    in_time = all(period_agreement(question.periods, cell.period) > 0 for cell in cells)
    return same and levels and in_time and not any(_WHOLE_ROW.search(cell.row.split("/")[-1]) for cell in cells)
