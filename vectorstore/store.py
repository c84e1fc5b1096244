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

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, Engine

from vectorstore.catalogue import Catalogue
from vectorstore.embedder import Embedder, build_embedder
from vectorstore.errors import IndexMismatch, StoreError
from vectorstore.indexes import Indexes
from vectorstore.lock import FolderLock
from vectorstore.manifest import Manifest, read_manifest, write_manifest
from vectorstore.record import StoredDocument
from vectorstore.schema import open_engine
from vectorstore.settings import StoreSettings
from vectorstore.store_reader import StoreReader
from vectorstore.vector_cache import VectorCache

logger = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
"""Called with how many are done and how many there are."""

_FOLLOW_SECONDS = 1.0


class PassageStore(StoreReader):
    """Everything that ingest writes and the app reads. Make it with `PassageStore.open`.

    A write goes into both indexes under a new generation, then into the registry in one transaction, and only then do
    the older generation's index entries go: cut short at any point, either the old or the new version is whole.
    """

    def __init__(
        self, settings: StoreSettings, engine: Engine, lock: FolderLock, embedder: Embedder, writer: bool
    ) -> None:
        super().__init__(engine, embedder)
        self._settings = settings
        self._lock = lock
        self._writer = writer
        self._vectors = VectorCache(settings.data / "vectors.sqlite3")
        self._writing = threading.RLock()
        self._shared = bool(settings.database_url)
        self._followed = time.monotonic()
        self._manifest = read_manifest(engine) or Manifest(embedder.id, index=0)
        self._retired: list[Indexes] = []

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
        except BaseException:
            lock.release()
            raise
        try:
            store._start(rebuilding)
        except BaseException:
            store.close()
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
            if rebuilding:
                return
            raise
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
                self._retired.append(old)  # a search may still be reading it

    # Following and closing

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
        return super()._current()

    def consistent(self) -> bool:
        """Whether both indexes hold exactly the registry's passages; takes seconds at 100,000."""
        return self._open_indexes().agree(set(self._registry.keys()))

    def close(self) -> None:
        """Free the folder for another process."""
        with self._writing:
            for indexes in self._retired:
                indexes.drop()
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
