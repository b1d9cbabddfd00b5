"""Progress reports: what was done in the actions of a plan, and who reported it (plan sections 5.3, 5.4)."""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

import attrs

from empact.arguments import check_date, check_text, check_type
from empact.diagnostics import Pointer
from empact.errors import UnknownIdError
from empact.model.cells import Prose
from empact.model.filed import SHORT, Filed
from empact.model.frozen import FrozenMap
from empact.model.links import Ref, check_number, check_words
from empact.model.measures import KpiNumber, optional_kpi_number
from empact.model.parties import Parties
from empact.model.redactions import FiledRedaction
from empact.model.spans import Span
from empact.model.typed import checked_value
from empact.model.written_for import NamedAction, WrittenFor

_NAMED = 4
"""The digits of a digest by which people name a report, if no other id starts so."""


class FigureScope(enum.Enum):
    """Whether a figure is what the reporter itself contributed, or the total of the action."""

    OWN = "own"
    TOTAL = "total"


class BreakdownKind(enum.Enum):
    """How the parts of a breakdown relate to the figure."""

    EXHAUSTIVE = "exhaustive"
    """The parts add up to the figure."""
    PARTIAL = "partial"
    """Only some parts are given: "of which 12 by QN"."""
    OVERLAPPING = "overlapping"
    """One thing can be in several parts."""


