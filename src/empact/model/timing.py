"""The column Timing: windows, periods, phases and milestones."""

from __future__ import annotations

import enum

import attrs

from empact.model.cells import Cell
from empact.model.conditions import Condition
from empact.model.typed import checked_value

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""The months as the notation prints them, in any locale."""


class Unit(enum.Enum):
    """The unit of a window or a duration."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEMESTER = "semester"
    YEAR = "year"
    PRESIDENCY = "presidency"
    PLAN = "plan"


def ordinal(number: int) -> str:
    """Format a number as an ordinal: 1st, 2nd, 3rd, 4th."""
    tail = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"


def _first(window: Window) -> int:
    return window.first


@checked_value(kw_only=True)
class Window:
    """A window of time: from one month (quarter, semester, week) to another, both included and counted from 1.

    A window with the unit year is the complete year, and with the unit plan the period of the plan.
    """

    unit: Unit = Unit.MONTH
    """The unit of ``first`` and ``last``, by default months."""
    first: int = 1
    """The first month (or quarter, semester, week), counted from 1: 4 is April."""
    last: int = attrs.field(default=attrs.Factory(_first, takes_self=True))
    """The last one, which is part of the window; by default the same as ``first``."""
    year: int | None = None
    """The year, such as 2012. None if the plan does not state it; the dates then come from the period of the plan."""
    last_year: int | None = None
    """The year of the end. None if it is the same year."""
    day: int | None = None
    """The day of the first month. None if the window begins with that month."""
    last_day: int | None = None
    """The day of the last month. None if the window ends with that month."""
    plan_year: int | None = None
    """The number of the year of the plan, in place of a year: 2 is its second year. None if no such year is meant."""
    every_year: bool = False
    """Whether the window is meant in each year of the plan ("every April"). In a file, ``true``."""
    holder: str | None = None
    """With the unit presidency, the state that has the Presidency of the Council in the window, such as ``DK``. None
    otherwise.
    """

    @property
    def single(self) -> bool:
        """Whether the window begins and ends at the same point."""
        return self.first == self.last and self.last_year is None and self.last_day is None

    def __str__(self) -> str:
        match self.unit:
            case Unit.YEAR:
                return self._years()
            case Unit.PLAN:
                return "whole plan period"
            case Unit.PRESIDENCY:
                year = [] if self.year is None else [str(self.year)]
                return " ".join([self.holder or "", "Presidency", *year, *self._of_years()])
            case _:
                return self._range()

    def _of_years(self) -> list[str]:
        if self.every_year:
            return ["of every year"]
        return [f"of plan year {self.plan_year}"] if self.plan_year is not None else []

    def _range(self) -> str:
        start, end = self._point(self.first, self.day), self._point(self.last, self.last_day)
        of = "".join(f" {words}" for words in self._of_years())
        years = (of, of) if self.year is None else (f" {self.year}", f" {self.last_year or self.year}")
        if self.single:
            return self._joined(start) + years[0]
        if self.last_year is not None:
            return f"{self._joined(start)}{years[0]} to {self._joined(end)}{years[1]}"
        if self.unit is Unit.MONTH:
            return f"{start} to {end}{years[0]}"
        return f"{self._joined(f'{start} to {end}')}{years[0]}"

    def _years(self) -> str:
        if self.every_year:
            return "every year"
        if self.year is None:
            return "whole year" if self.plan_year is None else f"plan year {self.plan_year}"
        return f"year {self.year}" if self.last_year is None else f"year {self.year} to {self.last_year}"

    def _point(self, number: int, day: int | None) -> str:
        match self.unit:
            case Unit.MONTH:
                name = MONTHS[number - 1] if 0 < number <= len(MONTHS) else str(number)
                return name if day is None else f"{day} {name}"
            case Unit.QUARTER | Unit.SEMESTER:
                return ordinal(number)
            case _:
                return str(number)

    def _joined(self, point: str) -> str:
        match self.unit:
            case Unit.MONTH:
                return point
            case Unit.QUARTER | Unit.SEMESTER:
                return f"{point} {self.unit.value}"
            case _:
                return f"{self.unit.value} {point}"


def _least(duration: Duration) -> int:
    return duration.least


@checked_value(kw_only=True)
class Duration:
    """How long something takes: "1-2 weeks"."""

    least: int
    """The least number of units: 1 in ``1-2 weeks``, 0 in ``up to 2 weeks``."""
    most: int = attrs.field(default=attrs.Factory(_least, takes_self=True))
    """The greatest number of units: 2 in ``1-2 weeks``; by default the same as ``least``."""
    unit: Unit
    """The unit, such as ``week``."""

    def __str__(self) -> str:
        count = str(self.least) if self.least == self.most else f"{self.least}-{self.most}"
        if self.least == 0:
            count = f"up to {self.most}"
        return f"{count} {self.unit.value}{'' if self.most == 1 else 's'}"


class Choice(enum.Enum):
    """How several windows combine: any one of them, or each."""

    ANY = "any"
    """Any one of the windows ("April/May")."""
    EACH = "each"
    """Each of the windows ("May and June")."""


def _windows(windows: tuple[Window, ...], choice: Choice) -> str:
    return ("/" if choice is Choice.ANY else " and ").join(map(str, windows))


def _bounded(bound: Bound, windows: tuple[Window, ...], choice: Choice) -> str:
    """Format windows with their bound: "by June", "until the end of the year"."""
    end = _ENDS.get(windows) if bound in {Bound.BY, Bound.UNTIL} else None
    if end is not None:
        return f"{bound.value} {end}"
    return f"{bound.value} {_windows(windows, choice)}"


