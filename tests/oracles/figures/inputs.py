"""Plain values for everything that the page on claims needs: a plan, its parties, its rounds and its reports.

Nothing here comes from the program. A set of figures (`World`) is one plan with all that was filed about it; the place
of a report in `World.reports` is its order of filing.
"""

from __future__ import annotations

import calendar
import datetime as dt
import enum
from decimal import Decimal

import attrs

PRESIDENCY = "Presidency"
"""The name under which an action is led by the party that holds the Presidency on a day."""


class Kind(enum.StrEnum):
    """What a figure of a KPI is (section 1)."""

    COUNT = "count"
    LEVEL = "level"
    RATIO = "ratio"
    DAY = "day"
    WORDS = "words"


class CountedBy(enum.StrEnum):
    """Who states the figures of a KPI (section 1)."""

    LEADERS = "leaders"
    PARTIES = "parties"


class PartyKind(enum.StrEnum):
    """What a party is."""

    STATE = "state"
    BODY = "EU body"
    THIRD_COUNTRY = "third country"
    ORGANISATION = "organisation"
    FIRM = "firm"


class Comparison(enum.StrEnum):
    """How a value is compared with its target (section 5)."""

    AT_LEAST = "at least"
    AT_MOST = "at most"
    RANGE = "range"
    BY_DAY = "by a day"


class EntryKind(enum.StrEnum):
    """What a decision about a party or a group says. Each holds from its day on."""

    CONFIRMED = "confirmed"
    DECLINED = "declined"
    EXCLUDED = "excluded"
    LEADS = "leads"
    STOPS_LEADING = "stops leading"
    GROUP_CLOSED = "group closed"


@attrs.frozen(kw_only=True)
class Party:
    """A state, body, country, organisation or firm."""

    code: str
    kind: PartyKind = PartyKind.STATE
    first_day: dt.date | None = None
    """The first day on which it is a member, or exists. None if it always was."""
    last_day: dt.date | None = None
    """The last day on which it is a member, or exists. None if it has no end."""
    former_codes: tuple[str, ...] = ()
    """The names that it had before. It is one party under all of them."""
    predecessors: tuple[str, ...] = ()
    """The bodies that were merged into it. It takes their places from its first day on."""

    def exists_on(self, day: dt.date) -> bool:
        """Return whether it is a member, or exists, on a day."""
        return (self.first_day is None or self.first_day <= day) and (self.last_day is None or day <= self.last_day)


@attrs.frozen(kw_only=True)
class Presidency:
    """Who holds the Presidency from one day to another."""

    party: str
    first_day: dt.date
    last_day: dt.date


@attrs.frozen(kw_only=True)
class Method:
    """How a KPI is counted (section 1)."""

    kind: Kind = Kind.COUNT
    counted_by: CountedBy = CountedBy.LEADERS
    """As the register has it; `by_parties` says what holds."""
    stated_by: str | None = None
    """The one party that keeps the figures. None if those who lead state them."""
    unit: str = "arrests"
    average: bool = False
    """Whether a level is an average."""
    measure: str | None = None
    """What may be summed with other KPIs. None if nothing."""
    counts_from_action: bool = False
    """Whether it counts from the first day of an action that began in an earlier plan. Only the form prints it."""

    @property
    def by_parties(self) -> bool:
        """Whether each party states its own: only counts, and levels that can be added."""
        addable = self.kind is Kind.COUNT or (self.kind is Kind.LEVEL and self.unit != "%" and not self.average)
        return self.counted_by is CountedBy.PARTIES and addable


@attrs.frozen(kw_only=True)
class Base:
    """The figure with which a change is compared. It needs a year and a source."""

    value: Decimal | None
    year: int | None = 2030
    source: str | None = "the report on 2030"

    @property
    def is_usable(self) -> bool:
        """Whether a change can be computed from it."""
        return bool(self.value) and self.year is not None and bool(self.source)


@attrs.frozen(kw_only=True)
class Target:
    """What is to be reached. A ratio is compared in per cent."""

    comparison: Comparison
    low: Decimal | None = None
    """N of "at least N", "at most N", "N to M". In per cent of the base for a change: 5 for "5 % more"."""
    high: Decimal | None = None
    """M of "N to M"."""
    day: dt.date | None = None
    """Its own day. None if it has none."""
    is_change: bool = False
    """Whether `low` and `high` are a change in per cent of `base`."""
    base: Base | None = None


@attrs.frozen(kw_only=True)
class Kpi:
    """A KPI of an action, or one part of it."""

    id: str = "1"
    method: Method = Method()
    day: dt.date | None = None
    """The day of its own to which it is counted. None if it is counted to the data day of each round."""
    target: Target | None = None


@attrs.frozen(kw_only=True)
class Group:
    """A group such as "relevant MS", which an action names instead of its members."""

    members: tuple[str, ...]
    """The parties that it can mean."""
    closed_by_plan: bool = False
    """Whether the plan says who is in it: all its members."""


@attrs.frozen(kw_only=True, eq=False)
class Action:
    """An action of the plan. It is equal to itself alone, so that what is known of it can be kept (`people`)."""

    number: str
    leaders: tuple[str, ...] = ()
    """The parties that lead from the start; `Presidency` is a name too."""
    parties: tuple[str, ...] = ()
    """The other parties that it names."""
    group: Group | None = None
    begin: dt.date | None = None
    """None if it begins with the plan."""
    end: dt.date | None = None
    """None if it ends with the plan."""
    kpis: tuple[Kpi, ...] = ()

    def kpi(self, kpi_id: str) -> Kpi:
        """Return its KPI with an id."""
        return next(kpi for kpi in self.kpis if kpi.id == kpi_id)


