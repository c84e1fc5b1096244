"""The three parts of deploy/compose.yaml as processes: Chroma server, PostgreSQL, application."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest

from tests.processes import BIN, CORPUS, free_port, running

DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)  # where Debian keeps initdb, outside PATH
SEARCH = os.pathsep.join([os.environ["PATH"], *map(str, DEBIAN)])
POSTGRES, INITDB = shutil.which("postgres", path=SEARCH), shutil.which("initdb", path=SEARCH)


@contextmanager
def postgres() -> Iterator[str]:
    """An SQLAlchemy address of an empty database. PostgreSQL refuses to run as root: it then runs as nobody."""
    assert POSTGRES is not None
    assert INITDB is not None
    user = "nobody" if os.geteuid() == 0 else None
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="zhengwen-pg-") as name:
        folder = Path(name)
        if user:
            os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
        made = [INITDB, "-D", str(folder / "db"), "-U", "zhengwen", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8"]
        subprocess.run(made, check=True, capture_output=True, user=user, cwd=folder)
        listen = ["-h", "127.0.0.1", "-p", str(port), "-k", str(folder)]
        with running([POSTGRES, "-D", str(folder / "db"), *listen], port, folder, user):
            yield f"postgresql+psycopg://zhengwen@127.0.0.1:{port}/postgres"


@contextmanager
def chroma(folder: Path) -> Iterator[str]:
    port = free_port()
    command = [
        str(BIN / "chroma"),
        "run",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--path",
        str(folder / "vectors"),
    ]
    with running(command, port, folder):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment that the parts of the application share."""
    if POSTGRES is None or INITDB is None:
        pytest.skip("no PostgreSQL here: apt-get install postgresql")
    pytest.importorskip("psycopg")
    with ExitStack() as parts:
        database = parts.enter_context(postgres())
        vectors = parts.enter_context(chroma(tmp_path_factory.mktemp("chroma")))
        yield {
            "ZHENGWEN_CHROMA_URL": vectors,
            "ZHENGWEN_DATABASE_URL": database,
            "ZHENGWEN_STATE_URL": database,
        }


def zhengwen(folder: Path, settings: dict[str, str], *arguments: str) -> str:
    """One command of a process of its own, with a data folder of its own."""
    command = [str(BIN / "zhengwen"), "--data", str(folder), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **settings})
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_what_one_machine_reads_two_others_answer_from(settings: dict[str, str], tmp_path: Path) -> None:
    reader, first, second = tmp_path / "reader", tmp_path / "first", tmp_path / "second"
    assert "新增 1" in zhengwen(reader, settings, "ingest", str(CORPUS / "linxi-2022.txt"))
    key = zhengwen(reader, settings, "keys", "create", "门户").split()[-1]
    headers = {"Authorization": f"Bearer {key}"}
    with ExitStack() as replicas:
        for folder in (first, second):
            folder.mkdir()
            port = free_port()
            command = [str(BIN / "zhengwen"), "serve", "--port", str(port), "--data", str(folder)]
            replicas.enter_context(running(command, port, folder, **settings))
            body = {"question": "临溪区2022年地区生产总值增长的预期目标是多少？"}
            url = f"http://127.0.0.1:{port}"
            with httpx.Client(base_url=url, headers=headers, timeout=60, trust_env=False) as client:
                answer = client.post("/v1/ask", json=body).raise_for_status().json()
                assert client.post("/v1/ask", json=body, headers={"Authorization": "Bearer zw-no"}).status_code == 401
            assert "7.5%" in answer["answer"]
            assert answer["citations"][0]["document"] == "linxi-2022"
