"""The language model's endpoint: streamed replies with a wall-clock limit, cancelled as soon as nobody reads them."""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
from collections.abc import Coroutine, Generator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import httpx
from langchain_core.messages import HumanMessage, SystemMessage
from pydantic import BaseModel, SecretStr

from app.errors import ModelError
from app.guest.budget import Budget, Rest
from app.settings import AnswerSettings

if TYPE_CHECKING:
    from langchain_openai import ChatOpenAI

logger = logging.getLogger(__name__)

HEARTBEAT = 0.5
RUNAWAY = 2
_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
Filled = TypeVar("Filled", bound=BaseModel)


class ModelTimeout(ModelError):
    """The model did not finish in time; asking again would only double the wait."""


class Endpoint:
    """An OpenAI-compatible chat endpoint. Safe for concurrent callers; opens nothing before the first call."""

    def __init__(self, settings: AnswerSettings, budget: Budget | None = None, rest: Rest | None = None) -> None:
        self._settings = settings
        self.budget = budget or Budget(settings.daily_tokens)
        self._rest = rest or Rest()

    def write(self, system: str, user: str) -> Generator[str, None, None]:
        """The reply, piece by piece; "" every half second of silence, so that a reader can leave.

        Raises ModelError when the call fails or the reply ends unfinished, ModelTimeout after `timeout` seconds.
        """
        call = _Call(self._settings.timeout)
        yield from self._run(call, self._written(system, user, call), system, user)

    def fill(self, system: str, user: str, schema: type[Filled]) -> Generator[str, None, Filled]:
        """The reply as `schema` (json_schema); yields "" while waiting. Raises as write does."""
        call = _Call(self._settings.timeout)
        yield from self._run(call, self._filled(system, user, schema, call), system, user)
        if not isinstance(call.value, schema):
            raise ModelError("语言模型的回复不是所要的格式")
        return call.value

    def _run(self, call: _Call, work: Coroutine[Any, Any, None], system: str, user: str) -> Generator[str, None, None]:
        reserved = estimate_tokens(system) + estimate_tokens(user) + self._settings.max_tokens
        try:
            self._rest.check()
            self.budget.reserve(reserved)
        except ModelError:
            work.close()
            raise
        worked: bool | None = None  # None: the reader left, which says nothing about the endpoint
        try:
            yield from call.pieces(work)
            worked = True
        except ModelError:
            worked = False
            raise
        finally:
            self.budget.settle(reserved, call.tokens or estimate_tokens(system + user + call.text))
            if worked is not None:
                self._rest.note(worked)

    async def _written(self, system: str, user: str, call: _Call) -> None:
        finish = ""
        async with self._client() as client:
            async for piece in self._model(client).astream([SystemMessage(system), HumanMessage(user)]):
                finish = piece.response_metadata.get("finish_reason") or finish
                if piece.usage_metadata:
                    call.tokens = piece.usage_metadata["total_tokens"]
                call.give(piece.text)
                if estimate_tokens(call.text) > RUNAWAY * self._settings.max_tokens:
                    break  # an endpoint that ignores max_tokens; the reply counts as unfinished
        if finish != "stop":
            raise ModelError("语言模型的回复没有写完")

    async def _filled(self, system: str, user: str, schema: type[BaseModel], call: _Call) -> None:
        async with self._client() as client:
            model = self._model(client).with_structured_output(schema, method="json_schema", include_raw=True)
            reply = await model.ainvoke([SystemMessage(system), HumanMessage(user)])
        assert isinstance(reply, dict)
        if usage := getattr(reply.get("raw"), "usage_metadata", None):
            call.tokens = usage["total_tokens"]
        call.value = reply.get("parsed")

    def _client(self) -> httpx.AsyncClient:
        """A client of the call's own event loop; a local endpoint is never asked for through a proxy."""
        local = urlsplit(self._settings.base_url).hostname in _LOCAL
        return httpx.AsyncClient(timeout=self._settings.timeout, trust_env=not local)

    def _model(self, client: httpx.AsyncClient) -> ChatOpenAI:
        from langchain_openai import ChatOpenAI  # seconds to import: who asks without a model does not wait

        return ChatOpenAI(
            model=self._settings.model,
            base_url=self._settings.base_url,
            api_key=SecretStr(self._settings.api_key or "none"),
            max_completion_tokens=self._settings.max_tokens,
            timeout=self._settings.timeout,
            temperature=0.0,
            max_retries=0,
            stream_usage=True,
            use_responses_api=False,
            http_async_client=client,
        )


@dataclass
class _Call:
    """One call on a thread with an event loop of its own, so that it can be cancelled in the middle of a read."""

    timeout: float
    text: str = ""
    tokens: int = 0
    value: object = None
    _pieces: queue.SimpleQueue[str | Exception | None] = field(default_factory=queue.SimpleQueue)
    _loop: asyncio.AbstractEventLoop | None = None
    _task: asyncio.Task[None] | None = None
    _left: bool = False

    def give(self, piece: str) -> None:
        self.text += piece
        self._pieces.put(piece)

    def pieces(self, work: Coroutine[Any, Any, None]) -> Generator[str, None, None]:
        thread = threading.Thread(target=self._serve, args=(work,), name="zhengwen-model", daemon=True)
        thread.start()
        try:
            while True:
                try:
                    piece = self._pieces.get(timeout=HEARTBEAT)
                except queue.Empty:
                    piece = ""
                if piece is None:
                    return
                if isinstance(piece, Exception):
                    raise _model_error(piece) from piece
                yield piece
        finally:
            self._cancel()
            thread.join(HEARTBEAT)

    def _serve(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            asyncio.run(self._timed(work))
        except asyncio.CancelledError:
            self._pieces.put(None)
        except Exception as error:  # noqa: BLE001 - carried to the caller's thread, which raises it
            self._pieces.put(error)
        else:
            self._pieces.put(None)

    async def _timed(self, work: Coroutine[Any, Any, None]) -> None:
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        if self._left:
            work.close()
            return
        async with asyncio.timeout(self.timeout):
            await work

    def _cancel(self) -> None:
        self._left = True
        if self._loop is not None and self._task is not None and not self._loop.is_closed():
            try:
                self._loop.call_soon_threadsafe(self._task.cancel)
            except RuntimeError:
                logger.debug("the call had ended by itself")


def _model_error(error: Exception) -> ModelError:
    """Any failure of the endpoint in one word for the reader; details go to the log, never to the answer."""
    logger.warning("language model failed: %s: %s", type(error).__name__, str(error)[:200])
    if isinstance(error, ModelError):
        return error
    chain = (error, error.__cause__)
    if any(isinstance(one, (TimeoutError, httpx.TimeoutException)) for one in chain):
        return ModelTimeout("语言模型没有在限定时间内答复")
    return ModelError("语言模型没有正常答复")


def estimate_tokens(text: str) -> int:
    """An upper estimate where the endpoint does not count: a token a character, four Latin letters to a token."""
    latin = sum(character.isascii() for character in text)
    return len(text) - latin + latin // 4 + 1
