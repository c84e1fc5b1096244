"""Limits: a moving window for the rate, a fixed day for the quota."""

from __future__ import annotations

import time
from dataclasses import dataclass

from limits import RateLimitItemPerDay, parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter, MovingWindowRateLimiter

from app.auth.principal import Principal


@dataclass(frozen=True)
class LimitReached:
    """Why not, and after how many seconds again."""

    message: str
    retry_after: int


class Limiter:
    """Counts in the memory of this process: a restart starts anew, each replica counts for itself."""

    def __init__(self) -> None:
        storage = MemoryStorage()
        self._rate = MovingWindowRateLimiter(storage)
        self._day = FixedWindowRateLimiter(storage)

    def ask(self, principal: Principal) -> LimitReached | None:
        """Counts one question; gives the reason when it may not be asked now. One person in open mode has no limit."""
        if principal.via == "open":
            return None
        reached = self.hit(principal.rate, "ask", principal.limit_key)
        if reached is not None:
            return reached
        for name, daily in principal.quotas:
            day = RateLimitItemPerDay(max(daily, 1))
            if daily > 0 and not self._day.hit(day, "day", name):
                reset = self._day.get_window_stats(day, "day", name).reset_time
                return LimitReached("今日提问次数已用完，请明天再试或请管理员提高限额", _seconds_until(reset))
        return None

    def hit(self, rate: str, *identifiers: str) -> LimitReached | None:
        """Counts one event against a rate such as "10/minute"."""
        item = parse(rate)
        if self._rate.hit(item, *identifiers):
            return None
        reset = self._rate.get_window_stats(item, *identifiers).reset_time
        return LimitReached("请求太频繁，请稍后再试", _seconds_until(reset))


def _seconds_until(moment: float) -> int:
    return max(1, int(moment - time.time()) + 1)
