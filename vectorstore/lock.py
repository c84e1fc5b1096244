"""One process at a time on an embedded data folder: Chroma would read stale results silently."""

from __future__ import annotations

import os
from pathlib import Path

from filelock import FileLock, Timeout

from vectorstore.errors import StoreLocked


class FolderLock:
    """Held from `take` to `release`, and let go by the system if the process dies."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._lock = FileLock(str(data / "lock"), timeout=0)
        self._owner = data / "lock.pid"

    def take(self) -> None:
        """Raises StoreLocked, naming the process that holds the folder."""
        try:
            self._lock.acquire()
        except Timeout as error:
            raise StoreLocked(self._refusal()) from error
        self._owner.write_text(str(os.getpid()), encoding="ascii")

    def _refusal(self) -> str:
        try:
            pid = self._owner.read_text(encoding="ascii").strip()
        except OSError:
            pid = ""
        holder = "本进程的另一处" if pid == str(os.getpid()) else f"进程 {pid or '(进程号不明)'}"
        return (
            f"数据文件夹 {self._data} 正被{holder}使用,同一文件夹不能由两个进程同时打开。"
            "请先结束该进程(或通过它的网页、接口提问),或用 --data 指定另一个文件夹。"
        )

    def release(self) -> None:
        self._owner.unlink(missing_ok=True)
        self._lock.release()
