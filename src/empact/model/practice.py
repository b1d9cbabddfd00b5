"""Good and bad practice: lessons from the delivery of a plan, and who adopted them (plan section 5.5)."""

from __future__ import annotations

import datetime as dt
import enum
from typing import Any

import attrs

from empact.arguments import check_text
from empact.diagnostics import Pointer
from empact.model.cells import Prose
from empact.model.frozen import FrozenMap
from empact.model.links import Ref, check_number, check_words
from empact.model.parties import Parties
from empact.model.typed import checked_value
from empact.model.written_for import NamedAction, WrittenFor, named_by_refs


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
    """A request for an example of a practice.

    Raises:
        ValueError: It is due or answered before the day on which it is made.
    """

    to: Parties
    """The parties that were asked, such as ``HU``."""
    on: dt.date
    """The day of the request, such as ``2012-10-01``."""
    text: Prose = Prose()
    """What was asked for."""
    due: dt.date | None = None
    """The deadline for an answer, not before ``on``. None if there is none."""
    answered: dt.date | None = None
    """The day of the answer, not before ``on``. None until there is one."""

    def __attrs_post_init__(self) -> None:
        days = {"due": self.due, "answered": self.answered}
        early = [f"{what} on {day}" for what, day in days.items() if day is not None and day < self.on]
        if early:
            message = f"the request is {' and '.join(early)}, before it is made on {self.on}"
            raise ValueError(message)


@checked_value(kw_only=True)
class Uptake:
    """An action or a plan that adopted a practice."""

    where: Ref
    """The action or the plan that adopted it, such as ``B-2013:1.1``."""
    on: dt.date | None = None
    """The day from which it is adopted. None if it is not known."""
    text: Prose = Prose()
    """What was adopted."""


@checked_value(kw_only=True)
class Practice:
    """A good or bad practice in the delivery of a plan (plan section 5.5)."""

    plan: str = attrs.field(validator=check_number)
    """The id of the plan in whose delivery the practice was observed, such as ``C-2012``."""
    title: str = attrs.field(validator=check_words)
    """The practice in a few words; its file is named after it."""
    kind: PracticeKind
    """Whether it is one to follow or one to avoid: ``good`` or ``bad``."""
    on: dt.date
    """The day on which it was recorded, such as ``2012-10-01``."""
    text: Prose = Prose()
    """What was done."""
    actions: tuple[Ref, ...] = ()
    """The actions in which it was observed, such as ``["2.2"]``."""
    context: Prose = Prose()
    """The circumstances in which it was observed."""
    evidence: Prose = Prose()
    """The evidence that it was good or bad."""
    opportunities: tuple[Opportunity, ...] = ()
    """The wider approach that it makes possible (plan section 5.2): ``inter-agency``, ``administrative``, or both."""
    by: Parties = Parties()
    """The party that recorded it, in 2012 the project support function of Europol."""
    requests: tuple[Request, ...] = ()
    """Requests for examples of the practice, and whether they were answered."""
    shared: tuple[str, ...] = ()
    """The priorities or plans that it was passed on to, by letter or id, such as ``[B, F-2012]``."""
    taken_up: tuple[Uptake, ...] = ()
    """The actions and plans that adopted it."""
    source: str = attrs.field(validator=check_words)
    """Who or what says so, such as a report of an action leader."""
    written_for: WrittenFor = WrittenFor()
    """The revision of the plan, and the content of each action that it names, at the time of writing; ``empact practice
    add`` writes it. Empty if it was written by hand.
    """
    marking: str | None = None
    """Its own marking, such as ``RESTREINT UE/EU RESTRICTED``. If None, it has the printed marking of its plan, even if
    a document has changed that marking.
    """
    extensions: FrozenMap[str, Any] = FrozenMap()
    """Data of plugins about this practice, each under the name of its extension."""

    def named_actions(self, plan_id: str) -> tuple[NamedAction, ...]:
        """Return where it names actions of a plan."""
        check_text("The plan id", plan_id)
        return named_by_refs(plan_id, Pointer() / "actions", self.actions) if plan_id == self.plan else ()
