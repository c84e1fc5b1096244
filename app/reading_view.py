"""How a document was read: its sub-documents, its tree of sections, its tables, what is doubtful."""

from __future__ import annotations

from collections import Counter
from typing import Any

from app.answer_body import figure_body
from app.library import Library
from vectorstore.passage import PassageKind
from vectorstore.record import DocumentRecord, FigureFilter

DOUBTFUL_SHOWN = 200


def record_body(record: DocumentRecord) -> dict[str, Any]:
    """A document as lists show it. The path stays on the server."""
    return {
        "id": record.id,
        "version": record.version,
        "title": record.title,
        "format": record.format,
        "region": record.region.name,
        "date": record.date.isoformat() if record.date else None,
        "passages": record.passage_count,
        "figures": record.figure_count,
        "uncertain": record.uncertain_count,
        "subdocuments": [
            {
                "title": part.title,
                "kind": part.kind,
                "issuer": part.issuer,
                "date": part.date.isoformat() if part.date else None,
                "region": part.region.name,
                "years": list(part.years),
            }
            for part in record.subdocuments
        ],
        "metadata": dict(record.metadata),
        "warnings": list(record.warnings),
        "groups": list(record.groups),
        "added_at": record.added_at.isoformat() if record.added_at else None,
    }


def reading_body(library: Library, record: DocumentRecord, groups: tuple[str, ...] | None) -> dict[str, Any]:
    """The record with sections (path, counts), tables (caption and rows as passages) and doubtful figures."""
    counts: Counter[tuple[str, ...]] = Counter()
    tables: Counter[tuple[str, ...]] = Counter()
    for passage in library.passages_of(record.id):
        path = (passage.subdocument, *passage.section)
        counts[path] += 1
        if passage.kind is PassageKind.ROW:
            tables[path] += 1
    figures = library.figures(FigureFilter(documents=(record.id,), groups=groups))
    doubtful = [figure_body(figure) for figure in figures if not figure.certain]
    return {
        **record_body(record),
        "sections": [{"path": list(path), "passages": count, "rows": tables[path]} for path, count in counts.items()],
        "doubtful": doubtful[:DOUBTFUL_SHOWN],
    }
