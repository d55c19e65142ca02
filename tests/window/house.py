"""A service on test sites with real browsers, a member in it, and the page of a window as a client speaks for it."""

import asyncio
import contextlib
import io
import json
import os
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import requests
from PIL import Image
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from automations.catalogue import load
from automations.errand import Timing
from automations.practice.server import Practice
from automations.spec import Platform
from backend.accounts import StoredAccount
from backend.api.app import make_app
from backend.api.config import ApiConfig
from backend.flow.service import Service, run_service
from backend.members.people import People
from backend.members.principal import DeviceKind, Role
from backend.office import open_office
from backend.settings import Settings
from backend.store.tables import OWNER
from tests.api.running import GENEROUS
from tests.members.family import CHEAP
from tests.relay.serving import served
from tests.store.household import KEY
from tests.window.site import site_routes
from tests.wordpress.sockets import free_port

TIMING = Timing(find=15.0, steady=0.05)
SECONDS = 30.0
WIDTH, HEIGHT = 480, 640


@dataclass(frozen=True, kw_only=True)
class House:
    """The service, where it is served, and what stands in for the platforms."""

    service: Service
    people: People
    practice: Practice
    port: int
    home: Path
    platforms: dict[str, Platform]
    """Those of the service's catalogue, which a test may change."""

    def use(self, kind: Literal["driven", "ordinary"]) -> None:
        """X has a window of that kind from now on; a driven one, as most platforms have, is the rule in these tests."""
        x = self.platforms["x"]
        assert x.sign_in is not None
        why = "It says so." if kind == "ordinary" else None
        sign_in = x.sign_in.model_copy(update={"window": kind, "window_why": why})
        self.platforms["x"] = x.model_copy(update={"sign_in": sign_in})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def member(self) -> "Member":
        """A new member, with a browser."""
        machine = await self.people.household.at_the_machine()
        name = f"member {os.urandom(3).hex()}"
        invited = await self.people.invitations.invite(machine, name, Role.MEMBER)
        joined = await self.people.invitations.accept(invited.token, "five words or even more")
        return await self.device_of(joined.id)

    async def owner(self) -> "Member":
        """The owner, with a browser."""
        return await self.device_of(OWNER)

    async def device_of(self, member: int) -> "Member":
        async with self.service.office.store.write() as connection:
            device, token = await self.people.devices.add(connection, member, DeviceKind.BROWSER, "browser", None)
        return Member(house=self, id=member, token=token, device=device.id)

    async def ask(self, method: str, path: str, token: str, body: Any = None) -> requests.Response:
        """One request to the API."""
        headers = {"Authorization": f"Bearer {token}"}
        return await asyncio.to_thread(
            requests.request, method, f"{self.url}/api/v1{path}", headers=headers, json=body, timeout=SECONDS
        )


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody with a browser."""

    house: House
    id: int
    token: str
    device: str

    async def account(self, slug: str = "x", *, handle: str | None = None) -> StoredAccount:
        """A new account of theirs."""
        office = self.house.service.office.of(self.id)
        account = await office.accounts.add(
            office.catalogue.platform(slug), f"mine {os.urandom(3).hex()}", handle=handle
        )
        return await office.accounts.consent(account)

    async def stored(self, account: StoredAccount) -> StoredAccount:
        """The account as it is stored now."""
        return await self.house.service.office.of(self.id).accounts.by_id(account.id)

    async def wish(self, account: StoredAccount, width: int = WIDTH, height: int = HEIGHT) -> requests.Response:
        """Asks for a window."""
        body = {"width": width, "height": height}
        return await self.house.ask("POST", f"/accounts/{account.id}/sign-in/window", self.token, body)

    @asynccontextmanager
    async def window(self, account: StoredAccount) -> AsyncIterator["Page"]:
        """A window, as its page has it."""
        answer = await self.wish(account)
        assert answer.status_code == 201, answer.text
        async with page_at(self.house.port, answer.json()["token"]) as page:
            yield page


@dataclass(kw_only=True)
class Page:
    """The page of a window: what it was told, and the newest picture."""

    socket: ClientConnection
    told: list[dict[str, Any]] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)
    closed: asyncio.Event = field(default_factory=asyncio.Event)
    news: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def read(self) -> None:
        """Reads until the line is cut."""
        try:
            async for message in self.socket:
                async with self.news:
                    if isinstance(message, bytes):
                        self.pictures.append(message)
                    else:
                        self.told.append(json.loads(message))
                    self.news.notify_all()
        except ConnectionClosed:
            pass
        async with self.news:
            self.closed.set()
            self.news.notify_all()

    async def say(self, type: str, **more: Any) -> None:
        """Says something to the window."""
        await self.socket.send(json.dumps({"type": type, **more}))

    async def until(self, met: Callable[[], Any], seconds: float = SECONDS) -> Any:
        """Waits for something to be so."""
        async with asyncio.timeout(seconds), self.news:
            await self.news.wait_for(lambda: met() or self.closed.is_set())
        assert met(), self.told[-3:]
        return met()

    async def message(self, type: str, **more: Any) -> dict[str, Any]:
        """The newest message of that type, with those values."""
        wanted = {"type": type, **more}.items()
        found = lambda: [one for one in self.told if wanted <= one.items()]  # noqa: E731
        told: dict[str, Any] = (await self.until(found))[-1]
        return told

    async def live(self) -> None:
        """Waits for the browser and its first picture."""
        await self.message("progress", stage="live")
        await self.until(lambda: self.pictures)

    async def over(self) -> None:
        """Waits for the line to be cut."""
        async with asyncio.timeout(SECONDS):
            await self.closed.wait()

    @property
    def picture(self) -> Image.Image:
        """The newest one."""
        return Image.open(io.BytesIO(self.pictures[-1])).convert("RGB")

    async def button(self) -> tuple[int, int]:
        """The middle of the practice's black button, once it is drawn."""
        found: tuple[int, int] = await self.until(lambda: self.pictures and black_button(self.picture))
        return found

    def asked(self, button: tuple[int, int]) -> bytes:
        """What stands above the field that is above the button."""
        return asked_above(self.picture, button)

    async def click(self, x: float, y: float) -> None:
        """A click there."""
        for action in ("move", "down", "up"):
            await self.say("mouse", action=action, x=round(x), y=round(y))

    async def press(self, key: str, **held: bool) -> None:
        """Presses a key."""
        await self.say("key", key=key, **held)

    async def type(self, text: str) -> None:
        """Types a text."""
        await self.say("text", text=text)


