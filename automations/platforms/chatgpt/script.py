"""Who is signed in at ChatGPT: its pages are not known to name anyone, but what they ask of their own site is."""

from playwright.async_api import Page

# The answer holds a token too, which stays in the page. Where nobody is signed in, it is asked twice a second at most.
_WHO = """async () => {
  const answer = await fetch('/api/auth/session', { headers: { accept: 'application/json' } });
  const { user } = (answer.ok && await answer.json()) || {};
  if (!user) await new Promise(resolve => setTimeout(resolve, 500));
  return (user && (user.email || user.name)) || null;
}"""


async def signed_in_as(page: Page) -> str | None:
    """The e-mail address that the session belongs to, or the name where there is none."""
    told: str | None = await page.evaluate(_WHO)
    return told
