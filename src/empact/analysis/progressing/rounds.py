"""Rounds: the checkpoints of a plan in order, and the reports that belong to each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Iterator, Sequence

from empact.analysis.facts import PlanFacts
from empact.analysis.schedules import checkpoint_dates
from empact.errors import UnknownIdError
from empact.model import FiledReport, Plan, Report, Reports
from empact.values import value


@value
class Round:
    """A round of reports: a checkpoint of a plan.

    A checkpoint of a plan of two years, such as ``June``, has a round in each year.
    """

    number: int
    """The position in the order of time, counted from 0."""
    checkpoint: str
    """The name of the checkpoint."""
    on: dt.date | None = None
    """The cut-off day; None if the plan does not say it."""
    start: dt.date | None = None
    """The day after the cut-off day of the checkpoint before it; None for the first one, or if that day is
    not known.
    """

    def __str__(self) -> str:
        return self.checkpoint


@value(kw_only=True)
class Rounds:
    """The rounds of a plan up to a checkpoint, and the reports in force in each.

    A report belongs to the checkpoint that it names, whatever its day: a report that comes after the cut-off day
    changes the picture of that checkpoint, and not that of the next. The date of knowledge decides whether it is known.
    """

    current: Round | None
    """The checkpoint up to which reports count; None if the plan has none that early."""
    reports: tuple[tuple[Round, FiledReport], ...]
    """The reports of the rounds up to that one, each with its round: in the order of the rounds, then by day."""
    unplaced: tuple[FiledReport, ...]
    """Reports whose checkpoint is none of the plan. They count nowhere."""


def plan_rounds(plan: Plan, reports: Iterable[FiledReport] = ()) -> tuple[Round, ...]:
    """Return the rounds of a plan in the order of time.

    If a checkpoint has no date, the order is that of the plan. A plan without checkpoints has those that its reports
    name, in the order of their first report.
    """
    dated = checkpoint_dates(plan)
    names: list[tuple[str, dt.date | None]] = [(name, day) for name, days in dated.items() for day in days or (None,)]
    if not names:
        names = [(name, None) for name in dict.fromkeys(report.content.checkpoint for report in reports)]
    days = [day for _, day in names]
    if None not in days:
        names.sort(key=lambda pair: pair[1] or dt.date.min)
    starts = [None if day is None else day + dt.timedelta(days=1) for _, day in names]
    return tuple(
        Round(number, name, day, start)
        for number, ((name, day), start) in enumerate(zip(names, [None, *starts], strict=False))
    )


def find_checkpoint(contexts: Iterable[PlanFacts], name: str) -> str:
    """Return the only checkpoint of plans whose name starts with a text; the text itself, if it is not the only one."""
    names = dict.fromkeys(point.checkpoint for ctx in contexts for point in plan_rounds(ctx.plan, ctx.reports))
    start = name.strip().casefold()
    matches = [candidate for candidate in names if start and candidate.casefold().startswith(start)]
    return matches[0] if len(matches) == 1 and name not in names else name


def default_round(rounds: Sequence[Round], reported: Container[Round], as_of: dt.date | None) -> Round | None:
    """Return the checkpoint of a picture that names none; None if the plan has no checkpoints.

    It is the last one that a report is about, or whose cut-off day is not after the date of knowledge, whichever is
    later; before any, it is the first one that is to come. Without a date of knowledge, it is the last one that a
    report is about, or without reports the last one.

    Args:
        rounds: The checkpoints of the plan, in the order of time.
        reported: Those that a report in force is about.
        as_of: The date of knowledge.
    """
    over = [
        point
        for point in rounds
        if point in reported or (point.on is not None and as_of is not None and point.on <= as_of)
    ]
    if over or not rounds:
        return over[-1] if over else None
    return rounds[-1] if as_of is None else rounds[0]


def rounds_until(plan: Plan, reports: Reports, until: Until | None, as_of: dt.date | None = None) -> Rounds:
    """Return the rounds of a plan up to a checkpoint, with the reports in force.

    Args:
        plan: The plan.
        reports: The reports, as known at the date of knowledge.
        until: The checkpoint; None is the default, up to which all reports count.
        as_of: The date of knowledge, on which the default depends.
    """
    in_force = reports.in_force
    rounds = plan_rounds(plan, reports)
    named: dict[str, list[Round]] = {}
    for point in rounds:
        named.setdefault(point.checkpoint, []).append(point)
    placed: list[tuple[Round, FiledReport]] = []
    unplaced: list[FiledReport] = []
    for report in in_force:
        same = named.get(report.content.checkpoint, [])
        if not same:
            unplaced.append(report)
            continue
        if not report.content.is_empty:
            placed.append((_nearest(same, report.content), report))
    placed.sort(key=lambda pair: pair[0].number)  # stable: by day within a round
    reported = {point for point, _ in placed}
    current = default_round(rounds, reported, as_of) if until is None else until.of(rounds)
    kept = [] if current is None else [pair for pair in placed if pair[0].number <= current.number]
    return Rounds(current=current, reports=tuple(kept), unplaced=tuple(unplaced))


def _nearest(rounds: Iterable[Round], report: Report) -> Round:
    """Return the round that a report is about: of checkpoints with one name, the one whose day is nearest."""
    return min(rounds, key=lambda point: abs((report.on - point.on).days) if point.on is not None else 0)


@value
class Until:
    """A checkpoint up to which progress is asked for, in one plan or in several.

    A plan without a checkpoint of this name takes part with its rounds up to the day that the name has in the others.
    """

    checkpoint: str
    """The name of the checkpoint, such as ``June``."""
    day: dt.date | None
    """The cut-off day that the name has; None if no plan says it."""

    @classmethod
    def named(cls, checkpoint: str, plans: Iterable[tuple[Plan, Reports]], as_of: dt.date | None) -> Until:
        """Return the checkpoint with this name.

        Raises:
            UnknownIdError: No plan has such a checkpoint. The message names the closest.
        """
        every = [point for plan, reports in plans for point in plan_rounds(plan, reports)]
        same = [point for point in every if point.checkpoint == checkpoint]
        if not same:
            raise UnknownIdError("Checkpoint", checkpoint, dict.fromkeys(point.checkpoint for point in every))
        days = [point.on for point in same if point.on is not None]
        known = [day for day in days if as_of is None or day <= as_of]
        return cls(checkpoint, max(known or days, default=None))

    def of(self, rounds: Iterable[Round]) -> Round | None:
        """Return the round of a plan that this is."""
        candidates = tuple(self._candidates(tuple(rounds)))
        return candidates[-1] if candidates else None

    def _candidates(self, rounds: tuple[Round, ...]) -> Iterator[Round]:
        same = [point for point in rounds if point.checkpoint == self.checkpoint]
        if same:
            within = [point for point in same if point.on is None or self.day is None or point.on <= self.day]
            yield from within or same[:1]
        elif self.day is not None:
            yield from (point for point in rounds if point.on is not None and point.on <= self.day)
