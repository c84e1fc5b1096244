"""Signing in to the window: local users, sign-out and the language switch."""

from __future__ import annotations

from importlib.resources import files
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from jinja2 import Environment

from app.api.errors import ApiError, request_id_of
from app.api.guard import COOKIE, cookie_of
from app.api.services import Services
from app.state.audit import Deed

_pages = Environment(autoescape=True)


def page(name: str, **values: object) -> HTMLResponse:
    """One of our own pages, every value escaped."""
    text = files("app").joinpath("static", name).read_text(encoding="utf-8")
    return HTMLResponse(_pages.from_string(text).render(**values))


def signin_routes(services: Services) -> APIRouter:
    router = APIRouter(include_in_schema=False)
    settings = services.settings

    @router.get("/signin")
    def form(
        request: Request,
        next: Annotated[str, Query(max_length=300)] = "/app/",
        popup: Annotated[str, Query(max_length=5)] = "",
    ) -> Response:
        if services.authenticator.open and not popup:
            return RedirectResponse("/app/", 303)
        return page("signin.html", error="", next=safe_next(next), popup=popup, oidc=bool(settings.oidc_issuer))

    @router.post("/signin")
    def signin(
        request: Request,
        name: Annotated[str, Form(max_length=80)],
        password: Annotated[str, Form(max_length=200)],
        next: Annotated[str, Form(max_length=300)] = "/app/",
        popup: Annotated[str, Form(max_length=5)] = "",
    ) -> Response:
        address = request.client.host if request.client else ""
        limited = services.limiter.hit(settings.signin_rate, "signin", address) or services.limiter.hit(
            settings.signin_rate, "signin-name", name
        )
        if limited is not None:
            raise ApiError("rate_limited", limited.message, limited.retry_after)
        user = services.users.verify(name, password)
        outcome = "done" if user else "failed"
        services.audit.write(Deed(request_id_of(request), f"user:{name}", "window", "signin", address, outcome))
        if user is None:
            shown = page(
                "signin.html",
                error="用户名或密码不对",
                next=safe_next(next),
                popup=popup,
                oidc=bool(settings.oidc_issuer),
            )
            shown.status_code = 401
            return shown
        _, token = services.sessions.start("user", user.name, settings.session_hours * 3600)
        if popup:
            # The opener lives in an iframe, where our cookie is not sent: it takes the token itself.
            return page("signedin.html", token=token)
        return with_session(RedirectResponse(safe_next(next), 303), services, token)

    @router.post("/signout")
    def signout(request: Request) -> Response:
        token = cookie_of(request.headers)
        if token:
            services.sessions.end(token)
        answer = RedirectResponse("/signin", 303)
        answer.delete_cookie(COOKIE, path="/")
        return answer

    @router.post("/language")
    def language(to: Annotated[str, Form(max_length=5)]) -> Response:
        answer = JSONResponse({"language": "en" if to == "en" else "zh"})
        answer.set_cookie(
            "zhengwen_language", "en" if to == "en" else "zh", max_age=31_536_000, samesite="lax", path="/"
        )
        return answer

    return router


def with_session(answer: Response, services: Services, token: str) -> Response:
    answer.set_cookie(
        COOKIE,
        token,
        max_age=int(services.settings.session_hours * 3600),
        httponly=True,
        samesite="lax",
        secure=services.settings.secure,
        path="/",
    )
    return answer


def safe_next(target: str) -> str:
    """Only a path of our own: never another site."""
    safe = target.startswith("/") and not target.startswith(("//", "/\\")) and target.isprintable()
    return target if safe else "/app/"
