"""Commands that fill and tend the store: ingest, inspect, remove, reindex."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from ingest.inspect import document_tree
from ingest.pipeline import IngestResult, Pipeline
from ingest.pipeline import Progress as Step
from ingest.settings import IngestSettings
from ingest.walk import Found, shown
from ingest.worker import WorkerReader
from vectorstore.errors import StoreError
from vectorstore.settings import StoreSettings
from vectorstore.store import PassageStore

commands = typer.Typer(no_args_is_help=True)
_OUT = Console(highlight=False, soft_wrap=True)
_PIPED_COLUMNS = 240  # a tree printed into a file is not cut at a terminal's width
_ERR = Console(stderr=True, highlight=False, soft_wrap=True)

DataOption = Annotated[
    Path | None, typer.Option("--data", help="索引文件夹；默认取 ZHENGWEN_DATA，否则 var/", show_default=False)
]
_WORDS = {"added": "新增", "updated": "更新", "unchanged": "未变", "failed": "失败", "removed": "移除"}
_STYLES = {"added": "green", "updated": "cyan", "unchanged": "dim", "failed": "red", "removed": "yellow"}


@contextmanager
def _store(data: Path | None, *, rebuilding: bool = False, writer: bool = True) -> Iterator[PassageStore]:
    """The store, with its errors as messages and exit code 1."""
    try:
        with PassageStore.open(StoreSettings.from_environment(data), writer=writer, rebuilding=rebuilding) as store:
            yield store
    except StoreError as error:
        _ERR.print(f"[red]{escape(str(error))}[/red]")
        raise typer.Exit(1) from error


@commands.command("ingest")
def ingest_command(
    paths: Annotated[list[Path], typer.Argument(help="报告文件或文件夹，可以给多个", metavar="PATH...")],
    data: DataOption = None,
    prune: Annotated[bool, typer.Option("--prune", help="文件夹里已删除的文件，从索引里也移除")] = False,
) -> None:
    """读取报告，建立索引。未变的文件会跳过，变了的会替换，坏文件单独报错。"""
    settings = IngestSettings.from_environment()
    with _store(data) as store, WorkerReader(settings) as reader:
        pipeline = Pipeline(store, reader, settings)
        found = pipeline.find(paths)
        counts = _read_all(pipeline, found)
        for id in pipeline.prune(paths) if prune else []:
            counts["removed"] += 1
            _OUT.print(f"[yellow]移除[/yellow] {escape(id)}")
    if not found:
        suffixes = "、".join(str(path) for path in paths)
        _ERR.print(
            f"[red]{escape(suffixes)} 里没有可读取的报告（.txt .md .html .docx .pdf 或图片）。请检查路径。[/red]"
        )
        raise typer.Exit(1)
    _OUT.print(
        "，".join(
            f"{_WORDS[outcome]} {counts[outcome]}"
            for outcome in _WORDS
            if counts[outcome] or outcome in ("added", "failed")
        )
    )
    if counts["failed"]:
        raise typer.Exit(1)


def _read_all(pipeline: Pipeline, found: list[Found]) -> Counter[str]:
    counts: Counter[str] = Counter()
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[stage]}"),
        TimeRemainingColumn(compact=True, elapsed_when_finished=True),
    )
    with Progress(*columns, console=_ERR, transient=True) as progress:
        # Counted in thousandths of a file for the bar's sake would spoil "3/5", so each file has its own bar.
        files = progress.add_task("读取报告", total=len(found), stage="")
        for item in found:
            current = progress.add_task(escape(shown(item.path.name)), total=100, stage="")

            def show(step: Step, task: TaskID = current) -> None:
                progress.update(task, completed=int(100 * step.fraction), stage=step.stage)

            result = _read_one(pipeline, item, show)
            counts[result.outcome] += 1
            progress.remove_task(current)
            progress.advance(files)
            _print_result(progress.console, item, result)
    return counts


def _read_one(pipeline: Pipeline, item: Found, show: object) -> IngestResult:
    if item.error is not None:
        return IngestResult("failed", "", message=str(item.error))
    return pipeline.ingest_file(item.path, on_progress=show)  # type: ignore[arg-type]


def _print_result(console: Console, item: Found, result: IngestResult) -> None:
    style = _STYLES[result.outcome]
    name = result.document or shown(item.path.name)
    _OUT.print(f"[{style}]{_WORDS[result.outcome]}[/{style}] {escape(name)}")
    if result.message:
        console.print(f"  [red]{escape(result.message)}[/red]")
    for warning in result.warnings if result.outcome != "unchanged" else ():
        console.print(f"  [yellow]注意：{escape(warning)}[/yellow]")


@commands.command("inspect")
def inspect_command(
    document: Annotated[str, typer.Argument(help="文件的编号，见 zhengwen documents", metavar="ID")],
    data: DataOption = None,
    figures: Annotated[bool, typer.Option("--figures/--no-figures", help="是否列出数字")] = True,
) -> None:
    """显示一份报告是怎样被读懂的：子文件、章节、表格、段落和数字。"""
    with _store(data, writer=False) as store:
        out = _OUT if _OUT.is_terminal else Console(width=_PIPED_COLUMNS, highlight=False)
        out.print(document_tree(store, document, with_figures=figures))


@commands.command("remove")
def remove_command(
    documents: Annotated[list[str], typer.Argument(help="文件的编号，可以给多个", metavar="ID...")],
    data: DataOption = None,
) -> None:
    """从索引中移除报告（原文件不动）。"""
    with _store(data) as store:
        for document in documents:
            store.remove(document)
            _OUT.print(f"[yellow]移除[/yellow] {escape(document)}")


@commands.command("reindex")
def reindex_command(data: DataOption = None) -> None:
    """按现在的模型和分词重建全部索引（不重新读取文件）。"""
    columns = (TextColumn("重建索引"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with _store(data, rebuilding=True) as store, Progress(*columns, console=_ERR, transient=True) as progress:
        task = progress.add_task("", total=None)
        store.reindex(lambda done, total: progress.update(task, completed=done, total=total))
        _OUT.print(f"已重建 {len(store.documents())} 份报告的索引")
