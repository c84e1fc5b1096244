"""Servers and a browser for the tests of the surfaces: one of each a session."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.assistant import Assistant
from app.bootstrap import build_chain
from tests.app.reports import fill_store
from tests.app.serving import Server, running
from vectorstore.store import PassageStore

if TYPE_CHECKING:
    from playwright.sync_api import Browser


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    chromium = Path("/usr/bin/chromium")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium if chromium.exists() else None, args=flags)
        yield launched
        launched.close()
