"""What the routes work with: the service, the people of the household, and what is counted in memory."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from backend.api.addresses import Network, networks
from backend.api.config import ApiConfig
from backend.api.limits import Buckets
from backend.api.lookups import Lookups
from backend.api.recent import Recent
from backend.api.streams import Streams
from backend.flow.service import Service
from backend.members.people import People


@dataclass(kw_only=True)
class Desk:
    """Made with the app; service and people may come later, and are asked for when a request needs them."""

    config: ApiConfig
    give_service: Callable[[], Service]
    give_people: Callable[[], People]
    trusted: tuple[Network, ...] = ()
    by_token: Buckets = field(init=False)
    strangers: Buckets = field(init=False)
    recent: Recent = field(default_factory=Recent)

    def __post_init__(self) -> None:
        self.trusted = networks(self.config.trusted_proxies)
        self.by_token = Buckets(self.config.limits.by_token)
        self.strangers = Buckets(self.config.limits.strangers)

    @property
    def service(self) -> Service:
        """The running service."""
        return self.give_service()

    @property
    def people(self) -> People:
        """The people of the household."""
        return self.give_people()

    @cached_property
    def lookups(self) -> Lookups:
        """Further questions to the store."""
        return Lookups(self.service.office.store)

    @cached_property
    def streams(self) -> Streams:
        """Who listens now."""
        limits = self.config.limits
        return Streams(self.lookups.live_devices, of_member=limits.streams_of_member, in_all=limits.streams)
