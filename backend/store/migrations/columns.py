"""Columns, as the steps from one schema to the next write them down."""

from typing import Any

import sqlalchemy as sa


def key(name: str, *kind: Any, **more: Any) -> sa.Column[Any]:
    """A column of the primary key; a number unless said otherwise."""
    return sa.Column(name, *(kind or (sa.Integer(),)), primary_key=True, **more)


def has(name: str, *kind: Any, **more: Any) -> sa.Column[Any]:
    """A column that is always filled."""
    return sa.Column(name, *kind, nullable=False, **more)


def may(name: str, *kind: Any, **more: Any) -> sa.Column[Any]:
    """A column that may be empty."""
    return sa.Column(name, *kind, **more)


def to(target: str, kind: Any = None, **more: Any) -> tuple[Any, sa.ForeignKey]:
    """The type of a column that leads to another table, a number unless said otherwise, and where it leads."""
    return kind or sa.Integer(), sa.ForeignKey(target, **more)
