"""Spans of requests: one each, and nothing of what was asked."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from app.api.tracing import add_tracing


@pytest.fixture
def app() -> FastAPI:
    app = FastAPI()

    @app.get("/v1/figures")
    def figures(indicator: str = "") -> str:
        return indicator

    @app.get("/health")
    def health() -> str:
        return "ok"

    return app


def test_a_request_is_one_span_without_its_query(app: FastAPI) -> None:
    kept = InMemorySpanExporter()
    provider = add_tracing(app, SimpleSpanProcessor(kept))
    with TestClient(app) as client:
        assert client.get("/v1/figures", params={"indicator": "secret"}).json() == "secret"
        client.get("/health")
    provider.shutdown()

    (span,) = kept.get_finished_spans()
    assert span.name == "GET /v1/figures"
    assert "secret" not in span.to_json()
