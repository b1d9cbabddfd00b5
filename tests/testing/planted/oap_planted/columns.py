"""The columns that the plan adds: the grant of an action, and the focus of a goal."""

from __future__ import annotations

import datetime as dt
import enum

import attrs

from empact import Action, StrategicGoal
from empact.hooks import Extension


class Area(enum.Enum):
    """The areas of work."""

    ROUTES = "routes"
    DOCUMENTS = "documents"
    MONEY = "money"


@attrs.frozen(kw_only=True)
class Grant:
    """A grant for an action."""

    payer: str = attrs.field(metadata={"title": "Payer", "width": 16})
    """Who pays."""
    euros: int | None = attrs.field(default=None, metadata={"title": "Grant (EUR)"})
    """The amount in whole euros. None if it is not known."""
    paid: dt.date | None = attrs.field(default=None, metadata={"title": "Paid on"})
    """The day of the payment. None if it is not paid."""
    areas: tuple[Area, ...] = attrs.field(default=(), metadata={"title": "Areas"})
    """The areas that it is for."""


@attrs.frozen(kw_only=True)
class Focus:
    """The focus of a goal."""

    areas: tuple[Area, ...] = attrs.field(default=(), metadata={"title": "Focus"})
    """The areas of the goal."""


GRANT = Extension(name="planted", on=Action, cls=Grant, summary="The grant of an action")
FOCUS = Extension(name="planted", on=StrategicGoal, cls=Focus, summary="The focus of a goal")
