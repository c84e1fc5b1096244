"""Promises that were missed, time limits of tasks and terms explained in running text (an invented county)."""

from __future__ import annotations

import pytest

from app.answering.defining import explains, listed_as
from app.answering.unfulfilled import asks_unfulfilled
from app.understanding.question import Operation, Question
from vectorstore.indicators import find_indicators


def _question(text: str, *, numeric: bool = False) -> Question:
    return Question(text=text, operation=Operation.LOOKUP, numeric=numeric)


@pytest.mark.parametrize("text", ["承诺的民生实事有没有掉链子的", "十件实事全部按时办成,哪件最受欢迎"])
def test_a_promise_is_asked_after_whether_or_not_it_is_taken_for_kept(text: str) -> None:
    assert asks_unfulfilled(_question(text))


def test_how_many_promises_were_kept_is_a_number() -> None:
    assert not asks_unfulfilled(_question("十件实事全部办成了几件", numeric=True))


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("一图两清单", "“一图两清单”，指规划图，以及项目清单、资金清单。"),
        ("五大战略", "推进“五大战略”（创新驱动、开放引领、绿色发展、数字赋能、文化强县）。"),
    ],
)
def test_a_term_may_be_explained_behind_a_comma_or_in_a_bracket(term: str, text: str) -> None:
    assert explains(term, text)


def test_who_is_in_charge_explains_no_term() -> None:
    assert not explains("一图两清单", "编制“一图两清单”（牵头单位：县住建局）。")


def test_a_counted_term_stands_for_a_list_of_as_many_words() -> None:
    assert listed_as("三大经济", "壮大资源经济、园区经济和口岸经济。")[1:] == ("园区经济", "口岸经济")
    assert listed_as("五化", "推进产业化、数字化。") == ()


@pytest.mark.parametrize(("text", "names"), [("每千人口充电桩数", ["充电桩"]), ("10亿元以上项目几个", [])])
def test_a_name_within_another_is_not_that_indicator(text: str, names: list[str]) -> None:
    assert [mention.name for mention in find_indicators(text)] == names
