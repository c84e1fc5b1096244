// Small helpers. Text goes into the page only as text: nothing here reads HTML.
"use strict";
window.zhengwen = (() => {
  const WORDS = {
    zh: {
      close: "关闭", source: "出处", loading: "正在取原文…", original: "下载原文件", link: "复制固定链接", copied: "已复制",
      page: (n) => `第${n}页`, pageImage: (n) => `原文件第${n}页的图像，引文已标出`, version: "版本", surroundings: "上下文",
      lost: "取不到原文", retry: "再试一次",
      conversations: "会话", create: "新对话", find: "查找会话", rename: "改名", remove: "删除", exportWord: "导出 Word",
      exportMarkdown: "导出 Markdown", more: "更多", none: "还没有会话", sure: "删除这个会话？删除后不能恢复。", cancel: "取消",
      ok: "确定", newName: "新的名称", loaded: (n, f) => `已装入 ${n} 份报告，${f} 个数字`, signOut: "退出", signIn: "登录",
      switchLanguage: "English", switchTo: "en", menu: "会话列表", why: "哪里不对？", note: "补充说明（可不填）", send: "提交",
      thanks: "已记下，谢谢", expired: "登录已失效，请重新登录", tagline: "政府报告问答", sources: "出处：", skip: "跳到提问",
      reasons: ["数字错误", "出处错误", "答非所问", "应能回答", "其他"],
      chart: "图表", failed: "没有成功，请稍后再试",
    },
    en: {
      close: "Close", source: "Source", loading: "Fetching the source…", original: "Download the file",
      link: "Copy permanent link", copied: "Copied", page: (n) => `p. ${n}`,
      pageImage: (n) => `Page ${n} of the file with the quote marked`, version: "Version", surroundings: "Context",
      lost: "The source could not be fetched", retry: "Try again",
      conversations: "Conversations", create: "New conversation", find: "Find a conversation", rename: "Rename",
      remove: "Delete", exportWord: "Export to Word", exportMarkdown: "Export to Markdown", more: "More",
      none: "No conversations yet", sure: "Delete this conversation? This cannot be undone.", cancel: "Cancel", ok: "OK",
      newName: "New name", loaded: (n, f) => `${n} reports loaded, ${f} figures`, signOut: "Sign out", signIn: "Sign in",
      switchLanguage: "中文", switchTo: "zh", menu: "Conversations", why: "What is wrong?", note: "Details (optional)",
      send: "Send", thanks: "Noted, thank you", expired: "Your session has ended: sign in again",
      tagline: "Questions on government reports", sources: "Sources: ", skip: "Skip to the question",
      reasons: ["数字错误", "出处错误", "答非所问", "应能回答", "其他"],
      chart: "Chart", failed: "That did not work: try again later",
    },
  };
  const words = WORDS[window.zhengwenLanguage || "zh"];

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false && value != null) element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child != null));
    return element;
  }

  // Headers of every request; the embed adds its token here.
  const headers = {};

  async function call(path, options = {}) {
    const sent = { credentials: "same-origin", ...options, headers: { ...headers, ...(options.headers || {}) } };
    if (options.json !== undefined) {
      sent.method = sent.method || "POST";
      sent.body = JSON.stringify(options.json);
      sent.headers["Content-Type"] = "application/json";
    }
    const answer = await fetch(path, sent);
    if (!answer.ok) {
      let told = "";
      try { told = (await answer.json()).error.message; } catch { told = words.failed; }
      throw Object.assign(new Error(told), { status: answer.status });
    }
    return answer.status === 204 ? null : answer;
  }

  const status = make("div", { id: "zw-toast", role: "status", "aria-live": "polite" });
  let clearing = 0;
  function tell(text) {
    if (!status.isConnected) document.body.append(status);
    status.textContent = text;
    clearTimeout(clearing);
    clearing = setTimeout(() => { status.textContent = ""; }, 4000);
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = make("textarea", { class: "zw-offscreen", "aria-hidden": "true" });
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    tell(words.copied);
  }

  // A modal dialog of our own; gives the chosen value or null.
  function ask(title, content, actions) {
    return new Promise((resolve) => {
      const dialog = make("dialog", { class: "zw-dialog", "aria-label": title });
      const end = (value) => { dialog.close(); dialog.remove(); resolve(value); };
      const buttons = actions.map(([label, value, kind]) =>
        make("button", { type: "button", class: `zw-button ${kind || ""}`, onclick: () => end(value()) }, label));
      dialog.append(make("h2", {}, title), ...content, make("div", { class: "zw-buttons" }, ...buttons));
      dialog.addEventListener("cancel", () => end(null));
      document.body.append(dialog);
      dialog.showModal();
    });
  }

  return { words, make, call, headers, tell, copy, ask };
})();
