"""A figure asked for in other words than the report's is found by its meaning, and the answer says so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.assistant import Assistant
from app.bootstrap import build_chain
from tests.app.reports import ask, fill_store, said
from vectorstore.embedder import build_embedder
from vectorstore.settings import EmbeddingSettings

REPORT = """涟州市霞浦区人民政府工作报告
——2023年1月6日在霞浦区第七届人民代表大会第三次会议上
各位代表:
一、2022年工作回顾
2022年,地区生产总值286.4亿元,增长3.1%。
寒潮期间为困难群众发放棉被1.2万床,开放避寒场所36处。
霞浦国际机场年旅客吞吐量突破860万人次,开通货运航线14条。
司法拍卖成交额7306万元,调解案件2190件。
2022年,常住人口由上年84.6万人增加到85.1万人,企业用电价格由0.72元下降到0.61元左右。
新建口袋公园12个,修复湿地340亩。
"""


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    embedder = build_embedder(EmbeddingSettings())
    with fill_store(tmp_path_factory.mktemp("meaning"), {"xiapu-2023.txt": REPORT}, embedder) as store:
        yield build_chain(store)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("寒潮那阵子霞浦给群众发了多少床被子", "1.2万床"),
        ("霞浦2022年坐飞机进出机场的人有多少", "860万人次"),
    ],
)
def test_a_figure_is_found_by_its_meaning_and_the_answer_says_so(chain: Assistant, question: str, figure: str) -> None:
    answer = ask(chain, question)
    assert said(answer) == [figure]
    assert "意思最接近" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "霞浦2022年接诊了多少流感病人",
        "霞浦2022年二手房卖了多少套",
        "霞浦2022年社会消费品零售总额是多少",
        "霞浦2022年养老机构有多少张床位",
    ],
)
def test_what_the_report_does_not_give_is_not_answered_by_the_nearest_figure(chain: Assistant, question: str) -> None:
    assert ask(chain, question).refused


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("霞浦2022年常住人口从多少增加到多少", ["85.1万人", "84.6万人"]),
        ("霞浦2022年企业用电价格由多少元降到了多少元", ["0.61元", "0.72元"]),
        ("霞浦2022年常住人口有多少?原来呢", ["85.1万人", "84.6万人"]),
        ("霞浦2022年常住人口有多少", ["85.1万人"]),
    ],
)
def test_a_question_from_what_to_what_gets_both_values(chain: Assistant, question: str, figures: list[str]) -> None:
    assert said(ask(chain, question)) == figures


def test_the_year_before_is_that_before_the_year_spoken_of(chain: Assistant) -> None:
    assert said(ask(chain, "霞浦2021年常住人口有多少")) == ["84.6万人"]
