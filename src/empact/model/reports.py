"""Progress reports: what was done in the actions of a plan, and who reported it (plan sections 5.3, 5.4)."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

import attrs

from empact.arguments import check_date, check_text, check_type
from empact.errors import UnknownIdError
from empact.model.cells import Prose
from empact.model.filed import Filed
from empact.model.frozen import FrozenMap
from empact.model.links import Ref, check_number, check_words
from empact.model.parties import Parties
from empact.model.spans import Span
from empact.model.typed import checked_value


class ReporterRole(enum.Enum):
    """In which role a party reports (plan section 5.3).

    A leader reports the status and the total of an action, a participant its own contribution. The Driver settles what
    leaders report differently, and accounts to COSI.
    """

    LEADER = "leader"
    PARTICIPANT = "participant"
    DRIVER = "driver"
    SUPPORT_UNIT = "support-unit"


class ActionStatus(enum.Enum):
    """The status of an action. The words of a cycle, such as "successfully completed", have one of these meanings."""

    NOT_STARTED = "not-started"
    LIVE = "live"
    COMPLETED = "completed"
    NOT_COMPLETED = "not-completed"
    CARRIED_OVER = "carried-over"
    """It goes on in a later plan."""
    CANCELLED = "cancelled"
    UNCLEAR = "unclear"
    """A report has a word without a clear meaning, or says itself that the status is unclear."""
    NOT_REPORTED = "not-reported"
    """Nobody has reported a status. This is never read as "nothing was done"."""


class FigureScope(enum.Enum):
    """Whether a figure is what the reporter itself contributed, or the total of the action."""

    OWN = "own"
    TOTAL = "total"


class BreakdownKind(enum.Enum):
    """How the parts of a breakdown relate to the figure."""

    EXHAUSTIVE = "exhaustive"
    """The parts add up to the figure."""
    PARTIAL = "partial"
    """Some parts are given: "of which 12 by QN"."""
    OVERLAPPING = "overlapping"
    """One thing can be in several parts."""


@checked_value(kw_only=True)
class Breakdown:
    """A figure by parts.

    Args:
        by: What the parts are, such as ``party`` or ``crime area``.
        kind: How the parts relate to the figure.
        parts: The value of each part, in the unit of the figure.
    """

    by: str = attrs.field(validator=check_words)
    kind: BreakdownKind
    parts: FrozenMap[str, Decimal] = FrozenMap()

    @property
    def dimension(self) -> str:
        """What the parts are, in lower case and with single spaces: breakdowns of one dimension can be compared."""
        return " ".join(self.by.casefold().split())

    @property
    def is_by_party(self) -> bool:
        """Whether the parts are the parties that contributed."""
        return self.dimension == "party"


@checked_value(kw_only=True)
class Figure:
    """One value that a report gives for an action.

    It is about a KPI of the action, or about another measure in words. A ratio has its numerator in ``value`` and its
    denominator in ``of``, so that several ratios can be summed. No value stands for "not reported": such a figure is
    left out.

    Args:
        kpi: The ordinal of the KPI in its action, counted from 1.
        measure: What was measured, in words, where it is no KPI of the plan.
        scope: Whether it is the reporter's own contribution or the total of the action.
        value: The value; of a ratio the numerator.
        of: The denominator of a ratio.
        reached: The day on which a milestone was reached.
        text: The result in words, where it is no number.
        unit: The unit of the value, where it is not that of the KPI.
        period: The days that the value is about; without it, from the start of the plan to the checkpoint if figures
            are cumulative, and since the last checkpoint if they are incremental.
        operation: The id of the operation in which it was achieved.
        breakdowns: The value by parts.
        source: Who or what says so, where it is not the source of the report.

    Raises:
        ValueError: It has both a KPI and a measure, or none; or no value, day or words.
    """

    kpi: int | None = None
    measure: str | None = attrs.field(default=None, validator=attrs.validators.optional(check_words))
    scope: FigureScope
    value: Decimal | None = None
    of: Decimal | None = None
    reached: dt.date | None = None
    text: Prose = Prose()
    unit: str | None = None
    period: Span | None = None
    operation: str | None = attrs.field(default=None, validator=attrs.validators.optional(check_number))
    breakdowns: tuple[Breakdown, ...] = ()
    source: str | None = attrs.field(default=None, validator=attrs.validators.optional(check_words))

    def __attrs_post_init__(self) -> None:
        if (self.kpi is None) is (self.measure is None):
            message = "a figure needs a 'kpi' or a 'measure', and not both"
            raise ValueError(message)
        if self.kpi is not None and self.kpi < 1:
            message = f"the KPIs of an action are counted from 1, not {self.kpi}"
            raise ValueError(message)
        if self.value is None and self.reached is None and not self.text:
            message = "a figure needs a 'value', a day in 'reached', or words in 'text'; leave out what is not reported"
            raise ValueError(message)
        if self.of is not None and self.value is None:
            message = "a figure with 'of' needs the numerator in 'value'"
            raise ValueError(message)


@checked_value(kw_only=True)
class ActionReport:
    """What a report says of one action.

    Args:
        action: The number of the action.
        status: Its status, in the word of the report, such as ``live`` or ``successfully completed``. Only a leader and
            the Driver report one.
        narrative: What was done.
        obstacles: What was in the way.
        support: The support that is needed.
        figures: The values reported.
        started: The day on which the action started.
        ended: The day on which it ended.
        carried_over: The action of a later plan in which it goes on.
        reason: Why it was cancelled or not completed.
        agreed_by: Who agreed that it is cancelled.
    """

    action: str = attrs.field(validator=check_number)
    status: str | None = attrs.field(default=None, validator=attrs.validators.optional(check_words))
    narrative: Prose = Prose()
    obstacles: Prose = Prose()
    support: Prose = Prose()
    figures: tuple[Figure, ...] = ()
    started: dt.date | None = None
    ended: dt.date | None = None
    carried_over: Ref | None = None
    reason: Prose = Prose()
    agreed_by: Parties = Parties()

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing but the number: a place of a form that was left empty. It counts nowhere."""
        return self == ActionReport(action=self.action)


