"""Runs the real server over the fakes: `python -m tests.app.serve_fake --port N --data DIR [--host H]`."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

from app.api.server import serve
from app.errors import SettingsError
from app.server_settings import ServerSettings
from tests.app.fakes import FakeChain, FakeEvaluator, FakeIngester, FakeLibrary


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--data", type=Path, required=True)
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    given.data.mkdir(parents=True, exist_ok=True)
    library = FakeLibrary(given.data)
    settings = ServerSettings(host=given.host, port=given.port, data=given.data)
    try:
        serve(FakeChain(pause=0.05), library, settings, FakeIngester(library), FakeEvaluator())
    except SettingsError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
