"""Which cells a question asks for: its regions × periods × subjects × kinds, in the order of its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.answering.context import Context
from app.answering.found import Found
from app.understanding.question import Operation, Question, Subject
from vectorstore.figure import Kind
from vectorstore.known_places import SamePlaces
from vectorstore.period import Period
from vectorstore.region import Level, Region
from vectorstore.regions import variants

MOST_REGIONS = 12
WHOLE_COVERAGE = 0.9
PIECE_COVERAGE = 0.7


@dataclass(frozen=True)
class Cell:
    """One thing to look up."""

    subject: Subject
    region: Region | None
    period: Period | None
    kind: Kind | None


def asked_regions(question: Question, context: Context) -> tuple[Region | None, ...]:
    """The regions to look in: those named, all of the asked level, or None for wherever it stands."""
    if question.regions:
        return question.regions
    if question.all_regions:
        homes = context.catalogue.home_regions
        return tuple(r for r in homes if r.level is Level.DISTRICT) or tuple(homes)
    return (None,)


def cells(question: Question, context: Context) -> list[Cell]:
    """Every combination asked for; kinds multiply only when they are as many as the periods or stand alone."""
    if question.pairs:
        kind = question.kinds[0] if len(question.kinds) == 1 else None
        return [
            Cell(subject, pair.region, pair.period, kind) for pair in question.pairs for subject in question.subjects
        ]
    periods: tuple[Period | None, ...] = question.periods or (None,)
    kinds: tuple[Kind | None, ...] = question.kinds or (None,)
    if len(kinds) == len(periods) > 1:
        slots = list(zip(periods, kinds, strict=True))
    elif len(kinds) > 1 and len(periods) == 1:
        slots = [(periods[0], kind) for kind in kinds]
    else:
        slots = [(period, kinds[0] if len(kinds) == 1 else None) for period in periods]
    return [
        Cell(subject, region, period, kind)
        for region in asked_regions(question, context)
        for subject in question.subjects
        for period, kind in slots
    ]


def find_cell(question: Question, cell: Cell, context: Context) -> Found:
    """The ledger's answer to one cell."""
    kinds = (cell.kind,) if cell.kind else ()
    # one 目标 beside two periods belongs to one of them only: it prefers, it does not rule out
    strong = question.kind_strong and not (len(question.periods) > 1 and len(question.kinds) == 1)
    return context.find(replace(question, kinds=kinds, kind_strong=strong), cell.subject, cell.region, cell.period)


def find_cells(question: Question, context: Context) -> list[Found]:
    """All cells; where the subject leads nowhere as a whole, those of a row of things that each lead somewhere."""
    found = _find_all(question, context)
    for row in question.alternatives:
        members = _members(question, row, found, context)
        if members:
            return members
    if question.operation is Operation.SUM:
        return found  # 甲和乙一共多少: one number may be that of both
    return [_its_own(one, found) for one in found]


def _its_own(one: Found, found: list[Found]) -> Found:
    """A figure that another subject names more closely is that one's: 普高上线率 beside 示范高中上线率 has the next."""
    if one.best is None:
        return one
    figure = one.best.figure
    closer = [
        other
        for other in found
        if other.best and other.best.figure == figure and other.subject != one.subject
        if (other.best.coverage, len(other.subject.terms)) > (one.best.coverage, len(one.subject.terms))
    ]
    if not closer:
        return one
    taken = {other.best.figure for other in found if other.best}
    best = next((candidate for candidate in one.agreeing if candidate.figure not in taken), None)
    return replace(one, best=best, rivals=(), alike=())


def _members(question: Question, row: tuple[Subject, ...], found: list[Found], context: Context) -> list[Found]:
    """The cells of the things of a row, [] where the whole reads better."""
    weak = any(one.best is None or one.best.coverage < WHOLE_COVERAGE for one in found)
    if len(row) <= len(question.subjects):
        return []
    enough = PIECE_COVERAGE if weak else WHOLE_COVERAGE
    members: list[Found] = []
    for subject in row:
        one = _find_all(replace(question, subjects=(subject,), alternatives=()), context)
        if not all(each.best and each.best.coverage >= enough for each in one):
            return []
        members += one
    places = {_place_of(one) for one in members}
    if len(places) < len(members):
        return []
    # X和Y that as a whole leads to X only, while Y is there too, asks for both
    return members if weak or all(_place_of(one) in places for one in found) else []


def _place_of(found: Found) -> tuple[str, int, str]:
    return found.best.figure.key if found.best else ("", 0, "")


def _find_all(question: Question, context: Context) -> list[Found]:
    """All cells; a question without a region is spread over the regions that hold its figure."""
    found: list[Found] = []
    for cell in cells(question, context)[: 4 * MOST_REGIONS]:
        one = find_cell(question, cell, context)
        found += _spread(question, cell, one, context) if cell.region is None else [one]
    return found


def _spread(question: Question, cell: Cell, found: Found, context: Context) -> list[Found]:
    """A figure found without a region asked for: one cell for each region that holds it as surely as the best one."""
    if found.best is None:
        return [found]
    good = [c for c in found.agreeing if c.coverage >= found.best.coverage - 0.1]
    homes = context.catalogue.home_regions
    if cell.period is None and len({c.figure.region for c in good}) > 1 and not question.all_regions:
        top = max(c.coverage for c in good)
        good = [c for c in good if c.coverage >= top - 0.03]
    regions = _distinct_places(c.figure.region for c in good)
    if any(variants(region, homes) for region in regions):
        regions = [region for region in regions if variants(region, homes)]
    spread = [find_cell(question, replace(cell, region=region), context) for region in regions[:MOST_REGIONS]]
    kept = [one for one in spread if one.best and one.best.coverage >= found.best.coverage - 0.1]
    return kept or [found]


def _distinct_places(regions: Iterable[Region]) -> list[Region]:
    kept = SamePlaces()
    for region in dict.fromkeys(regions):
        if not kept.of(region):
            kept.add(region)
    return list(kept)
