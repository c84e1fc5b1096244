"""What the guest may speak of: the composed answer's verified figures, or the quotes of an answer without figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.answer import Answer, StatedFigure
from app.answering.stating import place_and_time
from app.phrasing import period_label, subject_label
from app.understanding.question import Operation, Question
from app.verify import cited_numbers
from vectorstore.figure import KIND_LABELS, Figure
from vectorstore.indicators import aliases

_REMARK = re.compile(r"（问题未写明[^（）]*）$")
_CARRIED = re.compile(r"\A（按：[^\n]*）\n")
_TEXTUAL = frozenset({Operation.TEXT, Operation.LOOKUP})
_HARMLESS_VERBS = re.compile(r"^(?:全年|全区|全市|全省|预计|完成|实现|达到)+")
SHORT_TEXT = 60
MOST_LINES = 6


@dataclass(frozen=True)
class Fact:
    """One figure that the guest may state. line: the composed line that states it; citations: the numbers behind it.

    names: what the figure's subject may be called.
    """

    figure: Figure
    stated: StatedFigure
    line: str
    citations: frozenset[int]
    names: frozenset[str]


@dataclass(frozen=True)
class Ground:
    """What one answer may be rewritten from.

    lead: the remark on what was carried over, kept in front. remarks: kept behind. facts: () for textual answers.
    lines: the composed answer's lines without remarks. quotes, titles: by citation number.
    """

    lead: str
    lines: tuple[str, ...]
    remarks: tuple[str, ...]
    facts: tuple[Fact, ...]
    quotes: dict[int, str]
    titles: dict[int, str]
    question: str

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def said(self) -> str:
        """Everything that the model was given to speak of."""
        return "\n".join([*self.lines, *self.quotes.values()])


def ground_of(answer: Answer, question: Question) -> Ground | None:
    """The ground for a rewriting, or None when the composed answer must stand as it is.

    Refusals, conflicts, arithmetic, judged claims, corrected premises, tables, doubts, lists, definitions and
    responsible units are never rewritten.
    """
    if answer.refused or answer.conflict or answer.calculations or answer.nearest or not answer.citations:
        return None
    carried = _CARRIED.match(answer.text)
    lead = carried[0] if carried else ""
    lines, remarks = _without_remarks(answer.text[len(lead) :].split("\n"))
    quotes = {citation.number: citation.quote for citation in answer.citations}
    titles = {citation.number: citation.title for citation in answer.citations}
    if answer.figures:
        facts = _facts(answer, lines)
        return Ground(lead, lines, remarks, facts, quotes, titles, answer.question) if facts else None
    if not _is_textual(question, lines):
        return None
    return Ground(lead, lines, remarks, (), quotes, titles, answer.question)


def _without_remarks(lines: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    remarks = dict.fromkeys(match[0] for line in lines if (match := _REMARK.search(line)))
    return tuple(_REMARK.sub("", line) for line in lines), tuple(remarks)


def _facts(answer: Answer, lines: Sequence[str]) -> tuple[Fact, ...]:
    """The facts of plain look-up lines; () when a line is anything else."""
    if len(answer.figures) != len(answer.evidence):
        return ()
    facts: list[Fact] = []
    for stated, figure in zip(answer.figures, answer.evidence, strict=True):
        line = next((one for one in lines if stated.text in one and f"[{stated.citation}]" in one), "")
        if not (line and stated.verified and figure.certain and stated.citation) or figure.row:
            return ()
        facts.append(Fact(figure, stated, line, frozenset(cited_numbers(line)), _names(figure)))
    plain = {
        fact.line
        for fact in facts
        if fact.line.startswith(f"{place_and_time(fact.figure)}{subject_label(fact.figure)}")
    }
    converted = any("，即" in line for line in lines)
    return tuple(facts) if plain == set(lines) and not converted else ()


def _names(figure: Figure) -> frozenset[str]:
    """The label, and the lexicon's names where the label says no more than they do (新增… is another thing)."""
    label = subject_label(figure)
    bare = _HARMLESS_VERBS.sub("", label)
    known = {figure.indicator, *aliases(figure.indicator)}
    names = {label, bare} | (known if bare in known else set())
    return frozenset(name for name in names if len(name) > 1)


def _is_textual(question: Question, lines: Sequence[str]) -> bool:
    cited = all(re.search(r"\[\d+\]$", line) for line in lines)
    long = sum(map(len, lines)) >= SHORT_TEXT and len(lines) <= MOST_LINES
    return (
        question.operation in _TEXTUAL
        and not question.numeric
        and cited
        and long
        and not any(line.startswith(("- ", "|")) for line in lines)
    )


def describe(fact: Fact) -> str:
    """The fact's slots for a failure's reason."""
    figure = fact.figure
    return f"{figure.region.name}{period_label(figure.period)}{subject_label(figure)}（{KIND_LABELS[figure.kind]}）"
