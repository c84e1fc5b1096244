"""Conversations and their exports."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from app.api.bodies import ConversationBody, ErrorBodies, Id, TitleBody, TurnBody
from app.api.errors import ApiError
from app.api.figures import XLSX, attachment
from app.api.services import Services, principal_of
from app.exports import conversation_markdown, conversation_word, figures_xlsx
from app.state.conversations import Conversation, Turn

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Limit = Annotated[int, Query(ge=1, le=200)]
OffsetRows = Annotated[int, Query(ge=0, le=10**9)]


def conversation_routes(services: Services) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["会话"], responses=ErrorBodies)
    kept = services.conversations

    @router.get("/conversations", summary="会话列表")
    def page(
        request: Request,
        search: Annotated[str, Query(max_length=100)] = "",
        limit: Limit = 50,
        offset: OffsetRows = 0,
    ) -> dict[str, Any]:
        found = kept.page(principal_of(request).owner, search, limit, offset)
        return {"data": [asdict(one) for one in found], "limit": limit, "offset": offset}

    @router.post("/conversations", summary="新建会话", status_code=201, response_model=ConversationBody)
    def create(body: TitleBody, request: Request) -> dict[str, Any]:
        return asdict(kept.create(principal_of(request).owner, body.title))

    @router.get("/conversations/{id}", summary="会话内容")
    def read(id: Id, request: Request) -> dict[str, Any]:
        found = _owned(services, request, id)
        turns = [TurnBody(**_turn_body(turn)).model_dump() for turn in kept.turns(principal_of(request).owner, id)]
        return {**asdict(found), "turns": turns}

    @router.patch("/conversations/{id}", summary="改名", response_model=ConversationBody)
    def rename(id: Id, body: TitleBody, request: Request) -> dict[str, Any]:
        _owned(services, request, id)
        kept.rename(principal_of(request).owner, id, body.title)
        return asdict(_owned(services, request, id))

    @router.delete("/conversations/{id}", summary="删除会话", status_code=204)
    def remove(id: Id, request: Request) -> None:
        _owned(services, request, id)
        kept.remove(principal_of(request).owner, id)

    return router


def _turn_body(turn: Turn) -> dict[str, Any]:
    return {name: value for name, value in asdict(turn).items() if name != "conversation"}


def _owned(services: Services, request: Request, id: str) -> Conversation:
    found = services.conversations.find(principal_of(request).owner, id)
    if found is None:
        raise ApiError("not_found", "没有这个会话，或不属于您")
    return found


def export_routes(services: Services) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["导出"], responses=ErrorBodies)
    kept = services.conversations

    @router.get("/conversations/{id}/export", summary="导出会话", response_model=None)
    def export(id: Id, request: Request, format: Literal["md", "docx"] = "docx") -> Response:
        found = _owned(services, request, id)
        turns = kept.turns(principal_of(request).owner, id)
        if format == "md":
            text = conversation_markdown(found.title, turns)
            return Response(text, media_type="text/markdown; charset=utf-8", headers=attachment("conversation.md"))
        content = conversation_word(found.title, turns)
        return Response(content, media_type=DOCX, headers=attachment("conversation.docx"))

    @router.get("/turns/{id}/figures.xlsx", summary="一次回答所据的数字", response_model=None)
    def turn_figures(id: Id, request: Request) -> Response:
        turn = kept.turn(principal_of(request).owner, id)
        if turn is None or turn.answer is None:
            raise ApiError("not_found")
        return Response(figures_xlsx(turn.answer["evidence"]), media_type=XLSX, headers=attachment("figures.xlsx"))

    return router
