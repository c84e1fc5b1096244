"""API keys: `zw-ID-SECRET`, the secret stored only as an argon2 hash."""

from __future__ import annotations

import re
import secrets
import time
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from sqlalchemy import Engine, Row, func, insert, select, update

from app.auth.principal import Role
from app.auth.secrets import hash_secret, token_hash, verify_secret
from app.errors import SettingsError
from app.state.tables import keys

KEY = re.compile(r"zw-([0-9a-f]{12})-([A-Za-z0-9_]{32,64})")
ORIGIN = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+")
CACHE_SIZE = 1000


@dataclass(frozen=True)
class Key:
    """A key without its secret. origins: web origins that may embed the chat or call from a browser."""

    id: str
    name: str
    role: Role
    groups: tuple[str, ...] | None
    origins: tuple[str, ...]
    rate: str
    daily: int
    revoked: bool = False


class Keys:
    """Made and revoked by `zhengwen keys`; a revoked key stops at once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._verified: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._lock = Lock()

    def any(self) -> bool:
        with self._engine.connect() as connection:
            return bool(connection.execute(select(func.count()).select_from(keys).where(~keys.c.revoked)).scalar())

    def create(
        self,
        name: str,
        role: Role = "asker",
        groups: tuple[str, ...] | None = (),
        origins: Iterable[str] = (),
        rate: str = "",
        daily: int = -1,
    ) -> tuple[Key, str]:
        """The key and its full text, shown once and stored nowhere. rate "" and daily -1: the server's default."""
        listed = tuple(origin.rstrip("/") for origin in origins)
        for origin in listed:
            if not ORIGIN.fullmatch(origin):
                raise SettingsError(f"来源 {origin} 不对：应为 https://主机[:端口]，不带路径")
        key = Key(secrets.token_hex(6), name, role, groups, listed, rate, daily)
        secret = secrets.token_hex(24)
        with self._engine.begin() as connection:
            connection.execute(
                insert(keys).values(
                    id=key.id,
                    name=name,
                    secret_hash=hash_secret(secret),
                    role=role,
                    groups=["*"] if groups is None else list(groups),
                    origins=list(listed),
                    rate=rate,
                    daily=daily,
                    revoked=False,
                    created_at=time.time(),
                )
            )
        return key, f"zw-{key.id}-{secret}"

    def find(self, id: str) -> Key | None:
        """The key of this id unless it was revoked."""
        with self._engine.connect() as connection:
            row = connection.execute(select(keys).where(keys.c.id == id, ~keys.c.revoked)).first()
        return _key(row) if row else None

    def all(self) -> list[Key]:
        with self._engine.connect() as connection:
            return [_key(row) for row in connection.execute(select(keys).order_by(keys.c.created_at))]

    def revoke(self, id: str) -> None:
        with self._engine.begin() as connection:
            if connection.execute(update(keys).where(keys.c.id == id).values(revoked=True)).rowcount == 0:
                raise SettingsError(f"没有密钥 {id}；现有密钥见 zhengwen keys list")

    def verify(self, text: str) -> Key | None:
        """The key that this text is. Argon2 is slow by design, so a good pair is remembered in memory, hashed."""
        match = KEY.fullmatch(text)
        if match is None:
            return None
        with self._engine.connect() as connection:
            row = connection.execute(select(keys).where(keys.c.id == match[1], ~keys.c.revoked)).first()
        if row is None:
            verify_secret(None, match[2])
            return None
        pair = (row.secret_hash, token_hash(match[2]))
        with self._lock:
            known = pair in self._verified
        if not known and not verify_secret(row.secret_hash, match[2]):
            return None
        with self._lock:
            self._verified[pair] = None
            self._verified.move_to_end(pair)
            while len(self._verified) > CACHE_SIZE:
                self._verified.popitem(last=False)
        return _key(row)

    def origin_allowed(self, origin: str) -> bool:
        """Whether any live key names this origin: what a CORS preflight, which carries no key, is answered by."""
        return any(origin in key.origins for key in self.all() if not key.revoked)


def _key(row: Row[Any]) -> Key:
    groups = None if "*" in row.groups else tuple(row.groups)
    return Key(row.id, row.name, row.role, groups, tuple(row.origins), row.rate, row.daily, row.revoked)
