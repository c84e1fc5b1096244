"""The one chain behind the command line, the API, the chat window and the evaluations."""

from __future__ import annotations

import logging
import time
from collections.abc import Generator, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from typing import Any

from langchain_core.runnables import Runnable, RunnableConfig

from app.answer import Answer, Understood
from app.answering.context import Context
from app.catalogue import Catalogues
from app.chain import AnswerEvent, Ask, Event, EvidenceEvent, TokenEvent, UnderstoodEvent, last_questions
from app.errors import QuestionError
from app.evidence.candidates import FigureFinder
from app.guest.guest import Guest
from app.phrasing import period_label
from app.reader import compose
from app.retriever import Retriever
from app.understanding.conversation import points_back, resolve
from app.understanding.question import Operation, Question
from app.understanding.reading import QuestionReader
from app.understanding.relative import NOTHING_YET
from app.understanding.wording import Wording
from app.verify import verify
from vectorstore.figure import KIND_LABELS
from vectorstore.store import PassageStore

logger = logging.getLogger(__name__)

OPERATION_LABELS = {
    Operation.VERIFY: "核对",
    Operation.DEFINE: "名词解释",
    Operation.RESPONSIBLE: "责任单位",
    Operation.RANK: "排序",
    Operation.DIFFERENCE: "相差",
    Operation.SUM: "合计",
    Operation.AVERAGE: "平均",
    Operation.SHARE: "占比",
    Operation.COMPARE: "比较",
    Operation.LIST: "列举",
    Operation.SERIES: "历年",
    Operation.ACHIEVE: "目标与完成",
}
TOKEN_LENGTH = 12
RETRIEVED = 10