@checked_value(kw_only=True)
class Breakdown:
    """A figure by parts."""

    by: str = attrs.field(validator=check_words)
    """What the parts are, such as ``party`` or ``crime area``."""
    kind: BreakdownKind
    """Whether the parts add up to the value: ``exhaustive`` (they do), ``partial`` (of which), or ``overlapping`` (one
    thing can be in several parts).
    """
    parts: FrozenMap[str, Decimal] = FrozenMap()
    """The value of each part, in the unit of the figure, such as ``{QN: 90, QP: 120}``."""

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

    It is about a KPI of the action, or about another measure in words. Leave out a figure that is not reported. A party
    that has nothing to report says so with ``nothing``.

    Raises:
        ValueError: It has both a KPI and a measure, or none; or no value, day or words, and is not ``nothing``.
    """

    kpi: KpiNumber | None = attrs.field(default=None, converter=optional_kpi_number)
    """The number of the KPI in its action, counted from 1, such as ``1``; a part of a KPI that names two things has a
    letter: ``1a``. None if the figure is about a ``measure``.
    """
    measure: str | None = attrs.field(default=None, validator=attrs.validators.optional(check_words))
    """What was measured, in words. None if the figure is about a KPI of the plan."""
    scope: FigureScope
    """Whether it is the reporter's own contribution (``own``) or the total of the action (``total``). The two are
    compared, never added.
    """
    value: Decimal | None = None
    """The value, in ``unit``; for a ratio, the numerator. None if the result is a day or words."""
    of: Decimal | None = None
    """The denominator of a ratio, 12 ``of`` 20, so that several ratios can be summed. None for other figures."""
    reached: dt.date | None = None
    """The day on which a milestone was reached. None for other figures."""
    text: Prose = Prose()
    """The result in words, if it is not a number."""
    unit: str | None = None
    """The unit of the value. None if it is the unit of the KPI."""
    period: Span | None = None
    """The days that the value is about. None if it runs from the start of the plan to the checkpoint (cumulative
    figures), or since the last checkpoint (incremental ones).
    """
    operations: FrozenMap[str, Decimal] = FrozenMap()
    """How much of the value was achieved in operations, by their ids, such as ``{JAD-2012-1: 460}``."""
    nothing: bool = False
    """Whether the party has nothing to report since the last checkpoint, or nothing new for a cumulative KPI. The party
    then counts as having answered.
    """
    lower_because: Prose = Prose()
    """Why a cumulative value is lower than what the party reported at the last checkpoint."""
    breakdowns: tuple[Breakdown, ...] = ()
    """The value by parts, such as by party."""
    source: str | None = attrs.field(default=None, validator=attrs.validators.optional(check_words))
    """Who or what says so. None if it is the source of the report."""

    def __attrs_post_init__(self) -> None:
        if (self.kpi is None) is (self.measure is None):
            message = "a figure needs a 'kpi' or a 'measure', not both"
            raise ValueError(message)
        given = self.value is not None or self.reached is not None or bool(self.text)
        if given is self.nothing:
            message = (
                "a figure with 'nothing: true' has no value, day or words"
                if given
                else "a figure needs a 'value', a day in 'reached', words in 'text', or 'nothing: true'; "
                "leave out what is not reported"
            )
            raise ValueError(message)
        if self.of is not None and self.value is None:
            message = "a figure with 'of' needs the numerator in 'value'"
            raise ValueError(message)


@checked_value(kw_only=True)
class ActionReport:
    """What a report says about one action."""

    action: str = attrs.field(validator=check_number)
    """The number of the action, in quotes, such as ``"1.1"``."""
    status: str | None = attrs.field(default=None, validator=attrs.validators.optional(check_words))
    """The status in the words of the report, such as ``live`` or ``successfully completed``. Only a leader reports it.
    None if it is not reported.
    """
    narrative: Prose = Prose()
    """What was done."""
    obstacles: Prose = Prose()
    """What was in the way."""
    support: Prose = Prose()
    """The support that is needed."""
    figures: tuple[Figure, ...] = ()
    """The values reported, for KPIs of the action and other measures."""
    started: dt.date | None = None
    """The day on which the action started. None if it is not reported."""
    ended: dt.date | None = None
    """The day on which the action ended. None if it is not reported."""
    carried_over: Ref | None = None
    """The action of a later plan that continues it, such as ``C-2013:1.1``. None if it does not continue."""
    reason: Prose = Prose()
    """Why it was cancelled or not completed."""
    agreed_by: Parties = Parties()
    """Who agreed that it is cancelled."""

    @property
    def is_empty(self) -> bool:
        """Whether it has only the number, because the form was left blank. It is not counted."""
        if self.status is not None or self.figures:  # most reports have one of them
            return False
        return self == ActionReport(action=self.action)


@checked_value(kw_only=True)
class Settlement:
    """The Driver's decision if leaders report something about an action differently.

    It replaces the leaders' statements, as long as it cites exactly the reports in force that state the same thing.

    Raises:
        ValueError: It settles several things or none, or a value without its KPI.
    """

    checkpoint: str | None = attrs.field(default=None, validator=attrs.validators.optional(check_words))
    """The name of the checkpoint whose difference it settles. None if it is that of the report."""
    action: str = attrs.field(validator=check_number)
    """The number of the action, in quotes, such as ``"1.1"``."""
    kpi: KpiNumber | None = attrs.field(default=None, converter=optional_kpi_number)
    """The KPI, such as ``1``, or a part of it, such as ``1a``. None if it settles a status or a day of the action."""
    value: Decimal | None = None
    """The total, in the unit of the KPI; for a ratio, the numerator. None if it settles something else."""
    of: Decimal | None = None
    """The denominator of a ratio. None for other values."""
    reached: dt.date | None = None
    """The day on which a milestone was reached. None if it settles something else."""
    status: str | None = attrs.field(default=None, validator=attrs.validators.optional(check_words))
    """The status of the action, in a word of the cycle. None if it settles something else."""
    started: dt.date | None = None
    """The day on which the action started. None if it settles something else."""
    ended: dt.date | None = None
    """The day on which the action ended. None if it settles something else."""
    cites: tuple[str, ...]
    """The ids of the reports that differ: the names of their files."""

    def __attrs_post_init__(self) -> None:
        of_kpi = [given for given in (self.value, self.reached) if given is not None]
        of_action = [given for given in (self.status, self.started, self.ended) if given is not None]
        if len(of_kpi) + len(of_action) != 1:
            message = "a settlement needs one of 'value', 'reached', 'status', 'started' and 'ended'"
            raise ValueError(message)
        if bool(of_kpi) is (self.kpi is None):
            message = "a settlement of a 'value' or of a day in 'reached' needs its 'kpi', and others have none"
            raise ValueError(message)
        if self.of is not None and self.value is None:
            message = "a settlement with 'of' needs the numerator in 'value'"
            raise ValueError(message)


@checked_value(kw_only=True)
class StatedSum:
    """A total that a report states without its component figures: 240 arrests in all actions."""

    measure: str = attrs.field(validator=check_words)
    """What is summed, such as ``arrests``."""
    value: Decimal
    """The total as stated, in ``unit``."""
    unit: str | None = None
    """The unit of the value, such as ``EUR``. None if ``measure`` says what is counted."""


@checked_value(kw_only=True)
class StatedTotals:
    """The totals stated in a report. They are compared with what the reports add up to, but never counted."""

    actions: int | None = None
    """The number of actions. None if the report does not state it."""
    statuses: FrozenMap[str, int] = FrozenMap()
    """The number of actions with each status, by the words of the report."""
    sums: tuple[StatedSum, ...] = ()
    """Totals over several actions."""


OWN_TEXTS = ("context", "assessment", "decisions", "support", "outlook")
"""The sections of the Driver's own text: the names of the fields of a report, in the order of reading."""


