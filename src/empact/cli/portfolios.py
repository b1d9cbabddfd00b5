"""The beginning of each output: the plans, with title and marking; ``on`` is the date of knowledge, or else today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

import click

from empact.analysis.markings import RecordMarking, check_release, joint_marking, raised_marking
from empact.cli.console import wrapped
from empact.cli.options import marking_level, or_today, release_level
from empact.model import Plan

_RECORDS = "empact.records"


def plan_title(plan: Plan) -> str:
    """The id and the title of a plan, and its marking below."""
    return "\n".join([wrapped(plan_heading(plan)), *marking_lines(plan)])


def plan_heading(plan: Plan) -> str:
    """The id and the title of a plan, in one line."""
    return f"{plan.id}  {' '.join((plan.title or '').split())}".rstrip()


def marking_lines(*plans: Plan, on: dt.date | None = None) -> list[str]:
    """The marking that an output about plans has to carry, as lines; none if they have no marking."""
    marking = output_marking(plans, on)
    return [wrapped(marking)] if marking else []


def head(plans: Iterable[Plan], on: dt.date | None = None) -> Iterator[str]:
    """The plans as text: each with its title, and its marking below; above several, the highest marking."""
    every = tuple(plans)
    lines: list[str] = marking_lines(*every, on=on) if len(every) > 1 else []
    for plan in every:
        lines.append(wrapped(plan_heading(plan), indent="    "))
        marking = output_marking([plan], on)
        if marking:
            lines.append(wrapped(marking, "    "))
    if lines:
        yield "\n".join(lines)


def document(format_: str, plans: Iterable[Plan], on: dt.date | None = None) -> dict[str, Any]:
    """The beginning of a JSON document: its format, the highest marking of its plans, if any, and its plans."""
    every = tuple(plans)
    marking = output_marking(every, on)
    head = {"empact": format_, **({"marking": marking} if marking else {})}
    return head | {"plans": [_plan_reference(plan, on) for plan in every]}


def keep_records(plans: Iterable[Plan], records: Iterable[RecordMarking]) -> None:
    """Keep the markings of the records that this call has read: each marking that it prints includes them.

    Raises:
        ReleaseError: The marking of a record is above the level of ``--release``.
    """
    known, level = tuple(records), release_level()
    if level is not None:
        check_release(plans, level, on=or_today(None), records=known)
    meta = click.get_current_context().meta
    meta[_RECORDS] = (*meta.get(_RECORDS, ()), *known)


def kept_records() -> tuple[RecordMarking, ...]:
    """The markings of the records that this call has read."""
    ctx = click.get_current_context(silent=True)
    return () if ctx is None else ctx.meta.get(_RECORDS, ())


def new_marking(plan: Plan, own: str | None = None) -> str | None:
    """The marking of a new record of a plan: its own, or the printed one of the plan, raised by ``--marking``.

    Without ``--marking`` it is its own; None: then it has that of the plan.

    Raises:
        MarkingError: The level of ``--marking`` is below the marking that the record has without it.
    """
    level = marking_level()
    return own if level is None else raised_marking(own or plan.printed_marking, level)


def output_marking(plans: Iterable[Plan], on: dt.date | None) -> str | None:
    """The marking that an output about plans has to carry, or None: also that of their records in this call.

    Raises:
        MarkingError: It is above the level of ``--marking``.
    """
    every = tuple(plans)
    ids = {plan.id for plan in every}
    records = [record for record in kept_records() if ids & set(record.plans)]
    return raised_marking(joint_marking(every, on=or_today(on), records=records), marking_level())


def _plan_reference(plan: Plan, on: dt.date | None = None) -> dict[str, Any]:
    """A plan in a JSON document: its id, title, file and marking, if it has them."""
    file = plan.source and plan.source.file
    facts = {"id": plan.id, "title": plan.title, "file": file, "marking": output_marking([plan], on)}
    return {key: value for key, value in facts.items() if value is not None}
