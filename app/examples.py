"""Example questions made from the ledger of what is loaded: each is one that can be answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from vectorstore.figure import Figure, Kind, Measure
from vectorstore.indicators import canonical

TEMPLATES = {
    (Kind.ACTUAL, Measure.LEVEL): "{region}{period}{indicator}是多少？",
    (Kind.ESTIMATE, Measure.LEVEL): "{region}{period}{indicator}预计是多少？",
    (Kind.ACTUAL, Measure.GROWTH): "{region}{period}{indicator}增长多少？",
    (Kind.TARGET, Measure.LEVEL): "{region}{period}{indicator}的目标是多少？",
    (Kind.TARGET, Measure.GROWTH): "{region}{period}{indicator}的增长目标是多少？",
    (Kind.BUDGET, Measure.LEVEL): "{region}{period}{indicator}预算安排多少？",
}
NAME_LENGTH = range(3, 13)


def example_questions(figures: Iterable[Figure], limit: int = 6) -> list[str]:
    """At most `limit` questions: a comparison when two regions share an indicator, then the regions in turn."""
    fit = [figure for figure in figures if _fits(figure)]
    comparison = _comparison(fit)
    chosen = [comparison] if comparison else []
    used: set[str] = set()
    for figure in _in_turn(fit):
        if figure.indicator in used:
            continue
        used.add(figure.indicator)
        chosen.append(_question(figure))
        if len(chosen) == limit:
            break
    return chosen


def _fits(figure: Figure) -> bool:
    """A sure figure of one year with an indicator that the lexicon knows."""
    period = figure.period
    return (
        figure.certain
        and (figure.kind, figure.measure) in TEMPLATES
        and len(figure.indicator) in NAME_LENGTH
        and canonical(figure.indicator) == figure.indicator
        and period is not None
        and period.start == period.end
        and not period.part
        and not figure.part_of
        and not figure.row
    )


def _in_turn(figures: Sequence[Figure]) -> Iterator[Figure]:
    """One figure a region and kind, the regions taking turns."""
    slots: dict[str, dict[str, Figure]] = {}
    for figure in figures:
        slots.setdefault(figure.region.name, {}).setdefault(f"{figure.kind}{figure.indicator}", figure)
    for round_ in zip_longest(*(own.values() for own in slots.values())):
        yield from (figure for figure in round_ if figure is not None)


def _question(figure: Figure) -> str:
    assert figure.period is not None
    template = TEMPLATES[figure.kind, figure.measure]
    return template.format(region=figure.region.name, period=f"{figure.period.start}年", indicator=figure.indicator)


def _comparison(figures: Iterable[Figure]) -> str:
    """The first indicator that two regions give for one year and kind, as a comparing question."""
    first: dict[tuple[str, str, str, int], str] = {}
    for figure in figures:
        assert figure.period is not None
        slot = (figure.indicator, figure.kind.value, figure.unit, figure.period.start)
        other = first.setdefault(slot, figure.region.name)
        if other != figure.region.name and figure.measure is Measure.LEVEL:
            return f"{figure.period.start}年{other}和{figure.region.name}的{figure.indicator}哪个高？"
    return ""
