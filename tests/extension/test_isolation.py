"""What others get: pages, another extension, and a content script in the worst place. # R11 R25 R26"""

import http.server
import json
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.async_api import Playwright

from tests.extension.house import EXTENSION, House, browser_with, own_address, pair

LOOK = """(async () => {
  let found;
  try { found = JSON.stringify(await chrome.storage.local.get()); }
  catch (error) { found = "refused: " + error.message; }
  document.documentElement.dataset.found = found;
})();"""
ASK = """chrome.storage.local.set({own: 1});
self.ask = (id) => new Promise((done) => chrome.runtime.sendMessage(id, {what: "stop"},
  (answer) => done([answer ?? null, chrome.runtime.lastError?.message])));
"""


@pytest.fixture
def page_address(tmp_path: Path) -> Iterator[str]:
    """A page on this machine, of somebody else."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("<!doctype html><title>page</title><p>hello")
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=tmp_path / "site")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/index.html"
        server.shutdown()
        thread.join()


def other_extension(folder: Path) -> Path:
    """Another extension that may read every page, and tries to."""
    folder.mkdir()
    manifest = {
        "manifest_version": 3,
        "name": "other",
        "version": "1",
        "permissions": ["storage"],
        "host_permissions": ["<all_urls>"],
        "background": {"service_worker": "other.js"},
        "content_scripts": [{"matches": ["http://127.0.0.1/*"], "js": ["look.js"]}],
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))
    (folder / "other.js").write_text(ASK)
    (folder / "look.js").write_text(LOOK)
    return folder


def with_content_script(folder: Path) -> Path:
    """Our own extension, as if somebody had got a content script into it."""
    shutil.copytree(EXTENSION, folder)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["content_scripts"] = [{"matches": ["http://127.0.0.1/*"], "js": ["look.js"]}]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    (folder / "look.js").write_text(LOOK)
    return folder


async def test_another_extension_and_a_page_get_nothing(
    playwright_: Playwright, tmp_path: Path, house: House, page_address: str
) -> None:
    other = other_extension(tmp_path / "other")
    async with browser_with(playwright_, tmp_path / "profile", EXTENSION, other) as context:
        ours = await own_address(context)
        popup = await context.new_page()
        await popup.goto(ours + "popup/popup.html")
        await pair(popup, house)
        token = await popup.evaluate("chrome.storage.local.get().then((kept) => kept.services[0].token)")
        page = await context.new_page()
        await page.goto(page_address)
        await page.wait_for_selector("html[data-found]", state="attached")
        assert await page.locator("html").get_attribute("data-found") == '{"own":1}'
        await own_address(context, "other.js")
        [worker] = [one for one in context.service_workers if one.url.endswith("other.js")]
        answer, why = await worker.evaluate("(id) => self.ask(id)", ours.split("/")[2])
        assert answer is None and "Could not establish connection" in why
        for path in ("popup/popup.html", "icons/32.png", "manifest.json"):
            fetched = "(url) => fetch(url).then(() => 'read', () => 'refused')"
            assert await page.evaluate(fetched, ours + path) == "refused"
            assert await worker.evaluate(fetched, ours + path) == "refused"
        assert await page.evaluate("typeof chrome.runtime?.sendMessage") == "undefined"
        assert token not in await page.content()


async def test_even_a_content_script_of_ours_could_not_read_the_token(
    playwright_: Playwright, tmp_path: Path, house: House, page_address: str
) -> None:
    folder = with_content_script(tmp_path / "extension")
    async with browser_with(playwright_, tmp_path / "profile", folder) as context:
        popup = await context.new_page()
        await popup.goto(await own_address(context) + "popup/popup.html")
        await pair(popup, house)
        page = await context.new_page()
        await page.goto(page_address)
        await page.wait_for_selector("html[data-found]", state="attached")
        found = await page.locator("html").get_attribute("data-found")
        assert found and found.startswith("refused: Access to storage is not allowed")
