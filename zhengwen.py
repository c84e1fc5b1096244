"""The command line, and the one place where ingest, app and evals meet."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from evals.adapter import StoreEvaluator
    from ingest.pipeline import Pipeline
    from vectorstore.store import PassageStore

QUIET = {  # read by libraries when they are imported: no call home, no model hub, no warnings of forks
    "HF_HUB_OFFLINE": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "TOKENIZERS_PARALLELISM": "false",
}


def build(words: Sequence[str] = ()) -> typer.Typer:
    """The command line. words: what was typed; parts that it does not name are not imported."""
    cli = typer.Typer(
        name="zhengwen",
        help="政问：中国政府报告问答助手。每个数字都核对原文、注明出处。",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_show_locals=False,
    )
    cli.callback()(_options)
    named = [add for names, add in PARTS.items() if set(names.split()) & set(words)]
    for add in named or PARTS.values():
        add(cli)
    return cli


def _options(
    context: typer.Context,
    data: Annotated[
        Path | None, typer.Option("--data", help="索引文件夹，放在命令前后都可以；默认取 ZHENGWEN_DATA，否则 var/")
    ] = None,
) -> None:
    if data is not None:
        os.environ["ZHENGWEN_DATA"] = str(data)
        context.default_map = {"eval": {"data": str(data)}}  # elsewhere `eval` makes a folder of its own


def _add_reading(cli: typer.Typer) -> None:
    import ingest.cli

    cli.registered_commands += ingest.cli.commands.registered_commands


def _add_asking(cli: typer.Typer) -> None:
    import app.cli

    app.cli.register(cli)


def _add_serving(cli: typer.Typer) -> None:
    import app.server_cli

    app.server_cli.register(cli, make_ingester, make_evaluator)


def _add_measuring(cli: typer.Typer) -> None:
    import evals.cli

    evals.cli.register(cli)


def _add_preparing(cli: typer.Typer) -> None:
    @cli.command("prepare")
    def prepare() -> None:
        """准备默认的嵌入模型（首次使用时会自动准备）。"""
        from vectorstore.model_prepare import prepare_default_model
        from vectorstore.settings import StoreSettings

        typer.echo(prepare_default_model(StoreSettings.from_environment().embedding.models))


PARTS: Mapping[str, Callable[[typer.Typer], None]] = {
    "ingest inspect remove reindex": _add_reading,
    "ask documents figures": _add_asking,
    "serve users keys": _add_serving,
    "eval bench": _add_measuring,
    "prepare": _add_preparing,
}


@contextmanager
def make_ingester(store: PassageStore) -> Iterator[Pipeline]:
    """What the server reads uploads with: the ingest pipeline over its open store, files parsed in a worker process."""
    from ingest.pipeline import Pipeline
    from ingest.settings import IngestSettings
    from ingest.worker import WorkerReader

    settings = IngestSettings.from_environment()
    with WorkerReader(settings) as reader:
        yield Pipeline(store, reader, settings)


def make_evaluator(store: PassageStore, data: Path) -> StoreEvaluator:
    """What the window's evaluation runs: the gold questions over the server's open store, results in `data`/evals."""
    from evals.adapter import StoreEvaluator

    return StoreEvaluator(store, data)


class _Told(logging.Handler):
    """Tells each message on the terminal, above a progress bar if one is drawn."""

    def emit(self, record: logging.LogRecord) -> None:
        typer.echo(record.getMessage(), err=True)


def main() -> None:
    """Runs the command line."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    warnings.filterwarnings("ignore", category=SyntaxWarning, module="jieba")
    level = os.environ.get("ZHENGWEN_LOG_LEVEL", "WARNING").upper()
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    preparing = logging.getLogger("vectorstore.model_prepare")  # half a minute at the first use: say what goes on
    preparing.addHandler(_Told())
    preparing.setLevel(logging.INFO)
    preparing.propagate = False
    build(sys.argv[1:])()


if __name__ == "__main__":
    main()
