"""The embed: embed.js for a portal's page, the framed chat at /embed, and tokens for its visitors."""

from __future__ import annotations

from importlib.resources import files
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, Field, StringConstraints

from app.api.bodies import ErrorBodies
from app.api.errors import ApiError, request_id_of
from app.api.guard import CONTENT_POLICY
from app.api.services import Services
from app.api.signin import page
from app.state.audit import Deed

SESSION_RATE = "30/minute"  # new visitors from one address


class EmbedKey(BaseModel):
    """嵌入用的密钥。"""

    key: Annotated[str, StringConstraints(max_length=120), Field(description="网页 data-key 里的密钥")]


class EmbedSession(BaseModel):
    """一位访客的凭证。"""

    token: str = Field(description="放进 Authorization: Bearer")
    seconds: int = Field(description="有效秒数")


def embed_routes(services: Services) -> APIRouter:
    router = APIRouter()
    settings = services.settings

    @router.get("/embed.js", include_in_schema=False)
    def script() -> Response:
        text = files("app").joinpath("static", "embed.js").read_text(encoding="utf-8")
        return Response(text, media_type="text/javascript; charset=utf-8", headers={"Cache-Control": "max-age=300"})

    @router.get("/embed", include_in_schema=False)
    def frame(key: Annotated[str, Query(max_length=40)] = "") -> HTMLResponse:
        found = services.keys.find(key)
        if found is None or not found.origins:
            raise ApiError("not_found", "没有这个嵌入密钥，或它没有登记允许的网站（zhengwen keys create --origin）")
        shown = page(
            "embed.html", origins=" ".join(found.origins), signin=services.users.any() or bool(settings.oidc_issuer)
        )
        shown.headers["Content-Security-Policy"] = CONTENT_POLICY.format(ancestors=" ".join(found.origins))
        return shown

    @router.post(
        "/v1/embed/session",
        tags=["嵌入"],
        summary="以嵌入密钥换取一位访客的凭证",
        response_model=EmbedSession,
        responses=ErrorBodies,
    )
    def session(body: EmbedKey, request: Request) -> dict[str, Any]:
        address = request.client.host if request.client else ""
        limited = services.limiter.hit(SESSION_RATE, "embed", address)
        if limited is not None:
            raise ApiError("rate_limited", limited.message, limited.retry_after)
        key = services.keys.verify(body.key)
        if key is None or not key.origins:
            raise ApiError("unauthorized", "嵌入密钥无效")
        seconds = int(settings.embed_minutes * 60)
        started, token = services.sessions.start("embed", key.id, seconds)
        owner = f"embed:{key.id}:{started.visitor}"
        services.audit.write(Deed(request_id_of(request), owner, "embed", "session", address, "done"))
        return {"token": token, "seconds": seconds}

    return router
