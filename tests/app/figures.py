"""Figures for the tests of pure parts: one call, everything else of an ordinary result of 青禾区 in 2022."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from vectorstore.figure import Direction, Figure, Kind, Measure
from vectorstore.period import Period
from vectorstore.region import Level, Region

QINGHE = Region("青禾区", Level.DISTRICT, ("云川市",))
SONGLING = Region("松岭区", Level.DISTRICT, ("云川市",))
_PLAIN = Figure(
    document="qinghe",
    version="1",
    passage="qinghe@1:0",
    text="486.3亿元",
    value=Decimal("486.3"),
    unit="亿元",
    indicator="地区生产总值",
    phrase="地区生产总值",
    measure=Measure.LEVEL,
    kind=Kind.ACTUAL,
    period=Period.year(2022),
    region=QINGHE,
    subdocument="青禾区政府工作报告",
    section=(),
    start=0,
    end=7,
    sentence_start=0,
    sentence_end=20,
)


def level(value: str, unit: str = "亿元", **changes: object) -> Figure:
    """A total, e.g. level("486.3")."""
    return replace(_PLAIN, value=Decimal(value), unit=unit, text=f"{value}{unit}", **changes)  # type: ignore[arg-type]


def growth(value: str, direction: Direction = Direction.UP, **changes: object) -> Figure:
    """A growth in %, e.g. growth("2.1", Direction.DOWN)."""
    return level(value, "%", measure=Measure.GROWTH, direction=direction, **changes)


def share(value: str, **changes: object) -> Figure:
    """A share in %."""
    return level(value, "%", measure=Measure.SHARE, **changes)
