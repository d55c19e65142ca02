"""R24: a picture shows the control and its label, at most 64 pixels around them, and nothing of the page beside."""

import io
import subprocess

import pytest
from PIL import Image
from playwright.async_api import Page

from automations import controls, evidence
from automations.outcome import Evidence
from tests.engine.widgets import LABEL, control, drawn

CANARY = "ZEBRA7319"
STYLE = "<style>body{font:20px 'DejaVu Sans';margin:40px}input{width:20px;height:20px}b{background:#fe0}</style>"
BOX = f"<label><input type=checkbox checked>{LABEL}</label>"
BESIDE = {
    "above and below": f"<p>{CANARY}</p>{BOX}<p>{CANARY}</p>",
    "left and right": f"<p>{CANARY} {BOX} {CANARY}</p>",
    "close by": f"<div style='line-height:20px'>{CANARY}<br>{BOX}<br>{CANARY}</div>",
    "everywhere": f"<div style='position:absolute;inset:0;overflow:hidden'>{(CANARY + ' ') * 400}</div>"
    f"<div style='position:relative;top:200px;left:300px;display:inline-block;background:#fff'>{BOX}</div>",
    "in a field": f"<input value={CANARY} style='width:300px;font:inherit'>{BOX}<textarea>{CANARY}</textarea>",
    "in a frame": f'<p>{CANARY}</p><iframe width=700 srcdoc="{STYLE}<p>{CANARY}{BOX}{CANARY}"></iframe>',
    "far down": f"<p>{CANARY}</p><div style='height:3000px'></div><p>{CANARY}</p>{BOX}<p>{CANARY}</p>",
}


def text_in(picture: bytes) -> str:
    """What can be read in a picture by optical character recognition (tesseract), three times its size."""
    with Image.open(io.BytesIO(picture)) as small:
        large = small.resize((small.width * 3, small.height * 3))
    out = io.BytesIO()
    large.save(out, "PNG")
    command = ["tesseract", "stdin", "stdout", "--psm", "11", "--dpi", "216"]
    read = subprocess.run(command, input=out.getvalue(), capture_output=True, check=True)
    return " ".join(read.stdout.decode().split())


async def taken(page: Page) -> Evidence:
    """Evidence of the one control on the page."""
    found = await controls.find(page, control(kind="checkbox", out="unchecked"), seconds=1)
    return await evidence.take(page, found.parts[0].element, moment="before", value="checked", name="A title")


@pytest.mark.parametrize("markup", BESIDE.values(), ids=BESIDE.keys())
async def test_only_the_control_and_its_label_can_be_read(blank: Page, markup: str) -> None:  # R24
    await drawn(blank, STYLE + markup)
    assert CANARY in text_in(await blank.screenshot()), "it can be read in an ordinary picture"
    one = await taken(blank)
    assert one.picture
    read = text_in(one.picture)
    assert "partners" in read and CANARY not in read and "ZEBRA" not in read
    assert CANARY.encode() not in one.picture and CANARY not in str(one.description)


@pytest.mark.parametrize("markup", BESIDE.values(), ids=BESIDE.keys())
async def test_it_is_cropped(blank: Page, markup: str) -> None:  # R24
    await drawn(blank, STYLE + markup)
    one = await taken(blank)
    found = await controls.find(blank, control(kind="checkbox", out="unchecked"), seconds=1)
    label = await found.parts[0].frame.locator("label").bounding_box()
    assert one.picture and label
    with Image.open(io.BytesIO(one.picture)) as picture:
        assert picture.width <= label["width"] + 2 * 64 and picture.height <= label["height"] + 2 * 64


async def test_under_something_else_there_is_no_picture(blank: Page) -> None:
    await drawn(blank, f"{STYLE}{BOX}<div style='position:fixed;inset:0;background:#fff'>{CANARY}</div>")
    assert (await taken(blank)).picture is None


async def test_an_address_is_noted_without_what_follows_it(blank: Page) -> None:
    page = f"<html lang=en>{BOX}"
    await blank.route("https://x.test/**", lambda route: route.fulfill(body=page, content_type="text/html"))
    await blank.goto(f"https://x.test/settings?token={CANARY}#{CANARY}")
    one = await taken(blank)
    assert one.description["page"] == "https://x.test/settings"
