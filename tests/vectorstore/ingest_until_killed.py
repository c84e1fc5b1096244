"""Run as a process: stores documents without end and prints each that is acknowledged, until it is killed."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from tests.fakes import FakeEmbedder
from tests.vectorstore.samples import make_document
from vectorstore.settings import StoreSettings
from vectorstore.store import PassageStore


def main() -> None:
    """Arguments: data folder, number of the round. Every third write replaces a document of an earlier one."""
    folder, attempt = Path(sys.argv[1]), int(sys.argv[2])
    with PassageStore.open(StoreSettings(folder), writer=True, embedder=FakeEmbedder()) as store:
        print("open", flush=True)
        for number in count():
            document = f"report-{number % 3 if number % 3 == 2 else attempt * 1000 + number}"
            texts = [f"第{attempt}轮第{number}份第{line}段,新增停车泊位{line}个。" for line in range(40)]
            store.put(make_document(document, texts, version=f"{attempt:032d}{number:032d}"))
            print(document, attempt, number, flush=True)


if __name__ == "__main__":
    main()
