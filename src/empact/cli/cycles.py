"""``empact cycles``: the policy cycles, with their steps, priorities and the successors of each priority."""

from __future__ import annotations

from collections.abc import Iterator

import click

from empact.cli.console import echo, echo_tree, table, wrapped
from empact.cli.options import format_option
from empact.model import Dated
from empact.reference import Cycle, CyclePriority, Succession, SuccessionKind, cycle, policy_cycles, successions
from empact.reference import cycles as every_cycle
from empact.session import Session


@click.command()
@click.argument("id", metavar="[CYCLE]", required=False)
@format_option
@click.pass_obj
def cycles(session: Session, id: str | None, to: str) -> None:
    """List the policy cycles, or show one CYCLE: its steps, its priorities and their successors.

    Each fact has a source and a confidence: 'stated' in the plan of 2012, 'read' in another document, or
    'general-knowledge' if nobody has checked it.

    \b
    empact cycles
    empact cycles 2011-2013
    """
    if to == "json":
        echo_tree(session, policy_cycles(id))
    else:
        echo(overview() if id is None else "\n".join(page(cycle(id))))


def overview() -> str:
    """Format all cycles, one line each."""
    rows = [
        (
            cycle.id,
            str(len(cycle.priorities)),
            _letters(cycle),
            cycle.confidence.value,
            f"{cycle.name} ({cycle.source})",
        )
        for cycle in every_cycle()
    ]
    return table(("CYCLE", "PRIORITIES", "LETTERS", "CONFIDENCE", "NAME AND SOURCE"), rows)


def _letters(cycle: Cycle) -> str:
    known = [priority.letter for priority in cycle.priorities if priority.letter is not None]
    return f"{known[0]}-{known[-1]}" if known else "none known"


def page(cycle: Cycle) -> Iterator[str]:
    """Format one cycle: its dates, steps and priorities."""
    yield wrapped(f"{cycle.id}  {cycle.name}")
    plans = f"; a plan covers {cycle.plan_years} year{'s' * (cycle.plan_years > 1)}" if cycle.plan_years else ""
    checked = "" if cycle.plans_confidence is None else f" ({cycle.plans_confidence.value})"
    a_year = f"; {cycle.plans} plans a year{checked}" if cycle.plans else ""
    yield wrapped(f"{cycle.since} to {cycle.until}{plans}{a_year}{_source(cycle)}")
    yield ""
    yield "Steps"
    for step in cycle.steps:
        what = ", ".join(filter(None, (step.document, step.body)))
        yield _line(f"  {step.name}: {what}{_source(step)}")
    yield ""
    yield "Priorities"
    for priority in cycle.priorities:
        yield _line(f"  {priority.letter or '-'}  {priority.name}{_source(priority)}")
        yield from map(_line, _relations(priority))


def _line(text: str) -> str:
    indent = " " * (len(text) - len(text.lstrip()))
    return wrapped(text.lstrip(), indent, indent + "    ")


def _source(fact: Dated) -> str:
    return f" ({fact.source}, {fact.confidence.value})"


def _relations(priority: CyclePriority) -> Iterator[str]:
    for succession in successions():
        if succession.later == priority:
            yield f"       from {_format_priority(succession.earlier)}{_source(succession)}"
    later = [succession for succession in successions() if succession.earlier == priority]
    for succession in later:
        yield f"       {_successor(succession)}{_source(succession)}"
    if not later and priority.cycle != every_cycle()[-1].id:
        yield "       no known successor"


_WORDS = {
    SuccessionKind.CONTINUED: "continues as",
    SuccessionKind.MERGED: "becomes part of",
    SuccessionKind.SPLIT: "continues in part as",
}


def _successor(succession: Succession) -> str:
    if succession.later is None:
        return f"becomes a goal of all priorities of {succession.cycle}"
    return f"{_WORDS[succession.kind]} {_format_priority(succession.later)}"


def _format_priority(priority: CyclePriority) -> str:
    letter = "" if priority.letter is None else f" {priority.letter}"
    return f"{priority.cycle}{letter}, {priority.name}"
