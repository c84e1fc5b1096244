"""Stored things come back equal, whatever their fields hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vectorstore.samples import YUNXI, make_document, make_figure
from vectorstore.codec import (
    decode_figure,
    decode_passage,
    decode_record,
    decode_source,
    encode_figure,
    encode_passage,
    encode_record,
    encode_source,
)
from vectorstore.figure import Direction, Kind, Measure
from vectorstore.period import Period
from vectorstore.record import SubdocumentRecord
from vectorstore.source import Run, Source

STORED = make_document("yunxi-2031", ["地区生产总值达到812亿元。"], groups=("finance",))


@settings(deadline=None)  # a busy machine is no failure
@given(
    st.decimals(allow_nan=False, allow_infinity=False), st.none() | st.decimals(allow_nan=False, allow_infinity=False)
)
def test_a_figures_values_come_back_digit_for_digit(value: Decimal, upper: Decimal | None) -> None:
    figure = replace(make_figure(STORED.passages[0], "1"), value=value, upper=upper)
    back = decode_figure(encode_figure(figure))
    assert (str(back.value), str(back.upper)) == (str(value), str(upper))


def test_a_figure_with_every_field_set_comes_back_equal() -> None:
    figure = replace(
        make_figure(STORED.passages[0], "7.40"),
        measure=Measure.GROWTH,
        kind=Kind.FINAL,
        period=Period(2031, 2031, "M1-11"),
        upper=Decimal("8.0"),
        qualifier="左右",
        direction=Direction.DOWN,
        base="同比",
        part_of="财政收入",
        row="税收收入",
        column=("2031年", "决算数"),
        certain=False,
        doubt="时期由标题推断",
    )
    assert decode_figure(encode_figure(figure)) == figure


def test_a_figure_without_a_period_comes_back_equal() -> None:
    figure = make_figure(STORED.passages[0], "1", year=None)
    assert decode_figure(encode_figure(figure)) == figure


def test_a_passage_comes_back_equal() -> None:
    assert decode_passage(encode_passage(STORED.passages[0])) == STORED.passages[0]


def test_a_record_with_its_subdocuments_comes_back_equal() -> None:
    part = SubdocumentRecord("预算报告", "budget_report", "财政局", date(2031, 1, 5), YUNXI, (2030, 2031), None, 3, 90)
    record = replace(
        STORED.record,
        date=date(2031, 1, 6),
        subdocuments=(part,),
        metadata=(("文号", "云政〔2031〕1号"),),
        warnings=("第3页无文字",),
        added_at=datetime(2031, 2, 1, 8, 30, tzinfo=UTC),
    )
    assert decode_record(encode_record(record)) == record


@settings(deadline=None)  # a busy machine is no failure
@given(st.text(), st.lists(st.integers(0, 9), max_size=3))
def test_a_source_comes_back_equal(text: str, pages: list[int]) -> None:
    source = Source(text, text.strip(), (Run(0, 0, 1), Run(1, 3, 7)), tuple(pages))
    assert decode_source(encode_source(source)) == source
