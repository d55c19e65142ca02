"""What is Stack Overflow's own: a question that the browser answers, and an answer that was given before."""

from automations.catalogue import load
from automations.errand import Mode
from automations.outcome import Outcome
from automations.practice.twist import Twist
from tests.platforms.play import BRISK, Stage

STACK_OVERFLOW = load().platform("stackoverflow")
COOKIES = STACK_OVERFLOW.setting("stackoverflow.cookies")


async def test_what_is_accepted_is_not_refused_by_a_missing_banner(stage: Stage) -> None:
    """Who accepted once sees no question any more; how the preferences are saved is not known, so it stays theirs."""
    async with stage.player(STACK_OVERFLOW) as player:
        player.person.truth[COOKIES.id] = "all"
        checked = await player.one(COOKIES, Mode.CHECK)
        assert (checked.outcome, checked.before) == (Outcome.STILL_ON, "on")
        run = await player.one(COOKIES, timing=BRISK)
        assert (run.outcome, player.writes, player.events) == (Outcome.NOT_RECOGNISED, (), ())
        assert "foot of the page" in run.detail


async def test_a_banner_that_goes_without_an_answer_proves_nothing(stage: Stage) -> None:
    """It is gone for good after any click; what was answered, the preferences say."""
    script = "<script>localStorage.gone ??= '0'; addEventListener('click', () => { localStorage.gone = '1'; }, true);\
      if (localStorage.gone === '1') document.documentElement.insertAdjacentHTML('beforeend',\
      '<style>.js-consent-banner { display: none !important }</style>');</script>"
    gone = Twist(html=lambda html: html.replace("</head>", f"{script}</head>"))
    async with stage.player(STACK_OVERFLOW, twist=gone) as player:
        result = await player.one(COOKIES)
        assert result.outcome is Outcome.OPTED_OUT, result  # the answer was stored this time
        player.person.truth[COOKIES.id] = "all"
        assert (await player.one(COOKIES, Mode.CHECK)).outcome is Outcome.STILL_ON


def test_everything_else_has_honest_words() -> None:
    told = {one.id for one in STACK_OVERFLOW.not_offered}
    assert told == {f"stackoverflow.{name}" for name in ("ai_licensing", "search_indexing", "ad_personalization")}
    assert STACK_OVERFLOW.sign_in is None and COOKIES.per == "browser"
