"""Rates with their interval: a mean never stands without its n."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

Z95 = 1.959963984540054


@dataclass(frozen=True)
class Rate:
    """`hits` of `n`, with the Wilson score interval at 95% (Wilson 1927), as shares from 0 to 1."""

    hits: float
    n: int

    @property
    def share(self) -> float:
        """hits / n; nan when n is 0."""
        return self.hits / self.n if self.n else math.nan

    @property
    def low(self) -> float:
        return self._bound(-1)

    @property
    def high(self) -> float:
        return self._bound(1)

    def _bound(self, side: int) -> float:
        if not self.n:
            return math.nan
        p, n, z2 = self.share, self.n, Z95**2
        spread = Z95 * math.sqrt(max(p * (1 - p), 0) / n + z2 / (4 * n * n))
        return min(1.0, max(0.0, (p + z2 / (2 * n) + side * spread) / (1 + z2 / n)))

    def __str__(self) -> str:
        """.950 [.90, .98] n=120."""
        if not self.n:
            return "- n=0"
        return f"{_short(self.share, 3)} [{_short(self.low, 2)}, {_short(self.high, 2)}] n={self.n}"


def _short(value: float, places: int) -> str:
    return f"{value:.{places}f}".removeprefix("0") if value < 1 else f"{value:.{places}f}"


def rate(outcomes: Iterable[bool | float]) -> Rate:
    """Rate of outcomes that are each between 0 and 1."""
    values = list(outcomes)
    return Rate(float(sum(values)), len(values))


def percentile(values: Iterable[float], share: float) -> float:
    """Nearest-rank percentile (share in 0..1); nan of nothing."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)] if ordered else math.nan
