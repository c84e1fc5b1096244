"""Asking, as every surface does it: write the question down, stream the answer, store it, log it."""

from __future__ import annotations

import logging
import time
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

from app.answer import Answer
from app.answer_body import answer_body
from app.auth.limiter import Limiter, LimitReached
from app.auth.principal import Principal
from app.chain import AnswerEvent, Ask, Chain, Event, Scope, last_questions
from app.errors import AppError, QuestionError
from app.state.audit import AuditLog, Deed
from app.state.conversations import Conversation, Conversations, Turn

logger = logging.getLogger(__name__)


class LimitError(AppError):
    """The asker has used up its rate or its day."""

    def __init__(self, reached: LimitReached) -> None:
        super().__init__(reached.message)
        self.retry_after = reached.retry_after


@dataclass(frozen=True)
class Asked:
    """A question that was written down and may be answered. history: earlier questions, oldest first."""

    principal: Principal
    turn: Turn
    history: tuple[str, ...]
    scope: Scope
    request_id: str
    surface: str


class Asking:
    """The one way from a surface to the chain."""

    def __init__(
        self, chain: Chain, conversations: Conversations, audit: AuditLog, limiter: Limiter, question_limit: int
    ) -> None:
        self._chain = chain
        self._conversations = conversations
        self._audit = audit
        self._limiter = limiter
        self._question_limit = question_limit

    def open(
        self,
        principal: Principal,
        question: str,
        scope: Scope,
        *,
        request_id: str,
        surface: str,
        conversation: Conversation | None = None,
        history: tuple[str, ...] | None = None,
    ) -> Asked:
        """Checks the question and the limits, and writes the question down.

        conversation: a new one is made when None. history: what the client says was asked before; None takes the
        conversation's own questions. Raises QuestionError or LimitError.
        """
        question = question.strip()
        if not question:
            raise QuestionError("问题是空的，请写下要问的内容")
        if len(question) > self._question_limit:
            raise QuestionError(f"问题超过 {self._question_limit} 字，请缩短或分成几问")
        reached = self._limiter.ask(principal)
        if reached is not None:
            raise LimitError(reached)
        kept = conversation or self._conversations.create(principal.owner)
        if history is None:
            history = tuple(turn.question for turn in self._conversations.turns(principal.owner, kept.id))
        turn = self._conversations.ask(kept, question, scope_body(scope))
        # Whatever scope the asker chose, it never widens what its groups allow.
        return Asked(
            principal, turn, last_questions(history), replace(scope, groups=principal.groups), request_id, surface
        )

    def stream(self, asked: Asked) -> Generator[Event, None, None]:
        """The chain's events; the answer is stored before its event. Closing the iterator stops and stores that."""
        started, outcome, answer = time.perf_counter(), "stopped", None
        try:
            ask = Ask(asked.turn.question, asked.history, asked.scope)
            with closing(_generator(self._chain.stream_events(ask))) as events:
                for event in events:
                    if isinstance(event, AnswerEvent):
                        answer = event.answer
                        outcome = "refused" if answer.refused else "answered"
                        self._settle(asked, "answered", answer)
                    yield event
        except GeneratorExit:
            raise
        except Exception:
            outcome = "failed"
            raise
        finally:
            milliseconds = int((time.perf_counter() - started) * 1000)
            if answer is None:
                self._settle(asked, "failed" if outcome == "failed" else "stopped", None)
            self._log(asked, outcome, answer, milliseconds)

    def _settle(self, asked: Asked, status: str, answer: Answer | None) -> None:
        body = answer_body(answer, asked.turn.id, asked.turn.position) if answer else None
        self._conversations.settle(asked.turn.id, status, body)

    def _log(self, asked: Asked, outcome: str, answer: Answer | None, milliseconds: int) -> None:
        logger.info(
            "asked request=%s surface=%s outcome=%s citations=%d figures=%d ms=%d",
            asked.request_id,
            asked.surface,
            outcome,
            len(answer.citations) if answer else 0,
            len(answer.figures) if answer else 0,
            milliseconds,
        )
        question = asked.turn.question
        self._audit.write(
            Deed(asked.request_id, asked.principal.owner, asked.surface, "ask", question, outcome, milliseconds)
        )


def _generator(events: Iterator[Event]) -> Generator[Event, None, None]:
    """A generator around any iterator, so that it can be closed; closing passes on where the inner one has a close."""
    try:
        yield from events
    finally:
        close = getattr(events, "close", None)
        if close is not None:
            close()


def scope_body(scope: Scope) -> dict[str, Any]:
    """A scope as it is stored with a turn (groups are never stored: they may change)."""
    return {"regions": list(scope.regions), "years": list(scope.years), "documents": list(scope.documents)}


def scope_of(body: Mapping[str, Any]) -> Scope:
    """The scope of a stored or sent body."""
    return Scope(
        regions=tuple(body.get("regions") or ()),
        years=tuple(body.get("years") or ()),
        documents=tuple(body.get("documents") or ()),
    )
