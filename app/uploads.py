"""Uploads: files kept under the data folder and read one at a time in the background."""

from __future__ import annotations

import logging
import re
import time
import unicodedata
from collections import OrderedDict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import Literal
from uuid import uuid4

from app.errors import AppError
from app.ingestion import Failure, Ingester, IngestResult, Progress

logger = logging.getLogger(__name__)

SUFFIXES = (".pdf", ".docx", ".html", ".htm", ".txt", ".md", ".png", ".jpg", ".jpeg")
KEPT_JOBS = 500


class UploadError(AppError):
    """The file cannot be taken; code is the HTTP meaning."""

    def __init__(self, code: Literal["unsupported", "too_large", "invalid_request"], message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Job:
    """One upload. status: waiting | reading | done | failed; fraction: 0 to 1; outcome as in IngestResult."""

    id: str
    owner: str
    name: str
    digest: str
    status: str
    stage: str
    fraction: float
    created_at: float
    outcome: str = ""
    document: str = ""
    message: str = ""
    warnings: tuple[str, ...] = ()


class Uploads:
    """Takes files in and has them read in order; the same bytes under the same name and key give the same job."""

    def __init__(self, folder: Path, ingester: Ingester | None, limit: int) -> None:
        """folder: where the originals are kept; limit: bytes a file."""
        self._folder = folder
        self._ingester = ingester
        self._limit = limit
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._by_key: dict[str, str] = {}
        self._lock = Lock()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="upload")

    def submit(self, owner: str, name: str, content: bytes, groups: tuple[str, ...] = (), key: str = "") -> Job:
        """Checks the file and queues it. key: the client's idempotency key. Raises UploadError."""
        if self._ingester is None:
            raise UploadError("unsupported", "此服务未接入文件读取，请用 zhengwen ingest 装入报告")
        safe = safe_name(name)
        check_content(safe, content, self._limit)
        digest = sha256(content).hexdigest()
        marker = f"{owner}\0{key or safe}\0{digest}\0{','.join(groups)}"
        with self._lock:
            known = self._jobs.get(self._by_key.get(marker, ""))
            if known is not None and known.status != "failed" and (key or known.status != "done"):
                return known
            job = Job(uuid4().hex, owner, safe, digest, "waiting", "等待读取", 0.0, time.time())
            self._jobs[job.id] = job
            self._by_key[marker] = job.id
            self._forget_old()
        waiting = self._folder / ".incoming" / job.id / safe
        waiting.parent.mkdir(parents=True, exist_ok=True)
        waiting.write_bytes(content)
        self._worker.submit(self._run, job.id, waiting, groups)
        return job

    def find(self, id: str) -> Job | None:
        return self._jobs.get(id)

    def watch(self, id: str, pause: float = 0.3) -> Iterator[Job]:
        """The job each time it has changed, until it has ended."""
        last: Job | None = None
        while (job := self._jobs.get(id)) is not None:
            if job != last:
                yield job
                last = job
            if job.status in ("done", "failed"):
                return
            time.sleep(pause)

    def close(self) -> None:
        """Lets the file being read finish and drops those that wait: their bytes stay for a new upload."""
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _forget_old(self) -> None:
        while len(self._jobs) > KEPT_JOBS:
            self._jobs.popitem(last=False)

    def _update(self, id: str, **changes: object) -> None:
        with self._lock:
            if id in self._jobs:
                self._jobs[id] = replace(self._jobs[id], **changes)  # type: ignore[arg-type]

    def _run(self, id: str, waiting: Path, groups: tuple[str, ...]) -> None:
        def progress(step: Progress) -> None:
            self._update(id, stage=step.stage, fraction=min(max(step.fraction, 0.0), 1.0))

        self._update(id, status="reading", stage="正在读取")
        kept = self._folder / waiting.name
        backup = waiting.with_name(waiting.name + ".old")
        try:
            if kept.exists():
                kept.replace(backup)
            waiting.replace(kept)
            assert self._ingester is not None
            result: IngestResult = self._ingester.ingest_file(kept, groups, progress)
        except Exception as error:
            logger.exception("upload job=%s failed", id)
            result = Failure(f"读取时出错（{type(error).__name__}），请把文件交给管理员检查")
        if result.outcome == "failed" and backup.exists():
            backup.replace(kept)
        elif result.outcome == "failed":
            kept.unlink(missing_ok=True)
        backup.unlink(missing_ok=True)
        waiting.parent.rmdir()
        status = "failed" if result.outcome == "failed" else "done"
        logger.info("upload job=%s outcome=%s document=%s", id, result.outcome, result.document)
        self._update(
            id,
            status=status,
            stage="读取失败" if status == "failed" else "已装入",
            fraction=1.0,
            outcome=result.outcome,
            document=result.document,
            message=result.message,
            warnings=result.warnings,
        )


def safe_name(name: str) -> str:
    """The bare file name: no folders, no control characters, not hidden. Raises UploadError if it has no stem."""
    bare = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    bare = re.sub(r"[\x00-\x1f\x7f<>:\"|?*]", "", bare).strip(" .")
    suffix = PurePosixPath(bare).suffix.lower()
    if suffix not in SUFFIXES:
        known = "、".join(SUFFIXES)
        raise UploadError("unsupported", f"不能读取“{suffix or bare[:20]}”类型的文件；可以上传：{known}")
    stem = bare[: -len(suffix)].strip(" .")[:80]
    if not stem:
        raise UploadError("invalid_request", "文件名是空的，请改名后再传")
    return stem + suffix


def check_content(name: str, content: bytes, limit: int) -> None:
    """Whether the bytes are what the name says. Raises UploadError."""
    if not content:
        raise UploadError("invalid_request", "文件是空的")
    if len(content) > limit:
        raise UploadError("too_large", f"文件超过 {limit // 1_000_000} MB，请拆分后再传")
    suffix = PurePosixPath(name).suffix
    heads = {".pdf": b"%PDF-", ".docx": b"PK\x03\x04", ".png": b"\x89PNG", ".jpg": b"\xff\xd8", ".jpeg": b"\xff\xd8"}
    head = heads.get(suffix)
    if head is not None and head not in content[:1024]:
        raise UploadError("unsupported", f"内容与扩展名 {suffix} 不符，请确认文件没有损坏")
    if head is None and b"\0" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UploadError("unsupported", f"内容与扩展名 {suffix} 不符：应为文字，却是二进制")
