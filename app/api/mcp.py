"""The MCP endpoint at /mcp: ask and find_figures for assistants that speak the Model Context Protocol."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

from fastapi import FastAPI, Request
from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import ToolAnnotations
from pydantic import Field
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from app.answer_body import figure_body
from app.api.ask import open_question
from app.api.bodies import AskBody, ScopeBody
from app.api.errors import MESSAGES, as_api_error, request_id_of
from app.api.services import Services, principal_of
from app.api.streaming import events_of, in_thread, reply_body
from app.chain import AnswerEvent
from app.figure_search import search_figures
from vectorstore.figure import Kind

INSTRUCTIONS = "政府报告问答。回答里的每个数字都在所引原文中核对过；refused 为真表示报告中没有，不要自行补充数字。"
READ_ONLY = ToolAnnotations(read_only_hint=True, open_world_hint=False)
MOST_FIGURES = 200


def add_mcp(app: FastAPI, services: Services) -> None:
    """Adds the route /mcp behind the same guard, keys, groups and limits as /v1."""
    server = MCPServer("zhengwen", title="政问", instructions=INSTRUCTIONS, log_level="WARNING")
    _add_tools(server, services)
    # Host and origin are checked by our own guard, for this path as for every other.
    unguarded = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    server.streamable_http_app(json_response=True, stateless_http=True, transport_security=unguarded)
    app.router.routes.append(Route("/mcp", endpoint=_Endpoint(server), methods=["GET", "POST", "DELETE"]))
    _run_with(app, server)


class _Endpoint:
    """The transport as a plain ASGI application."""

    def __init__(self, server: MCPServer[Any]) -> None:
        self._server = server

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._server.session_manager.handle_request(scope, receive, send)


def _run_with(app: FastAPI, server: MCPServer[Any]) -> None:
    """Keeps the transport running as long as the application."""
    before = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(running: FastAPI) -> AsyncIterator[Any]:
        async with before(running) as state, server.session_manager.run():
            yield state

    app.router.lifespan_context = lifespan


def _add_tools(server: MCPServer[Any], services: Services) -> None:
    @server.tool(title="提问", annotations=READ_ONLY, structured_output=True)
    async def ask(
        question: Annotated[str, Field(description="中文问题，如：青山区2020年地区生产总值是多少？")],
        context: Context[Any, Request],
        regions: Annotated[list[str], Field(description="只在这些地区的报告里找；空为不限", max_length=50)] = [],  # noqa: B006
        conversation: Annotated[str | None, Field(description="承接的会话编号", max_length=64)] = None,
    ) -> dict[str, Any]:
        """就已装入的政府报告提问，返回带出处、逐字核对过的回答；报告里没有时 refused 为真，并给出相近数字。"""
        request = _request(context)
        scope = ScopeBody(regions=regions)
        body = AskBody(question=question, history=None, conversation=conversation, scope=scope, stream=False)
        try:
            asked = await in_thread(open_question, services, principal_of(request), body, request_id_of(request), "mcp")
            async for event in events_of(services, asked):
                if isinstance(event, AnswerEvent):
                    return reply_body(event.answer, asked)
        except Exception as error:
            known = as_api_error(error)
            raise ToolError(known.message if known else MESSAGES["internal"]) from error
        raise ToolError(MESSAGES["internal"])

    @server.tool(title="查数字台账", annotations=READ_ONLY, structured_output=True)
    async def find_figures(
        context: Context[Any, Request],
        regions: Annotated[list[str], Field(description="地区名", max_length=50)] = [],  # noqa: B006
        indicator: Annotated[str, Field(description="指标名或其一部分", max_length=100)] = "",
        years: Annotated[list[int], Field(description="年份", max_length=50)] = [],  # noqa: B006
        kinds: Annotated[list[Kind], Field(description="目标、预计、完成、预算、决算")] = [],  # noqa: B006
        limit: Annotated[int, Field(ge=1, le=MOST_FIGURES)] = 50,
    ) -> dict[str, Any]:
        """按地区、指标、年份、类别查报告中的数字，每个都带文件与段落编号。"""
        groups = principal_of(_request(context)).groups
        found = await in_thread(search_figures, services.library, groups, regions, indicator, years, kinds)
        return {"total": len(found), "figures": [figure_body(figure) for figure in found[:limit]]}


def _request(context: Context[Any, Request]) -> Request:
    request = context.request_context.request
    if request is None:
        raise ToolError(MESSAGES["unauthorized"])
    return request
