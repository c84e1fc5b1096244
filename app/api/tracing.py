"""OpenTelemetry, by the extra `otel`: a span for each request, without its query string, its body or any question."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span

UNTRACED = "health,ready,metrics,static"


def otlp_spans(endpoint: str) -> SpanProcessor:
    """Sends finished spans in batches to a collector, such as http://127.0.0.1:4317 (gRPC)."""
    return BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint))


def add_tracing(app: FastAPI, spans: SpanProcessor) -> TracerProvider:
    """Traces the requests of app into spans. Shut the returned provider down with the app: it sends what is left."""
    provider = TracerProvider(resource=Resource.create({"service.name": "zhengwen"}))
    provider.add_span_processor(spans)
    FastAPIInstrumentor.instrument_app(
        app,
        server_request_hook=_without_query,
        tracer_provider=provider,
        excluded_urls=UNTRACED,
        exclude_spans=["receive", "send"],
    )
    return provider


def _without_query(span: Span, scope: dict[str, Any]) -> None:
    for attribute in ("http.url", "http.target"):  # a query string may hold what somebody looked for
        span.set_attribute(attribute, scope["path"])
