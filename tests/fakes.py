"""Hand-written stand-ins for slow parts, shared by all tests."""

from __future__ import annotations

import hashlib

import numpy as np
import numpy.typing as npt

from vectorstore.tokenizer import bigrams


class FakeEmbedder:
    """Counts hashed character bigrams into 64 dimensions: texts that share words are near, and nothing is loaded.

    calls: texts embedded so far, for tests of caching.
    """

    def __init__(self, identity: str = "fake-bigrams-64") -> None:
        self._identity = identity
        self.calls = 0

    @property
    def id(self) -> str:
        return self._identity

    def embed_passages(self, texts: list[str]) -> npt.NDArray[np.float32]:
        self.calls += len(texts)
        return np.stack([self._embed(text) for text in texts]) if texts else np.zeros((0, 64), np.float32)

    def embed_query(self, text: str) -> npt.NDArray[np.float32]:
        return self._embed(text)

    def _embed(self, text: str) -> npt.NDArray[np.float32]:
        vector = np.full(64, 1e-3, np.float32)
        for term in bigrams(text):
            digest = hashlib.blake2b(f"{self._identity}{term}".encode(), digest_size=2).digest()
            vector[int.from_bytes(digest, "big") % 64] += 1
        return vector / np.float32(np.linalg.norm(vector))
