"""Finds the reports below the given paths, and gives each a document id that stays the same from run to run."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import IngestError, UnreadableFile, UnsafeFile, UnsupportedFormat
from ingest.loaders.dispatch import SUFFIXES
from ingest.sidecar import SUFFIX as SIDECAR_SUFFIX

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff]")


@dataclass(frozen=True)
class Found:
    """A file to read, or the reason why it is not read."""

    path: Path
    error: IngestError | None = None


@dataclass(frozen=True)
class Known:
    """A stored document as naming sees it."""

    id: str
    path: str
    version: str


def shown(path: Path | str) -> str:
    """A path as text that can be stored and printed: bytes that are no UTF-8 are escaped."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")


def absolute(path: Path) -> Path:
    """The absolute path, with links kept as they are."""
    return Path(os.path.abspath(path))


def find_files(paths: Iterable[Path]) -> Iterator[Found]:
    """Files that are named, and all readable ones below folders that are named; each once.

    In a folder, its own files come before those of its sub-folders, by name. Hidden files and folders, Office's lock
    files (~$…) and sidecars are passed over; links are not followed, and those that lead out of the folder are refused.
    """
    seen: set[Path] = set()
    for path in map(absolute, paths):
        for found in _below(path) if path.is_dir() else [_named(path)]:
            if found.path not in seen:
                seen.add(found.path)
                yield found


def _named(path: Path) -> Found:
    if path.suffix.lower() not in SUFFIXES and path.exists():
        known = " ".join(sorted(SUFFIXES))
        return Found(path, UnsupportedFormat(shown(path.name), f"不能读取这种扩展名；可读取：{known}", "请转换后重试"))
    return _regular(path)


def _regular(path: Path) -> Found:
    """A pipe or a device would block or never end."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return Found(path, UnreadableFile(shown(path), "找不到这个文件或文件夹", "请检查路径"))
    except OSError as error:
        return Found(path, UnreadableFile(shown(path.name), f"无法访问（{error.strerror}）", "请检查路径和权限"))
    if not stat.S_ISREG(mode):
        return Found(path, UnsafeFile(shown(path.name), "不是普通文件（管道、设备等）", "请把内容另存为文件后重试"))
    return Found(path)


def _below(root: Path) -> Iterator[Found]:
    unreadable: list[Found] = []

    def refuse(error: OSError) -> None:
        folder = Path(error.filename)
        message = UnreadableFile(
            shown(folder), f"文件夹无法打开（{error.strerror}）", "请给运行本程序的用户加上读取权限"
        )
        unreadable.append(Found(folder, message))

    for folder, subfolders, names in os.walk(root, onerror=refuse):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in subfolders:
            if (Path(folder) / name).is_symlink():
                yield from _link(Path(folder) / name, root)
        for name in sorted(names):
            yield from _entry(Path(folder) / name, root)
    yield from unreadable


def _entry(path: Path, root: Path) -> Iterator[Found]:
    if path.name.startswith((".", "~$")) or path.name.endswith(SIDECAR_SUFFIX):
        return
    if path.suffix.lower() not in SUFFIXES:
        return
    if path.is_symlink():
        yield from _link(path, root)
    else:
        yield _regular(path)


def _link(path: Path, root: Path) -> Iterator[Found]:
    """A link to something inside is passed over, since that is read where it is."""
    target = path.resolve()
    if not target.is_relative_to(root.resolve()):
        yield Found(
            path, UnsafeFile(shown(path.name), "是指向文件夹以外的链接，未读取", "请把文件复制进来，或直接给出它的路径")
        )


def choose_id(path: Path, version: str, known: Sequence[Known], taken: Iterable[str] = ()) -> str:
    """The document id of a file.

    A path that is stored keeps its id. A file moved without change keeps it too. A new file gets its stem; if another
    document has that, `stem.ext`, then `stem.ext-2`, and so on. taken: ids given out but not stored yet.
    """
    place = shown(path)
    for document in known:
        if document.path == place:
            return document.id
    for document in known:
        moved = document.version == version and Path(document.path).name == shown(path.name)
        if moved and not os.path.lexists(document.path):
            return document.id
    used = {document.id for document in known} | set(taken)
    stem, name = _clean_name(path.stem), _clean_name(path.name)
    for candidate in (stem, name):
        if candidate not in used:
            return candidate
    number = 2
    while f"{name}-{number}" in used:
        number += 1
    return f"{name}-{number}"


def _clean_name(name: str) -> str:
    """Composed, printable, without bytes that are no text."""
    text = name.encode("utf-8", "replace").decode("utf-8")
    return _UNPRINTABLE.sub("_", unicodedata.normalize("NFC", text)).strip() or "_"
