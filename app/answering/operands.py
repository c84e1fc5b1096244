"""Operands and results of arithmetic: found, chosen to fit together, said with their sources and their expression."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from app.answer import Calculation
from app.answering.cells import cells as asked_cells
from app.answering.cells import find_cells
from app.answering.conflicting import say_conflict
from app.answering.context import Context
from app.answering.draft import Draft
from app.answering.found import Found
from app.answering.nearest import missing_line
from app.answering.stating import place_and_time, say_figure
from app.compute import ComputeError, Result
from app.evidence.agreement import only_passes
from app.evidence.candidates import Candidate
from app.evidence.rivals import same_name
from app.phrasing import figure_clause, period_label, subject_label
from app.understanding.question import RESULT_KINDS, Operation, Question
from vectorstore.figure import KIND_LABELS, Figure, Measure
from vectorstore.regions import same_place

MOST_PLACES = 4
_QUANTITY = re.compile(r"产值|税收|营业收入|利润|投资|产量|面积|增加值|人数")
_WITHIN_A_PLACE = frozenset({Operation.DIFFERENCE, Operation.SUM, Operation.SHARE, Operation.RATIO, Operation.AVERAGE})


def list_operands(figures: Sequence[Figure], draft: Draft) -> tuple[int, ...]:
    numbers = []
    for figure in figures:
        number = draft.state(figure)
        numbers.append(number)
        draft.say(f"{place_and_time(figure)}{subject_label(figure)}{figure_clause(figure)}[{number}]。")
    return tuple(numbers)


def say_result(label: str, result: Result, numbers: tuple[int, ...], draft: Draft, *operands: Figure) -> None:
    if operands:
        draft.derive(result, operands)
    draft.calculations.append(Calculation(result.expression, numbers))
    marks = "".join(f"[{n}]" for n in dict.fromkeys(numbers))
    draft.say(f"{label}{result.text}（计算：{result.expression}）{marks}。")


def guarded(
    draft: Draft, numbers: tuple[int, ...], label: str, method: Callable[[], Result], *operands: Figure
) -> None:
    try:
        say_result(label, method(), numbers, draft, *operands)
    except ComputeError as error:
        draft.say(f"以上数字不能直接计算：{error}。")


def say_rivals(found: Sequence[Found], figures: Sequence[Figure], draft: Draft) -> None:
    """The other values that the reports give of the operands that were reckoned with."""
    for rival in (
        candidate.figure for one in found if one.best and one.best.figure in figures for candidate in one.rivals
    ):
        if rival not in figures:
            said = f"{place_and_time(rival)}{subject_label(rival)}{figure_clause(rival)}"
            draft.say(f"报告中另有不同的数，未用来计算：{said}[{draft.state(rival)}]。")


def _once(found: Sequence[Found]) -> list[Found]:
    """Each ledger entry is one operand, however many cells led to it."""
    kept: dict[tuple[str, int, str], Found] = {}
    for one in found:
        if one.best:
            kept.setdefault(one.best.figure.key, one)
    return list(kept.values())


def find_operands(question: Question, context: Context, draft: Draft) -> list[Found]:
    """The cells with a figure; what is missing beside them is said."""
    cells = _of_one_place(question, find_cells(question, context), context)
    present = _once([one for one in cells if one.best])
    if present:
        for one in cells:
            if one.best is None and (question.regions or len(question.periods) > 1):
                draft.say(missing_line(question, one))
    return present


def _of_one_place(question: Question, cells: list[Found], context: Context) -> list[Found]:
    """Without a place asked for, operands of several places make no sum: those of one place that has them all."""
    places = list(dict.fromkeys(one.best.figure.region for one in cells if one.best))
    wanted = len(asked_cells(question, context))
    if question.regions or question.all_regions or question.operation not in _WITHIN_A_PLACE or wanted < 2:
        return cells
    for place in places[:MOST_PLACES] if len(places) > 1 else ():
        own = find_cells(replace(question, regions=(place,)), context)
        if all(one.best for one in own) and len(_once(own)) > 1:
            return own
    return [one for one in cells if one.best is None or same_place(one.best.figure.region, places[0])]


def chosen_figures(found: Sequence[Found]) -> list[Figure]:
    """The cells' figures, chosen together: of one measure, and of one report and kind where the cells offer that."""
    first = [one.best.figure for one in found if one.best]
    measures = {figure.measure for figure in first}
    if len(measures) > 1:
        for measure in (Measure.LEVEL, Measure.GROWTH, Measure.SHARE):
            chosen = [next((c.figure for c in one.agreeing if c.figure.measure is measure), None) for one in found]
            if all(chosen):
                return [figure for figure in chosen if figure]
    if len(found) != 2:
        return first
    one_thing = found[0].subject == found[1].subject  # 新建 is held against 新建, not against all that there is
    pairs = [
        (_fit_together(a, b) + 0.3 * (one_thing and a.figure.phrase == b.figure.phrase), a.figure, b.figure)
        for a in _as_good(found[0])
        for b in _as_good(found[1])
        if a.figure.key != b.figure.key
    ]
    if not pairs:
        return first
    _, one, other = max(pairs, key=lambda pair: pair[0])
    return [one, other]