class Assistant(Runnable[Ask, Answer]):
    """Understands, finds, composes, verifies. Safe for concurrent askers; holds no conversation.

    guest: a language model that may rewrite follow-ups and phrase; None leaves every answer as code composed it.
    """

    def __init__(
        self,
        store: PassageStore,
        retriever: Retriever,
        question_reader: QuestionReader,
        wording: Wording,
        guest: Guest | None = None,
    ) -> None:
        self._store = store
        self._catalogues = Catalogues(store)
        self._retriever = retriever
        self._question_reader = question_reader
        self._finder = FigureFinder(store, wording)
        self._wording = wording
        self._guest = guest

    def invoke(self, input: Ask, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:
        """The LangChain way to ask."""
        return self.ask(input)

    def ask(self, ask: Ask) -> Answer:
        """The verified answer. Raises QuestionError for an empty or over-long question."""
        asked = self._read(ask)
        answer = self._composed_answer(ask, asked)
        if self._guest is None:
            return answer
        return _result(self._with_guest(ask, answer, asked.question, self._guest))

    def stream_events(self, ask: Ask) -> Iterator[Event]:  # type: ignore[override]  # Runnable's takes other arguments
        """understood → evidence → token* → answer. Closing the iterator cancels the guest's reply."""
        asked = self._read(ask)
        question, context = asked.question, asked.context
        yield UnderstoodEvent(understood(question))
        answer = self._composed_answer(ask, asked)
        ids = list(dict.fromkeys(citation.passage for citation in answer.citations))
        found = [p for region in question.regions or (None,) for p in context.passages(question, region, RETRIEVED)]
        yield EvidenceEvent(tuple({p.id: p for p in [*self._store.passages(ids), *found]}.values()))
        streamed = False
        if self._guest is not None:
            guided = _Guided(self._with_guest(ask, answer, question, self._guest))
            with closing(iter(guided)) as tokens:
                for token in tokens:
                    streamed = streamed or bool(token.text)
                    yield token
            answer = guided.answer
        if not streamed:
            for start in range(0, len(answer.text), TOKEN_LENGTH):
                yield TokenEvent(answer.text[start : start + TOKEN_LENGTH])
        yield AnswerEvent(answer)

    def _read(self, ask: Ask) -> _Asked:
        started = time.perf_counter()
        context = self._context(ask)
        question = self._understand(ask, context)
        return _Asked(question, context, time.perf_counter() - started)

    def _composed_answer(self, ask: Ask, asked: _Asked) -> Answer:
        """The answer as code composes it, with its timings."""
        started = time.perf_counter()
        answer = self._answer(ask, asked.question, asked.context)
        spent = time.perf_counter() - started
        searching = asked.context.retriever.seconds
        timings = {
            "understand": asked.seconds,
            "retrieve": searching,
            "read": spent - searching,
            "total": asked.seconds + spent,
        }
        milliseconds = tuple((name, round(1000 * seconds)) for name, seconds in timings.items())
        logger.info(
            "answered: refused=%s citations=%d ms=%d", answer.refused, len(answer.citations), milliseconds[-1][1]
        )
        return replace(answer, timings_ms=milliseconds)

    def _with_guest(
        self, ask: Ask, answer: Answer, question: Question, guest: Guest
    ) -> Generator[TokenEvent, None, Answer]:
        """The answer after the guest: a refused follow-up asked again in full words, an answer put in better words."""
        started = time.perf_counter()
        if answer.refused and ask.history and not question.refusal and (question.carried or points_back(question)):
            full = yield from guest.rewritten(ask)
            if full:
                whole = Ask(full, (), ask.scope)
                asked = self._read(whole)
                retried = self._composed_answer(whole, asked)
                if not retried.refused:
                    answer = replace(retried, question=ask.question, notice=f"（按：{full}）")
                    question = asked.question
        answer = yield from guest.improved(answer, question)
        spent = round(1000 * (time.perf_counter() - started))
        timings = dict(answer.timings_ms)
        timings |= {"model": spent, "total": timings.get("total", 0) + spent}
        return replace(answer, timings_ms=tuple(timings.items()))

    def _understand(self, ask: Ask, context: Context) -> Question:
        """The question read against the conversation."""
        turns: list[Question] = []
        talk = NOTHING_YET
        for text in last_questions(ask.history):
            with suppress(QuestionError):  # what could not be taken even then does not spoil the turns after it
                turns.append(self._question_reader.read(text, context.catalogue, ask.scope, talk))
                talk = talk.and_then(turns[-1])
        return resolve([*turns, self._question_reader.read(ask.question, context.catalogue, ask.scope, talk)])

    def _answer(self, ask: Ask, question: Question, context: Context) -> Answer:
        answer = self._composed(ask, question, context)
        if answer.refused and _measure_carried(question):
            # 十四五末呢 behind a growth: the report may give a total
            freed = self._composed(ask, replace(question, measure=None), context)
            answer = answer if freed.refused else freed
        if answer.refused and question.carried and not (question.numeric or question.unknown_regions):
            # the turn may have opened a new topic after all: ask it by itself before refusing
            alone = self._question_reader.read(ask.question, context.catalogue, ask.scope)
            if alone.subjects:
                retried = self._composed(ask, alone, context)
                return answer if retried.refused else retried
        return answer

    def _composed(self, ask: Ask, question: Question, context: Context) -> Answer:
        answer = verify(compose(question, context).finish(ask.question, understood(question)))
        if question.carried and not answer.refused:
            answer = replace(answer, text=f"（按：{answer.understood.label}）\n{answer.text}")
        return answer

    def _context(self, ask: Ask) -> Context:
        catalogue = self._catalogues.of(ask.scope)
        return Context(self._store, self._retriever.timed(), self._finder, catalogue, ask.scope, self._wording)


@dataclass(frozen=True)
class _Asked:
    """A question as it was read, with the tools to answer it. seconds: what reading it took."""

    question: Question
    context: Context
    seconds: float


class _Guided:
    """The guest's tokens, and its answer once they are all read."""

    def __init__(self, tokens: Generator[TokenEvent, None, Answer]) -> None:
        self._tokens = tokens

    def __iter__(self) -> Generator[TokenEvent, None, None]:
        self.answer = yield from self._tokens


def _result(tokens: Generator[TokenEvent, None, Answer]) -> Answer:
    guided = _Guided(tokens)
    for _ in guided:
        pass
    return guided.answer


def _measure_carried(question: Question) -> bool:
    """Whether the growth or share asked for is that of the turn before, of another time or place."""
    before = question.before
    plain = question.operation is Operation.LOOKUP and not question.parts
    if not question.carried or before is None or question.measure is None or not plain:
        return False
    slots, asked_before = (
        (one.periods, one.regions, [subject.indicators for subject in one.subjects]) for one in (question, before)
    )
    return slots != asked_before and question.measure is before.measure


def understood(question: Question) -> Understood:
    """The slots as labels for the reader."""
    return Understood(
        regions=tuple(region.name for region in question.regions) or question.unknown_regions,
        periods=tuple(period_label(period) for period in question.periods),
        indicators=tuple(s.indicators[0] if s.indicators else s.text for s in question.subjects),
        kind="、".join(KIND_LABELS[kind] for kind in question.kinds),
        operation=OPERATION_LABELS.get(question.operation, ""),
        carried=question.carried,
    )
