"""Documents: what is loaded, how it was read, uploads and removal."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Header, Query, Request
from fastapi.datastructures import UploadFile

from app.api.bodies import ErrorBodies, JobBody
from app.api.errors import ApiError, request_id_of
from app.api.passages import seen_document
from app.api.services import Services, admin_of, principal_of
from app.api.streaming import in_thread
from app.library import visible_documents
from app.reading_view import reading_body, record_body
from app.state.audit import Deed
from app.uploads import Job


def document_routes(services: Services) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["出处与文件"], responses=ErrorBodies)

    @router.get("/documents", summary="文件列表")
    def documents(
        request: Request,
        limit: Annotated[int, Query(ge=1, le=500)] = 100,
        offset: Annotated[int, Query(ge=0, le=10**9)] = 0,
    ) -> dict[str, Any]:
        records = visible_documents(services.library, principal_of(request).groups)
        page = [record_body(record) for record in records[offset : offset + limit]]
        return {"data": page, "total": len(records), "limit": limit, "offset": offset}

    @router.get("/documents/{id}", summary="一份文件是怎样读的：结构、表格、存疑的数字")
    def document(id: str, request: Request) -> dict[str, Any]:
        return reading_body(
            services.library, seen_document(services, principal_of(request), id), principal_of(request).groups
        )

    @router.delete("/documents/{id}", summary="移除文件（管理员）", status_code=204)
    def remove(id: str, request: Request) -> None:
        admin = admin_of(request)
        record = seen_document(services, admin, id)
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
