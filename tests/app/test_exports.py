"""Exports carry no formula, no HTML and no link of a report."""

from __future__ import annotations

import io

from docx import Document as WordDocument
from openpyxl import load_workbook

from app.answer_body import answer_body, figure_body
from app.exports import conversation_markdown, conversation_word, figures_csv, figures_xlsx, harmless
from app.state.conversations import Turn
from tests.app.fakes import COMPARISON, EAST_GDP, NASTY_ANSWER, SINGLE


def turn(answer, question: str, position: int) -> Turn:  # type: ignore[no-untyped-def]
    return Turn("t", "c", position, question, {}, "answered", answer_body(answer, "t", position), 0.0)


def test_footnotes_run_through_the_whole_conversation() -> None:
    text = conversation_markdown("标题", [turn(SINGLE, "一", 0), turn(COMPARISON, "二", 1)])
    assert "增长7.2%[^1]。" in text
    assert "| 东泽区 | 860.5亿元 | [^2] |" in text
    notes = [line.split("《")[0] for line in text.splitlines() if line.startswith("[^")]
    assert notes == ["[^1]: ", "[^2]: ", "[^3]: "]


def test_a_hostile_answer_exports_as_plain_text() -> None:
    text = conversation_markdown("<script>", [turn(NASTY_ANSWER, "[x](javascript:1)", 0)])
    assert "<script" not in text
    assert "<img" not in text
    assert "![" not in text.replace("\\!\\[", "")
    assert "](" not in text.replace("\\]\\(", "")


def test_a_word_file_holds_tables_as_tables() -> None:
    word = WordDocument(io.BytesIO(conversation_word("标题", [turn(COMPARISON, "比较", 0)])))
    assert [[cell.text for cell in row.cells] for row in word.tables[0].rows][1] == ["东泽区", "860.5亿元", "[1]"]


def test_no_cell_is_a_formula() -> None:
    assert harmless("=HYPERLINK(1)") == "'=HYPERLINK(1)"
    body = {**figure_body(EAST_GDP), "indicator": "=1+1", "text": "@x"}
    sheet = load_workbook(io.BytesIO(figures_xlsx([body]))).active
    assert [cell.data_type for cell in sheet[2]].count("f") == 0
    assert ",=1+1," not in figures_csv([body]).decode()
