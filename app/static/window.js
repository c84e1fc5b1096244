// The frame around Gradio: header, conversation list, and the actions that links in answers ask for.
"use strict";
(() => {
  const { words, make, call, tell, copy, ask } = window.zhengwen;
  const byId = (id) => document.getElementById(id);

  // ---- talking to Gradio: a text box and a button that stand off screen
  function act(name, value, more = {}) {
    const box = document.querySelector("#bridge textarea, #bridge input");
    const go = byId("bridge-go");
    if (!box || !go) return;
    const proto = box instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
    Object.getOwnPropertyDescriptor(proto, "value").set.call(box, JSON.stringify({ name, value, ...more }));
    box.dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => (go.matches("button") ? go : go.querySelector("button")).click(), 60);
    showTab();
  }

  function showTab() {
    const first = document.querySelector('#tabs button[role="tab"]');
    if (first && first.getAttribute("aria-selected") !== "true") first.click();
  }

  // ---- header
  const loaded = make("span", { id: "zw-loaded" });
  const user = make("span", { id: "zw-user" });
  const menu = make("button", { type: "button", class: "zw-icon", id: "zw-menu", "aria-label": words.menu, "aria-expanded": "false", "aria-controls": "zw-drawer", onclick: () => toggleDrawer() }, "☰");
  const header = make("header", { id: "zw-header" },
    menu, make("span", { class: "zw-brand" }, "政问"), make("span", { class: "zw-tagline" }, words.tagline), loaded,
    make("span", { class: "zw-space" }), user,
    make("button", { type: "button", class: "zw-link", id: "zw-language", onclick: switchLanguage }, words.switchLanguage));

  async function switchLanguage() {
    const form = new URLSearchParams({ to: words.switchTo });
    await call("/language", { method: "POST", body: form });
    location.reload();
  }

  async function whoami() {
    try {
      const me = await (await call("/v1/whoami")).json();
      loaded.textContent = words.loaded(me.reports, me.figures.toLocaleString());
      if (me.via === "session") {
        user.replaceChildren(make("span", { class: "zw-name" }, me.name),
          make("form", { method: "post", action: "/signout" }, make("button", { class: "zw-link", id: "zw-signout" }, words.signOut)));
      }
    } catch (error) {
      if (error.status === 401) {
        tell(words.expired);
        setTimeout(() => { location.href = "/signin?next=/app/"; }, 1500);
      }
    }
  }

  // ---- conversations
  const search = make("input", { type: "search", id: "zw-search", placeholder: words.find, "aria-label": words.find, oninput: () => { clearTimeout(search.timer); search.timer = setTimeout(list, 250); } });
  const entries = make("ul", { id: "zw-conversations" });
  const drawer = make("nav", { id: "zw-drawer", "aria-label": words.conversations },
    make("button", { type: "button", class: "zw-button zw-primary", id: "zw-new", onclick: () => { current = ""; act("new", ""); mark(); closeOnPhone(); focusQuestion(); } }, `＋ ${words.create}`),
    search, entries);
  let current = "";

  function toggleDrawer(open = !document.body.classList.contains("zw-drawer-open")) {
    document.body.classList.toggle("zw-drawer-open", open);
    menu.setAttribute("aria-expanded", String(open));
  }
  const closeOnPhone = () => { if (innerWidth < 900) toggleDrawer(false); };
  const focusQuestion = () => document.querySelector("#question textarea")?.focus();

  async function list() {
    try {
      const found = await (await call(`/v1/conversations?search=${encodeURIComponent(search.value.trim())}`)).json();
      const rows = found.data.map(entry);
      entries.replaceChildren(...(rows.length ? rows : [make("li", { class: "zw-quiet" }, words.none)]));
      mark();
    } catch { /* whoami tells of a lost session; the list simply stays as it is */ }
  }

  function entry(one) {
    const open = make("button", { type: "button", class: "zw-conversation", onclick: () => { current = one.id; act("open", one.id); mark(); closeOnPhone(); } }, one.title);
    open.dataset.conversation = one.id;
    const more = make("button", { type: "button", class: "zw-icon zw-more", "aria-label": `${words.more}：${one.title}`, onclick: () => choose(one) }, "⋯");
    return make("li", {}, open, more);
  }

  function mark() {
    for (const button of entries.querySelectorAll(".zw-conversation")) {
      if (button.dataset.conversation === current) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }

  async function choose(one) {
    const name = make("input", { type: "text", value: one.title, "aria-label": words.newName, maxlength: "200" });
    const base = `/v1/conversations/${one.id}`;
    const links = make("p", { class: "zw-links" },
      make("a", { class: "zw-link", href: `${base}/export?format=docx`, download: true }, words.exportWord),
      make("a", { class: "zw-link", href: `${base}/export?format=md`, download: true }, words.exportMarkdown));
    const chosen = await ask(one.title, [name, links], [
      [words.remove, () => "remove", "zw-danger"], [words.cancel, () => null], [words.rename, () => "rename", "zw-primary"]]);
    try {
      if (chosen === "rename" && name.value.trim()) await call(base, { method: "PATCH", json: { title: name.value.trim() } });
      if (chosen === "remove" && await ask(words.sure, [], [[words.cancel, () => false], [words.remove, () => true, "zw-danger"]])) {
        await call(base, { method: "DELETE" });
        if (current === one.id) { current = ""; act("new", ""); }
      }
    } catch (error) { tell(error.message); }
    list();
  }

  // ---- actions in answers
  const link = (event) => event.target instanceof Element && event.target.closest('a[href*="#"]');
  const ACTION = /^#(ask|drop|copy|good|bad|retry|edit|chart|xlsx)-(.*)$/;

  document.addEventListener("click", (event) => {
    const found = link(event);
    const wanted = found && ACTION.exec(found.hash);
    if (!wanted) return;
    event.preventDefault();
    event.stopPropagation();
    run(wanted[1], wanted[2], found);
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.key === " " && event.target instanceof Element && event.target.matches('a[role="button"]')) {
      event.preventDefault();
      event.target.click();
    }
  });

  async function run(name, rest, found) {
    if (name === "ask") return act("ask", decodeURIComponent(rest));
    if (name === "drop") {
      const at = rest.indexOf("-");
      return act("drop", rest.slice(0, at), { label: decodeURIComponent(rest.slice(at + 1)) });
    }
    if (name === "retry" || name === "edit" || name === "chart") return act(name, rest);
    if (name === "copy") return copy(withSources(found.closest(".zw-answer")));
    if (name === "good") return give(rest, "good", "", "");
    if (name === "bad") return wrong(rest);
    if (name === "xlsx") location.assign(`/v1/turns/${rest}/figures.xlsx`);
    return undefined;
  }

  function withSources(answer) {
    const body = [...answer.querySelectorAll(":scope > p:not(.zw-state), :scope > ul, :scope > .zw-table, :scope > .zw-calculation")];
    const sources = [...answer.querySelectorAll(".zw-sources li")].map((line) => line.innerText.trim());
    return [...body.map((part) => part.innerText.trim()), sources.length ? `${words.sources}\n${sources.join("\n")}` : ""]
      .filter(Boolean).join("\n\n");
  }

  async function give(turn, verdict, reason, note) {
    try {
      await call("/v1/feedback", { json: { turn, verdict, reason, note } });
      tell(words.thanks);
    } catch (error) { tell(error.message); }
  }

  async function wrong(turn) {
    const chosen = make("fieldset", { class: "zw-reasons" }, make("legend", {}, words.why), ...words.reasons.map((reason, at) =>
      make("label", {}, make("input", { type: "radio", name: "reason", value: reason, checked: at === 0 }), reason)));
    const note = make("textarea", { rows: "3", maxlength: "2000", "aria-label": words.note, placeholder: words.note });
    const sent = await ask(words.why, [chosen, note], [[words.cancel, () => false], [words.send, () => true, "zw-primary"]]);
    if (sent) give(turn, "bad", chosen.querySelector("input:checked").value, note.value);
  }

  // ---- after each answer the list may have a new entry
  function watch() {
    const messages = byId("messages");
    if (!messages) return setTimeout(watch, 200);
    let waiting = 0;
    new MutationObserver(() => { clearTimeout(waiting); waiting = setTimeout(async () => {
      await list();
      // The newest conversation is the one just asked in; the list is sorted by it.
      const newest = entries.querySelector(".zw-conversation");
      if (!current && newest && messages.querySelector(".zw-answer")) { current = newest.dataset.conversation; mark(); }
    }, 900); }).observe(messages, { childList: true, subtree: true });
    return undefined;
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.body.prepend(make("a", { class: "zw-skip", href: "#question", onclick: (event) => { event.preventDefault(); focusQuestion(); } }, words.skip), header, drawer);
    if (innerWidth >= 900) toggleDrawer(true);
    whoami();
    list();
    watch();
    setInterval(whoami, 60000);
  });
})();
