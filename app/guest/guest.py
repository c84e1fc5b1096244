"""The guest: rewrites a composed answer or a follow-up; what it writes is verified before anyone reads it."""

from __future__ import annotations

import logging
from collections.abc import Generator
from contextlib import closing
from dataclasses import replace

from app.answer import Answer
from app.chain import Ask, TokenEvent
from app.errors import ModelError
from app.guest.checking import checker_for
from app.guest.endpoint import Endpoint, ModelTimeout
from app.guest.ground import Ground, ground_of
from app.guest.reply import cited_in_sentence, finished_sentences, refused_form, tidy
from app.guest.rewriting import rewrite
from app.understanding.question import Question
from prompts import Prompt, load_prompt

logger = logging.getLogger(__name__)

PHRASED = "文字由语言模型润色，数字和出处已与原文逐一核对。"
SUMMARISED = "文字由语言模型据所引原文概括，请以原文为准。"
COMPOSED = "{reason}，以下为程序直接整理的回答。"
REFUSED_TWICE = "语言模型两次所写都没有通过核对"
ATTEMPTS = 2


class NotVerified(ModelError):
    """What the model wrote does not stand; the message is the reason, for the model's second attempt."""


class Guest:
    """A language model behind verification. Safe for concurrent callers."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    def rewritten(self, ask: Ask) -> Generator[TokenEvent, None, str]:
        """The follow-up as a whole question, "" when the model gives none; yields empty tokens while waiting."""
        for attempt in range(ATTEMPTS):
            try:
                with closing(rewrite(self._endpoint, ask.history, ask.question)) as waiting:
                    return (yield from _as_tokens(waiting))
            except ModelTimeout:
                return ""
            except ModelError as error:
                logger.info("rewriting attempt %d failed: %s", attempt + 1, error)
        return ""

    def improved(self, answer: Answer, question: Question) -> Generator[TokenEvent, None, Answer]:
        """The answer in the model's words where that may be and stands, else the composed answer with a notice.

        Yields verified sentences as they come and empty tokens while waiting; the returned answer's text counts.
        """
        ground = ground_of(answer, question)
        if ground is None:
            return answer
        reason, failure = "", REFUSED_TWICE
        for attempt in range(ATTEMPTS):
            try:
                text = yield from self._attempt(ground, answer.question, reason, streaming=attempt == 0)
            except NotVerified as error:
                reason = str(error)
                logger.info("phrasing attempt %d not verified", attempt + 1)
            except ModelTimeout as error:
                return _with_notice(answer, COMPOSED.format(reason=error))
            except ModelError as error:
                failure = str(error)
                logger.info("phrasing attempt %d failed: %s", attempt + 1, error)
            else:
                done = replace(answer, text=text, composed=False)
                return _with_notice(done, PHRASED if ground.facts else SUMMARISED)
        return _with_notice(answer, COMPOSED.format(reason=failure))

    def _attempt(
        self, ground: Ground, question: str, reason: str, *, streaming: bool
    ) -> Generator[TokenEvent, None, str]:
        """One verified text. streaming: gives each sentence as soon as it stands. Raises ModelError."""
        prompt, user = _request(ground, question, reason)
        checker = checker_for(ground)
        said, rest = [], ""

        def take(sentence: str) -> str:
            sentence = cited_in_sentence(sentence)
            if not sentence.strip():
                return ""
            against = refused_form(sentence, prompt.system, ground.said) or checker.sentence(sentence)
            if against:
                raise NotVerified(against)
            said.append(sentence)
            return sentence

        if streaming and ground.lead:
            yield TokenEvent(ground.lead)
        with closing(self._endpoint.write(prompt.system, user)) as pieces:
            for piece in pieces:
                rest += piece
                sentences, rest = finished_sentences(rest)
                stood = "".join(take(tidy(sentence)) for sentence in sentences)
                yield TokenEvent(stood if streaming else "")
        last = take(tidy(rest))
        against = refused_form("".join(said), prompt.system, ground.said) or checker.end()
        if against:
            raise NotVerified(against)
        last = "".join([last, *ground.remarks])
        if streaming and last:
            yield TokenEvent(last)
        return "".join([ground.lead, *said, *ground.remarks])


def _request(ground: Ground, question: str, reason: str) -> tuple[Prompt, str]:
    remark = f"上次写的没有通过核对：{reason}。请重写。" if reason else ""
    if ground.facts:
        prompt = load_prompt("phrase")
        return prompt, prompt.fill(question=question, facts=ground.text, remark=remark)
    prompt = load_prompt("summarise")
    evidence = "\n".join(f"[{number}] {''.join(quote.split())}" for number, quote in ground.quotes.items())
    return prompt, prompt.fill(question=question, evidence=evidence, remark=remark)


def _as_tokens(waiting: Generator[str, None, str]) -> Generator[TokenEvent, None, str]:
    while True:
        try:
            next(waiting)
        except StopIteration as stop:
            return str(stop.value)
        yield TokenEvent("")


def _with_notice(answer: Answer, notice: str) -> Answer:
    return replace(answer, notice="".join([answer.notice, notice]))
