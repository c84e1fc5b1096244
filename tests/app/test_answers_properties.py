"""What holds for every answer: literal quotes, verified figures, citation marks that lead somewhere, no exception."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.answer import Answer
from app.assistant import Assistant
from app.chain import AnswerEvent, Ask, EvidenceEvent, TokenEvent, UnderstoodEvent
from app.errors import QuestionError
from app.verify import cited_numbers
from tests.app.reports import ask
from vectorstore.figure import Kind
from vectorstore.quantity import find_quantities
from vectorstore.store import PassageStore

PLACES = ("青禾区", "松岭区", "青禾", "各区", "云川市", "青禾区和松岭区", "")
YEARS = ("2022年", "2023年", "2021年", "十四五", "到2025年", "")
THINGS = (
    "地区生产总值",
    "社零额",
    "一般公共预算收入",
    "新增停车泊位和充电桩",
    "改造老旧小区",
    "教育支出",
    "养老床位",
    "优良率",
    "三园一廊",
    "城镇新增就业",
)
ENDS = (
    "是多少?",
    "目标是多少?",
    "增长多少?",
    "合计多少?",
    "相差多少?",
    "哪个最高?",
    "由谁负责?",
    "有哪些?",
    "是多少万元?",
    "30个对吗?",
    "完成目标了吗?",
    "为什么下降?",
    "历年情况",
    "占多少?",
    "出处在哪?",
    "按7%推算约为多少?",
)

questions = st.tuples(*(st.sampled_from(parts) for parts in (PLACES, YEARS, THINGS, ENDS))).map("".join)
mixtures = st.text(
    alphabet=st.one_of(
        st.sampled_from("青禾松岭区市年的增长下降目标多少亿元万个比和是吗呢?，。%“”（）0123456789."),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.characters(exclude_categories=["Cs"]),
    ),
    min_size=1,
    max_size=60,
)
brief = settings(max_examples=40, deadline=None)
patient = settings(max_examples=100, deadline=None)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def check(answer: Answer, store: PassageStore) -> None:
    """Everything that any answer must keep."""
    numbers = [citation.number for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    assert set(cited_numbers(answer.text)) <= set(numbers)
    for citation in answer.citations:
        loaded = store.source(citation.document).text
        assert citation.quote.strip()
        assert squeezed(citation.quote) in squeezed(loaded)
        assert squeezed(loaded[citation.start : citation.end]) == squeezed(citation.quote)
    for stated in answer.figures:
        assert stated.verified
        assert stated.citation in numbers
    for figure in answer.evidence:
        assert any(figure.text in line for line in _plain(answer.text).split("\n")), figure.text


def _plain(text: str) -> str:
    return text.replace(" ", "")


@brief
@given(
    place=st.sampled_from(["青禾区", "松岭区"]),
    year=st.sampled_from([2021, 2022, 2023, 2024]),
    thing=st.sampled_from(THINGS),
    target=st.booleans(),
)
def test_only_the_place_year_and_kind_asked_for_answer(
    place: str, year: int, thing: str, target: bool, chain: Assistant
) -> None:
    answer = ask(chain, f"{place}{year}年{thing}{'目标' if target else ''}是多少?")
    if answer.refused:
        return
    said_to_be_missing = "没有查到" in answer.text
    for figure in answer.figures:
        assert figure.region == place
        assert figure.period == str(year) or said_to_be_missing
        if target and not said_to_be_missing:
            assert figure.kind in (Kind.TARGET, Kind.BUDGET)


@brief
@given(question=questions)
def test_every_citation_is_literal_and_every_figure_verified(
    question: str, chain: Assistant, reports: PassageStore
) -> None:
    check(ask(chain, question), reports)


@brief
@given(first=questions, second=st.one_of(questions, st.sampled_from(["松岭区呢?", "目标呢?", "合计呢?", "换成万元"])))
def test_follow_ups_keep_the_same_promises(first: str, second: str, chain: Assistant, reports: PassageStore) -> None:
    check(ask(chain, second, first), reports)


@brief
@given(question=questions)
def test_no_number_is_said_that_is_in_no_report_question_or_calculation(
    question: str, chain: Assistant, reports: PassageStore
) -> None:
    """Numbers with a unit in the text: quoted, asked, or results of a shown calculation and their conversions."""
    answer = ask(chain, question)
    cited = {q.value for c in answer.citations for q in find_quantities(c.quote)}
    cells = {Decimal(n) for c in answer.citations for n in re.findall(r"\d+(?:\.\d+)?", c.quote)}
    asked = {q.value for q in find_quantities(question)}
    reckoned = {q.value for c in answer.calculations for q in find_quantities(c.expression)}
    sources = cited | cells | asked | reckoned
    for quantity in find_quantities(re.sub(r"“[^”]*”|\[\d+\]|即[\d.]+万元|前?共?\d+项", " ", answer.text)):
        value = abs(quantity.value)
        places = {abs(each) for each in sources}
        assert value in places, f"{quantity.text} in {answer.text}"


@patient
@given(question=mixtures)
def test_the_chain_never_fails_on_any_text(question: str, chain: Assistant, reports: PassageStore) -> None:
    try:
        answer = chain.ask(Ask(question))
    except QuestionError:
        return
    assert answer.text
    check(answer, reports)


@patient
@given(
    history=st.lists(mixtures, max_size=3), question=st.sampled_from(["目标呢?", "合计呢?", "哪个最高?", "换成万元"])
)
def test_the_chain_never_fails_behind_any_history(history: list[str], question: str, chain: Assistant) -> None:
    try:
        answer = chain.ask(Ask(question, tuple(history)))
    except QuestionError:
        return
    assert answer.text


@pytest.mark.parametrize(
    "question", ["青禾区2022年地区生产总值是多少?", "什么是三园一廊?", "东湖区地区生产总值?", "写首诗"]
)
def test_a_stream_gives_the_same_answer_in_the_agreed_order(question: str, chain: Assistant) -> None:
    events = list(chain.stream_events(Ask(question)))
    kinds = [type(event) for event in events]
    assert kinds[:2] == [UnderstoodEvent, EvidenceEvent]
    assert set(kinds[2:-1]) <= {TokenEvent}
    last = events[-1]
    assert isinstance(last, AnswerEvent)
    assert "".join(event.text for event in events if isinstance(event, TokenEvent)) == last.answer.text
    assert last.answer.text == ask(chain, question).text


def test_every_cited_passage_is_among_the_evidence_of_the_stream(chain: Assistant) -> None:
    events = list(chain.stream_events(Ask("青禾区和松岭区2022年新增充电桩相差多少个?")))
    evidence, answer = events[1], events[-1]
    assert isinstance(evidence, EvidenceEvent)
    assert isinstance(answer, AnswerEvent)
    shown = {passage.id for passage in evidence.passages}
    assert {citation.passage for citation in answer.answer.citations} <= shown


def test_the_chain_is_a_langchain_runnable(chain: Assistant) -> None:
    question = Ask("青禾区2022年地区生产总值是多少?")
    assert chain.invoke(question).text == chain.ask(question).text
    assert [answer.text for answer in chain.batch([question, question])] == [chain.ask(question).text] * 2
