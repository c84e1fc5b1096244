"""Exports: figures as csv and xlsx, a conversation as Markdown and Word with footnotes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from docx import Document as WordDocument
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from app.answer_body import DIRECTION_LABELS, MEASURE_LABELS
from app.state.conversations import Turn
from vectorstore.figure import KIND_LABELS, Kind

COLUMNS = (
    ("地区", "region"),
    ("时期", "period"),
    ("指标", "indicator"),
    ("类别", "kind"),
    ("口径", "measure"),
    ("方向", "direction"),
    ("数值", "value"),
    ("上限", "upper"),
    ("单位", "unit"),
    ("修饰", "qualifier"),
    ("比较基准", "base"),
    ("原文", "text"),
    ("文件", "document"),
    ("部分", "subdocument"),
    ("位置", "section"),
    ("存疑", "doubt"),
    ("出处编号", "passage"),
)
CITED = re.compile(r"\[(\d{1,3})\]")


def figure_cells(body: Mapping[str, Any]) -> list[str]:
    """One ledger entry in the order of COLUMNS, in Chinese."""
    told = {
        "kind": KIND_LABELS[Kind(body["kind"])],
        "measure": MEASURE_LABELS[body["measure"]],
        "direction": DIRECTION_LABELS[body["direction"]],
        "upper": body["upper"] or "",
        "section": " / ".join(body["section"]),
        "doubt": body["doubt"] or ("" if body["certain"] else "存疑"),
    }
    return [str(told.get(name, body.get(name, ""))) for _, name in COLUMNS]


def figures_csv(bodies: Iterable[Mapping[str, Any]]) -> bytes:
    """UTF-8 with a mark, so that Excel opens it as Chinese."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([label for label, _ in COLUMNS])
    for body in bodies:
        writer.writerow([harmless(cell) for cell in figure_cells(body)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def figures_xlsx(bodies: Iterable[Mapping[str, Any]]) -> bytes:
    """One sheet; values are numbers where a spreadsheet's precision holds them exactly."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("数字")
    sheet.freeze_panes = "A2"
    header = []
    for label, _ in COLUMNS:
        cell = WriteOnlyCell(sheet, value=label)
        cell.font = Font(bold=True)
        header.append(cell)
    sheet.append(header)
    value_at = [name for _, name in COLUMNS].index("value")
    for body in bodies:
        row: list[Any] = [harmless(cell) for cell in figure_cells(body)]
        number = body["value"]
        row[value_at] = float(number) if len(number.replace(".", "")) <= 15 else number
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def harmless(cell: str) -> str:
    """Text that no spreadsheet takes for a formula, without control characters."""
    cell = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", cell)
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def conversation_markdown(title: str, turns: Sequence[Turn]) -> str:
    """Questions as headings, answers with footnotes numbered through the whole conversation."""
    lines, notes, count = [f"# {escape_markdown(plain_line(title))}", ""], [], 0
    for turn in turns:
        lines += [f"## {escape_markdown(plain_line(turn.question))}", ""]
        body = turn.answer
        if body is None:
            lines += ["（未作答）", ""]
            continue
        numbers = {citation["number"]: count + place for place, citation in enumerate(body["citations"], 1)}
        count += len(numbers)
        lines += [CITED.sub(partial(_footnote, numbers), escape_markdown(body["answer"])), ""]
        lines += [escape_markdown(step["expression"]) + "\n" for step in body["calculations"]]
        notes += [f"[^{numbers[one['number']]}]: {escape_markdown(source_line(one))}" for one in body["citations"]]
    stamp = datetime.now(UTC).astimezone().strftime("%Y-%m-%d %H:%M")
    return "\n".join([*lines, *notes, "", f"（政问导出，{stamp}）", ""])


def _footnote(numbers: Mapping[int, int], cited: re.Match[str]) -> str:
    number = numbers.get(int(cited[1]))
    return f"[^{number}]" if number else cited[0]


def conversation_word(title: str, turns: Sequence[Turn]) -> bytes:
    """The same as Word: superscript numbers in the text, the notes listed at the end."""
    word = WordDocument()
    word.add_heading(clean_xml(title), level=1)
    notes: list[str] = []
    for turn in turns:
        word.add_heading(clean_xml(turn.question), level=2)
        body = turn.answer
        if body is None:
            word.add_paragraph("（未作答）")
            continue
        numbers = {one["number"]: len(notes) + place for place, one in enumerate(body["citations"], 1)}
        for block in re.split(r"\n{2,}", body["answer"]):
            rows = table_rows(block)
            if rows:
                _word_table(word, rows)
            else:
                _word_paragraph(word, block, numbers)
        for step in body["calculations"]:
            word.add_paragraph(clean_xml(step["expression"]))
        notes += [source_line(one) for one in body["citations"]]
    if notes:
        word.add_heading("出处", level=2)
    for place, note in enumerate(notes, 1):
        word.add_paragraph(clean_xml(f"[{place}] {note}"))
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _word_paragraph(word: Any, text: str, numbers: Mapping[int, int]) -> None:
    paragraph, last = word.add_paragraph(), 0
    for cited in CITED.finditer(text):
        paragraph.add_run(clean_xml(text[last : cited.start()]))
        run = paragraph.add_run(f"[{numbers.get(int(cited[1]), cited[1])}]")
        run.font.superscript = True
        last = cited.end()
    paragraph.add_run(clean_xml(text[last:]))


def _word_table(word: Any, rows: Sequence[Sequence[str]]) -> None:
    table = word.add_table(rows=0, cols=max(len(row) for row in rows))
    table.style = "Table Grid"
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=False):
            cell.text = clean_xml(text)


def table_rows(block: str) -> list[list[str]]:
    """The cells of a Markdown table, without its rule; [] when the block is no table."""
    lines = [line.strip() for line in block.strip().splitlines()]
    if len(lines) < 2 or not all(line.startswith("|") for line in lines) or not re.fullmatch(r"[|:\-\s]+", lines[1]):
        return []
    return [_cells(line) for place, line in enumerate(lines) if place != 1]


def _cells(line: str) -> list[str]:
    inner = line.removeprefix("|").removesuffix("|")
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", inner)]


def source_line(citation: Mapping[str, Any]) -> str:
    """One source as a reader wants it: title, place, page, quote, version."""
    place = " / ".join(citation["section"])
    page = f"，第{citation['page']}页" if citation["page"] else ""
    mark = f"（{citation['document']}@{citation.get('version', '')[:8]}）"
    return f"《{citation['title']}》{place}{page}：“{plain_line(citation['quote'])}”{mark}"


def plain_line(text: str) -> str:
    """The text on one line, runs of white space as one space."""
    return re.sub(r"\s+", " ", text).strip()


def escape_markdown(text: str) -> str:
    """Text of documents and users inside Markdown: no HTML, no links or pictures of its own; tables and [n] stay."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"\]\(|!\[|`|\[\^", lambda found: "".join("\\" + character for character in found[0]), text)


def clean_xml(text: str) -> str:
    """Without the control characters that XML forbids."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)
