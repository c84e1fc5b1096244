"""Joins the steps: file → document → cleaned text → reading → store."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Literal, Protocol

from ingest.document import Reading, SubDocument
from ingest.errors import IngestError, UnreadableFile, UnsafeFile
from ingest.settings import IngestSettings
from ingest.sidecar import Overrides, read_overrides
from ingest.walk import Found, Known, absolute, choose_id, find_files, shown
from vectorstore.errors import StoreError
from vectorstore.record import DocumentRecord, StoredDocument, SubdocumentRecord
from vectorstore.region import Level, Region

logger = logging.getLogger(__name__)

Outcome = Literal["added", "updated", "unchanged", "failed"]
Report = Callable[[str, float], None]
_READING_SHARE = 0.4
_FINGERPRINT = "读取指纹"  # key in DocumentRecord.metadata
_UNKNOWN_REGION = Region("未知地区", Level.DISTRICT)


@dataclass(frozen=True)
class Progress:
    """How far one file is. stage: Chinese; fraction: 0 to 1."""

    stage: str
    fraction: float


@dataclass(frozen=True)
class IngestResult:
    """What became of one file. document: its id, "" when it failed; message: what to do on failure."""

    outcome: Outcome
    document: str
    version: str = ""
    message: str = ""
    warnings: tuple[str, ...] = ()


class FileReader(Protocol):
    """Reads one file; the real one is ingest.worker.WorkerReader. Raises IngestError."""

    def read(self, path: Path, id: str, overrides: Mapping[str, object] | None, report: Report) -> Reading: ...


class Store(Protocol):
    """What the pipeline needs of vectorstore.store.PassageStore."""

    def documents(self) -> list[DocumentRecord]: ...

    def put(self, stored: StoredDocument, progress: Callable[[int], None] | None = None) -> None: ...

    def remove(self, document: str) -> None: ...


class Pipeline:
    """Brings files into the store. One file at a time; the store stays readable all the while."""

    def __init__(self, store: Store, reader: FileReader, settings: IngestSettings) -> None:
        self._store = store
        self._reader = reader
        self._settings = settings

    def ingest_file(
        self,
        path: Path,
        groups: Sequence[str] | None = None,
        on_progress: Callable[[Progress], None] = lambda progress: None,
    ) -> IngestResult:
        """Read one file into the store; a bad file gives `failed` with a message that says what to do.

        groups: who may see it; None leaves it to the sidecar. An unchanged file is skipped without reading it.
        """
        path = absolute(path)
        try:
            overrides = read_overrides(path)
            if groups:
                overrides = replace(overrides, groups=tuple(sorted(set(groups))))
            version = self._version(path)
            return self._ingest(path, version, overrides, lambda stage, share: on_progress(Progress(stage, share)))
        except IngestError as error:
            logger.info("failed: %s", type(error).__name__)
            return IngestResult("failed", "", message=str(error))
        except StoreError as error:
            logger.warning("store: %s", type(error).__name__)
            return IngestResult("failed", "", message=f"{shown(path.name)}：无法写入索引。{error}")

    def find(self, paths: Iterable[Path]) -> list[Found]:
        """The files that `paths` name; see ingest.walk.find_files."""
        return list(find_files(paths))

    def prune(self, paths: Iterable[Path]) -> list[str]:
        """Remove documents whose file was below one of the folders and is gone; gives their ids."""
        roots = [absolute(path) for path in paths]
        gone = [
            record.id
            for record in self._store.documents()
            if any(Path(record.path).is_relative_to(shown(root)) for root in roots) and not _exists(record.path)
        ]
        for id in gone:
            self._store.remove(id)
        return gone

    def _version(self, path: Path) -> str:
        """sha256 of the file's bytes, read in blocks."""
        name = shown(path.name)
        try:
            size = path.stat().st_size
            if size > self._settings.file_megabytes * 1024 * 1024:
                limit = f"超过上限 {self._settings.file_megabytes} MB"
                raise UnsafeFile(
                    name, f"文件有 {size // 1024 // 1024} MB，{limit}", "请拆分文件，或调高 ZHENGWEN_FILE_MB"
                )
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            raise UnreadableFile(name, "找不到这个文件", "请检查路径") from None
        except PermissionError:
            raise UnreadableFile(name, "没有读取权限", "请给运行本程序的用户加上读取权限（chmod +r）后重试") from None
        except OSError as error:
            raise UnreadableFile(name, f"读取失败（{error.strerror}）", "请检查磁盘和路径后重试") from error

    def _ingest(self, path: Path, version: str, overrides: Overrides, report: Report) -> IngestResult:
        records = self._store.documents()
        known = [Known(record.id, record.path, record.version) for record in records]
        id = choose_id(path, version, known)
        old = next((record for record in records if record.id == id), None)
        mark = _fingerprint(overrides)
        if old is not None and _is_same(old, version, mark, shown(path), overrides.groups):
            return IngestResult("unchanged", id, version, warnings=old.warnings)
        reading = self._reader.read(
            path, id, overrides.values, lambda stage, share: report(stage, _READING_SHARE * share)
        )
        groups = overrides.groups if overrides.groups is not None else old.groups if old is not None else ()
        stored = _stored(reading, shown(path), groups, mark)
        count = max(len(stored.passages), 1)
        report("正在建立索引", _READING_SHARE)
        indexing = 1 - _READING_SHARE
        self._store.put(stored, lambda done: report("正在建立索引", _READING_SHARE + indexing * min(done / count, 1)))
        logger.info("stored %s: %d passages, %d figures", id, len(stored.passages), len(stored.figures))
        return IngestResult("added" if old is None else "updated", id, version, warnings=reading.document.warnings)


