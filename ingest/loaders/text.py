"""Plain text and Markdown in UTF-8, GB18030 or UTF-16, with or without a byte order mark."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from ingest.document import Document, LoadedHeading
from ingest.errors import EmptyFile, UnsupportedFormat
from ingest.loaders.file import SourceFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufffd]")
_MARKDOWN_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)
_MOST_DAMAGE = 0.005  # share of characters that may be unreadable before a file counts as binary
_FEWEST_ENDS = 5
_CHECKED = 200_000  # characters looked at to tell text from binary data


def decode(data: bytes, name: str, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Text of the bytes, and warnings. declared: the encoding that the file itself names, tried before guessing.

    Raises UnsupportedFormat if the bytes are no text in any known encoding.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return _checked(text, name), _damage(text)
    candidates = ["utf-8", *([declared] if declared else []), *_utf16(data), "gb18030"]
    for encoding in candidates:
        decoded = _strict(data, encoding)
        if decoded is not None and _is_text(decoded):
            return decoded, ()
    return _lenient(data, name)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _utf16(data: bytes) -> list[str]:
    """UTF-16 without a mark: line feeds and digits have a zero byte on one side only."""
    even, odd = data[0:4000:2].count(0), data[1:4000:2].count(0)
    if len(data) % 2 or even == odd:
        return []
    return ["utf-16-le" if odd > even else "utf-16-be"]


def _lenient(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """A text with a few broken bytes is still read, with a warning."""
    for encoding in ("utf-8", "gb18030"):
        text = data.decode(encoding, "replace")
        if _is_text(text):
            return text, _damage(text)
    best = from_bytes(data[:_CHECKED]).best() if b"\x00" not in data[:_CHECKED] else None
    if best is not None:
        text = data.decode(best.encoding, "replace")
        if _is_text(text):
            return text, (f"编码按 {best.encoding} 猜测，请核对文字", *_damage(text))
    return _checked(data.decode("utf-8", "replace"), name), ()


def _damage(text: str) -> tuple[str, ...]:
    count = text.count("\ufffd")
    return (f"有 {count} 个字符无法解码",) if count else ()


def _is_text(text: str) -> bool:
    head = text[:_CHECKED]
    return len(_CONTROL.findall(head)) <= _MOST_DAMAGE * len(head)


def _checked(text: str, name: str) -> str:
    if not _is_text(text):
        problem = "内容不是文字，像是改了扩展名的二进制文件；应为 UTF-8、GB18030 或 UTF-16 编码的文本"
        raise UnsupportedFormat(name, problem, "请用原来的程序打开，另存为 .txt、.docx 或 PDF 后重试")
    return text


def load(file: SourceFile, on_page: object = None) -> Document:
    """Read a .txt or .md file. Raises UnsupportedFormat or EmptyFile."""
    text, warnings = decode(file.data, file.name)
    text = _on_lines(text.removeprefix("\ufeff"))
    if not text.strip():
        raise EmptyFile(file.name, "文件里没有文字", "请重新导出或下载这份报告")
    markdown = file.path.suffix.lower() in (".md", ".markdown")
    return Document(
        id=file.id,
        version=file.version,
        path=file.place,
        format="markdown" if markdown else "text",
        text=text,
        page_starts=_pages(text),
        headings=_headings(text) if markdown else (),
        warnings=warnings,
    )


def _on_lines(text: str) -> str:
    r"""A text exported as one line, with its line ends written out (\r\n), on its own lines again."""
    if "\n" in text.strip() or text.count("\\n") < _FEWEST_ENDS:
        return text
    return text.replace("\\r\\n", "\n").replace("\\n", "\n")


def _headings(text: str) -> tuple[LoadedHeading, ...]:
    found = _MARKDOWN_HEADING.finditer(text)
    return tuple(LoadedHeading(match.start(2), match.end(2), len(match[1])) for match in found)


def _pages(text: str) -> tuple[int, ...]:
    """Form feeds, as pdftotext leaves them, start pages."""
    feeds = [match.end() for match in re.finditer("\f", text) if match.end() < len(text)]
    return (0, *feeds) if feeds else ()
