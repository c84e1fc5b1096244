"""What `make serve` starts: the real chain and pipeline behind the window, from an upload to a highlighted sentence."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.processes import BIN, CORPUS, free_port, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`zhengwen serve` on an empty data folder."""
    folder, port = tmp_path_factory.mktemp("serve"), free_port()
    command = [str(BIN / "zhengwen"), "--data", str(folder / "data"), "serve", "--port", str(port)]
    with running(command, port, folder):
        yield f"http://127.0.0.1:{port}"


def upload(client: httpx.Client, path: Path, seconds: float = 240) -> dict[str, object]:
    """The upload's job once it has ended."""
    with path.open("rb") as file:
        job = client.post("/v1/documents", files={"file": (path.name, file)}).raise_for_status().json()
    end = time.monotonic() + seconds
    while job["status"] not in ("done", "failed") and time.monotonic() < end:
        time.sleep(0.3)
        job = client.get(f"/v1/uploads/{job['id']}").raise_for_status().json()
    return dict(job)


def test_an_uploaded_report_is_answered_from_and_its_sentence_is_highlighted(url: str, browser: Browser) -> None:
    from playwright.sync_api import expect

    with httpx.Client(base_url=url, timeout=60, trust_env=False) as client:
        job = upload(client, CORPUS / "linxi-2022.txt")
        assert (job["status"], job["document"]) == ("done", "linxi-2022"), job
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    try:
        page.goto(url)
        question = page.locator("#question textarea")
        expect(question).to_be_editable()
        question.fill("临溪区2022年地区生产总值增长的预期目标是多少？")
        page.keyboard.press("Enter")
        expect(page.locator(".zw-answer:not(.zw-streaming)")).to_contain_text("7.5%")
        page.locator("a.zw-cite").first.click()
        expect(page.locator("#zw-panel mark").first).to_contain_text("7.5%")
    finally:
        page.close()


def test_a_broken_upload_fails_alone_and_says_why(url: str, tmp_path: Path) -> None:
    broken = tmp_path / "坏的.docx"
    broken.write_bytes(b"PK\x03\x04 this is no Word file")
    with httpx.Client(base_url=url, timeout=60, trust_env=False) as client:
        job = upload(client, broken)
        assert job["status"] == "failed"
        assert "坏的.docx" in str(job["message"])
        assert client.get("/health").status_code == 200
