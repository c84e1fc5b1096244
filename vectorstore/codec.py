"""Stored things to JSON and back; Decimals stay exact as text."""

from __future__ import annotations

import json
import zlib
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from vectorstore.figure import Direction, Figure, Kind, Measure
from vectorstore.passage import Passage, PassageKind
from vectorstore.period import Period
from vectorstore.record import DocumentRecord, SubdocumentRecord
from vectorstore.region import Level, Region
from vectorstore.source import Run, Source


def dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=4096)
def _region(name: str, level: str, parents: tuple[str, ...]) -> Region:
    return Region(name, Level(level), parents)


def encode_region(region: Region) -> list[Any]:
    return [region.name, region.level.value, list(region.parents)]


def decode_region(value: list[Any]) -> Region:
    return _region(value[0], value[1], tuple(value[2]))


def _pairs(value: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, content) for name, content in value)


def encode_passage(passage: Passage) -> str:
    values = dict(vars(passage))
    values["region"] = encode_region(passage.region)
    return dumps(values)


def kind_mark(kind: PassageKind) -> str:
    """What stands in the code of every passage of a kind, and in that of no other: quotes in a text are escaped."""
    return f'"kind":{dumps(kind.value)}'


def decode_passage(body: str) -> Passage:
    values = json.loads(body)
    values["region"] = decode_region(values["region"])
    values["kind"] = PassageKind(values["kind"])
    values["section"] = tuple(values["section"])
    values["years"] = tuple(values["years"])
    values["fields"] = _pairs(values["fields"])
    return Passage(**values)


def encode_figure(figure: Figure) -> str:
    values = dict(vars(figure))
    values["value"] = str(figure.value)
    values["upper"] = None if figure.upper is None else str(figure.upper)
    values["region"] = encode_region(figure.region)
    values["period"] = None if figure.period is None else [figure.period.start, figure.period.end, figure.period.part]
    return dumps(values)


def decode_figure(body: str) -> Figure:
    values = json.loads(body)
    values["value"] = Decimal(values["value"])
    values["upper"] = None if values["upper"] is None else Decimal(values["upper"])
    values["region"] = decode_region(values["region"])
    values["period"] = None if values["period"] is None else Period(*values["period"])
    values["measure"] = Measure(values["measure"])
    values["kind"] = Kind(values["kind"])
    values["direction"] = Direction(values["direction"])
    values["section"] = tuple(values["section"])
    values["column"] = tuple(values["column"])
    return Figure(**values)


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _encode_subdocument(record: SubdocumentRecord) -> dict[str, Any]:
    values = dict(vars(record))
    values["region"] = encode_region(record.region)
    values["date"] = record.date.isoformat() if record.date else None
    return values


def _decode_subdocument(values: dict[str, Any]) -> SubdocumentRecord:
    values["region"] = decode_region(values["region"])
    values["date"] = _date(values["date"])
    values["years"] = tuple(values["years"])
    return SubdocumentRecord(**values)


def encode_record(record: DocumentRecord) -> str:
    values = dict(vars(record))
    values["region"] = encode_region(record.region)
    values["date"] = record.date.isoformat() if record.date else None
    values["added_at"] = record.added_at.isoformat() if record.added_at else None
    values["subdocuments"] = [_encode_subdocument(subdocument) for subdocument in record.subdocuments]
    return dumps(values)


def decode_record(body: str) -> DocumentRecord:
    values = json.loads(body)
    values["region"] = decode_region(values["region"])
    values["date"] = _date(values["date"])
    values["added_at"] = datetime.fromisoformat(values["added_at"]) if values["added_at"] else None
    values["subdocuments"] = tuple(_decode_subdocument(subdocument) for subdocument in values["subdocuments"])
    values["metadata"] = _pairs(values["metadata"])
    values["warnings"] = tuple(values["warnings"])
    values["groups"] = tuple(values["groups"])
    return DocumentRecord(**values)


def encode_source(source: Source) -> bytes:
    """Compressed JSON, about a fifth of the text's bytes."""
    runs = [[run.clean, run.original, run.length] for run in source.runs]
    values = {"text": source.text, "clean": source.clean, "runs": runs, "page_starts": list(source.page_starts)}
    return zlib.compress(dumps(values).encode("utf-8", "surrogatepass"), 6)


def decode_source(body: bytes) -> Source:
    values = json.loads(zlib.decompress(body).decode("utf-8", "surrogatepass"))
    runs = tuple(Run(*run) for run in values["runs"])
    return Source(values["text"], values["clean"], runs, tuple(values["page_starts"]))


def decode_clean_text(body: bytes) -> str:
    """The cleaned text of a coded source, at half the cost of all of it."""
    return str(json.loads(zlib.decompress(body).decode("utf-8", "surrogatepass"))["clean"])
