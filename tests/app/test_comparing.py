"""A comparison of figures of different years or kinds says so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.assistant import Assistant
from app.bootstrap import build_chain
from tests.app.reports import ask, fill_store

HEAD = """涟州市{name}区人民政府工作报告
——{year}年1月6日在{name}区第七届人民代表大会第三次会议上
各位代表:
一、{before}年工作回顾
"""
FILES = {
    "qingshi-2023.txt": HEAD.format(name="青石", year=2023, before=2022) + "2022年,地区生产总值286.4亿元,增长3.1%。\n",
    "baiwan-2021.txt": HEAD.format(name="白湾", year=2021, before=2020) + "2020年,地区生产总值301.2亿元,增长1.4%。\n",
    "hongling-2023.txt": HEAD.format(name="红岭", year=2023, before=2022) + "2022年,地区生产总值190.5亿元。\n",
}


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with fill_store(tmp_path_factory.mktemp("comparing"), FILES) as store:
        yield build_chain(store)


def test_figures_of_different_years_are_compared_with_a_warning(chain: Assistant) -> None:
    answer = ask(chain, "青石区和白湾区GDP哪个高?")
    assert answer.text.startswith("白湾区")
    assert "年份不同" in answer.text


def test_figures_of_one_year_are_compared_without_a_warning(chain: Assistant) -> None:
    answer = ask(chain, "青石区和红岭区2022年GDP哪个高?")
    assert answer.text.startswith("青石区")
    assert "注意" not in answer.text
