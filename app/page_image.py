"""A PDF page as a picture with a quote marked on it. Runs as its own process: the server never loads a PDF parser.

python -m app.page_image FILE PAGE OUT.png   # the quote on standard input, as UTF-8
"""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image, ImageDraw
from rapidfuzz import fuzz

SCALE = 1.6  # 72 dpi x 1.6: readable at panel width, under 300 KB
MARK = (255, 214, 10, 90)
SURE = 92.0  # below this share of agreeing characters nothing is marked: a wrong mark is worse than none


def main(arguments: list[str]) -> None:
    """Renders one page; exit code 0 marked, 3 rendered without a mark."""
    file, page, out = Path(arguments[0]), int(arguments[1]), Path(arguments[2])
    quote = sys.stdin.buffer.read().decode("utf-8")
    document = pypdfium2.PdfDocument(file)
    try:
        rendered, marked = render(document, page, quote)
    finally:
        document.close()
    rendered.save(out, format="PNG", optimize=True)
    sys.exit(0 if marked else 3)


def render(document: Any, page: int, quote: str) -> tuple[Image.Image, bool]:
    """The picture of the page (counted from 1) and whether the quote was found on it."""
    sheet = document[page - 1]
    picture: Image.Image = sheet.render(scale=SCALE).to_pil().convert("RGBA")
    boxes = quote_boxes(sheet, quote)
    layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    height = sheet.get_height()
    for left, bottom, right, top in boxes:
        draw.rectangle(
            (left * SCALE - 1, (height - top) * SCALE - 2, right * SCALE + 1, (height - bottom) * SCALE + 2), fill=MARK
        )
    return Image.alpha_composite(picture, layer).convert("RGB"), bool(boxes)


def quote_boxes(sheet: Any, quote: str) -> list[tuple[float, float, float, float]]:
    """Boxes (left, bottom, right, top in points) of the quote's characters; [] when it is not surely on the page."""
    text = sheet.get_textpage()
    printed = text.get_text_range()
    letters, places = _letters(printed)
    wanted, _ = _letters(quote)
    if not wanted or not letters:
        return []
    first = letters.find(wanted)
    last = first + len(wanted)
    if first < 0:
        near = fuzz.partial_ratio_alignment(wanted, letters, score_cutoff=SURE)
        if near is None or near.src_end - near.src_start < 0.9 * min(len(wanted), len(letters)):
            return []
        first, last = near.dest_start, near.dest_end
    boxes = [text.get_charbox(index) for index in places[first:last] if index < text.count_chars()]
    return [box for box in boxes if box[2] > box[0] and box[3] > box[1]]


def _letters(text: str) -> tuple[str, list[int]]:
    """The text without white space, in NFKC, and the place of each of its characters."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for part in unicodedata.normalize("NFKC", character):
            if not part.isspace():
                letters.append(part)
                places.append(place)
    return "".join(letters), places


if __name__ == "__main__":
    main(sys.argv[1:])
