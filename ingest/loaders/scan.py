"""Reads pages that are pictures: pypdfium2 renders them, rapidocr reads them, doubtful spots are kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pypdfium2 as pdfium  # type: ignore[import-untyped]
from numpy.typing import NDArray
from rapidocr import RapidOCR

_DOTS_PER_INCH = 200
_LONGEST_SIDE = 4000  # pixels; larger pages are rendered smaller
_PALEST_INK = 200  # a page on which nothing is darker is blank
_SURE_LINE = 0.88  # below, the whole line is doubtful
_SURE_FIGURE = 0.90  # below, a digit, point or percent sign is doubtful
_FIGURE = re.compile(r"\d|(?<=\d)[.,:%％‰-]|[.,-](?=\d)")


@dataclass(frozen=True)
class ReadLine:
    """A line read from a picture; doubtful: spans of `text`; score: the engine's mean confidence, 0 to 1."""

    text: str
    doubtful: tuple[tuple[int, int], ...]
    score: float


@dataclass(frozen=True)
class _Piece:
    """A piece of a line with the box around it, in pixels."""

    line: ReadLine
    left: float
    top: float
    bottom: float


@cache
def _engine() -> RapidOCR:
    """One engine a process: its models take a second to load. Pages are upright: no orientation classifier."""
    return RapidOCR(params={"Global.log_level": "error", "Global.text_score": 0.3, "Global.use_cls": False})


def render(page: pdfium.PdfPage) -> NDArray[np.uint8]:
    """The page as pixels, (height, width, 3)."""
    wide, high = page.get_size()
    scale = min(_DOTS_PER_INCH / 72, _LONGEST_SIDE / max(wide, high, 1))
    pixels: NDArray[np.uint8] = page.render(scale=scale, draw_annots=False).to_numpy()
    return pixels


def read_picture(pixels: NDArray[np.uint8]) -> list[ReadLine]:
    """Lines from top to bottom, pieces of one line joined by a space. A blank page gives none."""
    if not pixels.size or int(pixels.min()) > _PALEST_INK:
        return []
    result: Any = _engine()(pixels, return_word_box=True)
    if result.boxes is None or result.txts is None:
        return []
    words = result.word_results or ((),) * len(result.txts)
    pieces = [
        _Piece(
            ReadLine(text, _doubtful(text, float(score), parts), float(score)),
            left=float(min(point[0] for point in box)),
            top=float((box[0][1] + box[1][1]) / 2),
            bottom=float((box[2][1] + box[3][1]) / 2),
        )
        for box, text, score, parts in zip(result.boxes, result.txts, result.scores, words, strict=True)
    ]
    return [_merge(row) for row in _rows(pieces)]


def _doubtful(text: str, score: float, words: Sequence[Any]) -> tuple[tuple[int, int], ...]:
    """Spans read with low confidence: figures by their own score where the engine gives it, else the line's."""
    if score < _SURE_LINE:
        return ((0, len(text)),)
    spans: list[tuple[int, int]] = []
    place = 0
    for word, sure, *_ in words:
        start = text.find(word, place)
        if start < 0:
            continue
        place = start + len(word)
        if sure < _SURE_FIGURE and any(_FIGURE.match(text, at) for at in range(start, place)):
            spans.append((start, place))
    return tuple(spans)


def _rows(pieces: list[_Piece]) -> list[list[_Piece]]:
    """Pieces whose middles lie within each other's height stand on one line."""
    rows: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda each: (each.top + each.bottom) / 2):
        middle = (piece.top + piece.bottom) / 2
        if rows and rows[-1][-1].top < middle < rows[-1][-1].bottom:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _merge(row: list[_Piece]) -> ReadLine:
    text = ""
    spans: list[tuple[int, int]] = []
    for piece in row:
        text += " " if text else ""
        spans += [(start + len(text), end + len(text)) for start, end in piece.line.doubtful]
        text += piece.line.text
    return ReadLine(text, tuple(spans), sum(piece.line.score for piece in row) / len(row))


def mean_score(lines: Sequence[ReadLine]) -> float:
    """Mean confidence weighted by length, 0 without lines."""
    letters = sum(len(line.text) for line in lines)
    return sum(line.score * len(line.text) for line in lines) / letters if letters else 0.0


__all__ = ["ReadLine", "mean_score", "read_picture", "render"]
