"""Puts a certificate together from stored outcomes."""

from collections import defaultdict
from collections.abc import Sequence

from automations.outcome import PROVEN, Outcome
from backend.accounts import StoredAccount
from backend.certificates.form import Held, Line, Person, Step
from backend.office import Office
from backend.records import StoredResult

READ = frozenset({*PROVEN, Outcome.STILL_ON, Outcome.RESTORED, Outcome.NOT_RESTORED, Outcome.FORCED})
"""Outcomes that say how a setting read; after any other one it may still be as it was."""
UNTOLD = frozenset({Outcome.SKIPPED})


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
    titles = {id: platform.title_of(id) if platform else id for id in by_setting}
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
