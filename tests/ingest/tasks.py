"""Stand-ins for reading a file, run in the worker process: they do what a hostile file would cause."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from ingest.clean.cleaning import clean
from ingest.document import Reading, SubDocument
from ingest.errors import EmptyFile
from ingest.loaders import load
from vectorstore.passage import Passage, PassageKind
from vectorstore.region import Level, Region

Report = Callable[[str, float], None]
PLACE = Region("青岚区", Level.DISTRICT, ("云溪市",))


def read(path: Path, id: str, overrides: Mapping[str, object] | None, report: Report) -> Reading:
    """One passage a paragraph: enough to store; the words of the first line decide what goes wrong."""
    document = load(path, id)
    report("正在读取", 0.5)
    first = document.text.split("\n", 1)[0]
    if first in _MISHAPS:
        _MISHAPS[first]()
    source = clean(document)
    title = str((overrides or {}).get("title") or first)
    report_part = SubDocument(title, "work_report", "", None, PLACE, (2021,), 2021, 0, len(source.clean), ())
    passages, start = [], 0
    for index, line in enumerate(source.clean.split("\n")):
        passage = Passage(
            f"{id}@{document.version[:8]}:{index}",
            id,
            document.version,
            index,
            line,
            title,
            start,
            start + len(line),
            PassageKind.TEXT,
            title,
            title,
            "work_report",
            (),
            PLACE,
            (2021,),
        )
        passages.append(passage)
        start += len(line) + 1
    filled = tuple(each for each in passages if each.text)
    return Reading(
        document, source, title, (report_part,), tuple(replace(each, index=n) for n, each in enumerate(filled))
    )


def _hang() -> None:
    time.sleep(60)


def _hoard() -> None:
    hoard = [bytearray(64 * 1024 * 1024) for _ in range(200)]
    raise AssertionError(len(hoard))


def _die() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _chatter() -> None:
    os.write(1, b"a library prints to standard output")


def _fail() -> None:
    raise EmptyFile("坏.txt", "文件里没有文字", "请重新导出")


def _surprise() -> None:
    raise KeyError("意外")


_MISHAPS = {"挂起": _hang, "囤积": _hoard, "崩溃": _die, "多话": _chatter, "出错": _fail, "意外": _surprise}
