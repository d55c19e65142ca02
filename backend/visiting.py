"""What holds for every visit: may the account be visited now, who must be signed in, what a stop means for the next."""

from datetime import UTC, datetime, timedelta

from automations.identity import is_named
from automations.outcome import Need, NeedsYou, Outcome, Stopped
from automations.session import Session
from automations.sign_in import probe
from backend.accounts import StoredAccount
from backend.office import Office
from backend.places import ErrandPlace

REST_AFTER_CHALLENGE = timedelta(hours=24)
WITH_YOU = "is only changed while you look on: run it from the extension, in your own tab, or with --headed."


async def held_back(office: Office, account: StoredAccount, *, changes: bool, attended: bool) -> Stopped | None:
    """Why this account may not be visited now, if so. `changes`: whether something would be changed there."""
    platform = office.platform_of(account)
    for pause in await office.records.pauses():
        if pause.holds(account.platform, account.id, datetime.now(UTC)):
            return pause.as_stop(platform.name)
    if platform.unattended == "with_consent" and account.consented is None:
        return NeedsYou(Need.CONSENT, f"{platform.name} needs your consent to be driven. {platform.policy_note}")
    if platform.unattended == "never" and changes and not attended:
        return NeedsYou(Need.CONSENT, f"{platform.name} {WITH_YOU} {platform.policy_note}")
    return None


async def enrolled(office: Office, place: ErrandPlace, account: StoredAccount, session: Session) -> StoredAccount:
    """The account with the handle that must be signed in; it is read once when it was not given or not shown."""
    platform = office.platform_of(account)
    seen_enough = account.is_named or (account.handle and not is_named(platform))
    if seen_enough or platform.sign_in is None:
        return account
    if not place.enrols:
        raise NeedsYou(
            Need.SIGN_IN,
            f"Nobody has signed in to {platform.name} for {account.name} yet.",
            url=account.fill(platform.sign_in.url),
        )
    try:
        handle = await probe(session.context, platform, account.account, office.timing)
    except NeedsYou as trouble:
        if trouble.need not in place.helps_with:
            raise
        handle = await place.help(session, trouble)
    return await place.enrol(handle)


async def pause_after(office: Office, account: StoredAccount, outcome: Outcome, need: Need | None, why: str) -> None:
    """A limit pauses the platform until a person resumes it; a challenge lets the account rest for a day."""
    if outcome is Outcome.LIMITED:
        await office.records.pause(account.platform, why=why)
    elif need is Need.CHALLENGE:
        until = datetime.now(UTC) + REST_AFTER_CHALLENGE
        await office.records.pause(account.platform, account=account, until=until, why=why)
