"""地区: the place that a document, a figure or a question speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Administrative level of a region."""

    NATION = "国"
    PROVINCE = "省"
    CITY = "市"
    DISTRICT = "区"
    TOWN = "街"


@dataclass(frozen=True, order=True)
class Region:
    """A region by its plain full name (江汉区, 武汉市, 湖北省), its level, and its parents from the nearest up.

    Invented or unknown places have the parents that their document gives, possibly none.
    """

    name: str
    level: Level
    parents: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """All levels from the top, e.g. 湖北省武汉市江汉区: unique, so filters use it."""
        return "".join(reversed(self.parents)) + self.name
