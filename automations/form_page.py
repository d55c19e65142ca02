"""An objection form on its page: recognised by what is declared of it, and filled in. Nothing is sent here."""

import asyncio
import hashlib
import json
import time
from dataclasses import dataclass, field

from playwright.async_api import Error, Locator, Page

from automations.errand import Account, Timing
from automations.outcome import NotRecognised
from automations.page import Visit, lines_of, stop_on_signal
from automations.seen import announced, listed
from automations.spec import Form, Platform
from automations.texts import all_texts, name_pattern, same, starts_with

POLL_SECONDS = 0.1
_ASKS_FOR = """([known]) => [...document.querySelectorAll('input, select, textarea, [aria-required=true]')]
  .filter(one => !known.includes(one) && one.checkVisibility({ visibilityProperty: true }))
  .filter(one => one.required || one.getAttribute('aria-required') === 'true')
  .filter(one => ['checkbox', 'radio'].includes(one.type) ? !one.checked : !one.value)
  .map(one => (one.labels?.[0]?.innerText || one.getAttribute('aria-label') || one.name || one.localName).trim())"""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the person wants to say: an e-mail address, where the form shall not keep its own, and a reason, if any."""

    email: str = field(default="", repr=False)
    reason: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What will be sent, for the person to read. `email_before`: another address that stood in the form."""

    platform: str
    account: str
    form: str
    url: str
    email: str = field(repr=False)
    email_before: str = field(repr=False)
    reason: str = field(repr=False)
    button: str

    @property
    def approval(self) -> str:
        """A hash of all of it. Who names it has read this sheet and no other."""
        said = json.dumps(vars(self), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()[:32]


@dataclass(frozen=True, kw_only=True)
class FilledIn:
    """A form that is filled in, and the button that would send it."""

    sheet: Sheet
    button: Locator


async def fill_in(
    visit: Visit, platform: Platform, account: Account, form: Form, words: Words, timing: Timing
) -> FilledIn:
    """Fills in the form. NotRecognised when it is not as declared, or asks for more; then nothing is sent."""
    filler = _Filler(visit=visit, platform=platform, account=account, form=form, words=words, timing=timing)
    try:
        return await filler.fill_in()
    except Error as error:
        if visit.page.is_closed():
            raise
        raise NotRecognised("The form changed while it was filled in; nothing was sent.", url=form.url) from error


@dataclass(kw_only=True)
class _Filler:
    visit: Visit
    platform: Platform
    account: Account
    form: Form
    words: Words
    timing: Timing
    answered: bool = False

    @property
    def page(self) -> Page:
        return self.visit.page

    async def fill_in(self) -> FilledIn:
        email, reason = await self._fields()
        before = (await email.input_value()).strip() if email else ""
        address = self.words.email or before
        if email and not address:
            raise self._trouble("The form holds no e-mail address. Name the one to which the answer shall go.")
        await self._require_no_more([one for one in (email, reason) if one])
        if email and address != before:
            await _write(email, address)
        if reason and self.words.reason:
            await _write(reason, self.words.reason)
        button = await self._button()
        said = await announced(button)
        sheet = Sheet(
            platform=self.platform.slug,
            account=self.account.handle or self.account.name,
            form=self.form.id,
            url=self.form.url,
            email=(await email.input_value()).strip() if email else "",
            email_before="" if same(before, address) else before,
            reason=await reason.input_value() if reason else "",
            button=said.name if said else "",
        )
        if sheet.email != (address if email else "") or (self.words.reason and sheet.reason != self.words.reason):
            raise self._trouble("The form does not keep what is written into it.")
        return FilledIn(sheet=sheet, button=button)

    async def _fields(self) -> tuple[Locator | None, Locator | None]:
        """The e-mail field and the one for a reason, once each of those that are needed is there exactly once."""
        form, deadline = self.form, time.monotonic() + self.timing.find
        if self.words.reason and form.reason is None:
            raise self._trouble("The form has no field for a reason. Leave it out.")
        while True:
            await stop_on_signal(self.visit, self.platform, self.account)
            emails, reasons = [await self._shown(one) for one in (form.email, form.reason)]
            needed = [found for found, is_needed in ((emails, form.email), (reasons, self.words.reason)) if is_needed]
            if all(len(found) == 1 for found in needed) and (needed or await self._buttons()) and len(reasons) < 2:
                return emails[0] if emails else None, reasons[0] if reasons else None
            self.answered = self.answered or await self._answer()
            if time.monotonic() > deadline:
                counts = f"{len(emails)} fields for an e-mail address and {len(reasons)} for a reason"
                raise self._trouble(f"The form is not as known: it shows {counts}.", await listed(self.page))
            await asyncio.sleep(POLL_SECONDS)

    async def _shown(self, selector: str | None) -> list[Locator]:
        return await self.page.locator(selector).filter(visible=True).all() if selector else []

    async def _answer(self) -> bool:
        """Gives the declared answer to the declared question, if that is asked."""
        questions = all_texts(self.form.question)
        if not any(starts_with(line, questions) for line in await lines_of(self.page)):
            return False
        name = name_pattern(all_texts(self.form.opens_with))
        answers = self.page.get_by_role("radio", name=name).or_(self.page.get_by_role("button", name=name))
        if await answers.filter(visible=True).count() != 1:
            return False
        await answers.filter(visible=True).click(timeout=self.timing.find * 1000)
        return True

    async def _require_no_more(self, known: list[Locator]) -> None:
        handles = [await one.element_handle() for one in known]
        more: list[str] = await self.page.evaluate(_ASKS_FOR, [handles])
        if more:
            names = ", ".join(f'"{name[:60]}"' for name in more)
            raise self._trouble(f"The form asks for more than is known of it: {names}. Send it yourself.")

    async def _button(self) -> Locator:
        """The one button of a known name, once it can be pressed."""
        deadline = time.monotonic() + self.timing.find
        while True:
            found = await self._buttons()
            if len(found) == 1 and await found[0].is_enabled():
                return found[0]
            if time.monotonic() > deadline:
                why = "cannot be pressed" if len(found) == 1 else f"is on the page {len(found)} times under known names"
                raise self._trouble(f"The button that sends the form {why}.", await listed(self.page))
            await asyncio.sleep(POLL_SECONDS)

    async def _buttons(self) -> list[Locator]:
        name = name_pattern(all_texts(self.form.button))
        return await self.page.get_by_role("button", name=name).filter(visible=True).all()

    def _trouble(self, detail: str, seen: tuple[str, ...] = ()) -> NotRecognised:
        return NotRecognised(f"{detail} Nothing was sent.", url=self.form.url, seen=seen)


async def _write(field: Locator, text: str) -> None:
    await field.fill(text)
    await field.blur()
