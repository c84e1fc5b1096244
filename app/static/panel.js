// The citation panel: the source of [n] beside the chat, its sentence marked. Built from text only.
"use strict";
(() => {
  const { words, make, call, tell, copy } = window.zhengwen;
  const title = make("h2", { id: "zw-panel-title", tabindex: "-1" }, words.source);
  const close = make("button", { type: "button", class: "zw-icon", "aria-label": words.close, onclick: () => shut() }, "×");
  const content = make("div", { class: "zw-panel-content" });
  const panel = make("aside", { id: "zw-panel", "aria-labelledby": "zw-panel-title", hidden: true },
    make("div", { class: "zw-panel-head" }, title, close), content);
  let opener = null;
  let latest = 0;
  let pictureUrl = "";

  function shut() {
    if (panel.hidden) return;
    panel.hidden = true;
    document.body.classList.remove("zw-with-panel");
    if (location.hash.startsWith("#cite-")) history.replaceState(null, "", location.pathname + location.search);
    if (opener && opener.isConnected) opener.focus();
    opener = null;
  }

  function parse(hash) {
    const found = /^#cite-(\d+)-(\d+)-(.+)$/.exec(hash);
    if (!found) return null;
    try { return { start: found[1], end: found[2], passage: decodeURIComponent(found[3]) }; } catch { return null; }
  }

  async function open(hash, from) {
    const wanted = parse(hash);
    if (!wanted) return;
    const turn = ++latest;
    opener = from || opener;
    panel.hidden = false;
    document.body.classList.add("zw-with-panel");
    content.replaceChildren(make("p", { role: "status", class: "zw-quiet" }, words.loading));
    const offsets = Number(wanted.end) > Number(wanted.start) ? `?start=${wanted.start}&end=${wanted.end}` : "";
    try {
      const answer = await call(`/v1/passages/${encodeURIComponent(wanted.passage)}${offsets}`);
      const view = await answer.json();
      if (turn === latest) show(view);
    } catch (error) {
      if (turn !== latest) return;
      content.replaceChildren(
        make("p", { role: "alert", class: "zw-quiet" }, `${words.lost}：${error.message}`),
        make("button", { type: "button", class: "zw-button", onclick: () => open(hash, opener) }, words.retry));
      title.focus();
    }
  }

  function show(view) {
    const mark = make("mark", { tabindex: "-1" }, view.quote);
    const place = [view.subdocument, ...view.section].filter((part, at, all) => part && all.indexOf(part) === at && part !== view.title);
    const facts = [view.region, view.page ? words.page(view.page) : ""].filter(Boolean).join(" · ");
    const text = make("div", { class: "zw-source-text", tabindex: "0", role: "group", "aria-label": words.surroundings },
      make("span", { class: "zw-around" }, view.before), mark, make("span", { class: "zw-around" }, view.after));
    const children = [
      make("p", { class: "zw-source-title" }, `《${view.title}》`),
      facts ? make("p", { class: "zw-quiet" }, facts) : null,
      place.length ? make("p", { class: "zw-quiet zw-path" }, place.join(" › ")) : null,
      text,
    ];
    if (view.page_image) children.push(picture(view));
    children.push(make("p", { class: "zw-links" },
      make("button", { type: "button", class: "zw-link", onclick: () => save(view) }, words.original),
      make("button", { type: "button", class: "zw-link", onclick: () => copy(location.origin + view.link) }, words.link)));
    children.push(make("p", { class: "zw-quiet zw-version" }, `${words.version} ${view.version.slice(0, 16)} · ${view.id}`));
    content.replaceChildren(...children.filter(Boolean));
    content.scrollTop = 0;
    text.scrollTop = Math.max(0, mark.offsetTop - text.offsetTop - 60);
    mark.focus({ preventScroll: true });
  }

  // Fetched with our headers, not by <img src>: in the embed no cookie goes along.
  function picture(view) {
    const image = make("img", { class: "zw-page", alt: words.pageImage(view.page) });
    const frame = make("figure", { class: "zw-page-frame" }, image, make("figcaption", {}, words.page(view.page)));
    call(view.page_image).then((answer) => answer.blob()).then((blob) => {
      if (pictureUrl) URL.revokeObjectURL(pictureUrl);
      pictureUrl = URL.createObjectURL(blob);
      image.src = pictureUrl;
    }).catch(() => frame.remove());
    return frame;
  }

  async function save(view) {
    try {
      const answer = await call(view.original);
      const named = /filename\*=utf-8''([^;]+)|filename="([^"]+)"/i.exec(answer.headers.get("Content-Disposition") || "");
      const url = URL.createObjectURL(await answer.blob());
      const link = make("a", { href: url, download: named ? decodeURIComponent(named[1] || named[2]) : view.document });
      document.body.append(link);
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(url), 10000);
    } catch (error) { tell(error.message); }
  }

  // Captured before Gradio sees it; Enter on a link is a click too.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest('a[href*="#cite-"]');
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    open(link.hash, link);
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) shut();
  });
  document.addEventListener("DOMContentLoaded", () => {
    document.body.append(panel);
    if (location.hash.startsWith("#cite-")) open(location.hash, null);
  });
  window.addEventListener("hashchange", () => open(location.hash, null));
  window.zhengwen.openSource = open;
})();
