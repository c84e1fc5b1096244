"""Servers and stores for the tests of the surfaces: one of each a session."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.assistant import Assistant
from app.bootstrap import build_chain
from tests.app.reports import fill_store
from tests.app.serving import Server, running
from vectorstore.store import PassageStore


@pytest.fixture(scope="session")
def open_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Open for one person on 127.0.0.1."""
    with running(tmp_path_factory.mktemp("open")) as server:
        yield server


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PassageStore]:
    """A store that holds the invented reports of tests.app.reports."""
    with fill_store(tmp_path_factory.mktemp("reports")) as store:
        yield store


@pytest.fixture(scope="session")
def chain(reports: PassageStore) -> Assistant:
    """The real chain over those reports."""
    return build_chain(reports)
