"""Lending a tab: the extension that asked for a job takes part in it, by a one-time token for `/api/v1/relay`."""

from typing import Annotated

from fastapi import APIRouter, Depends

from automations.spec import Place
from backend.api.gates import Asking, Gate
from backend.api.pages import Out
from backend.api.words import HexPath
from backend.flow.jobs import OPEN
from backend.members.rules import Action
from backend.members.trouble import Conflict, NotThere

router = APIRouter(prefix="/jobs/{id}/lend", tags=["jobs"])
Lending = Annotated[Asking, Depends(Gate(Action.CHECK, Action.RUN, Action.UNDO))]
NOT_NEEDED = "This job needs no tab: it is over, or it happens elsewhere. Look at the job again."
LENT = "A tab is lent for this job already. Stop that one first."


class LendOut(Out):
    """What the extension shows once, in its first message, to take part. `hosts`: where its tab may be sent."""

    token: str
    hosts: list[str]


@router.post("", status_code=201)
async def lend_tab(id: HexPath, asking: Lending) -> LendOut:
    """Offers a tab of the extension that asks, for a job of its own member. An earlier token is good no longer."""
    job = await asking.job(id, by_mode=True)
    if asking.extension is None or job.member != asking.who.member:
        raise NotThere
    service = asking.desk.service
    if job.place is not Place.OWN_TAB or job.state not in OPEN:
        raise Conflict(NOT_NEEDED)
    if service.lendings.lent(job.id):
        raise Conflict(LENT)
    office = service.office.of(job.member)
    hosts = office.reach_of_tab(await office.accounts.by_id(job.account))
    return LendOut(token=service.lendings.offer(job.id, asking.extension, hosts), hosts=list(hosts))
