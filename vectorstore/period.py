"""时期: the time that a figure or a question speaks of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Period:
    """A span of whole years, or a part of one year.

    start, end: calendar years, both inclusive (2021-2025 is the 十四五 period).
    part: "" for whole years; "Q1".."Q4" for a quarter; "H1"/"H2"; "M11" for one month; "M1-11" for months 1 to 11
        (cumulative, as 1-11月, 前三季度 = "M1-9", 截至11月底 = "M1-11").
    cumulative end points such as 到2025年 or 截至2020年底 are plain years (start == end).
    """

    start: int
    end: int
    part: str = ""

    def __str__(self) -> str:
        """Canonical text, e.g. "2021", "2021-2025", "2020M1-11": stored in the ledger and in answer lines."""
        years = str(self.start) if self.start == self.end else f"{self.start}-{self.end}"
        return years + self.part

    @classmethod
    def year(cls, year: int) -> Period:
        return cls(year, year)
