"""The API is as it describes itself, whatever is sent: cases made from its own description. # R40"""

from collections import Counter
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.config import SchemathesisConfig

from tests.api.household import Person
from tests.api.operations import OUTWARD, STREAMS, description
from tests.api.running import LOCAL, Served

REFUSALS = ["2xx", "400", "401", "403", "404", "409", "413", "429"]
"""What an answer may be to something that is as described: 400 is for what only people can tell, as a bad name."""
CONFIG: dict[str, Any] = {
    "auth": {"openapi": {"token": {"bearer": LOCAL}}},
    "checks": {
        "positive_data_acceptance": {"expected-statuses": REFUSALS},
        "negative_data_rejection": {
            "expected-statuses": ["400", "401", "403", "404", "405", "409", "413", "422", "429"]
        },
    },
}
DAILY, FULL = 4, 130
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)


pytestmark = pytest.mark.filterwarnings("ignore:Do not use the `random` module inside strategies")
"""The service uses it meanwhile, in its own thread."""


def fuzzed(api: Served, owner: Person, number: int) -> Counter[str]:
    """Sends so many cases of each mode to each operation, and looks at every answer with all checks."""
    config = SchemathesisConfig.from_dict(CONFIG)
    schema = schemathesis.openapi.from_dict(description(), config=config)
    schema.config.update(base_url=api.url)
    counts: Counter[str] = Counter()
    for found in schema.get_all_operations():
        operation = found.ok()  # type: ignore[union-attr]
        raw = operation.definition.raw
        if raw["operationId"] in STREAMS | OUTWARD:
            continue  # they do not end, or go out: test_events.py and test_letters.py look at them
        for mode in MODES if raw.get("parameters") or raw.get("requestBody") else MODES[:1]:

            @settings(
                max_examples=number,
                deadline=None,
                database=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            @given(case=operation.as_strategy(generation_mode=mode))
            def send(case: "Case[Any]") -> None:
                answer = case.call_and_validate()
                counts[f"{answer.status_code // 100}xx"] += 1

            send()
    return counts


def test_a_sample(api: Served, owner: Person, capsys: pytest.CaptureFixture[str]) -> None:
    counts = fuzzed(api, owner, DAILY)
    with capsys.disabled():
        print(f"\nR40: {sum(counts.values())} cases, {dict(sorted(counts.items()))}")  # noqa: T201
    assert sum(counts.values()) > 250 and counts["2xx"] and counts["4xx"] and not counts["5xx"]


@pytest.mark.full
@pytest.mark.timeout(3600)
def test_ten_thousand(api: Served, owner: Person, capsys: pytest.CaptureFixture[str]) -> None:
    counts = fuzzed(api, owner, FULL)
    with capsys.disabled():
        print(f"\nR40: {sum(counts.values())} cases, {dict(sorted(counts.items()))}")  # noqa: T201
    assert sum(counts.values()) >= 10_000 and not counts["5xx"]
