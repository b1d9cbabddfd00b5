"""The marking that an output about plans and their records has to carry, and whether it may be released at a level."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import attrs

from empact.arguments import as_items, check_text, check_type, objects, texts
from empact.errors import MarkingError, ReleaseError
from empact.model import Plan
from empact.values import value

if TYPE_CHECKING:
    from empact.reference import Marking


_RECORDS = {
    "EntryContent": "an entry",
    "Report": "a report",
    "Redaction": "a report",
    "Operation": "an operation",
    "KpiRegister": "the KPI register",
    "Seal": "a seal",
    "Practice": "a practice",
    "RevisionMapping": "a mapping",
}
"""What a record is called, by its class: by name, since most outputs have no record of most classes."""


@value
class RecordMarking:
    """The marking of a record.

    A record without a marking of its own has the printed one of its plans: what declassifies a plan declassifies no
    record. It is never called by its title, which may be a text of a marked plan.
    """

    name: str
    """What the record is called in a message, such as ``the entry 2012-05-01-meeting-...``."""
    plans: tuple[str, ...]
    """The ids of the plans that it is about; an operation may be about several."""
    marking: str | None = None
    """Its own marking. None: the printed ones of its plans."""


def record_markings(records: Iterable[Any]) -> tuple[RecordMarking, ...]:
    """Return the markings of records of any kind, such as entries and reports, filed or not."""
    return tuple(map(_record_marking, records))


def _record_marking(record: Any) -> RecordMarking:
    content = getattr(record, "content", record)
    kind = _RECORDS[type(content).__name__]
    if kind == "an operation":
        plan_ids = tuple(dict.fromkeys(ref.plan for ref in content.actions if ref.plan is not None))
    else:
        plan_ids = (content.plan,)
    record_id = getattr(record, "id", None)
    name = f"{kind} of {plan_ids[0]}" if record_id is None else f"the {kind.partition(' ')[2]} {record_id}"
    marking = " ".join((content.marking or "").split()) or None
    if marking is not None:
        from empact.grammar.personal_data import without_personal_data  # most records have that of their plan

        marking = without_personal_data(marking)  # it stands in every output
    return RecordMarking(name, plan_ids, marking)


def joint_marking(
    plans: Iterable[Plan],
    unread: Iterable[str] = (),
    on: dt.date | None = None,
    records: Iterable[RecordMarking] = (),
) -> str | None:
    """Return the marking that an output about plans and their records has to carry, or None.

    For one plan without records it is its marking in force. For several it is the highest level of them, and the
    distribution markings, such as LIMITE, each once. A marking that is not known ranks above all levels; the highest
    known one follows it, since it is not known to include that.

    Args:
        plans: The plans; one that is given twice counts once.
        unread: The markings of files that could not be read as plans.
        on: The date of knowledge. Without it, a status with a date does not count, and the printed marking holds.
        records: The markings of the records that the output is made from: see :func:`~empact.analysis.records_of`.
    """
    every = objects("plans", "a list of plans", Plan, plans)
    unread = texts("unread", "a list of markings", unread)
    records = objects("records", "a list of markings of records", RecordMarking, records)
    in_force = (plan.marking_in_force(on) for plan in every)
    marks = dict.fromkeys(filter(None, (*in_force, *unread, *(mark for _, mark in _marks(every, records)))))
    return next(iter(marks), None) if len(marks) <= 1 else "; ".join(dict.fromkeys(_highest(marks)))


def check_release(  # noqa: PLR0913 - each is a separate part of the output
    plans: Iterable[Plan],
    level: str,
    *,
    on: dt.date | None = None,
    unread: Iterable[tuple[str, str]] = (),
    records: Iterable[RecordMarking] = (),
    raised_to: str | None = None,
) -> Marking:
    """Check that plans and their records may be released at a level, and return what the level means.

    Args:
        plans: The plans.
        level: A marking, such as ``RESTREINT UE/EU RESTRICTED``, ``LIMITE`` or ``DE:GEHEIM``; or ``public``, which only
            plans without a marking in force pass.
        on: The date of knowledge. Without it, a status with a date does not count, and the printed marking holds.
        unread: The name and the marking of each file that could not be read as a plan.
        records: The markings of the records that the output is made from: see :func:`~empact.analysis.records_of`.
        raised_to: The level to which the marking of the output is raised.

    Raises:
        UnknownIdError: The level is not known.
        ReleaseError: The marking of a plan or a record, or the one of the output, is above the level, or is not known.
    """
    unread = as_items("unread", "a list of names with markings", unread)
    check_text("The level", level)
    plans = objects("plans", "a list of plans", Plan, plans)
    records = objects("records", "a list of markings of records", RecordMarking, records)
    from empact.reference.markings import read_level, read_marking  # most outputs are not released at a level

    meant = read_level(level)
    different = tuple({id(plan): plan for plan in plans}.values())
    marked: list[tuple[str, str | None, str, tuple[str, ...]]] = [
        *((plan.id, plan.marking_in_force(on), _origin(plan, on), (plan.id,)) for plan in different),
        *((name, mark, "and cannot be read", (name,)) for name, mark in unread),
        ("the output", raised_marking(None, raised_to), "since its marking is raised", ()),
    ]
    of_records: dict[tuple[str, str], list[RecordMarking]] = {}
    for record, mark in _marks(different, records):
        origin = "as printed" if record.marking else "as its plan was printed"
        of_records.setdefault((mark, origin), []).append(record)
    for (mark, origin), several in of_records.items():
        more = f" (and {len(several) - 1} more)" if len(several) > 1 else ""
        marked.append((f"{several[0].name}{more}", mark, origin, several[0].plans))
    refused = [row for row in marked if row[1] and read_marking(row[1]).is_above(meant)]
    if refused:
        reasons = "; ".join(f"{name} is {mark}, {why}" for name, mark, why, _ in refused)
        changes = any(plan.id == name for plan in different for name, *_ in refused)
        ways = (
            "Leave out what is above the level, choose a higher level, or write the document that changes a marking "
            "under 'marking_today' of the plan."
            if changes
            else "Leave out what is above the level, or choose a higher level."
        )
        message = f"The release at the level {' '.join(level.split())!r} is refused: {reasons}. {ways}"
        raise ReleaseError(message, dict.fromkeys(plan for *_, names in refused for plan in names))
    return meant


def raised_marking(marking: str | None, level: str | None) -> str | None:
    """Return a marking raised to a level; without a level, as it is.

    Raises:
        UnknownIdError: The level is not known.
        MarkingError: The level is below the marking: a marking is raised, and never lowered.
    """
    check_type("The marking", "a text or None", (str, type(None)), marking)
    check_type("The level", "a text or None", (str, type(None)), level)
    if level is None:
        return marking
    from empact.reference.markings import read_level, read_marking  # most outputs are not raised

    meant = read_level(level)
    if read_marking(marking).is_above(meant):
        raise MarkingError(
            f"The output is {marking}, and cannot be marked {' '.join(level.split())!r}: a marking is raised, never "
            "lowered. Name a level that is not below it."
        )
    if not (meant.level or meant.distribution):
        return marking  # public
    words = " ".join(level.split()) if meant.national else "; ".join(dict.fromkeys(_highest([level])))
    return joint_marking((), filter(None, [marking, words]))


def raised_plan(plan: Plan, level: str | None, on: dt.date | None) -> Plan:
    """Return a plan for a file of its own, whose marking in force on a day is raised to a level.

    The file keeps the printed marking, which its records have. So a level up to that one becomes the marking of
    today, if a document has lowered it; a higher level becomes the printed one.

    Raises:
        UnknownIdError: The level is not known.
        MarkingError: The level is below the marking of the plan.
    """
    from empact.reference.markings import read_marking  # most outputs are not raised

    marking, today = plan.marking_in_force(on), plan.marking_today
    raised = raised_marking(marking, level)
    if raised == marking:
        return plan
    if today is not None and plan.is_changed_on(on) and not read_marking(raised).is_above(read_marking(plan.marking)):
        return attrs.evolve(plan, marking_today=attrs.evolve(today, marking=raised))
    higher = joint_marking((), filter(None, [plan.printed_marking, raised]))
    return attrs.evolve(plan, marking=higher, marking_today=None)


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
    """Yield the words that are not known, then the highest level, then the distribution markings."""
    from empact.reference.markings import read_marking  # only different markings are compared

    read = [read_marking(text) for text in texts]
    for marking in read:
        yield from marking.unknown
    levels = [marking.level for marking in read if marking.level is not None]
    if levels:
        yield max(levels, key=lambda level: level.rank or 0).name
    for marking in read:
        yield from (known.name for known in marking.distribution)
