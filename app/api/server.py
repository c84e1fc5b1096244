"""serve: uvicorn with a graceful stop in the middle of streams."""

from __future__ import annotations

import logging
from types import FrameType

import uvicorn
from fastapi import FastAPI

from app.api.application import create_app
from app.chain import Chain
from app.evaluation import Evaluator
from app.ingestion import Ingester
from app.library import Library
from app.server_settings import ServerSettings

logger = logging.getLogger(__name__)


def serve(
    chain: Chain,
    library: Library,
    settings: ServerSettings,
    ingester: Ingester | None = None,
    evaluator: Evaluator | None = None,
) -> None:
    """Runs until SIGINT or SIGTERM; answers under way get graceful_seconds. Raises SettingsError before it binds."""
    app = create_app(chain, library, settings, ingester, settings.window, evaluator)
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=settings.graceful_seconds,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies) or None,
        ws="none",
    )
    logger.info("serving address=http://%s:%d", settings.host, settings.port)
    _Server(config, app).run()


class _Server(uvicorn.Server):
    """Ends the window's heartbeats first: an open page would otherwise keep the server from stopping."""

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self._zhengwen = app

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        stop = getattr(self._zhengwen.state, "stop_window", None)
        if stop is not None:
            stop()
        super().handle_exit(sig, frame)
