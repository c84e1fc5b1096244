"""The Reports tab: what is loaded, how it was read, and for admins upload, replacement and removal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any
from uuid import uuid4

import gradio as gr

from app.api.services import Services
from app.auth.principal import Principal
from app.library import visible_documents, visible_record
from app.reading_view import reading_body
from app.state.audit import Deed
from app.ui.chat import Chat, language_of
from app.ui.words import words
from app.uploads import SUFFIXES, Job, UploadError
from vectorstore.figure import KIND_LABELS, Kind

DOUBTFUL_SHOWN = 30
SECTIONS_SHOWN = 200


def reports_tab(blocks: gr.Blocks, services: Services, chat: Chat, i18n: gr.I18n) -> None:
    """The list on top, upload for admins, then one report and how it was read."""
    listing = gr.Markdown(elem_id="reports-list", latex_delimiters=[])
    with gr.Column(visible=False, elem_id="reports-admin") as admin:
        gr.Markdown(elem_id="upload-hint", value=i18n("upload_hint"))
        with gr.Row():
            file = gr.File(label=i18n("upload"), file_types=list(SUFFIXES), elem_id="upload-file", height=130, scale=3)
            with gr.Column(scale=2):
                groups = gr.Textbox(label=i18n("groups"), max_length=300, elem_id="upload-groups")
                start = gr.Button(i18n("upload_go"), variant="primary", elem_id="upload-start")
        progress = gr.Markdown(elem_id="upload-status", latex_delimiters=[])
    with gr.Row():
        chosen = gr.Dropdown([], label=i18n("documents"), allow_custom_value=True, elem_id="report-choice", scale=4)
        refresh = gr.Button(i18n("refresh"), elem_id="reports-refresh", scale=1, min_width=80)
    with gr.Row(visible=False) as removal:
        sure = gr.Checkbox(label=i18n("remove_confirm"), elem_id="remove-sure", scale=3)
        remove = gr.Button(i18n("remove"), variant="stop", elem_id="remove-report", scale=2)
    reading = gr.Markdown(elem_id="report-reading", latex_delimiters=[])

    desk = _Desk(services, chat)
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    shown = [listing, chosen, admin, removal]
    gr.on([blocks.load, refresh.click], desk.listing, None, shown, **quiet)
    chosen.change(desk.reading, [chosen], [reading], **quiet)
    start.click(desk.upload, [file, groups], [progress], **quiet).then(desk.listing, None, shown, **quiet)
    remove.click(desk.remove, [chosen, sure], [progress, sure], **quiet).then(desk.listing, None, shown, **quiet)


class _Desk:
    """The handlers; each asks for the principal anew."""

    def __init__(self, services: Services, chat: Chat) -> None:
        self._services = services
        self._chat = chat

    def listing(self, request: gr.Request) -> list[Any]:
        principal = self._chat.principal(request)
        records = visible_documents(self._services.library, principal.groups)
        rows = "".join(
            f"<tr><td>{escape(record.title or record.id)}</td><td>{escape(record.region.name)}</td>"
            f"<td>{record.date or ''}</td><td>{record.passage_count}</td><td>{record.figure_count}</td>"
            f"<td>{record.uncertain_count or ''}</td><td>{escape('；'.join(record.warnings)[:200])}</td></tr>"
            for record in records
        )
        heads = "".join(
            f'<th scope="col">{name}</th>' for name in ("文件", "地区", "日期", "段落", "数字", "存疑", "提示")
        )
        empty = f"<p>{escape(words(language_of(request))['nothing_loaded'])}</p>"
        table = (
            '<div class="zw-table" tabindex="0"><table><thead><tr>'
            f"{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
        )
        choices = [(record.title or record.id, record.id) for record in records]
        visible = gr.update(visible=principal.admin)
        return [table if records else empty, gr.update(choices=choices), visible, visible]

    def reading(self, document: str | None, request: gr.Request) -> str:
        principal = self._chat.principal(request)
        record = visible_record(self._services.library, document or "", principal.groups)
        if record is None:
            return escape(words(language_of(request))["choose_report"])
        return reading_html(reading_body(self._services.library, record, principal.groups))

    def upload(self, file: str | None, groups: str, request: gr.Request) -> Iterator[str]:
        principal = self._admin(request)
        if not file:
            yield "请先选择文件。"
            return
        path = Path(file)
        listed = tuple(part.strip() for part in (groups or "").split(",") if part.strip())
        try:
            job = self._services.uploads.submit(principal.owner, path.name, path.read_bytes(), listed)
        except UploadError as error:
            yield f'<p class="zw-error" role="alert">{escape(str(error))}</p>'
            return
        self._services.audit.write(Deed(uuid4().hex, principal.owner, "window", "upload", job.name, "done"))
        for state in self._services.uploads.watch(job.id):
            yield job_html(state)

    def remove(self, document: str | None, sure: bool, request: gr.Request) -> list[Any]:
        principal = self._admin(request)
        record = visible_record(self._services.library, document or "", principal.groups)
        if record is None or not sure:
            return ["请先选择文件并勾选确认。", sure]
        self._services.library.remove(record.id)
        self._services.audit.write(Deed(uuid4().hex, principal.owner, "window", "remove", record.id, "done"))
        return [f"已移除：{escape(record.title)}", False]

    def _admin(self, request: gr.Request) -> Principal:
        principal = self._chat.principal(request)
        if not principal.admin:
            raise gr.Error("此操作需要管理员角色")
        return principal


def job_html(job: Job) -> str:
    """An upload's state; role=status so that a screen reader hears it."""
    if job.status == "failed":
        return f'<p class="zw-error" role="alert">{escape(job.name)}：{escape(job.message)}</p>'
    percent = round(job.fraction * 100)
    outcome = {"added": "已装入，可以提问", "updated": "已更换为新版本", "unchanged": "内容没有变化"}.get(job.outcome)
    warned = "".join(f"<br>{escape(warning)}" for warning in job.warnings)
    bar = f'<span class="zw-bar"><span style="width:{percent}%"></span></span>'
    return f'<p class="zw-job" role="status">{escape(job.name)}：{escape(outcome or job.stage)} {bar}{warned}</p>'


