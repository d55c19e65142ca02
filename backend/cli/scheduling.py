"""`schedule`: when each account is looked at again, and changing that."""

from datetime import datetime

from rich.console import Group, RenderableType
from rich.text import Text

from automations.outcome import Refused
from backend.cli import words
from backend.cli.call import Answer, Call
from backend.cli.document import Document, Part
from backend.flow.repair import why_not
from backend.flow.schedules import USUAL_DAYS, Schedule, Schedules
from backend.office import Office
from backend.service.here import running


class SchedulePart(Part):
    """When an account is looked at again; 0 days: never by itself."""

    platform: str
    account: str
    days: int
    repair: bool
    next: datetime | None


class ScheduleDocument(Document):
    """What `schedule` prints with --json."""

    schedules: tuple[SchedulePart, ...]
    service_runs: bool


async def scheduled(
    call: Call, platform: str | None, name: str | None, *, days: int | None, repair: bool | None
) -> Answer:
    """Lists all schedules, after changing one when an account is named."""
    async with call.office() as office:
        schedules = Schedules(office.store)
        if days is not None or repair is not None:
            if platform is None or name is None:
                raise Refused(
                    f"Say which account: {words.command(call.program, 'schedule', 'PLATFORM', 'NAME')} --days 7"
                )
            await _change(office, schedules, platform, name, days=days, repair=repair)
        found = await schedules.list(office.accounts.member)
        names = {one.id: one.name for one in await office.accounts.all()}
        runs = running(office.settings.home) is not None
    parts = tuple(_part(one, names[one.account]) for one in found)
    return Answer(document=ScheduleDocument(schedules=parts, service_runs=runs), text=_text(call, parts, runs=runs))


async def _change(
    office: Office, schedules: Schedules, platform: str, name: str, *, days: int | None, repair: bool | None
) -> None:
    account = await office.accounts.get(office.catalogue.platform(platform).slug, name)
    known = await schedules.get(account.id)
    wanted = repair if repair is not None else bool(known and known.repair)
    if wanted:
        why = why_not(office.platform_of(account), consented=account.consented is not None)
        if why:
            raise Refused(why)
    usual = known.days if known else USUAL_DAYS
    await schedules.set(account.id, days=days if days is not None else usual, repair=wanted)


def _part(one: Schedule, name: str) -> SchedulePart:
    next = one.next if one.days else None
    return SchedulePart(platform=one.platform, account=name, days=one.days, repair=one.repair, next=next)


def _text(call: Call, parts: tuple[SchedulePart, ...], *, runs: bool) -> RenderableType:
    if not parts:
        return Text(f"Nothing is scheduled yet. After its first run an account is looked at every {USUAL_DAYS} days.")
    lines = []
    for one in parts:
        when = f"every {one.days} days, next {one.next:%Y-%m-%d %H:%M} UTC" if one.next else "never by itself"
        line = Text.assemble(" ", (f"{one.platform} {one.account}", "head"), f"  {when}")
        line.append("  sets again what came back on" if one.repair else "", style="quiet")
        lines.append(line)
    if not runs:
        command = words.command(call.program, "serve")
        lines.append(
            Text.assemble("\n No service runs, so nothing happens by itself. Start it: ", (command, "command"))
        )
    return Group(*lines)
