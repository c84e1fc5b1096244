"""The tables of the registry and the figure ledger, and the engine that they live in."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import (
    BigInteger,
    Column,
    Engine,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
)
from sqlalchemy.exc import SQLAlchemyError

from vectorstore.errors import StoreUnavailable
from vectorstore.sqlite import prepare_sqlite

SCHEMA_VERSION = "1"
"""Raise it when a table or an index changes its form."""

tables = MetaData()

_KEY = BigInteger().with_variant(Integer, "sqlite")

manifest_table = Table(
    "manifest",
    tables,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

# A row stands from before a document's first index entry until its older generation is gone from the indexes.
pending_table = Table(
    "pending",
    tables,
    Column("generation", _KEY, primary_key=True, autoincrement=True),
    Column("document", String, nullable=False),
    sqlite_autoincrement=True,
)

documents_table = Table(
    "documents",
    tables,
    Column("id", String, primary_key=True),
    Column("generation", _KEY, nullable=False, unique=True),
    Column("body", Text, nullable=False),
    Column("regions", Text, nullable=False),
    Column("source", LargeBinary, nullable=False),
)

passages_table = Table(
    "passages",
    tables,
    Column("key", _KEY, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, index=True),
    Column("generation", _KEY, nullable=False, index=True),
    Column("region", String, nullable=False, index=True),
    Column("body", Text, nullable=False),
)

figures_table = Table(
    "figures",
    tables,
    Column("key", _KEY, primary_key=True, autoincrement=True),
    Column("generation", _KEY, nullable=False, index=True),
    Column("passage", String, nullable=False, index=True),
    Column("region", String, nullable=False),
    Column("indicator", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("first_year", Integer),
    Column("last_year", Integer),
    Column("value", String, nullable=False),
    Column("body", Text, nullable=False),
    Index("figures_by_region", "region", "indicator", "kind"),
    Index("figures_by_indicator", "indicator", "kind"),
    Index("figures_by_years", "first_year", "last_year"),
)


def open_engine(data: Path, database_url: str) -> Engine:
    """The database with its tables made. Raises StoreUnavailable when it cannot be reached."""
    url = database_url or f"sqlite:///{(data / 'registry.sqlite3').absolute()}"
    try:
        engine = create_engine(url, pool_pre_ping=bool(database_url))
        # FULL: an acknowledged document survives a power cut
        prepare_sqlite(engine, "synchronous=FULL", "busy_timeout=10000", "cache_size=-32000")
        tables.create_all(engine)
    except (SQLAlchemyError, ModuleNotFoundError) as error:
        name = "ZHENGWEN_DATABASE_URL 指定的数据库" if database_url else f"登记库 {data / 'registry.sqlite3'}"
        raise StoreUnavailable(f"无法打开{name}:{error}。请检查地址、权限和磁盘空间。") from error
    return engine
