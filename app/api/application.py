"""create_app: the API, the chat window and the embed on one FastAPI application."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from anyio import create_task_group, sleep
from anyio.to_thread import run_sync
from fastapi import FastAPI
from fastapi.responses import FileResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles

from app.api.ask import ask_routes
from app.api.conversations import conversation_routes, export_routes
from app.api.documents import document_routes, upload_routes
from app.api.embed import embed_routes
from app.api.errors import install_error_handlers
from app.api.feedback import feedback_routes
from app.api.figures import figure_routes
from app.api.guard import Guard
from app.api.oidc import add_oidc
from app.api.openai import openai_routes
from app.api.operations import operation_routes
from app.api.passages import passage_routes
from app.api.services import Services, build_services
from app.api.signin import signin_routes
from app.chain import Chain
from app.errors import SettingsError
from app.evaluation import Evaluator
from app.ingestion import Ingester
from app.library import Library
from app.server_settings import ServerSettings
from app.state.audit import DAY_SECONDS

STATIC = Path(str(files("app").joinpath("static")))


def create_app(
    chain: Chain,
    library: Library,
    settings: ServerSettings,
    ingester: Ingester | None = None,
    window: bool = True,
    evaluator: Evaluator | None = None,
) -> FastAPI:
    """The whole server. window: False leaves the Gradio window out (API-only replicas). Raises SettingsError."""
    services = build_services(chain, library, settings, ingester, evaluator)
    services.authenticator.check_start()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with create_task_group() as tasks:
            tasks.start_soon(_tidy, services)
            yield
            tasks.cancel_scope.cancel()
        services.uploads.close()
        if services.evaluations is not None:
            services.evaluations.close()
        if tracer is not None:
            await run_sync(tracer.shutdown)
        services.engine.dispose()

    app = FastAPI(
        title="政问",
        summary="政府报告问答：每个数字都核对过，并注明出处",
        version="1",
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.services = services
    install_error_handlers(app)
    for routes in (
        operation_routes,
        ask_routes,
        openai_routes,
        passage_routes,
        document_routes,
        upload_routes,
        figure_routes,
        conversation_routes,
        export_routes,
        feedback_routes,
        signin_routes,
        embed_routes,
    ):
        app.include_router(routes(services))
    add_oidc(app, services)
    _own_files(app, window)
    if find_spec("mcp") is not None:  # an extra: the server runs without it
        from app.api.mcp import add_mcp

        add_mcp(app, services)
    if window:  # gradio takes seconds to import: a replica without the window does not
        from app.ui import mount_window

        mount_window(app, services)
    app.add_middleware(Guard, services=services)
    tracer = None
    if settings.otlp_endpoint:  # an extra: the server runs without it
        try:
            from app.api.tracing import add_tracing, otlp_spans
        except ImportError as absent:
            raise SettingsError("设了 ZHENGWEN_OTLP_ENDPOINT，但未装 otel 扩展：请先 pip install '.[otel]'") from absent

        tracer = add_tracing(app, otlp_spans(settings.otlp_endpoint))
    return app


async def _tidy(services: Services) -> None:
    """Forgets what is past its retention, at the start and then four times a day."""
    while True:
        await run_sync(services.audit.expire)
        oldest = time.time() - services.settings.audit_days * DAY_SECONDS
        await run_sync(services.conversations.forget_owner, "embed:", oldest)
        await sleep(DAY_SECONDS / 4)


def _own_files(app: FastAPI, window: bool) -> None:
    app.mount("/static-own", StaticFiles(directory=STATIC), name="static-own")

    @app.get("/favicon.ico", include_in_schema=False)
    def favicon() -> FileResponse:
        return FileResponse(STATIC / "favicon.svg", media_type="image/svg+xml")

    @app.get("/", include_in_schema=False)
    def home() -> Response:
        return RedirectResponse("/app/" if window else "/v1/openapi.json", 307)
