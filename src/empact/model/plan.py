"""The operational action plan and its parts other than actions: priority, goals, sections, notes, states."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, TypeVar, cast

import attrs

from empact.arguments import as_items, check_date, check_text, check_type, write_text
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
from empact.model.statuses import ActionStatus
from empact.model.typed import checked_value
from empact.reprs import call_repr, count_repr, cut_repr, format_value


@checked_value(kw_only=True)
class CycleStep:
    """A step of the policy cycle, such as the threat assessment."""

    name: str
    """What was done, such as ``OCTA 2011``."""
    body: str | None = None
    """The body that did it, such as ``Council``. None if the plan names none."""
    document: DocumentNumber | None = None
    """The document that records it, such as ``8709/11``. None if the plan cites none."""
    stated: Anchor | None = None
    """The sentence of the plan that says so, such as ``section 1/1/2``."""


@checked_value(kw_only=True)
class PolicyCycle:
    """The EU policy cycle that a plan belongs to, from threat assessment to goals (plan section 1)."""

    id: str
    """The years of the cycle, such as ``2011-2013``."""
    name: str | None = None
    """The name of the cycle. None if the plan does not state it."""
    period: Span | None = None
    """The first and the last day of the cycle. None if the plan does not state it."""
    basis: DocumentNumber | None = None
    """The document that sets the cycle up, such as ``15358/10``. None if the plan cites none."""
    steps: tuple[CycleStep, ...] = ()
    """The steps of the cycle, from the threat assessment to the strategic goals."""
    status_words: FrozenMap[str, ActionStatus] = FrozenMap()
    """The words of the cycle for the status of an action, in addition to those that empact knows, such as ``{in
    delivery: live}``. They override the words of empact.
    """


@checked_value(kw_only=True)
class Priority:
    """The crime priority that a plan serves."""

    code: str | None = attrs.field(default=None, validator=attrs.validators.optional(check_number))
    """The letter of the priority, such as ``C``. It is unique only within its cycle. None if the priority has only a
    name, as since 2018.
    """
    name: str | None = None
    """The name of the priority, such as ``Illegal Immigration``. None if the plan does not state it."""
    stated: Anchor | None = None
    """Where the plan says so, such as ``title``."""


@checked_value(kw_only=True)
class StrategicGoal:
    """A strategic goal: its wording in the body of the plan, and above its actions in the annex, both as printed.

    >>> import empact
    >>> plan = empact.load("oap-c-2012")
    >>> str(plan.goal("7").annex).startswith("To contribute to and make full use of the existing and future EU tools")
    True
    """

    number: str = attrs.field(validator=check_number)
    """The number of the goal, in quotes, such as ``"1"``."""
    body: Prose = Prose()
    """The wording of the goal in the body of the plan, even if it equals that of the annex."""
    annex: Prose = Prose()
    """The wording of the goal above its actions in the annex, even if it equals that of the body."""
    valid: Span | None = None
    """The period for which the goal was adopted; a plan may cover only a part of it (plan section 5.1). None if the
    plan does not state it.
    """
    extensions: FrozenMap[str, Any] = FrozenMap()
    """Data of plugins about this goal, each under the name of its extension."""


@checked_value(kw_only=True)
class Interdependency:
    """Another priority that this one overlaps with (plan section 2)."""

    priority: str
    """The letter of the other priority, such as ``B``."""
    name: str | None = None
    """The name of the other priority, such as ``Western Balkans``. None if the plan does not state it."""
    stated: Anchor | None = None
    """The paragraph that says why, such as ``section 2/2``."""


@checked_value(kw_only=True)
class Section:
    """A narrative section of the plan."""

    number: str = attrs.field(validator=check_number)
    """The number of the section, in quotes, such as ``"5.2"``."""
    heading: str | None = None
    """The complete heading as printed, with the number. None if it has none."""
    text: Prose = Prose()
    """The text of the section. A blank line separates paragraphs, ``[^7]`` marks a note."""


class StatementKind(enum.Enum):
    """The kind of statement that a party makes in a note."""

    POSITION = "position"
    RESERVATION = "reservation"
    CONDITION = "condition"


@checked_value(kw_only=True)
class PartyStatement:
    """A statement of one party in a note ("COM underlines that ISEC can only fund ...", note 8)."""

    party: PartyItem
    """Who makes the statement, such as ``COM``."""
    kind: StatementKind
    """The kind of statement: a position, a reservation or a condition."""
    stated: Anchor | None = None
    """The sentence that holds the statement, such as ``note 8/1/3``."""


@checked_value(kw_only=True)
class Note:
    """A footnote. Its mark is written ``[^7]`` in a text."""

    mark: str = attrs.field(validator=check_number)
    """The mark of the note, in quotes: ``"7"`` for a note that is marked ``[^7]`` in a text."""
    text: Prose = Prose()
    """The text of the note."""
    qualifies: tuple[Anchor, ...] = ()
    """The cells or items that the note is about, such as ``[2.1/leaders]``. They may differ from the place of the mark:
    mark 10 is in the activity of 6.2, but qualifies its participants.
    """
    statements: tuple[PartyStatement, ...] = ()
    """The statements of single parties in the note."""
    conditions: tuple[Condition, ...] = ()
    """The conditions in the note."""


class State(enum.Enum):
    """The states of a plan on its way to approval."""

    DRAFTED = "drafted"
    AGREED = "agreed"
    VALIDATED = "validated"
    APPROVED = "approved"


@checked_value(kw_only=True)
class Approval:
    """A state that the plan has reached, or is expected to reach: by which body, when, in which revision."""

    state: State
    """The state that the plan has reached, or is expected to reach."""
    expected: bool = False
    """Whether the plan is only expected to reach the state, as in ``will be validated by COSI`` (plan section 5.2).
    In a file, ``true``.
    """
    body: Parties = Parties()
    """The body that decides on it, such as COSI."""
    on: dt.date | None = None
    """The day of the decision, such as ``2011-12-08``. None if the plan does not state it."""
    revision: DocumentNumber | None = None
    """The revision of the document that was decided on, such as ``17793/2/11 REV 2``. None if the plan does not state
    it.
    """
    stated: Anchor | None = None
    """The sentence that says so, such as ``covering``."""


def _not_found(_pointer: str, _words: str) -> Place | None:
    return None


@checked_value(kw_only=True)
class Source:
    """Where a plan was read: a file, and look-ups that find the places of its values."""

    file: str
    """The name of the file."""
    find: Callable[[str], Place | None]
    """Returns the place of the value at a pointer, or None if the file has no such value."""
    text: str | None = attrs.field(default=None, repr=False)
    """The text of the file. None if the file is not text."""
    find_words: Callable[[str, str], Place | None] = _not_found
    """Returns the place of some words in the text at a pointer, or None if they are not found there."""

    def place(self, pointer: str, words: str | None = None) -> Place:
        """Return the place of the value at this pointer, or of the nearest enclosing value that the file has.

        If the look-up of the reader fails, the place has only the file.

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
            nearest = self.find(pointer)
            words = item if words is None and nearest is None else words
            while nearest is None and pointer:
                pointer = pointer.rpartition("/")[0]
                nearest = self.find(pointer)
            place = (self.find_words(pointer, words) if words else None) or nearest or Place(file=self.file)
            check_type("The place of a value", "a Place or None", Place, place)
        except PASSING:
            raise
        except BaseException as crash:  # noqa: BLE001 - the look-up of a plugin's reader may raise anything
            return Place(file=self.file), crash
        return place, None


