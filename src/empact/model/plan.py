"""The operational action plan and its parts other than actions: priority, goals, sections, notes, states."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, TypeVar, cast

import attrs

from empact.arguments import check_text, check_type
from empact.diagnostics import Place
from empact.errors import PASSING, UnknownIdError
from empact.model.actions import Action, Channel
from empact.model.anchors import Anchor
from empact.model.cells import Prose
from empact.model.conditions import Condition
from empact.model.documents import CitedDocument, Cover, DocumentNumber, MarkingToday
from empact.model.frozen import FrozenMap
from empact.model.links import check_number
from empact.model.parties import Parties, PartyItem
from empact.model.provisions import Provision
from empact.model.spans import Span
from empact.model.typed import checked_value
from empact.reprs import call_repr, count_repr, format_value, html_table


@checked_value(kw_only=True)
class CycleStep:
    """A step of the policy cycle: what was done, by which body, in which document."""

    name: str
    body: str | None = None
    document: DocumentNumber | None = None
    stated: Anchor | None = None


@checked_value(kw_only=True)
class PolicyCycle:
    """The EU policy cycle that a plan belongs to: its steps from threat assessment to goals (plan section 1)."""

    id: str
    name: str | None = None
    period: Span | None = None
    basis: DocumentNumber | None = None
    steps: tuple[CycleStep, ...] = ()


@checked_value(kw_only=True)
class Priority:
    """The crime priority that a plan serves. Its ``code`` (``C``) is unique only within its cycle."""

    code: str = attrs.field(validator=check_number)
    name: str | None = None
    stated: Anchor | None = None


@checked_value(kw_only=True)
class StrategicGoal:
    """A strategic goal: its wording in the body of the plan, and above its actions in the annex, both as printed.

    ``valid`` is the period for which it was adopted; a plan may cover a part of it (plan section 5.1).
    """

    number: str = attrs.field(validator=check_number)
    body: Prose = Prose()
    annex: Prose = Prose()
    valid: Span | None = None
    extensions: FrozenMap[str, Any] = FrozenMap()


@checked_value(kw_only=True)
class Interdependency:
    """Another priority that this one overlaps with; ``stated`` is where the plan says why (plan section 2)."""

    priority: str
    name: str | None = None
    stated: Anchor | None = None


@checked_value(kw_only=True)
class Section:
    """A narrative section of the plan. ``heading`` is the complete printed line, with the number."""

    number: str = attrs.field(validator=check_number)
    heading: str | None = None
    text: Prose = Prose()


class StatementKind(enum.Enum):
    """The kind of statement that a party makes in a note."""

    POSITION = "position"
    RESERVATION = "reservation"
    CONDITION = "condition"


@checked_value(kw_only=True)
class PartyStatement:
    """A statement of one party in a note ("COM underlines that ISEC can only fund ...", note 8)."""

    party: PartyItem
    kind: StatementKind
    stated: Anchor | None = None


@checked_value(kw_only=True)
class Note:
    """A footnote. Its mark is written ``[^7]`` in a text; ``qualifies`` lists the cells or items that it is about.

    They may differ from the place of the mark: mark 10 is in the activity of 6.2, but qualifies its participants.
    """

    mark: str = attrs.field(validator=check_number)
    text: Prose = Prose()
    qualifies: tuple[Anchor, ...] = ()
    statements: tuple[PartyStatement, ...] = ()
    conditions: tuple[Condition, ...] = ()


class State(enum.Enum):
    """The states of a plan on its way to approval."""

    DRAFTED = "drafted"
    AGREED = "agreed"
    VALIDATED = "validated"
    APPROVED = "approved"


@checked_value(kw_only=True)
class Approval:
    """A state that the plan has reached, or is expected to reach: by which body, when, in which revision.

    ``expected`` is true where the plan says only that it will reach the state ("The OAP will be validated by COSI",
    section 5.2). ``on`` is None where the plan gives no date.
    """

    state: State
    expected: bool = False
    body: Parties = Parties()
    on: dt.date | None = None
    revision: DocumentNumber | None = None
    stated: Anchor | None = None


def _not_found(_pointer: str, _words: str) -> Place | None:
    return None


@checked_value(kw_only=True)
class Source:
    """Where a plan was read: the name of the file, and ``find``, which returns the place of a value by its pointer.

    ``text`` is the text of the file, or None where the file is not text. ``find_words`` returns the place of some words
    in the text at a pointer.
    """

    file: str
    find: Callable[[str], Place | None]
    text: str | None = attrs.field(default=None, repr=False)
    find_words: Callable[[str, str], Place | None] = _not_found

    def place(self, pointer: str, words: str | None = None) -> Place:
        """Return the place of the value at this pointer, or of the nearest enclosing value that the file has.

        Only the file, if the look-up of the reader fails.

        Args:
            pointer: The pointer of the value.
            words: Words of the value. Their place is returned if the file has them as they are.
        """
        return self.locate(pointer, words)[0]

    def locate(
        self, pointer: str, words: str | None = None, item: str | None = None
    ) -> tuple[Place, BaseException | None]:
        """Return the place as :meth:`place` does, and the exception with which the look-up of the reader stops.

        ``item`` are words to look for where the file has no value at the pointer: an item that the file has only as a
        part of a text.
        """
        try:
            found = self.find(pointer)
            words = item if words is None and found is None else words
            while found is None and pointer:
                pointer = pointer.rpartition("/")[0]
                found = self.find(pointer)
            place = (self.find_words(pointer, words) if words else None) or found or Place(file=self.file)
            check_type("The place of a value", "a Place or None", Place, place)
        except PASSING:
            raise
        except BaseException as crash:  # noqa: BLE001 - the look-up of a plugin's reader may raise anything
            return Place(file=self.file), crash
        return place, None


@checked_value(kw_only=True)
class Checkpoint:
    """A time at which results are reported: the name of its column, and its date where the plan gives one.

    Without ``on``, the name can be a time, such as ``June`` or ``October 2026``:
    :func:`~empact.analysis.checkpoint_dates` returns its dates.
    """

    name: str
    on: dt.date | None = None

    def __str__(self) -> str:
        return self.name if self.on is None else f"{self.name} ({self.on})"


_ACTION, _GOAL = "The number of an action", "The number of a goal"
N = TypeVar("N", Action, StrategicGoal, Section)


def _by_number(things: Iterable[N]) -> dict[str, N]:
    found: dict[str, N] = {}
    for thing in things:
        found.setdefault(thing.number, thing)
    return found


def _joined(text: str | None) -> str | None:
    """Return a marking in one line, or None if it has no words."""
    return " ".join((text or "").split()) or None


def _has_withheld(part: object) -> bool:
    """Return whether a part of a plan, or anything in it, is a cell that is withheld."""
    if getattr(part, "withheld", False) is True:
        return True
    if isinstance(part, tuple):
        return any(map(_has_withheld, cast("tuple[object, ...]", part)))
    if isinstance(part, FrozenMap):
        return any(map(_has_withheld, cast("FrozenMap[str, object]", part).values()))
    cls = type(part)
    names = [field.name for field in attrs.fields(cls)] if attrs.has(cls) else []
    return any(_has_withheld(getattr(part, name)) for name in names if name != "source")


@checked_value(kw_only=True)
class Plan:
    """An operational action plan (OAP): one priority, one period, its goals and its actions, in document order.

    ``driver`` is the member state to which COSI delegates the management, ``oversight`` the body that delegates it.
    ``drafters`` are the states and bodies that wrote the plan, ``support`` those that give project support. A party of
    an action need not be in any of these lists. ``checkpoints`` are the times at which results are reported.
    ``marking`` is the marking as printed, ``marking_today`` how a document has changed it, as far as that is known;
    :meth:`marking_in_force` is what follows from both.
    ``source`` is where the plan was read. It does not count for equality, and a changed plan has none.
    """

    id: str = attrs.field(validator=check_number)
    title: str | None = None
    cycle: PolicyCycle | None = None
    priority: Priority | None = None
    period: Span | None = None
    marking: str | None = None
    marking_today: MarkingToday | None = None
    cover: Cover = Cover()
    oversight: Parties = Parties()
    driver: Parties = Parties()
    co_drivers: Parties = Parties()
    drafters: Parties = Parties()
    support: Parties = Parties()
    states: tuple[Approval, ...] = ()
    provisions: tuple[Provision, ...] = ()
    interdependencies: tuple[Interdependency, ...] = ()
    channels: tuple[Channel, ...] = ()
    sections: tuple[Section, ...] = ()
    documents: tuple[CitedDocument, ...] = ()
    checkpoints: tuple[Checkpoint, ...] = ()
    goals: tuple[StrategicGoal, ...] = ()
    actions: tuple[Action, ...] = ()
    notes: tuple[Note, ...] = ()
    extensions: FrozenMap[str, Any] = FrozenMap()
    source: Source | None = attrs.field(default=None, init=False, eq=False, repr=False)

    def __repr__(self) -> str:
        title = [] if self.title is None else [f"title={format_value(self.title)}"]
        parts = {"goals": self.goals, "actions": self.actions, "sections": self.sections, "notes": self.notes}
        counts = (f"{name}={count_repr(values)}" for name, values in parts.items() if values)
        return call_repr(self, [f"id={format_value(self.id)}", *title, *counts])

    def _repr_html_(self) -> str:
        marking = self.marking_in_force(None)
        caption = [f"{self.id} {self.title or ''}", *([marking] if marking else [])]
        cells = [(one.activity, one.leaders, one.participants, one.timing) for one in self.actions]
        rows = [
            (action.number, *(cell.plain or ("withheld" if cell.withheld else "") for cell in row))
            for action, row in zip(self.actions, cells, strict=True)
        ]
        return html_table(caption, ("Action", "Activity", "Leaders", "Participants", "Timing"), rows)

    @property
    def printed_marking(self) -> str | None:
        """The marking as printed, in one line, or None if it has no words."""
        return _joined(self.marking)

    def marking_in_force(self, on: dt.date | None) -> str | None:
        """Return the marking in force on a day, or None: the printed one, unless a document has changed it.

        A document that declassifies a part of the text, and a public extract, lower the marking only of a plan with
        cells that are withheld. The marking of an output, also about several plans and with records, is
        :func:`empact.analysis.joint_marking`.

        Args:
            on: The date of knowledge. Without it, a status with a date does not count, and the printed marking holds.
        """
        today, printed = self.marking_today, self.printed_marking
        if today is None:
            return printed
        return _joined(today.marking) if self.is_changed_on(on) else printed or _joined(today.marking)

    def is_changed_on(self, day: dt.date | None) -> bool:
        """Whether a document has replaced the printed marking of this plan by another one, or by none, on a day."""
        today = self.marking_today
        if today is None or not today.settled or not today.counts_on(day):
            return False
        return self.has_withheld_cell if today.status.in_part else True

    @cached_property
    def has_withheld_cell(self) -> bool:
        """Whether any cell of the plan is withheld."""
        return _has_withheld(self)

    @cached_property
    def _actions(self) -> dict[str, Action]:
        return _by_number(self.actions)

    @cached_property
    def _goals(self) -> dict[str, StrategicGoal]:
        return _by_number(self.goals)

    @cached_property
    def _sections(self) -> dict[str, Section]:
        return _by_number(self.sections)

    @cached_property
    def _notes(self) -> dict[str, Note]:
        found: dict[str, Note] = {}
        for note in self.notes:
            found.setdefault(note.mark, note)
        return found

    @cached_property
    def _actions_by_goal(self) -> dict[str | None, tuple[Action, ...]]:
        found: dict[str | None, list[Action]] = {}
        for action in self.actions:
            found.setdefault(action.goal, []).append(action)
        return {goal: tuple(actions) for goal, actions in found.items()}

    def action(self, number: str) -> Action:
        """Return the action with this number; the first, where two have it.

        Raises:
            UnknownIdError: The plan has no such action. The message names the closest number.
            TypeError: The number is not a text.
        """
        check_text(_ACTION, number)
        try:
            return self._actions[number]
        except KeyError:
            raise UnknownIdError("Action", number, self._actions) from None

    def goal(self, number: str) -> StrategicGoal:
        """Return the strategic goal with this number; the first, where two have it.

        Raises:
            UnknownIdError: The plan has no such goal. The message names the closest number.
            TypeError: The number is not a text.
        """
        check_text(_GOAL, number)
        try:
            return self._goals[number]
        except KeyError:
            raise UnknownIdError("Strategic goal", number, self._goals) from None

    def find_action(self, number: str) -> Action | None:
        """Return the action with this number (the first, where two have it), or None."""
        check_text(_ACTION, number)
        return self._actions.get(number)

    def find_goal(self, number: str) -> StrategicGoal | None:
        """Return the strategic goal with this number (the first, where two have it), or None."""
        check_text(_GOAL, number)
        return self._goals.get(number)

    def find_section(self, number: str) -> Section | None:
        """Return the narrative section with this number (the first, where two have it), or None."""
        check_text("The number of a section", number)
        return self._sections.get(number)

    def find_note(self, mark: str) -> Note | None:
        """Return the note with this mark (the first, where two have it), or None."""
        check_text("The mark of a note", mark)
        return self._notes.get(mark)

    def actions_of(self, goal: str) -> tuple[Action, ...]:
        """Return the actions of a goal, in document order."""
        check_text(_GOAL, goal)
        return self._actions_by_goal.get(goal, ())
