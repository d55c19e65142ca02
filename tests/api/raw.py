"""Bytes over a socket, for requests that no client would send."""

import socket

from tests.api.running import Served

END = b"\r\n\r\n"


def raw(api: Served, request: bytes) -> bytes:
    """Everything that comes back until the server closes, or nothing more comes."""
    with socket.create_connection(("127.0.0.1", api.port), timeout=10) as connection:
        connection.sendall(request)
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
        return answer


def get(api: Served, *lines: bytes, target: bytes = b"/healthz") -> tuple[int, bytes]:
    """Status and answer of a GET with these header lines; the server closes behind it."""
    request = b"\r\n".join((b"GET " + target + b" HTTP/1.1", *lines, b"Connection: close")) + END
    answer = raw(api, request)
    return (int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.1 ") else 0), answer
