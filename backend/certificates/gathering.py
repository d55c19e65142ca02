"""Puts a certificate together from stored outcomes."""

from collections import defaultdict
from collections.abc import Sequence

from automations.outcome import PROVEN, Outcome
from backend.accounts import StoredAccount
from backend.certificates.form import Held, Line, Person, Step
from backend.members.people import People
from backend.members.principal import Principal
from backend.members.rules import Action
from backend.office import Office
from backend.records import StoredResult

READ = frozenset({*PROVEN, Outcome.STILL_ON, Outcome.RESTORED, Outcome.NOT_RESTORED, Outcome.FORCED})
"""Outcomes that say how a setting read; after any other one it may still be as it was."""
UNTOLD = frozenset({Outcome.SKIPPED})


async def of_household(office: Office, people: People, who: Principal, *, family: bool) -> tuple[Person, ...]:
    """Whoever asks; with `family` the others too, of whom they may see how they stand, without naming receipts."""
    found = []
    for one in await people.household.members(who):
        if one.id == who.member or family:
            await people.grants.require(who, Action.SEE_STATUS, one.id)
            found.append(await of_person(office.of(one.id), one.name, receipts=one.id == who.member))
    return tuple(found)


async def of_person(office: Office, name: str, *, receipts: bool) -> Person:
    """What is known of the accounts of the office's member. `receipts`: whether their receipts are named."""
    held = [await _held(office, one, receipts=receipts) for one in await office.accounts.all()]
    return Person(name=name, accounts=tuple(one for one in held if one.lines))


async def _held(office: Office, account: StoredAccount, *, receipts: bool) -> Held:
    told = [one for one in reversed(await office.records.results(account)) if one.outcome not in UNTOLD]
    by_setting: dict[str, list[StoredResult]] = defaultdict(list)
    for one in told:
        by_setting[one.setting].append(one)
    platform = office.platform_of(account) if office.knows(account) else None
    titles = {id: office.title_of(account, id) for id in by_setting}
    return Held(
        platform=platform.name if platform else account.platform,
        account=account.name,
        claim=platform.claim if platform else "",
        test_sites=tuple(dict.fromkeys(host for one in told for host in one.test_sites)),
        lines=tuple(line_of(titles[id], found, receipts=receipts) for id, found in by_setting.items()),
    )


def line_of(title: str, results: Sequence[StoredResult], *, receipts: bool) -> Line:
    """What the outcomes of one setting say together, oldest first."""
    proven: list[StoredResult] = []
    steps: list[Step] = []
    for one in results:
        if one.outcome in PROVEN:
            proven.append(one)
        elif one.outcome in READ:
            proven.clear()
        same = one.outcome in PROVEN and steps and steps[-1].outcome in PROVEN
        if not steps or (one.outcome is not steps[-1].outcome and not same):
            steps.append(Step(at=one.at, outcome=one.outcome))
    return Line(
        title=title,
        outcome=results[-1].outcome,
        at=results[-1].at,
        since=proven[0].at if proven else None,
        proven=proven[-1].at if proven else None,
        looks=len(proven),
        receipt=proven[-1].receipt if proven and receipts else None,
        steps=tuple(steps),
    )
