"""Rounds: the checkpoints of a plan in order, each with the days that it is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Iterator, Sequence

from empact.analysis.checkpoints import NamedCheckpoint, named_checkpoint, plan_checkpoints
from empact.analysis.facts import PlanFacts
from empact.errors import UnknownIdError
from empact.model import FiledRedaction, Plan, Span
from empact.model.plan import check_plan
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
    label: str
    """The name of the checkpoint; if the plan has it more than once, with the year or the day: ``June 2032``."""

    @stand_in
    def name(self) -> str:
        """The name of the checkpoint, as reports write it: ``June``, or ``June 2032`` if the plan has it twice."""
        return self.label

    def __str__(self) -> str:
        return self.label


def plan_rounds(plan: Plan) -> tuple[Round, ...]:
    """Return the rounds of a plan in the order of their days."""
    check_plan("plan_rounds()", plan)
    dated = [(point.on, point.name, point.label) for point in plan_checkpoints(plan) if point.on is not None]
    rounds: list[Round] = []
    start = plan.period.start if plan.period is not None else None
    for number, (day, name, label) in enumerate(sorted(dated)):
        end = day if plan.period is None else min(day, plan.period.end)
        first = end if start is None else min(start, end)
        rounds.append(Round(number, name, day, Span(start=first, end=end), label))
        start = day + dt.timedelta(days=1)
    return tuple(rounds)


def round_redactions(ctx: PlanFacts) -> Iterator[tuple[FiledRedaction, Round | None]]:
    """Yield the redacted reports about a plan, each with its round; None if its checkpoint is not one of the plan."""
    if ctx.whole_reports is not None and ctx.reports.redactions:
        rounds = plan_rounds(ctx.plan)
        for redaction in ctx.reports.redactions:
            content = redaction.content
            yield redaction, None if content.checkpoint is None else round_of(rounds, content.checkpoint, content.on)


def find_checkpoint(contexts: Iterable[PlanFacts], name: str) -> str:
    """Return the checkpoint of plans that a text names, by the one rule for it.

    Raises:
        UnknownIdError: No checkpoint has this name, or several have a name that starts so. The message lists them.
    """
    return named_checkpoint((ctx.plan for ctx in contexts), name)


def rounds_named(rounds: Iterable[Round], checkpoint: str) -> list[Round]:
    """Return the rounds that a file means with the name of a checkpoint: each with this name, or the one with its day.

    A name that a plan has more than once can have the year or the day behind it, such as ``June 2032``.
    """
    every = tuple(rounds)
    same = [point for point in every if point.checkpoint == checkpoint]
    return same or [
        point for point in every if NamedCheckpoint(point.checkpoint, point.on, point.label).is_named(checkpoint)
    ]


def round_of(rounds: Iterable[Round], checkpoint: str, day: dt.date) -> Round | None:
    """Return the round that a checkpoint with this name is; of several, the one nearest to a day. None if none is."""
    return min(rounds_named(rounds, checkpoint), key=lambda point: abs((day - point.on).days), default=None)


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
    """The name of the checkpoint, such as ``June``; ``June 2032`` if the plan has it more than once."""
    day: dt.date
    """The cut-off day that the name has."""

    @classmethod
    def named(cls, checkpoint: str, plans: Iterable[Plan], as_of: dt.date | None) -> Until:
        """Return the checkpoint that a text names.

        Raises:
            UnknownIdError: No plan has such a checkpoint, or it has no day, or several have a name that starts so.
        """
        several = tuple(plans)
        name = named_checkpoint(several, checkpoint)
        every = [point for plan in several for point in plan_rounds(plan)]
        days = [point.on for point in rounds_named(every, name)]
        if not days:
            raise UnknownIdError("Checkpoint", checkpoint, dict.fromkeys(point.checkpoint for point in every))
        known = [day for day in days if as_of is None or day <= as_of]
        return cls(name, max(known or days))

    def of(self, rounds: Iterable[Round]) -> Round | None:
        """Return the round of a plan that this is; None if the plan has none that early."""
        every = tuple(rounds)
        same = rounds_named(every, self.checkpoint)
        within = [point for point in same or every if point.on <= self.day]
        chosen = within or same[:1]
        return chosen[-1] if chosen else None
