"""`submit`: shows what an objection form would send, asks, and sends it once."""

import sys
from dataclasses import dataclass
from pathlib import Path

from rich.console import Group
from rich.text import Text

from automations.form_page import Sheet, Words
from automations.forms import require_driven
from automations.outcome import Outcome, Refused, Stopped
from automations.spec import Form, Platform
from backend.accounts import StoredAccount
from backend.cli import words
from backend.cli.call import Answer, Call
from backend.cli.consent import ask_consent, store_consent
from backend.cli.document import Document, Part, results_document
from backend.cli.exit_status import Exit, exit_status
from backend.office import Office
from backend.service.here import running
from backend.submissions import Earlier, Kept, Submission, form_of, sent_before, sent_by_hand

LONGEST = 10_000
"""Of the person's own words, in characters."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What was typed after `submit`."""

    platform: str
    name: str
    form: str
    email: str = ""
    reason: Path | None = None
    show: bool = False
    approve: str = ""
    sent: bool = False
    headed: bool = False
    consent: bool = False


class SheetPart(Part):
    """What would be sent. `email_before`: another address that stood in the form, which is replaced."""

    platform: str
    account: str
    form: str
    url: str
    email: str
    email_before: str
    reason: str
    button: str


class SheetDocument(Document):
    """What `submit --show` prints with --json; `approval` is what --approve takes."""

    sheet: SheetPart
    approval: str
    honest: str
    warning: str


async def submitted(call: Call, wanted: Wanted) -> Answer:
    """Reads the form, has the person read what it would send, and sends that."""
    require_one_way(wanted)
    async with call.office() as office:
        platform = office.catalogue.platform(wanted.platform)
        form = form_of(platform, wanted.form)
        account = await office.accounts.get(platform.slug, wanted.name)
        earlier = await sent_before(office, account, form)
        if wanted.sent:
            return _answer(call, platform, await sent_by_hand(office, account, form))
        require_driven(form)
        _require_no_service(call, office, form)
        account = await _consented(call, office, platform, account, given=wanted.consent)
        said = Words(email=wanted.email.strip(), reason=_reason(wanted.reason))
        submission = Submission(office=office, account=account, form=form, words=said, headed=wanted.headed)
        if wanted.approve:
            return _answer(call, platform, await submission.send(wanted.approve))
        try:
            sheet = await submission.read()
        except Stopped as stop:
            return _answer(call, platform, await submission.stopped(stop))
        warning = _warning(earlier)
        if wanted.show or not call.screen.can_ask:
            return _shown(call, wanted, form, sheet, warning)
        for line in _lines(call, form, sheet, warning):
            call.screen.err.print(line)
        if not await call.screen.says_yes(" " + words.SUBMIT.format(platform=platform.name)):
            raise Refused(words.NOTHING_SENT)
        return _answer(call, platform, await submission.send(sheet.approval))


def require_one_way(wanted: Wanted) -> None:
    """Refused when the command line asks for two things at once."""
    ways = [
        name
        for name, is_set in (("--show", wanted.show), ("--approve", wanted.approve), ("--sent", wanted.sent))
        if is_set
    ]
    if len(ways) > 1:
        raise Refused(f"{' and '.join(ways)} do not go together. Look first with --show, then send with --approve.")


def _require_no_service(call: Call, office: Office, form: Form) -> None:
    if running(office.settings.home):
        raise Refused(
            "A service runs on this data folder and may be using this account's browser. Send the form in its dashboard, "
            f"on the page of the account; or send it yourself at {form.url} and say so with --sent."
        )


async def _consented(
    call: Call, office: Office, platform: Platform, account: StoredAccount, *, given: bool
) -> StoredAccount:
    if platform.unattended != "with_consent" or account.consented is not None:
        return account
    if given or await ask_consent(call, platform, [account.name]):
        return await store_consent(call, office, platform, account)
    return account


def _reason(file: Path | None) -> str:
    """The person's own words. Refused when they cannot be read, or are too long for any form."""
    if file is None:
        return ""
    try:
        text = (sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")).strip()
    except (OSError, UnicodeDecodeError) as wrong:
        raise Refused(f"{file} cannot be read as text: {wrong}. Name a text file, or leave --reason out.") from None
    if not 0 < len(text) <= LONGEST:
        raise Refused(f"{file} holds {len(text)} characters. Write between 1 and {LONGEST}, or leave --reason out.")
    return text.replace("\r\n", "\n")


def _warning(earlier: Earlier | None) -> str:
    if earlier is None:
        return ""
    said = words.SENT_BEFORE if earlier.is_certain else words.MAY_BE_SENT
    return said.format(date=f"{earlier.at:%Y-%m-%d}")


def _lines(call: Call, form: Form, sheet: Sheet, warning: str) -> list[Text]:
    """What the person reads before anything is sent: the form in full, and what may be expected of it."""
    pen = call.screen.pen(call.program)
    lines = [Text(""), Text(f" {words.TO_BE_SENT}", style="head")]
    for label, text in (
        ("Form", form.title),
        ("Address", sheet.url),
        ("Account", sheet.account),
        (
            "E-mail",
            sheet.email + (f" ({words.REPLACES.format(email=sheet.email_before)})" if sheet.email_before else ""),
        ),
        ("Reason", sheet.reason or words.NO_REASON),
        ("Button", sheet.button),
        ("Regions", form.regions),
        ("Expect", form.honest),
    ):
        whole = [row for part in text.splitlines() for row in pen.wrapped(part, indent=11)] or [Text("")]
        whole[0] = Text.assemble((f" {label:<10}", "quiet"), whole[0].plain.strip())
        lines += whole
    for one in form.advice:
        lines += pen.wrapped(one, indent=11, style="quiet")
    if warning:
        lines += [Text(""), *pen.wrapped(warning, indent=1, style="you")]
    return [*lines, Text("")]


def _shown(call: Call, wanted: Wanted, form: Form, sheet: Sheet, warning: str) -> Answer:
    """What would be sent, and how to send exactly that where nobody can be asked."""
    document = SheetDocument(
        sheet=SheetPart(**vars(sheet)), approval=sheet.approval, honest=form.honest, warning=warning
    )
    again = ["submit", wanted.platform, wanted.name, wanted.form]
    again += ["--email", wanted.email] if wanted.email else []
    again += ["--reason", str(wanted.reason)] if wanted.reason else []
    command = words.command(call.program, *again, "--approve", sheet.approval)
    text = Group(
        *_lines(call, form, sheet, warning), Text(f" {words.TO_APPROVE}"), Text(f"   {command}", style="command")
    )
    return Answer(document=document, text=text, status=Exit.FINE if wanted.show else Exit.NEEDS_YOU)


def _answer(call: Call, platform: Platform, kept: Kept) -> Answer:
    result = kept.result
    status = exit_status([result.outcome])
    document = results_document("submit", [(result, kept.receipt)], exit_bits=int(status))
    pen = call.screen.pen(call.program)
    lines = [Text(words.plain_words(result, unicode=pen.unicode))]
    if result.outcome is not Outcome.SUBMITTED and result.url:
        lines.append(Text(f"   {result.url}", style="command"))
    if kept.receipt:
        lines += pen.wrapped(words.receipts_words(1), indent=1, style="quiet")
        lines.append(Text(f"   {words.command(call.program, 'receipts')}", style="command"))
    return Answer(document=document, text=Group(*lines), status=status)