_ENDS: dict[tuple[Window, ...], str] = {
    (Window(unit=Unit.YEAR),): "the end of the year",
    (Window(unit=Unit.PLAN),): "the end of the plan",
}


class Bound(enum.Enum):
    """How a period or a milestone relates to its windows."""

    IN = "in"
    """In the windows."""
    BY = "by"
    """A milestone at the latest at the end of its windows."""
    BEFORE = "before"
    """A milestone before its windows."""
    FROM = "from"
    """From the windows on, for a period to the end of the plan ("at the earliest in May")."""
    AFTER = "after"
    """A period after its windows, to the end of the plan."""
    UNTIL = "until"
    """A period from the start of the plan to the end of its windows."""
    UNDATED = "undated"
    """A milestone without a date."""


class TimingStatus(enum.Enum):
    """How an action stands, written where its time is expected; no dates follow from it."""

    ONGOING = "ongoing"
    PLANNED = "planned"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    SUSPENDED = "suspended"
    CARRIED_OVER = "carried over"
    NOT_APPLICABLE = "not applicable"


@checked_value(kw_only=True)
class Period:
    """When an action, or one of its phases, takes place."""

    windows: tuple[Window, ...] = ()
    """The windows of time, such as ``[{first: 4}, {first: 5}]`` for April/May. Without any, no dates follow from the
    period.
    """
    choice: Choice = Choice.ANY
    """Whether the windows are alternatives (``any``), as in "April/May/June", or all apply (``each``)."""
    bound: Bound = Bound.IN
    """Whether it is in its windows, from them on, after them or until them."""
    status: TimingStatus | None = None
    """A status that the cell has instead of a time, or in addition to it, such as ``ongoing``. None if it has no
    status.
    """
    moved_from: tuple[Window, ...] = ()
    """The original times of a postponed item, such as ``[{first: 3}]`` for "postponed from March to May". They give no
    dates.
    """
    phase: str | None = None
    """The number of the phase of the action that takes place then, in quotes, such as ``"1"``. None for the whole
    action.
    """
    duration: Duration | None = None
    """How long it takes, such as ``{least: 1, most: 2, unit: week}`` for 1-2 weeks. None if the plan does not state it.
    """
    conditions: tuple[Condition, ...] = ()
    """The conditions of this timing."""
    provisional: bool = False
    """Whether the timing is still to be confirmed. In a file, ``true``."""
    decided_by: str | None = None
    """Who still has to determine or confirm the timing, as written, such as ``the Driver``. None if the plan does not
    say.
    """

    def __str__(self) -> str:
        when = _windows(self.windows, self.choice)
        if when and self.bound not in {Bound.IN, Bound.UNDATED}:
            when = _bounded(self.bound, self.windows, self.choice)
        if self.duration is not None:
            when = f"{self.duration} in {when}" if when else str(self.duration)
        known = bool(when)
        if self.status is not None:
            when = self._with_status(self.status, when)
        if self.provisional:
            doubt = f"to be {'confirmed' if known else 'determined'}"
            doubt = doubt if self.decided_by is None else f"{doubt} by {self.decided_by}"
            when = f"{when} ({doubt})" if when else doubt
        when = ", ".join(filter(None, [when, *(condition.text for condition in self.conditions)]))
        return when if self.phase is None else f"phase {self.phase}: {when}"

    def _with_status(self, status: TimingStatus, when: str) -> str:
        if status is not TimingStatus.POSTPONED:
            return f"{status.value} ({when})" if when else status.value
        words = f"{status.value} to {when}" if when else status.value
        old = _windows(self.moved_from, Choice.ANY)
        return f"{words} (from {old})" if old else words


@checked_value(kw_only=True)
class Milestone:
    """An event in the course of an action, which happens once or a number of times."""

    label: str
    """What happens, such as ``Analysts meeting``. In a file, this key makes an item of the timing a milestone."""
    sentence: str | None = None
    """The complete sentence. None if the other fields print it."""
    windows: tuple[Window, ...] = ()
    """When it happens, such as ``[{unit: semester, first: 1}]``."""
    choice: Choice = Choice.ANY
    """Whether it happens in any one of the windows (``any``), or in each."""
    bound: Bound = Bound.IN
    """Whether it happens in its windows, by their end, before them or from them on, or has no date."""
    occurrences: int | None = None
    """How often it happens. None if the plan does not say."""
    locations: tuple[str, ...] = ()
    """Where it happens, alternatives as a list, such as ``[Budapest, Wien]``."""
    responsible: tuple[str, ...] = ()
    """The parties that organise it, such as ``[Europol]`` ("to be planned by Europol")."""
    conditions: tuple[Condition, ...] = ()
    """What must hold for it to happen."""
    provisional: bool = False
    """Whether it is not certain ("could be"). In a file, ``true``."""

    def __str__(self) -> str:
        if self.sentence is not None:
            return self.sentence
        words = self.label
        if self.locations:
            words += f" in {'/'.join(self.locations)}"
        if self.windows and self.bound is not Bound.UNDATED:
            words += f" {_bounded(self.bound, self.windows, self.choice)}"
        texts = [condition.text for condition in self.conditions if condition.text]
        return ", ".join([words, *(text for text in texts if text not in self.label)])


class Timing(Cell[Period | Milestone]):
    """The timing of an action: its periods, by phase where it has phases, and its milestones.

    Loop over it for its items: each is a :class:`Period` or a :class:`Milestone`, or an :class:`Unparsed` for words
    that are not understood; ``understood`` are those without them. ``str(cell)`` is the text as printed; ``text``,
    ``emphasis``, ``items``, ``stated`` and ``withheld`` are the fields of every :class:`Cell`.
    :func:`empact.parse_timing` parses a text.
    """

    __slots__ = ()
