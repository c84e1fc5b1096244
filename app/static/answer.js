// An answer body as DOM: text is only ever text; the only links are our own.
"use strict";
(() => {
  const { make } = window.zhengwen;

  function target(citation) {
    return `#cite-${citation.start}-${citation.end}-${encodeURIComponent(citation.passage)}`;
  }

  function citeLink(citation, label) {
    const page = citation.page ? ` 第${citation.page}页` : "";
    return make("a", { class: "zw-cite", href: target(citation), title: `《${citation.title}》${citation.section.join(" / ")}${page}` }, label);
  }

  // One line: [n] becomes a link, a stated figure gets its mark.
  function inline(text, body) {
    const citations = new Map((body.citations || []).map((one) => [one.number, one]));
    const figures = new Map((body.figures || []).map((one) => [one.text, one]));
    const escaped = [...figures.keys()].filter(Boolean).sort((a, b) => b.length - a.length).map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const pattern = new RegExp(["\\[\\d{1,3}\\]", ...escaped.map((one) => `(?<![\\d.])${one}`)].join("|"), "g");
    const parts = [];
    let last = 0;
    for (const found of text.matchAll(pattern)) {
      parts.push(text.slice(last, found.index));
      const cited = /^\[(\d+)\]$/.exec(found[0]);
      if (cited) parts.push(citations.has(Number(cited[1])) ? citeLink(citations.get(Number(cited[1])), found[0]) : found[0]);
      else {
        const sure = figures.get(found[0]).verified;
        parts.push(make("span", { class: sure ? "zw-verified" : "zw-unverified", title: sure ? "已在所引原文中核对" : "未能在原文中核对" }, found[0]));
      }
      last = found.index + found[0].length;
    }
    parts.push(text.slice(last));
    return parts.filter((part) => part !== "");
  }

  const cells = (line) => line.trim().replace(/^\||\|$/g, "").split(/(?<!\\)\|/).map((cell) => cell.trim().replace(/\\\|/g, "|"));

  function table(lines, body) {
    const rows = lines.filter((_, at) => at !== 1).map(cells);
    const head = make("tr", {}, ...rows[0].map((cell) => make("th", { scope: "col" }, ...inline(cell, body))));
    const rest = rows.slice(1).map((row) => make("tr", {}, ...row.map((cell) => make("td", {}, ...inline(cell, body)))));
    return make("div", { class: "zw-table", tabindex: "0" }, make("table", {}, make("thead", {}, head), make("tbody", {}, ...rest)));
  }

  function blocks(text, body) {
    const made = [];
    let plain = [];
    const flush = () => {
      if (!plain.length) return;
      const paragraph = make("p", {});
      plain.forEach((line, at) => paragraph.append(...(at ? [make("br")] : []), ...inline(line, body)));
      made.push(paragraph);
      plain = [];
    };
    const lines = text.split("\n");
    for (let at = 0; at < lines.length; at += 1) {
      if (lines[at].trim().startsWith("|") && /^\s*\|[\s|:-]+$/.test(lines[at + 1] || "")) {
        flush();
        let end = at;
        while (end < lines.length && lines[end].trim().startsWith("|")) end += 1;
        made.push(table(lines.slice(at, end), body));
        at = end - 1;
      } else if (lines[at].trim()) plain.push(lines[at]);
      else flush();
    }
    flush();
    return made;
  }

  function cards(body) {
    return make("div", { class: "zw-cards" }, ...body.citations.map((one) => {
      const stated = [...new Set(body.figures.filter((figure) => figure.citation === one.number).map((figure) => figure.text))];
      return make("div", { class: "zw-card" }, make("p", { class: "zw-card-value" }, stated.join("、")),
        make("p", {}, one.quote.replace(/\s+/g, " ")), make("p", { class: "zw-card-place" }, citeLink(one, `[${one.number}]`), ` 《${one.title}》`));
    }));
  }

  // ask: called with a question when a nearest figure is chosen.
  function render(body, ask) {
    const u = body.understood;
    const labels = [...new Set([...u.regions, ...u.periods, ...u.indicators, u.kind].filter(Boolean))];
    const parts = [
      labels.length ? make("div", { class: "zw-chips" }, make("span", { class: "zw-label" }, "理解为"), ...labels.map((label) => make("span", { class: "zw-chip" }, label))) : null,
      body.refused ? make("p", { class: "zw-state" }, "报告中没有") : null,
      body.conflict ? make("p", { class: "zw-state" }, "说法不一，逐一列出") : null,
      ...blocks(body.answer, body),
      body.conflict ? cards(body) : null,
      ...body.calculations.filter((step) => !body.answer.includes(step.expression)).map((step) => make("p", { class: "zw-calculation" }, make("span", { class: "zw-label" }, "计算"), make("code", {}, step.expression))),
      body.nearest.length ? make("div", { class: "zw-options" }, make("span", { class: "zw-label" }, "可以问："), ...body.nearest.map((one) =>
        make("button", { type: "button", class: "zw-option zw-button", onclick: () => ask(one.question) }, one.label))) : null,
      body.notice ? make("p", { class: "zw-notice" }, body.notice) : null,
      body.citations.length ? make("div", { class: "zw-sources" }, make("span", { class: "zw-label" }, "出处"), make("ul", {}, ...body.citations.map((one) =>
        make("li", {}, citeLink(one, `[${one.number}] 《${one.title}》 ${one.section.join(" / ")}${one.page ? ` 第${one.page}页` : ""}`))))) : null,
    ];
    return make("div", { class: "zw-answer" }, ...parts.filter(Boolean));
  }

  Object.assign(window.zhengwen, { renderAnswer: render, renderText: blocks });
})();
