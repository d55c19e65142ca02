"""One WordPress site, seen from behind: what its database holds, what it was asked, what it tells visitors."""

import re
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tests.wordpress.guard import Guard, Server, until
from tests.wordpress.sockets import port_accepts

_META = re.compile(r"<meta name='robots' content='([^']*)'")


@dataclass(frozen=True, kw_only=True)
class Person:
    """A user of the site."""

    login: str
    password: str
    role: str
    shown: str


@dataclass(kw_only=True)
class Site:
    """A site under test. Nothing here uses the code that is tested."""

    guard: Guard
    name: str
    path: str
    port: int
    _server: Server | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.path}"

    @property
    def tree(self) -> Path:
        """WordPress's own files, which all sites share."""
        return self.guard.folder / "tree"

    @property
    def root(self) -> Path:
        """What the web server serves at `/`."""
        return self.guard.folder / f"root_{self.name}" if self.path else self.tree

    @property
    def requests_file(self) -> Path:
        return self.guard.folder / f"requests_{self.name}"

    @property
    def oddities_file(self) -> Path:
        return self.guard.folder / f"oddities_{self.name}"

    @property
    def cache_file(self) -> Path:
        """Where a caching plugin keeps the front page."""
        return self.guard.folder / f"cache_{self.name}"

    @property
    def robots_file(self) -> Path:
        """Where a robots.txt of the person's own would lie: always at the root of the host."""
        return self.root / "robots.txt"

    @property
    def maintenance_file(self) -> Path:
        """What WordPress writes while it updates itself; visitors are turned away as long as it is there."""
        return self.tree / ".maintenance"

    @property
    def environ(self) -> dict[str, str]:
        """What the site's server and scripts are told by environment."""
        return {
            "WORDPRESS_SOCKET": str(self.guard.folder / "socket"),
            "WORDPRESS_TABLES": f"{self.name}_",
            "WORDPRESS_PATH": self.path,
            "WORDPRESS_REQUESTS": str(self.requests_file),
            "WORDPRESS_ODDITIES": str(self.oddities_file),
            "WORDPRESS_CACHE": str(self.cache_file),
        }

    def sql(self, statement: str, **values: str) -> str:
        """Runs SQL: TABLES_ stands for the site's prefix, @name for a value. Returns the rows, tab-separated."""
        set_up = "".join(f"SET @{name} = '{value}';\n" for name, value in values.items())
        connection = f"--socket={self.guard.folder / 'socket'}"
        command = ("mariadb", "--no-defaults", "--user=root", connection, "-N", "-B", "wordpress")
        return self.guard.run(*command, text=set_up + statement.replace("TABLES_", f"{self.name}_")).rstrip("\n")

    def option(self, name: str) -> str:
        """The option as the database holds it."""
        return self.sql("SELECT option_value FROM TABLES_options WHERE option_name = @name", name=name)

    def options(self) -> dict[str, str]:
        """Every option that the Reading page shows."""
        rows = self.sql(
            "SELECT option_name, option_value FROM TABLES_options WHERE option_name IN ('blog_public', 'show_on_front',"
            " 'posts_per_page', 'posts_per_rss', 'rss_use_excerpt', 'page_on_front', 'page_for_posts')"
        )
        return dict(row.split("\t") for row in rows.splitlines())

    def set_option(self, name: str, value: str) -> None:
        """Puts the option into the database."""
        self.sql(
            "REPLACE INTO TABLES_options (option_name, option_value, autoload) VALUES (@name, @value, 'yes')",
            name=name,
            value=value,
        )

    def sessions(self, person: Person) -> int:
        """How many sessions this person has, as the site knows them."""
        rows = self.sql(
            "SELECT meta_value FROM TABLES_usermeta JOIN TABLES_users ON TABLES_users.ID = user_id"
            " WHERE user_login = @login AND meta_key = 'session_tokens'",
            login=person.login,
        )
        return rows.count('"expiration"')

    def end_sessions(self, person: Person) -> None:
        """Signs the person out everywhere, as the site can."""
        self.sql(
            "DELETE TABLES_usermeta FROM TABLES_usermeta JOIN TABLES_users ON TABLES_users.ID = user_id"
            " WHERE user_login = @login AND meta_key = 'session_tokens'",
            login=person.login,
        )

    def show_as(self, person: Person) -> None:
        """Gives the person the name that is shown to others."""
        values = {"login": person.login, "shown": person.shown}
        self.sql("UPDATE TABLES_users SET display_name = @shown WHERE user_login = @login", **values)

    def odd(self, *oddities: str) -> None:
        """From now on the site has these oddities of server/oddities.php, and no others."""
        self.oddities_file.write_text("".join(f"{one}\n" for one in oddities))

    def start(self) -> None:
        """Starts the web server; nothing happens when it runs."""
        if port_accepts(self.port):
            return
        self._server = self.guard.start(
            "php", "-d", "opcache.enable_cli=1", "-d", "opcache.revalidate_freq=0", "-d", "sendmail_path=/bin/true",
            "-S", f"127.0.0.1:{self.port}", "-t", str(self.root), str(self.guard.folder / "router.php"),
            log=f"php_{self.name}.log", environ={**self.environ, "PHP_CLI_SERVER_WORKERS": "4"},
            ready=lambda: port_accepts(self.port),
        )  # fmt: skip

    def go_down(self) -> None:
        """Ends the web server at once; visitors' connections are refused."""
        assert self._server is not None
        self.guard.stop(self._server)
        assert until(lambda: not port_accepts(self.port), 10.0)

    def begin_maintenance(self) -> None:
        """From now on WordPress turns everybody away, as it does while it updates itself."""
        self.maintenance_file.write_text("<?php $upgrading = time();")

    def reset(self) -> None:
        """A plain English site that search engines may index, and that was asked nothing yet."""
        self.start()
        self.odd()
        self.set_option("blog_public", "1")
        for file in (self.robots_file, self.maintenance_file, self.cache_file):
            file.unlink(missing_ok=True)
        self.forget_requests()

    def forget_requests(self) -> None:
        """Starts the list of requests anew."""
        self.requests_file.write_text("")

    def requests(self) -> list[str]:
        """Every request so far, as `POST /wp-login.php`."""
        return self.requests_file.read_text().splitlines()

    def saves(self) -> int:
        """How often the site was asked to change its options."""
        return sum(one.startswith("POST ") and "/options.php" in one for one in self.requests())

    def says_noindex(self) -> bool:
        """Whether the front page asks crawlers not to index it."""
        found = _META.search(self.fetch(self.address + "/"))
        return found is not None and "noindex" in found[1]

    def robots(self) -> str:
        """The robots.txt that crawlers get."""
        return self.fetch(f"http://127.0.0.1:{self.port}/robots.txt")

    def fetch(self, url: str) -> str:
        """What an anonymous visitor gets there."""
        with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310
            return str(answer.read().decode())
