"""Passages and documents: what a citation opens, what is loaded, uploads and removal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote as percent

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse

from app.api.bodies import ErrorBodies
from app.api.errors import ApiError
from app.api.services import Services, principal_of
from app.auth.principal import Principal
from app.library import visible_record
from app.source_view import PageImages, source_view
from vectorstore.passage import Passage
from vectorstore.record import DocumentRecord

Offset = Annotated[int | None, Query(ge=0, le=2**31)]


def passage_body(
    services: Services, principal: Principal, id: str, start: int | None, end: int | None
) -> dict[str, Any]:
    """A passage with the quote marked in its surroundings. Raises ApiError not_found."""
    passage, record = find_passage(services, principal, id)
    view = source_view(services.library.source(record.id), passage, start, end)
    document = percent(record.id, safe="")
    offsets = f"?start={start}&end={end}" if start is not None and end is not None else ""
    pdf = view.page is not None and Path(record.path).suffix.lower() == ".pdf"
    return {
        "id": passage.id,
        "document": record.id,
        "version": record.version,
        "title": passage.title or record.title,
        "subdocument": passage.subdocument,
        "section": list(passage.section),
        "region": passage.region.name,
        "page": view.page,
        "kind": passage.kind.value,
        "fields": [list(field) for field in passage.fields],
        "before": view.before,
        "quote": view.quote,
        "after": view.after,
        "page_image": f"/v1/documents/{document}/pages/{view.page}.png{offsets}" if pdf else None,
        "original": f"/v1/documents/{document}/original",
        "link": f"/app/#cite-{start or 0}-{end or 0}-{percent(passage.id, safe='')}",
    }


def find_passage(services: Services, principal: Principal, id: str) -> tuple[Passage, DocumentRecord]:
    """The passage and its document, when the asker may see it. Raises ApiError not_found."""
    document = id.rpartition("@")[0]
    record = visible_record(services.library, document, principal.groups)
    if record is None:
        raise ApiError("not_found", "没有找到这个出处，或无权查看")
    found = services.library.passages([id])
    if not found or found[0].document != record.id:
        raise ApiError("not_found", f"《{record.title}》已更换版本，此出处属于旧版本；请在新版本中重新提问")
    return found[0], record


def seen_document(services: Services, principal: Principal, id: str) -> DocumentRecord:
    """The record when the asker may see it. Raises ApiError not_found."""
    record = visible_record(services.library, id, principal.groups)
    if record is None:
        raise ApiError("not_found", "没有这份文件，或无权查看")
    return record


def passage_routes(services: Services) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["出处与文件"], responses=ErrorBodies)
    pictures = PageImages(services.settings.data / "cache" / "pages")

    @router.get(
        "/passages/{id:path}", summary="出处原文", description="start、end 为引文在原文中的位置（见回答的 citations）。"
    )
    def passage(id: str, request: Request, start: Offset = None, end: Offset = None) -> dict[str, Any]:
        return passage_body(services, principal_of(request), id, start, end)

    @router.get("/documents/{id}/pages/{page}.png", summary="PDF 页面图像，引文已标出", response_class=FileResponse)
    def page_picture(id: str, page: int, request: Request, start: Offset = None, end: Offset = None) -> FileResponse:
        record = seen_document(services, principal_of(request), id)
        text = services.library.source(record.id).text
        quote = text[start:end] if start is not None and end is not None and end - start <= 4000 else ""
        found = pictures.picture(record, page, quote)
        if found is None:
            raise ApiError("not_found", "没有这一页的图像：原文件已移走，或不是 PDF")
        return FileResponse(found, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})

    @router.get("/documents/{id}/original", summary="下载原文件", response_class=FileResponse)
    def original(id: str, request: Request) -> FileResponse:
        record = seen_document(services, principal_of(request), id)
        path = Path(record.path)
        if not path.is_file():
            raise ApiError("not_found", "原文件已移走；请管理员重新装入")
        # Always a download: a report is untrusted and must never run in this origin.
        return FileResponse(path, media_type="application/octet-stream", filename=path.name)

    return router
