"""The columns that these plans have beside those of 2012: what an action is about, of which type, and its grant."""

from __future__ import annotations

import enum

import attrs

from empact import Action, StrategicGoal
from empact.hooks import Extension, Parties


class Area(enum.Enum):
    """The crime areas of the priority."""

    RANSOMWARE = "ransomware"
    DENIAL_OF_SERVICE = "denial-of-service"
    PAYMENT_FRAUD = "payment-fraud"
    INVESTMENT_FRAUD = "investment-fraud"


class ActionType(enum.Enum):
    """What sort of work an action is."""

    INTELLIGENCE = "intelligence"
    INVESTIGATION = "investigation"
    JOINT_ACTION_DAY = "joint-action-day"
    TRAINING = "training"
    PREVENTION = "prevention"


@attrs.frozen(kw_only=True)
class Grant:
    """An EU grant: who receives it, and how much it is in whole euros."""

    beneficiary: Parties = attrs.field(metadata={"description": "Who receives the money, as a cell of parties."})
    euros: int = attrs.field(metadata={"title": "EUR", "description": "The amount in whole euros."})


@attrs.frozen(kw_only=True)
class CyberAction:
    """What a plan of this priority says of an action besides."""

    kind: ActionType = attrs.field(metadata={"title": "Action type", "width": 16})
    areas: tuple[Area, ...] = attrs.field(metadata={"title": "Crime areas", "width": 20})
    operational: bool = attrs.field(
        default=False, metadata={"width": 11, "description": "Whether suspects, goods or money are acted upon."}
    )
    grant: Grant | None = attrs.field(default=None, metadata={"width": 28})


@attrs.frozen(kw_only=True)
class CyberGoal:
    """What a plan of this priority says of a strategic goal besides; a horizontal goal serves every crime area."""

    areas: tuple[Area, ...] = attrs.field(default=(), metadata={"title": "Areas of the goal", "width": 20})
    horizontal: bool = attrs.field(default=False, metadata={"title": "Horizontal goal", "width": 10})


NAME = "cyber"
ON_ACTION = Extension(name=NAME, on=Action, cls=CyberAction, summary="Type, crime areas and grant of an action")
ON_GOAL = Extension(name=NAME, on=StrategicGoal, cls=CyberGoal, summary="The crime areas that a goal is about")
