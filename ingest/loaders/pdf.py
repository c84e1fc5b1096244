"""PDF files, page by page: text by pypdf, ruled tables by pdfplumber, pages without text by recognition."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field

import pdfplumber
import pypdf
import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pdfplumber.pdf import PDF as PlumberPdf
from pypdf.errors import PyPdfError

from ingest.document import Document
from ingest.errors import BrokenFile, EmptyFile, EncryptedFile, IngestError, UnsafeFile
from ingest.loaders.builder import TextBuilder
from ingest.loaders.file import SourceFile
from ingest.loaders.pdf_tables import glyphs_of, write_page

logger = logging.getLogger(__name__)

MOST_PAGES = 3000
_FEWEST_LETTERS = 10  # a page with fewer is read as a picture
_MOST_GARBLED = 0.3  # share of strange characters above which a page is read as a picture
_MOST_STRANGE = 0.01  # share above which pdfium is asked instead of pypdf
_GARBLED = re.compile(r"\(cid:\d+\)|/g\d+|/uni[0-9A-F]{4}|[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
_FEWEST_RULES = 6  # drawing operators on a page from which on it may hold a ruled table
_RULE = re.compile(rb"(?<=[\s\d])(?:re|l)(?=\s)")
_SAVE_AGAIN = "请重新下载，或用阅读器另存为 PDF 后重试"


@dataclass
class _Pages:
    """What reading the pages gathers."""

    builder: TextBuilder = field(default_factory=TextBuilder)
    starts: list[int] = field(default_factory=list)
    doubtful: list[tuple[int, int]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def load(file: SourceFile, on_page: Callable[[int, int], None] = lambda page, pages: None) -> Document:
    """Read a PDF. Raises EncryptedFile, BrokenFile, UnsafeFile (too many pages) or EmptyFile."""
    try:
        reader = _open(file)
        pages = _Pages()
        _read(file, reader, pages, on_page)
        metadata = _metadata(reader)
    except IngestError:
        raise
    except RecursionError:
        raise BrokenFile(file.name, "PDF 的内部结构循环或嵌套过深", _SAVE_AGAIN) from None
    except MemoryError:
        raise
    except Exception as error:  # damaged files make the libraries fail in every way there is
        raise BrokenFile(file.name, f"PDF 已损坏（{type(error).__name__}：{str(error)[:80]}）", _SAVE_AGAIN) from error
    if not pages.builder.text.strip():
        raise EmptyFile(file.name, "PDF 里没有文字，识别图片也没有结果", "请检查文件是否为空白页或扫描不清")
    return pages.builder.document(
        file, "pdf", page_starts=pages.starts, doubtful=pages.doubtful, metadata=metadata, warnings=pages.warnings
    )


def _open(file: SourceFile) -> pypdf.PdfReader:
    reader = pypdf.PdfReader(io.BytesIO(file.data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise EncryptedFile(file.name, "PDF 有密码保护", "请去掉打开密码、另存后重试")
    count = len(reader.pages)
    if count > MOST_PAGES:
        raise UnsafeFile(file.name, f"PDF 有 {count} 页，超过上限 {MOST_PAGES} 页", "请拆分成几份后重试")
    if count == 0:
        raise BrokenFile(file.name, "PDF 里没有一页", _SAVE_AGAIN)
    return reader


def _read(file: SourceFile, reader: pypdf.PdfReader, pages: _Pages, on_page: Callable[[int, int], None]) -> None:
    with closing(_Extra(file.data)) as extra:
        for index in range(len(reader.pages)):
            on_page(index + 1, len(reader.pages))
            pages.starts.append(pages.builder.length)
            _read_page(index, reader, extra, pages)


class _Extra:
    """The file in pdfplumber and pdfium, opened only when a page needs them."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._plumber: PlumberPdf | None = None
        self._pdfium: pdfium.PdfDocument | None = None

    def plumber(self) -> PlumberPdf:
        if self._plumber is None:
            self._plumber = pdfplumber.open(io.BytesIO(self._data))
        return self._plumber

    def pdfium(self) -> pdfium.PdfDocument:
        if self._pdfium is None:
            self._pdfium = pdfium.PdfDocument(self._data)
        return self._pdfium

    def close(self) -> None:
        if self._plumber is not None:
            self._plumber.close()
        if self._pdfium is not None:
            self._pdfium.close()


def _read_page(index: int, reader: pypdf.PdfReader, extra: _Extra, pages: _Pages) -> None:
    """One page fails alone: it is named in the warnings, the others are read."""
    try:
        page = reader.pages[index]
        text = page.extract_text()
        rules = _rules(page)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, AssertionError) as error:
        logger.info("pypdf: page %d: %s", index + 1, type(error).__name__)
        text, rules = "", 0
    if not _is_readable(text, _MOST_STRANGE):
        text = _text_by_pdfium(index, extra) or text
    if _is_readable(text):
        if rules < _FEWEST_RULES or not _write_tables(index, extra, pages):
            for line in text.split("\n"):
                pages.builder.line(line)
        return
    if not _recognise(index, extra, pages) and text.strip():
        for line in text.split("\n"):
            pages.builder.line(line)


def _is_readable(text: str, most: float = _MOST_GARBLED) -> bool:
    letters = "".join(text.split())
    if len(letters) < _FEWEST_LETTERS:
        return False
    return sum(len(match) for match in _GARBLED.findall(letters)) <= most * len(letters)


def _rules(page: pypdf.PageObject) -> int:
    """How many rectangles and lines the page draws."""
    contents = page.get_contents()
    return len(_RULE.findall(contents.get_data())) if contents is not None else 0


def _text_by_pdfium(index: int, extra: _Extra) -> str:
    try:
        text: str = extra.pdfium()[index].get_textpage().get_text_range()
    except pdfium.PdfiumError:
        return ""
    return text.replace("\r\n", "\n").replace("\ufffe", "-")


def _write_tables(index: int, extra: _Extra, pages: _Pages) -> bool:
    """Write the page with its ruled tables; False if it has none, or pdfplumber cannot read it."""
    try:
        return write_page(extra.plumber().pages[index], glyphs_of(extra.pdfium()[index]), pages.builder)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError, pdfium.PdfiumError) as error:
        logger.info("pdfplumber: page %d: %s", index + 1, type(error).__name__)
        pages.warnings.append(f"第 {index + 1} 页的表格线无法解析，表格按文字读取")
        return False


def _recognise(index: int, extra: _Extra, pages: _Pages) -> bool:
    from ingest.loaders.scan import mean_score, read_picture, render  # loads the recognition models' runtime

    try:
        lines = read_picture(render(extra.pdfium()[index]))
    except pdfium.PdfiumError:
        pages.warnings.append(f"第 {index + 1} 页没有文字，也无法转成图片识别")
        return False
    if not lines:
        return False
    doubts = 0
    for line in lines:
        start = pages.builder.line(line.text)
        pages.doubtful += [(start + first, start + last) for first, last in line.doubtful]
        doubts += len(line.doubtful)
    note = f"，{doubts} 处存疑" if doubts else ""
    pages.warnings.append(f"第 {index + 1} 页是图片，文字由识别得来（平均置信度 {mean_score(lines):.2f}{note}）")
    return True


def _metadata(reader: pypdf.PdfReader) -> tuple[tuple[str, str], ...]:
    try:
        title = reader.metadata.title if reader.metadata else None
    except (PyPdfError, ValueError, TypeError, AttributeError):
        return ()
    return (("标题", title.strip()),) if isinstance(title, str) and title.strip() else ()
