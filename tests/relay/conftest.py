"""A person's browser with the extension in it, the service beside it, and practice X that both reach."""

import base64
import hashlib
import json
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, Error, Worker, async_playwright

from automations.browser import Browsers
from automations.catalogue import Catalogue, load
from automations.errand import Account
from automations.practice.scenario import Delays
from automations.practice.server import Practice
from automations.reach import reach_of
from automations.session import Session
from automations.switches import SWITCHES
from backend.api.app import make_app
from backend.api.config import ApiConfig
from backend.relay.lending import Lending, Lendings
from backend.relay.session import relay_session
from tests.api.running import GENEROUS
from tests.chromium import CHROMIUM
from tests.relay.serving import served, service_of
from tests.wordpress.sockets import free_port

HERE = Path(__file__).parent
WORKER = HERE.parents[1] / "extension" / "worker"
MANIFEST = json.loads((HERE / "extension" / "manifest.json").read_text(encoding="utf-8"))
EXTENSION = "".join(
    chr(ord("a") + int(one, 16)) for one in hashlib.sha256(base64.b64decode(MANIFEST["key"])).hexdigest()[:32]
)
HANDLE = "practice_account"
JOB = "0" * 32


@dataclass(kw_only=True)
class Home:
    """The person's browser, its extension, and the service that it is paired with."""

    context: BrowserContext
    worker: Worker
    port: int
    lendings: Lendings
    practice: Practice
    catalogue: Catalogue
    browsers: Browsers
    lending: Lending | None = field(default=None)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def lend(self, token: str) -> None:
        """The extension takes part in that run."""
        given = {"address": self.url, "token": token}
        await self.worker.evaluate("given => { globalThis.run = globalThis.lend(given); }", given)

    @asynccontextmanager
    async def session(self) -> AsyncIterator[Session]:
        """A session in a lent tab of X."""
        platform = self.catalogue.platform("x")
        token = self.lendings.offer(JOB, EXTENSION, (*platform.hosts, *platform.assets))
        await self.lend(token)
        self.lending = await self.lendings.wait(JOB)
        assert self.lending
        reach = reach_of(platform, Account(name="me", handle=HANDLE), self.practice.overrides)
        async with relay_session(self.lending, self.browsers, reach) as session:
            yield session

    async def why(self) -> str:
        """Why the run ended, as the extension says."""
        return str(await self.worker.evaluate("globalThis.run.over"))


@pytest.fixture(scope="package")
def catalogue() -> Catalogue:
    return load()


@pytest.fixture(scope="package")
async def practice(catalogue: Catalogue) -> AsyncIterator[Practice]:
    async with Practice(catalogue, delays=Delays(slow=0.3, hydrate=0.3, save=0.3, reverts=3600)) as practice:
        yield practice


@pytest.fixture(scope="package")
def folder() -> Iterator[Path]:
    """The test's extension: our worker, as it is, and a manifest that has its hosts granted."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "extension"
        shutil.copytree(HERE / "extension", folder)
        shutil.copytree(WORKER, folder / "worker")
        yield folder


@pytest.fixture(scope="package")
async def home(
    folder: Path, practice: Practice, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Home]:
    """One browser for all tests of this folder."""
    port = free_port()
    config = ApiConfig(hosts=frozenset({f"127.0.0.1:{port}"}), limits=GENEROUS)
    async with service_of(tmp_path_factory.mktemp("relay") / "home", EXTENSION) as (service, people):
        app = make_app(service, people, config)
        async with (
            served(app, port),
            Browsers(CHROMIUM, environ={}, notice=lambda _: None) as browsers,
            _browser(folder, practice, tmp_path_factory.mktemp("profile")) as (context, worker),
        ):
            yield Home(
                context=context, worker=worker, port=port, lendings=service.lendings, practice=practice,
                catalogue=catalogue, browsers=browsers,
            )  # fmt: skip


@asynccontextmanager
async def _browser(folder: Path, practice: Practice, profile: Path) -> AsyncIterator[tuple[BrowserContext, Worker]]:
    maps = ", ".join(one.rule for one in practice.overrides.resolve)
    elsewhere = f"MAP bank.example 127.0.0.1:{practice.port}"
    arguments = [
        f"--disable-extensions-except={folder}",
        f"--load-extension={folder}",
        f"--host-resolver-rules={maps}, {elsewhere}, EXCLUDE 127.0.0.1, MAP * ~NOTFOUND",
        f"--ignore-certificate-errors-spki-list={practice.spki}",
        "--disable-quic",
    ]
    async with async_playwright() as playwright:
        context = await playwright.chromium.launch_persistent_context(
            profile,
            executable_path=CHROMIUM,
            args=[*SWITCHES, *arguments],
            ignore_default_args=["--disable-extensions"],
        )
        there = context.service_workers
        worker = there[0] if there else await context.wait_for_event("serviceworker")
        yield context, worker
        with suppress(Error):
            await context.close()
