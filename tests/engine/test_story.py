"""Ways in which platforms hide, name, ask and save: each told from the first look to the proof, and put back."""

from dataclasses import replace

import pytest
from playwright.async_api import Browser

from automations.errand import Mode
from automations.outcome import Need, Outcome
from tests.engine.quay import BRISK, HOST, SAVES_ITSELF, SWITCH, Quay, platform, told, visiting

ACTION = {"kind": "action", "labels": {"en": ["Turn off"]}, "done": {"en": ["Turn on"]}}
ACTION_PAGE = """<button id=a></button><div id=place></div><script>
const draw = () => { a.textContent = truth.on ? 'Turn off' : 'Turn on'; };
const ask = (name, then) => {
  place.innerHTML = `<div role=dialog aria-label=Sure><button>Cancel</button><button id=yes>${name}</button></div>`;
  yes.onclick = () => { place.innerHTML = ''; then(); };
};
a.onclick = () => truth.on
  ? ask('Turn off', () => { set('on', false); truth.on = false; draw(); ask('Got it', () => set('seen', true)); })
  : (set('on', true), truth.on = true, draw());
draw();
</script>"""
CHIP = {
    "kind": "menu",
    "labels": {"en": ["Turn off your activity"]},
    "under": {"en": ["Activity"]},
    "options": {"en": ["Turn off"]},
    "shows": {"en": ["Off"]},
    "others": {"en": ["On"]},
}
CHIP_PAGE = """<h1>Quay</h1><h2>Other things</h2><button aria-haspopup=menu>On</button>
<h2>Activity</h2><div><button id=chip aria-haspopup=menu></button></div>
<h2>Further things</h2><button aria-haspopup=menu>On</button>
<div role=menu id=menu hidden><div role=menuitem id=off>Turn off</div>
<div role=menuitem id=all>Turn off and delete</div></div>
<script>
const draw = () => { chip.textContent = truth.on ? 'On' : 'Off';
  chip.setAttribute('aria-label', truth.on ? 'Turn off your activity' : 'Nobody knows this name'); };
chip.onclick = () => { menu.hidden = false; };
addEventListener('keydown', event => { if (event.key === 'Escape') menu.hidden = true; });
off.onclick = () => { set('on', false); truth.on = false; menu.hidden = true; draw(); };
all.onclick = () => { set('deleted', true); };
draw();
</script>"""
HAS_A_BUTTON = """<label><input type=checkbox role=switch id=s>Share my data</label>
<button id=b disabled>Save</button><script>
s.checked = truth.on; s.onchange = () => { b.disabled = false; }; b.onclick = () => set('on', s.checked);
</script>"""


async def test_an_action_is_confirmed_twice_and_put_back(chromium: Browser) -> None:
    quay = Quay(pages={"/settings": ACTION_PAGE}, truth={"on": True})
    asks = {"button": {"en": ["Turn off", "Got it"]}, "when": "turning it off", "times": 2}
    wanted = platform(ACTION, confirm=asks)
    async with visiting(chromium, quay) as session:
        (result,) = await told(session, wanted)
        assert (result.outcome, result.before, result.after) == (Outcome.OPTED_OUT, "on", "off"), result
        assert quay.writes == [("on", False), ("seen", True)]
        (again,) = await told(session, wanted)
        assert again.outcome is Outcome.ALREADY_OUT and len(quay.writes) == 2
        (back,) = await told(session, wanted, Mode.UNDO, restore="on")
        assert back.outcome is Outcome.RESTORED and quay.truth["on"] is True


async def test_a_question_that_was_there_before_is_not_confirmed(chromium: Browser) -> None:
    other = "<div role=dialog aria-label=Other><button onclick=\"set('deleted', true)\">Got it</button></div>"
    quay = Quay(pages={"/settings": SAVES_ITSELF + other}, truth={"on": True})
    async with visiting(chromium, quay) as session:
        (result,) = await told(session, platform(SWITCH, confirm={"button": {"en": ["Got it"]}, "when": "after it"}))
    assert result.outcome is Outcome.OPTED_OUT and quay.writes == [("on", False)]


