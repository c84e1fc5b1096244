"""What an index finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """An index key and its score: higher is better, comparable within one list only."""

    key: int
    score: float
