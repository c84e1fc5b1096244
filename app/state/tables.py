"""The server's own tables, in SQLite or by ZHENGWEN_STATE_URL in PostgreSQL. Times are epoch seconds (UTC)."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Engine,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
)

from vectorstore.sqlite import prepare_sqlite

metadata = MetaData()

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("owner", String(120), nullable=False, index=True),
    Column("title", String(200), nullable=False),
    Column("created_at", Float, nullable=False),
    Column("updated_at", Float, nullable=False),
)

turns = Table(
    "turns",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("conversation", String(32), nullable=False),
    Column("position", Integer, nullable=False),
    Column("question", Text, nullable=False),
    Column("scope", JSON, nullable=False),
    Column("status", String(12), nullable=False),  # asked | answered | stopped | failed
    Column("answer", JSON, nullable=True),
    Column("created_at", Float, nullable=False),
    Index("turns_in_order", "conversation", "position"),
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("turn", String(32), nullable=False, index=True),
    Column("owner", String(120), nullable=False),
    Column("verdict", String(8), nullable=False),  # good | bad
    Column("reason", String(20), nullable=False),
    Column("note", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("answer", JSON, nullable=True),
    Column("created_at", Float, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Float, nullable=False, index=True),
    Column("request_id", String(64), nullable=False),
    Column("owner", String(120), nullable=False),
    Column("surface", String(20), nullable=False),
    Column("action", String(40), nullable=False),
    Column("detail", Text, nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("milliseconds", Integer, nullable=False),
)

users = Table(
    "users",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("password_hash", Text, nullable=False),
    Column("role", String(12), nullable=False),
    Column("groups", JSON, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("created_at", Float, nullable=False),
)

keys = Table(
    "keys",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("secret_hash", Text, nullable=False),
    Column("role", String(12), nullable=False),
    Column("groups", JSON, nullable=False),
    Column("origins", JSON, nullable=False),
    Column("rate", String(40), nullable=False),
    Column("daily", Integer, nullable=False),
    Column("revoked", Boolean, nullable=False),
    Column("created_at", Float, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("kind", String(8), nullable=False),  # user | embed
    Column("subject", String(80), nullable=False),
    Column("visitor", String(32), nullable=False),
    Column("expires_at", Float, nullable=False),
)


def open_state(data: Path, url: str = "") -> Engine:
    """The engine of the server's tables, which are made when missing."""
    if not url:
        data.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{data / 'server.sqlite'}"
    engine = create_engine(url, pool_pre_ping=True)
    prepare_sqlite(engine, "busy_timeout=5000", "synchronous=NORMAL")
    metadata.create_all(engine)
    return engine
