"""Tells: gathers what is to be told, and hands it over. A chore of the service."""

import asyncio
import logging
from dataclasses import dataclass

from backend.messenger.form import Ended, Why
from backend.notify.composing import compose
from backend.notify.outbox import Outbox, Parcel
from backend.office import Office

AT_ONCE = 3
LOG = logging.getLogger("unconsent.notify")


@dataclass(frozen=True, kw_only=True)
class Teller:
    """For all members. `office` is the owner's."""

    office: Office
    outbox: Outbox

    async def tell(self) -> None:
        """Once: everything that is due."""
        await self.outbox.gather()
        async with asyncio.TaskGroup() as carriers:
            for _ in range(AT_ONCE):
                carriers.create_task(self._carry())

    async def _carry(self) -> None:
        while parcel := await self.outbox.take():
            try:
                await self._deliver(parcel)
            except Exception as bug:  # one that cannot be written does not hold up the others
                LOG.error("a message failed: %s", type(bug).__name__, extra={"member": parcel.member})
                await self.outbox.close(parcel, Ended(why=Why.FAILED))

    async def _deliver(self, parcel: Parcel) -> None:
        office = self.office.of(parcel.member)
        text = await compose(office, parcel)
        ended = await office.notifications.hand_over(parcel.target, text) if text else None
        if ended is None:
            await self.outbox.drop(parcel)
            return
        await self.outbox.close(parcel, ended)
