"""A question without a place never reckons with one place's figure and another's (invented places)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.assistant import Assistant
from app.bootstrap import build_chain
from tests.app.reports import ask, fill_store, said

REPORT = """{place}人民政府工作报告
——2024年1月10日在{place}第四届人民代表大会第三次会议上
一、2023年工作回顾
{done}
二、2024年工作安排
{planned}
"""
WITH_PLAN = REPORT.format(
    place="白荻县",
    done="2023年,完成人工造林3.2万亩。",
    planned="2024年,农村居民人均可支配收入达到20790元,种植油菜5.1万亩。",
)
WITH_RESULT = REPORT.format(
    place="青砚县",
    done="2023年,农村居民人均可支配收入24102元。",
    planned="2024年,农村居民人均可支配收入增长6%,封山育林2.4万亩。",
)


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with fill_store(tmp_path_factory.mktemp("open"), {"one.txt": WITH_PLAN, "other.txt": WITH_RESULT}) as store:
        yield build_chain(store)


@pytest.mark.parametrize(
    "question",
    [
        "农村居民收入2024年目标和2023年完成相比,达到没有?",
        "2024年种植油菜和封山育林一共多少万亩?",
        "2024年种植油菜比封山育林多多少万亩?",
    ],
)
def test_nothing_is_reckoned_across_places_that_were_not_named(question: str, chain: Assistant) -> None:
    assert ask(chain, question).calculations == ()


def test_a_document_without_a_place_does_not_spoil_the_others(tmp_path: Path) -> None:
    files = {"one.txt": WITH_PLAN, "notes.txt": "工作要点\n一、重点工作\n新建泵站3座,清淤沟渠12公里。\n"}
    with fill_store(tmp_path, files) as store:
        answer = ask(build_chain(store), "白荻县2023年完成人工造林多少万亩?")
        assert said(answer) == ["3.2万亩"]
