"""Hand-made answers and turns, about invented places."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from app.answer import Answer, Citation, StatedFigure
from evals.case import Case, Turn
from evals.case_file import parse_case
from vectorstore.figure import Kind

REGIONS = ("云溪区", "石桥区", "澄江市")


def case(**fields: Any) -> Case:
    return parse_case({"id": "t-1", "kind": "single", "question": "问?", **fields})


def turn(**fields: Any) -> Turn:
    return case(**fields).turns[0]


def growth(value: str = "7", **fields: Any) -> dict[str, Any]:
    """云溪区's target for 2021 unless told otherwise."""
    return {"value": value, "unit": "%", "region": "云溪区", "period": "2021", "kind": "target", **fields}


def stated(value: str, unit: str, citation: int | None = 1, **fields: Any) -> StatedFigure:
    slots = {"indicator": "", "region": "", "period": "", "kind": None, **fields}
    if slots["kind"]:
        slots["kind"] = Kind(slots["kind"])
    return StatedFigure(value + unit, Decimal(value), unit, citation=citation, verified=True, **slots)


def citation(quote: str, document: str = "yunxi-2021", number: int = 1) -> Citation:
    return Citation(number, document, "云溪区报告", ("二、安排",), None, quote, 0, len(quote), f"{document}@1:0", "1")


def answer(text: str, **fields: Any) -> Answer:
    return Answer(question="问?", text=text, **fields)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
