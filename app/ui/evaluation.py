"""The Evaluation tab, for admins who may see every report: last runs, differences, open cases, a new run."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any
from uuid import uuid4

import gradio as gr

from app.api.services import Services
from app.auth.principal import Principal
from app.evaluation import (
    CaseChange,
    EvaluationFailed,
    Evaluations,
    GroupResult,
    RunDifference,
    RunState,
    RunSummary,
)
from app.library import visible_documents
from app.state.audit import Deed
from app.ui.chat import Chat, language_of
from app.ui.words import words

OPEN_SHOWN = 200
Words = Mapping[str, str]


def evaluation_tab(
    blocks: gr.Blocks, tab: gr.Tab, evaluations: Evaluations, services: Services, chat: Chat, i18n: gr.I18n
) -> None:
    """A button and its progress above, the results below; the tab shows itself to whom it is for."""
    gr.Markdown(i18n("evaluation_hint"), elem_id="evaluation-hint")
    with gr.Row():
        start = gr.Button(i18n("evaluate"), variant="primary", elem_id="evaluation-start", scale=0, min_width=140)
        refresh = gr.Button(i18n("refresh"), elem_id="evaluation-refresh", scale=0, min_width=80)
    progress = gr.Markdown(elem_id="evaluation-status", latex_delimiters=[])
    results = gr.Markdown(elem_id="evaluation-results", latex_delimiters=[])

    desk = _Desk(evaluations, services, chat)
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    blocks.load(desk.load, None, [tab], **quiet)
    tab.select(desk.join, None, [progress, results], **quiet)
    refresh.click(desk.results, None, [results], **quiet)
    start.click(desk.run, None, [progress, results], **quiet)


class _Desk:
    """The handlers; each asks for the principal anew."""

    def __init__(self, evaluations: Evaluations, services: Services, chat: Chat) -> None:
        self._evaluations = evaluations
        self._services = services
        self._chat = chat

    def load(self, request: gr.Request) -> Any:
        """Only whether the tab shows: what a page sends to a panel before it is first opened may be lost."""
        return gr.update(visible=self._allowed(self._chat.principal(request)))

    def results(self, request: gr.Request) -> str:
        self._admin(request)
        return self._results(request)

    def join(self, request: gr.Request) -> Iterator[list[Any]]:
        """The results, and a run that someone has started is followed by whoever opens the tab."""
        self._admin(request)
        yield [gr.skip(), self._results(request)]
        yield from self._follow(request)

    def run(self, request: gr.Request) -> Iterator[list[Any]]:
        principal = self._admin(request)
        if self._evaluations.start():
            self._services.audit.write(Deed(uuid4().hex, principal.owner, "window", "evaluate", "", "done"))
        yield from self._follow(request)

    def _follow(self, request: gr.Request) -> Iterator[list[Any]]:
        told = words(language_of(request))
        for state in self._evaluations.watch():
            ended = state.status != "running"
            yield [state_html(state, told), self._results(request) if ended else gr.skip()]

    def _results(self, request: gr.Request) -> str:
        told = words(language_of(request))
        runs = self._evaluations.runs()
        if len(runs) < 2:
            return results_html(runs, None, told)
        try:
            return results_html(runs, self._evaluations.difference(runs[1].id, runs[0].id), told)
        except EvaluationFailed as error:
            return results_html(runs, None, told) + f'<p class="zw-error" role="alert">{escape(str(error))}</p>'

    def _allowed(self, principal: Principal) -> bool:
        """Runs ask over every report: their questions and faults are only for admins who may see them all."""
        library = self._services.library
        return principal.admin and len(visible_documents(library, principal.groups)) == len(library.documents())

    def _admin(self, request: gr.Request) -> Principal:
        principal = self._chat.principal(request)
        if not self._allowed(principal):
            raise gr.Error("评测需要能看到全部文件的管理员")
        return principal


def state_html(state: RunState, told: Words) -> str:
    """How far a run is; role=status so that a screen reader hears it."""
    if state.status == "failed":
        return f'<p class="zw-error" role="alert">{escape(state.message)}</p>'
    text = told["evaluated"] if state.status == "done" else told["evaluating"]
    percent = round(100 * state.done / state.total) if state.total else 0
    bar = f'<span class="zw-bar"><span style="width:{percent}%"></span></span>'
    return f'<p class="zw-job" role="status">{escape(text)} {state.done}/{state.total} {bar}</p>'


def results_html(runs: Sequence[RunSummary], changes: RunDifference | None, told: Words) -> str:
    """All of the tab's results, newest run first. changes: from the run before it; None when there is none."""
    if not runs:
        return f"<p>{escape(told['no_runs'])}</p>"
    newest = runs[0]
    return "".join(
        (
            _heading(f"{told['by_kind']} · {newest.created}"),
            _kinds(newest, told),
            _heading(told["changes"]),
            _changes(changes, told),
            _heading(f"{told['open_cases']} {len(newest.open_cases)}"),
            _open_cases(newest, told),
            _heading(told["last_runs"]),
            _runs(runs, told),
        )
    )


