"""The beginning of every output about plans: its format, the marking, the plans and the date of knowledge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from empact.analysis.facts import PlanFacts, PortfolioFacts, records_of
from empact.analysis.markings import RecordMarking, joint_marking, raised_marking
from empact.values import value


@value(kw_only=True)
class PlanReference:
    """A plan that an output is about."""

    id: str
    """The id of the plan."""
    title: str | None = None
    """Its title. None if it has none."""
    file: str | None = None
    """The file that it was read from. None if it was read from none."""
    marking: str | None = None
    """The marking that an output about this plan alone has to carry: the highest of the plan and its records. None if
    there is none.
    """


@value(kw_only=True)
class Envelope:
    """What every output about plans begins with."""

    marking: str | None = None
    """The marking that the output must carry: the highest of the plans and their records, as known on the date of
    knowledge. None if there is none.
    """
    plans: tuple[PlanReference, ...]
    """The plans that the output is about, in the order of the call."""
    as_of: dt.date | None = None
    """The date of knowledge, by which the marking is known. Later entries and reports are not used, except in a list
    that was asked for without a date. None if there is no such date; then the printed marking holds.
    """
    unread: tuple[str, ...] = ()
    """The kinds of records that the output needs and that were not read, such as ``ledger``: of these, it knows
    nothing. Left out if there are none.
    """


def envelope(
    context: PlanFacts | PortfolioFacts,
    raised_to: str | None = None,
    records: Iterable[RecordMarking] = (),
    unread_markings: Iterable[str] = (),
    unread: Iterable[str] = (),
) -> Envelope:
    """Return the beginning of an output about the plans of a context.

    Args:
        context: The context of the plans.
        raised_to: The level to which the marking is raised.
        records: The markings of records in the output, beside those of the context.
        unread_markings: The markings of files that could not be read, and that the output quotes.
        unread: The kinds of records that the output needs and that were not read.

    Raises:
        MarkingError: The marking is above the level to which it is to be raised.
    """
    # A result of one plan of a portfolio can name parts of the other plans, such as the links from them.
    known = (*records, *records_of(context))
    marking = joint_marking(context.portfolio, unread_markings, context.as_of, known)
    return Envelope(
        marking=raised_marking(marking, raised_to),
        plans=tuple(_reference(ctx, known, raised_to) for ctx in context.contexts),
        as_of=context.as_of,
        unread=tuple(unread),
    )


def _reference(context: PlanFacts, records: Iterable[RecordMarking], raised_to: str | None) -> PlanReference:
    plan = context.plan
    marking = joint_marking([plan], on=context.as_of, records=[record for record in records if plan.id in record.plans])
    return PlanReference(
        id=plan.id,
        title=plan.title,
        file=None if plan.source is None else plan.source.file,
        marking=raised_marking(marking, raised_to),
    )
