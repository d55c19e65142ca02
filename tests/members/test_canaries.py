"""Fifty secrets that people and the product use; none of them is at rest, in a log, or in anything shown. # R14 R22"""

import logging

import pytest

from backend.members.trouble import Trouble
from tests.members.family import EXTENSION, Family, open_family
from tests.store.household import Opens
from tests.store.outside import Outside


async def ten_members(family: Family) -> tuple[list[str], list[object]]:
    """Lives through everything that has a secret; the secrets, and what the product answered or raised."""
    people, secrets, shown = family.people, [], []
    for number in range(10):
        password = f"canary{number:02} of a password qwzj"
        invited = await people.invitations.invite(family.machine, f"member {number}")
        await people.invitations.accept(invited.token, password)
        who = await family.sign_in(f"member {number}", password)
        begun = await people.pairing.begin("Chromium", EXTENSION)
        await people.pairing.confirm(who, begun.code)
        redeemed = await people.pairing.redeem(begun.id, begun.secret, extension=EXTENSION)
        secrets += [password, invited.token, family.tokens[who.name], begun.secret]
        shown += [invited, begun, redeemed, who, await people.grants.list(who.member)]
        shown += [await people.activity.list(who.member), await people.devices.list(who)]
        if number < 5:
            enrolment = await people.codes.enrol(who)
            secrets += [begun.code, enrolment.seed]
            shown.append(enrolment)
        for wrong in (
            people.own_password.change(who, password, "short"),
            people.own_password.change(who, f"{password}!", password),
            people.devices.issue(who, f"my {begun.secret}"),
            people.signing_in.sign_in(who.name, f"{password}!", source="here", device="x"),
            people.signing_in.sign_in(password, password, source="here", device="x"),
            people.invitations.look_up(invited.token),
            people.devices.authenticate(family.tokens[who.name], extension=EXTENSION),
            people.pairing.confirm(who, begun.code),
        ):
            with pytest.raises(Trouble) as trouble:
                await wrong
            shown.append(trouble.value)
    return secrets, shown


async def test_no_secret_is_at_rest_in_a_log_or_shown(
    opens: Opens, outside: Outside, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("", "sqlalchemy.engine", "asyncio", "aiosqlite"):
        caplog.set_level(logging.DEBUG, logger=name)
    async with open_family(opens) as family:
        secrets, shown = await ten_members(family)
        assert len(set(secrets)) == 50
        content = outside.content()
    content += outside.content()
    said = "\n".join(map(repr, shown)) + "\n".join(map(str, shown))
    assert b"member 7" in content
    assert "INSERT" in caplog.text
    for secret in secrets:
        for form in (
            secret,
            secret.replace("-", "") if len(secret) == 9 else secret,
            secret.removeprefix("unconsent_"),
        ):
            assert form.encode() not in content
            assert form.encode().hex().encode() not in content
            assert form.encode("utf-16-le") not in content
            assert form not in caplog.text
            assert form not in said
