"""The marking that an output about plans and their records has to carry, and whether it may be released at a level."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import attrs

from empact.errors import MarkingError, ReleaseError
from empact.model import Plan
from empact.values import value

if TYPE_CHECKING:
    from empact.analysis.context import PlanContext, PortfolioContext
    from empact.reference import Marking


_RECORDS = {
    "EntryContent": "entry",
    "Report": "report",
    "Operation": "operation",
    "KpiRegister": "KPI register",
    "Practice": "practice",
}
"""What a record is called, by its class: by name, since most outputs have no record of most classes."""


@value
class RecordMarking:
    """The marking of a record: what the record is called, its plans, and its own marking.

    A record without a marking of its own has the printed one of its plans: what declassifies a plan declassifies no
    record. It is never called by its title, which may be a text of a marked plan.
    """

    name: str
    plans: tuple[str, ...]
    marking: str | None = None


def record_markings(records: Iterable[Any]) -> tuple[RecordMarking, ...]:
    """Return the markings of records: entries, reports, operations, KPI registers and practices, filed or not."""
    return tuple(map(_record_marking, records))


def _record_marking(record: Any) -> RecordMarking:
    content = getattr(record, "content", record)
    called = _RECORDS[type(content).__name__]
    if called == "operation":
        plans = tuple(dict.fromkeys(ref.plan for ref in content.actions if ref.plan is not None))
    else:
        plans = (content.plan,)
    id = getattr(record, "id", None)
    name = (
        f"the {called} {id}"
        if id is not None
        else f"{'the' if called == 'KPI register' else 'a'} {called} of {plans[0]}"
    )
    return RecordMarking(name, plans, " ".join((content.marking or "").split()) or None)


def records_of(ctx: PlanContext | PortfolioContext) -> tuple[RecordMarking, ...]:
    """Return the markings of the records of a context, as known at its date of knowledge.

    An operation is one of a plan if it names an action of the plan, or if a report about the plan names it.
    """
    found: dict[RecordMarking, None] = {}
    for one in ctx.contexts:
        reports = one.reports if one.whole_reports is not None else ()
        registers = () if one.kpi_register is None else (one.kpi_register,)
        found |= dict.fromkeys(record_markings((*one.ledger, *reports, *registers)))
        if one.operations:
            named = {
                figure.operation for report in reports for said in report.content.actions for figure in said.figures
            }
            of_plan = (
                operation
                for operation in one.operations
                if operation.id in named or any(ref.plan == one.plan.id for ref in operation.actions)
            )
            found |= dict.fromkeys(
                attrs.evolve(marking, plans=(*marking.plans, one.plan.id)) for marking in record_markings(of_plan)
            )
    return tuple(found)


def joint_marking(
    plans: Iterable[Plan],
    unread: Iterable[str] = (),
    on: dt.date | None = None,
    records: Iterable[RecordMarking] = (),
) -> str | None:
    """Return the marking that an output about plans and their records has to carry, or None.

    For one plan without records it is its marking in force. For several it is the highest level of them, and the marks
    for distribution, such as LIMITE, each once. A marking that is not known ranks above all levels; the highest known
    one follows it, since it is not known to include that.

    Args:
        plans: The plans; one that is given twice counts once.
        unread: The markings of files that could not be read as plans.
        on: The date of knowledge. Without it, a status with a date does not count, and the printed marking holds.
        records: The markings of the records that the output is made from: see :func:`record_markings`.
    """
    every = tuple(plans)
    in_force = (plan.marking_in_force(on) for plan in every)
    texts = dict.fromkeys(filter(None, (*in_force, *unread, *(mark for _, mark in _marks(every, records)))))
    return next(iter(texts), None) if len(texts) <= 1 else "; ".join(dict.fromkeys(_highest(texts)))


def check_release(
    plans: Iterable[Plan],
    level: str,
    *,
    on: dt.date | None = None,
    unread: Iterable[tuple[str, str]] = (),
    records: Iterable[RecordMarking] = (),
) -> Marking:
    """Check that plans and their records may be released at a level, and return what the level means.

    Args:
        plans: The plans.
        level: A marking, such as ``RESTREINT UE/EU RESTRICTED``, ``LIMITE`` or ``DE:GEHEIM``; or ``public``, which only
            plans without a marking in force pass.
        on: The date of knowledge. Without it, a status with a date does not count, and the printed marking holds.
        unread: The name and the marking of each file that could not be read as a plan.
        records: The markings of the records that the output is made from: see :func:`record_markings`.

    Raises:
        UnknownIdError: The level is not known.
        ReleaseError: The marking of a plan, or of a record, is above the level, or is not known.
    """
    from empact.reference.markings import read_level, read_marking  # most outputs are not released at a level

    meant = read_level(level)
    different = tuple({id(plan): plan for plan in plans}.values())
    marked = [
        *((plan.id, plan.marking_in_force(on), _origin(plan, on)) for plan in different),
        *((name, mark, "and cannot be read") for name, mark in unread),
    ]
    of_records: dict[tuple[str, str], list[RecordMarking]] = {}
    for record, mark in _marks(different, records):
        origin = "as printed" if record.marking else "as its plan was printed"
        of_records.setdefault((mark, origin), []).append(record)
    for (mark, origin), several in of_records.items():
        more = f" (and {len(several) - 1} more)" if len(several) > 1 else ""
        marked.append((f"{several[0].name}{more}", mark, origin))
    refused = [(name, mark, why) for name, mark, why in marked if mark and read_marking(mark).is_above(meant)]
    if refused:
        reasons = "; ".join(f"{name} is {mark}, {why}" for name, mark, why in refused)
        message = (
            f"The release at the level {' '.join(level.split())!r} is refused: {reasons}. Leave out what is above the "
            "level, choose a higher level, or write the document that changes a marking under 'marking_today' of the "
            "plan."
        )
        raise ReleaseError(message, [name for name, _, _ in refused])
    return meant


def raised_marking(marking: str | None, level: str | None) -> str | None:
    """Return a marking raised to a level; without a level, as it is.

    Raises:
        UnknownIdError: The level is not known.
        MarkingError: The level is below the marking: a marking is raised, and never lowered.
    """
    if level is None:
        return marking
    from empact.reference.markings import read_level, read_marking  # most outputs are not raised

    meant = read_level(level)
    if read_marking(marking).is_above(meant):
        raise MarkingError(
            f"The output is {marking}, and cannot be marked {' '.join(level.split())!r}: a marking is raised, never "
            "lowered. Name a level that is not below it."
        )
    return joint_marking(
        (), [*([marking] if marking else []), *(() if meant.rank == 0 and not meant.distribution else [level])]
    )


def raised_plan(plan: Plan, level: str | None, on: dt.date | None) -> Plan:
    """Return a plan for a file of its own, whose printed marking is the one in force on a day, raised to a level.

    Raises:
        UnknownIdError: The level is not known.
        MarkingError: The level is below the marking of the plan.
    """
    marking = plan.marking_in_force(on)
    raised = raised_marking(marking, level)
    return plan if raised == marking else attrs.evolve(plan, marking=raised, marking_today=None)


def _marks(plans: Iterable[Plan], records: Iterable[RecordMarking]) -> Iterator[tuple[RecordMarking, str]]:
    """Yield the marks of records, each with its record: its own marking, or else the printed ones of its plans."""
    printed: dict[str, dict[str, None]] = {}
    for plan in plans:
        if plan.printed_marking:
            printed.setdefault(plan.id, {})[plan.printed_marking] = None
    for record in records:
        marks = (record.marking,) if record.marking else (mark for id in record.plans for mark in printed.get(id, ()))
        yield from ((record, mark) for mark in dict.fromkeys(marks))


def _origin(plan: Plan, on: dt.date | None) -> str:
    """Return where the marking of a plan on a day comes from."""
    today = plan.marking_today
    if today is None:
        return "as printed"
    words = today.status.value.replace("-", " ")
    status = f"{words} by {today.document}{'' if today.on is None else f' on {today.on}'}"
    if plan.is_changed_on(on):
        return status
    if plan.printed_marking is None:
        return "by 'marking_today'"
    if today.document is None:
        why = f"no document is named by which it is {words}"
    elif not today.counts_on(on):
        why = f"it is {status}, {'and no date of knowledge is given' if on is None else 'later'}"
    else:
        why = f"it is {status}{', and no cell is withheld' if today.settled else ' without a new marking'}"
    return f"as printed, since {why}"


def _highest(texts: Iterable[str]) -> Iterator[str]:
    """Yield the words that are not known, then the highest level, then the marks for distribution."""
    from empact.reference.markings import read_marking  # only different markings are compared

    read = [read_marking(text) for text in texts]
    for marking in read:
        yield from marking.unknown
    levels = [marking.level for marking in read if marking.level is not None]
    if levels:
        yield max(levels, key=lambda level: level.rank or 0).name
    for marking in read:
        yield from (known.name for known in marking.distribution)
