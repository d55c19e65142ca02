"""R39: the compose files let nothing run as root, write to its image, or be reached from elsewhere."""

import copy
import json
import re
import shutil
import subprocess
from typing import Any

import pytest

from tests.deploy.files import COMPOSE, DEPLOY, PUBLIC_URL, command_of, compose

FORBIDDEN = ("privileged", "cap_add", "devices", "pid", "ipc", "network_mode", "userns_mode", "env_file")
SECRET = re.compile(r"(?i)password|passphrase|secret|token|key")
IN_ADDRESS = re.compile(r"://[^/@\s]+:[^/@\s]+@")
OURS = ("service", "worker")


def faults(name: str, service: dict[str, Any]) -> list[str]:
    """What a service of a compose file does that it must not."""
    found = [f"{word} is set" for word in FORBIDDEN if word in service]
    user = str(service.get("user", "root")).split(":")
    found += ["runs as root"] if "0" in user or "root" in user else []
    found += ["may write to its image"] if service.get("read_only") is not True else []
    found += ["keeps capabilities"] if service.get("cap_drop") != ["ALL"] else []
    options = service.get("security_opt", [])
    found += ["may gain privileges"] if "no-new-privileges:true" not in options else []
    found += ["has no profile for its sandbox"] if name in OURS and "seccomp=./seccomp.json" not in options else []
    found += ["has no seccomp profile"] if any("unconfined" in one for one in options) else []
    found += (
        ["is open to others"] if any(not str(one).startswith("127.0.0.1:") for one in service.get("ports", [])) else []
    )
    found += (
        ["mounts the machine"] if any(re.match(r"[./~].*:", str(one)) for one in service.get("volumes", [])) else []
    )
    image = service.get("image", "")
    found += ["names no version"] if ":" not in image or image.endswith(":latest") else []
    for variable, value in service.get("environment", {}).items():
        is_file = variable.endswith("_FILE") and str(value).startswith("/run/secrets/")
        if IN_ADDRESS.search(str(value)) or (SECRET.search(variable) and not is_file):
            found.append(f"{variable} is a secret in the environment")
    return found


@pytest.mark.parametrize("name", COMPOSE)
def test_nothing_has_a_fault(name: str) -> None:  # R39, R14
    services = compose(name)["services"]
    assert {one: faults(one, service) for one, service in services.items()} == {one: [] for one in services}


PLANTED: dict[str, tuple[dict[str, Any], str]] = {
    "root": ({"user": "0:0"}, "runs as root"),
    "a root group": ({"user": "10001:0"}, "runs as root"),
    "privileged": ({"privileged": True}, "privileged is set"),
    "the machine's network": ({"network_mode": "host"}, "network_mode is set"),
    "a writable image": ({"read_only": False}, "may write to its image"),
    "capabilities": ({"cap_drop": ["NET_RAW"]}, "keeps capabilities"),
    "new privileges": ({"security_opt": ["seccomp=./seccomp.json"]}, "may gain privileges"),
    "no profile": ({"security_opt": ["no-new-privileges:true"]}, "has no profile for its sandbox"),
    "an open port": ({"ports": ["8765:8765"]}, "is open to others"),
    "the engine's socket": ({"volumes": ["/var/run/docker.sock:/var/run/docker.sock"]}, "mounts the machine"),
    "the newest image": ({"image": "unconsent:latest"}, "names no version"),
    "a key": ({"environment": {"UNCONSENT_KEY": "canary"}}, "UNCONSENT_KEY is a secret in the environment"),
    "a password in an address": (
        {"environment": {"UNCONSENT_DATABASE_URL": "postgresql://me:" + "canary@database/x"}},
        "UNCONSENT_DATABASE_URL is a secret in the environment",
    ),
}


@pytest.mark.parametrize(("change", "fault"), PLANTED.values(), ids=PLANTED.keys())
def test_a_planted_fault_is_found(change: dict[str, Any], fault: str) -> None:
    assert faults("service", {**copy.deepcopy(compose("compose.yaml")["services"]["service"]), **change}) == [fault]


@pytest.mark.parametrize("name", COMPOSE)
def test_every_name_leads_somewhere(name: str) -> None:
    read = compose(name)
    used: dict[str, set[str]] = {"secrets": set(), "networks": set(), "volumes": set()}
    for service in read["services"].values():
        for kind, names in used.items():
            names |= {one.partition(":")[0] for one in service.get(kind, []) if not one.startswith("/")}
        assert set(service.get("depends_on", {})) <= read["services"].keys()
        mounted = {f"/run/secrets/{one}" for one in service.get("secrets", [])}
        said = {
            one for value in service.get("environment", {}).values() for one in re.findall(r"/run/secrets/\w+", value)
        }
        assert said == mounted
    assert {kind: set(read[kind]) for kind in used} == used
    assert all(one["file"].startswith("./secrets/") for one in read["secrets"].values())
    assert {line for line in (DEPLOY.parent / ".gitignore").read_text().split() if "deploy" in line} == {
        "/deploy/.env",
        "/deploy/secrets/",
    }


@pytest.mark.parametrize("name", COMPOSE)
def test_the_proxy_that_is_trusted_is_the_networks_own_gateway(name: str) -> None:  # R13
    read = compose(name)
    (pool,) = read["networks"]["outside"]["ipam"]["config"]
    assert f"--proxy={pool['gateway']}" in command_of(read["services"]["service"])


def test_workers_share_no_data_folder_and_the_database_is_not_reached_from_outside() -> None:
    read = compose("compose.scale.yaml")
    assert read["services"]["worker"]["volumes"] == ["/data"] and "ports" not in read["services"]["worker"]
    assert read["services"]["database"]["networks"] == ["inside"] and read["networks"]["inside"] == {"internal": True}
    assert "ports" not in read["services"]["database"]


def composing() -> list[str]:
    """The program that reads compose files; skipped where there is none."""
    for command in (["docker", "compose"], ["docker-compose"]):
        if shutil.which(command[0]) and subprocess.run([*command, "version"], capture_output=True).returncode == 0:
            return command
    pytest.skip("Docker Compose is not installed")


@pytest.mark.parametrize("name", COMPOSE)
def test_compose_itself_accepts_them(name: str) -> None:
    told = subprocess.run(
        [*composing(), "--file", str(DEPLOY / name), "config", "--format", "json"],
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nonexistent", "PUBLIC_URL": PUBLIC_URL},
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stderr
    assert f"--public-url={PUBLIC_URL}" in json.loads(told.stdout)["services"]["service"]["command"]