async def test_a_chip_without_a_known_name_is_found_by_its_heading(chromium: Browser) -> None:
    quay = Quay(pages={"/settings": CHIP_PAGE}, truth={"on": True})
    async with visiting(chromium, quay) as session:
        (result,) = await told(session, platform(CHIP))
        assert (result.outcome, result.before, result.after) == (Outcome.OPTED_OUT, "On", "Off"), result
        assert quay.writes == [("on", False)]
        (check,) = await told(session, platform(CHIP), Mode.CHECK)
        assert check.outcome is Outcome.ALREADY_OUT


async def test_two_chips_under_one_heading_are_none(chromium: Browser) -> None:
    page = CHIP_PAGE.replace("</button></div>", "</button><button aria-haspopup=menu>On</button></div>")
    quay = Quay(pages={"/settings": page}, truth={"on": False})
    async with visiting(chromium, quay) as session:
        (result,) = await told(session, platform(CHIP))
    assert result.outcome is Outcome.NOT_RECOGNISED and not quay.writes


@pytest.mark.parametrize("page", [SAVES_ITSELF, HAS_A_BUTTON], ids=["none", "one"])
async def test_a_save_button_is_pressed_where_there_is_one(chromium: Browser, page: str) -> None:
    quay = Quay(pages={"/settings": page}, truth={"on": True})
    wanted = platform(SWITCH, save={"kind": "if_shown", "labels": {"en": ["Save"]}})
    async with visiting(chromium, quay) as session:
        (result,) = await told(session, wanted)
    assert result.outcome is Outcome.OPTED_OUT, result
    assert quay.writes == [("on", False)]


async def test_a_change_that_shows_a_while_after_its_answer(chromium: Browser) -> None:
    """The first fresh load still shows what was there; one look more, and nothing is written twice."""
    quay = Quay(pages={"/settings": SAVES_ITSELF}, truth={"on": True}, late=2.0)
    async with visiting(chromium, quay) as session:
        (result,) = await told(session, platform(SWITCH), timing=replace(BRISK, later=3.0))
    assert result.outcome is Outcome.OPTED_OUT, result
    assert quay.writes == [("on", False)]


IN_ANOTHER = """<button id=row>Your activity</button><div id=place></div><script>
const leave = () => { place.innerHTML = ''; };
addEventListener('keydown', event => { if (event.key === 'Escape') leave(); });
const choice = () => {
  place.innerHTML = `<div role=dialog aria-label=Future><label><input type=radio name=r>Keep</label>
    <label><input type=radio name=r id=no>Disconnect</label><button id=ok>Confirm</button></div>`;
  place.querySelectorAll('input')[truth.on ? 0 : 1].checked = true;
  ok.onclick = () => { set('on', !no.checked); leave(); };
};
row.onclick = () => {
  const both = '<button id=m>Manage</button><button id=c>Clear</button>';
  place.innerHTML = `<div role=dialog aria-label=Activity>${both}</div>`;
  m.onclick = choice; c.onclick = () => set('cleared', true);
};
</script>"""


async def test_a_dialog_behind_another_one_that_closes_with_it(chromium: Browser) -> None:
    """To be read again, and to be set, it is opened the whole way once more."""
    quay = Quay(pages={"/settings": IN_ANOTHER}, truth={"on": True})
    choice = {"kind": "dialog", "labels": {"en": ["Manage"]}, "options": {"en": ["Disconnect"]}}
    wanted = platform(choice | {"confirm": {"en": ["Confirm"]}, "open_first": [{"en": ["Your activity"]}]})
    async with visiting(chromium, quay) as session:
        (result,) = await told(session, wanted)
    assert (result.outcome, result.before, result.after) == (Outcome.OPTED_OUT, "Keep", "Disconnect"), result
    assert quay.writes == [("on", False)]


