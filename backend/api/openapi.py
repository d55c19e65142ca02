"""The description of the API (OpenAPI 3.1): what FastAPI knows, with the problems and permissions that it does not."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute, iter_route_contexts

from backend.api.problems import MEDIA_TYPE, TITLES, Problem
from backend.version import installed_version

TITLE = "Unconsent"
ABOUT = "Opts accounts out of AI training and data sharing, and proves it. Every call names a member by a bearer token."
PREFIX = "#/components/schemas/"


def routes_of(app: FastAPI) -> Iterator[Any]:
    """Every route with its whole path, as the app serves it."""
    for context in iter_route_contexts(app.routes):
        if isinstance(context.original_route, APIRoute):
            yield context


def gates_of(route: Any) -> list[Any]:
    """The gates that stand before a route."""
    found: list[Any] = []
    waiting = [route.dependant]
    while waiting:
        dependant = waiting.pop()
        if hasattr(dependant.call, "permission"):
            found.append(dependant.call)
        waiting += dependant.dependencies
    return found


def describe(app: FastAPI) -> dict[str, Any]:
    """The whole document."""
    document = get_openapi(title=TITLE, version=installed_version(), description=ABOUT, routes=app.routes)
    schemas = document["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    problem = Problem.model_json_schema(ref_template=PREFIX + "{model}")
    schemas |= {**problem.pop("$defs"), "Problem": problem}
    document["components"]["responses"] = {_name(status): _response(status) for status in TITLES}
    document["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    for route in routes_of(app):
        for method in route.methods:
            _complete(document["paths"][route.path_format][method.lower()], route)
    return document


def _complete(operation: dict[str, Any], route: Any) -> None:
    (gate,) = gates_of(route)
    operation["x-permission"] = gate.permission
    if gate.needs_token:
        operation["security"] = [{"token": []}]
    operation["operationId"] = route.name
    for status in TITLES:
        operation["responses"][str(status)] = {"$ref": f"#/components/responses/{_name(status)}"}


def _response(status: int) -> dict[str, Any]:
    content = {MEDIA_TYPE: {"schema": {"$ref": f"{PREFIX}Problem"}}}
    response: dict[str, Any] = {"description": TITLES[status][1], "content": content}
    if status == 429:
        response["headers"] = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait"}}
    return response


def _name(status: int) -> str:
    return f"Problem{status}"
