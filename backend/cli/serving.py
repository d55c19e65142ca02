"""`serve` and `worker`: runs until it is stopped, and says what to do next."""

import asyncio
import signal

from rich.text import Text

from automations.outcome import Refused
from backend.cli import words
from backend.cli.call import Answer, Call
from backend.cli.document import Document
from backend.flow.service import Service
from backend.service.address import Address
from backend.service.log import to_standard_error


class StoppedDocument(Document):
    """What `serve` and `worker` print with --json when they end."""

    stopped: bool = True


async def served(call: Call, address: Address, *, width: int | None, metrics: bool) -> Answer:
    """Serves until SIGTERM or Ctrl-C."""
    from backend.service.serving import Serving, serve

    to_standard_error()

    def ready(service: Service) -> None:
        command = words.command
        if call.screen.json:
            return
        call.screen.out.print(Text.assemble("Unconsent listens at ", (address.url, "bold"), "."))
        call.screen.out.print(f"Open it in a browser; your password: {command(call.program, 'members', 'password')}")
        call.screen.out.print(f"Pair the extension: {command(call.program, 'pair')} CODE   (it shows the code)")
        call.screen.out.print(f"Invite someone:     {command(call.program, 'members', 'invite')} NAME")
        call.screen.out.print("Ctrl-C stops it; what is under way goes on the next time.")

    asked = Serving(settings=call.settings(), address=address, width=width, metrics=metrics)
    await serve(asked, ready=ready, notice=call.screen.notice)
    return Answer(document=StoppedDocument(), text=Text("Stopped."))


async def worked(call: Call, *, width: int | None) -> Answer:
    """Takes jobs until SIGTERM or Ctrl-C. Refused without a shared database."""
    from backend.service.serving import work

    settings = call.settings()
    if settings.database is None:
        raise Refused("A worker shares a PostgreSQL database with the service: set UNCONSENT_DATABASE_URL.")
    to_standard_error()
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(one, stop.set)

    def ready(service: Service) -> None:
        if not call.screen.json:
            call.screen.out.print(f"Worker {service.worker.name} takes jobs. Ctrl-C stops it.")

    await work(settings, width=width, ready=ready, stop=stop, notice=call.screen.notice)
    return Answer(document=StoppedDocument(), text=Text("Stopped."))
