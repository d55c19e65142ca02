"""Which accounts and settings a command line names; what it names wrongly is refused with the nearest names."""

from dataclasses import dataclass

from automations.catalogue import nearest
from automations.errand import Mode
from automations.outcome import Refused
from automations.spec import Platform
from backend.accounts import StoredAccount
from backend.cli import words
from backend.office import Office
from backend.told import Job


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was typed after `check`, `run` or `undo`."""

    mode: Mode
    platform: str | None = None
    name: str | None = None
    settings: tuple[str, ...] = ()
    all: bool = False
    essential: bool = False
    every: bool = False
    width: int | None = None
    headed: bool = False
    consent: bool = False


def require_a_target(program: str, asked: Asked) -> None:
    """Refused unless exactly one of a platform and `--all` is named."""
    mode = asked.mode.value
    if asked.all and asked.platform:
        raise Refused(f"--all means every account, so name no platform beside it: {program} {mode} --all")
    if not asked.all and not asked.platform:
        everyone = words.command(program, mode, "--all")
        raise Refused(f"Name a platform and an account, as in `{program} {mode} x me`, or every account: {everyone}")


async def chosen_jobs(program: str, office: Office, asked: Asked) -> list[Job]:
    """One job for each account. Refused when there is none, or when a name is not known."""
    accounts, settings = await _accounts(program, office, asked)
    platforms = {one.platform: office.platform_of(one) for one in accounts}
    named = _by_platform(office, asked, tuple(platforms.values()), settings)
    jobs = [
        Job(
            account=account,
            mode=asked.mode,
            named=named.get(account.platform, ()),
            every=asked.every,
            essential=asked.essential,
        )
        for account in accounts
        if not settings or account.platform in named
    ]
    if not jobs:
        raise Refused(f"No account has the setting {' or '.join(settings)}. See {words.command(program, 'accounts')}")
    return jobs


async def _accounts(program: str, office: Office, asked: Asked) -> tuple[list[StoredAccount], tuple[str, ...]]:
    """The accounts, and the settings; a setting may stand where a name may."""
    if asked.platform is None:
        known = [one for one in await office.accounts.all() if office.knows(one)]
        return _some(program, known, None), asked.settings
    platform = office.catalogue.platform(asked.platform)
    accounts = _some(program, list(await office.accounts.all(platform.slug)), platform)
    if asked.name is None:
        return accounts, asked.settings
    if asked.name not in {one.name for one in accounts} and _full_id(platform, asked.name):
        return accounts, (asked.name, *asked.settings)
    return [await office.accounts.get(platform.slug, asked.name)], asked.settings


def _some(program: str, accounts: list[StoredAccount], platform: Platform | None) -> list[StoredAccount]:
    if accounts:
        return accounts
    where = f" at {platform.name}" if platform else ""
    add = words.command(program, "accounts", "add", platform.slug if platform else "x", "NAME")
    raise Refused(f"There is no account{where} yet. Add one, with a name of your own choosing: {add}")


def _by_platform(
    office: Office, asked: Asked, platforms: tuple[Platform, ...], settings: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    """The full ids of the named settings, by platform. A setting of no account's platform is passed over with --all."""
    named: dict[str, tuple[str, ...]] = {}
    for setting in settings:
        found = {platform.slug: full for platform in platforms if (full := _full_id(platform, setting))}
        if not found and asked.platform:
            ids = [one.id for one in platforms[0].settings]
            raise Refused(f"{platforms[0].name} has no setting {setting!r}. {nearest(setting, ids)}")
        if not found:
            office.catalogue.settings(setting)
        for slug, full in found.items():
            named[slug] = (*named.get(slug, ()), full)
    return named


def _full_id(platform: Platform, name: str) -> str | None:
    """The id that is meant by `x.grok_training` or, within a platform, by `grok_training`."""
    ids = [one.id for one in platform.settings if name in (one.id, one.id.split(".")[1])]
    return ids[0] if len(ids) == 1 else None
