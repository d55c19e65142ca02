"""Carries one message to a browser: encrypted for it alone (RFC 8291), by way of its push service (RFC 8030)."""

import json

import requests
from apprise.plugins.vapid.subscription import WebPushSubscription
from apprise.utils.pem import ApprisePEMController

from backend.messenger.form import Ended, Errand, Push, Why
from backend.messenger.reasons import reason_of

MOST = 3800
"""Bytes of what is said: push services take 4096, of which encrypting needs a part."""
KEPT = 7 * 24 * 3600
"""Seconds for which a push service keeps it, while the browser is not there."""
PATIENCE = (10, 30)
"""Seconds to connect, and to be answered."""
GONE = (404, 410)
DENIED = (401, 403)
TAKEN = (200, 201, 202, 204)


def push(errand: Errand, to: Push) -> Ended:
    """Encrypts it, and hands it over."""
    browser = WebPushSubscription({"endpoint": to.endpoint, "keys": {"p256dh": to.p256dh, "auth": to.auth}})
    if browser.public_key is None or browser.auth_secret is None:
        return Ended(why=Why.UNREADABLE)
    sealed = ApprisePEMController("").encrypt_webpush(said(errand), browser.public_key, browser.auth_secret)
    headers = {
        "Authorization": to.authorization,
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(KEPT),
        "User-Agent": "Unconsent",
    }
    try:
        with requests.post(
            to.endpoint, data=sealed, headers=headers, timeout=PATIENCE, allow_redirects=False, stream=True
        ) as answer:
            return _ended(answer.status_code)
    except requests.RequestException as error:
        return Ended(why=reason_of(str(error)) or Why.FAILED)


def said(errand: Errand) -> bytes:
    """What the page's own worker reads; a body that is too long ends with an ellipsis."""
    content, kept = _document(errand, errand.body), len(errand.body)
    while len(content) > MOST and kept:
        kept = max(0, kept - 1 - (len(content) - MOST) // 4)
        content = _document(errand, errand.body[:kept] + "…")
    return content


def _document(errand: Errand, body: str) -> bytes:
    return json.dumps({"title": errand.title, "body": body, "opens": errand.opens}, ensure_ascii=False).encode()


def _ended(status: int) -> Ended:
    if status in TAKEN:
        return Ended()
    why = Why.GONE if status in GONE else Why.NOT_OURS if status in DENIED else Why.ANSWER
    return Ended(why=why, status=status)
