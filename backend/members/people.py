"""Everything of this package over one store, made together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from backend.members.activity import Activity
from backend.members.attempts import Attempts
from backend.members.devices import Devices
from backend.members.grants import Grants
from backend.members.household import Household
from backend.members.invitations import Invitations
from backend.members.one_time_codes import OneTimeCodes
from backend.members.own_password import OwnPassword
from backend.members.pairing import Pairing
from backend.members.passwords import USUAL, Cost, Passwords
from backend.members.signing_in import SigningIn
from backend.store import Store
from backend.vault import Vault


@dataclass(frozen=True, kw_only=True)
class People:
    """What a service or a command needs to know who asks, and what they may do."""

    household: Household
    invitations: Invitations
    devices: Devices
    pairing: Pairing
    signing_in: SigningIn
    own_password: OwnPassword
    codes: OneTimeCodes
    grants: Grants
    activity: Activity

    @classmethod
    def over(
        cls,
        store: Store,
        vault: Vault,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        cost: Cost = USUAL,
    ) -> "People":
        """Over that store; `cost` is what a password's hash costs."""
        passwords = Passwords(cost)
        log = Activity(store, clock=clock)
        attempts = Attempts(store, clock=clock)
        grants = Grants(store, log, clock=clock)
        devices = Devices(store, grants, log, clock=clock)
        own_password = OwnPassword(store, passwords, attempts, grants, log)
        codes = OneTimeCodes(store, vault, own_password, attempts, grants, log, clock=clock)
        return cls(
            household=Household(store, vault, grants, log),
            invitations=Invitations(store, passwords, grants, log, clock=clock),
            devices=devices,
            pairing=Pairing(store, devices, grants, attempts, log, clock=clock),
            signing_in=SigningIn(store, passwords, codes, devices, attempts, log),
            own_password=own_password,
            codes=codes,
            grants=grants,
            activity=log,
        )
