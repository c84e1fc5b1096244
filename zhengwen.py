"""The command line, and the one place where ingest, app and evals meet."""

from __future__ import annotations

import logging
import os
import warnings

# before anything imports these libraries: no call home, no hub, no progress bars of theirs
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
warnings.filterwarnings("ignore", category=SyntaxWarning, module="jieba")

import typer

import app.cli

cli = typer.Typer(
    name="zhengwen",
    help="政问：中国政府报告问答助手。每个数字都核对原文、注明出处。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
)
app.cli.register(cli)


def main() -> None:
    """Runs the command line."""
    logging.basicConfig(
        level=os.environ.get("ZHENGWEN_LOG_LEVEL", "WARNING"), format="%(asctime)s %(name)s %(message)s"
    )
    cli()


if __name__ == "__main__":
    main()
