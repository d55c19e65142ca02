"""The practice server: every practising platform on one loopback port, over TLS, under its real host names."""

import asyncio
import importlib.util
import socket
from collections.abc import Collection, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from automations.catalogue import Catalogue
from automations.loopback import QuietServer
from automations.outcome import Refused
from automations.practice.certificate import certificate_for
from automations.practice.people import Event, Objection, Person, Write, first_truth, jar
from automations.practice.scenario import Delays, Scenario, twist_of
from automations.practice.site import Site
from automations.practice.stand import Seen, Stand, snapshot
from automations.practice.twist import Twist, joined
from automations.spec import Platform

if TYPE_CHECKING:
    from automations.reach import Overrides

STRANGER = "someone_else"
"""Who is signed in instead, in the scenario of the wrong account."""


class Practice:
    """Runs while its `async with` block does. Accounts are made with `person`, and asked about afterwards."""

    def __init__(self, catalogue: Catalogue, *, delays: Delays | None = None) -> None:
        self.delays = delays or Delays()
        self.stands = {
            platform.slug: Stand(site=site_of(platform, file))
            for platform in catalogue
            if (file := catalogue.folders[platform.slug] / "practice.py").is_file()
        }
        self.hosts = tuple(dict.fromkeys(host for stand in self.stands.values() for host in hosts_of(stand.site)))
        self._certificate = certificate_for(self.hosts)
        self._socket: socket.socket | None = None
        self._server = QuietServer(
            uvicorn.Config(
                self._app,
                interface="asgi3",
                lifespan="off",
                log_config=None,
                proxy_headers=False,
                timeout_graceful_shutdown=1,
            )
        )
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._server.config.load()
        self._server.config.ssl = self._certificate.context
        self._task = asyncio.create_task(self._server.serve(sockets=[self._socket]))
        while not self._server.started:
            if self._task.done():
                raise Refused(f"The practice server did not start: {self._task.exception()}. Try again.")
            await asyncio.sleep(0.005)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.should_exit = True
        if self._task:
            await self._task
        if self._socket:
            self._socket.close()

    @property
    def port(self) -> int:
        """The loopback port."""
        if self._socket is None:
            raise RuntimeError("The practice server is not running.")
        return int(self._socket.getsockname()[1])

    @property
    def spki(self) -> str:
        """The fingerprint by which a browser trusts this server, as `--trust-spki` takes it."""
        return self._certificate.spki

    @property
    def overrides(self) -> "Overrides":
        """What leads a browser here instead of to the real platforms, and nowhere else."""
        from automations.reach import Overrides, Resolve

        target = f"127.0.0.1:{self.port}"
        resolve = tuple(Resolve(host=host, target=target) for host in self.hosts)
        return Overrides(resolve=resolve, trust_spki=(self._certificate.spki,))

    def person(
        self,
        slug: str,
        handle: str,
        *,
        scenario: Scenario = Scenario.SHARING_ON,
        language: str = "en",
        truth: Mapping[str, Any] | None = None,
        only: Collection[str] = (),
        hidden: Collection[str] = (),
        password: str | None = None,
        totp: str | None = None,
        question: str | None = None,
        twist: Twist | None = None,
    ) -> dict[str, Any]:
        """Makes or replaces an account and returns the storage state of a browser that is signed in to it.

        `truth`: stored values that differ from the scenario's. `only`: the settings that the scenario concerns, where
        it concerns settings. `hidden`: settings that this account is not shown. `twist` comes on top of the scenario.
        """
        stand = self._stand(slug)
        made = twist_of(scenario, stand.site, self.delays, frozenset(only))
        person = Person(
            handle=handle,
            number=str(1_500_000_000 + len(stand.people)),
            truth=first_truth(stand.site, out=scenario is Scenario.ALREADY_OUT, wished=truth or {}),
            twist=joined(made, twist or Twist()),
            language=language,
            password=password,
            totp=totp,
            question=question,
            hidden=frozenset(hidden),
            parts=stand.site.parts,
        )
        stand.people[handle] = person
        if scenario is Scenario.WRONG_ACCOUNT:
            return self.person(slug, STRANGER, language=language)
        cookies = jar(stand.site, person, person.sign_in())
        if scenario is Scenario.SIGNED_OUT:
            person.revoke()
        return {"cookies": cookies, "origins": []}

    def truth(self, slug: str, handle: str) -> dict[str, Any]:
        """What the server stores for the account, by setting id."""
        return snapshot(self._person(slug, handle), self._stand(slug).site)

    def writes(self, slug: str, handle: str) -> tuple[Write, ...]:
        """Every change that the server was asked for, in order, fulfilled or not."""
        return tuple(self._person(slug, handle).writes)

    def objections(self, slug: str, handle: str) -> tuple[Objection, ...]:
        """Every form that was received of the account, in order."""
        return tuple(self._person(slug, handle).objections)

    def events(self, slug: str, handle: str | None) -> tuple[Event, ...]:
        """What was done to elements of the pages of this account; None: of visitors who were not signed in."""
        stand = self._stand(slug)
        return tuple(self._person(slug, handle).events if handle else stand.visitors)

    def requests(self, slug: str) -> tuple[Seen, ...]:
        """Every request to the platform's hosts, in order."""
        return tuple(self._stand(slug).requests)

    def pass_time(self, slug: str, handle: str, seconds: float) -> None:
        """Lets what is to come for this account (see `reverts_later`) come so much earlier."""
        self._person(slug, handle).pass_time(seconds)

    def hand_over(self, slug: str, handle: str, *parts: str) -> None:
        """Lets the account hold exactly these blogs or sites from now on; what it newly holds is shared."""
        person, site = self._person(slug, handle), self._stand(slug).site
        person.parts = parts
        person.truth = first_truth(replace(site, parts=parts), out=False, wished={}) | person.truth

    def revoke(self, slug: str, handle: str) -> None:
        """Ends the account's sessions on the server; cookies in browsers stay as they are."""
        self._person(slug, handle).revoke()

    def lift(self, slug: str, handle: str) -> None:
        """Lets the pages of this account be as usual, as when a person has done what its scenario asked."""
        self._person(slug, handle).twist = Twist()

    def _stand(self, slug: str) -> Stand:
        if slug not in self.stands:
            known = ", ".join(sorted(self.stands)) or "none"
            raise Refused(f"{slug} has no practice platform. Add a practice.py to its folder. Practising: {known}.")
        return self.stands[slug]

    def _person(self, slug: str, handle: str) -> Person:
        return self._stand(slug).people[handle]

    async def _app(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        host = (request.url.hostname or "").rstrip(".")
        stand = next((one for one in self.stands.values() if _serves(one.site, host)), None)
        response: Response = PlainTextResponse("No practice platform has this name.", 421)
        if stand:
            response = await stand.answer(request)
        await response(scope, receive, send)


def site_of(platform: Platform, file: Path) -> Site:
    """What the platform's practice.py says, wherever its folder is."""
    spec = importlib.util.spec_from_file_location(f"practice_of_{platform.slug.replace('-', '_')}", file)
    if spec is None or spec.loader is None:
        raise Refused(f"{file} cannot be loaded. It must be a Python file with a function `practice(platform)`.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    site = getattr(module, "practice", None)
    if not callable(site):
        raise Refused(f"{file} has no function `practice(platform)` that returns a Site. Add one.")
    made = site(platform)
    if not isinstance(made, Site):
        raise Refused(f"{file}: practice(platform) returned {type(made).__name__}, not a Site.")
    return made


def hosts_of(site: Site) -> tuple[str, ...]:
    """The hosts that the stand-in answers for, wildcards included."""
    own = tuple(host for host in (*site.platform.hosts, *site.platform.assets) if host != "{site}")
    return (*own, site.address) if site.address else own


def _serves(site: Site, host: str) -> bool:
    return any(fnmatchcase(host, pattern) for pattern in hosts_of(site))
