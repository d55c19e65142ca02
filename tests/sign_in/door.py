"""A small site with a sign-in form, over loopback: what it asks, on which pages, and what it was told."""

import base64
import hashlib
import hmac
import secrets
import struct
import time
import urllib.parse
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, ClassVar, Self

SEED = "JBSWY3DPEHPK3PXP"
"""80 bits, as many platforms give."""
PAGE = (
    "<!doctype html><html lang=en><meta charset=utf-8><link rel=icon href='data:,'><title>Door</title><body>{}</body>"
)
LATE = "<div id=root></div><script>setTimeout(() => {{ root.innerHTML = {text} }}, {wait})</script>"
Pages = tuple[tuple[str, ...], ...]


@dataclass(kw_only=True)
class Door:
    """One account, `me`, behind a form. Runs while its `with` block does."""

    pages: Pages = (("identifier", "password"),)
    """What each page of the form asks."""
    drawn_after: float = 0.0
    """Seconds until a page's own script draws what is on it."""
    challenge: str = ""
    """The question of the page on which a machine is suspected."""
    prompt: bool = False
    """Whether something else is asked, once, after signing in."""
    handle: str = "me"
    answers: dict[str, str] = field(default_factory=lambda: {"identifier": "me", "password": "a long password"})
    told: list[dict[str, str]] = field(default_factory=list)
    """Every form that was sent."""
    addresses: list[str] = field(default_factory=list)
    """Every address that was asked for."""
    sessions: set[str] = field(default_factory=set)
    postponed: int = 0
    _server: ThreadingHTTPServer | None = None

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()

    @property
    def address(self) -> str:
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.server_port}"

    def asked_at(self, page: int) -> str:
        """The form of that page."""
        asked = self.pages[page]
        fields = "".join(f"<input name={what} type={'password' if what == 'password' else 'text'}>" for what in asked)
        return f'<form method=post action="/login?page={page}">{fields}<button>Continue</button></form>'

    def right(self, form: dict[str, str], page: int) -> bool:
        """Whether every question of the page was answered rightly."""
        return all(self._right(what, form.get(what, "")) for what in self.pages[page])

    def _right(self, what: str, text: str) -> bool:
        if what == "code" and what not in self.answers:
            return text in (code_at(time.time()), code_at(time.time() - 30))
        return text == self.answers[what]


def code_at(moment: float) -> str:
    """The one-time code by RFC 6238, written here once more to check the one that is tested."""
    digest = hmac.new(base64.b32decode(SEED), struct.pack(">Q", int(moment) // 30), hashlib.sha1).digest()
    (number,) = struct.unpack_from(">I", digest, digest[-1] & 15)
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06}"


class Handler(BaseHTTPRequestHandler):
    """Answers for the door."""

    door: ClassVar[Door]

    def do_GET(self) -> None:
        self.door.addresses.append(self.path)
        signed_in = any(f"session={one}" in self.headers.get("Cookie", "") for one in self.door.sessions)
        where = urllib.parse.urlsplit(self.path).path
        if where == "/later":
            self.door.postponed += 1
        if where in ("/", "/login", "/later", "/prompt") and signed_in and (where != "/prompt"):
            self._send("/home")
        elif where == "/prompt":
            self._show("<p>Is this still your address?</p><a href=/later>Remind me later</a>")
        elif where == "/login":
            self._show(f"<p>{escape(self.door.challenge)}</p>" if self.door.challenge else self.door.asked_at(0))
        elif signed_in:
            self._show(f"<p id=me>{self.door.handle}</p>")
        else:
            self._send("/login")

    def do_POST(self) -> None:
        self.door.addresses.append(self.path)
        size = int(self.headers["Content-Length"])
        form = dict(urllib.parse.parse_qsl(self.rfile.read(size).decode()))
        self.door.told.append(form)
        page = int(self.path.partition("page=")[2])
        if not self.door.right(form, page):
            self._show("<p>That is not right.</p>" + self.door.asked_at(page))
        elif page + 1 < len(self.door.pages):
            self._show(self.door.asked_at(page + 1))
        else:
            session = secrets.token_hex(8)
            self.door.sessions.add(session)
            self._send("/prompt" if self.door.prompt else "/home", session)

    def _show(self, body: str) -> None:
        if self.door.drawn_after:
            body = LATE.format(text=repr(body), wait=int(self.door.drawn_after * 1000))
        self._answer(200, {"Content-Type": "text/html"}, PAGE.format(body))

    def _send(self, where: str, session: str = "") -> None:
        cookie = {"Set-Cookie": f"session={session}; Path=/; HttpOnly"} if session else {}
        self._answer(303, {"Location": where, **cookie}, "")

    def _answer(self, status: int, headers: dict[str, str], body: str) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body.encode()))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


def _handler(door: Door) -> type[Handler]:
    return type("HandlerOfDoor", (Handler,), {"door": door})
