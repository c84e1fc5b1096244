"""SQLite's settings, which hold for one connection and so are made for each."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, event


def prepare_sqlite(engine: Engine, *pragmas: str) -> None:
    """Have every connection of `engine` run the pragmas (`busy_timeout=5000`); nothing for another database.

    Always with a write-ahead log: readers never wait, and a killed process loses nothing that was committed.
    """
    if engine.dialect.name != "sqlite":
        return

    def prepare(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", *pragmas):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    event.listen(engine, "connect", prepare)
