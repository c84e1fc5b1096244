"""Single sign-on by OpenID Connect through authlib: the portal's own account opens the window."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Annotated, Any

from authlib.integrations.base_client.errors import OAuthError  # type: ignore[import-untyped]
from authlib.integrations.starlette_client import OAuth  # type: ignore[import-untyped]
from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.middleware.sessions import SessionMiddleware

from app.api.errors import ApiError, request_id_of
from app.api.services import Services
from app.api.signin import safe_next, with_session
from app.api.streaming import in_thread
from app.auth.secrets import new_token
from app.auth.users import User
from app.server_settings import ServerSettings
from app.state.audit import Deed

logger = logging.getLogger(__name__)


def add_oidc(app: FastAPI, services: Services) -> None:
    """Adds /oidc/start and /oidc/back when an issuer is set.

    The short cookie between the two holds state, nonce and code verifier, signed with a secret of this process: a
    sign-in under way during a restart is simply begun anew.
    """
    if not services.settings.oidc_issuer:
        return
    app.include_router(_routes(services, _client(services.settings)))
    app.add_middleware(
        SessionMiddleware,
        secret_key=new_token(),
        session_cookie="zhengwen_oidc",
        max_age=600,
        path="/oidc",
        same_site="lax",
        https_only=services.settings.secure,
    )


def _client(settings: ServerSettings) -> Any:
    registry = OAuth()
    return registry.register(
        "sso",
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret,
        server_metadata_url=settings.oidc_issuer.rstrip("/") + "/.well-known/openid-configuration",
        client_kwargs={"scope": "openid profile email", "code_challenge_method": "S256", "timeout": 10},
    )


def _routes(services: Services, client: Any) -> APIRouter:
    router = APIRouter(prefix="/oidc", include_in_schema=False)
    settings = services.settings

    @router.get("/start")
    async def start(request: Request, next: Annotated[str, Query(max_length=300)] = "/app/") -> Response:
        request.session["next"] = safe_next(next)
        base = settings.public_url.rstrip("/") or str(request.base_url).rstrip("/")
        found: Response = await client.authorize_redirect(request, f"{base}/oidc/back")
        return found

    @router.get("/back")
    async def back(request: Request) -> Response:
        target = safe_next(str(request.session.get("next", "/app/")))
        try:
            token = await client.authorize_access_token(request)
        except OAuthError as error:
            logger.warning("oidc refused error=%s request=%s", error.error, request_id_of(request))
            raise ApiError("unauthorized", "单点登录没有成功，请重新登录") from error
        finally:
            request.session.clear()
        user = user_of(token.get("userinfo") or {}, settings)
        session = await in_thread(_enter, services, user, request_id_of(request))
        return with_session(RedirectResponse(target, 303), services, session)

    return router


def _enter(services: Services, user: User, request_id: str) -> str:
    """Makes or updates the user and starts a session; gives its token. Raises ApiError for a disabled account."""
    known = services.users.find(user.name)
    if known is not None and known.disabled:
        raise ApiError("forbidden", "此账号已停用，请联系管理员")
    services.users.adopt(user)
    _, session = services.sessions.start("user", user.name, services.settings.session_hours * 3600)
    services.audit.write(Deed(request_id, f"user:{user.name}", "window", "signin", "oidc", "done"))
    return session


def user_of(claims: Mapping[str, Any], settings: ServerSettings) -> User:
    """The user that the claims name, prefixed so that no claim can take a local user's name. Raises ApiError."""
    subject = str(claims.get("preferred_username") or claims.get("sub") or "")
    if not subject:
        raise ApiError("unauthorized", "单点登录没有给出用户名")
    listed = claims.get(settings.oidc_groups_claim) or ()
    groups = (listed,) if isinstance(listed, str) else tuple(str(group) for group in listed)
    admin = bool(settings.oidc_admin_group) and settings.oidc_admin_group in groups
    # A claim must not be read as our mark for every group.
    return User(f"sso:{subject}"[:80], "admin" if admin else "asker", tuple(group for group in groups if group != "*"))
