"""What watches a service asks the service itself, past any proxy and whatever its certificate is for."""

from pathlib import Path

import pytest
import trustme

from backend.service.address import chosen_address
from backend.service.well import main, trouble
from tests.flow.conftest import House
from tests.service.conftest import serving


async def test_it_is_asked_by_its_own_name_over_tls(house: House, tmp_path: Path) -> None:
    issued = trustme.CA().issue_cert("unconsent.example")
    issued.cert_chain_pems[0].write_to_path(str(tmp_path / "cert"))
    issued.private_key_pem.write_to_path(str(tmp_path / "key"))
    files = ("--cert", str(tmp_path / "cert"), "--key", str(tmp_path / "key"))
    environ = {"UNCONSENT_HOME": str(house.settings.home)}
    async with serving(house, *files, "--public-url", "https://unconsent.example") as served:
        assert served.here["address"] == "https://unconsent.example"
        assert trouble(environ) is None
        left = (house.settings.home / "service.json").read_bytes()
    (house.settings.home / "service.json").write_bytes(left)
    assert "does not answer at https://127.0.0.1" in str(trouble(environ)), "it was killed, and left that file there"


@pytest.mark.parametrize("content", [None, "", '{"pid": 1}'])
def test_where_nothing_says_that_it_listens_nothing_is_well(
    tmp_path: Path, content: str | None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        (tmp_path / "service.json").write_text(content)
    monkeypatch.setenv("UNCONSENT_HOME", str(tmp_path))
    assert main() == 1 and str(tmp_path) in capsys.readouterr().err


@pytest.mark.parametrize(("bind", "listens"), [("::1", "http://[::1]:"), ("127.0.0.2", "http://127.0.0.2:")])
def test_where_it_listens_is_how_this_machine_reaches_it(bind: str, listens: str) -> None:
    assert chosen_address(bind).listens.startswith(listens)
