"""The worker's side: reads one file after another on request, under limits, until its input ends."""

from __future__ import annotations

import importlib
import logging
import os
import resource
import sys
from collections.abc import Callable

from ingest.errors import BrokenFile, IngestError, ParseLimit
from ingest.worker_messages import Done, Request, Step, receive, send


def main() -> None:
    """Serve requests on standard input. Whatever libraries print goes to standard error, never into the messages."""
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    limit = int(sys.argv[1]) * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.basicConfig(level=logging.ERROR)
    logging.captureWarnings(True)
    while True:
        try:
            request: Request = receive(requests)
        except EOFError:
            return
        send(answers, _run(request, lambda stage, fraction: send(answers, Step(stage, fraction))))


def _run(request: Request, report: Callable[[str, float], None]) -> Done:
    name = request.path.name.encode("utf-8", "backslashreplace").decode("utf-8")
    try:
        module, function = request.task.split(":")
        task = getattr(importlib.import_module(module), function)
        return Done(task(request.path, request.id, request.overrides or None, report))
    except IngestError as error:
        return Done(error=error)
    except MemoryError:
        return Done(
            error=ParseLimit(
                name, "读取这份文件需要的内存超过上限", "请拆分文件，或调高 ZHENGWEN_PARSE_MEMORY_MB 后重试"
            )
        )
    except Exception as error:  # the last stop for a bad file; the message names it
        logging.getLogger(__name__).exception("reading failed")
        problem = f"读取时出错（{type(error).__name__}：{str(error)[:120]}）"
        return Done(
            error=BrokenFile(name, problem, "请换一种格式（如 .docx 或 .txt）另存后重试，并把文件交给维护人员检查")
        )


if __name__ == "__main__":
    main()