LATE_BANNER = """<script>onload = () => setTimeout(() => fetch('/truth').then(() => {
  document.body.insertAdjacentHTML('beforeend', `<div role=dialog style="position:fixed;inset:0;background:#0008">
    <button onclick="set('cookies', 'all')">Accept</button><button onclick="parentNode.remove()">Decline</button>
  </div>`);
}), 50);</script>"""


async def test_a_known_banner_that_comes_with_the_data_is_refused(chromium: Browser) -> None:
    quay = Quay(pages={"/settings": IN_ANOTHER + LATE_BANNER}, truth={"on": True}, plain={"/truth": {}})
    choice = {"kind": "dialog", "labels": {"en": ["Manage"]}, "options": {"en": ["Disconnect"]}}
    control = choice | {"confirm": {"en": ["Confirm"]}, "open_first": [{"en": ["Your activity"]}]}
    banner = {"what": "cookies", "button": {"en": ["Decline"]}, "never": {"en": ["Accept"]}}
    async with visiting(chromium, quay) as session:
        (result,) = await told(session, platform(control, facts={"overlays": [banner]}))
    assert result.outcome is Outcome.OPTED_OUT, result
    assert quay.writes == [("on", False)]


THROTTLED = {"kind": "throttled", "what": "throttled", "texts": {"en": ["Oh no."]}}
TROUBLED = """<p id=p></p><script>
fetch('/data').then(one => one.json()).catch(() => { p.innerText = 'Oh no.'; });
</script>"""


@pytest.mark.parametrize(("cut", "outcome"), [((), Outcome.LIMITED), (("/data",), Outcome.UNREACHABLE)])
async def test_an_error_of_the_page_is_the_platform_s_or_the_line_s(
    chromium: Browser, cut: tuple[str, ...], outcome: Outcome
) -> None:
    """By the same words a platform says that it is asked too often, and that nothing came."""
    quay = Quay(pages={"/settings": TROUBLED}, cut=cut)
    async with visiting(chromium, quay) as session:
        (result,) = await told(session, platform(SWITCH, facts={"signals": [THROTTLED]}))
    assert result.outcome is outcome, result


SIGN_IN = {
    "url": f"{HOST}/login",
    "probe": f"{HOST}/settings",
    "credentials": "refused",
    "credentials_why": "It exists nowhere.",
    "cookies": ["mooring"],
}


FORM = "<form><input type={}><input type=password><label><input type=checkbox>Remember me</label></form>"
SETTINGS = "<label><input type=checkbox>One</label><label><input type=checkbox>Two</label>"


@pytest.mark.parametrize(
    ("page", "need"),
    [
        (FORM.format("hidden"), Need.PASSWORD),
        (FORM.format("email"), Need.SIGN_IN),
        (FORM.replace(" type={}", ""), Need.SIGN_IN),
        (FORM.format("hidden") + SETTINGS, None),
        ("<form><input type=password><input type=password></form>", None),
    ],
    ids=["gate", "form", "form of a plain field", "page with settings", "new password"],
)
async def test_a_password_field_in_place_of_the_setting(chromium: Browser, page: str, need: Need | None) -> None:
    """In any language, a form that wants a password and nothing else is for the person."""
    quay = Quay(pages={"/settings": page}, truth={"on": True}, language="xx")
    async with visiting(chromium, quay, {"mooring": "1"}) as session:
        (result,) = await told(session, platform(SWITCH, facts={"sign_in": SIGN_IN}))
    assert result.needs is need, result
    assert result.outcome is (Outcome.NEEDS_YOU if need else Outcome.NOT_RECOGNISED)


@pytest.mark.parametrize("first", ["fetch('/settings')", "fetch('/told', { method: 'POST' })"], ids=["asked", "told"])
async def test_a_change_that_is_sent_late_is_waited_for(chromium: Browser, first: str) -> None:
    """The click is told at once, and the change is sent when nobody clicks any more."""
    late = f"({first}, setTimeout(() => set('on', s.checked), 350))"
    quay = Quay(pages={"/settings": SAVES_ITSELF.replace("set('on', s.checked)", late)}, truth={"on": True})
    async with visiting(chromium, quay) as session:
        (result,) = await told(session, platform(SWITCH), timing=replace(BRISK, save=6))
    assert (result.outcome, quay.writes) == (Outcome.OPTED_OUT, [("on", False)]), result


