"""The answer while it is being written: lines, citations and the figures they state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from app.answer import Answer, Calculation, Citation, Nearest, StatedFigure, Understood
from app.compute import Result
from app.phrasing import number_text, subject_label
from vectorstore.figure import Figure
from vectorstore.passage import Passage
from vectorstore.store import PassageStore

LONGEST_QUOTE = 600


@dataclass(frozen=True)
class Mark:
    """The lengths of a draft's lists at one moment."""

    lengths: tuple[int, ...]


@dataclass
class Draft:
    """Collects an answer. Every statement is added together with what it cites."""

    store: PassageStore
    lines: list[str] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    figures: list[StatedFigure] = field(default_factory=list)
    calculations: list[Calculation] = field(default_factory=list)
    nearest: list[Nearest] = field(default_factory=list)
    evidence: list[Figure] = field(default_factory=list)
    derived: list[StatedFigure] = field(default_factory=list)
    refused: bool = False
    conflict: bool = False
    notice: str = ""

    def mark(self) -> Mark:
        """Where the draft stands now, to go back to."""
        return Mark(tuple(len(entries) for entries in self._lists()))

    def go_back(self, mark: Mark) -> None:
        """Forgets everything said since the mark."""
        for entries, length in zip(self._lists(), mark.lengths, strict=True):
            del entries[length:]

    def _lists(self) -> list[list[Any]]:
        return [self.lines, self.citations, self.figures, self.calculations, self.nearest, self.evidence, self.derived]

    def say(self, line: str) -> None:
        self.lines.append(line)

    def cite_span(self, passage: Passage, start: int, end: int) -> int:
        """The citation number of a span of cleaned text within a passage's document."""
        source = self.store.source(passage.document)
        quote = source.quote(start, end)
        for citation in self.citations:
            if (citation.document, citation.start, citation.end) == (passage.document, quote.start, quote.end):
                return citation.number
        record = self.store.record(passage.document)
        section = passage.section
        if len(record.subdocuments) > 1 and passage.subdocument and passage.subdocument != record.title:
            section = (passage.subdocument, *section)
        citation = Citation(
            number=len(self.citations) + 1,
            document=passage.document,
            title=record.title,
            section=section,
            page=quote.page,
            quote=quote.text.strip(),
            start=quote.start,
            end=quote.end,
            passage=passage.id,
            version=passage.version,
        )
        self.citations.append(citation)
        return citation.number

    def cite_passage(self, passage: Passage) -> int:
        return self.cite_span(passage, passage.start, passage.end)

    def cite_figure(self, figure: Figure) -> int:
        """Cites the figure's sentence (a window around it where the sentence is very long)."""
        passage = self.store.passages([figure.passage])[0]
        start, end = figure.sentence_start, figure.sentence_end
        if end - start > LONGEST_QUOTE:
            start, end = max(start, figure.start - LONGEST_QUOTE // 2), min(end, figure.end + LONGEST_QUOTE // 2)
        return self.cite_span(passage, start, end)

    def state(self, figure: Figure) -> int:
        """Records that the answer states this figure; gives its citation number."""
        number = self.cite_figure(figure)
        stated = StatedFigure(
            text=number_text(figure),
            value=figure.value,
            unit=figure.unit,
            indicator=subject_label(figure),
            region=figure.region.name,
            period=str(figure.period) if figure.period else "",
            kind=figure.kind,
            citation=number,
            verified=False,
        )
        if stated not in self.figures:
            self.figures.append(stated)
            self.evidence.append(figure)
        return number

    def derive(self, result: Result, operands: Sequence[Figure]) -> None:
        """Records a computed figure; it is as sure as its operands, which are verified one by one."""
        regions = dict.fromkeys(figure.region.name for figure in operands)
        periods = {str(figure.period) for figure in operands if figure.period}
        self.derived.append(
            StatedFigure(
                text=result.text,
                value=result.stated,
                unit=result.unit,
                indicator=f"{subject_label(operands[0])}（计算）",
                region="、".join(regions),
                period=periods.pop() if len(periods) == 1 else "",
                kind=None,
                citation=self.cite_figure(operands[0]),
                verified=True,
            )
        )

    def finish(self, question: str, understood: Understood) -> Answer:
        return Answer(
            question=question,
            text="\n".join(self.lines),
            refused=self.refused,
            conflict=self.conflict,
            citations=tuple(self.citations),
            figures=tuple(self.figures + self.derived),
            understood=understood,
            calculations=tuple(self.calculations),
            nearest=tuple(self.nearest),
            evidence=tuple(self.evidence),
            notice=self.notice,
        )
