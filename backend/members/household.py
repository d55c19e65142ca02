"""The members of the household: who they are, under which name, and how one is removed with everything."""

from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from backend.members.activity import Activity, What
from backend.members.grants import Grants
from backend.members.member import Member, every_member, require_free, the_member
from backend.members.names import alike, clean_name
from backend.members.principal import Principal, Role
from backend.members.rules import Action
from backend.members.trouble import NotAllowed, NotThere
from backend.store import Store
from backend.store.tables import OWNER, accounts, members, pictures, receipts, results
from backend.vault import Vault

OWNER_STAYS = "The owner cannot be removed. To end everything, stop Unconsent and delete the data folder."


@dataclass(frozen=True, kw_only=True)
class Profile:
    """An account that is gone, and whose browser profile is to be deleted."""

    platform: str
    account: int


@dataclass(frozen=True, kw_only=True)
class Removed:
    """Who was removed, and what is left on the disk for the caller to delete."""

    member: Member
    profiles: tuple[Profile, ...]


class Household:
    """Lists, renames and removes members."""

    def __init__(self, store: Store, vault: Vault, grants: Grants, log: Activity) -> None:
        self._store = store
        self._vault = vault
        self._grants = grants
        self._log = log

    async def at_the_machine(self) -> Principal:
        """The owner at the command line: for a caller who has opened the data folder with its key, and no one else."""
        async with self._store.read() as connection:
            owner = await the_member(connection, OWNER)
        return Principal(member=owner.id, name=owner.name, role=owner.role)

    async def members(self, who: Principal) -> tuple[Member, ...]:
        """Everybody, for the owner; for others themselves."""
        async with self._store.read() as connection:
            everybody = await every_member(connection)
        return tuple(one for one in everybody if who.role is Role.OWNER or one.id == who.member)

    async def get(self, who: Principal, member: int) -> Member:
        """One of those."""
        for one in await self.members(who):
            if one.id == member:
                return one
        raise NotThere

    async def named(self, who: Principal, name: str) -> Member:
        """The one of that name, however it is written."""
        for one in await self.members(who):
            if alike(one.name) == alike(name):
                return one
        raise NotThere

    async def rename(self, who: Principal, name: str) -> Member:
        """Gives oneself another name. Conflict when it is taken."""
        await self._grants.require(who, Action.CHANGE_SELF, who.member)
        clean = clean_name(name)
        async with self._store.write() as connection:
            await require_free(connection, clean, but=who.member)
            await connection.execute(update(members).where(members.c.id == who.member).values(name=clean))
            await self._log.add(connection, who.member, who, What.RENAMED, clean)
            return await the_member(connection, who.member)

    async def require_removable(self, who: Principal, member: int) -> None:
        """Returns when they may remove that member, for those who ask again before they do."""
        if member == OWNER == who.member:
            raise NotAllowed(OWNER_STAYS)
        await self._grants.require(who, Action.REMOVE, member)

    async def remove(self, who: Principal, member: int) -> Removed:
        """Deletes a member with everything of theirs, for good; the owner removes others, a member themselves.

        Jobs of theirs should have ended before: their browsers are not closed here.
        """
        await self.require_removable(who, member)
        async with self._store.write() as connection:
            gone = await the_member(connection, member)
            profiles = await _empty(connection, self._vault, member)
            left = who.member == member
            what = What.MEMBER_LEFT if left else What.MEMBER_REMOVED
            await self._log.add(connection, OWNER, who, what, gone.name)
        await self._store.wipe_traces()
        return Removed(member=gone, profiles=profiles)


async def _empty(connection: AsyncConnection, vault: Vault, member: int) -> tuple[Profile, ...]:
    """Deletes every row of the member: first what nothing leads to; the rest goes with its account or its member."""
    theirs = select(accounts.c.id).where(accounts.c.member_id == member)
    signed = select(receipts.c.id).where(receipts.c.member_id == member)
    found = await connection.execute(select(accounts.c.platform, accounts.c.id).where(accounts.c.member_id == member))
    profiles = tuple(Profile(platform=row.platform, account=row.id) for row in found)
    await connection.execute(delete(results).where(results.c.account_id.in_(theirs)))
    await connection.execute(delete(pictures).where(pictures.c.receipt_id.in_(signed)))
    await connection.execute(delete(receipts).where(receipts.c.member_id == member))
    await vault.shred(connection, member)
    await connection.execute(delete(accounts).where(accounts.c.member_id == member))
    await connection.execute(delete(members).where(members.c.id == member))
    return profiles
