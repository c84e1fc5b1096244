// Runs before Gradio: its translations follow navigator.language, ours follow the user's choice.
"use strict";
(() => {
  const chosen = /(?:^|; )zhengwen_language=en(?:;|$)/.test(document.cookie) ? "en" : "zh-CN";
  Object.defineProperty(navigator, "language", { get: () => chosen });
  Object.defineProperty(navigator, "languages", { get: () => [chosen] });
  document.documentElement.lang = chosen;
  window.zhengwenLanguage = chosen === "en" ? "en" : "zh";
})();
