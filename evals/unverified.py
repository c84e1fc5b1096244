"""What verification is worth: our chain without it, and a misread ledger so that there is something to catch."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from zlib import crc32

from app.answer import Answer
from app.answering.context import Context
from app.assistant import Assistant, understood
from app.chain import Ask
from app.reader import compose
from app.retriever import Retriever
from app.understanding.question import Question
from app.understanding.reading import QuestionReader
from app.understanding.wording import load_wording
from evals.view import StoreView
from vectorstore.figure import Direction, Figure, Kind
from vectorstore.period import Period
from vectorstore.record import FigureFilter
from vectorstore.store import PassageStore

Mistake = Callable[[Figure], Figure]

_LAST_DIGIT = re.compile(r"[1-9](?=[^1-9]*$)")


class UnverifiedAssistant(Assistant):
    """The chain that states whatever it composed."""

    def _composed(self, ask: Ask, question: Question, context: Context) -> Answer:
        """As Assistant's, without verify."""
        answer = compose(question, context).finish(ask.question, understood(question))
        if question.carried and not answer.refused:
            return replace(answer, text=f"（按：{answer.understood.label}）\n{answer.text}")
        return answer


def unverified_chain(store: PassageStore) -> Assistant:
    """As app.bootstrap.build_chain, without verification and without a language model."""
    wording = load_wording()
    return UnverifiedAssistant(store, Retriever(store), QuestionReader(wording), wording)


def misread_digit(figure: Figure) -> Figure:
    """The figure with another last digit, in its value and, where printed there in digits, in its text."""
    printed = format(figure.value, "f")
    found = _LAST_DIGIT.search(printed)
    if found is None:
        return figure
    wrong = f"{printed[: found.start()]}{int(found.group()) % 9 + 1}{printed[found.end() :]}"
    return replace(figure, value=Decimal(wrong), text=figure.text.replace(printed, wrong))


def misread_direction(figure: Figure) -> Figure:
    """增长 for 下降 and the other way; another last digit where the figure is no change."""
    turned = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}.get(figure.direction)
    return replace(figure, direction=turned) if turned else misread_digit(figure)


def misread_period(figure: Figure) -> Figure:
    """The year after."""
    period = figure.period
    return replace(figure, period=Period(period.start + 1, period.end + 1, period.part)) if period else figure


def misread_kind(figure: Figure) -> Figure:
    """A result for a plan and the other way."""
    planned = figure.kind in (Kind.TARGET, Kind.BUDGET)
    return replace(figure, kind=Kind.ACTUAL if planned else Kind.TARGET)


MISTAKES: tuple[Mistake, ...] = (misread_digit, misread_direction, misread_period, misread_kind)


class MisreadStore(StoreView):
    """A store of which about one figure in `every` is read wrongly in one of its slots, always the same ones."""

    def __init__(self, store: PassageStore, every: int = 10, mistakes: Sequence[Mistake] = MISTAKES) -> None:
        super().__init__(store)
        self._every = every
        self._mistakes = mistakes

    def figures(self, where: FigureFilter) -> list[Figure]:
        return [self._seen(figure) for figure in super().figures(where)]

    def _seen(self, figure: Figure) -> Figure:
        drawn = crc32(f"{figure.passage}:{figure.start}:{figure.text}".encode())
        if drawn % self._every:
            return figure
        return self._mistakes[drawn // self._every % len(self._mistakes)](figure)
