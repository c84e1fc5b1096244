"""Quantities that follow from two others by their meaning (顺差, 自然增长人口, 结案率): the list of derived.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

CLOSE = 60  # characters that may lie between the two operands


@dataclass(frozen=True)
class Derivation:
    """How one quantity follows from two.

    how: difference (first − second), share (first ÷ second in %), ratio (first ÷ second) or
    quotient (first in `unit` for one `per` of second).
    near: how many characters apart they may stand.
    names: patterns of the words that ask for it. label: what it is called, "" for the words that ask for it.
    opposite: its word and that for the same difference the other way round (顺差, 逆差), None without one.
    """

    names: tuple[str, ...]
    how: str
    first: tuple[str, ...]
    second: tuple[str, ...]
    apart: tuple[str, ...]
    unit: str = ""
    per: str = ""
    near: int = CLOSE
    label: str = ""
    opposite: tuple[str, str] | None = None


@cache
def load_derivations() -> tuple[Derivation, ...]:
    """The entries of app/derived.yaml."""
    raw = yaml.load(files("app").joinpath("derived.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    return tuple(
        Derivation(
            tuple(sorted(entry["names"], key=len, reverse=True)),
            entry["how"],
            tuple(entry["first"]),
            tuple(entry["second"]),
            tuple(entry["apart"]),
            entry.get("unit", ""),
            entry.get("per", ""),
            entry.get("near", CLOSE),
            entry.get("label", ""),
            tuple(entry["opposite"]) if "opposite" in entry else None,
        )
        for entry in raw
    )


def derivation_in(text: str) -> tuple[Derivation, str] | None:
    """The derivation that a question names, with the name it uses; None when it names none."""
    for derivation in load_derivations():
        for name in derivation.names:
            found = re.search(name, text)
            if found:
                return derivation, found.group()
    return None
