"""The window's layout: the chat, the ledger of figures and the reports, as Gradio Blocks."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

import gradio as gr
from gradio.events import api

from app.api.services import Services
from app.examples import example_questions
from app.library import visible_documents
from app.ui.chat import Chat, Picked, View, language_of
from app.ui.evaluation import evaluation_tab
from app.ui.render import ask_link
from app.ui.reports import reports_tab
from app.ui.tables import figures_tab
from app.ui.words import words
from vectorstore.record import FigureFilter


def build_window(services: Services, i18n: gr.I18n) -> gr.Blocks:
    """The Blocks; css, theme and head are given at the mount."""
    chat = Chat(services)
    blocks: gr.Blocks
    with gr.Blocks(title="政问", analytics_enabled=False, fill_width=True) as blocks:
        # First, so that no handler of the window takes its name.
        api(chat.answer, api_name="ask", api_description="提问，返回完整的回答（带出处、已核对的数字）")
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab(i18n("chat"), id="chat", elem_id="tab-chat"):
                _chat_tab(blocks, services, chat, i18n)
            with gr.Tab(i18n("figures"), id="figures", elem_id="tab-figures"):
                figures_tab(blocks, services, chat, i18n)
            with gr.Tab(i18n("reports"), id="reports", elem_id="tab-reports"):
                reports_tab(blocks, services, chat, i18n)
            if services.evaluations is not None:
                with gr.Tab(i18n("evaluation"), id="evaluation", elem_id="tab-evaluation", visible=False) as tab:
                    evaluation_tab(blocks, tab, services.evaluations, services, chat, i18n)
    blocks.queue(default_concurrency_limit=services.settings.ask_threads, api_open=False)
    return blocks


def _chat_tab(blocks: gr.Blocks, services: Services, chat: Chat, i18n: gr.I18n) -> None:
    conversation = gr.State("")
    messages = gr.Chatbot(
        elem_id="messages",
        show_label=False,
        label=i18n("conversation"),
        container=False,
        height=None,
        latex_delimiters=[],
        buttons=[],
        feedback_options=[],
        layout="panel",
        group_consecutive_messages=False,
        placeholder=" ",
    )
    with gr.Accordion(i18n("scope"), open=False, elem_id="scope"), gr.Row():
        boxes = [
            gr.Dropdown([], label=i18n(name), multiselect=True, allow_custom_value=True, elem_id=f"scope-{name}")
            for name in ("regions", "years", "documents")
        ]
    with gr.Row(elem_id="ask-row"):
        question = gr.Textbox(
            elem_id="question",
            show_label=False,
            label=i18n("question"),
            placeholder=i18n("ask_placeholder"),
            lines=1,
            max_lines=6,
            max_length=services.settings.question_limit,
            container=False,
            scale=8,
            autofocus=True,
        )
        send = gr.Button(i18n("send"), elem_id="send", variant="primary", scale=1, min_width=72)
        stop = gr.Button(i18n("stop"), elem_id="stop", variant="stop", scale=1, min_width=72, visible=False)
    # Links of the page speak to the server through these two, which stand off screen.
    bridge = gr.Textbox(elem_id="bridge", show_label=False, elem_classes="zw-offscreen")
    go = gr.Button("go", elem_id="bridge-go", elem_classes="zw-offscreen")
    shown = [messages, conversation, question, send, stop]

    def ask(
        text: str, kept: str, regions: list[str], years: list[str], documents: list[str], request: gr.Request
    ) -> Iterator[list[Any]]:
        yield from map(_updates, chat.ask(text or "", kept, _picked(regions, years, documents), request))

    def act(
        text: str, kept: str, regions: list[str], years: list[str], documents: list[str], request: gr.Request
    ) -> Iterator[list[Any]]:
        yield from map(_updates, chat.act(text or "", kept, _picked(regions, years, documents), request))

    def end(kept: str, request: gr.Request) -> None:
        chat.stop(kept, request)

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    # The default drops a question sent while the answer before it is just ending: this one waits for its turn.
    gr.on(
        [question.submit, send.click],
        ask,
        [question, conversation, *boxes],
        shown,
        trigger_mode="always_last",
        **quiet,
    )
    go.click(act, [bridge, conversation, *boxes], shown, trigger_mode="multiple", **quiet)
    stop.click(end, [conversation], None, **quiet)
    blocks.load(_on_load(services, chat), None, [messages, *boxes], **quiet)


def _picked(regions: list[str] | None, years: list[str] | None, documents: list[str] | None) -> Picked:
    return Picked(
        tuple(str(name) for name in regions or ()),
        tuple(str(year) for year in years or ()),
        tuple(str(id) for id in documents or ()),
    )


def _updates(view: View) -> list[Any]:
    question = gr.skip() if view.question is None else view.question
    return [view.messages, view.conversation, question, gr.update(visible=not view.busy), gr.update(visible=view.busy)]


def _on_load(services: Services, chat: Chat) -> Any:
    def load(request: gr.Request) -> list[Any]:
        principal = chat.principal(request)
        records = visible_documents(services.library, principal.groups)
        regions = sorted({part.region.name for record in records for part in record.subdocuments} - {""})
        years = sorted({str(year) for record in records for part in record.subdocuments for year in part.years})
        documents = [(record.title or record.id, record.id) for record in records]
        figures = services.library.figures(FigureFilter(groups=principal.groups))
        welcome = welcome_html(example_questions(figures), bool(records), language_of(request))
        return [
            gr.update(placeholder=welcome),
            gr.update(choices=regions),
            gr.update(choices=years),
            gr.update(choices=documents),
        ]

    return load


def welcome_html(examples: list[str], loaded: bool, language: str) -> str:
    """The empty chat: what it is for, and questions that the loaded reports can answer."""
    told = words(language)
    options = "".join(ask_link(question, question) for question in examples)
    body = (
        f'<div class="zw-options zw-examples">{options}</div>' if loaded else f"<p>{escape(told['nothing_loaded'])}</p>"
    )
    return (
        f'<div class="zw-welcome"><h2>{escape(told["welcome"])}</h2><p>{escape(told["welcome_more"])}</p>{body}</div>'
    )
