"""What statistical bulletins are asked: structures, ratios, notes on sources and scope, short names, everyday words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.assistant import Assistant
from app.bootstrap import build_chain
from tests.app.reports import ask, fill_store, said

PREFECTURE = """博尔塔拉蒙古自治州2031年国民经济和社会发展统计公报
一、综合
全年自治州地区生产总值512.4亿元,比上年增长6.2%。三次产业结构为20.1:25.4:54.5。三次产业对经济增长的贡献率分别为14.0%、30.0%和56.0%。人均地区生产总值91200元。
全年居民消费价格上涨0.5%。食品烟酒类价格下降0.2%,衣着价格上涨1.8%,居住价格上涨2.1%,交通通信价格下降1.4%,医疗保健价格上涨0.4%。
自治州地方粮食产量71.2万吨,增长3.1%。其中,玉米产量68.3万吨,增长5.0%。
全年城镇居民人均可支配收入43200元,增长5.1%;农村居民人均可支配收入28800元,增长6.3%。年末常住人口48.2万人。
全市高考本科上线2100人,被北大、清华录取3人。
注:
(1)公报中地区生产总值、金融、交通数据包含第五师。
(2)财政数据来自州财政局;城乡低保、社会福利数据来自州民政局;降水量、空气质量数据来自州气象局、州生态环境局。
"""


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("bulletin")
    with fill_store(folder, {"bozhou-2031": PREFECTURE}) as store:
        yield build_chain(store)


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("博州2031年GDP多少", ["512.4亿元"]),
        ("博州2031年三次产业结构", ["20.1%", "25.4%", "54.5%"]),
        ("博州2031年第三产业占比", ["54.5%"]),
        ("博州2031年平均每个人摊到多少GDP", ["91200元"]),
        ("博州2031年打了多少包谷", ["68.3万吨"]),
        ("博州2031年高考有几个孩子上了北大清华", ["3人"]),
        ("博州2031年CPI里哪几类是降价的", ["0.2%", "1.4%"]),
    ],
)
def test_figures_of_a_bulletin_are_found_by_everyday_words(question: str, figures: list[str], chain: Assistant) -> None:
    answer = ask(chain, question)
    assert [figure for figure in figures if figure not in said(answer)] == []
    assert "56.0%" not in said(answer)


@pytest.mark.parametrize("question", ["博州2031年城里人收入是农村人的几倍", "博州2031年城乡居民收入比是多少"])
def test_the_ratio_of_incomes_is_reckoned(question: str, chain: Assistant) -> None:
    assert "1.5倍" in ask(chain, question).text


def test_a_round_number_of_inhabitants_is_held_against_the_ledger(chain: Assistant) -> None:
    answer = ask(chain, "“博州2031年末常住人口突破49万”,对不对")
    assert "不对" in answer.text
    assert "48.2万人" in answer.text


@pytest.mark.parametrize(
    ("question", "office", "other"),
    [
        ("博州公报里城乡低保的数是哪个部门提供的", "民政局", "财政局"),
        ("博州2031年公报里降水、空气这些数据是哪几个局给的", "气象局", "民政局"),
    ],
)
def test_who_gave_the_data_is_read_from_the_notes(question: str, office: str, other: str, chain: Assistant) -> None:
    answer = ask(chain, question)
    assert office in answer.text
    assert other not in answer.text


def test_what_a_figure_takes_in_is_read_from_the_notes(chain: Assistant) -> None:
    answer = ask(chain, "博州公报的GDP有没有算上第五师")
    assert "包含第五师" in answer.text
    assert answer.citations


def test_a_follow_up_asks_for_the_share_of_what_was_asked_before(chain: Assistant) -> None:
    answer = ask(chain, "占GDP几成", "博州2031年第三产业增加值占比多少")
    assert "54.5%" in said(answer)
