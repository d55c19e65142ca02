"""A code that a platform asks for: whoever follows the job gives it, it is used once, and kept nowhere."""

from pathlib import Path

import pyotp

from automations.catalogue import load
from automations.errand import Mode
from automations.practice.server import Practice
from automations.sign_in import Credentials
from backend.flow.jobs import State
from backend.store.tables import OWNER
from tests.copies import copy_of_x
from tests.flow.conftest import DELAYS, ended, house_at, until

SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # pragma: allowlist secret
SHARING = "door.business_partner_sharing"


async def test_a_code_is_asked_for_given_and_forgotten(tmp_path: Path) -> None:  # R22
    platforms = tmp_path / "platforms"
    copy_of_x(platforms, "door", ('credentials = "refused"', 'credentials = "allowed"'))
    async with Practice(load([platforms]), delays=DELAYS) as practice:
        house = house_at(practice, tmp_path / "house", platforms=platforms)
        practice.person("door", "me_at_the_door", password="a long password", totp=SEED)
        async with house.service() as service:
            platform = service.office.catalogue.platform("door")
            stored = Credentials(user="me_at_the_door", password="a long password")
            account = await service.office.accounts.add(platform, "me", handle="me_at_the_door", credentials=stored)
            await service.office.accounts.consent(account)
            job, _ = await service.ask(OWNER, account.id, Mode.RUN, options={"named": [SHARING]}, asked_by="test")

            async def asks() -> bool:
                return await service.questions.open(job.id) is not None

            await until(asks)
            code = pyotp.TOTP(SEED).now()
            running = await service.jobs.get(job.id)
            assert running and running.state is State.RUNNING
            assert await service.answer(running, code)
            assert not await service.answer(running, "000000"), "it is answered once"
            over, told = await ended(service, job)
            assert over.state is State.DONE
            assert [event.body["outcome"] for event in told if event.kind == "result"] == ["opted_out"]
            assert [event.body["asked"] for event in told if event.kind == "question"] == ["code"]
        assert practice.truth("door", "me_at_the_door")[SHARING] is False
        kept = [file for file in house.settings.home.glob("*.db*") if code.encode() in file.read_bytes()]
        assert kept == []
