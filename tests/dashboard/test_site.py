"""The files of the dashboard: each as it must be served, and nothing beside them. # R10 R18 R19"""

import re
from pathlib import Path

import pytest
import requests

from backend.api.shell import HEADERS
from backend.dashboard.files import AT_THE_TOP, FROM_EXTENSION, TYPES, WEB, read_files
from backend.dashboard.site import POLICY
from backend.extension_package import extension_folder
from tests.api.raw import get
from tests.extension.house import House

IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["']([^"']+)["']""")
IMPORTED_TYPE = re.compile(r"""import\(["']([^"']+)["']\)\.\w""")
BANNED = (
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "eval(",
    "new Function",
    "document.write",
    ".cookie",
    "srcdoc",
)
"""Ways in which text becomes markup or a script, and a cookie."""
FILES = read_files()
OWN = sorted(one for one in WEB.rglob("*") if one.is_file())


def ask(house: House, path: str, method: str = "GET", **headers: str) -> requests.Response:
    """One request, as a page or a program sends it."""
    return requests.request(method, house.served.url + path, headers=headers, timeout=20, allow_redirects=False)


def test_every_file_has_its_type_its_headers_and_a_tag(house: House) -> None:
    assert len(FILES) > 60
    for path, file in FILES.items():
        answer = ask(house, path)
        assert answer.status_code == 200 and answer.content == file.content, path
        wanted = HEADERS | {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache", "ETag": file.tag}
        assert {name: answer.headers.get(name) for name in wanted} == wanted, path
        assert answer.headers["Content-Type"] == file.media_type and "Set-Cookie" not in answer.headers, path
        again = ask(house, path, **{"If-None-Match": f'"other", W/{file.tag}'})
        assert (again.status_code, again.content) == (304, b"") and again.headers["Content-Security-Policy"] == POLICY


def test_the_policy_lets_nothing_in_but_own_files() -> None:
    rules = dict(one.strip().split(" ", 1) for one in POLICY.split(";"))
    assert rules.pop("default-src") == rules.pop("base-uri") == rules.pop("form-action") == "'none'"
    assert rules.pop("frame-ancestors") == "'none'" and rules.pop("require-trusted-types-for") == "'script'"
    assert rules.pop("img-src") == "'self' blob:"
    assert set(rules.values()) == {"'self'"} and len(rules) == 5


def test_an_answer_of_the_api_is_still_kept_by_nobody(house: House) -> None:
    for path in ("/api/v1/me", "/healthz", "/api/v1/platforms"):
        answer = ask(house, path)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/app",
            "/app/",
            "/app/shared",
            "/app/shared/",
            "/app/words/",
            "/index.html",
            "/app/index.html",
            "/app/worker.js",
        ),
        *("/app/../app/app.js", "/app/%2e%2e/files.py", "/app/..%2f..%2ffiles.py", "/app/%252e%252e/files.py"),
        *("/app/shared/../files.py", "/app/shared//etc/passwd", "/app/shared/%2fetc%2fpasswd", "/app//app.js"),
        *(
            "/app/shared/manifest.json",
            "/app/shared/browser.js",
            "/app/shared/worker/main.js",
            "/app/shared/popup/desk.js",
        ),
        *("/app/jsconfig.json", "/jsconfig.json", "/files.py", "/app/files.py", "/app/site.py", "/app/__init__.py"),
        *("/app/app.js%00.css", "/app/app.js/", "/app/APP.JS", "/app/app.js;x", "//app/app.js", "/app\\app.js"),
    ],
)
def test_nothing_else_is_there(house: House, path: str) -> None:
    status, answer = get(house.served, f"Host: 127.0.0.1:{house.served.port}".encode(), target=path.encode())
    assert status == 404 and b"urn:unconsent:problem:not-there" in answer, answer
    assert b"import " not in answer and b"root:" not in answer


def test_every_file_of_the_folders_that_has_a_type_is_served_and_no_other() -> None:
    own = {AT_THE_TOP.get(name, f"/app/{name}") for name in (one.relative_to(WEB).as_posix() for one in OWN)}
    assert {one for one in FILES if not one.startswith("/app/shared/")} == own
    assert {one.suffix for one in OWN} <= set(TYPES)
    shared = {
        one.relative_to(extension_folder()).as_posix()
        for each in FROM_EXTENSION
        for one in extension_folder().glob(each)
    }
    assert {one.removeprefix("/app/shared/") for one in FILES if one.startswith("/app/shared/")} == shared
    assert all(list(extension_folder().glob(one)) for one in FROM_EXTENSION), "what is named is there"


def test_methods_that_change_something_have_no_place_here(house: House) -> None:
    head = ask(house, "/", "HEAD")
    assert head.status_code == 200 and head.content == b"" and head.headers["Content-Security-Policy"] == POLICY
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
        answer = ask(house, "/app/app.js", method)
        assert answer.status_code == 405, method
        assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD"}


def test_the_door_stands_before_the_pages_too(house: House) -> None:
    assert ask(house, "/", Host="evil.example").status_code == 421
    assert ask(house, "/", Origin="https://evil.example").status_code == 403
    embedding = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"}
    assert ask(house, "/app/app.js", **embedding).status_code == 403
    framing = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}
    assert ask(house, "/", **framing).status_code == 403
    following = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert ask(house, "/", **following).status_code == 200, "a link in a letter leads here"


def test_every_module_that_is_imported_is_served() -> None:
    for path, file in FILES.items():
        if not path.endswith(".js"):
            continue
        text = IMPORTED_TYPE.sub("", file.content.decode())
        for target in IMPORT.findall(text):
            base = Path(path).parent
            found = target if target.startswith("/") else "/" + str((base / target).resolve().relative_to("/"))
            assert found in FILES, (path, target)


@pytest.mark.parametrize("path", OWN, ids=lambda one: one.relative_to(WEB).as_posix())
def test_no_text_becomes_markup_and_nothing_comes_from_elsewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not [one for one in BANNED if one in text]
    assert not re.search(r"""["'(](https?:)?//(?!blog\.example)""", text) or path.suffix == ".svg"
    assert not re.search(r"<script(?! type=\"module\" src=)|\son\w+=\"|style=\"", text)
    assert all(len(line) <= 120 for line in text.splitlines()) or path.suffix == ".json"
