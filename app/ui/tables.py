"""The Figures tab: the ledger as a table that can be filtered, drawn and exported."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import gradio as gr

from app.answer_body import figure_body
from app.api.services import Services
from app.charts import chart_of
from app.exports import COLUMNS, figure_cells
from app.figure_search import search_figures
from app.library import visible_documents
from app.ui.chat import Chat
from vectorstore.figure import KIND_LABELS, Kind

SHOWN = 500  # rows in the page; exports hold all
TABLE_COLUMNS = ("region", "period", "indicator", "kind", "measure", "direction", "text", "document", "section")


def figures_tab(blocks: gr.Blocks, services: Services, chat: Chat, i18n: gr.I18n) -> None:
    """Filters above, chart and table below; every call authorises for itself."""
    with gr.Row():
        regions = gr.Dropdown(
            [], label=i18n("regions"), multiselect=True, allow_custom_value=True, elem_id="ledger-regions"
        )
        indicator = gr.Textbox(label=i18n("indicator"), max_length=100, elem_id="ledger-indicator")
        years = gr.Dropdown([], label=i18n("years"), multiselect=True, allow_custom_value=True, elem_id="ledger-years")
        kinds = gr.Dropdown(
            [(label, kind.value) for kind, label in KIND_LABELS.items()],
            label=i18n("kind"),
            multiselect=True,
            elem_id="ledger-kinds",
        )
        search = gr.Button(i18n("search"), variant="primary", elem_id="ledger-search", min_width=80)
    status = gr.Markdown(elem_id="ledger-status", latex_delimiters=[])
    plot = gr.Plot(label=i18n("chart"), visible=False, elem_id="ledger-chart")
    labels = {name: label for label, name in COLUMNS}
    table = gr.Dataframe(
        headers=[labels[name] for name in TABLE_COLUMNS],
        datatype="str",
        interactive=False,
        wrap=True,
        label=i18n("table"),
        elem_id="ledger-table",
        max_height=520,
        buttons=[],
    )

    def look(
        names: list[str] | None, text: str, wanted: list[str] | None, sorts: list[str] | None, request: gr.Request
    ) -> list[Any]:
        principal = chat.principal(request)
        numbers = [int(year) for year in wanted or () if str(year).isdigit()]
        found = search_figures(
            services.library,
            principal.groups,
            tuple(str(name) for name in names or ()),
            (text or "").strip(),
            numbers,
            tuple(Kind(sort) for sort in sorts or () if sort in {kind.value for kind in Kind}),
        )
        bodies = [figure_body(figure) for figure in found[:SHOWN]]
        places = [[name for _, name in COLUMNS].index(column) for column in TABLE_COLUMNS]
        rows = [[cells[place] for place in places] for cells in map(figure_cells, bodies)]
        chart = chart_of(bodies)
        query = _query(names or [], text or "", numbers, sorts or [])
        return [_status(len(found), query), gr.update(value=chart, visible=chart is not None), rows]

    inputs, outputs = [regions, indicator, years, kinds], [status, plot, table]
    gr.on(
        [search.click, indicator.submit],
        look,
        inputs,
        outputs,
        show_progress="minimal",
        api_visibility="private",
    )

    def load(request: gr.Request) -> list[Any]:
        records = visible_documents(services.library, chat.principal(request).groups)
        parts = [part for record in records for part in record.subdocuments]
        places = sorted({part.region.name for part in parts} | {record.region.name for record in records})
        return [
            gr.update(choices=[place for place in places if place]),
            gr.update(choices=sorted({str(year) for part in parts for year in part.years})),
        ]

    blocks.load(load, None, [regions, years], show_progress="hidden", api_visibility="private")


def _query(regions: list[str], indicator: str, years: list[int], kinds: list[str]) -> str:
    pairs = [("region", name) for name in regions] + [("year", str(year)) for year in years]
    pairs += [("kind", kind) for kind in kinds] + ([("indicator", indicator)] if indicator else [])
    return urlencode(pairs)


def _status(count: int, query: str) -> str:
    """How many were found, and links to the exports of exactly this search."""
    more = f"，表中显示前 {SHOWN} 个" if count > SHOWN else ""
    links = " · ".join(
        f"[下载 {name}](/v1/figures?{query}{'&' if query else ''}format={format})"
        for name, format in (("CSV", "csv"), ("Excel", "xlsx"))
    )
    return f"找到 {count} 个数字{more}。 {links}" if count else "没有符合条件的数字，请放宽条件。"
