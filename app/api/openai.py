"""POST /v1/chat/completions and GET /v1/models: the official openai client works unchanged."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from sse_starlette import ServerSentEvent

from app.answer_body import understood_body
from app.api.ask import error_event, open_question, sse
from app.api.bodies import AskBody, ErrorBodies, ScopeBody
from app.api.errors import ApiError, request_id_of
from app.api.services import Services, principal_of
from app.api.streaming import compact_json, events_of, in_thread, reply_body, whole_answer
from app.asking import Asked
from app.chain import AnswerEvent, TokenEvent, UnderstoodEvent

MODEL = "zhengwen"


class TextPart(BaseModel):
    """消息中的一段文字。"""

    type: Literal["text"]
    text: str


class Message(BaseModel):
    """一条消息。"""

    model_config = ConfigDict(extra="ignore")

    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: str | list[TextPart] | None = None

    @property
    def text(self) -> str:
        if isinstance(self.content, list):
            return "".join(part.text for part in self.content)
        return self.content or ""


class CompletionBody(BaseModel):
    """与 OpenAI 相同的请求；模型、温度等参数不影响回答。`scope` 为政问自有的提问范围。"""

    model_config = ConfigDict(extra="ignore")

    messages: Annotated[list[Message], Field(min_length=1, max_length=200)]
    model: str = MODEL
    stream: bool = False
    scope: ScopeBody = ScopeBody()


def openai_routes(services: Services) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["OpenAI 兼容"], responses=ErrorBodies)

    @router.get("/models", summary="模型列表")
    async def models(request: Request) -> dict[str, Any]:
        principal_of(request)
        return {"object": "list", "data": [{"id": MODEL, "object": "model", "created": 0, "owned_by": "zhengwen"}]}

    @router.post(
        "/chat/completions",
        summary="对话补全",
        description="最后一条 user 消息为问题，之前的 user 消息为上文。出处、数字等在 `zhengwen` 字段里。",
    )
    async def completions(body: CompletionBody, request: Request) -> Any:
        questions = [message.text for message in body.messages if message.role == "user" and message.text.strip()]
        if not questions:
            raise ApiError("invalid_request", "messages 里没有 user 消息")
        history, question = questions[:-1][-50:], questions[-1]
        asks = AskBody.model_construct(
            question=question, history=history, conversation=None, scope=body.scope, stream=body.stream
        )
        asked = await in_thread(open_question, services, principal_of(request), asks, request_id_of(request), "openai")
        if body.stream:
            return sse(services, _chunks(services, asked))
        answer = await whole_answer(request, services, asked)
        return {
            **_head(asked, "chat.completion"),
            "choices": [
                {
                    "index": 0,
                    "message": {"role": "assistant", "content": answer.text, "refusal": None},
                    "finish_reason": "stop",
                    "logprobs": None,
                }
            ],
            # No language model counts tokens here; clients want the field.
            "usage": {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0},
            "zhengwen": reply_body(answer, asked),
        }

    return router


def _head(asked: Asked, kind: str) -> dict[str, Any]:
    return {"id": f"chatcmpl-{asked.turn.id}", "object": kind, "created": int(time.time()), "model": MODEL}


async def _chunks(services: Services, asked: Asked) -> AsyncIterator[ServerSentEvent]:
    """Tokens as they come; a verified answer that differs from what was streamed follows it whole."""
    head = _head(asked, "chat.completion.chunk")

    def chunk(delta: dict[str, Any], finish: str | None = None, **extra: Any) -> ServerSentEvent:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return ServerSentEvent(compact_json({**head, "choices": [choice], **extra}))

    streamed = ""
    try:
        yield chunk({"role": "assistant", "content": ""})
        async for event in events_of(services, asked):
            if isinstance(event, TokenEvent):
                streamed += event.text
                yield chunk({"content": event.text})
            elif isinstance(event, UnderstoodEvent):
                yield chunk({}, zhengwen={"understood": understood_body(event.understood)})
            elif isinstance(event, AnswerEvent):
                text = event.answer.text
                if text.startswith(streamed) and text != streamed:
                    yield chunk({"content": text[len(streamed) :]})
                elif text != streamed:
                    yield chunk({"content": f"\n\n【核对后的回答】{text}"})
                yield chunk({}, "stop", zhengwen=reply_body(event.answer, asked))
        yield ServerSentEvent("[DONE]")
    except Exception as error:  # noqa: BLE001 - the stream has begun: the error must travel inside it
        yield error_event(error, asked.request_id)
