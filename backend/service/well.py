"""`python -m backend.service.well`: asks the service on this data folder whether it answers, for whoever watches it.

The exit status is 0 when it does. A worker has no address to ask, and counts as long as its process lives.
"""

import http.client
import os
import ssl
import sys
from collections.abc import Mapping
from urllib.parse import urlsplit

from backend.service.here import said_of
from backend.settings import read_settings

PATIENCE_SECONDS = 4.0
WELL = 200


def trouble(environ: Mapping[str, str]) -> str | None:
    """What is wrong with the service; None when it answers that it is well."""
    home = read_settings(environ).home
    here = said_of(home)
    if here is None or here.listens is None or here.address is None:
        return f"No service has said where it listens, in {home}."
    asked = _connection(here.listens)
    try:
        asked.request("GET", "/healthz", headers={"Host": urlsplit(here.address).netloc})
        status = asked.getresponse().status
    except (OSError, http.client.HTTPException) as wrong:
        return f"The service does not answer at {here.listens}: {wrong}"
    finally:
        asked.close()
    return None if status == WELL else f"The service answers with {status} at {here.listens}."


def _connection(listens: str) -> http.client.HTTPConnection:
    if not listens.startswith("https:"):
        return http.client.HTTPConnection(urlsplit(listens).netloc, timeout=PATIENCE_SECONDS)
    # Its certificate is for its public name. Nothing but a status is asked here, of this machine itself.
    unasked = ssl.create_default_context()
    unasked.check_hostname = False
    unasked.verify_mode = ssl.CERT_NONE
    return http.client.HTTPSConnection(urlsplit(listens).netloc, timeout=PATIENCE_SECONDS, context=unasked)


def main() -> int:
    """Says what is wrong, if something is."""
    wrong = trouble(os.environ)
    if wrong:
        sys.stderr.write(f"{wrong}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
