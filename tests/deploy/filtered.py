"""Run as a process: `filtered PROFILE COMMAND...` becomes the command, under a container's seccomp profile.

The kernel gets the profile from libseccomp, as from a container's runtime.
"""

import ctypes
import json
import os
import sys
from pathlib import Path
from typing import Any

ACTIONS = {"SCMP_ACT_ALLOW": 0x7FFF0000, "SCMP_ACT_ERRNO": 0x00050000}
OPERATORS = {"SCMP_CMP_EQ": 4, "SCMP_CMP_MASKED_EQ": 7}
UNKNOWN = -1
"""What is newer than this machine's libseccomp; a runtime passes it over, too."""
NO_NEW_PRIVILEGES = 38


class Comparison(ctypes.Structure):
    """libseccomp's `scmp_arg_cmp`."""

    _fields_ = (
        ("arg", ctypes.c_uint),
        ("op", ctypes.c_int),
        ("datum_a", ctypes.c_uint64),
        ("datum_b", ctypes.c_uint64),
    )


def confine(profile: dict[str, Any]) -> None:
    """Puts this process, and all that come of it, under the profile."""
    library = ctypes.CDLL("libseccomp.so.2", use_errno=True)
    library.seccomp_init.restype = ctypes.c_void_p
    filter = ctypes.c_void_p(library.seccomp_init(_action(profile["defaultAction"], profile["defaultErrnoRet"])))
    default = profile["defaultAction"], profile["defaultErrnoRet"]
    for rule in profile["syscalls"]:
        action = rule["action"], rule.get("errnoRet", 0)
        if action == default:
            continue
        comparisons = [_comparison(one) for one in rule.get("args", [])]
        array = (Comparison * max(1, len(comparisons)))(*comparisons)
        for name in rule["names"]:
            number = library.seccomp_syscall_resolve_name(name.encode())
            if number != UNKNOWN:
                done = library.seccomp_rule_add_array(filter, _action(*action), number, len(comparisons), array)
                assert done == 0, (name, done)
    assert ctypes.CDLL(None).prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0
    assert library.seccomp_load(filter) == 0


def _action(name: str, error: int) -> int:
    return ACTIONS[name] | (error if name == "SCMP_ACT_ERRNO" else 0)


def _comparison(said: dict[str, Any]) -> Comparison:
    return Comparison(said["index"], OPERATORS[said["op"]], said["value"], said.get("valueTwo", 0))


if __name__ == "__main__":
    confine(json.loads(Path(sys.argv[1]).read_text()))
    os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606 - no shell is wanted
