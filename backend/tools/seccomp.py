"""Writes `deploy/seccomp.json`, what a container may ask the kernel for: `python -m backend.tools.seccomp > FILE`.

It is the group for services of systemd, which deploy/unconsent.service names, too, less what neither the service nor
its browser uses, and with what Chromium's sandbox needs. Needs `systemd-analyze`; made with systemd 252 (Debian 12).
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from typing import Any

GROUP = "@system-service"
LESS = (
    *("add_key", "keyctl", "request_key"),  # the kernel's keyrings know no containers
    *("io_uring_enter", "io_uring_register", "io_uring_setup"),  # a door past this very list
    *("mbind", "migrate_pages", "move_pages", "set_mempolicy"),
    *("clone", "clone3", "setns", "unshare"),  # not at all, or only as below
    *("kcmp", "personality", "socket", "socketcall", "userfaultfd"),
)
MORE = (
    *("chroot", "seccomp"),  # what Chromium's sandbox shuts its pages in with
    *("mincore", "pkey_alloc", "pkey_free", "pkey_mprotect"),  # its memory
    *("cachestat", "fchmodat2", "futex_requeue", "futex_wait", "futex_wake", "mseal"),  # newer than systemd 252
)
OTHER_NAMESPACES = 0x0E020000
"""CLONE_NEWNS, NEWCGROUP, NEWUTS and NEWIPC. Those for users, processes and networks, the sandbox needs."""
FAMILIES = {"AF_UNIX": 1, "AF_INET": 2, "AF_INET6": 10, "AF_NETLINK": 16}
NO_SUCH_CALL = 38
"""ENOSYS: the C library then does it in an older way."""


def group(name: str) -> frozenset[str]:
    """The calls of a group, as the systemd of this machine has it."""
    command = ["systemd-analyze", "syscall-filter", name]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    lines = [line.strip() for line in said.splitlines()[1:]]
    names = [line for line in lines if line and not line.startswith("#")]
    return frozenset().union(*(group(one) if one.startswith("@") else {one} for one in names))


def profile(calls: Iterable[str]) -> dict[str, Any]:
    """The profile, in the form of the OCI runtimes, that allows these calls, sockets, and the sandbox's namespaces."""
    no_others = {"index": 0, "value": OTHER_NAMESPACES, "valueTwo": 0, "op": "SCMP_CMP_MASKED_EQ"}
    return {
        "defaultAction": "SCMP_ACT_ERRNO",
        "defaultErrnoRet": NO_SUCH_CALL,
        "archMap": [{"architecture": f"SCMP_ARCH_{one}", "subArchitectures": []} for one in ("X86_64", "AARCH64")],
        "syscalls": [
            {"names": sorted(calls), "action": "SCMP_ACT_ALLOW"},
            {"names": ["clone", "unshare"], "action": "SCMP_ACT_ALLOW", "args": [no_others]},
            {"names": ["clone3"], "action": "SCMP_ACT_ERRNO", "errnoRet": NO_SUCH_CALL},
            *({"names": ["socket"], "action": "SCMP_ACT_ALLOW", "args": [_is(one)]} for one in FAMILIES.values()),
        ],
    }


def _is(value: int) -> dict[str, Any]:
    return {"index": 0, "value": value, "valueTwo": 0, "op": "SCMP_CMP_EQ"}


def text() -> str:
    """The file."""
    return json.dumps(profile((group(GROUP) - {*LESS}) | {*MORE}), indent=1) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
