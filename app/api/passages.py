"""Passages and documents: what a citation opens, what is loaded, uploads and removal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote as percent

from fastapi import APIRouter, File, Form, Header, Query, Request
from fastapi.datastructures import UploadFile
from fastapi.responses import FileResponse

from app.api.bodies import ErrorBodies, JobBody
from app.api.errors import ApiError, request_id_of
from app.api.services import Services, admin_of, principal_of
from app.api.streaming import in_thread
from app.auth.principal import Principal
from app.library import visible_documents, visible_record
from app.reading_view import reading_body, record_body
from app.source_view import PageImages, source_view
from app.state.audit import Deed
from app.uploads import Job
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


def passage_routes(services: Services) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["出处与文件"], responses=ErrorBodies)
    pictures = PageImages(services.settings.data / "cache" / "pages")

    def seen(request: Request, id: str) -> DocumentRecord:
        record = visible_record(services.library, id, principal_of(request).groups)
        if record is None:
            raise ApiError("not_found", "没有这份文件，或无权查看")
        return record

    @router.get(
        "/passages/{id:path}", summary="出处原文", description="start、end 为引文在原文中的位置（见回答的 citations）。"
    )
    def passage(id: str, request: Request, start: Offset = None, end: Offset = None) -> dict[str, Any]:
        return passage_body(services, principal_of(request), id, start, end)

    @router.get("/documents", summary="文件列表")
    def documents(
        request: Request,
        limit: Annotated[int, Query(ge=1, le=500)] = 100,
        offset: Annotated[int, Query(ge=0, le=10**9)] = 0,
    ) -> dict[str, Any]:
        records = visible_documents(services.library, principal_of(request).groups)
        page = [record_body(record) for record in records[offset : offset + limit]]
        return {"data": page, "total": len(records), "limit": limit, "offset": offset}

    @router.get("/documents/{id}/pages/{page}.png", summary="PDF 页面图像，引文已标出", response_class=FileResponse)
    def page_picture(id: str, page: int, request: Request, start: Offset = None, end: Offset = None) -> FileResponse:
        record = seen(request, id)
        text = services.library.source(record.id).text
        quote = text[start:end] if start is not None and end is not None and end - start <= 4000 else ""
        found = pictures.picture(record, page, quote)
        if found is None:
            raise ApiError("not_found", "没有这一页的图像：原文件已移走，或不是 PDF")
        return FileResponse(found, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})

    @router.get("/documents/{id}/original", summary="下载原文件", response_class=FileResponse)
    def original(id: str, request: Request) -> FileResponse:
        record = seen(request, id)
        path = Path(record.path)
        if not path.is_file():
            raise ApiError("not_found", "原文件已移走；请管理员重新装入")
        # Always a download: a report is untrusted and must never run in this origin.
        return FileResponse(path, media_type="application/octet-stream", filename=path.name)

    @router.get("/documents/{id}", summary="一份文件是怎样读的：结构、表格、存疑的数字")
    def document(id: str, request: Request) -> dict[str, Any]:
        return reading_body(services.library, seen(request, id), principal_of(request).groups)

    @router.delete("/documents/{id}", summary="移除文件（管理员）", status_code=204)
    def remove(id: str, request: Request) -> None:
        admin = admin_of(request)
        record = seen(request, id)
        services.library.remove(record.id)
        services.audit.write(Deed(request_id_of(request), admin.owner, "api", "remove", record.id, "done"))

    return router


def upload_routes(services: Services) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["上传"], responses=ErrorBodies)

    @router.post(
        "/documents",
        summary="上传文件（管理员）",
        description="立即返回任务编号；同名文件为更换。重复提交同一文件与 Idempotency-Key 只读一次。",
        status_code=202,
        response_model=JobBody,
    )
    async def upload(
        request: Request,
        file: Annotated[UploadFile, File(description="PDF、Word、网页、文本或图像")],
        groups: Annotated[str, Form(description="可见的用户组，逗号分隔；空为所有人", max_length=500)] = "",
        idempotency_key: Annotated[str, Header(max_length=100)] = "",
    ) -> dict[str, Any]:
        admin = admin_of(request)
        limit = services.settings.upload_megabytes * 1_000_000
        content = await file.read(limit + 1)
        listed = tuple(part.strip() for part in groups.split(",") if part.strip())
        job = await in_thread(
            services.uploads.submit, admin.owner, file.filename or "", content, listed, idempotency_key
        )
        deed = Deed(request_id_of(request), admin.owner, "api", "upload", job.name, "done")
        await in_thread(services.audit.write, deed)
        return job_body(job)

    @router.get("/uploads/{id}", summary="上传的进度", response_model=JobBody)
    def progress(id: str, request: Request) -> dict[str, Any]:
        admin_of(request)
        job = services.uploads.find(id)
        if job is None:
            raise ApiError("not_found", "没有这个上传任务；服务重启后任务记录会清空")
        return job_body(job)

    return router


def job_body(job: Job) -> dict[str, Any]:
    return {
        "id": job.id,
        "name": job.name,
        "status": job.status,
        "stage": job.stage,
        "fraction": job.fraction,
        "outcome": job.outcome,
        "document": job.document,
        "message": job.message,
        "warnings": list(job.warnings),
    }
