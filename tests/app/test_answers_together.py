"""Several figures asked for at once: what is not found by its own words stands beside what is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.assistant import Assistant
from app.bootstrap import build_chain
from tests.app.reports import ask, fill_store, said

REPORT = """槐溪区人民政府工作报告
——2023年1月6日在槐溪区第七届人民代表大会第三次会议上
一、2022年工作回顾
投资2.36亿元,建成805张床位的区级社会福利院。
征用民营医院、酒店67家作为隔离点,房间5342间。
启动老旧小区改造38个,完工21个,惠及居民1.9万户。
全年签约项目86个,其中工业项目29个。
"""


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with fill_store(tmp_path_factory.mktemp("together"), {"huaixi.txt": REPORT}) as store:
        yield build_chain(store)


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("槐溪区福利院投资多少,多少张床", {"2.36亿元", "805张"}),
        ("槐溪区征用了多少家酒店做隔离点,多少间房", {"67家", "5342间"}),
        ("槐溪区老旧小区启动了多少个、完工多少个", {"38个", "21个"}),
    ],
)
def test_each_figure_asked_for_is_given(question: str, figures: set[str], chain: Assistant) -> None:
    text = ask(chain, question).text
    assert all(figure in text for figure in figures)
    assert "没有查到" not in text


def test_what_stands_nowhere_is_still_missed(chain: Assistant) -> None:
    answer = ask(chain, "槐溪区福利院投资多少,多少名护工")
    assert said(answer) == ["2.36亿元"]
    assert "没有查到" in answer.text
