"""What the chat does: ask, stop, retry, edit, open a conversation. Every handler authorises for itself."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import gradio as gr

from app.answer_body import answer_body, understood_body
from app.api.errors import ApiError, as_api_error
from app.api.services import Services
from app.asking import Asked
from app.auth.principal import Principal
from app.chain import AnswerEvent, Scope, TokenEvent, UnderstoodEvent
from app.charts import chart_of
from app.state.conversations import Conversation, Turn
from app.ui.render import answer_html, question_html, streaming_html
from app.ui.words import words

logger = logging.getLogger(__name__)

Message = dict[str, Any]
PAUSE = 0.08  # seconds between repaints: no flicker, and the socket is not flooded


@dataclass(frozen=True)
class Picked:
    """What the scope boxes hold: region names, years as text, document ids."""

    regions: tuple[str, ...]
    years: tuple[str, ...]
    documents: tuple[str, ...]

    @property
    def scope(self) -> Scope:
        years = tuple(int(year) for year in self.years if year.isdigit())
        return Scope(regions=self.regions, years=years, documents=self.documents)


@dataclass(frozen=True)
class View:
    """What a handler shows: the messages, the conversation they belong to, whether an answer is under way."""

    messages: list[Message]
    conversation: str
    busy: bool = False
    question: str | None = None


class Chat:
    """The handlers of the chat tab, over the same services as the API."""

    def __init__(self, services: Services) -> None:
        self._services = services
        # Ended here and not by Gradio's cancels: after those, the next question of a page may go nowhere.
        self._stops: set[tuple[str, str]] = set()

    def ask(self, question: str, conversation: str, picked: Picked, request: gr.Request) -> Iterator[View]:
        """Streams the answer to one question."""
        principal = self.principal(request)
        if not question.strip():
            yield View(self._messages(principal, conversation, request), conversation)
            return
        yield from self._answer(principal, question, conversation, picked, request)

    def act(self, action: str, conversation: str, picked: Picked, request: gr.Request) -> Iterator[View]:
        """What a link of the page asks for; the action comes from the browser and is trusted with nothing."""
        principal = self.principal(request)
        wanted = _action(action)
        name, value = wanted.get("name"), str(wanted.get("value", ""))
        if name == "new":
            yield View([], "")
        elif name == "open":
            found = self._services.conversations.find(principal.owner, value)
            yield View(self._messages(principal, found.id, request), found.id) if found else View([], "")
        elif name == "chart":
            yield View(self._messages(principal, conversation, request, charted=value), conversation)
        elif name == "ask" and value.strip():
            yield from self._answer(principal, value, conversation, picked, request)
        elif name in ("retry", "edit", "drop"):
            yield from self._again(principal, name, wanted, conversation, picked, request)
        else:
            yield View(self._messages(principal, conversation, request), conversation)

    def answer(self, question: str, request: gr.Request) -> dict[str, Any]:
        """One whole answer for programs that speak to the window (gradio_client); /v1 offers more."""
        principal = self.principal(request)
        try:
            asked = self._services.asking.open(principal, question, Scope(), request_id=uuid4().hex, surface="gradio")
            for event in self._services.asking.stream(asked):
                if isinstance(event, AnswerEvent):
                    return answer_body(event.answer, asked.turn.id, asked.turn.position)
        except Exception as error:
            known = as_api_error(error)
            if known is None:
                logger.exception("gradio answer failed")
            raise gr.Error((known or ApiError("internal")).message) from error
        raise gr.Error(ApiError("internal").message)

    def stop(self, conversation: str, request: gr.Request) -> None:
        """Asks the answer under way in the user's conversation to end; its own stream then shows that."""
        self._stops.add((self.principal(request).owner, conversation))

    def principal(self, request: gr.Request) -> Principal:
        """Who uses the window, looked up anew. Raises gr.Error with fixed text only (Gradio parses it as HTML)."""
        found = self._services.authenticator.of_owner(request.username or "")
        if found is None:
            raise gr.Error("登录已失效，请重新登录")
        return found

    def _again(
        self,
        principal: Principal,
        name: str,
        wanted: Mapping[str, Any],
        conversation: str,
        picked: Picked,
        request: gr.Request,
    ) -> Iterator[View]:
        """Retry, edit and dropping a chip go back to one turn of the user's own."""
        turn = self._services.conversations.turn(principal.owner, str(wanted.get("value", "")))
        if turn is None:
            yield View(self._messages(principal, conversation, request), conversation)
            return
        if name == "retry":
            self._services.conversations.drop_from(principal.owner, turn.conversation, turn.position)
            yield from self._answer(principal, turn.question, turn.conversation, picked, request)
            return
        label = str(wanted.get("label", ""))
        carried = ((turn.answer or {}).get("understood") or {}).get("carried", [])
        if name == "drop" and label in carried:
            yield from self._answer(principal, turn.question, turn.conversation, picked, request, alone=True)
            return
        question = turn.question.replace(label, "") if name == "drop" and label else turn.question
        yield View(self._messages(principal, turn.conversation, request), turn.conversation, question=question)

    def _answer(
        self,
        principal: Principal,
        question: str,
        conversation: str,
        picked: Picked,
        request: gr.Request,
        *,
        alone: bool = False,
    ) -> Iterator[View]:
        services, told = self._services, words(language_of(request))
        kept = services.conversations.find(principal.owner, conversation) if conversation else None
        kept = kept or services.conversations.create(principal.owner)
        before = self._messages(principal, kept.id, request)
        shown = [*before, {"role": "user", "content": question_html(question)}]
        try:
            asked = services.asking.open(
                principal,
                question,
                picked.scope,
                request_id=uuid4().hex,
                surface="window",
                conversation=kept,
                history=() if alone else None,
            )
        except Exception as error:  # noqa: BLE001 - shown to the user below
            yield View([*shown, _said(streaming_html("", None, told, _told(error, told)))], kept.id)
            return
        yield View([*shown, _said(streaming_html("", None, told, told["searching"]))], kept.id, busy=True, question="")
        yield from self._stream(asked, kept, shown, told)

    def _stream(
        self, asked: Asked, kept: Conversation, shown: list[Message], told: Mapping[str, str]
    ) -> Iterator[View]:
        text, understood, painted = "", None, time.monotonic()
        running = (asked.principal.owner, kept.id)
        self._stops.discard(running)
        try:
            with closing(self._services.asking.stream(asked)) as events:
                for event in events:
                    if running in self._stops:
                        yield View([*shown, _said(streaming_html(text, understood, told, told["stopped"]))], kept.id)
                        return
                    if isinstance(event, AnswerEvent):
                        body = answer_body(event.answer, asked.turn.id, asked.turn.position)
                        yield View([*shown, _said(answer_html(body, told))], kept.id)
                        return
                    if isinstance(event, UnderstoodEvent):
                        understood = understood_body(event.understood)
                    elif isinstance(event, TokenEvent):
                        text += event.text
                    if time.monotonic() - painted >= PAUSE:
                        painted = time.monotonic()
                        status = "" if text else told["searching"]
                        yield View([*shown, _said(streaming_html(text, understood, told, status))], kept.id, busy=True)
        except Exception as error:
            logger.exception("window answer failed request=%s", asked.request_id)
            yield View([*shown, _said(streaming_html(text, understood, told, _told(error, told)))], kept.id)

    def _messages(
        self, principal: Principal, conversation: str, request: gr.Request, charted: str = ""
    ) -> list[Message]:
        """The stored turns of the user's own conversation as chat messages; a chart after the turn `charted`."""
        if not conversation:
            return []
        told = words(language_of(request))
        messages: list[Message] = []
        for turn in self._services.conversations.turns(principal.owner, conversation):
            messages.append({"role": "user", "content": question_html(turn.question)})
            messages.append(_said(_turn_html(turn, told)))
            chart = chart_of(turn.answer["evidence"]) if turn.id == charted and turn.answer else None
            if chart is not None:
                messages.append({"role": "assistant", "content": gr.Plot(chart)})
        return messages


def _said(html: str) -> Message:
    return {"role": "assistant", "content": html}


def _turn_html(turn: Turn, told: Mapping[str, str]) -> str:
    if turn.answer is not None:
        return answer_html(turn.answer, told)
    status = told["stopped"] if turn.status in ("stopped", "asked") else told["failed"]
    return streaming_html("", None, told, status)


def _told(error: Exception, told: Mapping[str, str]) -> str:
    known = as_api_error(error) or ApiError("internal")
    return f"{told['failed']}：{known.message}"


def _action(text: str) -> Mapping[str, Any]:
    try:
        wanted = json.loads(text)
    except ValueError:
        return {}
    return wanted if isinstance(wanted, dict) else {}


def language_of(request: gr.Request) -> str:
    """ "zh" unless the language cookie says otherwise."""
    cookies = request.cookies or {}
    return "en" if cookies.get("zhengwen_language") == "en" else "zh"
