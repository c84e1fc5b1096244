"""From the chain's blocking events to the event loop: bounded, timed, and cancelled when the client goes away."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Iterator
from functools import partial
from typing import Any

from anyio import CancelScope, create_task_group, fail_after, move_on_after
from anyio.abc import TaskGroup
from anyio.to_thread import run_sync
from fastapi import Request

from app.answer import Answer
from app.answer_body import answer_body, understood_body
from app.api.errors import ApiError
from app.api.services import Services
from app.asking import Asked
from app.chain import AnswerEvent, Event, EvidenceEvent, TokenEvent, UnderstoodEvent
from vectorstore.passage import Passage

CLOSE_SECONDS = 10.0


async def events_of(services: Services, asked: Asked) -> AsyncIterator[Event]:
    """The events of one question; always closes the chain's iterator. Raises TimeoutError after ask_seconds."""
    events = services.asking.stream(asked)
    started, outcome = time.perf_counter(), "stopped"
    try:
        async with services.ask_slots:
            deadline = time.monotonic() + services.settings.ask_seconds
            while True:
                with fail_after(max(deadline - time.monotonic(), 0.0)):
                    event = await run_sync(next, events, None)
                if event is None:
                    break
                if isinstance(event, AnswerEvent):
                    outcome = "refused" if event.answer.refused else "answered"
                yield event
    except Exception:
        outcome = "failed"
        raise
    finally:
        with CancelScope(shield=True), move_on_after(CLOSE_SECONDS):
            await run_sync(_close, events)
        services.metrics.answers.labels(asked.surface, outcome).inc()
        services.metrics.answer_seconds.labels(asked.surface).observe(time.perf_counter() - started)


def _close(events: Iterator[Event]) -> None:
    close = getattr(events, "close", None)
    if close is not None:
        close()


async def whole_answer(request: Request, services: Services, asked: Asked) -> Answer:
    """The answer; stops reading when the client goes away. Raises TimeoutError."""
    found: Answer | None = None
    failure: Exception | None = None
    async with create_task_group() as tasks:
        tasks.start_soon(_watch, request, tasks)
        try:
            async for event in events_of(services, asked):
                if isinstance(event, AnswerEvent):
                    found = event.answer
        except Exception as error:  # noqa: BLE001 - carried out of the task group, which would wrap it
            failure = error
        tasks.cancel_scope.cancel()
    if failure is not None:
        raise failure
    if found is None:
        raise ApiError("unavailable", "客户端已离开，回答已停止")
    return found


async def _watch(request: Request, tasks: TaskGroup) -> None:
    """Cancels the task group when the client has gone."""
    while True:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            tasks.cancel_scope.cancel()
            return


def event_body(event: Event, asked: Asked) -> tuple[str, dict[str, Any]]:
    """The event's name and JSON body as portals see it."""
    if isinstance(event, UnderstoodEvent):
        return "understood", understood_body(event.understood)
    if isinstance(event, EvidenceEvent):
        return "evidence", {"passages": [evidence_body(passage) for passage in event.passages]}
    if isinstance(event, TokenEvent):
        return "token", {"text": event.text}
    return "answer", reply_body(event.answer, asked)


def reply_body(answer: Answer, asked: Asked) -> dict[str, Any]:
    body = answer_body(answer, asked.turn.id, asked.turn.position)
    return {**body, "conversation": asked.turn.conversation}


def evidence_body(passage: Passage) -> dict[str, Any]:
    """What names a passage; its text comes from /v1/passages."""
    return {
        "passage": passage.id,
        "document": passage.document,
        "title": passage.title,
        "section": list(passage.section),
        "region": passage.region.name,
    }


def compact_json(body: Any) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


async def in_thread(function: Any, *arguments: Any, **named: Any) -> Any:
    """Runs blocking work (database, store, argon2) off the event loop."""
    return await run_sync(partial(function, *arguments, **named))
