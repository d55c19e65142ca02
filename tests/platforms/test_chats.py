"""What is particular to ChatGPT, Claude, Grok and GitHub Copilot: dialogs, terms, drop-downs, renewed sessions."""

import pytest
from starlette.responses import JSONResponse, Response

from automations.catalogue import load
from automations.errand import Mode
from automations.outcome import Need, Outcome
from automations.practice.drawings import each_row, flagged
from automations.practice.people import jar
from automations.practice.row import Row
from automations.practice.twist import Call, Proceed, Twist
from automations.spec import Setting
from tests.platforms.play import BRISK, Stage

CATALOGUE = load()
RENEWING = ["chatgpt", "perplexity"]


def first(slug: str) -> Setting:
    """The essential setting of the platform."""
    return next(one for one in CATALOGUE.platform(slug).settings if one.essential)


@pytest.mark.parametrize("way", ["at_once", "on_done"])
async def test_chatgpt_keeps_its_switch_in_a_dialog(stage: Stage, way: str) -> None:
    setting = first("chatgpt")
    async with stage.player(CATALOGUE.platform("chatgpt"), twist=flagged(dialog=way)) as player:
        assert (await player.one(setting, Mode.CHECK)).outcome is Outcome.STILL_ON
        assert not player.writes and not player.events
        result = await player.one(setting)
        assert result.outcome is Outcome.OPTED_OUT, result
        assert player.is_out(setting) and len(player.writes) == 1 and not player.touched(setting)
        (undone,) = await player.undo(result)
        assert undone.outcome is Outcome.RESTORED, undone


async def test_claude_asks_to_accept_new_terms_while_the_page_is_read(stage: Stage) -> None:
    setting = first("claude")
    async with stage.player(CATALOGUE.platform("claude"), twist=flagged(terms=0)) as player:
        result = await player.one(setting)
        assert (result.outcome, result.needs) == (Outcome.NEEDS_YOU, Need.CONSENT), result
        assert "answer them yourself" in result.detail
        assert not player.writes and not player.events, "nothing in the window is touched"


@pytest.mark.parametrize("stored", [None, True])
async def test_claude_says_itself_that_nothing_was_chosen_or_that_it_is_on(stage: Stage, stored: bool | None) -> None:
    """The page draws it off; what the platform states beside that is not opted out."""
    setting = first("claude")
    asks = "<script>fetch('/api/organizations/1/account/settings')</script></head>"

    async def answer(call: Call, proceed: Proceed) -> Response:
        stated = call.request.url.path.endswith("/account/settings")
        return JSONResponse({"grove_enabled": stored}) if stated else await proceed(call)

    twist = Twist(answer=answer, html=lambda html: html.replace("</head>", asks))
    async with stage.player(CATALOGUE.platform("claude"), twist=twist) as player:
        player.person.truth[setting.id] = False
        result = await player.one(setting, timing=BRISK)
        assert result.outcome is Outcome.NOT_RECOGNISED, result
        assert ("nothing was ever chosen" in result.detail) is (stored is None)
        assert not player.writes and not player.events


async def test_grok_writes_the_name_of_x_with_a_plain_letter(stage: Stage) -> None:
    platform = CATALOGUE.platform("grok")
    setting = platform.setting("grok.personalize_x")

    def plain(row: Row) -> Row:
        return Row(**{**vars(row), "label": row.label.replace("\U0001d54f", "X")})

    async with stage.player(platform, twist=each_row(plain)) as player:
        assert (await player.one(setting)).outcome is Outcome.OPTED_OUT


@pytest.mark.parametrize("way", ["details", "select"])
async def test_github_draws_its_drop_down_in_other_ways(stage: Stage, way: str) -> None:
    setting = first("github-copilot")
    async with stage.player(CATALOGUE.platform("github-copilot"), twist=flagged(way=way)) as player:
        result = await player.one(setting)
        assert (result.outcome, result.before, result.after) == (Outcome.OPTED_OUT, "Enabled", "Disabled"), result
        assert player.is_out(setting) and not player.touched(setting)


@pytest.mark.parametrize("slug", RENEWING)
async def test_a_session_that_is_renewed_is_no_switch_of_accounts(stage: Stage, slug: str) -> None:
    """Every answer gives the session a new token, as this kind of session does."""
    setting = first(slug)

    async def answer(call: Call, proceed: Proceed) -> Response:
        response = await proceed(call)
        if call.person:
            made = next(
                one for one in jar(call.site, call.person, call.person.sign_in()) if one["name"] == call.site.session
            )
            domain = made["domain"] if made["domain"].startswith(".") else None
            response.set_cookie(made["name"], made["value"], domain=domain, secure=True, httponly=True, samesite="lax")
        return response

    async with stage.player(CATALOGUE.platform(slug), twist=Twist(answer=answer)) as player:
        result = await player.one(setting)
        assert result.outcome is Outcome.OPTED_OUT, result
        assert player.is_out(setting) and len(player.writes) == 1
