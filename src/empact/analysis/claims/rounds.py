"""Rounds: the checkpoints of a plan in order, each with the days that it is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Sequence

from empact.analysis.facts import PlanFacts
from empact.analysis.schedules import checkpoint_dates
from empact.errors import UnknownIdError
from empact.model import Plan, Span
from empact.values import stand_in, value


@value
class Round:
    """A round of reports: a checkpoint of a plan with its cut-off day.

    A checkpoint of a plan of two years, such as ``June``, has a round in each year. A checkpoint without a day has no
    round. Rounds are in the order of their days; the day on which a report was filed makes no difference.
    """

    number: int
    """The position in the order of time, counted from 0."""
    checkpoint: str
    """The name of the checkpoint."""
    on: dt.date
    """The cut-off day."""
    days: Span
    """The days that the round is about: from the day after the last cut-off day, or of the first round from the first
    day of the plan, to its own; never past the last day of the plan.
    """

    @stand_in
    def name(self) -> str:
        """The name of the checkpoint, as reports write it."""
        return self.checkpoint

    def __str__(self) -> str:
        return self.checkpoint


def plan_rounds(plan: Plan) -> tuple[Round, ...]:
    """Return the rounds of a plan in the order of their days."""
    named = sorted((day, name) for name, days in checkpoint_dates(plan).items() for day in days)
    rounds: list[Round] = []
    start = plan.period.start if plan.period is not None else None
    for number, (day, name) in enumerate(named):
        end = day if plan.period is None else min(day, plan.period.end)
        first = end if start is None else min(start, end)
        rounds.append(Round(number, name, day, Span(start=first, end=end)))
        start = day + dt.timedelta(days=1)
    return tuple(rounds)


def find_checkpoint(contexts: Iterable[PlanFacts], name: str) -> str:
    """Return the only checkpoint of plans whose name starts with a text; the text itself, if it is not the only one."""
    names = dict.fromkeys(point.checkpoint for ctx in contexts for point in plan_rounds(ctx.plan))
    start = name.strip().casefold()
    matches = [candidate for candidate in names if start and candidate.casefold().startswith(start)]
    return matches[0] if len(matches) == 1 and name not in names else name


def round_of(rounds: Iterable[Round], checkpoint: str, day: dt.date) -> Round | None:
    """Return the round that a checkpoint with this name is; of several, the one nearest to a day. None if none is."""
    same = [point for point in rounds if point.checkpoint == checkpoint]
    return min(same, key=lambda point: abs((day - point.on).days), default=None)


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
    over = [point for point in rounds if point in reported or (as_of is not None and point.on <= as_of)]
    if over or not rounds:
        return over[-1] if over else None
    return rounds[-1] if as_of is None else rounds[0]


@value
class Until:
    """A checkpoint up to which progress is asked for, in one plan or in several.

    A plan without a checkpoint of this name takes part with its rounds up to the day that the name has in the others.
    """

    checkpoint: str
    """The name of the checkpoint, such as ``June``."""
    day: dt.date
    """The cut-off day that the name has."""

    @classmethod
    def named(cls, checkpoint: str, plans: Iterable[Plan], as_of: dt.date | None) -> Until:
        """Return the checkpoint with this name.

        Raises:
            UnknownIdError: No plan has such a checkpoint. The message names the closest.
        """
        every = [point for plan in plans for point in plan_rounds(plan)]
        same = [point for point in every if point.checkpoint == checkpoint]
        if not same:
            raise UnknownIdError("Checkpoint", checkpoint, dict.fromkeys(point.checkpoint for point in every))
        days = [point.on for point in same]
        known = [day for day in days if as_of is None or day <= as_of]
        return cls(checkpoint, max(known or days))

    def of(self, rounds: Iterable[Round]) -> Round | None:
        """Return the round of a plan that this is; None if the plan has none that early."""
        every = tuple(rounds)
        same = [point for point in every if point.checkpoint == self.checkpoint]
        within = [point for point in same or every if point.on <= self.day]
        chosen = within or same[:1]
        return chosen[-1] if chosen else None
