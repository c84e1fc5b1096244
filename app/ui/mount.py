"""Mounting the window on the server, as docs/decisions say: no analytics, no inline script, no run history."""

from __future__ import annotations

import os

# Gradio and the hub client read these when they are imported; without them a page asks the network.
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import gradio as gr
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from gradio.routes import App
from starlette.routing import Mount

from app.api.errors import MESSAGES, error_body
from app.api.services import Services
from app.auth.principal import Principal
from app.ui.page import WindowPage
from app.ui.window import build_window
from app.ui.words import CHINESE, ENGLISH

FONTS = [
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "sans-serif",
]


def mount_window(app: FastAPI, services: Services) -> None:
    """Mounts the window at /app and leaves a stop hook for the server in app.state.stop_window."""
    i18n = gr.I18n(**{"zh-CN": dict(CHINESE), "zh": dict(CHINESE), "en": dict(ENGLISH)})
    blocks = build_window(services, i18n)
    gr.mount_gradio_app(
        app,
        blocks,
        path="/app",
        auth_dependency=window_owner,
        i18n=i18n,
        theme=theme(),
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        max_file_size=f"{services.settings.upload_megabytes}mb",
        app_kwargs={"openapi_url": None, "docs_url": None, "redoc_url": None, "exception_handlers": {401: _signed_out}},
    )
    app.add_middleware(WindowPage)
    mounted = next(route.app for route in app.routes if isinstance(route, Mount) and route.path == "/app")
    assert isinstance(mounted, App)
    app.state.stop_window = mounted.stop_event.set


def window_owner(request: Request) -> str | None:
    """The owner name that handlers look the principal up by; None sends the page to sign in."""
    principal = getattr(request.state, "principal", None)
    return principal.owner if isinstance(principal, Principal) else None


def _signed_out(request: Request, _: Exception) -> Response:
    request_id = str(getattr(request.state, "request_id", ""))
    return JSONResponse(error_body("unauthorized", MESSAGES["unauthorized"], request_id), 401)


def theme() -> gr.themes.Base:
    """White, one deep blue, system fonts: nothing is fetched."""
    blue = gr.themes.Color(
        name="deep",
        c50="#f2f6fb",
        c100="#e3ecf7",
        c200="#c5d8ee",
        c300="#98b9df",
        c400="#6493ca",
        c500="#2f6cb3",
        c600="#1b4f91",
        c700="#164178",
        c800="#13355f",
        c900="#102b4c",
        c950="#0b1d33",
    )
    return gr.themes.Base(
        primary_hue=blue,
        secondary_hue=blue,
        neutral_hue=gr.themes.colors.slate,
        font=FONTS,
        font_mono=["ui-monospace", "Consolas", "monospace"],
        radius_size=gr.themes.sizes.radius_sm,
        text_size=gr.themes.sizes.text_md,
    ).set(
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_800",
        input_background_fill="#ffffff",
        input_border_width="1px",
        input_border_color="#b6c2d0",
        block_background_fill="#ffffff",
        body_background_fill="#ffffff",
        block_shadow="none",
    )
