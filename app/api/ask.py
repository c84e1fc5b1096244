"""POST /v1/ask: one question, answered whole or as a stream of events."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter, Request
from sse_starlette import EventSourceResponse, ServerSentEvent

from app.api.bodies import AskBody, AskReply, ErrorBodies
from app.api.errors import ApiError, as_api_error, error_body, request_id_of
from app.api.services import Services, principal_of
from app.api.streaming import compact_json, event_body, events_of, in_thread, reply_body, whole_answer
from app.asking import Asked, scope_of
from app.auth.principal import Principal
from app.state.conversations import Conversation


def ask_routes(services: Services) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["问答"], responses=ErrorBodies)

    @router.post(
        "/ask",
        summary="提问",
        description="`stream` 为真时以 SSE 返回 understood、evidence、token、answer 各事件；出错时为 error。",
        response_model=AskReply,
        responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
    )
    async def ask(body: AskBody, request: Request) -> Any:
        asked = await in_thread(open_question, services, principal_of(request), body, request_id_of(request))
        if body.stream:
            return sse(services, _stream(services, asked))
        answer = await whole_answer(request, services, asked)
        return reply_body(answer, asked)

    return router


def open_question(
    services: Services, principal: Principal, body: AskBody, request_id: str, surface: str = "api"
) -> Asked:
    """Checks and writes the question down. Raises ApiError not_found for another's conversation."""
    conversation: Conversation | None = None
    if body.conversation is not None:
        conversation = services.conversations.find(principal.owner, body.conversation)
        if conversation is None:
            raise ApiError("not_found", "没有这个会话，或不属于您")
    return services.asking.open(
        principal,
        body.question,
        scope_of(body.scope.model_dump()),
        request_id=request_id,
        surface=surface,
        conversation=conversation,
        history=tuple(body.history) if body.history is not None else None,
    )


def sse(services: Services, events: AsyncIterator[ServerSentEvent]) -> EventSourceResponse:
    """A stream that no proxy should hold back, and that a stop of the server lets come to its end."""
    grace = max(services.settings.graceful_seconds - 1, 0)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return EventSourceResponse(events, ping=15, sep="\n", headers=headers, shutdown_grace_period=grace)


async def _stream(services: Services, asked: Asked) -> AsyncIterator[ServerSentEvent]:
    try:
        async for event in events_of(services, asked):
            name, body = event_body(event, asked)
            yield ServerSentEvent(compact_json(body), event=name)
    except Exception as error:  # noqa: BLE001 - the stream has begun: the error must travel inside it
        yield error_event(error, asked.request_id)


def error_event(error: Exception, request_id: str) -> ServerSentEvent:
    known = as_api_error(error) or ApiError("internal")
    return ServerSentEvent(compact_json(error_body(known.code, known.message, request_id)), event="error")
