"""Chooses the loader by what the file holds; the suffix decides only where content leaves it open."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import cast

from ingest.document import Document
from ingest.errors import BrokenFile, EncryptedFile, UnsupportedFormat
from ingest.loaders.aligned import with_aligned_tables
from ingest.loaders.file import SourceFile, read_file
from ingest.loaders.spaced import with_spaced_tables

_PICTURES = dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff"), "picture")
_EXPECTED = {".html": "html", ".htm": "html", ".xhtml": "html", ".docx": "word", ".pdf": "pdf", **_PICTURES}
SUFFIXES = frozenset({".txt", ".md", ".markdown", *_EXPECTED})
_READABLE = "可读取的格式：.txt .md .html .docx .pdf .png .jpg .tif"
_PICTURE_MAGIC = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_FOREIGN = (
    (b"{\\rtf", "RTF 文档"),
    (b"GIF8", "GIF 图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"\x7fELF", "程序文件"),
    (b"MZ\x90", "程序文件"),
    (b"SQLite format 3", "数据库文件"),
)
_SPACED = frozenset({"text", "pdf", "html"})  # formats that may keep the cells of a table apart by spaces only
_TAG = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


OnPage = Callable[[int, int], None]
"""Called with the number of the page being read, from 1, and how many there are."""


def load(path: Path, id: str, on_page: OnPage = lambda page, pages: None) -> Document:
    """Read a file into a document.

    Raises an IngestError that names the file, what was expected and what to do, whatever the content.
    """
    file = read_file(path, id)
    format = sniff(file)
    # Imported only now, so that each format's library is loaded only for its own files.
    loader = cast(Callable[[SourceFile, OnPage], Document], import_module(f"ingest.loaders.{format}").load)
    document = loader(file, on_page)
    if format in ("text", "word"):
        document = with_aligned_tables(document)
    if format in _SPACED:
        document = with_spaced_tables(document)
    suffix = path.suffix.lower()
    if (suffix in _EXPECTED and _EXPECTED[suffix] != format) or (suffix in (".txt", ".md") and format != "text"):
        return replace(
            document, warnings=(*document.warnings, f"扩展名是 {suffix}，内容却是 {document.format}，已按内容读取")
        )
    return document


def sniff(file: SourceFile) -> str:
    """Name of the loader module for the file's content: pdf, word, html, picture or text."""
    head = file.data[:2048]
    suffix = file.path.suffix.lower()
    if b"%PDF-" in head[:1024] and (suffix == ".pdf" or head.lstrip().startswith(b"%PDF-")):
        return "pdf"
    if head.startswith(b"PK\x03\x04") or suffix == ".docx":
        return _zip(file)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise _compound(file)
    if head.startswith(_PICTURE_MAGIC):
        return "picture"
    for magic, name in _FOREIGN:
        if head.startswith(magic):
            raise UnsupportedFormat(file.name, f"内容是{name}；{_READABLE}", "请转换为其中一种格式后重试")
    if suffix in _PICTURES:
        raise BrokenFile(file.name, "不是完整的图片文件", "请用看图软件打开并另存后重试")
    if suffix == ".pdf":
        raise BrokenFile(file.name, "不是完整的 PDF：开头没有 %PDF 标记", "请重新下载，或用阅读器另存为 PDF 后重试")
    if suffix in (".html", ".htm", ".xhtml") or (suffix not in (".md", ".markdown") and _TAG.search(head)):
        return "html"
    return "text"


def _zip(file: SourceFile) -> str:
    if file.data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _compound(file)
    try:
        names = set(zipfile.ZipFile(io.BytesIO(file.data)).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        problem = "不是完整的 Word 文件（.docx）：压缩结构已损坏"
        raise BrokenFile(file.name, problem, "请用 Word 或 WPS 打开并另存为 .docx 后重试") from None
    if "word/document.xml" in names:
        return "word"
    if file.path.suffix.lower() == ".docx":
        raise BrokenFile(
            file.name, "压缩包里没有 Word 正文（word/document.xml）", "请用 Word 或 WPS 另存为 .docx 后重试"
        )
    raise UnsupportedFormat(file.name, f"内容是压缩包或其他 Office 文件；{_READABLE}", "请解压或转换后重试")


def _compound(file: SourceFile) -> UnsupportedFormat | EncryptedFile:
    """Microsoft's older container: an encrypted .docx, or an old .doc, .xls or .wps."""
    if "EncryptedPackage".encode("utf-16-le") in file.data:
        return EncryptedFile(file.name, "文件有密码保护", "请去掉密码、另存后重试")
    return UnsupportedFormat(
        file.name, f"内容是旧版 Office 文件（.doc 等）；{_READABLE}", "请用 Word 或 WPS 另存为 .docx 后重试"
    )
