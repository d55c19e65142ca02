"""`accounts blogs`: which blogs or sites of an account are visited."""

from collections.abc import Sequence

from rich.text import Text

from backend.cli import words
from backend.cli.call import Answer, Call
from backend.cli.document import account_part
from backend.cli.enrolling import AccountDocument


async def name_blogs(call: Call, platform: str, name: str, blogs: Sequence[str]) -> Answer:
    """Names them anew; with none, the platform's own list counts again, where it has one."""
    async with call.office() as office:
        known = office.catalogue.platform(platform)
        account = await office.accounts.get(known.slug, name)
        account = await office.accounts.set_parts(known, account, blogs)
        what = f"{account.platform} {account.name}"
        said = words.BLOGS_NAMED.format(name=what, blogs=", ".join(account.parts))
        return Answer(
            document=AccountDocument(account=account_part(account), done="named"),
            text=Text(said if account.parts else words.BLOGS_LISTED.format(name=what)),
        )
