"""Good and bad practice: what was learnt in the delivery of a plan, and who has taken it up (plan section 5.5)."""

from __future__ import annotations

import datetime as dt
import enum
from typing import Any

import attrs

from empact.model.cells import Prose
from empact.model.frozen import FrozenMap
from empact.model.links import Ref, check_number, check_words
from empact.model.parties import Parties
from empact.model.typed import check_fields
from empact.reprs import short_repr


class PracticeKind(enum.Enum):
    """Whether a practice is one to follow or one to avoid: section 5.5 asks for both."""

    GOOD = "good"
    BAD = "bad"


class Opportunity(enum.Enum):
    """An opening for a fuller approach, of which "due note will be made" (plan section 5.2)."""

    INTER_AGENCY = "inter-agency"
    ADMINISTRATIVE = "administrative"


@attrs.frozen(kw_only=True)
class Request:
    """A request for an example of practice: to whom, when, by when, and when it was answered.

    Raises:
        ValueError: It is due, or answered, before the day on which it is made.
    """

    to: Parties
    on: dt.date
    text: Prose = Prose()
    due: dt.date | None = None
    answered: dt.date | None = None

    __repr__ = short_repr

    def __attrs_post_init__(self) -> None:
        check_fields(self)
        days = {"due": self.due, "answered": self.answered}
        early = [f"{what} on {day}" for what, day in days.items() if day is not None and day < self.on]
        if early:
            message = f"the request is {' and '.join(early)}, before the day on which it is made, {self.on}"
            raise ValueError(message)


@attrs.frozen(kw_only=True)
class Uptake:
    """Where a practice was taken up: an action or a plan, and since when."""

    where: Ref
    on: dt.date | None = None
    text: Prose = Prose()

    __attrs_post_init__ = check_fields
    __repr__ = short_repr


@attrs.frozen(kw_only=True)
class Practice:
    """One practice: what was done, in which actions and circumstances, and what shows that it was good or bad.

    ``by`` is who recorded it: in 2012 the Europol project support function. ``shared`` are the priorities or plans it
    was handed on to, by letter or id. ``source`` is where it comes from.
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
    extensions: FrozenMap[str, Any] = FrozenMap()

    __attrs_post_init__ = check_fields
    __repr__ = short_repr
