"""A real WordPress from Debian's packages, on loopback, installed by its own installer into a real MariaDB."""

import shutil
import tempfile
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tests.wordpress.guard import Guard
from tests.wordpress.installed import WORDPRESS, require_installed
from tests.wordpress.site import Person, Site
from tests.wordpress.sockets import file_accepts, free_port

SOURCES = Path(__file__).parent / "server"
OWNER = Person(login="owner", password="correct horse battery staple", shown="Olga Owner", role="administrator")
EDITOR = Person(login="editor", password="another long passphrase", shown="editor", role="editor")


@dataclass(kw_only=True)
class Real:
    """One MariaDB and one tree of WordPress, in which sites are installed as they are needed."""

    guard: Guard
    _sites: dict[str, Site]

    @classmethod
    def start(cls) -> "Real":
        """Starts MariaDB on a socket in a folder of its own. RuntimeError where a package is missing."""
        require_installed()
        real = cls(guard=Guard.over(Path(tempfile.mkdtemp(prefix="unconsent-"))), _sites={})
        real._copy_tree()
        real._start_database()
        return real

    def site(self, path: str = "") -> Site:
        """The site at that path of a server of its own; installed when first asked for."""
        if path not in self._sites:
            self._sites[path] = self._install(path)
        return self._sites[path]

    def _copy_tree(self) -> None:
        tree, plugins = self.guard.folder / "tree", self.guard.folder / "tree/wp-content/mu-plugins"
        shutil.copytree(WORDPRESS, tree, ignore=shutil.ignore_patterns(".htaccess", "wp-config.php"))
        shutil.copytree(SOURCES / "plain", tree / "wp-content/themes/plain")
        plugins.mkdir()
        plugins.chmod(0o755)
        for name, place in (
            ("wp-config", tree),
            ("oddities", plugins),
            ("router", tree.parent),
            ("users", tree.parent),
        ):
            copied = shutil.copyfile(SOURCES / f"{name}.php", place / f"{name}.php")
            copied.chmod(0o644)

    def _start_database(self) -> None:
        data, connection = self.guard.folder / "data", self.guard.folder / "socket"
        self.guard.run(
            "mariadb-install-db", "--no-defaults", f"--datadir={data}", "--auth-root-authentication-method=normal",
            "--skip-test-db", "--skip-name-resolve", "--innodb-log-file-size=4M",
        )  # fmt: skip
        self.guard.start(
            "mariadbd", "--no-defaults", f"--datadir={data}", f"--socket={connection}", "--skip-networking",
            f"--pid-file={data}/pid", "--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=32M",
            log="mariadb.log", ready=lambda: file_accepts(connection),
        )  # fmt: skip
        self.guard.run(
            "mariadb", "--no-defaults", "--user=root", f"--socket={connection}", text="CREATE DATABASE wordpress;"
        )

    def _install(self, path: str) -> Site:
        """Starts a web server for the site, runs WordPress's own installer in it, and adds the editor."""
        folder, name = self.guard.folder, path.strip("/") or "main"
        site = Site(guard=self.guard, name=name, path=path, port=free_port())
        if path:
            site.root.mkdir()
            (site.root / name).symlink_to(folder / "tree")
        for file in (site.requests_file, site.oddities_file):
            file.touch()
            file.chmod(0o666)
        site.start()
        _run_installer(site)
        self._add(site, EDITOR)
        site.show_as(OWNER)
        return site

    def _add(self, site: Site, person: Person) -> None:
        folder = self.guard.folder
        words = (person.login, person.password, person.role, person.shown)
        self.guard.run("php", str(folder / "users.php"), str(folder / "tree"), *words, environ=site.environ)


def _run_installer(site: Site) -> None:
    """Sends the form of wp-admin/install.php, as a person does on the first visit."""
    form = {
        "weblog_title": "A real site",
        "user_name": OWNER.login,
        "admin_password": OWNER.password,
        "admin_password2": OWNER.password,
        "admin_email": "owner@example.org",
        "blog_public": "1",
    }
    data = urllib.parse.urlencode(form).encode()
    with urllib.request.urlopen(f"{site.address}/wp-admin/install.php?step=2", data, timeout=60) as answer:  # noqa: S310
        page = answer.read().decode()
    if "wp-login.php" not in page:
        raise RuntimeError(f"WordPress was not installed: {page}")
