"""Consent to drive platforms that speak against it: explicit, stored, and asked for after the platform's own note."""

from collections.abc import Sequence
from dataclasses import replace

from automations.spec import Platform
from backend.accounts import StoredAccount
from backend.cli import words
from backend.cli.call import Call
from backend.office import Office
from backend.told import Job


async def with_consent(call: Call, office: Office, jobs: Sequence[Job], *, given: bool) -> list[Job]:
    """The jobs, with consent stored where it was given now. Without it the outcome says that it is missing."""
    agreed: dict[str, bool] = {}
    settled = []
    for job in jobs:
        platform = office.platform_of(job.account)
        if platform.unattended == "with_consent" and job.account.consented is None:
            if platform.slug not in agreed:
                names = [one.account.name for one in jobs if one.account.platform == platform.slug]
                agreed[platform.slug] = given or await ask_consent(call, platform, names)
            if agreed[platform.slug]:
                job = replace(job, account=await store_consent(call, office, platform, job.account))
        settled.append(job)
    return settled


async def ask_consent(call: Call, platform: Platform, names: Sequence[str]) -> bool:
    """Shows what the platform wrote, and asks the person. False where nobody can be asked."""
    screen = call.screen
    if not screen.can_ask:
        return False
    pen = screen.pen(call.program)
    screen.err.print()
    for text, style in ((words.POLICY.format(platform=platform.name), "head"), (platform.policy_note, "")):
        for line in pen.wrapped(text, indent=1, style=style):
            screen.err.print(line)
    screen.err.print()
    return await screen.says_yes(" " + words.CONSENT.format(platform=platform.name, names=", ".join(names)))


async def store_consent(call: Call, office: Office, platform: Platform, account: StoredAccount) -> StoredAccount:
    """Stores the consent, and says so."""
    consented = await office.accounts.consent(account)
    call.screen.notice(words.CONSENTED.format(platform=platform.name, name=account.name))
    return consented
