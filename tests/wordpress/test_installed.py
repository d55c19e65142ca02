"""Without MariaDB, PHP or WordPress the tests fail loudly and say what to install."""

from pathlib import Path

import pytest

from tests.wordpress.installed import PACKAGES, PROGRAMS, WORDPRESS, require_installed


def test_everything_is_installed() -> None:
    require_installed()


def test_missing_programs_are_named(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError) as stop:
        require_installed(path=str(tmp_path))
    assert all(name in str(stop.value) for name in PROGRAMS)
    assert f"apt-get install --no-install-recommends {PACKAGES}" in str(stop.value)
    assert str(WORDPRESS) not in str(stop.value)


def test_a_missing_wordpress_is_named(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=str(tmp_path)):
        require_installed(wordpress=tmp_path)


def test_a_php_without_its_database_module_is_not_enough(tmp_path: Path) -> None:
    php = tmp_path / "php"
    php.write_text("#!/bin/sh\necho '[PHP Modules]'\n")
    php.chmod(0o755)
    with pytest.raises(RuntimeError, match="mysqli"):
        require_installed(path=str(tmp_path))
