"""/health, /ready, /metrics and /v1/whoami."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text

from app.api.errors import error_response, request_id_of
from app.api.services import Services, admin_of, principal_of
from app.library import visible_documents

logger = logging.getLogger(__name__)


def operation_routes(services: Services) -> APIRouter:
    router = APIRouter(tags=["运行"])

    @router.get("/health", summary="进程在运行")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/ready", summary="可以回答问题")
    def ready(request: Request) -> Response:
        try:
            with services.engine.connect() as connection:
                connection.execute(text("select 1"))
            services.library.documents()
        except Exception:
            logger.exception("not ready request=%s", request_id_of(request))
            return error_response("unavailable", "索引或数据库暂不可用", request_id_of(request))
        return JSONResponse({"status": "ready"})

    @router.get("/metrics", summary="Prometheus 指标（管理员，或本机）", response_model=None)
    def metrics(request: Request) -> Response:
        client = request.client.host if request.client else ""
        if client not in ("127.0.0.1", "::1"):
            admin_of(request)
        return Response(generate_latest(services.metrics.registry), media_type=CONTENT_TYPE_LATEST)

    @router.get("/v1/whoami", summary="当前身份与装入情况")
    def whoami(request: Request) -> dict[str, Any]:
        principal = principal_of(request)
        records = visible_documents(services.library, principal.groups)
        return {
            "name": principal.name,
            "role": principal.role,
            "via": principal.via,
            "reports": len(records),
            "figures": sum(record.figure_count for record in records),
            "regions": sorted({record.region.name for record in records}),
        }

    return router
