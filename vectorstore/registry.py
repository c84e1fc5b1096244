"""The registry: the source of truth of which documents and passages are stored."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, delete, func, insert, select

from vectorstore.cache import RecentlyUsed
from vectorstore.catalogue import Catalogue, Entry, RegionCount
from vectorstore.codec import (
    decode_clean_text,
    decode_passage,
    decode_record,
    decode_region,
    decode_source,
    dumps,
    encode_passage,
    encode_record,
    encode_region,
    encode_source,
    kind_mark,
)
from vectorstore.errors import UnknownDocument
from vectorstore.keys import batches, key_of
from vectorstore.passage import Passage, PassageKind
from vectorstore.record import StoredDocument
from vectorstore.schema import documents_table, passages_table, pending_table
from vectorstore.source import Source

_BATCH = 900  # below SQLite's limit of variables in one statement
_PASSAGES_IN_MEMORY = 20_000
_SOURCES_IN_MEMORY = 32
_CLEAN_IN_MEMORY = 32_000_000  # characters: 64 MB, the text of 100,000 passages
_OF_KIND_IN_MEMORY = 100_000


@dataclass(frozen=True)
class Pending:
    """A write that was begun and not yet cleared away."""

    generation: int
    document: str


def _encode_regions(passages: Iterable[Passage]) -> str:
    counts = Counter(passage.region for passage in passages)
    return dumps([[encode_region(region), count] for region, count in counts.items()])


def _decode_regions(body: str) -> tuple[RegionCount, ...]:
    return tuple(RegionCount(decode_region(region), count) for region, count in json.loads(body))


class Registry:
    """Documents and passages in the database. Writes take the caller's connection, so that they share a transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._by_key: RecentlyUsed[int, Passage] = RecentlyUsed(_PASSAGES_IN_MEMORY)
        self._sources: RecentlyUsed[int, Source] = RecentlyUsed(_SOURCES_IN_MEMORY)
        self._clean: RecentlyUsed[int, str] = RecentlyUsed(_CLEAN_IN_MEMORY, len)
        # a generation never changes, so nothing kept of one is ever stale
        self._by_generation: RecentlyUsed[int, tuple[Passage, ...]] = RecentlyUsed(_PASSAGES_IN_MEMORY, len)
        self._of_kind: RecentlyUsed[tuple[PassageKind, int], tuple[Passage, ...]] = RecentlyUsed(
            _OF_KIND_IN_MEMORY, lambda passages: 1 + len(passages)
        )

    def catalogue(self) -> Catalogue:
        """All documents as they stand now."""
        columns = (documents_table.c.generation, documents_table.c.body, documents_table.c.regions)
        with self._engine.connect() as connection:
            rows = connection.execute(select(*columns).order_by(documents_table.c.id)).all()
        return Catalogue(
            tuple(
                Entry(decode_record(body), generation, _decode_regions(regions)) for generation, body, regions in rows
            )
        )

    def revision(self) -> tuple[int, int]:
        """Newest generation and number of documents: another pair means that something was stored or removed."""
        statement = select(func.coalesce(func.max(documents_table.c.generation), 0), func.count())
        with self._engine.connect() as connection:
            newest, count = connection.execute(statement.select_from(documents_table)).one()
        return int(newest), int(count)

    def begin(self, document: str) -> int:
        """Note that a write of `document` starts; returns its new generation."""
        with self._engine.begin() as connection:
            result = connection.execute(insert(pending_table).values(document=document))
            key = result.inserted_primary_key
        assert key is not None
        return int(key[0])

    def pending(self) -> list[Pending]:
        """Writes that were begun and not cleared, oldest first."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(pending_table).order_by(pending_table.c.generation)).all()
        return [Pending(generation, document) for generation, document in rows]

    def clear(self, generation: int) -> None:
        """The write is over: both indexes agree with the registry on it."""
        with self._engine.begin() as connection:
            connection.execute(delete(pending_table).where(pending_table.c.generation == generation))

    def insert(self, connection: Connection, stored: StoredDocument, generation: int) -> None:
        """The document's row and its passages, under `generation`."""
        connection.execute(
            insert(documents_table).values(
                id=stored.record.id,
                generation=generation,
                body=encode_record(stored.record),
                regions=_encode_regions(stored.passages),
                source=encode_source(stored.source),
            )
        )
        rows = [
            {
                "key": key_of(generation, position),
                "id": passage.id,
                "generation": generation,
                "region": passage.region.full_name,
                "body": encode_passage(passage),
            }
            for position, passage in enumerate(stored.passages)
        ]
        if rows:
            connection.execute(insert(passages_table), rows)

    def delete(self, connection: Connection, document: str) -> None:
        """Forget the document's rows, whichever generation they have."""
        generations = select(documents_table.c.generation).where(documents_table.c.id == document).scalar_subquery()
        connection.execute(delete(passages_table).where(passages_table.c.generation.in_(generations)))
        connection.execute(delete(documents_table).where(documents_table.c.id == document))

    def passages_by_key(self, keys: Sequence[int]) -> dict[int, Passage]:
        """Stored passages by key; keys that are not stored are left out."""
        found = {key: passage for key in keys if (passage := self._by_key.get(key)) is not None}
        missing = [key for key in keys if key not in found]
        columns = (passages_table.c.key, passages_table.c.body)
        for batch in batches(missing, _BATCH):
            with self._engine.connect() as connection:
                rows = connection.execute(select(*columns).where(passages_table.c.key.in_(batch))).all()
            found.update((key, self._decode(key, body)) for key, body in rows)
        return found

    def passages(self, ids: Sequence[str]) -> list[Passage]:
        """Passages in the order of `ids`; ids that are not stored are left out."""
        found: dict[str, Passage] = {}
        columns = (passages_table.c.key, passages_table.c.id, passages_table.c.body)
        for batch in batches(ids, _BATCH):
            with self._engine.connect() as connection:
                rows = connection.execute(select(*columns).where(passages_table.c.id.in_(batch))).all()
            found.update((id, self._decode(key, body)) for key, id, body in rows)
        return [found[id] for id in ids if id in found]

    def _decode(self, key: int, body: str) -> Passage:
        passage = self._by_key.get(key)
        if passage is None:
            passage = decode_passage(body)
            self._by_key.put(key, passage)
        return passage

    def passages_of(self, generation: int) -> list[Passage]:
        """All passages of one generation, in order."""
        kept = self._by_generation.get(generation)
        if kept is None:
            statement = select(passages_table.c.body).where(passages_table.c.generation == generation)
            with self._engine.connect() as connection:
                rows = connection.execute(statement.order_by(passages_table.c.key)).all()
            kept = tuple(decode_passage(body) for (body,) in rows)
            self._by_generation.put(generation, kept)
        return list(kept)

    def passages_of_kind(self, kind: PassageKind, generations: Sequence[int]) -> list[Passage]:
        """The passages of a kind in these generations, one after the other; only those never asked for are read."""
        kept = {generation: self._of_kind.get((kind, generation)) for generation in generations}
        missing = [generation for generation, passages in kept.items() if passages is None]
        if missing:
            kept |= self._read_kind(kind, missing)
        return [passage for generation in generations for passage in kept[generation] or ()]

    def _read_kind(self, kind: PassageKind, generations: Sequence[int]) -> dict[int, tuple[Passage, ...]]:
        found: dict[int, list[Passage]] = {generation: [] for generation in generations}
        statement = select(passages_table.c.generation, passages_table.c.body).order_by(passages_table.c.key)
        statement = statement.where(passages_table.c.body.contains(kind_mark(kind), autoescape=True))
        for batch in batches(generations, _BATCH):
            with self._engine.connect() as connection:
                rows = connection.execute(statement.where(passages_table.c.generation.in_(batch))).all()
            for generation, body in rows:
                found[generation].append(decode_passage(body))
        for generation, passages in found.items():
            self._of_kind.put((kind, generation), tuple(passages))
        return {generation: tuple(passages) for generation, passages in found.items()}

    def keys(self) -> Iterator[int]:
        """Keys of all stored passages, rising."""
        with self._engine.connect() as connection:
            yield from connection.scalars(select(passages_table.c.key).order_by(passages_table.c.key))

    def source(self, generation: int) -> Source:
        """The text of one generation. Raises UnknownDocument."""
        cached = self._sources.get(generation)
        if cached is None:
            cached = decode_source(self._coded_source(generation))
            self._sources.put(generation, cached)
        return cached

    def clean_text(self, generation: int) -> str:
        """The cleaned text of one generation. Raises UnknownDocument."""
        cached = self._clean.get(generation)
        if cached is None:
            cached = decode_clean_text(self._coded_source(generation))
            self._clean.put(generation, cached)
        return cached

    def _coded_source(self, generation: int) -> bytes:
        statement = select(documents_table.c.source).where(documents_table.c.generation == generation)
        with self._engine.connect() as connection:
            body = connection.scalar(statement)
        if body is None:
            raise UnknownDocument("该文件已被更新或移除。用 zhengwen documents 查看已收录的文件。")
        return bytes(body)
