"""GET /v1/figures: the ledger by slots, as JSON, csv or xlsx."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from app.answer_body import figure_body
from app.api.bodies import ErrorBodies
from app.api.services import Services, principal_of
from app.exports import figures_csv, figures_xlsx
from app.figure_search import search_figures
from vectorstore.figure import Kind

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Names = Annotated[list[Annotated[str, Query(max_length=200)]], Query(max_length=50)]


def figure_routes(services: Services) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["数字"], responses=ErrorBodies)

    @router.get(
        "/figures",
        summary="数字台账",
        description="各条件可重复；format 为 csv 或 xlsx 时下载全部结果。",
        response_model=None,
    )
    def figures(
        request: Request,
        region: Names = [],  # noqa: B006 - FastAPI copies defaults
        indicator: Annotated[str, Query(max_length=100, description="指标名或其一部分")] = "",
        year: Annotated[list[Annotated[int, Query(ge=1900, le=2200)]], Query(max_length=50)] = [],  # noqa: B006
        kind: Annotated[list[Kind], Query(max_length=5)] = [],  # noqa: B006
        document: Names = [],  # noqa: B006
        limit: Annotated[int, Query(ge=1, le=1000)] = 100,
        offset: Annotated[int, Query(ge=0, le=10**9)] = 0,
        format: Literal["json", "csv", "xlsx"] = "json",
    ) -> dict[str, Any] | Response:
        groups = principal_of(request).groups
        found = search_figures(services.library, groups, region, indicator, year, kind, document)
        if format == "json":
            page = [figure_body(figure) for figure in found[offset : offset + limit]]
            return {"data": page, "total": len(found), "limit": limit, "offset": offset}
        bodies = [figure_body(figure) for figure in found]
        content, media = (
            (figures_csv(bodies), "text/csv; charset=utf-8") if format == "csv" else (figures_xlsx(bodies), XLSX)
        )
        return Response(content, media_type=media, headers=attachment(f"figures.{format}"))

    return router


def attachment(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
