"""Operands and results of arithmetic, said with their sources and their expression."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.answer import Calculation
from app.answering.draft import Draft
from app.answering.lookup import place_and_time
from app.compute import ComputeError, Result
from app.phrasing import figure_clause, subject_label
from vectorstore.figure import Figure


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
