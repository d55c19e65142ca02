"""Both kinds of screen, at a site of our own: popups are followed, and nothing of the machine is shown. # R27"""

import asyncio
import contextlib
import io
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from PIL import Image, ImageChops

from automations.browser import Browsers
from automations.discovery import find_browser
from automations.live.display import require_tools
from automations.live.driven import driven
from automations.live.ordinary import ordinary
from automations.live.screen import Pointer, Press, Screen, Size, Text, Wheel
from automations.outcome import Refused
from automations.reach import Reach

SIZE = Size(width=480, height=640)
FIRST = """<title>first</title>
<style>body{margin:0;height:3000px}button,input,a{position:absolute;width:480px;height:60px;border:0;display:block}</style>
<button onclick="open('/popup','','width=200,height=200')">popup</button>
<input style="top:60px" oninput="document.title='typed '+value">
<input style="top:120px" type=file onchange="document.title='files'">
<a style="top:180px" href="/down">down</a><a style="top:240px" href="mailto:a@b.c">mail</a>
<script>onscroll=()=>document.title='scrolled'</script>"""
POPUP = """<title>popup</title><body style="margin:0;background:#f80"><button onclick="window.close()"
style="position:absolute;left:0;top:100px;width:480px;height:200px">close</button>"""


class Site(BaseHTTPRequestHandler):
    """Two pages, and something to download."""

    def do_GET(self) -> None:
        body = (POPUP if self.path == "/popup" else FIRST).encode()
        self.send_response(200)
        kind = "application/zip" if self.path == "/down" else "text/html"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@asynccontextmanager
async def shown(kind: str, folder: Path, port: int, url: str = "http://site.example/") -> AsyncIterator[Screen]:
    """The site on a screen of that kind."""
    arguments = [f"--host-resolver-rules=MAP site.example 127.0.0.1:{port}, MAP * ~NOTFOUND"]
    environ = {**os.environ, "HOME": str(folder)}
    if kind == "ordinary":
        browser = find_browser(environ)
        async with ordinary(browser, folder / "p", url, SIZE, arguments=arguments, environ=environ) as screen:
            yield screen
        return
    async with (
        Browsers(find_browser(environ), environ=environ, notice=print) as browsers,
        driven(browsers, folder / "p", Reach(hosts=()), url, SIZE, arguments=arguments) as screen,
    ):
        yield screen


async def click(screen: Screen, x: int, y: int) -> None:
    for action in ("move", "down", "up"):
        await screen.do(Pointer(action=action, x=x, y=y))


async def titled(screen: Screen, title: str) -> None:
    """Waits for the page of that title."""
    seen = ""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(20):
            while not (seen := (await screen.where()).title).startswith(title):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
    assert seen.startswith(title)


async def looks(screen: Screen, met: Callable[[Image.Image], bool]) -> None:
    """Waits for a picture that is so."""
    async with asyncio.timeout(20):
        while not met(Image.open(io.BytesIO(await screen.picture())).convert("RGB")):
            pass


def is_orange(picture: Image.Image) -> bool:
    """Whether the popup is in the picture, as large as the window."""
    red, green, blue = picture.getpixel((240, 500))  # type: ignore[misc]
    return picture.size == (480, 640) and red > 200 and 90 < green < 180 and blue < 80


@pytest.mark.parametrize("kind", ["driven", "ordinary"])
async def test_a_popup_is_followed_and_the_page_before_it_comes_back(kind: str, port: int, tmp_path: Path) -> None:
    async with shown(kind, tmp_path, port) as screen:
        await titled(screen, "first")
        await click(screen, 200, 30)
        await titled(screen, "popup")
        await looks(screen, is_orange)
        await click(screen, 200, 200)
        await titled(screen, "first")
        await looks(screen, lambda picture: not is_orange(picture))
        await screen.do(Wheel(x=200, y=500, right=0, down=300))
        await titled(screen, "scrolled")


@pytest.mark.parametrize("kind", ["driven", "ordinary"])
async def test_typing_goes_into_the_page_and_shortcuts_nowhere(kind: str, port: int, tmp_path: Path) -> None:
    async with shown(kind, tmp_path, port) as screen:
        await titled(screen, "first")
        await click(screen, 200, 90)
        await screen.do(Text(text="pä$ w€rd"))
        await titled(screen, "typed pä$ w€rd")
        for key in "lntwospjuh":
            await screen.do(Press(key=key, ctrl=True))
        for key in ("F1", "F6", "F11", "F12"):
            await screen.do(Press(key=key))
        await screen.do(Press(key="Home", alt=True))
        await screen.do(Press(key="Backspace"))
        await titled(screen, "typed pä$ w€r")


@pytest.mark.parametrize("kind", ["driven", "ordinary"])
async def test_no_files_and_no_programs_of_the_machine(kind: str, port: int, tmp_path: Path) -> None:
    async with shown(kind, tmp_path, port) as screen:
        await titled(screen, "first")
        for y in (210, 270, 150):  # a download, a letter, a file
            await click(screen, 60, y)
            await asyncio.sleep(0.7)  # nothing happens, which takes no time that one could wait for
            await titled(screen, "first")
    names = files_in(tmp_path)
    assert len(names) > 10 and not [one for one in names if one.startswith("down") or one.endswith(".crdownload")]


async def test_pages_of_the_machine_and_of_the_browser_are_not_shown(port: int, tmp_path: Path) -> None:
    """As an ordinary browser might come to them by a link of its own: each is the same page, that it is blocked."""
    found = []
    for number, url in enumerate(("file:///etc/passwd", "chrome://settings/", "view-source:http://site.example/")):
        async with shown("ordinary", tmp_path / str(number), port, url) as screen:
            found.append(await settled(screen))
    assert all(100 < dark(one) < 20_000 for one in found)
    for other in found[1:]:
        assert dark(ImageChops.invert(ImageChops.difference(found[0], other))) < 50


async def settled(screen: Screen) -> Image.Image:
    """The picture that stays."""
    last = Image.new("L", (480, 640))
    with contextlib.suppress(TimeoutError):
        while not (await screen.where()).title or dark(last) < 100 or dark(last) > 20_000:
            async with asyncio.timeout(20):
                last = Image.open(io.BytesIO(await screen.picture())).convert("L")
        while True:
            async with asyncio.timeout(1.0):
                last = Image.open(io.BytesIO(await screen.picture())).convert("L")
    return last


def dark(picture: Image.Image) -> int:
    """How many pixels are."""
    return sum(picture.point(lambda one: 1 if one < 150 else 0).tobytes())


def files_in(folder: Path) -> list[str]:
    return [one.name for one in folder.rglob("*")]


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"lacks xvfb, xdotool, xclip\..*sudo apt-get install xvfb xdotool xclip"):
        require_tools({"PATH": str(tmp_path)})
    require_tools(os.environ)
