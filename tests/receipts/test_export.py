"""A receipt as JSON, page and PDF: the same facts, nothing that runs, nothing that is fetched, no secret."""

import base64
import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.async_api import Browser, Request

from automations.errand import Mode
from automations.outcome import PROVEN, Outcome
from automations.session_file import Cookie, StorageState
from automations.sign_in import Credentials
from backend.receipts import words
from backend.receipts.form import Body, Exported
from backend.receipts.page import page
from backend.receipts.pdf import pdf
from tests.receipts.pdf_text import text_of
from tests.receipts.samples import hostile, kept, picture, with_pictures
from tests.store.household import HOSTILE, Household, result

ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "main", "header", "section", "footer", "figure", "figcaption"),
    *("p", "h1", "h2", "dl", "dt", "dd", "div", "ol", "li", "strong", "br", "time", "bdi", "code", "img"),
}


class Reader(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(content.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture
async def exported(household: Household) -> Exported:
    """A receipt with pictures, and with texts that try to break out."""
    account = await household.add("Zoë 日本")
    id = await kept(household, account, hostile(account, household.settings[0]), test_sites=("x.com",))
    return Exported.model_validate_json(await household.receipts.export(id, "json"))


def test_the_json_is_in_its_one_form(exported: Exported) -> None:
    data = json.loads(exported.file)
    assert data["receipt"]["account"]["name"] == "Zoë 日本"
    assert data["receipt"]["detail"] == HOSTILE
    assert sorted(base64.b64decode(one) for one in data["pictures"].values()) == sorted([picture(100), picture(200)])


def test_the_page_runs_and_fetches_nothing(exported: Exported) -> None:
    reader = Reader(page(exported))
    assert reader.tags <= ALLOWED
    assert not [name for name, _ in reader.attributes if name.startswith("on") or name in ("href", "srcset", "style")]
    assert all(value.startswith("data:image/png;base64,") for name, value in reader.attributes if name == "src")
    policy = next(value for name, value in reader.attributes if name == "content" and "default-src" in value)
    assert policy == "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    assert reader.text.count(HOSTILE) >= 5
    assert words.TEST_SITES.format(hosts="x.com") in reader.text
    assert exported.receipt.statement in reader.text
    assert exported.signature in reader.text


async def test_a_browser_shows_it_and_nothing_happens(chromium: Browser, exported: Exported, tmp_path: Path) -> None:
    (tmp_path / "receipt.html").write_bytes(page(exported))
    tab = await chromium.new_page()
    asked: list[Request] = []
    happened: list[str] = []
    tab.on("request", lambda request: asked.append(request))
    tab.on("console", lambda message: happened.append(message.text))
    tab.on("dialog", lambda dialog: happened.append(dialog.message))
    await tab.goto((tmp_path / "receipt.html").as_uri())
    await tab.get_by_role("heading", level=1, name=exported.receipt.setting.title).wait_for()
    sizes = await tab.eval_on_selector_all("img", "all => all.map(one => one.naturalWidth)")
    assert sizes == [12, 12]
    assert [one.url for one in asked] == [tab.url]
    assert happened == []
    await tab.close()


@pytest.mark.parametrize("with_fonts", [True, False])
def test_the_pdf_says_the_same(exported: Exported, with_fonts: bool) -> None:
    content = pdf(exported, None if with_fonts else ())
    text = " ".join(text_of(content).split())
    body = exported.receipt
    for line in ("Opted out", body.platform.name, body.setting.title, body.statement, words.TIME, body.key):
        assert line in text
    assert words.TEST_SITES.format(hosts="x.com") in text
    assert text.count("<script>alert(1)</script>") >= 5
    assert "\\u{202E}" in text
    assert "\u202e" not in text
    assert "Signs for which this machine has no font" in text
    assert content.count(b"/Subtype /Image") == 2
    assert not [word for word in (b"/JavaScript", b"/JS", b"/URI", b"/Launch", b"/AA") if word in content]


def test_the_pdf_carries_the_time_of_the_receipt(exported: Exported) -> None:
    assert pdf(exported, ()) == pdf(exported, ())


@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.SKIPPED])
async def test_each_outcome_says_its_sentence_and_no_more(household: Household, outcome: Outcome) -> None:
    account = await household.add()
    read = "unchecked" if outcome in PROVEN else None
    id = await kept(household, account, result(account, household.settings[0], outcome, before=read, after=read))
    body = Body.model_validate_json(json.dumps(json.loads(await household.receipts.export(id, "json"))["receipt"]))
    assert ("read opted-out" in body.statement) == (outcome in (Outcome.OPTED_OUT, Outcome.ALREADY_OUT))
    assert (len({one.kind for one in body.proofs}) > 1) == (outcome in PROVEN)
    shown = Reader(await household.receipts.export(id, "html")).text
    written = " ".join(text_of(await household.receipts.export(id, "pdf")).split())
    for text in (shown, written):
        assert body.statement in text
        assert words.NAMES[outcome] in text
        assert ("None. Nothing is claimed" in text) == (outcome not in PROVEN)


async def test_no_secret_reaches_a_receipt(household: Household) -> None:  # R22, R24
    canaries = [f"canary{number}qwzj" for number in range(7)]
    secret = Credentials(user=canaries[0], password=canaries[1], totp=canaries[2])
    account = await household.add(credentials=secret)
    cookie = Cookie(name="auth", value=canaries[3], domain="x.com")
    await household.accounts.keep_session(account, StorageState(cookies=(cookie,)))
    url = f"https://x.com/settings?token={canaries[4]}#{canaries[5]}"
    done = with_pictures(account, household.settings[0])
    id = await kept(household, account, done)
    other = await household.records.finish(account, Mode.RUN, result(account, household.settings[0], url=url))
    assert other
    files = [await household.receipts.export(one, form) for one in (id, other) for form in ("json", "html", "pdf")]
    contents = [*files, *(text_of(file).encode() for file in files if file.startswith(b"%PDF"))]
    assert not [one for one in canaries if any(one.encode() in content for content in contents)]
