"""Two processes never share an embedded data folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes import FakeEmbedder
from tests.vectorstore.test_crash import PROJECT
from vectorstore.errors import StoreLocked
from vectorstore.settings import StoreSettings
from vectorstore.store import PassageStore


def test_a_second_process_is_refused_with_the_first_ones_number_until_it_ends(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.vectorstore.ingest_until_killed", str(tmp_path), "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=PROJECT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        with pytest.raises(StoreLocked, match=rf"进程 {process.pid}"):
            PassageStore.open(StoreSettings(tmp_path), embedder=FakeEmbedder())
        process.kill()
    PassageStore.open(StoreSettings(tmp_path), embedder=FakeEmbedder()).close()
