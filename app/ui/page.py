"""The window's page as it leaves: our own files in its head, no inline script, the language set."""

from __future__ import annotations

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEAD = (
    '<meta name="color-scheme" content="light">'
    '<script src="/static-own/language.js"></script>'
    '<link rel="stylesheet" href="/static-own/window.css">'
    '<link rel="stylesheet" href="/static-own/gradio.css">'
    '<link rel="icon" href="/favicon.ico" type="image/svg+xml">'
    '<script src="/static-own/dom.js" defer></script>'
    '<script src="/static-own/panel.js" defer></script>'
    '<script src="/static-own/window.js" defer></script>'
)
# Blocked by our policy in any case; without them the page fetches its configuration, and the console stays clean.
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>.*?</script>", re.DOTALL)


class WindowPage:
    """ASGI middleware that rewrites the window's HTML page and nothing else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] not in ("/app", "/app/"):
            await self._app(scope, receive, send)
            return
        english = "zhengwen_language=en" in Headers(scope=scope).get("cookie", "")
        start: Message | None = None
        body = b""

        async def rewrite(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if message.get("more_body") or start is None:
                return
            headers = MutableHeaders(scope=start)
            if headers.get("content-type", "").startswith("text/html") and body:
                body = rewritten(body.decode("utf-8"), "en" if english else "zh-CN").encode()
                headers["content-length"] = str(len(body))
                headers["cache-control"] = "no-store"
            await send(start)
            await send({"type": "http.response.body", "body": body})

        await self._app(scope, receive, rewrite)


def rewritten(page: str, language: str) -> str:
    """The page with our head, without inline scripts and in its language."""
    page = INLINE_SCRIPT.sub("", page)
    page = re.sub(r"<html\b([^>]*?)\s*lang=\"[^\"]*\"", rf'<html\1 lang="{language}"', page, count=1)
    return page.replace("<head>", "<head>" + HEAD, 1)
