"""What the server needs of the ingest pipeline: handed in by the entry point, never imported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

Outcome = Literal["added", "updated", "unchanged", "failed"]


class Progress(Protocol):
    """How far one file is. stage: Chinese, e.g. 正在识别表格; fraction: 0 to 1."""

    @property
    def stage(self) -> str: ...

    @property
    def fraction(self) -> float: ...


class IngestResult(Protocol):
    """What became of one file. document: its id, "" when it failed; message: Chinese, says what to do on failure."""

    @property
    def outcome(self) -> Outcome: ...

    @property
    def document(self) -> str: ...

    @property
    def message(self) -> str: ...

    @property
    def warnings(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Failure:
    """The result of a file that could not be read at all."""

    message: str
    outcome: Outcome = "failed"
    document: str = ""
    warnings: tuple[str, ...] = ()


class Ingester(Protocol):
    """Reads one file into the store (ingest.pipeline.Pipeline fits as it is). Parsing runs in a worker process."""

    def ingest_file(self, path: Path, groups: tuple[str, ...], on_progress: Callable[[Progress], None]) -> IngestResult:
        """Never raises for a bad file: it gives `failed` with a message that says what to do."""
        ...
