"""Lending a tab: a paired extension may, for its own member's open jobs in its own tab; nobody else. # R16 R29"""

import pytest

from automations.errand import Mode
from backend.accounts import StoredAccount
from backend.members.principal import DeviceKind
from tests.api.household import Person
from tests.api.running import Running, Served

EXTENSION, OTHER = "a" * 32, "b" * 32


def named(extension: str) -> dict[str, str]:
    """The headers by which an extension says who it is."""
    return {"Origin": f"chrome-extension://{extension}"}


def wish(account: StoredAccount, place: str = "own_tab") -> dict[str, object]:
    """A look at that account."""
    return {"accounts": [account.id], "mode": "check", "place": place}


@pytest.fixture
def extension(someone: Person) -> Person:
    """Somebody's paired extension."""
    return someone.again(DeviceKind.EXTENSION, EXTENSION)


def begun(api: Served, extension: Person, place: str = "own_tab") -> str:
    """The id of a new job of theirs."""
    asked = api.ask("POST", "/jobs", extension.token, headers=named(EXTENSION), json=wish(extension.account(), place))
    assert asked.status_code == 202, asked.text
    [job] = asked.json()["jobs"]
    assert job["job"]["place"] == place
    return str(job["job"]["id"])


def test_a_token_for_each_wish_and_hosts_of_the_platform_only(api: Served, extension: Person) -> None:
    id = begun(api, extension)
    first, second = (api.ask("POST", f"/jobs/{id}/lend", extension.token, headers=named(EXTENSION)) for _ in range(2))
    assert first.status_code == second.status_code == 201
    assert first.json()["token"] != second.json()["token"]
    assert "x.com" in second.json()["hosts"] and not [one for one in second.json()["hosts"] if "linkedin" in one]


def test_the_later_token_counts(api: Served, house: Running, extension: Person) -> None:
    id = begun(api, extension)
    first, second = (
        api.ask("POST", f"/jobs/{id}/lend", extension.token, headers=named(EXTENSION)).json()["token"] for _ in range(2)
    )
    lendings = house.service.lendings
    assert lendings.take(first, EXTENSION) is None
    assert lendings.take(second, EXTENSION)
    assert lendings.take(second, EXTENSION) is None


def test_only_an_extension_lends_and_only_for_its_own_member(
    api: Served, someone: Person, owner: Person, extension: Person
) -> None:
    refused = api.ask("POST", "/jobs", someone.token, json=wish(someone.account()))
    assert refused.status_code == 409 and "extension" in refused.json()["detail"]
    id = begun(api, extension)
    assert api.ask("POST", f"/jobs/{id}/lend", someone.token).status_code == 404
    theirs = owner.again(DeviceKind.EXTENSION, OTHER)
    assert api.ask("POST", f"/jobs/{id}/lend", theirs.token, headers=named(OTHER)).status_code == 404


def test_nothing_is_lent_for_what_happens_elsewhere_or_is_over(api: Served, extension: Person) -> None:
    elsewhere = begun(api, extension, "own_profile")
    assert api.ask("POST", f"/jobs/{elsewhere}/lend", extension.token, headers=named(EXTENSION)).status_code == 409
    over = begun(api, extension)
    api.ask("POST", f"/jobs/{over}/cancel", extension.token, headers=named(EXTENSION))
    assert api.ask("POST", f"/jobs/{over}/lend", extension.token, headers=named(EXTENSION)).status_code == 409


def test_a_job_that_ends_spends_its_token(api: Served, house: Running, extension: Person) -> None:
    id = begun(api, extension)
    token = api.ask("POST", f"/jobs/{id}/lend", extension.token, headers=named(EXTENSION)).json()["token"]
    api.ask("POST", f"/jobs/{id}/cancel", extension.token, headers=named(EXTENSION))
    assert house.service.lendings.take(token, EXTENSION) is None


def test_the_guided_place_is_not_driven(api: Served, extension: Person) -> None:
    asked = api.ask(
        "POST", "/jobs", extension.token, headers=named(EXTENSION), json=wish(extension.account(), "guided")
    )
    assert asked.status_code == 422 and Mode.CHECK.value not in asked.json().get("title", "")
