"""Who may object for whom: as with a run."""

import os

from backend.members.principal import Role
from tests.objections.person import Person, new_person, person_of
from tests.window.house import House

STEPS: tuple[tuple[str, dict[str, str] | None], ...] = (("read", {}), ("send", {"approval": "0" * 32}), ("sent", None))


async def test_the_owner_needs_to_be_let(house: House, person: Person) -> None:
    owner = (await house.owner()).token
    assert (await person.ask(token=owner)).status_code == 404
    for what, body in STEPS:
        assert (await person.ask(what, body, token=owner)).status_code == 404, what
    await house.ask("POST", "/grants", person.member.token, {"scope": "evidence"})
    assert (await person.ask(token=owner)).status_code == 200
    assert (await person.ask("read", {}, token=owner)).status_code == 404
    await house.ask("POST", "/grants", person.member.token, {"scope": "sessions"})
    read = await person.ask("read", {}, token=owner)
    assert read.status_code == 200 and read.json()["sheet"]
    entries = (await house.ask("GET", "/activity", person.member.token)).json()["items"]
    assert "run" in {one["subject"] for one in entries if one["what"] == "grant_used"}
    assert person.posted == 0


async def test_another_member_sees_nothing(person: Person, house: House) -> None:
    other = (await new_person(house)).member.token
    assert (await person.ask(token=other)).status_code == 404
    for what, body in STEPS:
        assert (await person.ask(what, body, token=other)).status_code == 404, what


async def test_a_restricted_child_looks_and_sends_nothing(house: House) -> None:
    machine = await house.people.household.at_the_machine()
    name = f"child {os.urandom(3).hex()}"
    invited = await house.people.invitations.invite(machine, name, Role.RESTRICTED)
    joined = await house.people.invitations.accept(invited.token, "five words or even more")
    child = await person_of(house, await house.device_of(joined.id))
    assert (await child.ask()).status_code == 200
    for what, body in STEPS:
        assert (await child.ask(what, body)).status_code == 403, what
    assert child.posted == 0 and await child.sent() is None
