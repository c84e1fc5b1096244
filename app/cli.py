"""Commands that ask and show: ask, documents, figures."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Column, Table

from app.answer import Answer
from app.batch import answer_batch, read_batch
from app.bootstrap import build_chain
from app.chain import Ask, Chain
from app.errors import AppError
from app.phrasing import number_text, period_label
from app.settings import AnswerSettings
from vectorstore.errors import StoreError
from vectorstore.figure import KIND_LABELS, Figure, Kind
from vectorstore.record import FigureFilter
from vectorstore.settings import StoreSettings
from vectorstore.store import PassageStore

console = Console()
errors = Console(stderr=True)
DataOption = Annotated[Path | None, typer.Option("--data", help="索引所在的文件夹；默认取 ZHENGWEN_DATA，再默认 var/")]


@contextmanager
def open_store(data: Path | None) -> Iterator[PassageStore]:
    """The store for reading; a known error ends the command with its message."""
    try:
        with PassageStore.open(StoreSettings.from_environment(data)) as store:
            yield store
    except (AppError, StoreError) as error:
        errors.print(f"[red]{error}[/red]", highlight=False)
        raise typer.Exit(1) from error


def ask(
    question: Annotated[str | None, typer.Argument(help="问题，例如“江汉区2020年地区生产总值是多少？”")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出一行 JSON")] = False,
    batch: Annotated[Path | None, typer.Option("--batch", help="批量问题文件（JSONL）")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="批量回答写到这里（JSONL）")] = None,
    data: DataOption = None,
) -> None:
    """问一个问题，或用 --batch 批量回答。"""
    if (question is None) == (batch is None):
        errors.print("[red]请给出一个问题，或用 --batch 指定批量文件（二者取一）。[/red]")
        raise typer.Exit(2)
    if batch is not None and out is None:
        errors.print("[red]--batch 需要同时用 --out 指定输出文件。[/red]")
        raise typer.Exit(2)
    with open_store(data) as store:
        chain = build_chain(store, AnswerSettings.from_environment())
        if batch is not None and out is not None:
            _answer_file(batch, out, chain)
            return
        answer = chain.ask(Ask(question or ""))
    if as_json:
        print(json.dumps(answer.to_line("ask"), ensure_ascii=False))
    else:
        _print_answer(answer)


def _answer_file(batch: Path, out: Path, chain: Chain) -> None:
    lines = read_batch(batch)
    total = sum(len(line.turns or [1]) for line in lines)
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8") as file:
        for text in track(answer_batch(lines, chain), description="回答", total=total, console=errors):
            file.write(text + "\n")
            file.flush()


def _print_answer(answer: Answer) -> None:
    console.print(answer.text, markup=False, highlight=False)
    for citation in answer.citations:
        section = " › ".join(citation.section)
        page = f" 第{citation.page}页" if citation.page else ""
        quote = "".join(citation.quote.split())
        console.print(
            f"[{citation.number}] 《{citation.title}》{section}{page}：{quote}",
            markup=False,
            highlight=False,
            style="dim",
        )
    if answer.notice:
        console.print(answer.notice, markup=False, style="yellow")


def documents(data: DataOption = None) -> None:
    """列出已载入的文件。"""
    with open_store(data) as store:
        records = store.documents()
    if not records:
        console.print("还没有载入文件：请用 zhengwen ingest 文件夹 载入。")
        return
    table = Table(Column("编号", no_wrap=True), "标题", "地区", "日期", "子文件", "段落", "数字", "存疑")
    for record in records:
        table.add_row(
            record.id,
            record.title,
            record.region.full_name,
            str(record.date or ""),
            str(len(record.subdocuments)),
            str(record.passage_count),
            str(record.figure_count),
            str(record.uncertain_count),
        )
    console.print(table)


HEADINGS = ("地区", "时间", "指标", "性质", "数字", "数值", "单位", "方面", "方向", "确定", "文件", "章节")


def figures(
    region: Annotated[list[str] | None, typer.Option("--region", help="地区，可重复")] = None,
    indicator: Annotated[list[str] | None, typer.Option("--indicator", help="指标，可重复，可用别名")] = None,
    period: Annotated[list[int] | None, typer.Option("--period", help="年份，可重复")] = None,
    kind: Annotated[list[Kind] | None, typer.Option("--kind", help="性质，可重复")] = None,
    csv_file: Annotated[Path | None, typer.Option("--csv", help="写成 CSV 文件")] = None,
    xlsx_file: Annotated[Path | None, typer.Option("--xlsx", help="写成 Excel 文件")] = None,
    data: DataOption = None,
) -> None:
    """按地区、指标、年份和性质查数字台账。"""
    from vectorstore.indicators import canonical

    with open_store(data) as store:
        regions = tuple(r.full_name for r in store.regions() if region and (r.name in region or r.full_name in region))
        if region and not regions:
            errors.print(
                f"[red]没有载入{'、'.join(region)}的报告；已有：{'、'.join(r.name for r in store.regions())}[/red]"
            )
            raise typer.Exit(1)
        names = tuple(canonical(name) or name for name in indicator or ())
        found = store.figures(FigureFilter(regions, names, tuple(period or ()), tuple(kind or ())))
    rows = [_figure_row(figure) for figure in found]
    if csv_file:
        _write_csv(csv_file, rows)
    if xlsx_file:
        _write_xlsx(xlsx_file, rows)
    if not csv_file and not xlsx_file:
        table = Table(*HEADINGS[:9], "文件")
        for row in rows:
            table.add_row(*row[:9], row[10])
        console.print(table)
    console.print(f"共{len(rows)}个数字")


def _figure_row(figure: Figure) -> tuple[str, ...]:
    return (
        figure.region.name,
        period_label(figure.period),
        figure.row or figure.phrase or figure.indicator,
        KIND_LABELS[figure.kind],
        number_text(figure),
        format(figure.value, "f"),
        figure.unit,
        figure.measure.value,
        figure.direction.value,
        "是" if figure.certain else f"否：{figure.doubt}",
        figure.document,
        " › ".join(figure.section),
    )


def _write_csv(path: Path, rows: list[tuple[str, ...]]) -> None:
    # the byte order mark lets Excel read the file as UTF-8
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        writer.writerows(rows)


def _write_xlsx(path: Path, rows: list[tuple[str, ...]]) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("数字台账")
    sheet.append(HEADINGS)
    for row in rows:
        sheet.append(row)
    book.save(path)


def register(app: typer.Typer) -> None:
    """Adds this module's commands to the command line."""
    app.command()(ask)
    app.command()(documents)
    app.command()(figures)
