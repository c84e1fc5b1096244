"""The place of an invented report is read from its title and its bodies' names, whatever words stand before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.bootstrap import build_chain
from tests.app.reports import BUDGET, QINGHE, TASKS, ask, fill_store, said

_, QINGHE_BODY = QINGHE.split("\n", 1)
TITLES = ["云川市青禾区人民政府工作报告", "青禾区政府工作报告(2023年)", "关于云川市青禾区2022年工作的报告"]


@pytest.mark.parametrize(
    "title",
    [
        *TITLES,
        "2023年云川市青禾区人民政府工作报告",
    ],
)
def test_a_report_is_found_whatever_form_its_title_has(title: str, tmp_path: Path) -> None:
    files = {"report.txt": f"{title}\n{QINGHE_BODY}", "budget.html": BUDGET}
    with fill_store(tmp_path, files) as store:
        assert {region.name for region in store.regions()} == {"青禾区"}
        answer = ask(build_chain(store), "青禾区2022年地区生产总值是多少?")
    assert said(answer)[:1] == ["486.3亿元"]


def test_a_notice_agreed_by_the_district_is_the_districts(tmp_path: Path) -> None:
    text = TASKS.replace("责任分解方案》现印发", "责任分解方案》已经区人民政府同意,现印发")
    with fill_store(tmp_path, {"tasks.txt": text}) as store:
        names = {region.name for region in store.regions()}
    assert "青禾区" in names
    assert not any("已经" in name for name in names)
