"""Gathering the proofs of one believed reading. They are independent observations, or they are not counted."""

import asyncio
import urllib.robotparser
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from playwright.async_api import Error, Page

from automations.answers import dig, json_of, says_out
from automations.desk import Desk
from automations.errand import Account
from automations.outcome import NotRecognised, Proof, ProofKind, Unreachable
from automations.page import address_of
from automations.reading import Read
from automations.spec import Public, Setting

_ROBOTS = "() => [...document.querySelectorAll('meta[name=robots i]')].map(meta => meta.content).join(',')"


async def gather(desk: Desk, setting: Setting, read: Read) -> tuple[tuple[Proof, ...], str]:
    """The proofs for a reading of a fresh load, and why one is missing, if one is."""
    value = read.reading.value
    proofs = [_proof(ProofKind.PAGE, f"the {setting.control.kind.value} read {value!r} after a fresh load")]
    if ProofKind.API in setting.proofs and setting.api:
        stated = read.visit.answers.value(setting.api)
        if stated is None or says_out(stated, setting.api) is not read.reading.opted_out:
            return tuple(proofs), f"The control read {value!r}, but the platform's own data says so no longer."
        proofs.append(_proof(ProofKind.API, f"the platform's own response stated {stated!r}"))
    if ProofKind.PUBLIC in setting.proofs:
        seen, missing = await _seen_outside(desk, setting.public, opted_out=read.reading.opted_out)
        if missing:
            return tuple(proofs), missing
        if seen:
            what = ", ".join(
                f"{one.path} {'has' if read.reading.opted_out else 'has not'} {one.has[0]}" for one in seen
            )
            proofs.append(_proof(ProofKind.PUBLIC, f"seen from outside, without signing in: {what}"))
    if ProofKind.LATER in setting.proofs:
        missing = await _changed_later(desk, setting, value)
        if missing:
            return tuple(proofs), missing
        seconds = desk.timing.later
        proofs.append(_proof(ProofKind.LATER, f"read {value!r} again after another fresh load {seconds:g} s later"))
    return tuple(proofs), ""


async def _changed_later(desk: Desk, setting: Setting, value: str) -> str:
    await asyncio.sleep(desk.timing.later)
    visit = await desk.open_anew(setting)
    again = await desk.read(visit, setting)
    after = again.reading.value
    return "" if after == value else f"It read {value!r} first, and {after!r} a little later."


async def _seen_outside(desk: Desk, wanted: Sequence[Public], *, opted_out: bool) -> tuple[tuple[Public, ...], str]:
    """What anyone sees from outside that fits the reading, and what does not fit, where it should by now."""
    seen: list[Public] = []
    async with desk.session.outside() as context:
        page = await context.new_page()
        for public in wanted:
            try:
                fits = await _shows(page, public, desk.errand.account) is opted_out
            except (NotRecognised, Unreachable):
                if not public.lags:
                    raise
                fits = False
            if fits:
                seen.append(public)
            elif not public.lags:
                reads, shows = ("opted out", "does not show it") if opted_out else ("on", "still shows it")
                return tuple(seen), f"The setting reads {reads}, but {public.path} {shows} to visitors."
    return tuple(seen), ""


async def _shows(page: Page, public: Public, account: Account) -> bool:
    path = public.path.replace("{handle}", quote(account.handle or "", safe=""))
    url = address_of("{site}" + path, account) if path.startswith("/") else path
    try:
        response = await page.goto(url, wait_until="domcontentloaded")
    except Error as error:
        raise Unreachable(f"{url} could not be read from outside.", url=url) from error
    if response is None or response.status >= 400:
        raise NotRecognised(f"{url} cannot be read from outside.", url=url)
    if public.kind == "meta_robots":
        directives = {one.strip().lower() for one in str(await page.evaluate(_ROBOTS)).split(",")}
        return all(directive in directives for directive in public.has)
    if public.kind == "json":
        body = json_of(await response.text())
        return all(_states(body, *one.split("=", 1)) for one in public.has)
    robots = urllib.robotparser.RobotFileParser()
    robots.parse((await response.text()).splitlines())
    return not any(robots.can_fetch(agent, "/") for agent in public.has)


def _states(body: Any, key: str, value: str) -> bool:
    """Whether the key states the value. NotRecognised when it states nothing."""
    stated = dig(body, key)
    if stated is None:
        raise NotRecognised(f"What visitors see says nothing of {key}.")
    return str(stated).lower() == value.lower()


def _proof(kind: ProofKind, detail: str) -> Proof:
    return Proof(kind=kind, at=datetime.now(UTC), detail=detail)
