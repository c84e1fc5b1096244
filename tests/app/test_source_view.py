"""The quote is marked where it stands, in the text and on the PDF's page, and nowhere when it is not there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from fpdf import FPDF
from PIL import Image

from app.source_view import PageImages, source_view
from tests.app.fakes import FakeLibrary, find
from vectorstore.source import Run, Source

SENTENCE = "District output reached 860.5 in 2021, up 7.2%."
OTHER = "Parking places: 3200 new ones were built."


def picture(tmp_path: Path, quote: str) -> Image.Image:
    """The second page of a two-page PDF with the quote marked."""
    file = tmp_path / "report.pdf"
    paper = FPDF()
    paper.set_font("Helvetica", size=14)
    for lines in ((OTHER,), (OTHER, SENTENCE)):
        paper.add_page()
        for line in lines:
            paper.cell(0, 40, line, new_x="LMARGIN", new_y="NEXT")
    paper.output(str(file))
    record = replace(FakeLibrary().record("dongze-2022"), path=str(file), version="v")
    found = PageImages(tmp_path / "pages").picture(record, 2, quote)
    assert found is not None
    return Image.open(found).convert("RGB")


def marked_rows(image: Image.Image) -> set[int]:
    """Rows that hold a yellow pixel."""
    pixels = image.load()
    assert pixels is not None
    yellow = set()
    for row in range(0, image.height, 2):
        for column in range(0, image.width, 3):
            red, _, blue = pixels[column, row]  # type: ignore[misc]
            if red - blue > 40:
                yellow.add(row)
    return yellow


def test_the_quote_is_marked_on_its_line_of_the_page(tmp_path: Path) -> None:
    rows = marked_rows(picture(tmp_path, "District output reached\n860.5 in 2021, up 7.2%."))
    assert rows
    other = marked_rows(picture(tmp_path, OTHER))
    assert other
    assert max(other) < min(rows)


def test_a_quote_that_is_not_on_the_page_is_not_marked_at_all(tmp_path: Path) -> None:
    assert marked_rows(picture(tmp_path, "District output reached 512.3 in 2019, down 1.1% all told.")) == set()


def test_offsets_of_the_loaded_text_find_their_cleaned_characters() -> None:
    # 860 .5亿 元 was loaded with spaces that cleaning took away.
    source = Source("甲乙 860 .5亿元。丙", "甲乙860.5亿元。丙", (Run(0, 0, 2), Run(2, 3, 3), Run(5, 7, 6)))
    passage = replace(FakeLibrary().passages_of("dongze-2022")[0], start=0, end=11)
    view = source_view(source, passage, 3, 11)
    assert (view.before, view.quote, view.after) == ("甲乙", "860.5亿元", "。丙")


def test_offsets_out_of_range_mark_the_passage() -> None:
    library = FakeLibrary()
    passage = library.passages_of("dongze-2022")[0]
    view = source_view(library.source("dongze-2022"), passage, 10**8, 10**8 + 5)
    start, _ = find("dongze-2022", "2021年，全区")
    assert start < len(view.before + view.quote)