def black_button(picture: Image.Image) -> tuple[int, int] | None:
    """The middle of the widest black bar in the picture."""
    small = picture.convert("L").point(lambda one: 255 if one < 60 else 0)
    rows = [y for y in range(0, small.height, 4) if sum(small.crop((0, y, small.width, y + 1)).tobytes()) > 255 * 200]
    return (small.width // 2, rows[len(rows) // 2]) if len(rows) > 3 else None


def asked_above(picture: Image.Image, button: tuple[int, int]) -> bytes:
    """What stands above the field that is above the button, without faint differences."""
    line = picture.crop((0, button[1] - 118, picture.width // 2, button[1] - 92))
    return line.point(lambda one: one // 64).tobytes()


def _origin(port: int) -> str:
    return f"http://127.0.0.1:{port}"


@asynccontextmanager
async def page_at(port: int, token: str, *, origin: str | None = None) -> AsyncIterator[Page]:
    """The page that comes with that token."""
    address = f"ws://127.0.0.1:{port}/api/v1/windows"
    async with connect(address, origin=origin or _origin(port), max_size=None, compression=None) as socket:  # type: ignore[arg-type]
        page = Page(socket=socket)
        await page.say("hello", token=token)
        reading = asyncio.create_task(page.read())
        try:
            yield page
        finally:
            reading.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await reading


@asynccontextmanager
async def house(home: Path) -> AsyncIterator[House]:
    """A service for a while, with one worker."""
    catalogue = load()
    platforms = dict(catalogue.platforms)
    async with AsyncExitStack() as stack:
        practice = await stack.enter_async_context(Practice(catalogue))
        environ = {**os.environ, "UNCONSENT_KEY": KEY}
        settings = Settings(home=home, overrides=practice.overrides, environ=environ)
        office = await stack.enter_async_context(open_office(settings, timing=TIMING))
        office = replace(office, catalogue=replace(catalogue, platforms=platforms))
        service = await stack.enter_async_context(run_service(office, width=1))
        people = People.over(office.store, office.vault, cost=CHEAP)
        port = free_port()
        app = make_app(service, people, ApiConfig(hosts=frozenset({f"127.0.0.1:{port}"}), limits=GENEROUS))
        app.router.routes.extend(site_routes())
        await stack.enter_async_context(served(app, port))
        yield House(service=service, people=people, practice=practice, port=port, home=home, platforms=platforms)
