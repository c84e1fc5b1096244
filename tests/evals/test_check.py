"""Broken gold cases are found and named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.case import Evidence
from evals.case_file import load_cases
from evals.check import check_files
from evals.errors import GoldError
from evals.evidence import Retrieved, locate, rank_of
from tests.evals.fakes import HEADING, SOURCE, TEXT
from vectorstore.source import Run, Source

GOOD = {
    "id": "a-1",
    "kind": "single",
    "question": "云溪区2021年地区生产总值增长目标?",
    "figures": [{"value": "3", "unit": "%"}],
    "evidence": [{"document": "yunxi", "section": HEADING, "figure": "3%"}],
}


def gold(folder: Path, *lines: object) -> Path:
    file = folder / "gold.jsonl"
    file.write_text("\n".join(x if isinstance(x, str) else json.dumps(x, ensure_ascii=False) for x in lines))
    return file


def messages(folder: Path, *lines: object) -> list[str]:
    return [f"{f.place} {f.message}" for f in check_files([gold(folder, *lines)], {"yunxi": SOURCE}) if f.error]


def test_a_sound_case_has_no_findings(tmp_path: Path) -> None:
    assert check_files([gold(tmp_path, "// remark", GOOD, "")], {"yunxi": SOURCE}) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"evidence": [{"document": "yunxi", "figure": "99%"}]}, "找不到“99%”"),
        ({"evidence": [{"document": "yunxi", "figure": "1%"}]}, "找不到“1%”"),
        ({"evidence": [{"document": "elsewhere", "figure": "3%"}]}, "没有名为 elsewhere 的文件"),
        ({"figurs": []}, "figurs"),
        ({"kind": "riddle"}, "kind"),
        ({"figures": [{"value": "three", "unit": "%"}]}, "value"),
        ({"figures": [{"value": "3", "period": "明年"}]}, "时期"),
        ({"figures": []}, "figures、must"),
        ({"answerable": False}, "figures"),
        ({"figures": [{"value": "3", "tolerance": 1}]}, "tolerance"),
    ],
)
def test_a_broken_case_is_told_with_file_and_line(tmp_path: Path, change: dict[str, object], said: str) -> None:
    found = messages(tmp_path, {**GOOD, **change})
    assert len(found) == 1
    assert found[0].startswith("gold.jsonl:1 ")
    assert said in found[0]


def test_repeated_ids_and_broken_lines_are_found(tmp_path: Path) -> None:
    found = messages(tmp_path, GOOD, GOOD, "{not json", "[]")
    assert [line.split(" ")[0] for line in found] == ["gold.jsonl:2", "gold.jsonl:3", "gold.jsonl:4"]


def test_a_missing_heading_and_a_figure_outside_the_evidence_are_hints(tmp_path: Path) -> None:
    line = {**GOOD, "figures": [{"value": "5", "unit": "%"}]}
    line["evidence"] = [{"document": "yunxi", "section": "九、不存在", "figure": "3%"}]
    found = check_files([gold(tmp_path, line)], {"yunxi": SOURCE})
    assert [finding.error for finding in found] == [False, False]


def test_loading_a_broken_file_says_where_and_what_to_read(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"第 1 行.*writing-gold"):
        load_cases([gold(tmp_path, {**GOOD, "kind": "riddle"})])


def test_conversations_give_one_turn_a_question(tmp_path: Path) -> None:
    turn = {key: value for key, value in GOOD.items() if key not in ("id", "kind")}
    line = {"id": "d-1", "kind": "follow_up", "turns": [turn, {"question": "石桥区呢?", "answerable": False}]}
    (case,) = load_cases([gold(tmp_path, line)])
    assert [case.turn_id(index) for index in range(2)] == ["d-1#0", "d-1#1"]
    assert not case.turns[1].answerable


def test_evidence_is_found_within_its_section_and_in_broken_text() -> None:
    text = "一、回顾\n财政收入增长 7%。\n二、安排\n财政收入增 长 1,0 00 亿\n元,地区生产总值增长7 %。\n"
    source = Source(text, text, (Run(0, 0, len(text)),))
    place = locate(Evidence("d", "二、安排", "7%"), source)
    assert [text[span.start : span.end] for span in place.clean] == ["7 %"]
    assert locate(Evidence("d", "二、安排", "1000亿元"), source).found
    assert len(locate(Evidence("d", "", "7%"), source).clean) == 2
    assert not locate(Evidence("d", "", "00亿元"), source).found


def test_rank_counts_the_first_passage_in_which_the_evidence_stands() -> None:
    place = locate(Evidence("yunxi", HEADING, "3%"), SOURCE)
    at = TEXT.index("3%")
    pieces = [Retrieved("yunxi", at + 5, at + 50), Retrieved("other", 0, 999), Retrieved("yunxi", at - 20, at + 5)]
    assert rank_of(place, pieces) == 3
    assert rank_of(place, pieces[:2]) is None
