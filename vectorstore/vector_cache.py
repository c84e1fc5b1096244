"""Vectors by the hash of what was embedded, so that nothing is embedded twice."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vectorstore.embedder import Embedder
from vectorstore.keys import batches

_READ_BATCH = 900
_EMBED_BATCH = 256


def content_hash(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


class VectorCache:
    """An SQLite file of vectors, kept apart by embedder id. Losing the file costs time, nothing else."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(path, check_same_thread=False)
        self._lock = threading.Lock()
        self._connection.execute("PRAGMA page_size=16384")  # ten vectors a page instead of two
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS vectors (embedder TEXT, hash BLOB, vector BLOB, PRIMARY KEY (embedder, hash))"
        )

    def embed(
        self, embedder: Embedder, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> npt.NDArray[np.float32]:
        """Vectors (n, dimensions) of `texts`, cached ones unembedded; progress gets the number done so far."""
        hashes = [content_hash(text) for text in texts]
        found = self._read(embedder.id, hashes)
        missing = {key: text for key, text in zip(hashes, texts, strict=True) if key not in found}
        for batch in batches(list(missing.items()), _EMBED_BATCH):
            vectors = np.asarray(embedder.embed_passages([text for _, text in batch]), np.float32)
            fresh = {key: vector for (key, _), vector in zip(batch, vectors, strict=True)}
            self._write(embedder.id, fresh)
            found.update(fresh)
            if progress is not None:
                progress(len(found))
        return np.stack([found[key] for key in hashes]) if hashes else np.zeros((0, 0), np.float32)

    def _read(self, embedder: str, hashes: Sequence[bytes]) -> dict[bytes, npt.NDArray[np.float32]]:
        found: dict[bytes, npt.NDArray[np.float32]] = {}
        for batch in batches(list(dict.fromkeys(hashes)), _READ_BATCH):
            marks = ",".join("?" * len(batch))
            statement = f"SELECT hash, vector FROM vectors WHERE embedder = ? AND hash IN ({marks})"
            with self._lock:
                rows = self._connection.execute(statement, (embedder, *batch)).fetchall()
            found.update((key, np.frombuffer(vector, np.float32)) for key, vector in rows)
        return found

    def _write(self, embedder: str, vectors: dict[bytes, npt.NDArray[np.float32]]) -> None:
        rows = [(embedder, key, vector.tobytes()) for key, vector in vectors.items()]
        with self._lock, self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

    def close(self) -> None:
        with self._lock:
            self._connection.close()
