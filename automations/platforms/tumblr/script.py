"""What Tumblr's pages tell through `window.tumblr`, which is documented for writers of extensions: who is signed in."""

from playwright.async_api import Page

# Where Tumblr does not answer, it is asked again after a while only: it limits how often it may be.
USER = """() => window.tumblr
  ? window.tumblr.apiFetch('/v2/user/info').then(
      answer => answer.response.user, () => new Promise(rest => setTimeout(rest, 1000, null)))
  : null"""
MEMBER_ONLY = "You are a member of this blog and not its admin; only an admin can opt it out."


async def signed_in_as(page: Page) -> str | None:
    """The name of the account, which is that of its first blog."""
    user = await page.evaluate(USER)
    return str(user["name"]) if user else None


async def parts(page: Page) -> list[tuple[str, str]] | None:
    """Every blog of the account; those of others are left alone."""
    user = await page.evaluate(USER)
    return [(one["name"], "" if one["admin"] is True else MEMBER_ONLY) for one in user["blogs"]] if user else None
