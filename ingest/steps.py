"""All steps of reading one file, as the worker process runs them: load, clean, read, extract figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from ingest.clean.cleaning import clean
from ingest.document import Document, Reading
from ingest.loaders import load
from vectorstore.figure import Figure
from vectorstore.source import Source

Report = Callable[[str, float], None]
"""Called with the present stage, in Chinese, and the share of reading that is done, 0 to 1."""

_LOADING_SHARE = 0.6


def read_file(path: Path, id: str, overrides: Mapping[str, object] | None, report: Report) -> Reading:
    """Read a file whole. Raises IngestError."""
    from ingest.figures.ledger import (
        extract_figures,  # the readers load dictionaries, which the tests of loading do not need
    )
    from ingest.reading import read_document

    report("正在打开文件", 0.0)
    document = load(
        path, id, lambda page, pages: report(f"正在读取第 {page}/{pages} 页", _LOADING_SHARE * page / pages)
    )
    report("正在整理文字", _LOADING_SHARE)
    source = clean(document)
    report("正在分析结构", 0.7)
    reading = read_document(document, source, overrides)
    report("正在提取数字", 0.85)
    figures = extract_figures(reading)
    return replace(reading, figures=tuple(with_doubts(figures, document, source)))


def with_doubts(figures: tuple[Figure, ...], document: Document, source: Source) -> list[Figure]:
    """Figures that rest on characters which recognition doubts are not certain."""
    if not document.doubtful:
        return list(figures)
    return [_doubted(figure, document, source) for figure in figures]


def _doubted(figure: Figure, document: Document, source: Source) -> Figure:
    quote = source.quote(figure.start, figure.end)
    if not any(start < quote.end and quote.start < end for start, end in document.doubtful):
        return figure
    doubt = f"{figure.doubt}；图片识别不清" if figure.doubt else "图片识别不清"
    return replace(figure, certain=False, doubt=doubt)
