"""Arithmetic over quantities that a question states itself, with the expression shown."""

from __future__ import annotations

from decimal import Decimal

from app.compute import PERCENT, ComputeError, Result, is_about
from app.phrasing import plain
from vectorstore.quantity import Quantity, UnitError, convert


def share_given(part: Quantity, whole: Quantity) -> Result:
    """part ÷ whole in %, of quantities that a question states. Raises ComputeError."""
    a, b = _in_one_unit(part, whole)
    value = a / b * 100
    expression = f"{_term(a, whole.unit)}÷{_term(b, whole.unit)}×100%＝{plain(value)}%"
    return Result(value, PERCENT, expression, is_about([part, whole]))


def ratio_given(first: Quantity, second: Quantity) -> Result:
    """first ÷ second in 倍. Raises ComputeError."""
    a, b = _in_one_unit(first, second)
    value = a / b
    expression = f"{_term(a, second.unit)}÷{_term(b, second.unit)}＝{plain(value)}倍"
    return Result(value, "倍", expression, is_about([first, second]))


def difference_given(first: Quantity, second: Quantity) -> Result:
    """first − second in the second's unit. Raises ComputeError."""
    a, b = _in_one_unit(first, second)
    value, unit = a - b, second.unit
    return Result(value, unit, f"{_term(a, unit)}－{_term(b, unit)}＝{plain(value)}{unit}", is_about([first, second]))


def growth_given(later: Quantity, earlier: Quantity) -> Result:
    """(later − earlier) ÷ earlier in %. Raises ComputeError."""
    a, b = _in_one_unit(later, earlier)
    value, unit = (a - b) / b * 100, earlier.unit
    expression = f"（{_term(a, unit)}－{_term(b, unit)}）÷{_term(b, unit)}×100%＝{plain(value)}%"
    return Result(value, PERCENT, expression, is_about([later, earlier]))


def _in_one_unit(first: Quantity, second: Quantity) -> tuple[Decimal, Decimal]:
    """Both values in the second's unit; the second is a divisor. Raises ComputeError."""
    if second.value == 0:
        raise ComputeError("除数为零，无法计算")
    try:
        return convert(first.value, first.unit, second.unit), second.value
    except UnitError as error:
        raise ComputeError(f"{first.unit}与{second.unit}不能放在一起计算") from error


def _term(value: Decimal, unit: str) -> str:
    return f"{plain(value, 4)}{unit}"
