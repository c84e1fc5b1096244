"""An answer body as HTML for the chat: everything from documents and users escaped, only our own tags and links added.

The result is one HTML block without blank lines, so that Gradio's Markdown reads nothing in it. Gradio's sanitiser
runs over it all the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import quote as percent

from app.charts import chart_of
from app.exports import CITED, plain_line, table_rows

BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
Body = Mapping[str, Any]


def answer_html(body: Body, words: Mapping[str, str]) -> str:
    """The whole answer with chips, cards, sources and actions."""
    state = "zw-refused" if body["refused"] else "zw-conflict" if body["conflict"] else "zw-plain"
    parts = [
        chips_html(body["understood"], words, body["id"]),
        _state_line(body, words),
        text_html(body["answer"], body),
        _cards(body, words) if body["conflict"] else "",
        _calculations(body, words),
        _nearest(body, words),
        _notice(body, words),
        _sources(body, words),
        _actions(body, words),
    ]
    return f'<div class="zw-answer {state}">{"".join(parts)}</div>'


def streaming_html(text: str, understood: Mapping[str, Any] | None, words: Mapping[str, str], status: str = "") -> str:
    """What is shown while an answer is under way; the marks come with the verified answer."""
    chips = chips_html(understood, words, "") if understood else ""
    line = f'<p class="zw-status" role="status">{escape(status)}</p>' if status else ""
    return f'<div class="zw-answer zw-streaming">{chips}{text_html(text, {}) if text else ""}{line}</div>'


def chips_html(understood: Mapping[str, Any], words: Mapping[str, str], turn: str) -> str:
    """What was understood, each a chip that can be taken away."""
    labels = [*understood["regions"], *understood["periods"], *understood["indicators"], understood["kind"]]
    chips = []
    for label in dict.fromkeys(label for label in labels if label):
        carried = f"<i>{escape(words['carried'])}</i>" if label in understood["carried"] else ""
        if turn:
            target = percent(label, safe="")
            title = escape(words["drop"], quote=True)
            chips.append(
                f'<a class="zw-chip" href="#drop-{turn}-{target}" title="{title}">{carried}{escape(label)}<b>×</b></a>'
            )
        else:
            chips.append(f'<span class="zw-chip">{carried}{escape(label)}</span>')
    if not chips:
        return ""
    return f'<div class="zw-chips"><span class="zw-label">{escape(words["understood"])}</span>{"".join(chips)}</div>'


def text_html(text: str, body: Body) -> str:
    """Paragraphs, lists and tables of an answer's text; figures marked, [n] linked."""
    blocks: list[str] = []
    for block in re.split(r"\n\s*\n", text.strip()):
        blocks += _blocks(block, body)
    return "".join(blocks)


def _blocks(block: str, body: Body) -> list[str]:
    """One stretch between blank lines: a table may follow a line of text directly."""
    lines = block.splitlines()
    first = next((place for place, line in enumerate(lines) if line.lstrip().startswith("|")), None)
    if first is not None:
        last = first
        while last < len(lines) and lines[last].lstrip().startswith("|"):
            last += 1
        rows = table_rows("\n".join(lines[first:last]))
        if rows:
            before = _blocks("\n".join(lines[:first]), body) if first else []
            after = _blocks("\n".join(lines[last:]), body) if last < len(lines) else []
            return [*before, _table(rows, body), *after]
    if not block.strip():
        return []
    if lines and all(re.match(r"\s*[-•*]\s", line) for line in lines):
        items = (re.sub(r"^\s*[-•*]\s+", "", line) for line in lines)
        return ["<ul>" + "".join(f"<li>{inline_html(item, body)}</li>" for item in items) + "</ul>"]
    return ["<p>" + "<br>".join(inline_html(line, body) for line in lines) + "</p>"]


def _table(rows: Sequence[Sequence[str]], body: Body) -> str:
    head = "".join(f'<th scope="col">{inline_html(cell, body)}</th>' for cell in rows[0])
    lines = ("".join(f"<td>{inline_html(cell, body)}</td>" for cell in row) for row in rows[1:])
    inner = "".join(f"<tr>{line}</tr>" for line in lines)
    return (
        f'<div class="zw-table" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{inner}</tbody></table></div>'
    )


def inline_html(text: str, body: Body) -> str:
    """One line: [n] becomes a link, a stated figure gets its mark, the rest is escaped."""
    citations = {one["number"]: one for one in body.get("citations", ())}
    figures = {one["text"]: one for one in body.get("figures", ())}
    longest = sorted((re.escape(figure) for figure in figures if figure), key=len, reverse=True)
    pattern = r"\[\d{1,3}\]|\*\*[^*\n]+\*\*" + "".join(f"|(?<![\\d.]){figure}" for figure in longest)
    parts, last = [], 0
    for found in re.finditer(pattern, text):
        parts.append(escape(text[last : found.start()]))
        parts.append(_token(found[0], citations, figures, body))
        last = found.end()
    parts.append(escape(text[last:]))
    return "".join(parts)


