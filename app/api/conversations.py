"""Conversations, exports of them, and feedback."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import PlainTextResponse, Response

from app.api.bodies import ConversationBody, ErrorBodies, FeedbackBody, Id, TitleBody, TurnBody
from app.api.errors import ApiError
from app.api.figures import XLSX, attachment
from app.api.services import Services, admin_of, principal_of
from app.api.streaming import compact_json
from app.exports import conversation_markdown, conversation_word, figures_xlsx
from app.gold import gold_candidates
from app.state.conversations import Conversation, Turn

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Limit = Annotated[int, Query(ge=1, le=200)]
OffsetRows = Annotated[int, Query(ge=0, le=10**9)]


def conversation_routes(services: Services) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["会话"], responses=ErrorBodies)
    kept = services.conversations

    def owned(request: Request, id: str) -> Conversation:
        found = kept.find(principal_of(request).owner, id)
        if found is None:
            raise ApiError("not_found", "没有这个会话，或不属于您")
        return found

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
        found = owned(request, id)
        turns = [TurnBody(**_turn_body(turn)).model_dump() for turn in kept.turns(principal_of(request).owner, id)]
        return {**asdict(found), "turns": turns}

    @router.patch("/conversations/{id}", summary="改名", response_model=ConversationBody)
    def rename(id: Id, body: TitleBody, request: Request) -> dict[str, Any]:
        owned(request, id)
        kept.rename(principal_of(request).owner, id, body.title)
        return asdict(owned(request, id))

    @router.delete("/conversations/{id}", summary="删除会话", status_code=204)
    def remove(id: Id, request: Request) -> None:
        owned(request, id)
        kept.remove(principal_of(request).owner, id)

    @router.get("/conversations/{id}/export", summary="导出会话", response_model=None)
    def export(id: Id, request: Request, format: Literal["md", "docx"] = "docx") -> Response:
        found = owned(request, id)
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


def _turn_body(turn: Turn) -> dict[str, Any]:
    return {name: value for name, value in asdict(turn).items() if name != "conversation"}


def feedback_routes(services: Services) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["反馈"], responses=ErrorBodies)

    @router.post("/feedback", summary="反馈一次回答", status_code=201)
    def give(body: FeedbackBody, request: Request) -> dict[str, str]:
        owner = principal_of(request).owner
        turn = services.conversations.turn(owner, body.turn)
        if turn is None:
            raise ApiError("not_found", "没有这次问答，或不属于您")
        given = services.feedback.give(owner, turn, body.verdict, body.reason, body.note)
        return {"id": given.id, "turn": given.turn}

    @router.get("/feedback", summary="全部反馈（管理员）")
    def page(request: Request, limit: Limit = 100, offset: OffsetRows = 0) -> dict[str, Any]:
        admin_of(request)
        return {
            "data": [asdict(one) for one in services.feedback.page(limit, offset)],
            "limit": limit,
            "offset": offset,
        }

    @router.get("/feedback/gold.jsonl", summary="由反馈得来的评测题草稿（管理员）", response_class=PlainTextResponse)
    def gold(request: Request) -> PlainTextResponse:
        admin_of(request)
        lines = [compact_json(candidate) + "\n" for candidate in gold_candidates(services.feedback.page(10_000))]
        return PlainTextResponse("".join(lines), media_type="application/jsonl", headers=attachment("candidates.jsonl"))

    @router.get("/audit", summary="审计日志（管理员）")
    def audit(request: Request, limit: Limit = 100, offset: OffsetRows = 0) -> dict[str, Any]:
        admin_of(request)
        entries = [{"at": at, **asdict(deed)} for at, deed in services.audit.page(limit, offset)]
        return {"data": entries, "limit": limit, "offset": offset}

    return router
