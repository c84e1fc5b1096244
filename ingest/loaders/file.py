"""A file's bytes and name, as every loader takes them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import EmptyFile, UnreadableFile


@dataclass(frozen=True)
class SourceFile:
    """id: the document's id. version: sha256 of the bytes, hex."""

    path: Path
    id: str
    data: bytes
    version: str

    @property
    def place(self) -> str:
        """The path as text that can be stored."""
        return str(self.path).encode("utf-8", "backslashreplace").decode("utf-8")

    @property
    def name(self) -> str:
        """The file's name as messages show it: bytes that are not text are escaped."""
        return self.path.name.encode("utf-8", "backslashreplace").decode("utf-8")


def read_file(path: Path, id: str) -> SourceFile:
    """Read the whole file. Raises UnreadableFile or EmptyFile."""
    name = path.name.encode("utf-8", "backslashreplace").decode("utf-8")
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile(name, "找不到这个文件", "请检查路径") from None
    except IsADirectoryError:
        raise UnreadableFile(name, "这是文件夹，不是文件", "请给出文件，或用 zhengwen ingest 读取整个文件夹") from None
    except PermissionError:
        raise UnreadableFile(name, "没有读取权限", "请给运行本程序的用户加上读取权限（chmod +r）后重试") from None
    except OSError as error:
        raise UnreadableFile(name, f"读取失败（{error.strerror or error}）", "请检查磁盘和路径后重试") from error
    if not data.strip(b"\x00 \t\r\n"):
        raise EmptyFile(name, "文件是空的", "请重新导出或下载这份报告")
    return SourceFile(path, id, data, hashlib.sha256(data).hexdigest())
