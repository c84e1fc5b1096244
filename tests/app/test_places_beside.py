"""A place named beside the one asked about: whose school it is, or among whose parts a rank is told (invented)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.assistant import Assistant
from app.bootstrap import build_chain
from tests.app.reports import ask, fill_store

REPORT = """2023年棠州市人民政府工作报告
——2023年1月9日在棠州市第六届人民代表大会第三次会议上
市长 何秋实
各位代表:
一、2022年工作回顾
全市地区生产总值1286.5亿元,增长4.6%。
内河航道通车里程居全国第2位。
与北京市第九十九中学合作办学,提升教育质量。
"""


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with fill_store(tmp_path_factory.mktemp("beside"), {"tangzhou-2023.txt": REPORT}) as store:
        yield build_chain(store)


@pytest.mark.parametrize("question", ["棠州市跟北京哪所学校合作办学?", "棠州市2022年与北京的哪个中学合作办学?"])
def test_whose_school_it_is_is_no_place_asked_about(question: str, chain: Assistant) -> None:
    answer = ask(chain, question)
    assert not answer.refused
    assert "第九十九中学" in answer.text


def test_a_place_compared_with_stays_one_that_no_report_is_about(chain: Assistant) -> None:
    answer = ask(chain, "棠州市跟北京哪个GDP高?")
    assert answer.refused
    assert "北京市" in answer.text


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("棠州市内河航道通车里程全国第二,这个说法有依据吗?", "对。"),
        ("棠州市内河航道通车里程是全国第五吗?", "不对"),
    ],
)
def test_a_rank_in_the_country_is_held_against_the_places_own(question: str, verdict: str, chain: Assistant) -> None:
    text = ask(chain, question).text
    assert text.startswith(verdict)
    assert "没有查到全国" not in text
