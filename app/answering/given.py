"""Arithmetic over numbers that the question itself gives, each of them looked up in the reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from app import compute_given
from app.answer import Calculation
from app.answering.cells import asked_regions, find_cells
from app.answering.context import Context
from app.answering.correcting import equals_claim
from app.answering.deriving import figures_around
from app.answering.draft import Draft
from app.answering.operands import list_operands
from app.compute import ComputeError, Result
from app.evidence.sentences import share_of_terms
from app.understanding.given import Asked, Given, given_whole, read_given
from app.understanding.question import Operation, Question
from vectorstore.figure import Figure, Measure
from vectorstore.quantity import Quantity, same_dimension, to_base

TELLING_DIGITS = 4  # a number so exact is no other thing's in one place
ABOUT = 0.6
_METHODS: dict[Given, Callable[[Quantity, Quantity], Result]] = {
    Given.SHARE: compute_given.share_given,
    Given.RATIO: compute_given.ratio_given,
    Given.DIFFERENCE: compute_given.difference_given,
    Given.GROWTH: compute_given.growth_given,
}
_LABELS = {Given.SHARE: "占比为", Given.RATIO: "前者是后者的", Given.DIFFERENCE: "相差", Given.GROWTH: "增长"}


def answer_given(question: Question, context: Context, draft: Draft) -> bool:
    """Reckons with the question's own numbers and says which of them the reports bear out. False without them."""
    asked = read_given(question.text, question.claims, context.wording)
    try:
        results = [_METHODS[one.how](one.first, one.second) for one in asked]
    except ComputeError:
        return False
    if not results:
        return False
    claims = (asked[0].first, asked[0].second)
    held = _held(claims, question, context)
    figures = [figure for figure in held if figure]
    numbers = list_operands(figures, draft)
    marks = "".join(f"[{number}]" for number in dict.fromkeys(numbers))
    for one, result in zip(asked, results, strict=True):
        draft.calculations.append(Calculation(result.expression, numbers))
        if figures:
            draft.derive(result, figures)
        draft.say(f"按问题给出的数计算，{_label(one, result)}（计算：{result.expression}）{marks}。")
    unheld = [claim.text.strip() for claim, figure in zip(claims, held, strict=True) if figure is None]
    if unheld:
        draft.say(f"“{'”“'.join(unheld)}”在已载入的报告中没有查到，请核对。")
    return True


def answer_part_of_given(question: Question, context: Context, draft: Draft) -> bool:
    """全省改造4000个,本市占百分之几: the reports' part in the whole that the question gives. False without it."""
    whole = given_whole(question.text, question.claims)
    if whole is None:
        return False
    named = question if question.subjects else next(iter(question.premises), question)
    amount = replace(named, operation=Operation.LOOKUP, claims=(), premises=(), parts=(), measure=None)
    asked = replace(amount, unit=whole.unit, unit_loose=True, kinds=question.kinds, regions=question.regions)
    found = [one.best.figure for one in find_cells(asked, context) if one.best and not one.rivals]
    parts = [figure for figure in found if _lies_in(figure, whole)]
    if len(found) != 1 or not parts:
        return False
    part = parts[0]
    result = compute_given.share_given(_as_quantity(part), whole)
    numbers = list_operands([part], draft)
    draft.calculations.append(Calculation(result.expression, numbers))
    draft.derive(result, [part])
    draft.say(f"按问题给出的{whole.text}计算，占比为{result.text}（计算：{result.expression}）[{numbers[0]}]。")
    return True


def _lies_in(part: Figure, whole: Quantity) -> bool:
    level = part.measure is Measure.LEVEL and part.certain and same_dimension(part.unit, whole.unit)
    return level and to_base(part.value, part.unit)[0] < to_base(whole.value, whole.unit)[0]


def _as_quantity(figure: Figure) -> Quantity:
    return Quantity(figure.value, figure.unit, 0, 0, figure.text, qualifier=figure.qualifier)


def _label(asked: Asked, result: Result) -> str:
    if asked.how is Given.GROWTH and result.value < 0:
        return f"下降{result.text.replace('-', '')}"
    return f"{asked.name}为{result.text}" if asked.name else f"{_LABELS[asked.how]}{result.text}"


def _held(claims: Sequence[Quantity], question: Question, context: Context) -> list[Figure | None]:
    """For each number the figure that gives it, near the other's; without a place asked for, both or none."""
    for region in asked_regions(question, context):
        figures = figures_around(question, region, context)
        choices = [_equal(claim, figures, question, context) for claim in claims]
        if all(choices) or (any(choices) and question.regions):
            return _nearest(choices)
    return [None, None]


def _equal(claim: Quantity, figures: Sequence[Figure], question: Question, context: Context) -> list[Figure]:
    """The figures with a claim's value whose sentence speaks of what the question speaks of."""
    same = [f for f in figures if f.certain and same_dimension(f.unit, claim.unit) and equals_claim(claim, f)]
    if question.regions and len(claim.value.as_tuple().digits) >= TELLING_DIGITS:
        return same
    stated = [p for p in question.premises if any(c.text == claim.text for c in p.claims)] or [question]
    return [f for f in same if share_of_terms(stated[0].terms, _sentence(f, context), context.wording) >= ABOUT]


def _sentence(figure: Figure, context: Context) -> str:
    return context.store.clean_text(figure.document)[figure.sentence_start : figure.sentence_end].lower()


def _nearest(choices: Sequence[Sequence[Figure]]) -> list[Figure | None]:
    first, second = choices
    if not first or not second:
        return [first[0] if first else None, second[0] if second else None]
    pairs = [(a.document != b.document, abs(a.start - b.start), i, a, b) for i, a in enumerate(first) for b in second]
    _, _, _, one, other = min(pairs, key=lambda pair: pair[:3])
    return [one, other]