@checked_value(kw_only=True)
class Checkpoint:
    """A time at which results are reported: the name of its column, and its date if the plan gives one."""

    name: str
    """The name of the checkpoint and of its column of results, such as ``June``. It can be a time, such as ``October
    2026``, which then gives the date.
    """
    on: dt.date | None = None
    """The date of the checkpoint, such as ``2012-06-30``. None if the plan gives no date other than in the name."""

    def __str__(self) -> str:
        return self.name if self.on is None else f"{self.name} ({self.on})"


_ACTION, _GOAL = "The number of an action", "The number of a goal"
N = TypeVar("N", Action, StrategicGoal, Section)


def _by_number(items: Iterable[N]) -> dict[str, N]:
    by_number: dict[str, N] = {}
    for item in items:
        by_number.setdefault(item.number, item)
    return by_number


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

    A party of an action need not be in any list of the plan. A changed plan has no source.

    >>> import empact
    >>> plan = empact.load("oap-c-2012")
    >>> plan.id, str(plan.period), len(plan.goals), len(plan.actions)
    ('C-2012', '2012-01-01 to 2012-12-31', 7, 16)
    >>> empact.Plan(id="X-2031", actions=(empact.Action(number="1.1"),)).action("1.1").leaders
    Parties()
    """

    id: str = attrs.field(validator=check_number)
    """The id by which other plans and tools refer to this plan, such as ``C-2012``."""
    title: str | None = None
    """The title of the plan, as printed. None if it has none."""
    cycle: PolicyCycle | None = None
    """The EU policy cycle that the plan belongs to. None if the plan does not state it."""
    priority: Priority | None = None
    """The crime priority that the plan serves, such as ``{code: C, name: Illegal Immigration}``. None if the plan does
    not state it.
    """
    period: Span | None = None
    """The first and the last day that the plan covers, such as ``{start: 2012-01-01, end: 2012-12-31}``. None if the
    plan does not state it.
    """
    marking: str | None = None
    """The classification marking of the document, as printed, such as ``RESTREINT UE/EU RESTRICTED``. None if it has
    none.
    """
    marking_today: MarkingToday | None = None
    """How a document has changed the marking, such as ``{status: declassified, document: 17793/2/11 REV 2 DCL 1}``.
    None if no change is known. ``marking_in_force`` returns the result.
    """
    cover: Cover = Cover()
    """The cover page of the document."""
    oversight: Parties = Parties()
    """The body that delegates the management of the plan to the Driver, such as COSI (plan section 4.1)."""
    driver: Parties = Parties()
    """The member state that manages the plan, such as Italy."""
    co_drivers: Parties = Parties()
    """The member states that manage the plan together with the Driver, in later cycles."""
    drafters: Parties = Parties()
    """The states and bodies that wrote the plan."""
    support: Parties = Parties()
    """The bodies that give project support, such as Europol and Frontex (plan section 4.2)."""
    states: tuple[Approval, ...] = ()
    """The states that the plan has reached, or is expected to reach: drafted, agreed, validated, approved."""
    provisions: tuple[Provision, ...] = ()
    """The provisions of the plan about its own management, each with its sentence."""
    interdependencies: tuple[Interdependency, ...] = ()
    """The other priorities that this one overlaps with, such as B, Western Balkans (plan section 2)."""
    channels: tuple[Channel, ...] = ()
    """The information channels of the plan, such as SIENA (plan section 4.3)."""
    sections: tuple[Section, ...] = ()
    """The narrative sections of the plan, in their order."""
    documents: tuple[CitedDocument, ...] = ()
    """The documents that the plan cites."""
    checkpoints: tuple[Checkpoint, ...] = ()
    """The times at which results are reported, such as ``[June, Dec]``; with a date, ``{name: June, on: 2012-06-30}``
    or ``June (2012-06-30)``.
    """
    goals: tuple[StrategicGoal, ...] = ()
    """The strategic goals, in their order."""
    actions: tuple[Action, ...] = ()
    """The operational actions, in one flat list in the order of the table."""
    notes: tuple[Note, ...] = ()
    """The footnotes."""
    extensions: FrozenMap[str, Any] = FrozenMap()
    """Data of plugins about this plan, each under the name of its extension."""
    source: Source | None = attrs.field(default=None, init=False, eq=False, repr=False)
    """Where the plan was read from. None if it was made in Python or changed. Ignored in comparisons."""

    def __repr__(self) -> str:
        title = [] if self.title is None else [f"title={format_value(self.title)}"]
        parts = {"goals": self.goals, "actions": self.actions, "sections": self.sections, "notes": self.notes}
        counts = (f"{name}={count_repr(values)}" for name, values in parts.items() if values)
        return call_repr(self, [f"id={format_value(self.id)}", *title, *counts])

    def _repr_html_(self) -> str:
        from empact.notebook import html_table

        marking = self.marking_in_force(None)
        caption = [f"{self.id} {self.title or ''}", *([marking] if marking else [])]
        cells = [(action.activity, action.leaders, action.participants, action.timing) for action in self.actions]
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

        A document that declassifies a part of the text, or a public extract, lowers the marking only if the plan has
        withheld cells. The marking of an output, including outputs about several plans and with records, is the
        ``marking`` of its context.

        Args:
            on: The date of knowledge. Without it, a status with a date does not count, and the printed marking holds.
        """
        check_date("on", on)
        today, printed = self.marking_today, self.printed_marking
        if today is None:
            return printed
        return _joined(today.marking) if self.is_changed_on(on) else printed or _joined(today.marking)

    def is_changed_on(self, day: dt.date | None) -> bool:
        """Whether a document has replaced the printed marking of this plan by another one, or by none, on a day."""
        check_date("day", day)
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
        by_mark: dict[str, Note] = {}
        for note in self.notes:
            by_mark.setdefault(note.mark, note)
        return by_mark

    @cached_property
    def _actions_by_goal(self) -> dict[str | None, tuple[Action, ...]]:
        by_goal: dict[str | None, list[Action]] = {}
        for action in self.actions:
            by_goal.setdefault(action.goal, []).append(action)
        return {goal: tuple(actions) for goal, actions in by_goal.items()}

    def action(self, number: str) -> Action:
        """Return the action with this number; if two have it, the first.

        >>> import empact
        >>> plan = empact.load("oap-c-2012")
        >>> [str(leader) for leader in plan.action("2.2").leaders]
        ['HU', 'AT', 'Frontex']

        Args:
            number: The number of the action, such as ``2.2``; or its id with the plan, ``C-2012:2.2``.

        Raises:
            UnknownIdError: The plan has no such action. The message names the closest number.
            TypeError: The number is not a text.
        """
        check_text(_ACTION, number)
        try:
            return self._actions[number.removeprefix(f"{self.id}:")]
        except KeyError:
            raise UnknownIdError("Action", number, self._actions) from None

    def goal(self, number: str) -> StrategicGoal:
        """Return the strategic goal with this number; if two have it, the first.

        >>> import empact
        >>> plan = empact.load("oap-c-2012")
        >>> plan.goal("2").number
        '2'

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
        """Return the action with this number (if two have it, the first), or None.

        >>> import empact
        >>> plan = empact.load("oap-c-2012")
        >>> plan.find_action("9.9") is None
        True
        """
        check_text(_ACTION, number)
        return self._actions.get(number)

    def find_goal(self, number: str) -> StrategicGoal | None:
        """Return the strategic goal with this number (if two have it, the first), or None."""
        check_text(_GOAL, number)
        return self._goals.get(number)

    def find_section(self, number: str) -> Section | None:
        """Return the narrative section with this number (if two have it, the first), or None."""
        check_text("The number of a section", number)
        return self._sections.get(number)

    def find_note(self, mark: str) -> Note | None:
        """Return the note with this mark (if two have it, the first), or None."""
        check_text("The mark of a note", mark)
        return self._notes.get(mark)

    @cached_property
    def _positions(self) -> dict[str, list[int]]:
        by_number: dict[str, list[int]] = {}
        for position, action in enumerate(self.actions):
            by_number.setdefault(action.number, []).append(position)
        return by_number

    def position(self, action: Action | str) -> int:
        """Return the index of an action in ``actions``: of this very action, or of the first with this number or id.

        Two actions can have the same number, and never the same position.

        Raises:
            UnknownIdError: The plan has no such action. The message names the closest number.
            TypeError: The action is neither an Action nor a text.
        """
        if isinstance(action, str):
            number = action.removeprefix(f"{self.id}:")
            if number not in self._positions:
                raise UnknownIdError("Action", action, self._positions)
            return self._positions[number][0]
        check_type("The action", "an Action or its number", Action, action, write_text)
        same = self._positions.get(action.number, ())
        for position in same:
            if self.actions[position] is action:
                return position
        for position in same:  # a plan that was copied, or sent to another process, has equal actions
            if self.actions[position] == action:
                return position
        hint = f"{self.id} has another action with this number." if same else None
        raise UnknownIdError("Action", action.number, self._positions, hint=hint)

    def actions_of(self, goal: StrategicGoal | str) -> tuple[Action, ...]:
        """Return the actions of a goal or of the goal with this number, in document order.

        >>> import empact
        >>> plan = empact.load("oap-c-2012")
        >>> [action.number for action in plan.actions_of("2")]
        ['2.1', '2.2', '2.3']

        Raises:
            UnknownIdError: The plan has no such goal, and no action names it. The message names the closest number.
            TypeError: The goal is neither a StrategicGoal nor a text.
        """
        if not isinstance(goal, str):
            check_type("The goal", "a StrategicGoal or its number", StrategicGoal, goal, write_text)
            if goal not in self.goals:
                raise UnknownIdError("Strategic goal", goal.number, self._goals)
            goal = goal.number
        actions = self._actions_by_goal.get(goal, ())
        if not actions:
            self.goal(goal)
        return actions


def check_plan(call: str, plan: object) -> None:
    """Raise a TypeError if the argument of a call such as ``schedule()`` is not a plan."""
    check_type(f"{call} takes", "a plan", Plan, plan, write_plan)


def write_plan(value: object) -> str | None:
    """Return what to write instead of something that is not a plan: a name, a text, a list of plans, a reading."""
    if isinstance(value, str):
        json = value.lstrip().startswith("{")
        if json or len(value.splitlines()) > 1:
            return f"loads(text, format={'json' if json else 'yaml'!r})"
        return f"load({cut_repr(value)})"
    if isinstance(value, (list, tuple)):
        return "*plans"
    return next((f"its .{name}" for name in ("value", "plan") if hasattr(value, name)), None)


def plan_id(plan: Plan | str) -> str:
    """Return the id of a plan, given as such or as the plan.

    Raises:
        TypeError: It is neither a plan nor a text.
    """
    if isinstance(plan, Plan):
        return plan.id
    check_type("The plan", "a Plan or its id", str, plan)
    return plan


def plan_ids(plans: Iterable[Plan | str]) -> tuple[str, ...]:
    """Return the ids of plans, each given as such or as the plan.

    Raises:
        TypeError: The plans are a single text, or one of them is neither a plan nor a text.
    """
    return tuple(map(plan_id, as_items("plans", "a list of plans or their ids", plans)))
