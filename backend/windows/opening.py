"""Opens the browser of a window: the kind that the platform's facts name, in the profile of the account."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from automations.browser import ROOT, require_no_root
from automations.discovery import find_browser
from automations.live.display import require_tools
from automations.live.driven import driven
from automations.live.ordinary import ordinary
from automations.live.screen import Screen, Size
from automations.live.way_out import WayOut, way_out, window_arguments
from automations.outcome import Refused
from automations.reach import Reach, reach_of
from automations.spec import SignIn
from backend.accounts import StoredAccount
from backend.office import Office

NO_SIGN_IN = "{platform} needs no sign-in. Go on with a check."
ELSEWHERE = "A window cannot be opened in a browser on another machine. Bring a session, or unset {variable}."
ENDPOINT = "UNCONSENT_BROWSER_ENDPOINT"


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A browser that is there, and what it was refused on its way out."""

    screen: Screen
    way: WayOut


def sign_in_of(office: Office, account: StoredAccount) -> SignIn:
    """How one signs in there. Refused where nobody does, or no window could be opened on this machine."""
    platform = office.platform_of(account)
    if platform.sign_in is None:
        raise Refused(NO_SIGN_IN.format(platform=platform.name))
    environ = office.settings.environ
    if environ.get(ENDPOINT):
        raise Refused(ELSEWHERE.format(variable=ENDPOINT))
    require_no_root(_reach(office, account), allowed=environ.get(ROOT) == "1")
    find_browser(environ)
    if platform.sign_in.window == "ordinary":
        require_tools(environ)
    return platform.sign_in


@asynccontextmanager
async def opened(office: Office, account: StoredAccount, size: Size) -> AsyncIterator[Opened]:
    """The browser, on the platform's sign-in page, until the block ends."""
    sign_in = sign_in_of(office, account)
    reach, url = _reach(office, account), account.fill(sign_in.url)
    folder, environ = office.accounts.profile(account), office.settings.environ
    async with way_out() as way:
        arguments = window_arguments(reach, way)
        if sign_in.window == "ordinary":
            browser = find_browser(environ)
            async with ordinary(browser, folder, url, size, arguments=arguments, environ=environ) as screen:
                yield Opened(screen=screen, way=way)
        else:
            async with (
                office.browsers() as browsers,
                driven(browsers, folder, reach, url, size, arguments=arguments) as screen,
            ):
                yield Opened(screen=screen, way=way)


def _reach(office: Office, account: StoredAccount) -> Reach:
    return reach_of(office.platform_of(account), account.account, office.overrides)
