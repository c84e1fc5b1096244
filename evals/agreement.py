"""Whether a statement is the expected figure: value and unit first, then region, period, kind and direction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app.answer import Answer, StatedFigure
from evals.case import Amount, ExpectedFigure
from evals.literal import convertible
from evals.stated import Side, Span, Statement, direction_of, region_mentions, side_of, statements, years_of
from vectorstore.figure import Direction, Kind
from vectorstore.quantity import same_dimension, split_scale


class Fault(StrEnum):
    """Why an expected figure is not stated right."""

    MISSING = "没有说出"
    VALUE = "数值不对"
    REGION = "地区不对"
    PERIOD = "时期不对"
    KIND = "目标与完成混淆"
    DIRECTION = "增减方向不对"
    UNIT = "单位不是所问的"
    SECOND_VALUE = "同一数字另说了不同的值"


@dataclass(frozen=True)
class Outcome:
    """How one expected figure fares. fault None: stated right. exact: without using the tolerance."""

    expected: ExpectedFigure
    fault: Fault | None
    exact: bool
    said: str = ""

    @property
    def right(self) -> bool:
        return self.fault is None


SIDES = {
    Kind.TARGET: Side.PLAN,
    Kind.BUDGET: Side.PLAN,
    Kind.ESTIMATE: Side.RESULT,
    Kind.ACTUAL: Side.RESULT,
    Kind.FINAL: Side.RESULT,
}
COUNTERS = frozenset(
    {"个", "家", "项", "件", "处", "所", "座", "条", "次", "场", "名", "人", "位", "户", "辆", "台", "套", "栋", ""}
)


def outcome(
    expected: ExpectedFigure, answer: Answer, regions: Sequence[str], others: Sequence[ExpectedFigure] = ()
) -> Outcome:
    """How the answer states an expected figure.

    regions: plain names of all regions that answers may speak of. others: the further figures that are expected, so
    that the two sides of a conflict do not count as a second value of each other.
    """
    said = statements(answer.text)
    matching = [statement for statement in said if states(statement, expected, Decimal(0), answer)]
    exact = bool(matching)
    if not matching and expected.tolerance:
        matching = [statement for statement in said if states(statement, expected, expected.tolerance, answer)]
    if not matching:
        other = _same_slot_other_value(expected, said, answer, regions)
        return Outcome(expected, Fault.VALUE if other else Fault.MISSING, False, other.text if other else "")
    faults = [_binding_fault(statement, expected, answer, regions) for statement in matching]
    for statement, fault in zip(matching, faults, strict=True):
        if fault is None:
            second = _second_value(statement, (expected, *others), said, answer)
            return Outcome(expected, Fault.SECOND_VALUE if second else None, exact, second or statement.text)
    return Outcome(expected, faults[0], exact, matching[0].text)


def states(statement: Statement, expected: ExpectedFigure, tolerance: Decimal, answer: Answer) -> bool:
    """Whether value and unit of a statement are one of the expected amounts, within a relative tolerance."""
    if expected.upper is not None and not _upper_agrees(statement, expected, tolerance):
        return False
    if expected.upper is None and statement.upper is not None:
        return False
    return any(_is_amount(statement, amount, tolerance, answer) for amount in expected.amounts)


def _upper_agrees(statement: Statement, expected: ExpectedFigure, tolerance: Decimal) -> bool:
    if statement.upper is None or expected.upper is None:
        return False
    found = convertible(statement.upper, statement.unit, expected.amount.unit)
    return found is not None and near(found, expected.upper, tolerance)


def near(value: Decimal, wanted: Decimal, tolerance: Decimal) -> bool:
    """Equal up to a relative tolerance; sizes are compared, signs belong to the direction."""
    return abs(abs(value) - abs(wanted)) <= abs(wanted) * tolerance


def _is_amount(statement: Statement, amount: Amount, tolerance: Decimal, answer: Answer) -> bool:
    if statement.unit:
        found = convertible(statement.value, statement.unit, amount.unit)
        if found is None and _count(statement.unit, amount.unit):
            found = convertible(statement.value, split_scale(statement.unit)[0], split_scale(amount.unit)[0])
        return found is not None and near(found, amount.value, tolerance)
    units = {
        "",
        *statement.table_units,
        *(unit for unit in (amount.unit,) if unit and statement.after.startswith(unit)),
    }
    units |= {figure.unit for figure in answer.figures if figure.value == statement.value}
    for unit in units:
        found = convertible(statement.value, unit, amount.unit)
        if found is not None and near(found, amount.value, tolerance):
            return True
    return False


def _count(first: str, second: str) -> bool:
    """3家 and 3个 say the same count unless one of them counts people or households."""
    units = {split_scale(first)[1], split_scale(second)[1]}
    return units <= COUNTERS and (
        not units & {"人", "户", "名"} or bool(units & {"个", ""}) or units <= {"人", "名", "位"}
    )


def _binding_fault(
    statement: Statement, expected: ExpectedFigure, answer: Answer, regions: Sequence[str]
) -> Fault | None:
    """The first slot in which a statement of the right value contradicts what is expected."""
    claims = [figure for figure in answer.figures if _claims(figure, statement)]
    if expected.exact_unit and statement.unit and not _asked_unit(statement.unit, expected):
        return Fault.UNIT
    if expected.region and not _region_agrees(statement, expected.region, regions, claims):
        return Fault.REGION
    if expected.period and not _period_agrees(statement, expected.period, claims):
        return Fault.PERIOD
    if expected.kind and not _kind_agrees(statement, expected.kind, claims):
        return Fault.KIND
    if expected.direction and not _direction_agrees(statement, expected.direction):
        return Fault.DIRECTION
    return None


def _asked_unit(unit: str, expected: ExpectedFigure) -> bool:
    return any(
        same_dimension(unit, amount.unit) and split_scale(unit)[0] == split_scale(amount.unit)[0]
        for amount in expected.amounts
    )


def _claims(figure: StatedFigure, statement: Statement) -> bool:
    """Whether a figure of the answer line is about this statement: equal value in a convertible unit."""
    unit = statement.unit or figure.unit
    found = convertible(figure.value, figure.unit, unit)
    return found is not None and abs(found) == abs(statement.value)


def same_region(first: str, second: str) -> bool:
    """湖北省武汉市江汉区 and 江汉区 are one; a short form without its last character counts too."""
    if not first or not second:
        return True
    return first.endswith(second) or second.endswith(first) or first[:-1] == second or second[:-1] == first


def _region_agrees(statement: Statement, expected: str, regions: Sequence[str], claims: Sequence[StatedFigure]) -> bool:
    if claims and not any(same_region(claim.region, expected) for claim in claims):
        return False
    mentions = region_mentions(statement.sentence, regions)
    whole = statement.sentence + statement.text + statement.tail
    order = _respectively(statement, whole, regions)
    if order is not None:
        return same_region(order, expected)
    if not mentions:
        mentions = region_mentions(statement.earlier, regions)
    if not mentions:
        return True
    nearest = mentions[-1].name
    if same_region(nearest, expected):
        return True
    said = any(same_region(mention.name, expected) for mention in mentions)
    if re.search(r"均为|均|都是|都为|同为|各", statement.sentence) or nearest[-1] != expected[-1]:
        return said or nearest[-1] != expected[-1]
    return False


def _respectively(statement: Statement, whole: str, regions: Sequence[str]) -> str | None:
    """甲、乙分别为 x、y: the region that stands at the number's own place, None where 分别 does not apply."""
    at = statement.sentence.rfind("分别")
    if at < 0:
        return None
    named = [mention.name for mention in region_mentions(whole[:at], regions)]
    before = sum(1 for other in statements(whole[at : len(statement.sentence)]) if other.unit)
    return named[before] if len(named) > 1 and before < len(named) else None