def _check_sha256(_instance: object, _attribute: object, digest: str) -> None:
    if not re.fullmatch("[0-9a-f]{64}", digest):
        message = f"the SHA-256 digest of a file must be 64 digits from 0 to f, not {digest!r}"
        raise ValueError(message)


@checked_value(kw_only=True)
class Received:
    """The file that a report came in: a form that was filled in. ``empact report add`` writes it; nobody types it.

    Raises:
        ValueError: The digest does not have 64 digits.
    """

    sha256: str = attrs.field(validator=_check_sha256)
    """The SHA-256 digest of the file, which is kept unchanged in the folder ``received``."""
    cells: FrozenMap[str, str] = FrozenMap[str, str]()
    """The cell from which each value comes, by the pointer of the value: ``{/actions/0/status: "sheet 'What you lead',
    cell D7"}``.
    """


@checked_value(kw_only=True)
class Report:
    """A progress report: what one party says about a plan at a checkpoint."""

    plan: str = attrs.field(validator=check_number)
    """The id of the plan that the report is about, such as ``C-2012``."""
    checkpoint: str = attrs.field(validator=check_words)
    """The name of the plan's checkpoint that the report is for, such as ``June``."""
    by: Parties
    """The party that reports, such as ``IT``; exactly one."""
    part: str | None = attrs.field(default=None, validator=attrs.validators.optional(check_words))
    """The part of the party that reports, such as ``customs``, if several authorities of the party report separately.
    None if the report is for the whole party.
    """
    on: dt.date
    """The day of the report, such as ``2012-06-30``."""
    channel: str | None = None
    """The channel by which the report came, such as SIENA. None if it is not known."""
    source: str = attrs.field(validator=check_words)
    """The source: a form, a letter, the number of a document."""
    actions: tuple[ActionReport, ...] = ()
    """What it says about each action."""
    stated: StatedTotals | None = None
    """Totals stated in the report. They are compared with what the reports add up to, but never counted. None if it
    states none.
    """
    supersedes: tuple[str, ...] = ()
    """The ids (file names) of the reports that this one replaces: reports of the same party for the same checkpoint,
    with the same or an earlier day.
    """
    settles: tuple[Settlement, ...] = ()
    """What the Driver settles if leaders report differently."""
    accounts: tuple[str, ...] = ()
    """The ids of the ledger entries that it cites, such as an account of a leader."""
    context: Prose = Prose()
    """The Driver's own text: the context of the plan."""
    assessment: Prose = Prose()
    """The Driver's own text: its assessment of the results."""
    decisions: Prose = Prose()
    """The Driver's own text: what COSI is asked to decide."""
    support: Prose = Prose()
    """The Driver's own text: the support that the plan needs."""
    outlook: Prose = Prose()
    """The Driver's own text: what comes next."""
    written_for: WrittenFor = WrittenFor()
    """The revision of the plan, and the content of each action that it names, at the time of writing; forms and
    ``empact report add`` write it. Empty if it was written by hand.
    """
    received: Received | None = None
    """The file that it came in, if that is a form which ``empact report add`` has read. None if it was written by hand.
    """
    marking: str | None = None
    """Its own marking, such as ``RESTREINT UE/EU RESTRICTED``. If None, it has the printed marking of its plan, even if
    a document has changed that marking.
    """
    extensions: FrozenMap[str, Any] = FrozenMap()
    """Data of plugins about this report, each under the name of its extension."""

    def named_actions(self, plan_id: str) -> tuple[NamedAction, ...]:
        """Return where it names actions of a plan."""
        check_text("The plan id", plan_id)
        if plan_id != self.plan:
            return ()
        lists: tuple[tuple[str, tuple[ActionReport | Settlement, ...]], ...] = (
            ("actions", self.actions),
            ("settles", self.settles),
        )
        return tuple(
            NamedAction(at=Pointer() / key / index / "action", name=said.action, number=said.action)
            for key, several in lists
            for index, said in enumerate(several)
            if not (isinstance(said, ActionReport) and said.is_empty)
        )

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing, because the form was left blank. It is not counted."""
        own = self.settles or self.own_text or self.extensions
        states_no_totals = self.stated is None or self.stated == StatedTotals()
        return states_no_totals and not own and all(action.is_empty for action in self.actions)

    @property
    def own_text(self) -> Mapping[str, Prose]:
        """The sections of the Driver's own text that are written, by the name of the field, in their order."""
        sections = {name: getattr(self, name) for name in OWN_TEXTS}
        return {name: text for name, text in sections.items() if text}