def reading_html(body: Mapping[str, Any]) -> str:
    """Sub-documents, the tree of sections and the doubtful figures; all text escaped."""
    parts = [f'<div class="zw-reading"><p><strong>{escape(body["title"])}</strong> {escape(body["id"])}</p>']
    parts += [
        f"<p>{escape(part['title'])} · {escape(part['issuer'])} {escape(part['date'] or '')}</p>"
        for part in body["subdocuments"]
    ]
    parts.append("<ul>")
    for section in body["sections"][:SECTIONS_SHOWN]:
        path = section["path"]
        rows = f"，表格 {section['rows']} 行" if section["rows"] else ""
        parts.append(
            f'<li style="margin-left:{min(len(path) - 1, 6) * 14}px">{escape(path[-1] or body["title"])}'
            f'<span class="zw-quiet">（{section["passages"]} 段{rows}）</span></li>'
        )
    parts.append("</ul>")
    more = len(body["sections"]) - SECTIONS_SHOWN
    if more > 0:
        parts.append(f'<p class="zw-quiet">另有 {more} 节，见 /v1/documents/{escape(body["id"])}</p>')
    if body["doubtful"]:
        parts.append(f"<p><strong>存疑的数字（{body['uncertain']}）</strong></p><ul>")
        parts += [_doubtful(figure) for figure in body["doubtful"][:DOUBTFUL_SHOWN]]
        parts.append("</ul>")
    return "".join(parts) + "</div>"


def _doubtful(figure: Mapping[str, Any]) -> str:
    kind = KIND_LABELS[Kind(figure["kind"])]
    told = f"{figure['phrase'] or figure['indicator']} {figure['text']}（{figure['period']} {kind}）：{figure['doubt']}"
    return f"<li>{escape(told)}</li>"
