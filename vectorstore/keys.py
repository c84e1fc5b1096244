"""Keys of index entries: one number for a passage of one generation of a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

_PASSAGES = 1 << 20
"""Passages that one document may have (a 10,000-page file has about 100,000)."""

Item = TypeVar("Item")


def key_of(generation: int, index: int) -> int:
    """The key of passage `index` (from 0) in `generation`. Raises ValueError beyond a million passages."""
    if not 0 <= index < _PASSAGES:
        raise ValueError(f"一份文件最多 {_PASSAGES} 个段落,得到序号 {index}")
    return generation * _PASSAGES + index


def generation_of(key: int) -> int:
    return key // _PASSAGES


def batches(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """`items` in pieces of at most `size`."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
