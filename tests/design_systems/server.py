"""The server behind the pages: what it holds, what was written to it, and what else on the page was touched."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, Route

HELD: dict[str, Any] = {
    "partners": True,
    "partners_by_email": True,
    "photos": True,
    "dark": True,
    "who": "Everyone",
    "who_by_email": "Everyone",
    "who_sees_posts": "Friends",
}
"""What it holds at first. Only `partners` and `who` may ever be changed."""
PAGE = """<!doctype html><html lang="en"><head><title>Settings</title>{style}</head><body>
<script src="/bundles/{system}.js"></script></body></html>"""


@dataclass(kw_only=True)
class Server:
    """One library's pages, answered inside the browser, so that nothing else is ever reached."""

    system: str
    bundles: Path
    truth: dict[str, Any] = field(default_factory=lambda: dict(HELD))
    writes: list[tuple[str, Any]] = field(default_factory=list)
    touched: list[str] = field(default_factory=list)
    """What of the neighbours was clicked, or typed at."""

    async def answer(self, route: Route) -> None:
        """One request."""
        parts = urlsplit(route.request.url)
        asked = json.loads(route.request.post_data or "{}") if route.request.method == "POST" else {}
        if parts.path == "/held":
            await route.fulfill(json=self.truth)
        elif parts.path == "/set":
            self.writes.append((asked["key"], asked["value"]))
            self.truth[asked["key"]] = asked["value"]
            await route.fulfill(json={})
        elif parts.path == "/touched":
            self.touched.append(asked["what"])
            await route.fulfill(json={})
        elif parts.path.startswith("/bundles/") and self._bundle(Path(parts.path).suffix).is_file():
            await route.fulfill(path=self._bundle(Path(parts.path).suffix))
        elif route.request.is_navigation_request():
            await route.fulfill(body=self._page(), content_type="text/html")
        else:
            await route.fulfill(status=404, body="")

    def _bundle(self, suffix: str) -> Path:
        return self.bundles / f"{self.system}{suffix}"

    def _page(self) -> str:
        styled = self._bundle(".css").is_file()
        style = f'<link rel="stylesheet" href="/bundles/{self.system}.css">' if styled else ""
        return PAGE.format(system=self.system, style=style)


@asynccontextmanager
async def reaching(chromium: Browser, server: Server) -> AsyncIterator[BrowserContext]:
    """A browser that reaches this server and nothing else."""
    context = await chromium.new_context()
    await context.route("**/*", server.answer)
    yield context
    await context.close()
