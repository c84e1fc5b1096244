"""Two processes' stores over one Chroma server and one database (here an SQLite file in the place of PostgreSQL)."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes import FakeEmbedder
from tests.vectorstore.samples import make_document
from vectorstore import store as store_module
from vectorstore.errors import StoreUnavailable
from vectorstore.record import Filter
from vectorstore.settings import StoreSettings
from vectorstore.store import PassageStore

ROADS = "新建改建道路23公里,新增停车泊位4600个。"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, seconds: float = 30) -> None:
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"nothing listens on port {port}")


@pytest.fixture(scope="module")
def chroma_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--host", "127.0.0.1", "--port", str(port)]
    folder = tmp_path_factory.mktemp("chroma")
    with subprocess.Popen([*command, "--path", str(folder)], stdout=subprocess.DEVNULL, cwd=folder) as server:
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def replica(folder: Path, name: str, chroma_url: str) -> PassageStore:
    settings = StoreSettings(folder / name, chroma_url, f"sqlite:///{folder}/shared.sqlite3")
    return PassageStore.open(settings, writer=True, embedder=FakeEmbedder())


def test_what_one_replica_stores_replaces_and_removes_the_other_soon_sees(
    tmp_path: Path, chroma_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "_FOLLOW_SECONDS", 0.0)
    with replica(tmp_path, "a", chroma_url) as first, replica(tmp_path, "b", chroma_url) as second:
        first.put(make_document("yunxi-2031", [ROADS]))
        for search in (second.search_dense, second.search_lexical):
            assert [hit.passage.text for hit in search("停车泊位", 5, Filter())] == [ROADS]
        second.put(make_document("yunxi-2031", [f"{ROADS}更正。"], version="b" * 64))
        for search in (first.search_dense, first.search_lexical):
            assert [hit.passage.text for hit in search("停车泊位", 5, Filter())] == [f"{ROADS}更正。"]
        first.remove("yunxi-2031")
        assert second.documents() == []
        assert second.search_lexical("停车泊位", 5, Filter()) == []


def test_a_replica_that_starts_late_finds_everything(tmp_path: Path, chroma_url: str) -> None:
    with replica(tmp_path, "a", chroma_url) as first:
        first.put(make_document("tangkou-2031", [ROADS]))
        with replica(tmp_path, "c", chroma_url) as late:
            assert [hit.passage.text for hit in late.search_lexical("停车泊位", 5, Filter())] == [ROADS]


def test_a_chroma_server_that_does_not_answer_is_named(tmp_path: Path) -> None:
    settings = StoreSettings(tmp_path, f"http://127.0.0.1:{free_port()}")
    with pytest.raises(StoreUnavailable, match="ZHENGWEN_CHROMA_URL"):
        PassageStore.open(settings, embedder=FakeEmbedder())


def test_a_database_that_does_not_answer_is_named(tmp_path: Path) -> None:
    settings = StoreSettings(tmp_path, database_url=f"sqlite:///{tmp_path}/no/such/folder.sqlite3")
    with pytest.raises(StoreUnavailable, match="ZHENGWEN_DATABASE_URL"):
        PassageStore.open(settings, embedder=FakeEmbedder())
