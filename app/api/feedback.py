"""Feedback on answers, and the audit log."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse

from app.api.bodies import ErrorBodies, FeedbackBody
from app.api.conversations import Limit, OffsetRows
from app.api.errors import ApiError
from app.api.figures import attachment
from app.api.services import Services, admin_of, principal_of
from app.api.streaming import compact_json
from app.gold import gold_candidates


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
