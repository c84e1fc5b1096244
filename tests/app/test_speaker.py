"""Who gave the report: told for one place, asked back where many reports are meant."""

from __future__ import annotations

from pathlib import Path

from app.bootstrap import build_chain
from tests.app.reports import ask, fill_store

NAMES = ("青石", "白湾", "红岭", "云陂", "柳塘", "松原", "竹溪", "荷浦", "梅岗", "杏坡", "桃源", "枫林", "榆关")
REPORT = """涟州市{name}区人民政府工作报告
——2023年1月6日在{name}区第七届人民代表大会第三次会议上
{name}区人民政府区长 顾清源
各位代表:
现在,我代表区人民政府向大会报告工作,请予审议。
一、2022年工作回顾
2022年,地区生产总值286.4亿元,增长3.1%。
"""


def test_who_gave_the_report_is_told_for_one_place_and_asked_back_for_a_dozen(tmp_path: Path) -> None:
    files = {f"r{number}.txt": REPORT.format(name=name) for number, name in enumerate(NAMES)}
    with fill_store(tmp_path, files) as store:
        chain = build_chain(store)
        one = ask(chain, "青石区的政府工作报告是谁作的?")
        assert "顾清源" in one.text
        assert not one.refused
        many = ask(chain, "政府工作报告是谁作的?")
        assert many.refused
        assert "13份" in many.text
        assert not many.citations
