"""The cache that forgets what was used longest ago."""

from __future__ import annotations

from vectorstore.cache import RecentlyUsed


def test_what_was_used_longest_ago_is_forgotten_first() -> None:
    cache: RecentlyUsed[str, int] = RecentlyUsed(2)
    cache.put("a", 1)
    cache.put("b", 2)
    assert cache.get("a") == 1
    cache.put("c", 3)
    assert [cache.get(key) for key in "abc"] == [1, None, 3]


def test_weighed_entries_share_the_size_and_the_newest_always_stays() -> None:
    cache: RecentlyUsed[str, str] = RecentlyUsed(5, len)
    cache.put("a", "xx")
    cache.put("b", "yyy")
    assert cache.get("a") == "xx"
    cache.put("a", "xxx")  # six in all: the one used longest ago goes
    assert (cache.get("a"), cache.get("b")) == ("xxx", None)
    cache.put("c", "far too long")
    assert (cache.get("a"), cache.get("c")) == (None, "far too long")
