"""Who may do what: the whole matrix, written down a second time, in words and not as rules. # R20"""

from itertools import product

import pytest

from backend.members.principal import DeviceKind, Principal, Role
from backend.members.rules import RULES, Action, Scope, Whose, may

NONE: frozenset[Scope] = frozenset()
EVIDENCE = frozenset({Scope.EVIDENCE})
SESSIONS = frozenset({Scope.SESSIONS})
BOTH = EVIDENCE | SESSIONS
GRANTS = (NONE, EVIDENCE, SESSIONS, BOTH)
IDS = {Role.OWNER: 1, Role.MEMBER: 2, Role.RESTRICTED: 3}
OTHERS = {Role.OWNER: 11, Role.MEMBER: 12, Role.RESTRICTED: 13}
"""Somebody else of that role."""
OWN = {
    "see_status": "owner member restricted",
    "see_evidence": "owner member restricted",
    "export": "owner member restricted",
    "see_activity": "owner member restricted",
    "see_devices": "owner member restricted",
    "revoke_devices": "owner member restricted",
    "check": "owner member restricted",
    "run": "owner member",
    "undo": "owner member",
    "sign_in": "owner member",
    "change_accounts": "owner member",
    "write_letters": "owner member",
    "send_letters": "owner member",
    "see_notifications": "owner member",
    "change_notifications": "owner member",
    "grant": "member",
    "change_self": "owner member restricted",
    "remove": "member",
    "invite": "owner",
    "pause": "owner",
    "backup": "owner",
    "see_metrics": "owner",
}
FOR_MEMBER = {
    "see_status": GRANTS,
    "remove": GRANTS,
    "see_evidence": (EVIDENCE, BOTH),
    "export": (EVIDENCE, BOTH),
    "see_activity": (EVIDENCE, BOTH),
}
FOR_MEMBER |= dict.fromkeys(("check", "run", "sign_in"), (SESSIONS, BOTH))
FOR_RESTRICTED = FOR_MEMBER | dict.fromkeys(("undo", "change_accounts", "write_letters"), (SESSIONS, BOTH))
FOR_RESTRICTED |= dict.fromkeys(("see_devices", "revoke_devices"), GRANTS)
IN_PERSON = {
    "grant",
    "send_letters",
    "change_notifications",
    "change_self",
    "remove",
    "export",
    "invite",
    "revoke_devices",
    "backup",
}
KINDS = (None, *DeviceKind)


def principal(role: Role, kind: DeviceKind | None) -> Principal:
    """Somebody of that role, with such a device."""
    return Principal(member=IDS[role], name=role.value, role=role, device=kind and "d", kind=kind)


def expected(who: Principal, action: Action, whose: Whose) -> bool:
    """What the matrix says."""
    if action.value in IN_PERSON and who.kind in (DeviceKind.EXTENSION, DeviceKind.SCRIPT):
        return False
    if who.member == whose.member:
        return who.role.value in OWN[action.value].split()
    if who.role is not Role.OWNER:
        return False
    table = FOR_RESTRICTED if whose.role is Role.RESTRICTED else FOR_MEMBER
    return whose.grants in table.get(action.value, ())


def test_every_action_has_a_rule_and_a_line_here() -> None:
    assert set(RULES) == set(Action)
    assert set(OWN) == {one.value for one in Action}


@pytest.mark.parametrize("action", Action)
def test_the_whole_matrix(action: Action) -> None:
    count = 0
    for role, kind, target, grants, own in product(Role, KINDS, Role, GRANTS, (True, False)):
        who = principal(role, kind)
        if own and target is not role:
            continue
        whose = Whose(member=IDS[role] if own else OTHERS[target], role=target, grants=grants)
        if not own and role is Role.OWNER and target is Role.OWNER:
            continue  # there is one owner
        assert may(who, action, whose) is expected(who, action, whose), (who, whose)
        count += 1
    assert count == 4 * 4 * (3 + 8)


def test_a_token_is_never_the_machine() -> None:
    for kind in DeviceKind:
        assert not principal(Role.OWNER, kind).at_the_machine
    assert principal(Role.OWNER, None).at_the_machine
