"""The helpdesk's compose file: how its services find their database, without its password in anybody's environment."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from automations.outcome import Refused
from automations.practice.server import Practice
from tests.database import USER, Server
from tests.deploy.files import compose
from tests.flow.conftest import House, house_at


def addressed(practice: Practice, postgresql: Server, name: str, passwords: Path) -> House:
    """A data folder with the compose file's address, at the test's own server, and with the test's own file."""
    said = compose("compose.scale.yaml")["services"]["worker"]["environment"]["UNCONSENT_DATABASE_URL"]
    for theirs, ours in {
        "unconsent@database:5432/unconsent": f"{USER}@127.0.0.1:{postgresql.port}/{name}",
        "/run/secrets/passwords": str(passwords),
    }.items():
        assert theirs in said
        said = said.replace(theirs, ours)
    return house_at(practice, passwords.parent / "house", SecretStr(said))


async def test_the_password_comes_from_the_secret(
    practice: Practice, postgresql: Server, tmp_path: Path
) -> None:  # R14
    """Store and engine both find it, in the form in which the how-to has it written."""
    passwords = tmp_path / "passwords"
    passwords.write_text(f"127.0.0.1:*:*:unconsent:{postgresql.password}\n")
    passwords.chmod(0o400)
    with postgresql.database() as name:
        house = addressed(practice, postgresql, name, passwords)
        assert postgresql.password not in str(house.environ)
        async with house.service(width=1) as service:
            assert list(await service.office.accounts.all()) == []


async def test_a_secret_that_others_can_read_is_not_used(
    practice: Practice, postgresql: Server, tmp_path: Path
) -> None:
    passwords = tmp_path / "passwords"
    passwords.write_text(f"127.0.0.1:*:*:unconsent:{postgresql.password}\n")
    passwords.chmod(0o444)
    with postgresql.database() as name:
        house = addressed(practice, postgresql, name, passwords)
        with pytest.raises(Refused) as refused:
            async with house.office():
                pass
        assert postgresql.password not in str(refused.value)
