"""Every route says as data who may use it, is described, and has a body here. # R9 R18"""

from pathlib import Path
from typing import Any

from fastapi.routing import APIRoute, APIWebSocketRoute, iter_route_contexts
from starlette.routing import Route

from backend.api.app import OPENAPI, make_app
from backend.api.config import ApiConfig
from backend.api.gates import Gate, HealthGate, OpenGate
from backend.api.openapi import gates_of, routes_of
from backend.api.reference import page, text
from backend.api.routes.health import MetricsGate
from backend.dashboard.files import read_files
from tests.api.operations import BODIES, operations
from tests.api.running import Served

DOCS = Path(__file__).parents[2] / "docs/reference"
OPEN = {
    *("healthz", "readyz", "metrics"),
    *("look_up_invitation", "accept_invitation", "sign_in", "begin_pairing", "redeem_pairing"),
}
"""What needs no token. Whoever adds one here has thought about it."""


def test_every_route_has_exactly_one_gate(api: Served) -> None:
    routes = [one for one in iter_route_contexts(api.app.routes) if not _is_socket(one) and not _is_file(one)]
    assert len(routes) > 60
    for route in routes:
        assert isinstance(route.original_route, APIRoute), route
        (gate,) = gates_of(route)
        assert isinstance(gate, Gate | OpenGate | HealthGate | MetricsGate)


def _is_socket(route: Any) -> bool:
    """The two sockets, whose first messages hold tokens of their own: `test_door.py` in `tests/relay` and `window`."""
    return isinstance(route.original_route, APIWebSocketRoute) and route.path in ("/api/v1/relay", "/api/v1/windows")


def _is_file(route: Any) -> bool:
    """A file of the dashboard, which holds nothing of anyone: `tests/dashboard/test_site.py`."""
    return isinstance(route.original_route, Route) and route.path in read_files()


def test_a_route_without_a_gate_is_noticed(api: Served) -> None:
    app = make_app(nothing, nothing, ApiConfig(hosts=frozenset()))
    app.get("/bare")(nothing)
    assert [route.path for route in routes_of(app) if len(gates_of(route)) != 1] == ["/bare"]


def test_what_needs_no_token_is_known() -> None:
    assert {one.name for one in operations() if not one.needs_token} == OPEN


def test_every_body_has_an_example_here() -> None:
    assert {one.name for one in operations() if one.takes_json} == set(BODIES)


def test_nothing_describes_itself_outside_of_development(api: Served) -> None:
    for path in ("/docs", "/redoc", "/openapi.json", OPENAPI, "/api/v1/docs", "/docs/oauth2-redirect"):
        assert api.ask("GET", path, prefix="").status_code == 404


def test_the_reference_is_the_newest() -> None:
    again = "run: python -m backend.api.reference"
    assert (DOCS / "openapi.json").read_text() == text(), again
    assert (DOCS / "api.md").read_text() == page(), again


def nothing() -> Any:
    """No service is needed to look at the routes."""
