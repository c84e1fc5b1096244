"""The outer guard: request id, who asks, same-origin check, body size, security headers, one log line a request."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, urlsplit
from uuid import uuid4

from anyio.to_thread import run_sync
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.errors import MESSAGES, ApiError, error_response
from app.api.services import Services
from app.auth.principal import Principal

logger = logging.getLogger(__name__)

COOKIE = "zhengwen_session"
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; manifest-src 'self'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors {ancestors}"
)
# Pages and files that anybody may load; every other path needs a principal.
OPEN_PATHS = frozenset(
    {"/", "/health", "/ready", "/metrics", "/signin", "/favicon.ico", "/embed", "/embed.js", "/language"}
)
OPEN_FOLDERS = ("/static-own/", "/oidc/", "/app/assets/", "/app/static/", "/app/theme.css", "/v1/embed/")
# Gradio takes uploads from anybody who is signed in; only admins have a use for them.
UPLOAD_PATHS = frozenset({"/v1/documents", "/app/gradio_api/upload"})
# Gradio routes that nothing here uses and that reach out to other servers.
CLOSED_FOLDERS = (
    "/app/gradio_api/proxy",
    "/app/gradio_api/vibe",
    "/app/monitoring",
    "/app/login",
    "/app/gradio_api/deep_link",
)
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Guard:
    """ASGI middleware around everything, the mounted window included."""

    def __init__(self, app: ASGIApp, services: Services) -> None:
        self._app = app
        self._services = services

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        given = headers.get("x-request-id", "")
        request_id = given if REQUEST_ID.fullmatch(given) else uuid4().hex
        state = scope.setdefault("state", {})
        state["request_id"] = request_id
        watched = _Watched(self._services, scope, send, request_id)
        try:
            refusal = await self._admit(scope, headers, state, request_id)
            if refusal is None and "transfer-encoding" in headers:
                receive = await _bounded(receive, self._body_limit(scope))
            await (refusal or self._app)(scope, receive, watched)
        except ApiError as error:
            await error_response(error.code, error.message, request_id)(scope, receive, watched)
        except Exception:
            logger.exception("failed request=%s", request_id)
            if not watched.started:
                await error_response("internal", MESSAGES["internal"], request_id)(scope, receive, watched)
        watched.log(state.get("principal"))

    async def _admit(
        self, scope: Scope, headers: Headers, state: dict[str, object], request_id: str
    ) -> Response | None:
        """The refusal, or None with the principal put into the state."""
        path, method = scope["path"], scope["method"]
        if not self._host_known(headers):
            return error_response("forbidden", "主机名不在允许之列，见设置 ZHENGWEN_ALLOWED_HOSTS", request_id)
        origin = headers.get("origin", "")
        foreign = bool(origin) and not self._own_origin(origin, headers)
        if foreign and method == "OPTIONS":
            return await run_sync(self._preflight, origin)
        bearer = headers.get("authorization", "")
        token = bearer[7:].strip() if bearer[:7].lower() == "bearer " else ""
        cookie = "" if token else cookie_of(headers)
        principal = await run_sync(self._services.authenticator.principal, token or cookie)
        if token and principal is not None and principal.via == "open":
            principal = None  # a wrong key is told so, even where none is needed
        if foreign and not await self._foreign_allowed(origin, principal):
            principal = None
            if method not in SAFE_METHODS or not _open(path):
                return error_response("forbidden", "不允许从其他网站发起此请求", request_id)
        if method not in SAFE_METHODS and not token and headers.get("sec-fetch-site") == "cross-site":
            return error_response("forbidden", "不允许从其他网站发起此请求", request_id)
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._body_limit(scope):
            return error_response("too_large", "请求体太大", request_id)
        state["principal"] = principal
        return self._may_enter(path, method, principal, request_id)

    def _may_enter(self, path: str, method: str, principal: Principal | None, request_id: str) -> Response | None:
        """The refusal of a path that this principal has no business with."""
        if method == "POST" and path in UPLOAD_PATHS and principal is not None and not principal.admin:
            return error_response("forbidden", "此操作需要管理员角色", request_id)
        if path.startswith(CLOSED_FOLDERS):
            return error_response("not_found", MESSAGES["not_found"], request_id)
        if principal is None and not _open(path):
            if path == "/app" or path == "/app/":
                return RedirectResponse(f"/signin?next={quote(path)}", 303)
            return error_response("unauthorized", MESSAGES["unauthorized"], request_id)
        return None

    def _body_limit(self, scope: Scope) -> int:
        settings = self._services.settings
        upload = scope["path"] in UPLOAD_PATHS and scope["method"] == "POST"
        return settings.upload_megabytes * 1_000_000 + 100_000 if upload else settings.body_kilobytes * 1000

    def _host_known(self, headers: Headers) -> bool:
        """Against DNS rebinding: a page of another site must not reach the open server through its own name."""
        hosts = self._services.settings.hosts
        if not hosts:
            return True
        host = headers.get("host", "")
        name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        public = urlsplit(self._services.settings.public_url).hostname
        return name in hosts or name == public

    def _own_origin(self, origin: str, headers: Headers) -> bool:
        public = self._services.settings.public_url.rstrip("/")
        return origin == public or urlsplit(origin).netloc == headers.get("host", "")

    async def _foreign_allowed(self, origin: str, principal: Principal | None) -> bool:
        if principal is None or principal.via not in ("key", "embed"):
            return False
        key = await run_sync(self._services.keys.find, principal.owner.split(":")[1])
        return key is not None and origin in key.origins

    def _preflight(self, origin: str) -> Response:
        if not self._services.keys.origin_allowed(origin):
            return Response(status_code=403)
        allowed = {
            "Access-Control-Allow-Methods": "GET, POST, PATCH, DELETE",
            "Access-Control-Allow-Headers": "Authorization, Content-Type, X-Request-ID",
            "Access-Control-Max-Age": "600",
        }
        return Response(status_code=204, headers=allowed | cross_origin(origin))


def cross_origin(origin: str) -> dict[str, str]:
    return {"Access-Control-Allow-Origin": origin, "Vary": "Origin", "Access-Control-Expose-Headers": "X-Request-ID"}


def cookie_of(headers: Headers) -> str:
    """The session token of the request's cookie, "" without one."""
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(headers.get("cookie", ""))
    except CookieError:
        return ""
    return jar[COOKIE].value if COOKIE in jar else ""


