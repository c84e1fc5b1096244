"""Passages: their size, their place, their prefix and years."""

from __future__ import annotations

from pathlib import Path

from ingest.document import Reading
from tests.ingest.reports import NOTICE, WORK_REPORT, read_text
from vectorstore.passage import PassageKind

LONG = "城市更新加快推进。" + "".join(f"第{n}个片区改造项目顺利完工，惠及居民{n}00户。" for n in range(1, 41))
REPORT = f"""青禾区人民政府工作报告
——2021年12月28日在云栖市青禾区第九届人民代表大会第一次会议上
各位代表：
现在，我代表区人民政府向大会报告工作，请予审议。
一、2021年工作回顾
{LONG}
二、2022年工作安排
明年要全力以赴。
"""


def passages_below(reading: Reading, heading: str) -> list[str]:
    return [p.text for p in reading.passages if p.section and p.section[0] == heading]


def test_a_passages_text_is_its_span_of_the_cleaned_text(tmp_path: Path) -> None:
    for text in (WORK_REPORT, NOTICE, REPORT):
        reading = read_text(tmp_path, text)
        for passage in reading.passages:
            assert passage.text == reading.source.clean[passage.start : passage.end]


def test_a_long_paragraph_is_cut_at_sentence_ends_into_like_sizes(tmp_path: Path) -> None:
    pieces = passages_below(read_text(tmp_path, REPORT), "一、2021年工作回顾")

    assert "".join(pieces) == LONG
    assert all(piece.endswith("。") for piece in pieces)
    assert all(200 <= len(piece) <= 480 for piece in pieces)


def test_later_passages_of_a_paragraph_carry_its_run_in_heading(tmp_path: Path) -> None:
    reading = read_text(tmp_path, REPORT)
    first, second, *_ = [p for p in reading.passages if p.section[:1] == ("一、2021年工作回顾",)]

    assert first.section == ("一、2021年工作回顾",)
    assert second.section == ("一、2021年工作回顾", "城市更新加快推进")


def test_no_passage_crosses_a_section(tmp_path: Path) -> None:
    reading = read_text(tmp_path, WORK_REPORT)
    spans = [(s.start, s.end) for sub in reading.subdocuments for s in sub.sections]

    for passage in reading.passages:
        assert any(start <= passage.start and passage.end <= end for start, end in spans)


def test_every_sentence_of_the_text_is_in_a_passage(tmp_path: Path) -> None:
    for text in (WORK_REPORT, NOTICE, REPORT):
        reading = read_text(tmp_path, text)
        covered = {offset for p in reading.passages for offset in range(p.start, p.end)}
        headings = {
            offset
            for sub in reading.subdocuments
            for section in sub.sections
            for offset in range(section.heading_start, section.heading_end)
        }
        left = "".join(c for i, c in enumerate(reading.source.clean) if i not in covered | headings)
        assert left.strip() == ""


def test_the_prefix_names_title_place_years_and_headings(tmp_path: Path) -> None:
    passage = next(p for p in read_text(tmp_path, WORK_REPORT).passages if "项目128个" in p.text)

    assert passage.prefix.startswith("青禾区人民政府工作报告 云栖市青禾区 2021年 2022年")
    assert passage.prefix.endswith("二、2022年工作安排 > （一）聚力扩大有效投资")


def test_the_years_of_a_passage_are_those_it_and_its_headings_name(tmp_path: Path) -> None:
    passages = read_text(tmp_path, REPORT).passages
    ahead = next(p for p in passages if "全力以赴" in p.text)

    assert ahead.years == (2022,)


def test_the_passages_of_an_annex_name_their_own_level(tmp_path: Path) -> None:
    tasks = [p for p in read_text(tmp_path, NOTICE).passages if p.kind is PassageKind.ITEM]

    assert [p.region.name for p in tasks] == ["云栖市", "云栖市", "青禾区", "青禾区", "青禾区"]
    assert {p.subdocument_kind for p in tasks} == {"annex"}
    assert [p.index for p in tasks] == sorted(p.index for p in tasks)
