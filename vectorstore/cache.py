"""A small thread-safe cache that forgets what was used longest ago."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class RecentlyUsed(Generic[Key, Value]):
    """Entries that weigh at most `size` together, one each unless weighed; safe for several threads."""

    def __init__(self, size: int, weigh: Callable[[Value], int] = lambda _: 1) -> None:
        self._size = size
        self._weigh = weigh
        self._weight = 0
        self._entries: OrderedDict[Key, Value] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Value | None:
        with self._lock:
            value = self._entries.get(key)
            if value is not None:
                self._entries.move_to_end(key)
            return value

    def put(self, key: Key, value: Value) -> None:
        """Keep the value, and at least it, however much it weighs."""
        with self._lock:
            older = self._entries.pop(key, None)
            self._weight += self._weigh(value) - (0 if older is None else self._weigh(older))
            self._entries[key] = value
            while self._weight > self._size and len(self._entries) > 1:
                self._weight -= self._weigh(self._entries.popitem(last=False)[1])