@checked_value(kw_only=True)
class StatedSum:
    """A total that a report states without the figures that it is made of: 240 arrests in all actions."""

    measure: str = attrs.field(validator=check_words)
    value: Decimal
    unit: str | None = None


@checked_value(kw_only=True)
class StatedTotals:
    """The totals of a report as stated. They are compared with what the reports add up to, and never mixed with it.

    Args:
        actions: The number of actions.
        statuses: The number of actions with each status, by the word of the report.
        sums: Totals over several actions.
    """

    actions: int | None = None
    statuses: FrozenMap[str, int] = FrozenMap()
    sums: tuple[StatedSum, ...] = ()


@checked_value(kw_only=True)
class Report:
    """A progress report: what one party says about a plan at a checkpoint.

    Args:
        plan: The id of the plan.
        checkpoint: The name of the checkpoint of the plan, such as ``June``.
        by: The party that reports.
        role: The role in which it reports.
        on: The day of the report.
        channel: The channel by which it came, such as SIENA.
        source: What it was taken from: a form, a letter, the number of a document.
        actions: What it says of each action.
        stated: Totals that it states by itself.
        supersedes: The ids of the reports that it replaces.
        cites: The ids of the reports that it rests on, or, for the Driver, whose difference it settles.
        accounts: The ids of the ledger entries that it cites, such as an account of a leader.
        context: The Driver's own text: what happened around the plan.
        assessment: The Driver's own text: how the results are to be seen.
        outlook: The Driver's own text: what comes next.
        marking: Its marking; None: the printed one of its plan, whatever has become of that.
        extensions: Data of plugins.
    """

    plan: str = attrs.field(validator=check_number)
    checkpoint: str = attrs.field(validator=check_words)
    by: Parties
    role: ReporterRole
    on: dt.date
    channel: str | None = None
    source: str = attrs.field(validator=check_words)
    actions: tuple[ActionReport, ...] = ()
    stated: StatedTotals | None = None
    supersedes: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    context: Prose = Prose()
    assessment: Prose = Prose()
    outlook: Prose = Prose()
    marking: str | None = None
    extensions: FrozenMap[str, Any] = FrozenMap()

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing: a form that was left empty. It counts nowhere."""
        own = self.stated is None and not (self.context or self.assessment or self.outlook or self.extensions)
        return own and all(one.is_empty for one in self.actions)


@checked_value(kw_only=True)
class FiledReport(Filed):
    """A report with its id (the name of its file without suffix) and the SHA-256 digest of its bytes.

    ``source`` is where it was read; it does not count for equality.
    """

    content: Report


def _in_order(reports: Iterable[FiledReport]) -> tuple[FiledReport, ...]:
    known = tuple(reports)
    for report in known:
        check_type("Each report of Reports", "a FiledReport", FiledReport, report)
    return tuple(sorted(known, key=lambda report: (report.content.on, report.id, report.digest)))


@checked_value(kw_only=True)
class Reports:
    """The reports about one plan, sorted by day and then by id, whatever their order on the disk.

    Raises:
        ValueError: A report is about another plan.
    """

    plan: str = attrs.field(validator=check_number)
    reports: tuple[FiledReport, ...] = attrs.field(default=(), converter=_in_order)

    def __attrs_post_init__(self) -> None:
        for report in self.reports:
            if report.content.plan != self.plan:
                message = f"The report {report.id!r} is about {report.content.plan}, not about {self.plan}."
                raise ValueError(message)

    def __iter__(self) -> Iterator[FiledReport]:
        return iter(self.reports)

    def __len__(self) -> int:
        return len(self.reports)

    @cached_property
    def _by_id(self) -> dict[str, FiledReport]:
        return {report.id: report for report in reversed(self.reports)}

    def report(self, id: str) -> FiledReport:
        """Return the report with this id; the first, where two files share a name.

        Raises:
            UnknownIdError: There is no such report. The message names the closest id.
        """
        check_text("The id of a report", id)
        try:
            return self._by_id[id]
        except KeyError:
            raise UnknownIdError("Report", id, self._by_id) from None

    def until(self, day: dt.date | None) -> Reports:
        """Return the reports as known at the end of a day; all of them where the day is None."""
        check_date("The day", day)
        if day is None:
            return self
        return Reports(plan=self.plan, reports=tuple(one for one in self.reports if one.content.on <= day))

    @cached_property
    def circles(self) -> tuple[tuple[FiledReport, ...], ...]:
        """The reports that supersede each other, directly or by way of others: each circle sorted as the reports are.

        The last one of a circle is not superseded by the others. One that names itself alone is no circle.
        """
        named: dict[str, set[str]] = {}
        for report in self.reports:
            named.setdefault(report.id, set()).update(id for id in report.content.supersedes if id in self._by_id)
        place = {id: index for index, id in enumerate(named)}
        circles = (sorted(circle, key=place.__getitem__) for circle in _circles(named) if len(circle) > 1)
        ordered = sorted(circles, key=lambda circle: place[circle[0]])
        return tuple(tuple(self._by_id[id] for id in circle) for circle in ordered)

    @cached_property
    def superseded_by(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the reports that supersede each one, by its id; without those that are not superseded.

        Of reports that supersede each other, the last one is superseded by none of the others.
        """
        kept = {circle[-1].id: {report.id for report in circle} for circle in self.circles}
        found: dict[str, dict[str, None]] = {}
        for report in self.reports:
            for id in report.content.supersedes:
                if report.id not in kept.get(id, {id}):
                    found.setdefault(id, {})[report.id] = None
        return {id: tuple(ids) for id, ids in found.items()}

    @cached_property
    def in_force(self) -> tuple[FiledReport, ...]:
        """The reports that no other report supersedes, each once where files are copies.

        A report that is superseded counts no more, also where the one that replaced it is superseded itself. Of reports
        that supersede each other, the last one stays in force, and a rule reports them.
        """
        superseded = self.superseded_by
        found = {report.digest: report for report in reversed(self.reports) if report.id not in superseded}
        return tuple(report for report in self.reports if found.get(report.digest) is report)


