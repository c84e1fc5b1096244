"""Other programs: the MCP endpoint through the official client, the window through gradio_client."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anyio
import httpx2
import pytest
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client

from tests.app.serving import Server


async def _session(server: Server, use: Any) -> Any:
    async with (
        httpx2.AsyncClient(trust_env=False) as http,
        streamable_http_client(f"{server.url}/mcp", http_client=http) as streams,
        ClientSession(streams[0], streams[1]) as session,
    ):
        await session.initialize()
        return await use(session)


@pytest.fixture
def call(open_server: Server) -> Any:
    """Runs one coroutine with an initialised session, in a thread of its own: the browser's loop holds this one."""

    def run(use: Any) -> Any:
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(anyio.run, _session, open_server, use).result(60)

    return run


def test_an_assistant_finds_the_tools_described_in_chinese(call: Any) -> None:
    tools = call(lambda session: session.list_tools()).tools
    assert [tool.name for tool in tools] == ["ask", "find_figures"]
    assert all("报告" in tool.description for tool in tools)


def test_an_assistant_gets_the_verified_answer_with_its_sources(call: Any) -> None:
    result = call(lambda session: session.call_tool("ask", {"question": "东泽区2021年地区生产总值"}))
    assert not result.is_error
    body = result.structured_content
    assert body["answer"] == "2021年，东泽区地区生产总值完成860.5亿元，增长7.2%[1]。"
    assert body["citations"][0]["document"] == "dongze-2022"


def test_an_assistant_finds_figures_by_slots(call: Any) -> None:
    result = call(lambda session: session.call_tool("find_figures", {"regions": ["西岭区"], "years": [2021]}))
    assert [figure["text"] for figure in result.structured_content["figures"]] == ["512.3亿元"]


def test_a_fault_is_told_without_its_details(call: Any) -> None:
    result = call(lambda session: session.call_tool("ask", {"question": "故障"}))
    assert result.is_error
    assert "secret-detail" not in str(result.content)
    assert "服务器出错" in str(result.content)


def test_the_gradio_client_asks_through_the_window(open_server: Server) -> None:
    from gradio_client import Client

    with ThreadPoolExecutor(1) as thread:
        client = thread.submit(Client, f"{open_server.url}/app/", verbose=False).result(60)
        body = thread.submit(client.predict, "东泽区2021年地区生产总值", api_name="/ask").result(60)
    assert body["answer"] == "2021年，东泽区地区生产总值完成860.5亿元，增长7.2%[1]。"
