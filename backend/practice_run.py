"""Practice: stand-ins of the platforms on this machine, and accounts that are signed in to them."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from automations.catalogue import load
from automations.errand import Mode
from automations.practice.server import Practice
from automations.session_file import StorageState
from automations.spec import Action
from backend.office import Office, open_office
from backend.settings import Settings
from backend.told import Job

NAME = "practice"
HANDLE = "practice_account"


@dataclass(frozen=True, kw_only=True)
class PracticeRun:
    """An office on stand-ins, and the jobs that opt its practice accounts out of every setting."""

    office: Office
    practice: Practice
    jobs: tuple[Job, ...]


@asynccontextmanager
async def practice_run(settings: Settings, *, notice: Callable[[str], None]) -> AsyncIterator[PracticeRun]:
    """Starts the stand-ins. Nothing of it mixes with real accounts: it has a data folder and a key of its own."""
    home = settings.home / "practice"
    environ = {name: value for name, value in settings.environ.items() if name not in ("UNCONSENT_KEY_FILE",)}
    async with Practice(load(settings.platforms_path)) as practice:
        own = replace(settings, home=home, database=None, environ=environ, overrides=practice.overrides)
        async with open_office(own, notice=notice) as office:
            jobs = [await _sharing(office, practice, slug) for slug in practice.stands]
            yield PracticeRun(office=office, practice=practice, jobs=tuple(jobs))


async def _sharing(office: Office, practice: Practice, slug: str) -> Job:
    """A new practice account that shares everything, and the job that opts it out of all that may be changed."""
    platform = office.catalogue.platform(slug)
    for old in await office.accounts.all(slug):
        await office.accounts.remove(old)
    site = practice.stands[slug].site
    unlisted = site.parts if platform.parts and platform.parts.list_url is None else ()
    account = await office.accounts.add(platform, NAME, handle=HANDLE, parts=unlisted)
    account = await office.accounts.consent(account)
    await office.accounts.keep_session(account, StorageState.model_validate(practice.person(slug, HANDLE)))
    named = tuple(one.id for one in platform.settings if one.action in (Action.SET, Action.ASK_FIRST))
    return Job(account=account, mode=Mode.RUN, named=named)
