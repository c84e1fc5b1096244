"""A citation seen in its source: the quote in its surroundings, its place, and the picture of its page."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock

from vectorstore.passage import Passage
from vectorstore.record import DocumentRecord
from vectorstore.source import Source

SURROUNDING = 400  # cleaned characters shown before and after the passage
RENDER_SECONDS = 30


@dataclass(frozen=True)
class SourceView:
    """before + quote + after is one stretch of cleaned text. page counts from 1, None without pages."""

    before: str
    quote: str
    after: str
    page: int | None


def source_view(source: Source, passage: Passage, start: int | None, end: int | None) -> SourceView:
    """The stretch around the passage. start, end: offsets of the quote in the loaded text; None: the whole passage."""
    first, last = passage.start, passage.end
    if start is not None and end is not None and end > start:
        first, last = clean_offset(source, start), clean_offset(source, end - 1) + 1
    first, last = max(0, min(first, len(source.clean))), max(0, min(last, len(source.clean)))
    if last <= first:
        first, last = passage.start, passage.end
    low = max(0, min(first, passage.start) - SURROUNDING)
    high = min(len(source.clean), max(last, passage.end) + SURROUNDING)
    page = source.quote(first, last).page if last > first else None
    return SourceView(source.clean[low:first], source.clean[first:last], source.clean[last:high], page)


def clean_offset(source: Source, original: int) -> int:
    """The cleaned offset of a loaded one; of the nearest kept character before it when it was cleaned away."""
    best = 0
    for run in source.runs:
        if run.original > original:
            break
        best = run.clean + min(original - run.original, run.length - 1)
    return best


class PageImages:
    """Pictures of PDF pages with the quote marked, rendered once by a process of their own and kept on disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()

    def picture(self, record: DocumentRecord, page: int, quote: str) -> Path | None:
        """The PNG, or None when the file is gone, is no PDF or has no such page."""
        file = Path(record.path)
        if file.suffix.lower() != ".pdf" or not file.is_file() or page < 1:
            return None
        name = sha256(f"{record.version}\0{page}\0{quote}".encode()).hexdigest()[:40]
        out = self._folder / f"{name}.png"
        if out.exists():
            return out
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._lock:  # one at a time: a render takes a whole core for a moment
            waiting = out.with_suffix(".part")
            try:
                done = subprocess.run(
                    [sys.executable, "-m", "app.page_image", str(file), str(page), str(waiting)],
                    input=quote.encode(),
                    capture_output=True,
                    timeout=RENDER_SECONDS,
                    check=False,
                )
            except subprocess.TimeoutExpired:
                return None
            if done.returncode not in (0, 3) or not waiting.exists():
                return None
            waiting.replace(out)
        return out
