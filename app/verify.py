"""Verification: every figure an answer states must stand, with its unit, in the sentence it cites, or is not stated.

Read again by other words than the ledger's, that sentence must not give it another region, period, kind or direction.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from decimal import Decimal

from app.answer import Answer, Citation, StatedFigure
from app.evidence.second_reading import contradiction
from vectorstore.figure import Figure
from vectorstore.quantity import find_quantities, parse_cell, to_base

_CITED = re.compile(r"\[(\d+)\]")


def verify(answer: Answer) -> Answer:
    """The answer with each figure's result.

    Lines whose figures fail are taken out, and an answer left empty is a refusal.
    """
    quotes = {citation.number: citation for citation in answer.citations}
    read, derived = answer.figures[: len(answer.evidence)], answer.figures[len(answer.evidence) :]
    checked = tuple(
        replace(stated, verified=stands_in(figure, quotes.get(stated.citation or 0)))
        for stated, figure in zip(read, answer.evidence, strict=True)
    )
    failed = [stated for stated in checked if not stated.verified]
    if not failed:
        return replace(answer, figures=checked + derived)
    lines = [line for line in answer.text.split("\n") if not any(_rests_on(line, stated) for stated in failed)]
    kept = tuple(stated for stated in checked if stated.verified)
    evidence = tuple(figure for stated, figure in zip(checked, answer.evidence, strict=True) if stated.verified)
    if not kept or not any("[" in line for line in lines):
        text = "查到的数字没有通过与原文的核对，因此不作回答；请直接查阅所引原文。" + "".join(
            f"[{c.number}]" for c in answer.citations
        )
        return replace(answer, text=text, refused=True, figures=(), evidence=(), calculations=())
    return replace(answer, text="\n".join(lines), figures=kept, evidence=evidence, calculations=())


def _rests_on(line: str, stated: StatedFigure) -> bool:
    """Whether a line states the figure, or reckons or ranks with what its source gives."""
    return f"[{stated.citation}]" in line and (stated.text in line or "计算：" in line)


def stands_in(figure: Figure, citation: Citation | None) -> bool:
    """Whether the quote holds the figure: its value with its unit, on digit boundaries (3万 is not in 2.3万).

    Wherever the quote prints it, the words before it must not contradict its slots.
    """
    if citation is None:
        return False
    quote = normalised(citation.quote)
    if figure.row:
        return _number_in_cells(figure, citation.quote)
    wanted = to_base(figure.value, figure.unit)
    found = any(to_base(abs(quantity.value), quantity.unit) == wanted for quantity in find_quantities(quote))
    if not found and not _printed(figure.text, quote):
        return False
    places = [match.start() for match in re.finditer(rf"(?<![\d.]){re.escape(normalised(figure.text))}", quote)]
    return not places or any(not contradiction(figure, quote[:start]) for start in places)


def normalised(text: str) -> str:
    """Half-width, without white space and thousands separators: how quotes and figures are held against each other."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", plain)


def _printed(text: str, quote: str) -> bool:
    return bool(re.search(rf"(?<![\d.]){re.escape(normalised(text))}(?![\d.]*\d)", quote))


def _number_in_cells(figure: Figure, quote: str) -> bool:
    """Table rows give bare numbers; the unit stands in the header or the caption."""
    plain = unicodedata.normalize("NFKC", quote)
    for cell in [*re.split(r"[\n|\t]| {2,}", plain), *plain.split()]:  # cells may stand one space apart
        parsed = parse_cell(cell.strip())
        if parsed is not None and abs(Decimal(parsed.value)) == figure.value:
            return True
    return _printed(figure.text, normalised(quote))


def cited_numbers(text: str) -> tuple[int, ...]:
    """The citation numbers of a text, in order, each once."""
    return tuple(dict.fromkeys(int(number) for number in _CITED.findall(text)))
