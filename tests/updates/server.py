"""A server that has a bundle, over TLS on loopback; whoever asks it trusts the authority in one file."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import trustme

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass(frozen=True, kw_only=True)
class Server:
    """Where it is, and what it was asked for."""

    port: int
    authority: Path
    asked: list[str] = field(default_factory=list)

    def url(self, path: str = "/bundle.json") -> str:
        """An address there."""
        return f"https://localhost:{self.port}{path}"


@contextmanager
def serving(folder: Path, answers: dict[str, Answer]) -> Iterator[Server]:
    """Answers by path until the block ends."""
    authority = trustme.CA()
    file = folder / f"authority-{id(answers)}.pem"
    authority.cert_pem.write_to_path(str(file))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append(self.path)
            answers[self.path](self)

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """Whoever does not trust the certificate hangs up, which is no trouble here."""

        def finish_request(self, request: object, client_address: object) -> None:
            assert isinstance(request, ssl.SSLSocket)
            with request:
                request.do_handshake()
                super().finish_request(request, client_address)

    with Quiet(("127.0.0.1", 0), Handler) as listening:
        listening.socket = context.wrap_socket(listening.socket, server_side=True, do_handshake_on_connect=False)
        server = Server(port=listening.server_address[1], authority=file)
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            listening.shutdown()
            thread.join()


def gives(content: bytes) -> Answer:
    """Answers with these bytes."""

    def answer(asked: BaseHTTPRequestHandler) -> None:
        asked.send_response(200)
        asked.send_header("Content-Length", str(len(content)))
        asked.end_headers()
        asked.wfile.write(content)

    return answer


def sends_on(url: str) -> Answer:
    """Answers that it is elsewhere."""

    def answer(asked: BaseHTTPRequestHandler) -> None:
        asked.send_response(302)
        asked.send_header("Location", url)
        asked.send_header("Content-Length", "0")
        asked.end_headers()

    return answer


def fails(asked: BaseHTTPRequestHandler) -> None:
    """Answers that there is nothing."""
    asked.send_error(404)


def never_ends(asked: BaseHTTPRequestHandler) -> None:
    """Sends for as long as somebody listens."""
    asked.send_response(200)
    asked.end_headers()
    while True:
        asked.wfile.write(b" " * 65_536)
