"""From an account's page in the dashboard to its sign-in window, and out of it again."""

from playwright.async_api import Browser, expect

from tests.waiting import until
from tests.window.house import House, Member
from tests.window.still import Still
from tests.window.test_page import looking  # noqa: F401


async def test_the_window_is_a_page_of_the_dashboard_and_ends_with_it(
    looking: Browser,  # noqa: F811
    house: House,
    member: Member,
    screen: Still,
) -> None:
    account = await member.account()
    context = await looking.new_context(viewport={"width": 400, "height": 900})
    await context.add_init_script(f"sessionStorage.setItem('unconsent.token', '{member.token}')")
    page = await context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    await page.goto(f"{house.url}/#/accounts/{account.id}")
    await page.get_by_role("button", name="Sign in here").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Sign in to")
    await expect(page.locator("#window-picture")).to_be_visible()
    await expect(page.locator("#window-status")).to_contain_text("Sign in to X")
    assert account.id in house.service.windows.open_accounts
    await page.get_by_role("button", name="Back").first.click()
    await expect(page).to_have_url(f"{house.url}/#/accounts/{account.id}")
    await until(lambda: account.id not in house.service.windows.open_accounts)
    await context.close()
    assert wrong == []
