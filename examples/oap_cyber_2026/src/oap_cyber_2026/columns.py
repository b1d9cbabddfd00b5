"""The columns that these plans add to those of 2012: the type of an action, its crime areas and its grant."""

from __future__ import annotations

import enum

import attrs

from empact import Action, StrategicGoal
from empact.hooks import Extension
from empact.model import Parties


class Area(enum.Enum):
    """The crime areas of the priority."""

    RANSOMWARE = "ransomware"
    DENIAL_OF_SERVICE = "denial-of-service"
    PAYMENT_FRAUD = "payment-fraud"
    INVESTMENT_FRAUD = "investment-fraud"


class ActionType(enum.Enum):
    """The types of work of an action."""

    INTELLIGENCE = "intelligence"
    INVESTIGATION = "investigation"
    JOINT_ACTION_DAY = "joint-action-day"
    TRAINING = "training"
    PREVENTION = "prevention"


@attrs.frozen(kw_only=True)
class Grant:
    """An EU grant."""

    beneficiary: Parties
    """Who receives the money, as a cell of parties."""
    euros: int = attrs.field(metadata={"title": "EUR"})
    """The amount in whole euros."""


@attrs.frozen(kw_only=True)
class CyberAction:
    """The additional columns of an action."""

    kind: ActionType = attrs.field(metadata={"title": "Action type", "width": 16})
    """The type of work, such as ``joint-action-day``."""
    areas: tuple[Area, ...] = attrs.field(metadata={"title": "Crime areas", "width": 20})
    """The crime areas that the action is about."""
    operational: bool = attrs.field(default=False, metadata={"width": 11})
    """Whether the action is directed at suspects, goods or money."""
    grant: Grant | None = attrs.field(default=None, metadata={"width": 28})
    """The grant of the EU for the action. None if there is none."""


@attrs.frozen(kw_only=True)
class CyberGoal:
    """The additional columns of a strategic goal."""

    areas: tuple[Area, ...] = attrs.field(default=(), metadata={"title": "Areas of the goal", "width": 20})
    """The crime areas that the goal is about. Empty for a horizontal goal."""
    horizontal: bool = attrs.field(default=False, metadata={"title": "Horizontal goal", "width": 10})
    """Whether the goal is horizontal: it covers every crime area."""


NAME = "cyber"
ON_ACTION = Extension(name=NAME, on=Action, cls=CyberAction, summary="Type, crime areas and grant of an action")
ON_GOAL = Extension(name=NAME, on=StrategicGoal, cls=CyberGoal, summary="The crime areas of a goal")
