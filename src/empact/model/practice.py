"""Good and bad practice: lessons from the delivery of a plan, and who adopted them (plan section 5.5)."""

from __future__ import annotations

import datetime as dt
import enum
from typing import Any

import attrs

from empact.model.cells import Prose
from empact.model.frozen import FrozenMap
from empact.model.links import Ref, check_number, check_words
from empact.model.parties import Parties
from empact.model.typed import checked_value


class PracticeKind(enum.Enum):
    """Whether a practice is one to follow or one to avoid; section 5.5 asks for both."""

    GOOD = "good"
    BAD = "bad"


class Opportunity(enum.Enum):
    """An opportunity for an inter-agency or administrative approach, to be noted (plan section 5.2)."""

    INTER_AGENCY = "inter-agency"
    ADMINISTRATIVE = "administrative"


@checked_value(kw_only=True)
class Request:
    """A request for an example of a practice: to which parties, on which day, due when, answered when.

    Raises:
        ValueError: It is due or answered before the day on which it is made.
    """

    to: Parties
    on: dt.date
    text: Prose = Prose()
    due: dt.date | None = None
    answered: dt.date | None = None

    def __attrs_post_init__(self) -> None:
        days = {"due": self.due, "answered": self.answered}
        early = [f"{what} on {day}" for what, day in days.items() if day is not None and day < self.on]
        if early:
            message = f"the request is {' and '.join(early)}, before it is made on {self.on}"
            raise ValueError(message)


@checked_value(kw_only=True)
class Uptake:
    """An action or a plan that adopted a practice, and since which day."""

    where: Ref
    on: dt.date | None = None
    text: Prose = Prose()


@checked_value(kw_only=True)
class Practice:
    """A good or bad practice: what was done, in which actions and circumstances, and the evidence.

    ``by`` is the party that recorded it, in 2012 the Europol project support function. ``shared`` lists the priorities
    or plans that it was passed on to, by letter or id. ``marking`` is its marking; None: the printed one of the plan.
    """

    plan: str = attrs.field(validator=check_number)
    title: str = attrs.field(validator=check_words)
    kind: PracticeKind
    on: dt.date
    text: Prose = Prose()
    actions: tuple[Ref, ...] = ()
    context: Prose = Prose()
    evidence: Prose = Prose()
    opportunities: tuple[Opportunity, ...] = ()
    by: Parties = Parties()
    requests: tuple[Request, ...] = ()
    shared: tuple[str, ...] = ()
    taken_up: tuple[Uptake, ...] = ()
    source: str = attrs.field(validator=check_words)
    marking: str | None = None
    extensions: FrozenMap[str, Any] = FrozenMap()