def _kinds(run: RunSummary, told: Words) -> str:
    heads = [told[name] for name in ("group", "questions", "right", "interval", "wrong", "needless")]
    return _table(heads, ([group.name, *_counts(group)] for group in (run.overall, *run.kinds)))


def _counts(group: GroupResult) -> list[str]:
    interval = "" if math.isnan(group.low) else f"{group.low:.1%}–{group.high:.1%}"
    share = f" ({group.right / group.n:.1%})" if group.n else ""
    return [str(group.n), f"{group.right}{share}", interval, str(group.wrong), str(group.needless)]


def _changes(changes: RunDifference | None, told: Words) -> str:
    if changes is None:
        return f"<p>{escape(told['no_run_before'])}</p>"
    rows = [(told["worse"], change) for change in changes.worse] + [
        (told["better"], change) for change in changes.better
    ]
    counts = f"{told['worse']} {len(changes.worse)} · {told['better']} {len(changes.better)}"
    asked = f"{told['newly_asked']} {changes.new} · {told['no_longer_asked']} {changes.gone}"
    heads = [told["change"], told["number"], told["question"], told["before"], told["after"]]
    table = _table(heads, (_change_cells(way, change) for way, change in rows[:OPEN_SHOWN])) if rows else ""
    return f"<p>{escape(counts)} · {escape(asked)}</p>{table}"


def _change_cells(way: str, change: CaseChange) -> list[str]:
    return [way, change.id, change.question, change.before, change.after]


def _open_cases(run: RunSummary, told: Words) -> str:
    if not run.open_cases:
        return f"<p>{escape(told['no_open_cases'])}</p>"
    heads = [told[name] for name in ("number", "kind", "question", "verdict", "reason")]
    rows = ([case.id, case.kind, case.question, case.verdict, "；".join(case.reasons)] for case in run.open_cases)
    table = _table(heads, [row for row, _ in zip(rows, range(OPEN_SHOWN), strict=False)])
    more = len(run.open_cases) - OPEN_SHOWN
    return table + (f"<p>{escape(told['more_cases'].format(count=more))}</p>" if more > 0 else "")


def _runs(runs: Sequence[RunSummary], told: Words) -> str:
    heads = [
        told[name] for name in ("time", "version", "questions", "right", "interval", "wrong", "needless", "seconds")
    ]
    return _table(heads, ([run.created, run.commit, *_counts(run.overall), f"{run.seconds:.0f}"] for run in runs))


def _heading(text: str) -> str:
    return f"<h3>{escape(text)}</h3>"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Every cell escaped; tabindex so that the keyboard can scroll a wide one."""
    top = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    body = "".join("<tr>" + "".join(f"<td>{_line(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="zw-table" tabindex="0"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def _line(cell: str) -> str:
    """On one line: a blank one would end the HTML block and have the rest read as Markdown."""
    return escape(" ".join(cell.split()))