@attrs.frozen(kw_only=True)
class Round:
    """One checkpoint's asking and answering (section 2)."""

    name: str
    data_day: dt.date
    reply_day: dt.date
    closed_on: dt.date | None = None
    """The day on which the Driver closed it. None if it is not closed."""


def data_day(checkpoint: dt.date | tuple[int, int] | None, last_day: dt.date) -> dt.date:
    """Return the data day of a checkpoint: a day, the last day of a month, or the last day of the plan.

    Figures never run beyond the last day of the plan.
    """
    if checkpoint is None:
        return last_day
    if isinstance(checkpoint, tuple):
        year, month = checkpoint
        checkpoint = dt.date(year, month, calendar.monthrange(year, month)[1])
    return min(checkpoint, last_day)


@attrs.frozen(kw_only=True)
class Entry:
    """A decision about a party or a group that holds from its day on."""

    kind: EntryKind
    day: dt.date
    party: str | None = None
    """None for the closing of a group."""
    action: str | None = None
    """None for an exclusion, which is about the whole plan."""


@attrs.frozen(kw_only=True)
class Agreement:
    """That Driver or COSI agree that an action is cancelled or carried over."""

    action: str
    word: str
    by: str = "COSI"
    day: dt.date
    document: str = "12/31"


@attrs.frozen
class Number:
    """A number, for a count or a level."""

    value: Decimal
    estimated: bool = False


@attrs.frozen
class Ratio:
    """So many of so many."""

    numerator: Decimal
    denominator: Decimal
    estimated: bool = False


@attrs.frozen
class Reached:
    """The day on which something was reached."""

    day: dt.date


@attrs.frozen
class NotYet:
    """Not reached yet."""


@attrs.frozen
class Words:
    """A sentence."""

    text: str


@attrs.frozen
class Nothing:
    """No more than before."""


@attrs.frozen
class Unchanged:
    """The same as before."""


@attrs.frozen
class StatusWord:
    """The status of an action."""

    word: str
    day: dt.date | None = None


@attrs.frozen
class Did:
    """What a party did, in words. Never a value."""

    text: str


Figure = Number | Ratio | Reached | NotYet | Words
"""What a statement comes to, once `nothing` and `unchanged` are looked up."""
Answer = Figure | Nothing | Unchanged | StatusWord | Did


@attrs.frozen(kw_only=True)
class Settled:
    """What makes a line a settlement."""

    day: dt.date
    """The day agreed."""
    agreed_with: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Line:
    """One statement of a report."""

    action: str
    kpi: str | None = None
    """None for a status, or for what a party did."""
    answer: Answer
    own: bool | None = None
    """Whether it is written as an own number (True) or as the leaders' (False). None if as the method has it."""
    for_party: str | None = None
    """The party whose own number a leader states. None if it is the reporter's."""
    unit: str | None = None
    """None if it is the unit of the KPI."""
    because: str | None = None
    operations: tuple[tuple[str, Decimal], ...] = ()
    """How much "of which in operation X", by the operations' ids."""
    accepted: bool = False
    """Whether it is filed although the action does not name the party (`--accept`)."""
    settled: Settled | None = None


@attrs.frozen(kw_only=True)
class Report:
    """What one party states for one round."""

    id: str
    by: str
    round: str
    day: dt.date
    """The day on the report."""
    lines: tuple[Line, ...] = ()
    supersedes: tuple[str, ...] = ()
    withdraws: tuple[tuple[str, str | None], ...] = ()
    """What is to go: the action, and the KPI or None for the status."""
    because: str | None = None
    """Why it supersedes or withdraws."""
    file: str | None = None
    """What it was filed with: several reports can be in one file. None if it is alone."""


@attrs.frozen(kw_only=True, eq=False)
class World:
    """One plan with all that was filed about it. It is equal to itself alone."""

    first_day: dt.date = dt.date(2031, 1, 1)
    last_day: dt.date = dt.date(2031, 12, 31)
    driver: str = "QM"
    co_drivers: tuple[str, ...] = ()
    parties: tuple[Party, ...] = ()
    presidencies: tuple[Presidency, ...] = ()
    rounds: tuple[Round, ...] = ()
    """In the order of their data days."""
    actions: tuple[Action, ...] = ()
    entries: tuple[Entry, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    reports: tuple[Report, ...] = ()
    """In the order of filing."""
    as_of: dt.date | None = None
    """The day of knowledge. None: every reply day has passed, and every agreement is known."""

    def __attrs_post_init__(self) -> None:
        days = [item.data_day for item in self.rounds]
        if days != sorted(set(days)) or any(day > self.last_day for day in days):
            message = "rounds are in the order of their data days, never two on one day nor after the plan"
            raise ValueError(message)

    def action(self, number: str) -> Action:
        """Return the action with a number."""
        return next(action for action in self.actions if action.number == number)

    def index(self, name: str) -> int:
        """Return the place of a round among the rounds."""
        return next(place for place, item in enumerate(self.rounds) if item.name == name)

    def printed_rounds(self) -> tuple[int, ...]:
        """Return the rounds whose data day has come."""
        return tuple(n for n, item in enumerate(self.rounds) if self.as_of is None or item.data_day <= self.as_of)

    def is_closed(self, place: int) -> bool:
        """Return whether the Driver has closed a round."""
        day = self.rounds[place].closed_on
        return day is not None and (self.as_of is None or day <= self.as_of)

    def reply_day_passed(self, place: int) -> bool:
        """Return whether the reply day of a round has passed. The day itself still counts."""
        return self.as_of is None or self.as_of > self.rounds[place].reply_day
