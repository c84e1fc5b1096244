"""The pipeline on a real store in a temporary folder: ids, updates, skips, failures, sidecars, links."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ingest.pipeline import READING_MODULES, IngestResult, Pipeline, Progress
from ingest.settings import IngestSettings
from ingest.worker import WorkerReader
from tests.fakes import FakeEmbedder
from vectorstore.settings import StoreSettings
from vectorstore.store import PassageStore

SETTINGS = IngestSettings(file_megabytes=1)


@pytest.fixture(scope="module")
def reader() -> Iterator[WorkerReader]:
    with WorkerReader(SETTINGS, "tests.ingest.tasks:read") as worker:
        yield worker


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PassageStore]:
    with PassageStore.open(StoreSettings(tmp_path / "var"), writer=True, embedder=FakeEmbedder()) as opened:
        yield opened


@pytest.fixture
def pipeline(store: PassageStore, reader: WorkerReader) -> Pipeline:
    return Pipeline(store, reader, SETTINGS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "报告"
    path.mkdir()
    return path


def report(folder: Path, name: str, text: str = "青岚区政府工作报告\n增长7%。") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def run(pipeline: Pipeline, *paths: Path) -> list[IngestResult]:
    return [
        IngestResult("failed", "", message=str(found.error)) if found.error else pipeline.ingest_file(found.path)
        for found in pipeline.find(paths)
    ]


def test_a_folder_goes_in_and_again_unchanged(pipeline: Pipeline, store: PassageStore, folder: Path) -> None:
    report(folder, "甲.txt")
    report(folder, "子/乙.md", "# 乙报告\n增长8%。")
    assert [(each.outcome, each.document) for each in run(pipeline, folder)] == [("added", "甲"), ("added", "乙")]
    assert [each.outcome for each in run(pipeline, folder)] == ["unchanged", "unchanged"]
    assert [record.id for record in store.documents()] == ["乙", "甲"]
    assert store.source("甲").clean == "青岚区政府工作报告\n增长7%。"


def test_a_changed_file_replaces_its_older_version(pipeline: Pipeline, store: PassageStore, folder: Path) -> None:
    path = report(folder, "甲.txt")
    run(pipeline, folder)
    report(folder, "甲.txt", "青岚区政府工作报告\n增长9%。")
    (result,) = run(pipeline, path)
    assert (result.outcome, result.document) == ("updated", "甲")
    assert "增长9%" in store.source("甲").clean
    assert len(store.documents()) == 1


def test_a_second_file_of_a_stem_gets_its_ending_and_keeps_it(pipeline: Pipeline, folder: Path) -> None:
    report(folder, "子/甲.txt", "乙报告\n增长1%。")
    report(folder, "甲.md")
    report(folder, "甲.txt", "丙报告\n增长2%。")
    assert [each.document for each in run(pipeline, folder)] == ["甲", "甲.txt", "甲.txt-2"]
    (folder / "甲.md").unlink()
    assert [(each.outcome, each.document) for each in run(pipeline, folder)] == [
        ("unchanged", "甲.txt"),
        ("unchanged", "甲.txt-2"),
    ]


def test_a_moved_file_keeps_its_id(pipeline: Pipeline, store: PassageStore, folder: Path) -> None:
    path = report(folder, "甲.txt")
    run(pipeline, folder)
    (folder / "2021").mkdir()
    path.rename(folder / "2021" / "甲.txt")
    (result,) = run(pipeline, folder)
    assert (result.outcome, result.document) == ("updated", "甲")
    assert store.record("甲").path == str(folder / "2021" / "甲.txt")


def test_prune_removes_what_is_gone_below_the_folder_only(
    pipeline: Pipeline, store: PassageStore, folder: Path, tmp_path: Path
) -> None:
    gone, elsewhere = report(folder, "甲.txt"), report(tmp_path, "别处/乙.txt", "乙报告\n增长1%。")
    report(folder, "丙.txt", "丙报告\n增长2%。")
    run(pipeline, folder, elsewhere)
    gone.unlink()
    elsewhere.unlink()
    assert pipeline.prune([folder]) == ["甲"]
    assert [record.id for record in store.documents()] == ["丙", "乙"]


def test_a_bad_file_fails_alone(pipeline: Pipeline, store: PassageStore, folder: Path) -> None:
    (folder / "坏.docx").write_bytes(b"PK\x03\x04" + b"\x00" * 50 + b"?" * 50)
    report(folder, "好.txt")
    report(folder, "崩.txt", "崩溃\n")
    results = run(pipeline, folder)
    assert sorted(each.outcome for each in results) == ["added", "failed", "failed"]
    assert [record.id for record in store.documents()] == ["好"]
    named = {each.message.split("：")[0] for each in results if each.outcome == "failed"}
    assert named == {"坏.docx", "崩.txt"}


def test_a_changed_file_that_cannot_be_read_leaves_the_older_version(
    pipeline: Pipeline, store: PassageStore, folder: Path
) -> None:
    path = report(folder, "甲.txt")
    run(pipeline, folder)
    path.write_bytes(b"\x7fELF" + bytes(500))
    assert [each.outcome for each in run(pipeline, folder)] == ["failed"]
    assert "增长7%" in store.source("甲").clean


def test_a_sidecar_names_title_and_groups_and_its_change_counts(
    pipeline: Pipeline, store: PassageStore, folder: Path
) -> None:
    report(folder, "甲.txt")
    sidecar = report(folder, "甲.meta.yaml", "title: 青岚区报告\ndate: 2021-01-15\ngroups: [办公室]\n")
    assert [each.outcome for each in run(pipeline, folder)] == ["added"]
    assert (store.record("甲").title, store.record("甲").groups) == ("青岚区报告", ("办公室",))
    sidecar.write_text("title: 新标题\n", encoding="utf-8")
    assert [each.outcome for each in run(pipeline, folder)] == ["updated"]
    assert (store.record("甲").title, store.record("甲").groups) == ("新标题", ("办公室",))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("标题: 甲", "不认识的键：标题"),
        ("- 甲", "不是“键: 值”"),
        ("title: [", "不是正确的 YAML"),
        ("date: 去年", "日期“去年”不对"),
        ("groups: 3", "groups 应为"),
        ("title: 7", "应为文字"),
    ],
)
def test_a_wrong_sidecar_is_an_error_that_shows_the_right_form(
    pipeline: Pipeline, folder: Path, content: str, words: str
) -> None:
    report(folder, "甲.txt")
    report(folder, "甲.meta.yaml", content)
    (result,) = run(pipeline, folder)
    assert result.outcome == "failed"
    assert words in result.message
    assert result.message.startswith("甲.meta.yaml：")


def test_links_out_of_the_folder_are_refused_and_inner_ones_passed_over(
    pipeline: Pipeline, folder: Path, tmp_path: Path
) -> None:
    outside = report(tmp_path, "外.txt")
    report(folder, "甲.txt")
    (folder / "出.txt").symlink_to(outside)
    (folder / "内.txt").symlink_to(folder / "甲.txt")
    (folder / "夹").symlink_to(tmp_path)
    (folder / "环").symlink_to(folder)
    results = run(pipeline, folder)
    assert sorted((each.outcome, each.document) for each in results) == [
        ("added", "甲"),
        ("failed", ""),
        ("failed", ""),
    ]
    assert all("指向文件夹以外" in each.message for each in results if each.outcome == "failed")


def test_hidden_lock_and_foreign_files_are_passed_over_and_a_named_one_is_an_error(
    pipeline: Pipeline, folder: Path
) -> None:
    for name in (".隐藏.txt", "~$甲.docx", "表.xlsx", ".git/甲.txt", "甲.meta.yaml"):
        report(folder, name)
    assert run(pipeline, folder) == []
    (result,) = run(pipeline, folder / "表.xlsx")
    assert result.outcome == "failed"
    assert "可读取" in result.message


def test_odd_names_become_ids_that_can_be_stored(pipeline: Pipeline, store: PassageStore, folder: Path) -> None:
    names = ["空 格 (1).txt", "引'号\"与;分号.txt", "换\n行.txt", "..点点.txt"]
    for name in names[:3]:
        report(folder, name, f"{name[:2]}报告\n增长7%。")
    raw = os.fsencode(folder) + b"/\xff\xfe\xe7.txt"
    with open(raw, "w", encoding="utf-8") as file:
        file.write("字节报告\n增长7%。")
    results = run(pipeline, folder)
    assert [each.outcome for each in results] == ["added"] * 4
    assert {each.document for each in results} >= {"空 格 (1)", "引'号\"与;分号", "换_行"}
    assert [each.outcome for each in run(pipeline, folder)] == ["unchanged"] * 4
    assert all(record.id.isprintable() for record in store.documents())


def test_pipes_missing_and_oversized_files_are_refused(pipeline: Pipeline, folder: Path) -> None:
    os.mkfifo(folder / "管道.txt")
    report(folder, "大.txt", "长" * 600_000)
    messages = [each.message for each in run(pipeline, folder, folder / "无.txt")]
    assert [message.split("：")[0].rsplit("/", 1)[-1] for message in messages] == ["大.txt", "管道.txt", "无.txt"]
    assert "上限 1 MB" in messages[0]


def test_the_server_gives_groups_and_follows_progress(pipeline: Pipeline, store: PassageStore, folder: Path) -> None:
    path = report(folder, "甲.txt")
    steps: list[Progress] = []
    result = pipeline.ingest_file(path, ("财政局", "办公室"), steps.append)
    assert result.outcome == "added"
    assert store.record("甲").groups == ("办公室", "财政局")
    fractions = [step.fraction for step in steps]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert pipeline.ingest_file(path, ("财政局",)).outcome == "updated"


def test_overrides_reach_the_reader_as_values(pipeline: Pipeline, folder: Path) -> None:
    from ingest.sidecar import read_overrides

    path = report(folder, "甲.pdf")
    report(folder, "甲.pdf.meta.yaml", "region: 云溪市青岚区\ndate: '2021-01-15'\n")
    assert read_overrides(path).values == {"region": "云溪市青岚区", "date": date(2021, 1, 15)}


def test_every_module_that_reading_goes_through_counts_for_reading_anew() -> None:
    root = Path(__file__).parents[2]
    beside_reading = ("pipeline.py", "cli.py", "inspect.py")
    waiting = [file for file in (root / "ingest").rglob("*.py") if file.name not in beside_reading]
    reached: set[str] = set()
    while waiting:
        for statement in ast.walk(ast.parse(waiting.pop().read_text(encoding="utf-8"))):
            module = (statement.module or "") if isinstance(statement, ast.ImportFrom) else ""
            name = module.removeprefix("vectorstore.")
            if module.startswith("vectorstore.") and name not in reached:
                reached.add(name)
                waiting.append(root / "vectorstore" / f"{name}.py")

    assert reached == READING_MODULES
