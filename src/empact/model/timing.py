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
    """A window of time: from month (quarter, semester, week) ``first`` to ``last``, both included and counted from 1.

    ``year`` is None where the plan does not state it; the dates then come from the period of the plan. ``last_year`` is
    the year of the end, where it differs. In place of a year, ``plan_year`` is the number of a year of the plan ("the
    2nd year"), and ``every_year`` means each of its years ("every April"). ``day`` and ``last_day`` narrow a window of
    months to days. A window with the unit year is the complete year, with the unit plan the period of the plan, and
    with the unit presidency the time in which the state ``holder`` has the Presidency of the Council.
    """

    unit: Unit = Unit.MONTH
    first: int = 1
    last: int = attrs.field(default=attrs.Factory(_first, takes_self=True))
    year: int | None = None
    last_year: int | None = None
    day: int | None = None
    last_day: int | None = None
    plan_year: int | None = None
    every_year: bool = False
    holder: str | None = None

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
    """How long something takes: ``least`` to ``most`` of the unit ("1-2 weeks"). ``least`` is 0 in "up to 2 weeks"."""

    least: int
    most: int = attrs.field(default=attrs.Factory(_least, takes_self=True))
    unit: Unit

    def __str__(self) -> str:
        count = str(self.least) if self.least == self.most else f"{self.least}-{self.most}"
        if self.least == 0:
            count = f"up to {self.most}"
        return f"{count} {self.unit.value}{'' if self.most == 1 else 's'}"


class Choice(enum.Enum):
    """How several windows combine: any one of them, or each."""

    ANY = "any"
    EACH = "each"


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
    """How a period or a milestone relates to its windows.

    A period is in its windows, ``FROM`` or ``AFTER`` them to the end of the plan, or ``UNTIL`` them from its start. A
    milestone is in, by or before its windows, from them on ("at the earliest in May"), or has no date.
    """

    IN = "in"
    BY = "by"
    BEFORE = "before"
    FROM = "from"
    AFTER = "after"
    UNTIL = "until"
    UNDATED = "undated"


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
    """When an action, or one of its phases, takes place.

    Several windows are alternatives ("April/May/June"), unless ``choice`` is ``EACH``. ``bound`` is how the time
    relates to them: in them, or from, after or until them. ``status`` is what the cell says of the action ("ongoing");
    without windows, no dates follow from it.
    """

    windows: tuple[Window, ...] = ()
    choice: Choice = Choice.ANY
    bound: Bound = Bound.IN
    status: TimingStatus | None = None
    phase: str | None = None
    duration: Duration | None = None
    conditions: tuple[Condition, ...] = ()
    provisional: bool = False

    def __str__(self) -> str:
        when = _windows(self.windows, self.choice)
        if when and self.bound not in {Bound.IN, Bound.UNDATED}:
            when = _bounded(self.bound, self.windows, self.choice)
        if self.duration is not None:
            when = f"{self.duration} in {when}" if when else str(self.duration)
        if self.provisional:
            when = f"{when} (to be confirmed)" if when else "to be determined"
        if self.status is not None:
            when = f"{self.status.value} ({when})" if when else self.status.value
        when = ", ".join(filter(None, [when, *(condition.text for condition in self.conditions)]))
        return when if self.phase is None else f"phase {self.phase}: {when}"


@checked_value(kw_only=True)
class Milestone:
    """An event in the course of an action, which happens once or a number of times.

    ``sentence`` is the complete sentence, where the other fields would not print it. ``occurrences`` is how often it
    happens, None where the plan does not say. ``locations`` are alternatives ("Budapest or Wien"), ``responsible`` are
    the parties that organise it ("to be planned by Europol"). ``provisional`` means that it only "could be" done.
    """

    label: str
    sentence: str | None = None
    windows: tuple[Window, ...] = ()
    choice: Choice = Choice.ANY
    bound: Bound = Bound.IN
    occurrences: int | None = None
    locations: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    provisional: bool = False

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
    ``items``, ``stated`` and ``withheld`` are the fields of every :class:`Cell`. :func:`empact.grammar.parse_timing`
    parses a text.
    """

    __slots__ = ()
