"""The documents that questions are asked over: a store filled from folders of reports, and what runs are made under."""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
from collections.abc import Callable, Sequence, Set
from pathlib import Path

from app.settings import AnswerSettings
from evals.asking import Corpus, regions_of
from evals.case import Case
from evals.errors import RunError
from evals.record import Setting
from ingest.clean.cleaning import clean
from ingest.loaders import load
from ingest.pipeline import IngestResult, Pipeline
from ingest.settings import IngestSettings
from ingest.walk import find_files
from ingest.worker import WorkerReader
from vectorstore.embedder import build_embedder
from vectorstore.schema import SCHEMA_VERSION
from vectorstore.settings import StoreSettings
from vectorstore.source import Source
from vectorstore.store import PassageStore
from vectorstore.tokenizer import TOKENIZER_VERSION

HERE = Path(__file__).parent
SAMPLE = HERE / "corpus"
GOLD = HERE / "gold"


def default_gold() -> list[Path]:
    """The committed question sets; figures_*.jsonl label the ledger and hold no questions."""
    return sorted(path for path in GOLD.glob("*.jsonl") if not path.name.startswith("figures_"))


def fill(
    store: PassageStore,
    paths: Sequence[Path],
    wanted: Set[str] = frozenset(),
    progress: Callable[[int, int, str], None] = lambda *_: None,
) -> list[IngestResult]:
    """Ingest these files and folders; unchanged files cost nothing.

    wanted: only documents of these ids, the first of each, so that copies of a report in other formats do not stand
    beside it; all when empty or when none is found. Raises RunError naming the files that failed.
    """
    settings = IngestSettings.from_environment()
    with WorkerReader(settings) as reader:
        pipeline = Pipeline(store, reader, settings)
        everything = [item for item in pipeline.find(paths) if item.error is None]
        first = {item.path.stem: item for item in reversed(everything) if item.path.stem in wanted}
        found = list(first.values()) or everything
        if not found:
            raise RunError(f"{'、'.join(map(str, paths))} 里没有可读取的报告,请检查路径")
        results: list[IngestResult] = []
        for index, item in enumerate(found):
            progress(index, len(found), item.path.name)
            results.append(pipeline.ingest_file(item.path))
        progress(len(found), len(found), "")
    failed = [result.message for result in results if result.outcome == "failed"]
    if failed:
        raise RunError("有文件没能读入,评测不作数:" + ";".join(failed))
    return results


def read_corpus(store: PassageStore, cases: Sequence[Case]) -> Corpus:
    """The texts that answers are checked against, and the names of their regions."""
    sources = {record.id: store.source(record.id) for record in store.documents()}
    return Corpus(sources, regions_of(cases, [region.name for region in store.regions()]))


def describe(store: PassageStore, settings: StoreSettings, answering: AnswerSettings, gold: Sequence[Path]) -> Setting:
    """Everything that could change a run's numbers; never a key."""
    embedder = build_embedder(settings.embedding)
    return Setting(
        commit=commit(),
        python=platform.python_version(),
        processors=os.cpu_count() or 0,
        settings={
            "embedding": settings.embedding.model or "默认",
            "chroma": settings.chroma_url or "内嵌",
            "database": "SQLite" if not settings.database_url else "外部数据库",
            "language model": answering.model or "无",
        },
        prompts=prompt_hashes(),
        manifest={"embedder": embedder.id, "tokenizer": TOKENIZER_VERSION, "schema": SCHEMA_VERSION},
        gold={path.name: file_hash(path) for path in gold},
        documents={record.id: record.version[:16] for record in store.documents()},
    )


def prompt_hashes() -> dict[str, str]:
    """sha256 of every prompt file."""
    return {path.name: file_hash(path) for path in sorted((HERE.parent / "prompts").glob("*.md"))}


def file_hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def commit() -> str:
    """The commit of the working tree, with + when it is changed; "" outside a repository."""
    try:
        described = subprocess.run(
            ["git", "-C", str(HERE), "describe", "--always", "--dirty=+"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return described.stdout.strip()


def read_sources(paths: Sequence[Path], wanted: Set[str]) -> dict[str, Source]:
    """Loaded and cleaned text of the wanted documents below these paths by id, without an index."""
    sources: dict[str, Source] = {}
    for item in (item for path in paths for item in find_files([path]) if item.error is None):
        id = item.path.stem if item.path.stem not in sources else item.path.name
        if id in wanted:
            sources[id] = clean(load(item.path, id))
    return sources