def _open(path: str) -> bool:
    return path in OPEN_PATHS or path.startswith(OPEN_FOLDERS)


async def _bounded(receive: Receive, limit: int) -> Receive:
    """A receive that plays a body of unknown length back. Raises ApiError when it is longer than the limit."""
    messages: list[Message] = []
    length = 0
    while not messages or messages[-1].get("more_body"):
        messages.append(await receive())
        length += len(messages[-1].get("body", b""))
        if length > limit:
            raise ApiError("too_large", "请求体太大")

    async def play() -> Message:
        return messages.pop(0) if messages else await receive()

    return play


class _Watched:
    """A send that adds headers to the response and remembers its status."""

    def __init__(self, services: Services, scope: Scope, send: Send, request_id: str) -> None:
        self._services = services
        self._scope = scope
        self._send = send
        self._request_id = request_id
        self._began = time.perf_counter()
        self._status = 0

    @property
    def started(self) -> bool:
        return self._status > 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            headers = MutableHeaders(scope=message)
            headers["X-Request-ID"] = self._request_id
            for name, value in self._security():
                headers.setdefault(name, value)
            origin = Headers(scope=self._scope).get("origin", "")
            principal = self._scope["state"].get("principal")
            if origin and isinstance(principal, Principal) and principal.via in ("key", "embed"):
                headers.update(cross_origin(origin))
            self._services.metrics.seconds.labels(self._route()).observe(time.perf_counter() - self._began)
        await self._send(message)

    def _security(self) -> Iterable[tuple[str, str]]:
        yield "Content-Security-Policy", CONTENT_POLICY.format(ancestors="'self'")
        yield "X-Content-Type-Options", "nosniff"
        yield "Referrer-Policy", "same-origin"
        yield "Permissions-Policy", "camera=(), microphone=(), geolocation=()"
        if self._services.settings.secure:
            yield "Strict-Transport-Security", "max-age=31536000"

    def _route(self) -> str:
        """A label of few values: the route's pattern, never the path with its ids."""
        route = self._scope.get("route")
        path = getattr(route, "path", "")
        return path or ("/app" if self._scope["path"].startswith("/app") else "other")

    def log(self, principal: object) -> None:
        """One line a request; neither the question nor the query string is in it."""
        route = self._route()
        self._services.metrics.requests.labels(self._scope["method"], route, str(self._status)).inc()
        level = logging.DEBUG if route == "/app" or route == "/health" else logging.INFO
        logger.log(
            level,
            "%s %s status=%d ms=%d request=%s owner=%s",
            self._scope["method"],
            route,
            self._status,
            int((time.perf_counter() - self._began) * 1000),
            self._request_id,
            principal.owner if isinstance(principal, Principal) else "-",
        )
