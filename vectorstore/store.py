"""The passage store: registry, figure ledger, vector index and word index behind one door."""

from __future__ import annotations

import logging
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from types import TracebackType
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, Engine

from vectorstore.catalogue import Catalogue, Scope
from vectorstore.embedder import Embedder, build_embedder
from vectorstore.errors import IndexMismatch, StoreError
from vectorstore.figure import Figure
from vectorstore.found import Found
from vectorstore.indexes import Indexes
from vectorstore.keys import generation_of
from vectorstore.ledger import Ledger
from vectorstore.lock import FolderLock
from vectorstore.manifest import Manifest, read_manifest, write_manifest
from vectorstore.passage import Passage
from vectorstore.record import DocumentRecord, FigureFilter, Filter, Hit, StoredDocument
from vectorstore.region import Region
from vectorstore.registry import Registry
from vectorstore.schema import open_engine
from vectorstore.settings import StoreSettings
from vectorstore.source import Source
from vectorstore.vector_cache import VectorCache

logger = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
"""Called with how many are done and how many there are."""

Result = TypeVar("Result")

_FOLLOW_SECONDS = 1.0


class PassageStore:
    """Everything that ingest writes and the app reads. Make it with `PassageStore.open`.

    The registry decides what is stored: an index entry of a generation that the registry does not hold is never
    returned, so a document is seen whole in its old version or whole in its new one. Any number of threads may read
    while one writes.
    """

    def __init__(
        self, settings: StoreSettings, engine: Engine, lock: FolderLock, embedder: Embedder, writer: bool
    ) -> None:
        self._settings = settings
        self._engine = engine
        self._lock = lock
        self._embedder = embedder
        self._writer = writer
        self._registry = Registry(engine)
        self._ledger = Ledger(engine)
        self._vectors = VectorCache(settings.data / "vectors.sqlite3")
        self._writing = threading.RLock()
        self._switching = threading.Lock()
        self._shared = bool(settings.database_url)
        self._followed = time.monotonic()
        self._manifest = read_manifest(engine) or Manifest(embedder.id, index=0)
        self._catalogue: Catalogue = self._registry.catalogue()
        self._indexes: Indexes | None = None

    @classmethod
    def open(
        cls,
        settings: StoreSettings,
        *,
        writer: bool = False,
        embedder: Embedder | None = None,
        rebuilding: bool = False,
    ) -> PassageStore:
        """Open or create the store, and finish or undo writes that a crash cut short.

        embedder: the one that the settings name when None; its model is loaded at the first search or write.
        rebuilding: open an index that does not fit the settings, to `reindex` it; searches are refused until then.
        Raises StoreLocked, IndexMismatch, StoreUnavailable.
        """
        settings.data.mkdir(parents=True, exist_ok=True)
        lock = FolderLock(settings.data)
        lock.take()
        try:
            engine = open_engine(settings.data, settings.database_url)
            store = cls(settings, engine, lock, embedder or build_embedder(settings.embedding), writer)
            store._start(rebuilding)
        except BaseException:
            lock.release()
            raise
        return store

    def _start(self, rebuilding: bool) -> None:
        present = Manifest(self._embedder.id)
        if self._manifest.index == 0:
            self._manifest = present
            write_manifest(self._engine, present)
        try:
            self._manifest.check(present)
        except IndexMismatch:
            if not rebuilding:
                self._vectors.close()
                self._engine.dispose()
                raise
            return
        self._indexes = Indexes(self._settings, self._manifest.index)
        self._repair()
        self._sweep()

    def _repair(self) -> None:
        """Bring both indexes to agree with the registry where a write was cut short or the counts differ."""
        indexes = self._open_indexes()
        if self._shared:  # others may be writing; what is not in the registry is never returned
            indexes.follow(set(self._catalogue.by_generation), self._registry.passages_of)
            return
        pending = self._registry.pending()
        total = self._catalogue.passage_count
        if pending or indexes.dense.count() != total or indexes.lexical.count() != total:
            touched = indexes.repair(set(self._registry.keys()), self._registry.passages_of, self._embed)
            logger.info("repaired %d document versions in the indexes", touched)
        for write in pending:
            self._registry.clear(write.generation)

    def _sweep(self) -> None:
        """Delete index sets that a rebuild left behind."""
        for folder in self._settings.data.glob("index-*"):
            if folder.name != f"index-{self._manifest.index}":
                shutil.rmtree(folder, ignore_errors=True)

    def _open_indexes(self) -> Indexes:
        if self._indexes is None:
            raise IndexMismatch("索引与当前设置不符,尚未重建。请运行 zhengwen reindex。")
        return self._indexes

    def _embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        return self._vectors.embed(self._embedder, texts)

    # Writing

    @contextmanager
    def _write(self) -> Iterator[Indexes]:
        if not self._writer:
            raise StoreError("数据文件夹是以只读方式打开的,不能写入。")
        with self._writing:
            yield self._open_indexes()

    @contextmanager
    def _switch(self) -> Iterator[Connection]:
        """A transaction whose end and the new catalogue come as one for readers."""
        with self._switching:
            with self._engine.begin() as connection:
                yield connection
            self._catalogue = self._registry.catalogue()

    def put(self, stored: StoredDocument, progress: Callable[[int], None] | None = None) -> None:
        """Store a document, replacing its older version; when this returns, it outlives a crash.

        progress: gets the number of passages embedded so far. Readers see the older version until the new one is whole.
        """
        texts = [passage.indexed_text for passage in stored.passages]
        vectors = self._vectors.embed(self._embedder, texts, progress)
        if stored.record.added_at is None:
            stored = replace(stored, record=replace(stored.record, added_at=datetime.now(UTC)))
        document = stored.record.id
        with self._write() as indexes:
            older = self._current().by_id.get(document)
            generation = self._registry.begin(document)
            try:
                indexes.add(generation, stored.passages, vectors)
                with self._switch() as connection:
                    self._ledger.delete(connection, document)
                    self._registry.delete(connection, document)
                    self._registry.insert(connection, stored, generation)
                    self._ledger.insert(connection, stored.figures, generation)
            except BaseException:
                indexes.remove([generation])
                self._registry.clear(generation)
                raise
            if older is not None:
                indexes.remove([older.generation])
            self._registry.clear(generation)

    def remove(self, document: str) -> None:
        """Forget a document and all that came of it. Raises UnknownDocument."""
        with self._write() as indexes:
            entry = self._current().entry(document)
            note = self._registry.begin(document)
            with self._switch() as connection:
                self._ledger.delete(connection, document)
                self._registry.delete(connection, document)
            indexes.remove([entry.generation])
            self._registry.clear(note)

    def reindex(self, progress: Progress | None = None) -> None:
        """Rebuild both indexes from the registry with the present model and tokenizer; reads go on meanwhile."""
        if not self._writer:
            raise StoreError("数据文件夹是以只读方式打开的,不能重建索引。")
        with self._writing:
            present = replace(Manifest(self._embedder.id), index=self._manifest.index + 1)
            fresh = Indexes(self._settings, present.index)
            fresh.clear()
            done, total = 0, self._catalogue.passage_count
            for entry in self._catalogue.entries:
                passages = self._registry.passages_of(entry.generation)
                fresh.add(entry.generation, passages, self._embed([passage.indexed_text for passage in passages]))
                done += len(passages)
                if progress is not None:
                    progress(done, total)
            write_manifest(self._engine, present)
            old, self._indexes, self._manifest = self._indexes, fresh, present
            if old is not None:
                old.drop()
            self._sweep()

    # Reading

    def _follow(self) -> None:
        """Take over what other processes stored in a shared database; looks once a second, and not while writing."""
        if time.monotonic() - self._followed < _FOLLOW_SECONDS or not self._writing.acquire(blocking=False):
            return
        try:
            self._followed = time.monotonic()
            manifest = read_manifest(self._engine)
            if manifest is not None and manifest.index != self._manifest.index:
                manifest.check(Manifest(self._embedder.id))
                self._manifest, self._indexes = manifest, Indexes(self._settings, manifest.index)
            elif self._registry.revision() == self._catalogue.revision:
                return
            older, newer = self._catalogue, self._registry.catalogue()
            self._open_indexes().follow(set(newer.by_generation), self._registry.passages_of)
            with self._switching:
                self._catalogue = newer
            self._open_indexes().lexical.remove(older.by_generation.keys() - newer.by_generation.keys())
        finally:
            self._writing.release()

    def _current(self) -> Catalogue:
        if self._shared:
            self._follow()
        with self._switching:
            return self._catalogue

    def _read(self, action: Callable[[Catalogue], Result]) -> Result:
        """The action's result on one catalogue: done again if a write came between, which is rare."""
        catalogue = self._current()
        while True:
            result = action(catalogue)
            newest = self._current()
            if newest is catalogue:
                return result
            catalogue = newest

    def documents(self) -> list[DocumentRecord]:
        """All stored documents by id."""
        return [entry.record for entry in self._current().entries]

    def record(self, document: str) -> DocumentRecord:
        """Raises UnknownDocument."""
        return self._current().entry(document).record

    def source(self, document: str) -> Source:
        """The document's loaded and cleaned text. Raises UnknownDocument."""
        return self._read(lambda catalogue: self._registry.source(catalogue.entry(document).generation))

    def passages(self, ids: Sequence[str]) -> list[Passage]:
        """Passages in the order of `ids`; ids that are not stored are left out."""
        return self._read(lambda _: self._registry.passages(ids))

    def passages_of(self, document: str) -> list[Passage]:
        """All passages of a document in order. Raises UnknownDocument."""
        return self._read(lambda catalogue: self._registry.passages_of(catalogue.entry(document).generation))

    def regions(self) -> list[Region]:
        """Distinct regions of stored passages."""
        return self._current().regions()

    def figures(self, where: FigureFilter) -> list[Figure]:
        """Figures that fit every slot named; those without a period fit no year."""
        return self._read(lambda catalogue: self._ledger.figures(where, catalogue))

    def indicators(self, where: FigureFilter) -> list[tuple[str, int]]:
        """Indicators of matching figures and how many figures each has, most frequent first."""
        return self._read(lambda catalogue: self._ledger.indicators(where, catalogue))

    def search_dense(self, query: str, k: int, where: Filter) -> list[Hit]:
        """The k passages nearest in meaning; score is the cosine."""
        if not query.strip():
            return []
        vector = self._embedder.embed_query(query)
        return self._search(where, lambda indexes, scope: indexes.dense.search(vector, k, scope))

    def search_words(self, query: str, k: int, where: Filter) -> list[Hit]:
        """The k best passages by jieba words; score is BM25."""
        return self._search(where, lambda indexes, scope: indexes.lexical.search_words(query, k, scope))

    def search_bigrams(self, query: str, k: int, where: Filter) -> list[Hit]:
        """The k best passages by character bigrams; score is BM25."""
        return self._search(where, lambda indexes, scope: indexes.lexical.search_bigrams(query, k, scope))

    def search_lexical(self, query: str, k: int, where: Filter) -> list[Hit]:
        """Words and bigrams fused by reciprocal rank; score is the fused one."""
        return self._search(where, lambda indexes, scope: indexes.lexical.search(query, k, scope))

    def _search(self, where: Filter, find: Callable[[Indexes, Scope], list[Found]]) -> list[Hit]:
        """Found passages. Entries of generations that the registry no longer or not yet holds never come back."""

        def search(catalogue: Catalogue) -> list[Hit]:
            indexes = self._open_indexes()
            scope = catalogue.scope(where)
            found = find(indexes, scope)
            if any(generation_of(entry.key) not in catalogue.by_generation for entry in found):
                found = find(indexes, scope.strict(catalogue.generations))
            passages = self._registry.passages_by_key([entry.key for entry in found])
            return [Hit(passages[entry.key], entry.score) for entry in found if entry.key in passages]

        return self._read(search)

    def consistent(self) -> bool:
        """Whether both indexes hold exactly the registry's passages; takes seconds at 100,000."""
        return self._open_indexes().agree(set(self._registry.keys()))

    def close(self) -> None:
        """Free the folder for another process."""
        with self._writing:
            if self._indexes is not None:
                self._indexes.close()
            self._vectors.close()
            self._engine.dispose()
            self._lock.release()

    def __enter__(self) -> PassageStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
