"""Cost limits: how many tokens a day may cost, and a rest for an endpoint that keeps failing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import date

from app.errors import ModelError

FAILURES_BEFORE_REST = 3
REST_SECONDS = 60.0


class Budget:
    """Counts this process's tokens of the day, thread-safe. daily: 0 for no limit."""

    def __init__(self, daily: int, today: Callable[[], date] = date.today) -> None:
        self._daily = daily
        self._today = today
        self._lock = threading.Lock()
        self._day = today()
        self._spent = 0

    def reserve(self, tokens: int) -> None:
        """Books what a call may cost at most. Raises ModelError when the day's limit would be passed."""
        with self._lock:
            if self._today() != self._day:
                self._day, self._spent = self._today(), 0
            if self._daily and self._spent + tokens > self._daily:
                raise ModelError("今日语言模型用量已到上限")
            self._spent += tokens

    def settle(self, reserved: int, used: int) -> None:
        """Replaces a booking by what the call did cost."""
        with self._lock:
            self._spent = max(0, self._spent - reserved + used)

    @property
    def spent(self) -> int:
        with self._lock:
            return self._spent


class Rest:
    """After several failures in a row the endpoint is left alone for a while, so that nobody waits for it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._until = 0.0

    def check(self) -> None:
        """Raises ModelError while resting."""
        with self._lock:
            if self._clock() < self._until:
                raise ModelError("语言模型暂不可用")

    def note(self, worked: bool) -> None:
        with self._lock:
            self._failures = 0 if worked else self._failures + 1
            if self._failures >= FAILURES_BEFORE_REST:
                self._failures, self._until = 0, self._clock() + REST_SECONDS
