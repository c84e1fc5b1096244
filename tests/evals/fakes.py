"""A chain over an invented report that knows its answers, and ways to damage it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from app.answer import Answer, Citation, StatedFigure, Understood
from app.chain import AnswerEvent, Ask, Event, EvidenceEvent, UnderstoodEvent
from evals.asking import Corpus
from evals.case import Case
from evals.case_file import parse_case
from vectorstore.figure import Kind
from vectorstore.passage import Passage, PassageKind
from vectorstore.region import Level, Region
from vectorstore.source import Run, Source

INDICATORS = ("地区生产总值", "规上工业增加值", "固定资产投资", "社会消费品零售总额", "财政收入")
YEARS = (2021, 2022, 2023, 2024)
VALUES = {(name, year): 3 + 2 * i + j for i, name in enumerate(INDICATORS) for j, year in enumerate(YEARS)}
HEADING = "一、主要目标"
TEXT = HEADING + "\n" + "".join(f"云溪区{y}年{n}增长目标为 {v}%。\n" for (n, y), v in VALUES.items())
SOURCE = Source(TEXT, TEXT, (Run(0, 0, len(TEXT)),))
CORPUS = Corpus({"yunxi": SOURCE}, ("云溪区", "石桥区"))
REGION = Region("云溪区", Level.DISTRICT)


def cases() -> list[Case]:
    """One case a figure, and one that the report does not answer for each year."""
    known = [
        {
            "id": f"yx-{index}",
            "kind": "single",
            "question": f"云溪区{year}年{name}增长目标是多少?",
            "figures": [{"value": str(value), "unit": "%", "region": "云溪区", "period": str(year), "kind": "target"}],
            "evidence": [{"document": "yunxi", "section": HEADING, "figure": f"{value}%"}],
        }
        for index, ((name, year), value) in enumerate(VALUES.items())
    ]
    unknown = [
        {"id": f"no-{year}", "kind": "unanswerable", "question": f"石桥区{year}年财政收入?", "answerable": False}
        for year in YEARS
    ]
    return [parse_case(line, "yunxi.jsonl") for line in (*known, *unknown)]


def passage(start: int, end: int) -> Passage:
    return Passage(
        f"yunxi@1:{start}", "yunxi", "1", start, TEXT[start:end], "", start, end, PassageKind.TEXT,
        "云溪区报告", "云溪区报告", "work_report", (HEADING,), REGION, YEARS,
    )  # fmt: skip


class FakeChain:
    """Answers every known question rightly, then lets `damage` at the answer."""

    def __init__(self, damage: Callable[[Answer], Answer] = lambda answer: answer) -> None:
        self._damage = damage

    def ask(self, ask: Ask) -> Answer:
        return self._damage(self._right(ask.question))

    def stream_events(self, ask: Ask) -> Iterator[Event]:
        answer = self.ask(ask)
        yield UnderstoodEvent(Understood())
        yield EvidenceEvent(tuple(passage(c.start, c.end) for c in answer.citations))
        yield AnswerEvent(answer)

    def _right(self, question: str) -> Answer:
        for (name, year), value in VALUES.items():
            if f"云溪区{year}年{name}" in question:
                start = TEXT.index(f"云溪区{year}年{name}")
                end = TEXT.index("\n", start)
                cited = Citation(1, "yunxi", "云溪区报告", (HEADING,), None, TEXT[start:end], start, end, "p", "1")
                figure = StatedFigure(
                    f"{value}%", Decimal(value), "%", name, "云溪区", str(year), Kind.TARGET, 1, True
                )  # fmt: skip
                text = f"云溪区{year}年{name}增长目标为{value}%[1]。"
                return Answer(question, text, citations=(cited,), figures=(figure,))
        return Answer(question, "报告中没有这一数字。", refused=True)


def altered_digits(answer: Answer) -> Answer:
    """Verification off, figures made up: every digit one too high."""
    figures = tuple(replace(figure, value=figure.value + 1) for figure in answer.figures)
    text = answer.text
    for figure in answer.figures:
        text = text.replace(figure.text, f"{figure.value + 1}%")
    return replace(answer, text=text, figures=figures)


def never_refusing(answer: Answer) -> Answer:
    return replace(answer, text="石桥区约为5%。", refused=False) if answer.refused else answer


def always_refusing(answer: Answer) -> Answer:
    return Answer(answer.question, "报告中没有这一数字。", refused=True)


def misquoting(answer: Answer) -> Answer:
    return replace(answer, citations=tuple(replace(c, quote="石桥区增长99%") for c in answer.citations))
