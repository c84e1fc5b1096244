// The framed chat. It takes key and scope from the page around it, of a registered origin only, and keeps nothing.
"use strict";
(() => {
  const { make, call, headers, renderAnswer, renderText } = window.zhengwen;
  const byId = (id) => document.getElementById(id);
  const origins = (document.body.dataset.origins || "").split(" ").filter(Boolean);
  const log = byId("zw-embed-log");
  const box = byId("zw-embed-question");
  const send = byId("zw-embed-send");
  const state = byId("zw-embed-state");
  let key = "";
  let scope = [];
  let conversation = null;
  let running = null;

  async function start(settings) {
    key = String(settings.key || "");
    scope = [].concat(settings.scope || []).map(String).map((one) => one.trim()).filter(Boolean).slice(0, 20);
    byId("zw-embed-scope").textContent = scope.join("、");
    if (settings.title) byId("zw-embed-title").textContent = String(settings.title).slice(0, 20);
    if (/^#[0-9a-fA-F]{6}$/.test(settings.color || "")) document.documentElement.style.setProperty("--zw-blue", settings.color);
    byId("zw-embed-signin").hidden = !document.body.dataset.signin;
    await connect();
  }

  async function connect() {
    try {
      const session = await (await call("/v1/embed/session", { json: { key } })).json();
      headers.Authorization = `Bearer ${session.token}`;
      ready();
    } catch (error) {
      state.textContent = `不能使用：${error.message}`;
    }
  }

  function ready() {
    state.textContent = "可以提问。每个数字都在所引原文中核对过。";
    box.disabled = send.disabled = false;
    box.focus();
  }

  async function ask(question) {
    if (running || !question.trim()) return;
    log.append(make("p", { class: "zw-question zw-embed-question" }, question));
    const place = make("div", { class: "zw-answer zw-streaming" }, make("p", { class: "zw-status" }, "正在查找出处…"));
    log.append(place);
    place.scrollIntoView({ block: "end" });
    running = new AbortController();
    send.textContent = "停止";
    let text = "";
    try {
      const body = { question, stream: true, scope: { regions: scope } };
      if (conversation) body.conversation = conversation;
      const answer = await call("/v1/ask", { json: body, signal: running.signal });
      for await (const [name, data] of events(answer.body)) {
        if (name === "token") { text += data.text; place.replaceChildren(...renderText(text, {})); }
        if (name === "answer") { conversation = data.conversation; place.replaceWith(renderAnswer(data, ask)); }
        if (name === "error") throw new Error(data.error.message);
        log.scrollTop = log.scrollHeight;
      }
    } catch (error) {
      if (error.status === 401) { headers.Authorization = ""; await connect(); }
      const told = error.name === "AbortError" ? "已停止" : `没有答成：${error.message}`;
      place.append(make("p", { class: "zw-status", role: "alert" }, told));
    }
    running = null;
    send.textContent = "发送";
  }

  async function* events(stream) {
    const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
    let held = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      held += value.replace(/\r/g, "");
      let at;
      while ((at = held.indexOf("\n\n")) >= 0) {
        const block = held.slice(0, at);
        held = held.slice(at + 2);
        const name = /^event: (.*)$/m.exec(block);
        const data = /^data: (.*)$/m.exec(block);
        if (name && data) yield [name[1], JSON.parse(data[1])];
      }
    }
  }

  byId("zw-embed-form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (running) { running.abort(); return; }
    const question = box.value;
    box.value = "";
    ask(question);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      byId("zw-embed-form").requestSubmit();
    }
  });

  // Signing in happens in a window of its own: in a frame of another site our cookie would not be sent.
  byId("zw-embed-signin").addEventListener("click", () => window.open("/signin?popup=1", "zhengwen", "width=460,height=560"));
  byId("zw-embed-close").addEventListener("click", () => window.parent.postMessage({ zhengwen: "close" }, origins.includes(around) ? around : origins[0]));
  let around = "";

  window.addEventListener("message", (event) => {
    const told = event.data || {};
    if (told.zhengwen === "start" && event.source === window.parent && origins.includes(event.origin)) {
      around = event.origin;
      byId("zw-embed-close").hidden = !told.bubble;
      start(told);
    }
    if (told.zhengwen === "signed-in" && event.origin === location.origin) {
      headers.Authorization = `Bearer ${told.token}`;
      conversation = null;
      byId("zw-embed-signin").hidden = true;
      ready();
    }
  });

  document.addEventListener("DOMContentLoaded", () => {
    const given = new URLSearchParams(location.hash.slice(1));
    if (given.get("key")) start({ key: given.get("key"), scope: given.getAll("scope"), title: given.get("title"), color: given.get("color") });
    else for (const origin of origins) window.parent.postMessage({ zhengwen: "ready" }, origin);
  });
})();
