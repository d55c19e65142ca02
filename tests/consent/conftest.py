"""The real autoconsent: the installed one, else fetched once under its lock by the ordinary client."""

import pytest

from automations.consent.fetch import Bundle, fetch, installed
from automations.outcome import Refused


@pytest.fixture(scope="session")
async def autoconsent(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    try:
        return installed() or await fetch(tmp_path_factory.mktemp("consent") / "autoconsent")
    except Refused as refused:
        pytest.skip(f"the real autoconsent is not here, only its double is tested: {refused}")