async def test_a_cookie_tells_who_is_signed_in(chromium: Browser) -> None:
    quay = Quay(pages={"/settings": SAVES_ITSELF}, truth={"on": True})
    wanted = platform(SWITCH, facts={"sign_in": SIGN_IN | {"identity": [{"cookie": "mooring"}]}})
    async with visiting(chromium, quay, {"mooring": "ana%40quay"}) as session:
        (wrong,) = await told(session, wanted, handle="ben@quay")
        assert wrong.outcome is Outcome.WRONG_ACCOUNT and not quay.writes
        (right,) = await told(session, wanted, handle="ana@quay")
        assert right.outcome is Outcome.OPTED_OUT


SWITCHED = """<p id=p></p><script>
document.cookie = 'mooring=WHO'; p.innerText = 'Oh no.';
</script>"""


@pytest.mark.parametrize(("who", "outcome"), [("ana", Outcome.LIMITED), ("eve", Outcome.WRONG_ACCOUNT)])
async def test_an_error_of_a_page_that_was_drawn_for_two_people_is_no_limit(
    chromium: Browser, who: str, outcome: Outcome
) -> None:
    facts = {"signals": [THROTTLED], "sign_in": SIGN_IN | {"identity": [{"cookie": "mooring"}]}}
    quay = Quay(pages={"/settings": SWITCHED.replace("WHO", who)})
    async with visiting(chromium, quay, {"mooring": "ana"}) as session:
        (result,) = await told(session, platform(SWITCH, facts=facts), handle="ana")
    assert result.outcome is outcome, result


async def test_who_is_signed_in_may_not_be_told_but_that_somebody_is(chromium: Browser) -> None:
    quay = Quay(pages={"/settings": SAVES_ITSELF}, truth={"on": True})
    wanted = platform(SWITCH, facts={"sign_in": SIGN_IN})
    async with visiting(chromium, quay) as session:
        (nobody,) = await told(session, wanted)
        assert (nobody.outcome, nobody.needs) == (Outcome.NEEDS_YOU, Need.SIGN_IN) and not quay.writes
    async with visiting(chromium, quay, {"mooring": "1"}) as session:
        (somebody,) = await told(session, wanted, handle="(name not shown)")
    assert somebody.outcome is Outcome.OPTED_OUT


@pytest.mark.parametrize(("seen", "outcome"), [(True, Outcome.OPTED_OUT), (False, Outcome.STILL_ON)])
async def test_what_visitors_are_told_in_json_is_a_proof(chromium: Browser, seen: bool, outcome: Outcome) -> None:
    quay = Quay(pages={"/settings": SAVES_ITSELF}, truth={"on": True})
    public = [{"path": f"{HOST}/user/{{handle}}/about.json", "kind": "json", "has": ["data.hidden=true"]}]
    sign_in = SIGN_IN | {"identity": [{"cookie": "mooring"}]}
    wanted = platform(SWITCH, facts={"sign_in": sign_in}, proofs=["page", "public"], public=public)
    quay.plain["/user/ana/about.json"] = {"data": {"hidden": seen}}
    async with visiting(chromium, quay, {"mooring": "ana"}) as session:
        (result,) = await told(session, wanted, handle="ana")
    assert result.outcome is outcome, result


async def test_an_unknown_page_tells_its_language(chromium: Browser) -> None:
    quay = Quay(pages={"/settings": "<label><input type=checkbox>Etwas anderes</label>"}, language="de")
    async with visiting(chromium, quay) as session:
        (result,) = await told(session, platform(SWITCH))
    assert result.outcome is Outcome.NOT_RECOGNISED
    assert result.seen == ('language "de"', 'checkbox "Etwas anderes"')