def _is_same(old: DocumentRecord, version: str, mark: str, path: str, groups: tuple[str, ...] | None) -> bool:
    return (old.version, old.path, dict(old.metadata).get(_FINGERPRINT)) == (version, path, mark) and (
        groups is None or groups == old.groups
    )


def _stored(reading: Reading, path: str, groups: tuple[str, ...], mark: str) -> StoredDocument:
    main = _main_report(reading.subdocuments)
    record = DocumentRecord(
        id=reading.document.id,
        version=reading.document.version,
        path=path,
        format=reading.document.format,
        title=reading.title,
        region=main.region if main else _UNKNOWN_REGION,
        date=main.date if main else None,
        subdocuments=tuple(_subdocument(each) for each in reading.subdocuments),
        passage_count=len(reading.passages),
        figure_count=len(reading.figures),
        uncertain_count=sum(1 for figure in reading.figures if not figure.certain),
        metadata=(*reading.document.metadata, (_FINGERPRINT, mark)),
        warnings=reading.document.warnings,
        groups=groups,
    )
    return StoredDocument(record, reading.source, reading.passages, reading.figures)


def _main_report(subdocuments: Sequence[SubDocument]) -> SubDocument | None:
    """The report that stands for the file: its work report, else the first that has a date, else the first."""
    reports = [each for each in subdocuments if each.kind == "work_report"]
    dated = [each for each in subdocuments if each.date is not None]
    return next(iter([*reports, *dated, *subdocuments]), None)


def _subdocument(each: SubDocument) -> SubdocumentRecord:
    """The sub-document without its sections, which passages and figures carry on."""
    return SubdocumentRecord(**{stored.name: getattr(each, stored.name) for stored in fields(SubdocumentRecord)})


def _fingerprint(overrides: Overrides) -> str:
    """What a reading rests on beside the file: its sidecar and the reading code itself."""
    return hashlib.sha256(_code_digest() + overrides.content).hexdigest()[:16]


READING_MODULES = frozenset(
    {
        *(
            "charges",
            "figure",
            "gazetteer",
            "indicators",
            "known_places",
            "numerals",
            "passage",
            "period",
            "periods",
            "place_names",
            "quantity",
        ),
        *("record", "region", "regions", "source", "tokenizer", "units", "zones", "budget_level"),
    }
)
"""Modules of vectorstore that reading a file goes through."""


@cache
def _code_digest() -> bytes:
    """Digest of all code and lexicons that read files: after an upgrade, files are read anew (vectors are cached)."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for file in sorted([*here.rglob("*"), *(here.parent / "vectorstore").glob("*")]):
        lexicon = file.suffix in (".yaml", ".csv", ".txt")
        code = file.suffix == ".py" and (file.is_relative_to(here) or file.stem in READING_MODULES)
        if lexicon or code:
            digest.update(file.read_bytes())
    return digest.digest()


def _exists(path: str) -> bool:
    return Path(path).exists()