def parse_period(text: str) -> Span | None:
    """Whole years of a canonical period: 2021, 2021-2025, 2020M1-11."""
    match = re.match(r"(\d{4})(?:-(\d{4}))?", text)
    return Span(int(match[1]), int(match[2] or match[1])) if match else None


def _period_agrees(statement: Statement, expected: str, claims: Sequence[StatedFigure]) -> bool:
    wanted = parse_period(expected)
    if wanted is None:
        return True
    claimed = [span for claim in claims if (span := parse_period(claim.period))]
    if claimed and not any(span.overlaps(wanted) for span in claimed):
        return False
    said = years_of(statement)
    return said is None or said.overlaps(wanted)


def _kind_agrees(statement: Statement, expected: Kind, claims: Sequence[StatedFigure]) -> bool:
    claimed = [SIDES[claim.kind] for claim in claims if claim.kind]
    if claimed and SIDES[expected] not in claimed:
        return False
    side = side_of(statement)
    return side is None or side == SIDES[expected]


def _direction_agrees(statement: Statement, expected: Direction) -> bool:
    said = direction_of(statement)
    if expected is Direction.DOWN:
        return said is Direction.DOWN
    return expected is Direction.NONE or said is not Direction.DOWN


def _same_slot_other_value(
    expected: ExpectedFigure, said: Sequence[Statement], answer: Answer, regions: Sequence[str]
) -> Statement | None:
    """A statement of the expected kind of quantity with another value, bound to the expected slots."""
    for statement in said:
        comparable = statement.unit and same_dimension(statement.unit, expected.amount.unit)
        if comparable and _binding_fault(statement, expected, answer, regions) is None:
            return statement
    return None


_QUALIFIER = re.compile(r"[约近超逾为达到至是了:\s*,,]|左右|以上|不低于|不少于")


def _second_value(
    right: Statement, expected: Sequence[ExpectedFigure], said: Sequence[Statement], answer: Answer
) -> str | None:
    """Another value of the very slot: introduced by the same words, or claimed for the same indicator.

    expected: the figure itself first, then the others, whose values are no contradiction.
    """
    words = _QUALIFIER.sub("", right.sentence)
    for other in said:
        allowed = any(states(other, figure, figure.tolerance, answer) for figure in expected)
        if other.start == right.start or not other.unit or allowed:
            continue
        same_words = len(words) >= 4 and _QUALIFIER.sub("", other.sentence) == words
        if same_words and right.unit and same_dimension(other.unit, right.unit):
            return other.text
    first = expected[0]
    claims = [claim for claim in answer.figures if first.indicator and claim.indicator == first.indicator]
    wrong = [claim for claim in claims if all(_contradicts(claim, figure, first) for figure in expected)]
    return wrong[0].text if wrong else None


def _contradicts(claim: StatedFigure, figure: ExpectedFigure, slots: ExpectedFigure) -> bool:
    """A claim for all of the slots, each of them given, whose value is not the figure's."""
    if not (slots.region and slots.period and slots.kind and claim.kind):
        return False
    same = same_region(claim.region, slots.region) and claim.period == slots.period
    if not same or claim.kind is not slots.kind or not same_dimension(claim.unit, slots.amount.unit):
        return False
    found = [convertible(claim.value, claim.unit, amount.unit) for amount in figure.amounts]
    return not any(
        value is not None and near(value, amount.value, figure.tolerance)
        for value, amount in zip(found, figure.amounts, strict=True)
    )
