"""R43: what is installed is what the lock says, and the lock holds everything, with hashes and without addresses."""

import ast
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from backend.tools.locks import LOCK, ROOT, TEST_LOCK, read_lock

REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
    )
)
OPTIONS = tuple(f"--{name}" for name in ("index-url", "extra-index-url", "find-links", "trusted-host"))
LOCKS = pytest.mark.parametrize("lock", [LOCK, TEST_LOCK], ids=lambda lock: lock.stem)


@LOCKS
def test_every_package_has_hashes(lock: Path) -> None:
    packages = read_lock(lock)
    assert len(packages) > 40
    assert [one.name for one in packages if not one.hashes] == []


def test_every_dependency_is_locked_in_a_version_that_fits(
    wanted: dict[str, Requirement], wanted_for_tests: dict[str, Requirement]
) -> None:
    product = {one.name: one for one in read_lock(LOCK)}
    tests = {one.name: one for one in read_lock(TEST_LOCK)}
    assert wanted.keys() <= product.keys()
    assert wanted_for_tests.keys() <= tests.keys()
    for name, requirement in (wanted | wanted_for_tests).items():
        assert requirement.specifier.contains(tests[name].version, prereleases=True), name


def test_what_is_locked_for_the_project_is_what_it_asks_for(
    wanted: dict[str, Requirement], wanted_for_tests: dict[str, Requirement]
) -> None:
    assert {one.name for one in read_lock(LOCK) if "unconsent" in one.via} == wanted.keys()
    assert {one.name for one in read_lock(TEST_LOCK) if "unconsent" in one.via} == (wanted | wanted_for_tests).keys()


@pytest.mark.parametrize("folder", ["automations", "backend"])
def test_what_the_product_imports_is_locked_for_it(folder: str, files: tuple[Path, ...]) -> None:
    """Otherwise it would work only as long as the tests' packages are there, too."""
    own = [one for one in files if one.suffix == ".py" and one.relative_to(ROOT).parts[0] == folder]
    assert len(own) > 20
    imported = {name for one in own for name in _imports(one)} - sys.stdlib_module_names - {"automations", "backend"}
    brings = packages_distributions()
    locked = {one.name for one in read_lock(LOCK)}
    assert {name for name in imported if not {canonicalize_name(one) for one in brings[name]} & locked} == set()


def _imports(file: Path) -> Iterator[str]:
    """The top names of what a module imports, also inside functions."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name.split(".")[0] for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def test_the_lock_for_tests_holds_the_other_one() -> None:
    """The launcher counts on it: an environment for tests serves every command."""
    tests = {one.name: one for one in read_lock(TEST_LOCK)}
    for one in read_lock(LOCK):
        there = tests[one.name]
        assert (there.version, there.marker, there.hashes) == (one.version, one.marker, one.hashes)


def test_the_environment_holds_the_locked_versions() -> None:
    there = {one.name: _installed(one.name) for one in read_lock(TEST_LOCK)}
    present = {name: found for name, found in there.items() if found is not None}
    assert len(present) > 70
    assert present == {one.name: one.version for one in read_lock(TEST_LOCK) if one.name in present}
    assert [one.name for one in read_lock(TEST_LOCK) if one.marker is None and there[one.name] is None] == []


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


@LOCKS
def test_locks_hold_no_addresses(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert [option for option in OPTIONS if f"\n{option}" in text] == []


def test_no_registry_is_named_anywhere(files: tuple[Path, ...]) -> None:
    named = [(path.name, host) for path in files for host in REGISTRIES if host.encode() in path.read_bytes()]
    assert named == []


@pytest.mark.parametrize(
    "line",
    [
        "pebble",
        "pebble>=1.0",
        "pebble @ git+https://example.test/pebble",
        "-e ./pebble",
        "--index-url https://example.test/simple",
        "pebble==1.0 \\\n    --hash=md5:0123",
    ],
)
def test_a_lock_with_anything_else_in_it_is_refused(tmp_path: Path, line: str) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text(f"{line}\n")
    with pytest.raises(ValueError, match=r"requirements\.lock"):
        read_lock(lock)
