"""A figure of a sentence before it gets its place in the document."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ingest.figures.phrase import Subject
from vectorstore.figure import Direction, Kind, Measure
from vectorstore.period import Period
from vectorstore.quantity import Quantity
from vectorstore.region import Region


@dataclass(frozen=True)
class Draft:
    """Offsets of `quantity` are into the sentence; `doubts` say in Chinese which bindings are inferred."""

    quantity: Quantity
    value: Decimal
    unit: str
    subject: Subject
    measure: Measure
    direction: Direction
    base: str
    kind: Kind
    period: Period | None
    region: Region
    part_of: str
    doubts: tuple[str, ...] = ()
