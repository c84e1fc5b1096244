"""Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009)."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

_K = 60


def fuse(rankings: Sequence[Sequence[Key]], k: int = _K) -> list[tuple[Key, float]]:
    """Keys with the sum of 1 / (k + rank) over the rankings, ranks from 1, best first; ties: earlier list first."""
    scores: dict[Key, float] = {}
    for ranking in rankings:
        for rank, key in enumerate(ranking, start=1):
            scores[key] = scores.get(key, 0.0) + 1.0 / (k + rank)
    return sorted(scores.items(), key=lambda item: -item[1])
