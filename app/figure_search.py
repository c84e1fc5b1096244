"""Looking figures up in the ledger by what people type."""

from __future__ import annotations

from collections.abc import Iterable

from app.library import Library
from vectorstore.figure import Figure, Kind
from vectorstore.record import FigureFilter


def full_region_names(library: Library, names: Iterable[str]) -> tuple[str, ...]:
    """Full names of the loaded regions that these plain or full names mean; an unknown name stays and finds nothing."""
    found: list[str] = []
    known = library.regions()
    for name in names:
        fits = [region.full_name for region in known if name in (region.name, region.full_name)]
        found += fits or [name]
    return tuple(found)


def search_figures(
    library: Library,
    groups: tuple[str, ...] | None,
    regions: Iterable[str] = (),
    indicator: str = "",
    years: Iterable[int] = (),
    kinds: Iterable[Kind] = (),
    documents: Iterable[str] = (),
) -> list[Figure]:
    """Figures by slots; `indicator` is any part of the indicator's name or of its phrase as printed."""
    where = FigureFilter(
        regions=full_region_names(library, regions),
        years=tuple(years),
        kinds=tuple(kinds),
        documents=tuple(documents),
        groups=groups,
    )
    figures = library.figures(where)
    if indicator:
        figures = [figure for figure in figures if indicator in figure.indicator or indicator in figure.phrase]
    return figures
