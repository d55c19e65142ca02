"""Erases a member, as GDPR Art. 17 asks for (Regulation (EU) 2016/679 of 27 April 2016, OJ L 119, 4.5.2016, p. 1)."""

from backend.accounts import Accounts
from backend.members.member import Member
from backend.members.people import People
from backend.members.principal import Principal


async def erase(people: People, accounts: Accounts, who: Principal, member: int) -> Member:
    """Deletes a member with everything of theirs; jobs of theirs should have ended before.

    Browser profiles go first: cut short, the member is still there to be erased again, and no session is left over.
    """
    await people.household.require_removable(who, member)
    theirs = accounts.of(member)
    for account in await theirs.all():
        await theirs.remove(account)
    return (await people.household.remove(who, member)).member