@checked_value(kw_only=True)
class FiledReport(Filed):
    """A report with its id and its digest."""

    content: Report
    """What was reported."""


def _in_order(reports: Iterable[FiledReport]) -> tuple[FiledReport, ...]:
    known = tuple(reports)
    for report in known:
        check_type("Each report of Reports", "a FiledReport", FiledReport, report)
    return tuple(sorted(known, key=lambda report: (report.content.on, report.id, report.digest)))


def _redacted_in_order(redactions: Iterable[FiledRedaction]) -> tuple[FiledRedaction, ...]:
    known = tuple(redactions)
    for redaction in known:
        check_type("Each redaction of Reports", "a FiledRedaction", FiledRedaction, redaction)
    return tuple(sorted(known, key=lambda redaction: (redaction.content.on, redaction.id)))


@checked_value(kw_only=True)
class Reports:
    """The reports about one plan, sorted by day and then by id.

    Raises:
        ValueError: A report, or a redaction, is about another plan.
    """

    plan: str = attrs.field(validator=check_number)
    """The id of the plan that all reports are about, such as ``C-2012``."""
    reports: tuple[FiledReport, ...] = attrs.field(default=(), converter=_in_order)
    """The reports, by day and then by id."""
    redactions: tuple[FiledRedaction, ...] = attrs.field(default=(), converter=_redacted_in_order)
    """The reports that were redacted, by their day and then by id: what they stated does not count."""

    def __attrs_post_init__(self) -> None:
        for report in (*self.reports, *self.redactions):
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
        """Return the report with this id; if two files share a name, the first.

        Raises:
            UnknownIdError: There is no such report. The message names the closest id.
        """
        check_text("The id of a report", id)
        try:
            return self._by_id[id]
        except KeyError:
            raise UnknownIdError("Report", id, self._by_id) from None

    def starting_with(self, start: str) -> tuple[FiledReport, ...]:
        """Return the reports whose id starts with a text, by id."""
        check_text("The start of an id", start)
        return tuple(self._by_id[id] for id in sorted(self._by_id) if id.startswith(start))

    def start_of(self, id: str) -> str:
        """Return the start of an id by which people can name the report: up to four digits of its digest.

        It is the complete id if another one starts so too, or if the id does not end with a digest.
        """
        check_text("The id of a report", id)
        report = self._by_id.get(id)
        if report is None or report.named_digest is None:
            return id
        start = id[: _NAMED - SHORT]
        return start if len(self.starting_with(start)) == 1 else id

    def until(self, day: dt.date | None) -> Reports:
        """Return the reports as known at the end of a day; all of them where the day is None."""
        check_date("The day", day)
        if day is None:
            return self
        return Reports(
            plan=self.plan,
            reports=tuple(report for report in self.reports if report.content.on <= day),
            redactions=tuple(redaction for redaction in self.redactions if redaction.content.on <= day),
        )

    @cached_property
    def circles(self) -> tuple[tuple[FiledReport, ...], ...]:
        """The reports that supersede each other, directly or by way of others: each circle sorted as the reports are.

        None of a circle is superseded by the others. One that names itself alone is not a circle.
        """
        named: dict[str, set[str]] = {}
        for report in self.reports:
            named.setdefault(report.id, set()).update(id for id in report.content.supersedes if id in self._by_id)
        place = {id: index for index, id in enumerate(named)}
        circles = (sorted(circle, key=place.__getitem__) for circle in circles_among(named) if len(circle) > 1)
        ordered = sorted(circles, key=lambda circle: place[circle[0]])
        return tuple(tuple(self._by_id[id] for id in circle) for circle in ordered)


def circles_among(named: Mapping[str, Iterable[str]]) -> list[list[str]]:
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
            other = next((other for other in following if other not in seen), None)
            if other is None:
                path.pop()
                finish(start, id)
            else:
                seen.add(other)
                path.append((other, iter(edges[other])))


def reports_by_plan(several: Iterable[Reports]) -> dict[str, Reports]:
    """Return reports by plan; several of one plan become one."""
    by_plan: dict[str, list[Reports]] = {}
    for reports in several:
        by_plan.setdefault(reports.plan, []).append(reports)
    return {plan: of_plan[0] if len(of_plan) == 1 else _joined(plan, of_plan) for plan, of_plan in by_plan.items()}


def _joined(plan: str, several: Sequence[Reports]) -> Reports:
    return Reports(
        plan=plan,
        reports=tuple(report for reports in several for report in reports),
        redactions=tuple(redaction for reports in several for redaction in reports.redactions),
    )
