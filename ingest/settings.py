"""Limits of reading a file, read once from `ZHENGWEN_*` by an entry point."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class IngestSettings:
    """What one file may take.

    silence_seconds: without a sign of progress; total_seconds: altogether (a scanned page takes 2-5 seconds).
    memory_megabytes: address space of the worker process. file_megabytes: size of a file.
    """

    silence_seconds: float = 120.0
    total_seconds: float = 3600.0
    memory_megabytes: int = 4096
    file_megabytes: int = 200

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> IngestSettings:
        """Settings from ZHENGWEN_PARSE_SILENCE_SECONDS, _PARSE_SECONDS, _PARSE_MEMORY_MB and _FILE_MB."""
        return cls(
            silence_seconds=float(environment.get("ZHENGWEN_PARSE_SILENCE_SECONDS") or cls.silence_seconds),
            total_seconds=float(environment.get("ZHENGWEN_PARSE_SECONDS") or cls.total_seconds),
            memory_megabytes=int(environment.get("ZHENGWEN_PARSE_MEMORY_MB") or cls.memory_megabytes),
            file_megabytes=int(environment.get("ZHENGWEN_FILE_MB") or cls.file_megabytes),
        )
