"""The principal: who a request comes from, and what it may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["asker", "admin"]
Via = Literal["open", "session", "key", "embed"]


@dataclass(frozen=True)
class Principal:
    """Someone who may ask.

    owner: the name under which conversations are kept ("user:…", "key:…", "embed:KEY:VISITOR", "local").
    groups: documents of these groups (and of none) may be seen; None means all of them.
    rate: e.g. "60/minute", counted by limit_key. quotas: questions a day by name, 0 for no limit; an embedded visitor
        has one of its own beside its key's.
    """

    owner: str
    name: str
    role: Role
    groups: tuple[str, ...] | None
    via: Via
    limit_key: str
    rate: str
    quotas: tuple[tuple[str, int], ...]

    @property
    def admin(self) -> bool:
        return self.role == "admin"
