"""Accounts that were adjusted in the year, with a zone's part in brackets (an invented city)."""

from __future__ import annotations

from pathlib import Path

from ingest.figures.ledger import extract_figures
from tests.ingest.reports import read_text
from vectorstore.figure import Figure, Kind

REPORT = """关于岚河市2025年预算执行情况和2026年预算草案的报告
——2026年2月7日在岚河市第十四届人民代表大会第四次会议上
岚河市财政局局长 林一
各位代表：
受市人民政府委托，现将有关预算情况报告如下，请予审议。
一、2025年预算执行情况
（一）2025年预算收支情况
1.一般公共预算
（1）全市收支情况。汇总全市各级人代会批准的2025年一般公共预算收入预算134.5亿元，执行中按法定程序调整为134.9亿元，实际完成135.1亿元。批准的支出预算319.5亿元，执行中因使用上级补助等，支出预算调整为342.5亿元，实际完成312.9亿元，同比下降5.8%。
（2）市级收支情况。市人大批准的2025年市级一般公共预算收入预算31.1亿元（含高新区10.1亿元），实际完成30.5亿元（含高新区10.2亿元）。
（二）2025年政府债务情况
2025年末岚河市法定债务限额805.2亿元。
"""


def _figures(tmp_path: Path) -> dict[str, Figure]:
    return {figure.text: figure for figure in extract_figures(read_text(tmp_path, REPORT))}


def test_what_was_adjusted_and_carried_out_is_of_the_account_before(tmp_path: Path) -> None:
    found = _figures(tmp_path)
    assert [found[text].indicator for text in ("134.9亿元", "135.1亿元")] == ["地方一般公共预算收入"] * 2
    assert [found[text].kind for text in ("134.9亿元", "135.1亿元")] == [Kind.BUDGET, Kind.ACTUAL]
    assert [found[text].indicator for text in ("319.5亿元", "312.9亿元", "5.8%")] == ["地方一般公共预算支出"] * 3


def test_a_zone_in_a_bracket_is_the_place_of_its_own_number_only(tmp_path: Path) -> None:
    found = _figures(tmp_path)
    assert [found[text].region.name for text in ("31.1亿元", "10.1亿元", "30.5亿元", "10.2亿元")] == [
        "岚河市",
        "高新区",
        "岚河市",
        "高新区",
    ]


def test_the_end_of_a_year_is_no_part_of_the_place_behind_it(tmp_path: Path) -> None:
    assert _figures(tmp_path)["805.2亿元"].region.name == "岚河市"
