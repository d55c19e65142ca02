"""Everything about telling one member: where, what they wish, and a test."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from pydantic import SecretStr

from backend.members.trouble import Invalid, NotThere
from backend.messenger.form import Ended, Push, Why
from backend.notify import words
from backend.notify.calling import Caller
from backend.notify.push_key import PushKey
from backend.notify.subscription import SCHEME, Subscription
from backend.notify.targets import Target, Targets
from backend.notify.text import Text
from backend.notify.wishes import AllWishes
from backend.settings import PrivateFor
from backend.store import Store
from backend.store.tables import OWNER
from backend.vault import Vault

LONGEST = 2000
"""Signs of an address."""
TEST = Text(title=words.TEST_TITLE, body=words.TEST, opens="#/notifications")


@dataclass(frozen=True, kw_only=True)
class Notifications:
    """Of one member."""

    targets: Targets
    wishes: AllWishes
    caller: Caller
    key: PushKey
    member: int = OWNER

    @classmethod
    def over(
        cls,
        store: Store,
        vault: Vault,
        *,
        environ: Mapping[str, str],
        private_for: PrivateFor = "owner",
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> "Notifications":
        """The owner's, over that store."""
        wishes = AllWishes(store, clock)
        return cls(
            targets=Targets(store, vault, wishes, clock),
            wishes=wishes,
            caller=Caller(environ=environ, private_for=private_for),
            key=PushKey(store=store, vault=vault, clock=clock),
        )

    def of(self, member: int) -> "Notifications":
        """The same for another member."""
        return replace(self, targets=self.targets.of(member), wishes=self.wishes.of(member), member=member)

    async def add(self, name: str, url: SecretStr) -> Target:
        """A new place to be told at. Invalid, with what to do, when the address cannot be used."""
        clean, address = await self.targets.require_room(name), url.get_secret_value().strip()
        if len(address) > LONGEST:
            raise Invalid("address", words.TOO_LONG.format(most=LONGEST))
        looked = await self.caller.look(address)
        if looked.why is not None:
            raise Invalid("address", f"cannot be used. {words.said(looked)}")
        return await self.targets.add(clean, looked.scheme, address)

    async def add_browser(self, name: str, given: Subscription) -> Target:
        """A browser that lets itself be told."""
        return await self.targets.add(await self.targets.require_room(name), SCHEME, given.model_dump_json())

    async def hand_over(self, id: str, text: Text) -> Ended | None:
        """Sends it there, and says what came of it; None when the place, or the member, is gone."""
        sealed = await self.targets.url(id)
        if sealed is None:
            return None
        if (await self.targets.get(id)).scheme != SCHEME:
            return await self.caller.send(self.member, SecretStr(sealed), text.title, text.body)
        to = Subscription.model_validate_json(sealed)
        if await self.targets.is_shut_out(to.device):
            return Ended(why=Why.GONE)
        push = Push(
            endpoint=to.endpoint, p256dh=to.p256dh, auth=to.auth, authorization=await self.key.authorization(to)
        )
        return await self.caller.push(self.member, push, text)

    async def test(self, id: str) -> Ended:
        """Sends a test message there, and says what came of it. NotThere; TooSoon when it was just tried."""
        await self.targets.get(id)
        await self.targets.testing(id)
        async with self.caller.turn:
            ended = await self.hand_over(id, TEST)
        if ended is None:
            raise NotThere
        await self.targets.note(id, ended)
        return ended
