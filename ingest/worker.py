"""Reads files in a worker process, so that a broken or malicious file cannot take the service down."""

from __future__ import annotations

import logging
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO

from ingest.document import Reading
from ingest.errors import ParseLimit
from ingest.settings import IngestSettings
from ingest.worker_messages import Done, Request, Step, receive, send

logger = logging.getLogger(__name__)

READ_FILE = "ingest.steps:read_file"
_STOPPING_SECONDS = 2.0


class WorkerReader:
    """Runs one request at a time in a worker process that is started when needed and replaced when it fails.

    Starting takes a second or two (dictionaries), so the process is kept for the next file.
    """

    def __init__(self, settings: IngestSettings, task: str = READ_FILE) -> None:
        """task: `module:function` with the arguments of ingest.steps.read_file."""
        self._settings = settings
        self._task = task
        self._process: subprocess.Popen[bytes] | None = None
        self._messages: queue.SimpleQueue[Step | Done | None] = queue.SimpleQueue()
        self._lock = threading.Lock()

    def read(
        self, path: Path, id: str, overrides: Mapping[str, object] | None, report: Callable[[str, float], None]
    ) -> Reading:
        """Read a file. Raises the IngestError that reading it raised, or ParseLimit."""
        with self._lock:
            process = self._running()
            try:
                assert process.stdin is not None
                send(process.stdin, Request(self._task, path, id, dict(overrides or {})))
            except OSError:
                raise self._died(path) from None
            done = self._wait(path, report)
        if done.error is not None:
            raise done.error
        assert isinstance(done.result, Reading)
        return done.result

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._stop()
            environment = dict(os.environ, PYTHONPATH=os.pathsep.join(filter(None, sys.path)))
            command = [sys.executable, "-m", "ingest.worker_process", str(self._settings.memory_megabytes)]
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, start_new_session=True
            )
            self._messages = queue.SimpleQueue()
            assert self._process.stdout is not None
            arguments = (self._process.stdout, self._messages)
            threading.Thread(target=_pump, args=arguments, daemon=True, name="worker-answers").start()
        return self._process

    def _wait(self, path: Path, report: Callable[[str, float], None]) -> Done:
        deadline = time.monotonic() + self._settings.total_seconds
        while True:
            patience = min(self._settings.silence_seconds, deadline - time.monotonic())
            try:
                message = self._messages.get(timeout=max(patience, 0.01))
            except queue.Empty:
                self._stop()
                limit = "总时间" if time.monotonic() >= deadline else "没有进展的时间"
                remedy = "请拆分文件，或调高 ZHENGWEN_PARSE_SECONDS / ZHENGWEN_PARSE_SILENCE_SECONDS 后重试"
                raise ParseLimit(_name(path), f"读取{limit}超过上限，已停止", remedy) from None
            if message is None:
                raise self._died(path)
            if isinstance(message, Done):
                return message
            report(message.stage, message.fraction)

    def _died(self, path: Path) -> ParseLimit:
        process = self._process
        code = process.wait(_STOPPING_SECONDS) if process is not None else 0
        self._stop()
        cause = signal.Signals(-code).name if code < 0 else f"退出码 {code}"
        logger.warning("worker process ended: %s", cause)
        problem = f"读取进程意外结束（{cause}），文件可能已损坏，或内存超过上限"
        return ParseLimit(_name(path), problem, "请用原来的程序打开、另存后重试，或调高 ZHENGWEN_PARSE_MEMORY_MB")

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait(_STOPPING_SECONDS)
        for stream in (process.stdin, process.stdout):
            _close(stream)

    def close(self) -> None:
        """Stop the worker process."""
        with self._lock:
            self._stop()

    def __enter__(self) -> WorkerReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _pump(stream: IO[bytes], messages: queue.SimpleQueue[Step | Done | None]) -> None:
    """Hand on what the worker says; None when it is gone."""
    try:
        while True:
            messages.put(receive(stream))
    except (EOFError, OSError, ValueError):
        logger.debug("the worker's answers ended")
    finally:
        messages.put(None)


def _close(stream: IO[bytes] | None) -> None:
    try:
        if stream is not None:
            stream.close()
    except OSError:
        logger.debug("the worker's pipe was closed already")


def _name(path: Path) -> str:
    return path.name.encode("utf-8", "backslashreplace").decode("utf-8")
