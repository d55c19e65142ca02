"""A run with a catalogue update: what it pauses and retires is left alone and says why, and its facts are used."""

import hashlib
import json
from pathlib import Path

from tests.journeys.person import Person
from tests.updates.maker import Maker, x

PAUSED = {"slug": "x", "why": "Its settings pages are new.", "since": "2026-11-20"}
RETIRED = {"name": "x.grok_training", "why": "The switch is gone.", "since": "2026-11-20"}


async def test_what_the_catalogue_says_holds_in_a_run(person: Person, tmp_path: Path) -> None:
    maker = Maker()
    await person.signed_in("x")
    files = x(('name = "X (formerly Twitter)"', 'name = "X, as updated"'))
    file = tmp_path / "bundle.json"
    file.write_bytes(maker.bundle(1, files=files, pause=[PAUSED], retire=[RETIRED]))
    applied = await person.types("update", "--trust-key", maker.public, str(file), "--json")
    assert applied.status == 0, applied.out + applied.err

    paused = await person.types("run", "x", "me", "--essential", "--consent", "--json")
    assert paused.status == 32, paused.err
    assert set(paused.outcomes.values()) == {"limited"}
    told = {one["setting"]: one["detail"] for one in paused.document["results"]}
    paused_because = "X, as updated is paused: the catalogue says since 2026-11-20: Its settings pages are new."
    assert any(detail.startswith(paused_because) for detail in told.values())
    assert told["x.grok_training"] == "Retired: The switch is gone. (since 2026-11-20, by the catalogue)"
    assert person.writes("x") == ()

    resumed = await person.types("platforms", "x", "--resume", "--json")
    assert resumed.document["platforms"][0]["pauses"] == []
    file.write_bytes(maker.bundle(2, files=files, pause=[PAUSED], retire=[RETIRED]))
    newer = await person.types("update", str(file))
    assert newer.status == 0, newer.err

    run = await person.types("run", "x", "me", "--essential", "--json")
    assert run.status == 0, run.out + run.err
    assert "x.grok_training" not in run.outcomes and run.outcomes
    assert set(run.outcomes.values()) == {"opted_out"}
    assert "x.grok_training" not in {one.setting for one in person.writes("x")}
    receipt = next(one["receipt"] for one in run.document["results"] if one["receipt"])
    exported = await person.types("receipts", "show", receipt, "--export", "json", "--to", "-")
    facts = "".join(files["x"].values()).encode()
    assert json.loads(exported.out)["receipt"]["platform"]["file"] == f"sha256:{hashlib.sha256(facts).hexdigest()}"

    file.write_bytes(maker.bundle(3, files=files, pause=[{**PAUSED, "why": "They changed again."}], retire=[RETIRED]))
    assert (await person.types("update", str(file))).status == 0
    [again] = (await person.types("platforms", "x", "--json")).document["platforms"]
    assert ["They changed again." in one["why"] for one in again["pauses"]] == [True]
