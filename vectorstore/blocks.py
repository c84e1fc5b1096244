"""Vectors in memory, one block a document generation, for exact search under a filter."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_ROWS_IN_MEMORY = 200_000  # 300 MB at 384 dimensions


@dataclass(frozen=True)
class Block:
    """keys (n,), vectors (n, dimensions) normalised, regions (n,) full names."""

    keys: npt.NDArray[np.int64]
    vectors: npt.NDArray[np.float32]
    regions: npt.NDArray[np.object_]

    def rows_of(self, regions: frozenset[str] | None) -> npt.NDArray[np.intp] | None:
        """Rows of the named regions; None for all rows."""
        if regions is None:
            return None
        return np.flatnonzero([region in regions for region in self.regions])


class Blocks:
    """Blocks used lately, read through `load` at first use. A generation never changes, so a block is never stale."""

    def __init__(self, load: Callable[[int, int], Block]) -> None:
        self._load = load
        self._blocks: OrderedDict[int, Block] = OrderedDict()
        self._rows = 0
        self._lock = threading.Lock()

    def get(self, generation: int, count: int) -> Block:
        """The block of a generation of `count` passages."""
        with self._lock:
            block = self._blocks.get(generation)
            if block is not None:
                self._blocks.move_to_end(generation)
                return block
        block = self._load(generation, count)
        with self._lock:
            if generation not in self._blocks:
                self._blocks[generation] = block
                self._rows += len(block.keys)
            while self._rows > _ROWS_IN_MEMORY and len(self._blocks) > 1:
                _, oldest = self._blocks.popitem(last=False)
                self._rows -= len(oldest.keys)
        return block

    def forget(self, generation: int) -> None:
        with self._lock:
            block = self._blocks.pop(generation, None)
            if block is not None:
                self._rows -= len(block.keys)

    def clear(self) -> None:
        with self._lock:
            self._blocks.clear()
            self._rows = 0
