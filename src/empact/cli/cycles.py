"""``empact cycles``: the policy cycles, with their steps, priorities and the successors of each priority."""

from __future__ import annotations

import click

from empact.cli.listings import echo_listing, page, records
from empact.cli.options import format_option
from empact.documents import ColumnOf, ColumnType, Document, Text, column, table
from empact.model import Dated
from empact.reference import (
    Cycle,
    CyclePriority,
    PolicyCycles,
    Step,
    SuccessionKind,
    policy_cycles,
    successions,
)
from empact.reference import (
    cycles as every_cycle,
)
from empact.session import Session

_CONTINUES = {
    SuccessionKind.CONTINUED: "Continues as",
    SuccessionKind.MERGED: "Becomes part of",
    SuccessionKind.SPLIT: "Continues in part as",
    SuccessionKind.HORIZONTAL: "Becomes a goal of all priorities of",
}


@click.command()
@click.argument("id", metavar="[CYCLE]", required=False)
@format_option
@click.pass_obj
def cycles(session: Session, id: str | None, to: str) -> None:
    """List the policy cycles, or show one CYCLE: its steps, its priorities and their successors.

    Each fact has a source and a confidence: 'stated' in the plan of 2012, 'read' in another document, or
    'general-knowledge' if not checked.

    \b
    empact cycles
    empact cycles 2011-2013
    """
    echo_listing(session, policy_cycles(id), _overview if id is None else _page, to)


def _overview(listing: PolicyCycles) -> Document:
    columns: tuple[ColumnOf[Cycle], ...] = (
        column("cycle", "Cycle", lambda cycle: cycle.id),
        column("priorities", "Priorities", _priorities),
        column("name", "Name, source and confidence", lambda cycle: f"{cycle.name}{_source(cycle)}"),
    )
    return page(table(columns, listing.cycles, key=lambda cycle: cycle.id))


def _priorities(cycle: Cycle) -> str:
    known = [priority.letter for priority in cycle.priorities if priority.letter is not None]
    return f"{len(cycle.priorities)}{f' ({known[0]}-{known[-1]})' if known else ''}"


def _page(listing: PolicyCycles) -> Document:
    """Return one cycle: its dates, steps and priorities."""
    (cycle,) = listing.cycles
    steps: tuple[ColumnOf[Step], ...] = (column("step", "", _step),)
    priorities: tuple[ColumnOf[CyclePriority], ...] = (
        column("priority", "", _priority),
        column("earlier", "From", _earlier, type=ColumnType.LIST),
        *(_later(kind, title) for kind, title in _CONTINUES.items()),
        column("unknown", "", _no_successor),
    )
    return page(
        Text((_dates(cycle),)),
        records("steps", "Steps", table(steps, cycle.steps, key=lambda step: step.role)),
        records("priorities", "Priorities", table(priorities, cycle.priorities, key=lambda priority: priority.id)),
        title=f"{cycle.id}  {cycle.name}",
    )


def _dates(cycle: Cycle) -> str:
    plans = f"; a plan covers {cycle.plan_years} year{'s' * (cycle.plan_years > 1)}" if cycle.plan_years else ""
    checked = "" if cycle.plans_confidence is None else f" ({cycle.plans_confidence.value})"
    a_year = f"; {cycle.plans} plans a year{checked}" if cycle.plans else ""
    return f"{cycle.since} to {cycle.until}{plans}{a_year}{_source(cycle)}"


def _step(step: Step) -> str:
    what = ", ".join(filter(None, (step.document, step.body)))
    return f"{step.name}: {what}{_source(step)}"


def _source(fact: Dated) -> str:
    return f" ({fact.source}, {fact.confidence.value})"


def _priority(priority: CyclePriority) -> str:
    return " ".join(filter(None, (priority.letter, f"{priority.name}{_source(priority)}")))


def _earlier(priority: CyclePriority) -> tuple[str, ...] | None:
    earlier = (succession for succession in successions() if succession.later == priority)
    return tuple(f"{_named(succession.earlier)}{_source(succession)}" for succession in earlier) or None


def _later(kind: SuccessionKind, title: str) -> ColumnOf[CyclePriority]:
    def later(priority: CyclePriority) -> tuple[str, ...] | None:
        continued = (
            succession for succession in successions() if succession.earlier == priority and succession.kind is kind
        )
        return (
            tuple(
                f"{succession.cycle if succession.later is None else _named(succession.later)}{_source(succession)}"
                for succession in continued
            )
            or None
        )

    return column(kind.value, title, later, type=ColumnType.LIST)


def _no_successor(priority: CyclePriority) -> str | None:
    is_last = priority.cycle == every_cycle()[-1].id
    return (
        None if is_last or any(succession.earlier == priority for succession in successions()) else "No known successor"
    )


def _named(priority: CyclePriority) -> str:
    letter = "" if priority.letter is None else f" {priority.letter}"
    return f"{priority.cycle}{letter}, {priority.name}"
