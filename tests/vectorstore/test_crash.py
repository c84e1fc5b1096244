"""A process killed in the middle of a write loses nothing that it acknowledged."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.fakes import FakeEmbedder
from vectorstore.record import FigureFilter, Filter
from vectorstore.settings import StoreSettings
from vectorstore.store import PassageStore

ROUNDS = int(os.environ.get("ZHENGWEN_TEST_CRASHES", "3"))
PROJECT = Path(__file__).parents[2]


def ingest_and_kill(folder: Path, attempt: int, seconds: float) -> dict[str, str]:
    """Version of every document that the process said it had stored before it was killed."""
    command = [sys.executable, "-m", "tests.vectorstore.ingest_until_killed", str(folder), str(attempt)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=PROJECT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        first = process.stdout.readline()
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        heard = first + process.stdout.read()
        lines = [line.split() for line in heard.splitlines(keepends=True) if line.endswith("\n")]
    return {document: f"{int(attempt):032d}{int(number):032d}" for document, attempt, number in lines}


def test_every_acknowledged_document_is_whole_after_kill_9_in_mid_ingest(tmp_path: Path) -> None:
    acknowledged: dict[str, str] = {}
    pauses = random.Random(5)
    for attempt in range(ROUNDS):
        acknowledged |= ingest_and_kill(tmp_path, attempt, 0.7 * pauses.random())
        with PassageStore.open(StoreSettings(tmp_path), embedder=FakeEmbedder()) as store:
            assert store.consistent()
            records = {record.id: record for record in store.documents()}
            assert acknowledged.keys() <= records.keys()
            for document, version in acknowledged.items():
                assert records[document].version >= version  # a later write may have ended unheard
            for record in records.values():
                assert len(store.passages_of(record.id)) == 40
                assert len(store.figures(FigureFilter(documents=(record.id,)))) == 40
                assert len(store.search_lexical("停车泊位", 50, Filter(documents=(record.id,)))) == 40
                assert len(store.search_dense("停车泊位", 50, Filter(documents=(record.id,)))) == 40
    assert acknowledged
