"""The one honest outcome of every scenario, as data: what is said, what the server holds, and what it was asked."""

from dataclasses import dataclass, replace

from automations.outcome import Need, Outcome
from automations.practice.scenario import Scenario
from automations.spec import Platform, Setting
from automations.texts import all_texts, among


@dataclass(frozen=True, kw_only=True)
class Expected:
    """`out`: what the server stores at the end. `writes`: how often it was asked for that. `extra`: further markers."""

    outcome: Outcome
    needs: Need | None = None
    writes: int = 0
    out: bool = False
    extra: frozenset[str] = frozenset()
    tells_of_new: bool = False
    """Whether the result names a control that no setting knows."""
    notices_later: bool = False
    """Whether a check, when time has passed, says that it is on again."""


CHANGED = Expected(outcome=Outcome.OPTED_OUT, writes=1, out=True)
NOT_RECOGNISED = Expected(outcome=Outcome.NOT_RECOGNISED)
FAILED = Expected(outcome=Outcome.STILL_ON, writes=1)

EXPECTED: dict[Scenario, Expected] = {
    Scenario.SHARING_ON: CHANGED,
    Scenario.ALREADY_OUT: Expected(outcome=Outcome.ALREADY_OUT, out=True),
    Scenario.SIGNED_OUT: Expected(outcome=Outcome.NEEDS_YOU, needs=Need.SIGN_IN),
    Scenario.SESSION_EXPIRES_MIDWAY: Expected(outcome=Outcome.NEEDS_YOU, needs=Need.SIGN_IN, writes=1, out=True),
    Scenario.CHALLENGE: Expected(outcome=Outcome.NEEDS_YOU, needs=Need.CHALLENGE),
    Scenario.TERMS: Expected(outcome=Outcome.NEEDS_YOU, needs=Need.CONSENT),
    Scenario.LOCKED: Expected(outcome=Outcome.LIMITED),
    Scenario.WRONG_ACCOUNT: Expected(outcome=Outcome.WRONG_ACCOUNT),
    Scenario.SAVE_IGNORED: FAILED,
    Scenario.SAVE_500_ROLLBACK: FAILED,
    Scenario.SAVE_LATE: CHANGED,
    Scenario.HYDRATE_LATE: CHANGED,
    Scenario.RELABELLED: NOT_RECOGNISED,
    Scenario.TWICE: NOT_RECOGNISED,
    Scenario.MISSING: NOT_RECOGNISED,
    Scenario.DISABLED: Expected(outcome=Outcome.FORCED),
    Scenario.INVERTED: NOT_RECOGNISED,
    Scenario.CONSENT_BANNER: replace(CHANGED, extra=frozenset({"banner-refuse"})),
    Scenario.OVERLAY: CHANGED,
    Scenario.REDIRECTED_ELSEWHERE: NOT_RECOGNISED,
    Scenario.SERVER_DOWN: Expected(outcome=Outcome.UNREACHABLE),
    Scenario.SLOW: CHANGED,
    Scenario.RATE_LIMITED: Expected(outcome=Outcome.LIMITED),
    Scenario.REVERTS_LATER: replace(CHANGED, notices_later=True),
    Scenario.NEW_SETTING: replace(CHANGED, tells_of_new=True),
}


def expected(scenario: Scenario, setting: Setting, platform: Platform) -> Expected:
    """The table's row. A missing control of which the facts say that some accounts have none is `not_offered`; the
    prompt is closed where the facts know its button."""
    if scenario is Scenario.OVERLAY and closes_prompt(platform):
        return replace(CHANGED, extra=frozenset({"prompt-close"}))
    if scenario is Scenario.MISSING and setting.absent and setting.absent.beside:
        return Expected(outcome=Outcome.NOT_OFFERED)
    return EXPECTED[scenario]


def closes_prompt(platform: Platform) -> bool:
    """Whether the facts know the button that closes the practice's prompt."""
    return any(among("Not now", all_texts(one.button)) for one in platform.overlays)