def _as_good(found: Found) -> list[Candidate]:
    best = found.agreeing[0] if found.agreeing else None
    return [c for c in found.agreeing[:10] if best and c.coverage >= best.coverage - 0.1 and c.penalty <= best.penalty]


def _fit_together(one: Candidate, other: Candidate) -> float:
    """How good both are, and whether they stand in one report, are of one kind and of one measure."""
    a, b = one.figure, other.figure
    same_region = a.region == b.region
    together = 0.3 * (a.document == b.document) + 0.2 * (a.subdocument == b.subdocument) if same_region else 0.0
    together += 0.5 * (same_region and stand_together(a, b))
    alike = a.kind is b.kind or (a.kind in RESULT_KINDS and b.kind in RESULT_KINDS)
    vague = 0.1 * (only_passes(a) + only_passes(b))
    return one.score + other.score + together + 0.2 * alike + 0.5 * (a.measure is b.measure) - vague


def stand_together(one: Figure, other: Figure) -> bool:
    """Whether one sentence, or one column of a table, gives both."""
    if (one.document, one.subdocument) != (other.document, other.subdocument):
        return False
    in_column = bool(one.row) and (one.column, one.section) == (other.column, other.section)
    return in_column or one.sentence_start == other.sentence_start


def answer_single(question: Question, context: Context, draft: Draft, found: Sequence[Found]) -> bool:
    """Only one operand is there: the report's own outcome is stated, an operand alone is no answer."""
    if not found:
        return False
    if all(one.best and _is_outcome(question.operation, one.best.figure) for one in found):
        for one in found:
            plain = replace(question, operation=Operation.LOOKUP)
            (say_conflict if one.rivals else say_figure)(plain, one, draft)
        return True
    decline("计算所需的数没有找全", [one.best.figure for one in found if one.best], draft)
    return True


def _is_outcome(operation: Operation, figure: Figure) -> bool:
    """Whether a figure is itself what the operation would give: 占比 for a share, a change for a difference."""
    match operation:
        case Operation.SHARE:
            return figure.measure is Measure.SHARE or figure.unit in ("%", "‰")
        case Operation.RATIO:
            return figure.measure is Measure.MULTIPLE
        case Operation.DIFFERENCE:
            return figure.measure in (Measure.CHANGE, Measure.GROWTH)
        case Operation.AVERAGE:
            return "均" in f"{figure.phrase}{figure.base}{figure.row}" or "每" in figure.unit
        case _:
            return True


def decline(reason: str, figures: Sequence[Figure], draft: Draft) -> None:
    """Refuses to reckon, with the reason and the figures that are there."""
    draft.refused = True
    draft.say(f"无法计算：{reason}。{'以下为查到的数字，仅供参考：' if figures else ''}")
    list_operands(figures, draft)


def same_asked_places(found: Sequence[Found]) -> bool:
    """Whether operands that no place was asked for are of one place."""
    return len({one.best.figure.region for one in found if one.best and one.region is None}) < 2


def misfits(found: Sequence[Found]) -> bool:
    """Whether operands of one subject are not one thing: another name, and a telling word that not all of them bear."""
    best = [one.best for one in found if one.best]
    if not same_asked_places(found):
        return True
    if len({one.subject for one in found}) > 1 or len({candidate.lacking for candidate in best}) < 2:
        return False
    first = best[0].figure
    return not all(c.figure.indicator == first.indicator or same_name(first, c.figure, wide=True) for c in best[1:])


def other_quantities(figures: Sequence[Figure]) -> bool:
    """Whether the names end in quantities that differ (实现产值, 实现税收): no multiple is told between these."""
    ends = {(_QUANTITY.findall(figure.phrase) or [""])[-1] for figure in figures} - {""}
    return len(ends) > 1


def name_beside(figure: Figure, other: Figure) -> str:
    """What tells this operand from the other."""
    parts = []
    if figure.region != other.region:
        parts.append(figure.region.name)
    if figure.period != other.period:
        parts.append(period_label(figure.period))
    if figure.indicator != other.indicator or (not parts and figure.kind is other.kind):
        parts.append(subject_label(figure))
    if figure.kind is not other.kind:
        parts.append(KIND_LABELS[figure.kind] + "数")
    return "".join(parts)
