// For a portal's page:
// <script src="https://…/embed.js" data-key="zw-…" data-scope="青山区" data-color="#1b4f91" data-title="问报告" data-position="right"></script>
"use strict";
(() => {
  const script = document.currentScript;
  const base = new URL(script.src).origin;
  const { key = "", scope = "", title = "问报告", color = "#1b4f91", position = "right", open = "" } = script.dataset;
  const id = (/^zw-([0-9a-f]{12})-/.exec(key) || [])[1];
  if (!id) { console.error("政问：data-key 不对"); return; }

  const style = (element, rules) => Object.assign(element.style, rules);
  const side = position === "left" ? "left" : "right";
  const button = document.createElement("button");
  button.type = "button";
  button.id = "zhengwen-bubble";
  button.textContent = title;
  button.setAttribute("aria-expanded", "false");
  style(button, { position: "fixed", bottom: "24px", [side]: "24px", zIndex: "2147483000", border: "0", borderRadius: "24px", padding: "12px 20px",
    font: "600 15px/1.2 sans-serif", color: "#fff", background: color, cursor: "pointer", boxShadow: "0 4px 14px rgba(0,0,0,.25)" });

  let frame = null;
  function show() {
    if (!frame) {
      frame = document.createElement("iframe");
      frame.id = "zhengwen-frame";
      frame.title = title;
      frame.src = `${base}/embed?key=${id}`;
      frame.allow = "clipboard-write";
      style(frame, { position: "fixed", bottom: "84px", [side]: "24px", zIndex: "2147483000", width: "min(420px, calc(100vw - 32px))",
        height: "min(640px, calc(100vh - 110px))", border: "1px solid #d9e1ea", borderRadius: "8px", background: "#fff", boxShadow: "0 8px 28px rgba(0,0,0,.22)" });
      document.body.append(frame);
    }
    frame.style.display = "block";
    button.setAttribute("aria-expanded", "true");
  }
  function hide() {
    if (frame) frame.style.display = "none";
    button.setAttribute("aria-expanded", "false");
    button.focus();
  }
  button.addEventListener("click", () => (button.getAttribute("aria-expanded") === "true" ? hide() : show()));

  window.addEventListener("message", (event) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== base) return;
    if (event.data && event.data.zhengwen === "ready") {
      frame.contentWindow.postMessage({ zhengwen: "start", key, scope: scope.split(/[,，、]/), title, color, bubble: true }, base);
    }
    if (event.data && event.data.zhengwen === "close") hide();
  });

  const add = () => { document.body.append(button); if (open) show(); };
  if (document.body) add(); else document.addEventListener("DOMContentLoaded", add);
})();
