"""What the server needs of the ingest pipeline: handed in by the entry point, never imported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

Outcome = Literal["added", "updated", "unchanged", "failed"]


@dataclass(frozen=True)
class Progress:
    """How far one file is. stage: Chinese, e.g. 正在识别表格; fraction: 0 to 1."""

    stage: str
    fraction: float


@dataclass(frozen=True)
class IngestResult:
    """What became of one file. document: its id, "" when it failed; message: Chinese, says what to do on failure."""

    outcome: Outcome
    document: str
    version: str = ""
    message: str = ""
    warnings: tuple[str, ...] = ()


class Ingester(Protocol):
    """Reads one file into the store; readable all the time. Parsing runs in a worker process."""

    def ingest_file(self, path: Path, groups: tuple[str, ...], on_progress: Callable[[Progress], None]) -> IngestResult:
        """Never raises for a bad file: it gives `failed` with a message that says what to do."""
        ...
