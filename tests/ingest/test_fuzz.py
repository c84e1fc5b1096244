"""Any bytes under any suffix give a document or an IngestError, never another exception."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.clean.cleaning import clean
from ingest.errors import IngestError
from ingest.loaders import load
from tests.ingest.samples import FONT, as_html, as_pdf, as_text, as_word

FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@functools.cache
def whole(suffix: str) -> bytes:
    """A sound file of the format, to be damaged."""
    if suffix == ".pdf":
        return as_pdf(plain=True) if FONT.exists() else b"%PDF-1.4\n%%EOF"
    if suffix == ".docx":
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.docx"
            as_word(path, [["指标", "2020"], ["地区生产总值", "823.6"]])
            return path.read_bytes()
    table = "<table><tr><td rowspan=2 colspan='9999999'>a<td>b<tr><td>c</table>"
    return as_html(table) if suffix == ".html" else as_text().encode("utf-16" if suffix == ".md" else "gb18030")


def reads_or_says_why(content: bytes, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"样本{suffix}"
        path.write_bytes(content)
        try:
            document = load(path, "样本")
        except IngestError as error:
            message = str(error)
        else:
            message = ""
            source = clean(document)
            for cell in (cell for table in document.tables for cell in table.cells):
                assert document.text[cell.start : cell.end] == cell.text
            if source.clean:
                source.quote(0, len(source.clean))
    assert not message or (message.startswith("样本") and "请" in message)


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".docx", ".pdf", ".png"])
@given(content=st.binary(max_size=600))
@FEW
def test_random_bytes(suffix: str, content: bytes) -> None:
    reads_or_says_why(content, suffix)


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".docx", ".pdf"])
@given(data=st.data())
@FEW
def test_sound_files_with_damage(suffix: str, data: st.DataObject) -> None:
    content = bytearray(whole(suffix))
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, max(len(content) - 1, 0)))
        kind = data.draw(st.sampled_from(["flip", "cut", "double"]))
        if kind == "flip" and content:
            content[at] ^= data.draw(st.integers(1, 255))
        elif kind == "cut":
            del content[at : at + data.draw(st.integers(1, 200))]
        else:
            content[at:at] = content[at : at + data.draw(st.integers(1, 200))]
    reads_or_says_why(bytes(content), suffix)


TAGS = st.sampled_from(
    [
        "html",
        "body",
        "div",
        "p",
        "table",
        "tr",
        "td",
        "th",
        "h1",
        "br",
        "span",
        "nav",
        "script",
        "ul",
        "li",
        "pre",
        "caption",
    ]
)


@given(st.lists(st.one_of(TAGS.map("<{}>".format), TAGS.map("</{}>".format), st.text(max_size=8)), max_size=80))
@FEW
def test_any_soup_of_tags(parts: list[str]) -> None:
    reads_or_says_why(("<html>" + "".join(parts)).encode("utf-8", "replace"), ".html")


def test_tags_nested_thousands_deep() -> None:
    reads_or_says_why(b"<html>" + b"<div>" * 20_000 + "字".encode() * 20, ".html")
    reads_or_says_why(b"<html>" + b"<table><tr><td>" * 3_000 + "字".encode() * 20, ".html")
