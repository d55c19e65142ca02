"""Installed on a phone: files are kept, what the service answers never is, and a page without a line says so. # R19"""

import json

from playwright.async_api import Browser, expect

from backend.dashboard.files import WEB, read_files
from tests.dashboard.house import joins, seen
from tests.extension.house import House

KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
  return found;
}"""


async def test_files_are_kept_and_answers_are_not(browser: Browser, house: House) -> None:
    joins(house, "Kim")
    async with seen(browser, house.served.url, service_workers="allow") as kim:
        await kim.opens()
        await kim.signs_in("Kim")
        await kim.page.evaluate("async () => { await navigator.serviceWorker.ready; }")
        await kim.page.reload()
        await kim.reads("Overview")
        kept = await kim.page.evaluate(KEPT)
        assert "/" in kept and "/app/desk.js" in kept and "/app/shared/view/dom.js" in kept
        assert set(kept) <= set(read_files()), "nothing but files"
        await kim.context.set_offline(True)
        await kim.page.reload()
        await kim.reads("Unconsent does not answer")
        await expect(kim.page.get_by_text("unconsent serve", exact=True)).to_be_visible()
        await kim.context.set_offline(False)
        await kim.press("Try again")
        await kim.reads("Overview")


def test_the_manifest_names_files_that_are_served() -> None:
    manifest = json.loads((WEB / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert manifest["start_url"] == manifest["scope"] == "/" and manifest["display"] == "standalone"
    assert all(one["src"] in read_files() for one in manifest["icons"])
    assert any(one["type"] == "image/png" for one in manifest["icons"])
