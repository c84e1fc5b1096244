"""The command `zhengwen bench`: all measurements in one run."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markdown import Markdown
from rich.markup import escape

from evals.errors import EvaluationError
from vectorstore.errors import StoreError

if TYPE_CHECKING:
    from evals.bench import Bench

console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


def bench_command(
    reports: Annotated[list[Path] | None, typer.Option("--reports", help="报告文件夹,可重复;默认自带的样例")] = None,
    sizes: Annotated[str, typer.Option("--sizes", help="段数,逗号分隔,如 1000,10000,100000")] = "1000",
    among: Annotated[str, typer.Option("--among", help="相似报告份数,逗号分隔:同样的题在几份里问,如 5,300")] = "",
    askers: Annotated[str, typer.Option("--askers", help="同时提问的人数,逗号分隔;空则不测")] = "1,8,32",
    questions: Annotated[int, typer.Option("--questions", help="每个规模问多少题")] = 60,
    embedding: Annotated[int, typer.Option("--embedding", help="嵌入测速用多少段;0 则不测")] = 24,
    out: Annotated[Path, typer.Option("--out", help="结果文件夹")] = Path("var/bench"),
    chart: Annotated[Path | None, typer.Option("--chart", help="另存增长图,如 docs/bench.png")] = None,
) -> None:
    """测速:读入、嵌入、检索与回答在不同规模下的耗时、内存、磁盘与对错,以及并发。"""
    from evals.bench_report import bench_markdown, write_bench

    stops = [(size, 0) for size in _numbers(sizes)] + [(0, count) for count in _numbers(among)]
    try:
        with tempfile.TemporaryDirectory(prefix="zhengwen-bench-") as folder:
            for bench in _measure(Path(folder), reports or [], stops, _numbers(askers), questions, embedding):
                write_bench(bench, out, chart)  # after each size: a long run that breaks off keeps what it has
    except (EvaluationError, StoreError) as error:
        errors.print(f"[red]{escape(str(error))}[/red]")
        raise typer.Exit(1) from error
    console.print(Markdown(bench_markdown(bench)))
    console.print(f"结果在 {out}/")


def _numbers(text: str) -> list[int]:
    try:
        return [int(part) for part in text.split(",") if part.strip()]
    except ValueError as error:
        raise typer.BadParameter(f"“{text}”应是逗号分隔的整数,如 1000,10000") from error


def _measure(
    folder: Path,
    reports: Sequence[Path],
    stops: Sequence[tuple[int, int]],
    askers: Sequence[int],
    questions: int,
    embedding: int,
) -> Iterator[Bench]:
    """What is measured so far, again and again. Torch comes last: its memory would count as that of growth."""
    from evals.bench import Bench, LoadCost, measure_embedding, measure_ingest, with_tutorial
    from evals.bench_scale import Field, Stop, measure_scales, near_embedder
    from evals.case_file import load_cases
    from evals.check import named_documents
    from evals.corpus import SAMPLE, default_gold
    from evals.load import measure_load, serving
    from vectorstore.settings import EmbeddingSettings, StoreSettings
    from vectorstore.store import PassageStore

    say = errors.print
    gold = default_gold()
    say("读入……")
    ingest, sources = measure_ingest(reports or [SAMPLE], named_documents(gold) if reports else set(), folder / "base")
    with PassageStore.open(StoreSettings.from_environment(folder / "base")) as store:
        regions = {record.id: record.region.name for record in store.documents()}
        texts = [passage.indexed_text for record in store.documents() for passage in store.passages_of(record.id)]
        cases = [case for case in load_cases(gold) if not case.conversation]
        load: list[LoadCost] = []
        if askers:
            say("并发……")
            with serving(store) as address:
                load = measure_load(address, [case.turns[0].question for case in cases][:40], askers)
    bench = Bench(ingest, (), (), tuple(load))
    field = Field(sources, regions, cases, len(texts) / len(sources), questions)
    growing = [Stop(*stop) for stop in stops]
    for cost in measure_scales(field, growing, folder / "scale", near_embedder(EmbeddingSettings()), say):
        bench = replace(bench, scales=(*bench.scales, cost))
        yield bench
    say("嵌入与教程做法……")
    speeds = measure_embedding(texts[: max(embedding, 1)]) if embedding else []
    yield replace(bench, ingest=with_tutorial(ingest, sources), embedding=tuple(speeds))