def _circles(named: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Return the groups of ids that lead to each other: strongly connected components, in linear time (Kosaraju)."""
    finished: list[str] = []
    _walk(named, named, lambda _start, id: finished.append(id))
    naming: dict[str, list[str]] = {id: [] for id in named}
    for id, ids in named.items():
        for other in ids:
            naming[other].append(id)
    groups: dict[str, list[str]] = {}
    _walk(naming, reversed(finished), lambda start, id: groups.setdefault(start, []).append(id))
    return list(groups.values())


def _walk(edges: Mapping[str, Iterable[str]], starts: Iterable[str], finish: Callable[[str, str], None]) -> None:
    """Walk from each start, depth first, to all ids that were not reached before; call ``finish`` on the way back."""
    seen: set[str] = set()
    for start in starts:
        if start in seen:
            continue
        seen.add(start)
        path = [(start, iter(edges[start]))]
        while path:
            id, following = path[-1]
            other = next((one for one in following if one not in seen), None)
            if other is None:
                path.pop()
                finish(start, id)
            else:
                seen.add(other)
                path.append((other, iter(edges[other])))


def reports_by_plan(several: Iterable[Reports]) -> dict[str, Reports]:
    """Return reports by plan; several of one plan become one."""
    found: dict[str, list[FiledReport]] = {}
    for reports in several:
        found.setdefault(reports.plan, []).extend(reports)
    return {plan: Reports(plan=plan, reports=tuple(of_plan)) for plan, of_plan in found.items()}
