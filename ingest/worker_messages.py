"""What the pipeline and its worker process say to each other, over pipes."""

from __future__ import annotations

import pickle
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from ingest.errors import IngestError

LENGTH = struct.Struct(">Q")


@dataclass(frozen=True)
class Request:
    """A file to read. task: `module:function` of the form of ingest.steps.read_file."""

    task: str
    path: Path
    id: str
    overrides: dict[str, object]


@dataclass(frozen=True)
class Step:
    """A sign of progress; fraction 0 to 1."""

    stage: str
    fraction: float


@dataclass(frozen=True)
class Done:
    """A finished request: what the task returned, or the error that it raised."""

    result: object = None
    error: IngestError | None = None


def send(stream: IO[bytes], message: object) -> None:
    """Write one message."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(LENGTH.pack(len(data)) + data)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """The next message; raises EOFError when the other side is gone."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    (length,) = LENGTH.unpack(head)
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return pickle.loads(data)
