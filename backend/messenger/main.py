"""`python -m backend.messenger.main`: one errand from standard input, what came of it on standard output."""

import logging
import os
import sys

import apprise
from apprise.plugins import N_MGR
from apprise.plugins.base import NotifyBase

from backend.messenger.form import Ended, Errand, Push, Why
from backend.messenger.guard import Guard
from backend.messenger.push import push
from backend.messenger.reasons import Listener

LOCAL = frozenset(
    {
        *("dbus", "kde", "qt", "glib", "gio", "gnome", "macosx", "windows", "syslog", "blink1"),
        *("growl", "rsyslog", "aprs", "dapnet", "vapid"),
    }
)
"""Refused by name: what speaks to this machine, to its log, to programs beside it, or in the open (amateur radio).

Whatever else would do so meets the guard.
"""

HELD_BACK = (Why.PRIVATE, Why.CLEAR)
"""What the guard says of the call itself; a file that was not read may have been of no weight."""


def main() -> None:
    """Does the errand. Whatever libraries print or log goes nowhere."""
    answer = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    ended = run(Errand.model_validate_json(sys.stdin.buffer.read()))
    os.write(answer, ended.model_dump_json().encode())
    os._exit(0)  # what a library left behind, as a thread that waits, is not waited for


def run(errand: Errand) -> Ended:
    """One errand in this process, which is held back from then on."""
    listener = _listen()
    guard = Guard(private=errand.private)
    asset = apprise.AppriseAsset(storage_mode=apprise.PersistentStoreMode.MEMORY, plugin_paths=[])
    asset.async_mode, asset.http_redirects, asset.app_id = False, False, "Unconsent"
    asset.app_desc, asset.app_url, asset.image_url_mask, asset.image_url_logo = "Unconsent", "", "", ""
    if errand.push:
        guard.put_up()
        return _pushed(errand, errand.push, guard)
    scheme = errand.url.partition("://")[0].lower()
    if scheme in LOCAL:
        return Ended(why=Why.LOCAL)
    is_missing = scheme in N_MGR and not N_MGR[scheme].enabled  # loads everything there is, which the guard forbids
    guard.put_up()
    if is_missing:
        return Ended(why=Why.MISSING, scheme=scheme)
    try:
        target = apprise.Apprise.instantiate(errand.url, asset=asset, suppress_exceptions=True)
        if not isinstance(target, NotifyBase) or target.category != "native":
            return Ended(why=guard.why or Why.UNREADABLE)
        known = {"scheme": scheme, "service": str(target.service_name)}
        if errand.do == "look":
            return Ended(**known)
        why = _send(target, asset, errand, guard)
    except Exception:
        why, known = Why.FAILED, {"scheme": scheme}
    if why is None:
        return Ended(**known)
    told = guard.why if guard.why in HELD_BACK else listener.why or guard.why
    return Ended(why=told or why, status=listener.status, **known)


def _send(target: NotifyBase, asset: apprise.AppriseAsset, errand: Errand, guard: Guard) -> Why | None:
    target.redirects, target.retry = False, 0
    guard.encrypted = bool(target.verify_certificate) and getattr(target, "secure_mode", None) != "insecure"
    caller = apprise.Apprise(asset=asset)
    caller.add(target)
    done = caller.notify(body=errand.body, title=errand.title, body_format=apprise.NotifyFormat.TEXT)
    return None if done else Why.FAILED


def _pushed(errand: Errand, to: Push, guard: Guard) -> Ended:
    try:
        ended = push(errand, to)
    except Exception:
        ended = Ended(why=Why.FAILED)
    held = guard.why if ended.why is not None and guard.why in HELD_BACK else None
    return Ended(why=held) if held else ended


def _listen() -> Listener:
    listener = Listener()
    logging.raiseExceptions = False
    logging.basicConfig(handlers=[listener], level=logging.DEBUG, force=True)
    return listener


if __name__ == "__main__":
    main()
