"""Commands that measure: eval, eval check, eval diff, bench."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markdown import Markdown
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from app.settings import AnswerSettings
from evals.asking import Answerer
from evals.bench_cli import bench_command
from evals.errors import EvaluationError, GateError, RunError
from evals.record import Run
from vectorstore.errors import StoreError
from vectorstore.settings import StoreSettings
from vectorstore.store import PassageStore

logger = logging.getLogger(__name__)
console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)
SIDE_BY_SIDE = 3  # systems that fit beside each other in a terminal
BASELINE = Path(__file__).parent / "baseline.json"

GoldOption = Annotated[list[Path] | None, typer.Option("--gold", help="题库文件,可重复;默认全部自带题库")]
ReportsOption = Annotated[list[Path] | None, typer.Option("--reports", help="报告文件夹,可重复;自带的样例报告总在其中")]
DataOption = Annotated[Path | None, typer.Option("--data", help="已有的索引文件夹;不给则在结果文件夹里另建")]
OutOption = Annotated[Path, typer.Option("--out", help="结果文件夹")]

evaluate = typer.Typer(invoke_without_command=True, no_args_is_help=False, help="评测:对照题库给回答打分。")


@evaluate.callback()
def eval_command(
    context: typer.Context,
    gold: GoldOption = None,
    reports: ReportsOption = None,
    out: OutOption = Path("var/evals"),
    data: DataOption = None,
    supplied: Annotated[bool, typer.Option("--supplied", help="另跑一遍:直接给出依据,只测阅读")] = False,
    peers: Annotated[bool, typer.Option("--peers", help="另跑教程做法(需装 evals 附加依赖)")] = False,
    ablate: Annotated[bool, typer.Option("--ablate", help="另跑:逐个关掉各部分")] = False,
    guest: Annotated[bool, typer.Option("--guest", help="另跑一遍:带上 ZHENGWEN_LLM_* 配置的语言模型")] = False,
    only: Annotated[str, typer.Option("--only", help="只问编号以此开头的题;held-out 只问留出的题")] = "",
    gate: Annotated[bool, typer.Option("--gate/--no-gate", help="低于基线时以退出码 1 结束")] = True,
    set_baseline: Annotated[bool, typer.Option("--set-baseline", help="把这次结果定为基线")] = False,
) -> None:
    """对照题库给回答打分,写出 JSON、Markdown 和 HTML 报告。"""
    if context.invoked_subcommand:
        return
    from evals.check import named_documents
    from evals.corpus import default_gold

    files = gold or default_gold()
    with _told():
        extras = _Extras(supplied, peers, ablate, _model() if guest else None)
        with _store(data, out, reports, named_documents(files)) as (store, settings):
            runs, folder = _measure(store, settings, files, out, only, extras)
    _show(runs, folder)
    with _told():
        _guard(runs[0], gate, set_baseline)


@dataclass(frozen=True)
class _Extras:
    """Which further systems take part in a run."""

    supplied: bool
    peers: bool
    ablate: bool
    guest: AnswerSettings | None


def _measure(
    store: PassageStore,
    settings: StoreSettings,
    gold: Sequence[Path],
    out: Path,
    only: str,
    extras: _Extras,
) -> tuple[list[Run], Path]:
    from evals.run import make_run, prepare, write_reports

    prepared = prepare(store, settings, gold, only)
    runs: list[Run] = []
    folder = out
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, TimeRemainingColumn(), console=errors, transient=True) as bar:
        for answerer in _answerers(store, settings, extras):
            task = bar.add_task(answerer.name, total=prepared.questions)
            runs.append(make_run(answerer, prepared, partial(bar.advance, task)))
            folder = write_reports(runs, out)  # after each system: a long run that breaks off keeps what it has
    return runs, folder


def _answerers(store: PassageStore, settings: StoreSettings, extras: _Extras) -> Iterator[Answerer]:
    from evals.finding import OwnAnswerer, SuppliedAnswerer

    yield OwnAnswerer(store)
    if extras.supplied:
        yield SuppliedAnswerer(store)
    if extras.guest:
        from app.bootstrap import build_chain

        yield OwnAnswerer(store, None, "政问·带模型", build_chain(store, extras.guest))
    if extras.ablate:
        from evals.ablation import ablated

        yield from ablated(store, settings)
    if extras.peers:
        from evals.peers import peers

        yield from peers(store, settings)


def _model() -> AnswerSettings:
    settings = AnswerSettings.from_environment()
    if not settings.has_model:
        raise RunError("没有配置语言模型:请先设置 ZHENGWEN_LLM_BASE_URL 和 ZHENGWEN_LLM_MODEL(本机的见 make llm)。")
    return settings


def _show(runs: Sequence[Run], folder: Path) -> None:
    from evals.markdown import measure_table, system_table, verdict_table
    from evals.summary import summarise

    summaries = [(run, summarise(run.turns)) for run in runs]
    table = measure_table(summaries) if len(runs) <= SIDE_BY_SIDE else system_table(summaries)
    console.print(Markdown("\n".join(table)))
    console.print(Markdown("\n".join(verdict_table(summaries[0][1].kinds, "题型"))))
    console.print(f"结果在 {folder}/(report.html 可在浏览器里打开)")


def _guard(run: Run, gate: bool, set_baseline: bool) -> None:
    from evals.gate import drops, read_baseline, write_baseline

    if set_baseline:
        write_baseline(run, BASELINE)
        console.print(f"已定为基线:{BASELINE}")
        return
    found = drops(run, read_baseline(BASELINE)) if gate else []
    if found:
        raise GateError("低于基线:\n" + "\n".join(f"  {drop}" for drop in found))


@evaluate.command("diff")
def diff_command(
    before: Annotated[Path, typer.Argument(help="较早的结果(文件夹或 run.json)")],
    after: Annotated[Path, typer.Argument(help="较晚的结果")],
) -> None:
    """比较两次评测:哪些题变好,哪些变差。"""
    from evals.diff import diff_markdown
    from evals.record import read_run

    with _told():
        console.print(diff_markdown(read_run(before), read_run(after)), markup=False)


@evaluate.command("render")
def render_command(folder: Annotated[Path, typer.Argument(help="一次评测的结果文件夹")]) -> None:
    """由存下的 run*.json 重写 report.md、misses.md 和 report.html。"""
    from evals.run import read_runs, render

    with _told():
        runs = read_runs(folder)
        render(runs, folder)
    _show(runs, folder)


@evaluate.command("check")
def check_command(
    gold: GoldOption = None,
    reports: ReportsOption = None,
    hints: Annotated[bool, typer.Option("--hints/--no-hints", help="也列出提醒")] = True,
) -> None:
    """检查题库:写法、重复的编号、依据里找不到的数字、不存在的文件。"""
    from evals.check import check_files, named_documents
    from evals.corpus import SAMPLE, default_gold, read_sources

    with _told():
        files = gold or default_gold()
        folders = [*([SAMPLE] if SAMPLE.exists() else []), *reports] if reports else []
        sources = read_sources(folders, named_documents(files))
        findings = check_files(files, sources)
    for finding in findings:
        if finding.error or hints:
            style = "red" if finding.error else "yellow"
            word = "错误" if finding.error else "提醒"
            console.print(f"[{style}]{word}[/{style}] {escape(f'{finding.place} {finding.id}:{finding.message}')}")
    count = sum(finding.error for finding in findings)
    looked = "" if sources else ";没有给 --reports,未对照原文"
    console.print(f"{len(files)} 个题库,{count} 个错误,{len(findings) - count} 个提醒{looked}")
    if count:
        raise typer.Exit(1)


@contextmanager
def _store(
    data: Path | None, out: Path, reports: Sequence[Path] | None, wanted: Set[str]
) -> Iterator[tuple[PassageStore, StoreSettings]]:
    """The given store as it is, or one beside the results, filled from the sample corpus and the reports."""
    from evals.corpus import SAMPLE, fill

    settings = StoreSettings.from_environment(data or out / "data")
    sample = [] if data else [SAMPLE]
    with PassageStore.open(settings, writer=bool(sample or reports)) as store, errors.status("") as status:

        def told(done: int, total: int, name: str) -> None:
            status.update(f"读入报告 {done}/{total} {escape(name)}")

        results = fill(store, sample, progress=told) if sample else []
        results += fill(store, reports, wanted, told) if reports else []
        kept = {result.document for result in results}
        for record in store.documents() if not data else []:  # a folder of our own: what other runs left goes
            if record.id not in kept:
                store.remove(record.id)
        status.stop()
        yield store, settings


@contextmanager
def _told() -> Iterator[None]:
    """Errors as messages and exit code 1."""
    try:
        yield
    except (EvaluationError, StoreError) as error:
        errors.print(f"[red]{escape(str(error))}[/red]")
        raise typer.Exit(1) from error


def register(app: typer.Typer) -> None:
    """Adds this module's commands to the command line."""
    app.add_typer(evaluate, name="eval")
    app.command("bench")(bench_command)
