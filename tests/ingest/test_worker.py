"""The worker process: hostile files end with a clear error, and the next file is read as if nothing had happened."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.document import Reading
from ingest.errors import BrokenFile, EmptyFile, IngestError, ParseLimit
from ingest.settings import IngestSettings
from ingest.worker import WorkerReader

TASK = "tests.ingest.tasks:read"


@pytest.fixture(scope="module")
def reader() -> Iterator[WorkerReader]:
    # Filling the memory up to its limit takes a busy machine longer than the few seconds that a test waits for a hang.
    settings = IngestSettings(silence_seconds=60.0, total_seconds=90.0, memory_megabytes=1500)
    with WorkerReader(settings, TASK) as worker:
        yield worker


def read(reader: WorkerReader, folder: Path, text: str) -> Reading:
    path = folder / "报告.txt"
    path.write_text(text + "\n青岚区地区生产总值增长7%。", encoding="utf-8")
    return reader.read(path, "报告", None, lambda stage, fraction: None)


def test_a_file_comes_back_read_and_progress_is_told(reader: WorkerReader, tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("青岚区政府工作报告\n增长7%。", encoding="utf-8")
    steps: list[tuple[str, float]] = []
    reading = reader.read(path, "报告", {"title": "另一标题"}, lambda stage, fraction: steps.append((stage, fraction)))
    assert reading.title == "另一标题"
    assert reading.source.clean == "青岚区政府工作报告\n增长7%。"
    assert steps == [("正在读取", 0.5)]


@pytest.mark.parametrize(
    ("mishap", "kind", "words"),
    [
        ("囤积", ParseLimit, "内存超过上限"),
        ("崩溃", ParseLimit, "SIGSEGV"),
        ("出错", EmptyFile, "没有文字"),
        ("意外", BrokenFile, "KeyError"),
    ],
)
def test_a_mishap_is_an_error_and_the_next_file_is_read(
    reader: WorkerReader, tmp_path: Path, mishap: str, kind: type[IngestError], words: str
) -> None:
    with pytest.raises(kind, match=words):
        read(reader, tmp_path, mishap)
    assert read(reader, tmp_path, "正常").source.clean.startswith("正常")


def test_a_file_that_hangs_is_stopped_in_time(tmp_path: Path) -> None:
    settings = IngestSettings(silence_seconds=4.0, total_seconds=30.0, memory_megabytes=1500)
    with WorkerReader(settings, TASK) as reader:
        begun = time.monotonic()
        with pytest.raises(ParseLimit, match="没有进展"):
            read(reader, tmp_path, "挂起")
        assert time.monotonic() - begun < 15
        assert read(reader, tmp_path, "正常").source.clean.startswith("正常")


def test_what_a_library_prints_does_not_disturb_the_answers(reader: WorkerReader, tmp_path: Path) -> None:
    assert read(reader, tmp_path, "多话").source.clean.startswith("多话")
