"""A process of its own that has one display without a monitor, and looks at it: `python -I eye.py WIDTH HEIGHT`.

It starts the display, says where it is, and answers each line with a picture when something has changed. When its
input ends, because whoever started it is done or was killed, the display ends, and with it whatever is shown there.
"""

import io
import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import BinaryIO

from PIL import Image, ImageGrab

QUALITY = 60
ANY_HOST = b"\xff\xff"
PROTOCOL = b"MIT-MAGIC-COOKIE-1"
END_SECONDS = 10.0


def main() -> None:
    """Runs until its input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of a terminal's Ctrl-C whoever started it decides
    width, height = (int(one) for one in sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix="unconsent-display-") as folder:
        authority = Path(folder) / "authority"
        authority.touch(mode=0o600)
        authority.write_bytes(_entry())
        told, telling = os.pipe()
        server = subprocess.Popen(
            [
                *("Xvfb", "-displayfd", str(telling), "-screen", "0", f"{width}x{height}x24"),
                *("-nolisten", "tcp", "-auth", str(authority), "-noreset"),
            ],
            pass_fds=(telling,),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(telling)
        try:
            with os.fdopen(told) as numbers:
                number = numbers.readline().strip()
            if number:
                _look(f":{number}", authority)
        finally:
            _end(server)


def _look(name: str, authority: Path) -> None:
    """Says where the display is, then answers lines."""
    os.environ["XAUTHORITY"] = str(authority)
    answers = sys.stdout.buffer
    answers.write(json.dumps({"name": name, "authority": str(authority)}).encode() + b"\n")
    answers.flush()
    before = b""
    while sys.stdin.buffer.readline():
        picture = ImageGrab.grab(xdisplay=name).convert("RGB")
        raw = picture.tobytes()
        _answer(answers, None if raw == before else picture)
        before = raw


def _answer(answers: BinaryIO, picture: Image.Image | None) -> None:
    packed = io.BytesIO()
    if picture is not None:
        picture.save(packed, "JPEG", quality=QUALITY)
    answers.write(len(packed.getvalue()).to_bytes(4, "big") + packed.getvalue())
    answers.flush()


def _entry() -> bytes:
    """One line of an X authority file: for any host and number, a new secret."""
    parts = (b"", b"", PROTOCOL, secrets.token_bytes(16))
    return ANY_HOST + b"".join(len(one).to_bytes(2, "big") + one for one in parts)


def _end(server: "subprocess.Popen[bytes]") -> None:
    server.terminate()
    try:
        server.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


if __name__ == "__main__":
    main()
