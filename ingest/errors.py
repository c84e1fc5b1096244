"""What can go wrong while reading files.

    IngestError
    ├── UnreadableFile      missing, a folder, no permission, input/output error
    ├── EmptyFile           no bytes, or no text in it
    ├── UnsupportedFormat   not one of the formats read here (old .doc, images, archives, binary data)
    ├── EncryptedFile       needs a password
    ├── BrokenFile          of a known format, but its content cannot be read
    ├── UnsafeFile          link out of the folder, compression bomb, too many pages, too large
    ├── ParseLimit          reading took too long or too much memory, or the worker process died
    ├── BadOverrides        NAME.meta.yaml is wrong
    └── UnknownDocument     no stored document has this id

Every message is Chinese and says which file, what is wrong (and what was expected), and what to do.
"""

from __future__ import annotations


class IngestError(Exception):
    """Base of all errors of ingest: `name` of the file, `problem` with it, `remedy` for the reader."""

    def __init__(self, name: str, problem: str, remedy: str) -> None:
        super().__init__(name, problem, remedy)  # all three, so that the error survives pickling between processes
        self.name = name
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.name}：{self.problem}。{self.remedy}。"


class UnreadableFile(IngestError):
    """The file cannot be opened at all."""


class EmptyFile(IngestError):
    """The file holds no text."""


class UnsupportedFormat(IngestError):
    """The file's content is of a format that is not read here."""


class EncryptedFile(IngestError):
    """The file needs a password."""


class BrokenFile(IngestError):
    """The file is damaged."""


class UnsafeFile(IngestError):
    """Reading the file could harm the service or leave its folder."""


class ParseLimit(IngestError):
    """Reading the file went over a limit of time or memory."""


class BadOverrides(IngestError):
    """The sidecar file NAME.meta.yaml cannot be used."""


class UnknownDocument(IngestError):
    """No stored document has this id."""
