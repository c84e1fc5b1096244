"""Word files (.docx): paragraphs and tables in the order of the body, headings by their styles."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from ingest.document import Document
from ingest.errors import BrokenFile, EmptyFile, UnsafeFile
from ingest.loaders.builder import GridCell, TextBuilder
from ingest.loaders.file import SourceFile

_MOST_UNPACKED = 300 * 1024 * 1024
_MOST_RATIO = 200  # real documents pack to a tenth; a bomb to a thousandth
_HEADING_STYLE = re.compile(r"^(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_SAVE_AGAIN = "请用 Word 或 WPS 打开并另存为 .docx 后重试"


def load(file: SourceFile, on_page: object = None) -> Document:
    """Read a .docx file. Raises BrokenFile, UnsafeFile or EmptyFile."""
    _check_size(file)
    try:
        word = docx.Document(io.BytesIO(file.data))
        builder = TextBuilder()
        for block in _blocks(word):
            if isinstance(block, Paragraph):
                _paragraph(block, builder)
            else:
                _table(block, builder)
        metadata = _metadata(word)
    except UnsafeFile:
        raise
    except RecursionError:
        raise UnsafeFile(file.name, "表格嵌套过深", _SAVE_AGAIN) from None
    except Exception as error:  # python-docx raises whatever its parts raise on damaged XML
        raise BrokenFile(file.name, f"不是完整的 Word 文件（.docx）：{type(error).__name__}", _SAVE_AGAIN) from error
    if not builder.text.strip():
        raise EmptyFile(file.name, "Word 文件里没有文字（可能全是图片）", "请另存为 PDF 后重试，图片页会做文字识别")
    return builder.document(file, "word", metadata=metadata)


def _check_size(file: SourceFile) -> None:
    try:
        parts = zipfile.ZipFile(io.BytesIO(file.data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise BrokenFile(file.name, "不是完整的 Word 文件（.docx）：压缩结构已损坏", _SAVE_AGAIN) from error
    unpacked = sum(part.file_size for part in parts)
    texts = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
    bomb = any(
        part.file_size > 20 * 1024 * 1024 and part.file_size > _MOST_RATIO * part.compress_size for part in texts
    )
    if unpacked > _MOST_UNPACKED or bomb or len(parts) > 20_000:
        problem = f"解压后有 {unpacked // 1024 // 1024} MB，像是压缩炸弹"
        raise UnsafeFile(file.name, problem, "请确认来源；可复制文字到 .txt 后重试")


def _blocks(word: WordDocument) -> Iterator[Paragraph | Table]:
    """Paragraphs and tables as the body has them, also inside content controls."""
    stack = [iter(word.element.body)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag == qn("w:p"):
            yield Paragraph(child, word)
        elif child.tag == qn("w:tbl"):
            yield Table(child, word)
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:smartTag"), qn("w:customXml")):
            stack.append(iter(child))


def _text(paragraph: Paragraph) -> str:
    """The paragraph's text with insertions, links and fields, without deletions; line breaks inside it stay."""
    parts: list[str] = []
    for node in paragraph._p.iter():
        if node.tag == qn("w:t"):
            parts.append(node.text or "")
        elif node.tag in (qn("w:br"), qn("w:cr")):
            parts.append("\n")
        elif node.tag == qn("w:tab"):
            parts.append("\t" if node.getparent().tag == qn("w:r") else "")
        elif node.tag == qn("w:noBreakHyphen"):
            parts.append("-")
    return "".join(parts)


def _paragraph(paragraph: Paragraph, builder: TextBuilder) -> None:
    text = _text(paragraph).strip("\n")
    level = _level(paragraph)
    if level and text.strip():
        builder.heading(" ".join(text.split()), level)
        return
    builder.line(text)


def _level(paragraph: Paragraph) -> int:
    """Outline level by the style or its parents, 0 for body text."""
    style = paragraph.style
    for _ in range(10):
        if style is None:
            return 0
        match = _HEADING_STYLE.match(style.name or "")
        if match:
            return int(match[1])
        if (style.name or "").lower() in ("title", "标题"):
            return 1
        style = getattr(style, "base_style", None)
    return 0


def _table(table: Table, builder: TextBuilder) -> None:
    cells = list(_grid(table))
    if len({cell.column for cell in cells}) == 1:
        for cell in cells:
            for line in cell.text.split("\n"):
                builder.line(line)
    elif cells:
        builder.table(cells)


def _grid(table: Table) -> Iterator[GridCell]:
    """Cells where they begin; gridSpan runs across, vMerge down."""
    open_merges: dict[int, tuple[int, int]] = {}  # column -> (first row, index in cells)
    cells: list[GridCell] = []
    for row, line in enumerate(table._tbl.tr_lst):
        column = line.grid_before
        header = line.trPr is not None and line.trPr.find(qn("w:tblHeader")) is not None
        for cell in line.tc_lst:
            across = cell.grid_span
            if cell.vMerge == "continue" and column in open_merges:
                first, index = open_merges[column]
                merged = cells[index]
                cells[index] = GridCell(merged.text, first, column, row - first + 1, merged.column_span, merged.header)
            else:
                open_merges[column] = (row, len(cells))
                cells.append(GridCell(_cell_text(cell, table), row, column, 1, across, header))
            column += across
    yield from cells


def _cell_text(cell: object, table: Table) -> str:
    paragraphs = [Paragraph(node, table) for node in cell.iter(qn("w:p"))]  # type: ignore[attr-defined]
    return "\n".join(filter(None, (_text(each).strip() for each in paragraphs)))


def _metadata(word: WordDocument) -> tuple[tuple[str, str], ...]:
    properties = word.core_properties
    pairs = (("标题", properties.title), ("作者", properties.author))
    return tuple((key, value.strip()) for key, value in pairs if value and value.strip() and value != "python-docx")
