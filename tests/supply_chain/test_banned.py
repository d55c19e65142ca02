"""R44: nothing here hides automation, solves captchas or changes where it seems to come from."""

import re
from pathlib import Path

import pytest

from automations.reach import NOWHERE
from backend.tools.locks import ROOT, TEST_LOCK, read_lock

PACKAGES = re.compile(
    r"stealth|undetected|patchright|rebrowser|camoufox|botright|nodriver|zendriver|seleniumbase|cloudscraper|curl-?cffi"
    r"|tls-client|fake-?useragent|2captcha|twocaptcha|anti-?captcha|capsolver|capmonster|deathbycaptcha|hcaptcha-?solver"
    r"|recaptcha-?solver|swiftshadow|proxy-?(rotat|pool|broker|scrape)|rotating-?prox|free-?proxy",
    re.IGNORECASE,
)
CODE = {
    "navigator.webdriver is overridden": re.compile(
        r"(defineProperty|delete|proto|override)[^\n]{0,80}webdriver|webdriver['\"]?\s*[,:]\s*\{?\s*(get|value|false|undefined)"
    ),
    "the automation flag is hidden": re.compile(r"AutomationControlled|enable-automation|excludeSwitches"),
    "the browser's fingerprint is changed": re.compile(
        r"--user-agent=|user_agent\s*=|setUserAgentOverride|(WebGL|Canvas)\w*\.prototype\.\w+\s*=|hardwareConcurrency['\"]"
    ),
    "a proxy is chosen": re.compile(
        r"--proxy-pac-url=|--proxy-server=(?!http://\{NOWHERE\}\"|http://127\.0\.0\.1:\{self\.port\}\")|\bproxy\s*=\s*[{\[]|\bproxies\s*="
    ),
    "a captcha is solved": re.compile(r"solve_?captcha|captcha_?solver|(2|two|anti)_?captcha", re.IGNORECASE),
}
PLATFORM_CODE = re.compile(r"\b(context|page)\.request\b|APIRequest|request\.new_context")
"""Requests of Playwright's own run outside the browser: past its cookies, and past the lock on what it can reach."""
SOURCES = {".py", ".js", ".mjs", ".ts", ".toml", ".html"}


def test_no_locked_package_does_such_things() -> None:
    assert [one.name for one in read_lock(TEST_LOCK) if PACKAGES.search(one.name)] == []


@pytest.mark.parametrize("name", ["playwright-stealth", "undetected-playwright", "2captcha-python", "fake-useragent"])
def test_a_banned_package_would_be_found(name: str) -> None:
    assert PACKAGES.search(name)


def _sources(files: tuple[Path, ...]) -> list[Path]:
    return [path for path in files if path.suffix in SOURCES and path.relative_to(ROOT).parts[0] != "tests"]


def test_no_code_does_such_things(files: tuple[Path, ...]) -> None:
    own = _sources(files)
    assert len(own) > 100
    found = [
        f"{path.relative_to(ROOT)}: {what}"
        for path in own
        for what, pattern in CODE.items()
        if pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("Object.defineProperty(navigator, 'webdriver', {get: () => false})", "navigator.webdriver is overridden"),
        ("delete Object.getPrototypeOf(navigator).webdriver", "navigator.webdriver is overridden"),
        ("args=['--disable-blink-features=AutomationControlled']", "the automation flag is hidden"),
        ("ignore_default_args=['--enable-automation']", "the automation flag is hidden"),
        ("browser.new_context(user_agent='Mozilla/5.0')", "the browser's fingerprint is changed"),
        ("chromium.launch(proxy={'server': chosen})", "a proxy is chosen"),
        ('args=["--proxy-server=http://10.0.0.1:3128"]', "a proxy is chosen"),
        ('args=[f"--proxy-server={next(pool)}"]', "a proxy is chosen"),
        ("await solve_captcha(page)", "a captcha is solved"),
    ],
)
def test_banned_code_would_be_found(code: str, what: str) -> None:
    assert CODE[what].search(code)


def test_of_the_two_proxies_one_does_not_exist_and_the_other_is_our_own(files: tuple[Path, ...]) -> None:
    """The first keeps out of reach whatever a platform's file does not name; the second keeps a sign-in window out of
    the server's own network, listens on loopback, and changes nothing about where one comes from."""
    assert NOWHERE == "127.0.0.1:9"
    named = {path.name for path in _sources(files) if "--proxy-server=" in path.read_text(encoding="utf-8")}
    assert named == {"reach.py", "way_out.py"}
    way_out = (ROOT / "automations/live/way_out.py").read_text(encoding="utf-8")
    assert way_out.count("start_server(") == 1 and 'start_server(way.serve, "127.0.0.1", 0,' in way_out


def test_nothing_is_requested_outside_the_browser(files: tuple[Path, ...]) -> None:
    engine = [path for path in _sources(files) if path.relative_to(ROOT).parts[0] == "automations"]
    assert len(engine) > 40
    assert [path.name for path in engine if PLATFORM_CODE.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "code", ["await context.request.get(url)", "page.request.post", "playwright.request.new_context()"]
)
def test_a_request_outside_the_browser_would_be_found(code: str) -> None:
    assert PLATFORM_CODE.search(code)
