"""The full body of an answer: the answer line plus what windows and portals show beside it."""

from __future__ import annotations

from typing import Any

from app.answer import Answer, Citation, Understood
from vectorstore.figure import Figure

MEASURE_LABELS = {
    "level": "总量",
    "growth": "增速",
    "change": "增减量",
    "share": "占比",
    "rank": "位次",
    "multiple": "倍数",
}
DIRECTION_LABELS = {"up": "增长", "down": "下降", "none": ""}


def answer_body(answer: Answer, id: str, turn: int | None = None) -> dict[str, Any]:
    """The answer line with understood, calculations, nearest, evidence, composed and notice added; JSON-ready."""
    body = answer.to_line(id, turn)
    body["citations"] = [_citation(citation) for citation in answer.citations]
    body["understood"] = understood_body(answer.understood)
    body["calculations"] = [
        {"expression": calculation.expression, "operands": list(calculation.operands)}
        for calculation in answer.calculations
    ]
    body["nearest"] = [
        {"label": nearest.label, "question": nearest.question, "citation": nearest.citation}
        for nearest in answer.nearest
    ]
    body["evidence"] = [figure_body(figure) for figure in answer.evidence]
    body["composed"] = answer.composed
    body["notice"] = answer.notice
    return body


def _citation(citation: Citation) -> dict[str, Any]:
    return {**citation.to_line(), "passage": citation.passage, "version": citation.version}


def understood_body(understood: Understood) -> dict[str, Any]:
    """The chips: every label list, and which labels came from earlier turns."""
    return {
        "regions": list(understood.regions),
        "periods": list(understood.periods),
        "indicators": list(understood.indicators),
        "kind": understood.kind,
        "operation": understood.operation,
        "carried": list(understood.carried),
    }


def figure_body(figure: Figure) -> dict[str, Any]:
    """A ledger entry, JSON-ready; value as exact decimal text, never a float."""
    return {
        "document": figure.document,
        "version": figure.version,
        "passage": figure.passage,
        "indicator": figure.indicator,
        "phrase": figure.phrase,
        "region": figure.region.name,
        "period": str(figure.period) if figure.period else "",
        "kind": figure.kind.value,
        "measure": figure.measure.value,
        "text": figure.text,
        "value": format(figure.value, "f"),
        "upper": format(figure.upper, "f") if figure.upper is not None else None,
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "direction": figure.direction.value,
        "base": figure.base,
        "subdocument": figure.subdocument,
        "section": list(figure.section),
        "start": figure.start,
        "end": figure.end,
        "certain": figure.certain,
        "doubt": figure.doubt,
    }
