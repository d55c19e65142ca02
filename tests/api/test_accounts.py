"""Accounts, where they stand, how they sign in, and when they are looked at again."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from automations.errand import Mode
from automations.outcome import Need, Outcome
from tests.api.household import Person, Things
from tests.api.running import Running, Served
from tests.store.household import result


def test_an_account_is_added_changed_and_removed(api: Served, someone: Person, house: Running) -> None:
    made = api.ask("POST", "/accounts", someone.token, json={"platform": "x", "name": "me", "consented": True})
    account, path = made.json(), f"/accounts/{made.json()['id']}"
    assert made.status_code == 201 and account["consented"] and account["handle"] is None
    profile = house.home / "profiles" / f"x-{account['id']}"
    profile.mkdir(parents=True)
    ask_first = [
        one["id"]
        for one in api.ask("GET", "/platforms/x", someone.token).json()["settings"]
        if one["action"] == "ask_first"
    ]
    change = {"handle": "@me", "consented": False, "ticked": ask_first[:2]}
    changed = api.ask("PATCH", path, someone.token, json=change).json()
    assert (changed["handle"], changed["consented"], changed["ticked"]) == ("me", None, sorted(ask_first[:2]))
    assert api.ask("PATCH", path, someone.token, json={"ticked": []}).json()["ticked"] == []
    assert api.ask("PATCH", path, someone.token, json={"ticked": ["x.grok_training"]}).status_code == 409
    assert api.ask("POST", "/accounts", someone.token, json={"platform": "x", "name": "me"}).status_code == 409
    assert api.ask("POST", "/accounts", someone.token, json={"platform": "y", "name": "me"}).status_code == 404
    assert api.ask("DELETE", path, someone.token).status_code == 204
    assert api.ask("GET", path, someone.token).status_code == 404 and not profile.exists()
    what = [one["what"] for one in api.ask("GET", "/activity", someone.token).json()["items"]]
    assert what[:2] == ["account_removed", "account_changed"] and "account_added" in what


def test_lists_come_in_pages(api: Served, someone: Person) -> None:
    made = [someone.account().id for _ in range(5)]
    first = api.ask("GET", "/accounts?limit=3", someone.token).json()
    second = api.ask("GET", f"/accounts?limit=3&cursor={first['next']}", someone.token).json()
    assert [one["id"] for one in first["items"] + second["items"]] == made and second["next"] is None
    assert api.ask("GET", "/accounts?platform=linkedin", someone.token).json()["items"] == []


def test_where_an_account_stands(api: Served, someone: Person) -> None:
    account = someone.account()
    receipts = [someone.receipt(account) for _ in range(3)]
    settings = api.ask("GET", f"/accounts/{account.id}/settings", someone.token).json()["items"]
    assert settings[0]["last"]["outcome"] == "opted_out" and settings[0]["last"]["receipt"] == receipts[-1]
    assert settings[1]["last"] is None
    page = api.ask("GET", f"/accounts/{account.id}/results?limit=2", someone.token).json()
    rest = api.ask("GET", f"/accounts/{account.id}/results?cursor={page['next']}", someone.token).json()
    assert [one["receipt"] for one in page["items"] + rest["items"]] == receipts[::-1]
    platform = api.ask("GET", "/platforms/x", someone.token).json()
    proven = next(one for one in platform["settings"] if one["id"] == settings[0]["setting"])
    assert datetime.fromisoformat(proven["last_proven"]) > datetime.now(UTC) - timedelta(minutes=5)
    assert (proven["stale"], proven["warning"]) == (False, None), "a run of one's own makes it fresh"
    assert all(one["stale"] is bool(one["warning"]) and one["last_seen"] for one in platform["settings"])
    assert (platform["by_hand"], platform["forms"]) == ([], [])


def test_signing_in_says_what_is_needed(api: Served, someone: Person, house: Running) -> None:
    account = someone.account()
    path = f"/accounts/{account.id}/sign-in"
    plain = {"signs_in": "by_hand", "handle": account.handle, "stored_password": False, "stored_session": False}
    assert api.ask("GET", path, someone.token).json() == plain | {"needs": None}
    office = house.service.office.of(someone.member)
    needs = result(account, "x.grok_training", Outcome.NEEDS_YOU, after=None, before=None)
    house.do(office.records.finish(account, Mode.CHECK, needs))
    assert api.ask("GET", path, someone.token).json()["needs"] == Need.SIGN_IN
    elsewhere = {"cookies": [{"name": "a", "value": "v", "domain": ".evil.example"}]}
    assert api.ask("PUT", f"{path}/session", someone.token, json=elsewhere).status_code == 409
    both = {"cookies": [*elsewhere["cookies"], {"name": "auth_token", "value": "v", "domain": ".x.com"}]}
    assert api.ask("PUT", f"{path}/session", someone.token, json=both).json()["signs_in"] == "session_file"
    kept = house.do(office.accounts.session(account))
    assert [one.domain for one in kept.cookies] == [".x.com"]
    assert api.ask("POST", f"{path}/credentials", someone.token, json={"user": "u", "password": "p"}).status_code == 409


def test_a_password_is_stored_where_that_is_allowed(api: Served, someone: Person, house: Running) -> None:
    platforms = api.ask("GET", "/platforms", someone.token).json()["items"]
    slug = next(one["slug"] for one in platforms if one["stored_password"])
    office = house.service.office.of(someone.member)
    adding = office.accounts.add(office.catalogue.platform(slug), "mine", address="https://blog.example")
    account = house.do(adding)
    path = f"/accounts/{account.id}/sign-in"
    for number in range(2):
        body = {"user": "u", "password": f"p{number}", "totp": None}
        assert api.ask("POST", f"{path}/credentials", someone.token, json=body).json()["signs_in"] == "credentials"
        stored = house.do(office.accounts.credentials(account))
        assert stored and stored.password == f"p{number}"
    assert api.ask("GET", path, someone.token).json()["stored_password"] is True


@pytest.mark.parametrize(("days", "status"), [(0, 200), (1, 200), (90, 200), (91, 422), (-1, 422), (1.5, 422)])
def test_how_often_an_account_is_looked_at(api: Served, someone: Person, days: float, status: int) -> None:
    account = someone.account().id
    before = {"account": account, "platform": "x", "days": 7, "repair": False, "next": None}
    assert api.ask("GET", f"/schedule/{account}", someone.token).json() == before
    answer = api.ask("PUT", f"/schedule/{account}", someone.token, json={"days": days})
    assert answer.status_code == status
    if status == 200:
        assert (answer.json()["next"] is None) == (days == 0)
        assert api.ask("GET", "/schedule", someone.token).json()["items"] == [answer.json()]


@pytest.mark.parametrize("policy", ["allowed", "with_consent", "never"])
def test_repairing_alone_follows_the_platforms_policy(api: Served, someone: Person, policy: str) -> None:
    platforms = api.ask("GET", "/platforms", someone.token).json()["items"]
    found = [one for one in platforms if one["unattended"] == policy]
    if not found:
        assert policy == "never"  # no packaged platform says so now
        return
    body = {"platform": found[0]["slug"], "name": "mine"} | (
        {"address": "https://blog.example"} if found[0]["own_address"] else {}
    )
    account = api.ask("POST", "/accounts", someone.token, json=body).json()["id"]

    def repair() -> int:
        return api.ask("PUT", f"/schedule/{account}", someone.token, json={"days": 7, "repair": True}).status_code

    assert repair() == (200 if policy == "allowed" else 409)
    api.ask("PATCH", f"/accounts/{account}", someone.token, json={"consented": True})
    assert repair() == (409 if policy == "never" else 200)


def test_findings_are_seen_by_their_member_only(api: Served, things: Things, owner: Person) -> None:
    token, id = things.person.token, things.ids["findings"]
    assert [one["seen"] for one in api.ask("GET", "/findings", token).json()["items"]] == [None]
    assert api.ask("POST", f"/findings/{id}/seen", owner.token).status_code == 404
    assert api.ask("POST", f"/findings/{id}/seen", token).status_code == 204
    assert api.ask("GET", "/findings", token).json()["items"][0]["seen"]


def test_a_receipt_is_listed_read_exported_and_verified(api: Served, things: Things, owner: Person) -> None:
    token, id = things.person.token, things.ids["receipts"]
    listed = api.ask("GET", "/receipts", token).json()["items"]
    assert [one["id"] for one in listed] == [id] and listed[0]["statement"]
    account = things.ids["accounts"]
    for query, count in (
        (f"account={account}", 1),
        ("platform=x", 1),
        ("platform=linkedin", 0),
        (f"account={int(account) + 1000}", 0),
    ):
        assert len(api.ask("GET", f"/receipts?{query}", token).json()["items"]) == count, query
    assert api.ask("GET", f"/receipts?account={account}&platform=linkedin", token).json()["items"] == []
    whole = api.ask("GET", f"/receipts/{id}", token).json()
    files = {kind: api.ask("GET", f"/receipts/{id}/export?format={kind}", token) for kind in ("json", "html", "pdf")}
    assert json.loads(files["json"].content)["receipt"] == whole["receipt"]
    assert files["html"].text.startswith("<!doctype html>") and files["pdf"].content.startswith(b"%PDF")
    assert all(one.headers["Content-Disposition"].startswith("attachment") for one in files.values())
    right = api.ask("POST", "/receipts/verify", owner.token, data=files["json"].content).json()
    assert right["valid"] and right["problems"] == [] and right["statements"]
    changed = files["json"].content.replace(b"opted_out", b"still_on_", 1)
    wrong = api.ask("POST", "/receipts/verify", owner.token, data=changed).json()
    assert not wrong["valid"] and wrong["problems"] and not wrong["statements"]
    assert api.ask("GET", f"/receipts/{str(id)[:8]}", token).status_code == 422


def test_receipts_come_in_pages(api: Served, someone: Person) -> None:
    account = someone.account()
    made = [someone.receipt(account) for _ in range(5)][::-1]
    first = api.ask("GET", "/receipts?limit=2", someone.token).json()
    second = api.ask("GET", f"/receipts?cursor={first['next']}", someone.token).json()
    assert [one["id"] for one in first["items"] + second["items"]] == made


def test_letters_are_an_empty_page(api: Served, someone: Person) -> None:
    assert api.ask("GET", "/letters", someone.token).json() == {"items": [], "next": None}


def test_blogs_are_named_and_changed(api: Served, someone: Person) -> None:
    body = {"platform": "substack", "name": "me", "parts": ["maple-letters"]}
    made = api.ask("POST", "/accounts", someone.token, json=body).json()
    path = f"/accounts/{made['id']}"
    assert made["parts"] == ["maple-letters"]
    named = api.ask("PATCH", path, someone.token, json={"parts": ["quiet-harbour", "quiet-harbour"]}).json()
    assert named["parts"] == ["quiet-harbour"]
    assert api.ask("PATCH", path, someone.token, json={"handle": "me"}).json()["parts"] == ["quiet-harbour"]
    assert api.ask("PATCH", path, someone.token, json={"parts": ["evil.example/path"]}).status_code == 422
    assert api.ask("PATCH", path, someone.token, json={"parts": []}).json()["parts"] == []
    elsewhere = {"platform": "x", "name": "me", "parts": ["maple-letters"]}
    assert api.ask("POST", "/accounts", someone.token, json=elsewhere).status_code == 409


def test_each_blog_stands_for_itself(api: Served, someone: Person, house: Running) -> None:
    account = someone.account("tumblr")
    first, second = "tumblr.third_party_sharing/maple-notes", "tumblr.third_party_sharing/quiet-harbour"
    whole = api.ask("GET", f"/accounts/{account.id}/settings", someone.token).json()["items"]
    assert whole[0]["setting"] == "tumblr.third_party_sharing" and whole[0]["last"] is None
    records = house.service.office.of(someone.member).records
    for setting in (second, first):
        house.do(records.finish(account, Mode.RUN, result(account, setting)))
    settings = api.ask("GET", f"/accounts/{account.id}/settings", someone.token).json()["items"]
    assert [one["setting"] for one in settings][:2] == [first, second]
    assert settings[0]["title"] == "Prevent third-party sharing (maple-notes)"
    assert settings[0]["last"]["outcome"] == "opted_out" and len(settings) == len(whole) + 1
