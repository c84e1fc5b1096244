"""Single sign-on against a provider of our own."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.app.serving import Server, free_port, running

CLAIMS = {"sub": "42", "preferred_username": "li", "groups": ["finance", "*"]}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "tests.app.identity_provider", "--port", str(port)]
    provider = subprocess.Popen([*command, "--claims", json.dumps(CLAIMS)])
    issuer = f"http://127.0.0.1:{port}"
    data: Path = tmp_path_factory.mktemp("oidc")
    try:
        for _ in range(200):
            try:
                httpx.get(f"{issuer}/keys", trust_env=False)
                break
            except httpx.HTTPError:
                time.sleep(0.1)
        settings = {"OIDC_ISSUER": issuer, "OIDC_CLIENT_ID": "zhengwen", "OIDC_CLIENT_SECRET": "s", "WINDOW": "false"}
        with running(data, **settings) as running_server:
            yield running_server
    finally:
        provider.terminate()
        provider.wait()


def test_a_portal_account_opens_the_window_with_its_groups(server: Server) -> None:
    with server.client() as client:
        assert "用单点登录" in client.get("/signin").text
        asked = client.get("/oidc/start", params={"next": "/app/"})
        at_provider = httpx.get(asked.headers["location"], trust_env=False)
        back = client.get(at_provider.headers["location"])
        assert (back.status_code, back.headers["location"]) == (303, "/app/")
        me = client.get("/v1/whoami").json()
        assert (me["name"], me["role"], me["reports"]) == ("sso:li", "asker", 4)
        assert client.get("/v1/documents/dongze-secret").status_code == 200


def test_an_answer_that_was_not_asked_for_is_refused(server: Server) -> None:
    with server.client() as client:
        forged = client.get("/oidc/back", params={"code": "x", "state": "forged"})
        assert forged.status_code == 401
        assert client.get("/v1/whoami").status_code == 401