def _token(token: str, citations: Mapping[int, Body], figures: Mapping[str, Body], body: Body) -> str:
    if cited := CITED.fullmatch(token):
        citation = citations.get(int(cited[1]))
        return citation_link(citation, f"[{cited[1]}]") if citation else escape(token)
    if bold := BOLD.fullmatch(token):
        return f"<strong>{inline_html(bold[1], body)}</strong>"
    figure = figures[token]
    kind = "zw-verified" if figure["verified"] else "zw-unverified"
    title = "已在所引原文中核对" if figure["verified"] else "未能在原文中核对"
    return f'<span class="{kind}" title="{title}">{escape(token)}</span>'


def citation_target(citation: Body) -> str:
    """The anchor that the citation panel opens: offsets into the loaded text, then the passage's id."""
    return f"#cite-{citation['start']}-{citation['end']}-{percent(citation['passage'], safe='')}"


def citation_link(citation: Body, text: str) -> str:
    place = " / ".join(citation["section"])
    page = f" 第{citation['page']}页" if citation["page"] else ""
    title = escape(f"《{citation['title']}》{place}{page}", quote=True)
    return (
        f'<a class="zw-cite" href="{escape(citation_target(citation), quote=True)}" title="{title}">{escape(text)}</a>'
    )


def _state_line(body: Body, words: Mapping[str, str]) -> str:
    if body["refused"]:
        return f'<p class="zw-state">{escape(words["refused"])}</p>'
    return f'<p class="zw-state">{escape(words["conflict"])}</p>' if body["conflict"] else ""


def _cards(body: Body, words: Mapping[str, str]) -> str:
    """One card a source: what it says, where, in its own words."""
    cards = []
    for citation in body["citations"]:
        stated = [figure["text"] for figure in body["figures"] if figure["citation"] == citation["number"]]
        value = "、".join(dict.fromkeys(stated))
        place = " / ".join(citation["section"])
        page = words["page"].format(page=citation["page"]) if citation["page"] else ""
        link = citation_link(citation, f"[{citation['number']}]")
        cards.append(
            f'<div class="zw-card"><p class="zw-card-value">{escape(value)}</p>'
            f'<p class="zw-card-quote">{escape(plain_line(citation["quote"]))}</p>'
            f'<p class="zw-card-place">{link} '
            f"《{escape(citation['title'])}》 {escape(place)} {escape(page)}</p></div>"
        )
    return f'<div class="zw-cards">{"".join(cards)}</div>'


def _calculations(body: Body, words: Mapping[str, str]) -> str:
    citations = {one["number"]: one for one in body["citations"]}
    lines = []
    for step in body["calculations"]:
        if step["expression"] in body["answer"]:
            continue  # the text shows it already
        links = "".join(
            citation_link(citations[number], f"[{number}]")
            for number in dict.fromkeys(step["operands"])
            if number in citations
        )
        label = f'<span class="zw-label">{escape(words["calculation"])}</span>'
        lines.append(f'<p class="zw-calculation">{label}<code>{escape(step["expression"])}</code> {links}</p>')
    return "".join(lines)


def _nearest(body: Body, words: Mapping[str, str]) -> str:
    if not body["nearest"]:
        return ""
    buttons = "".join(ask_link(one["question"], one["label"]) for one in body["nearest"])
    return f'<div class="zw-options"><span class="zw-label">{escape(words["nearest"])}</span>{buttons}</div>'


def ask_link(question: str, label: str) -> str:
    """A button that asks a question."""
    target = percent(question, safe="")
    title = escape(question, quote=True)
    return f'<a class="zw-option" role="button" href="#ask-{target}" title="{title}">{escape(label)}</a>'


def _notice(body: Body, words: Mapping[str, str]) -> str:
    lines = [body["notice"]] if body["notice"] else []
    if not body["composed"]:
        lines.append(words["composed_by_model"])
    return "".join(f'<p class="zw-notice">{escape(line)}</p>' for line in lines)


def _sources(body: Body, words: Mapping[str, str]) -> str:
    if not body["citations"]:
        return ""
    lines = []
    for one in body["citations"]:
        place = " / ".join(one["section"])
        page = words["page"].format(page=one["page"]) if one["page"] else ""
        label = f"[{one['number']}] 《{one['title']}》 {place} {page}".rstrip()
        lines.append(f"<li>{citation_link(one, label)}</li>")
    label = f'<span class="zw-label">{escape(words["sources"])}</span>'
    return f'<div class="zw-sources">{label}<ul>{"".join(lines)}</ul></div>'


def _actions(body: Body, words: Mapping[str, str]) -> str:
    id = body["id"]
    actions = [("copy", "copy"), ("good", "good"), ("bad", "bad"), ("retry", "retry"), ("edit", "edit")]
    links = [
        f'<a class="zw-action" role="button" href="#{name}-{id}">{escape(words[word])}</a>' for name, word in actions
    ]
    if chart_of(body["evidence"]) is not None:
        links.append(f'<a class="zw-action" role="button" href="#chart-{id}">{escape(words["as_chart"])}</a>')
    if body["evidence"]:
        links.append(f'<a class="zw-action" role="button" href="#xlsx-{id}">{escape(words["as_xlsx"])}</a>')
    return f'<div class="zw-actions">{"".join(links)}</div>'


def question_html(question: str) -> str:
    """A question as the user typed it, escaped, line breaks kept."""
    return '<div class="zw-question">' + "<br>".join(escape(line) for line in question.splitlines()) + "</div>"
