"""One error shape for every surface: {"error": {"code", "message", "request_id"}}, the message in Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response

from app.asking import LimitError
from app.errors import QuestionError
from app.uploads import UploadError

STATUS = {
    "invalid_request": 422,
    "unauthorized": 401,
    "forbidden": 403,
    "not_found": 404,
    "method_not_allowed": 405,
    "conflict": 409,
    "too_large": 413,
    "unsupported": 415,
    "rate_limited": 429,
    "internal": 500,
    "unavailable": 503,
    "timeout": 504,
}
CODES = {status: code for code, status in STATUS.items()} | {400: "invalid_request"}
MESSAGES = {
    "unauthorized": "请先登录，或在 Authorization 头里带上有效的密钥",
    "forbidden": "没有权限做此操作",
    "not_found": "没有找到，或无权查看",
    "method_not_allowed": "此地址不支持这种请求方法",
    "internal": "服务器出错，请把请求编号告诉管理员",
    "unavailable": "服务暂不可用，请稍后再试",
    "timeout": "回答超时，请缩小问题范围后再试",
}


class ApiError(Exception):
    """An error that a client is told. code: a key of STATUS; message: Chinese, says what to do."""

    def __init__(self, code: str, message: str = "", retry_after: int | None = None) -> None:
        super().__init__(message or MESSAGES[code])
        self.code = code
        self.message = message or MESSAGES[code]
        self.retry_after = retry_after


class ErrorDetail(BaseModel):
    """错误内容。"""

    code: str = Field(description="错误代码", examples=["not_found"])
    message: str = Field(description="中文说明与处理办法", examples=["没有找到，或无权查看"])
    request_id: str = Field(description="请求编号，报障时请提供")


class ErrorBody(BaseModel):
    """所有接口统一的错误格式。"""

    error: ErrorDetail


def error_body(code: str, message: str, request_id: str) -> dict[str, Any]:
    return {"error": {"code": code, "message": message, "request_id": request_id}}


def error_response(code: str, message: str, request_id: str, retry_after: int | None = None) -> JSONResponse:
    headers = {"Retry-After": str(retry_after)} if retry_after is not None else {}
    if code == "unauthorized":
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(error_body(code, message, request_id), STATUS[code], headers)


def request_id_of(request: Request) -> str:
    return str(getattr(request.state, "request_id", ""))


def as_api_error(error: Exception) -> ApiError | None:
    """The client's view of a known error, None for an unknown one."""
    if isinstance(error, ApiError):
        return error
    if isinstance(error, LimitError):
        return ApiError("rate_limited", str(error), error.retry_after)
    if isinstance(error, QuestionError):
        return ApiError("invalid_request", str(error))
    if isinstance(error, UploadError):
        return ApiError(error.code, str(error))
    if isinstance(error, TimeoutError):
        return ApiError("timeout")
    return None


def install_error_handlers(app: FastAPI) -> None:
    """Every known error of the routes leaves in the one shape; the guard sees to unknown ones."""

    async def known(request: Request, error: Exception) -> Response:
        found = as_api_error(error) or ApiError("internal")
        return error_response(found.code, found.message, request_id_of(request), found.retry_after)

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        code = CODES.get(error.status_code, "invalid_request" if error.status_code < 500 else "internal")
        return error_response(code, MESSAGES.get(code, str(error.detail)), request_id_of(request))

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return error_response("invalid_request", validation_message(error.errors()), request_id_of(request))

    for kind in (ApiError, LimitError, QuestionError, UploadError, TimeoutError):
        app.add_exception_handler(kind, known)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)


def validation_message(errors: Sequence[Any]) -> str:
    """Which fields are wrong and how, in Chinese."""
    told = {
        "missing": "缺少此项",
        "string_too_long": "太长",
        "string_too_short": "不能为空",
        "too_long": "项目太多",
        "json_invalid": "不是合法的 JSON",
    }
    parts = []
    for error in errors[:5]:
        where = ".".join(str(part) for part in error["loc"] if part not in ("body", "query", "path"))
        parts.append(f"{where or '请求'}：{told.get(error['type'], '格式不对')}")
    return "请求有误：" + "；".join(parts)
