"""A service that runs for all tests of the API, and people who use it."""

from collections.abc import Iterator

import pytest

from backend.members.principal import Role
from tests.api.household import Person, Things, new_person
from tests.api.running import Running, Served, running
from tests.store.household import settings_of


@pytest.fixture(scope="package")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The service."""
    with running(settings_of(tmp_path_factory.mktemp("api") / "home")) as house:
        yield house


@pytest.fixture(scope="package")
def api(house: Running) -> Iterator[Served]:
    """Where it is served, with limits that nobody reaches."""
    with house.served() as served:
        yield served


@pytest.fixture(scope="package")
def owner(house: Running) -> Person:
    """The owner in a browser."""
    return new_person(house, Role.OWNER)


@pytest.fixture
def someone(house: Running) -> Person:
    """A new member."""
    return new_person(house)


@pytest.fixture
def things(someone: Person) -> Things:
    """What that member has: one of each."""
    return Things.of(someone)
