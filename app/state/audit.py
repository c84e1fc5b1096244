"""The audit log: who asked or changed what, kept for a set number of days."""

from __future__ import annotations

import time
from dataclasses import dataclass

from sqlalchemy import Engine, delete, insert, select

from app.state.tables import audit

DAY_SECONDS = 86_400.0


@dataclass(frozen=True)
class Deed:
    """One entry. detail: the question or what was changed; outcome: answered, refused, stopped, failed or done."""

    request_id: str
    owner: str
    surface: str
    action: str
    detail: str
    outcome: str
    milliseconds: int = 0


class AuditLog:
    """Append-only but for retention: entries older than `days` go; 0 days writes none."""

    def __init__(self, engine: Engine, days: int) -> None:
        self._engine = engine
        self._days = days

    def write(self, deed: Deed) -> None:
        if self._days <= 0:
            return
        with self._engine.begin() as connection:
            connection.execute(insert(audit).values(at=time.time(), **deed.__dict__))

    def expire(self, now: float | None = None) -> int:
        """Deletes what is older than the retention; gives the count."""
        oldest = (time.time() if now is None else now) - self._days * DAY_SECONDS
        with self._engine.begin() as connection:
            return connection.execute(delete(audit).where(audit.c.at < oldest)).rowcount

    def page(self, limit: int = 100, offset: int = 0) -> list[tuple[float, Deed]]:
        """Newest first."""
        query = select(audit).order_by(audit.c.id.desc()).limit(limit).offset(offset)
        with self._engine.connect() as connection:
            return [
                (
                    row.at,
                    Deed(row.request_id, row.owner, row.surface, row.action, row.detail, row.outcome, row.milliseconds),
                )
                for row in connection.execute(query)
            ]
