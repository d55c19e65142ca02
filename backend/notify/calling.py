"""Hands one message at a time to a process of its own, which cannot see what is stored and is ended when it hangs."""

import asyncio
import contextlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr, ValidationError

from backend.messenger.form import Ended, Errand, Push, Why
from backend.notify.text import Text
from backend.settings import PrivateFor
from backend.store.tables import OWNER

ROOT = Path(__file__).parents[2]
"""Where the package lies."""
PROGRAM = "backend.messenger.main"
SECONDS = 60.0
AT_ONCE = 3
"""Such processes at a time that people wait for: each costs half a second of a processor and 60 MB."""
KEPT = ("PATH", "SYSTEMROOT", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE")
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy")
"""A proxy decides where a message goes, so that it is used only where everybody may send anywhere."""


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Starts those processes. `private_for`: whose messages may go to addresses inside the network."""

    environ: Mapping[str, str] = field(repr=False)
    private_for: PrivateFor = "owner"
    seconds: float = SECONDS
    turn: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE), repr=False)
    """Taken by whom a person has asked; the service's own messages wait for nobody, as a lease runs meanwhile."""

    async def look(self, url: str) -> Ended:
        """Whether the address can be used. Nothing is called."""
        async with self.turn:
            return await self._run(Errand(do="look", url=url))

    async def send(self, member: int, url: SecretStr, title: str, body: str) -> Ended:
        """Sends one message for that member."""
        private = self._private(member)
        return await self._run(Errand(do="send", url=url.get_secret_value(), title=title, body=body, private=private))

    async def push(self, member: int, to: Push, text: Text) -> Ended:
        """Sends one to a browser of that member."""
        said = {"title": text.title, "body": text.body, "opens": text.opens}
        return await self._run(Errand(do="send", push=to, private=self._private(member), **said))

    def _private(self, member: int) -> bool:
        return self.private_for == "everybody" or (self.private_for == "owner" and member == OWNER)

    async def _run(self, errand: Errand) -> Ended:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", PROGRAM),
            cwd=ROOT,
            env=self._environ(),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            async with asyncio.timeout(self.seconds):
                answer, _ = await process.communicate(errand.model_dump_json().encode())
            return Ended.model_validate_json(answer)
        except TimeoutError:
            return Ended(why=Why.SILENT)
        except ValidationError:
            return Ended(why=Why.FAILED)
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()

    def _environ(self) -> dict[str, str]:
        """No home, no settings of ours: no secret of the service is within its reach."""
        names = KEPT + (PROXIES if self.private_for == "everybody" else ())
        kept = {name: self.environ[name] for name in names if name in self.environ}
        return kept | {"HOME": "/dev/null", "PYTHONDONTWRITEBYTECODE": "1"}
