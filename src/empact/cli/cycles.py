"""``empact cycles``: the policy cycles, with their steps, priorities and the successors of each priority."""

from __future__ import annotations

from collections.abc import Iterator

import click

from empact.cli.console import echo, table, wrapped
from empact.model import Dated
from empact.reference import Cycle, CyclePriority, Succession, SuccessionKind, cycle, successions
from empact.reference import cycles as every_cycle


@click.command()
@click.argument("id", metavar="[CYCLE]", required=False)
def cycles(id: str | None) -> None:
    """List the policy cycles, or show one CYCLE: its steps, its priorities and their successors.

    Each fact has a source and a confidence: 'stated' in the plan of 2012, 'read' in another document, or
    'general-knowledge' if nobody has checked it.

    \b
    empact cycles
    empact cycles 2011-2013
    """
    echo(overview() if id is None else "\n".join(page(cycle(id))))


def overview() -> str:
    """Format all cycles, one line each."""
    rows = [
        (one.id, str(len(one.priorities)), _letters(one), one.confidence.value, f"{one.name} ({one.source})")
        for one in every_cycle()
    ]
    return table(("CYCLE", "PRIORITIES", "LETTERS", "CONFIDENCE", "NAME AND SOURCE"), rows)


def _letters(one: Cycle) -> str:
    known = [priority.letter for priority in one.priorities if priority.letter is not None]
    return f"{known[0]}-{known[-1]}" if known else "none known"


def page(one: Cycle) -> Iterator[str]:
    """Format one cycle: its dates, steps and priorities."""
    yield wrapped(f"{one.id}  {one.name}")
    plans = f"; a plan covers {one.plan_years} year{'s' * (one.plan_years > 1)}" if one.plan_years else ""
    a_year = f"; {one.plans} plans a year" if one.plans else ""
    yield wrapped(f"{one.since} to {one.until}{plans}{a_year}{_source(one)}")
    yield ""
    yield "Steps"
    for step in one.steps:
        what = ", ".join(filter(None, (step.document, step.body)))
        yield _line(f"  {step.name}: {what}{_source(step)}")
    yield ""
    yield "Priorities"
    for priority in one.priorities:
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


def _successor(one: Succession) -> str:
    if one.later is None:
        return f"becomes a goal of all priorities of {one.cycle}"
    return f"{_WORDS[one.kind]} {_format_priority(one.later)}"


def _format_priority(priority: CyclePriority) -> str:
    letter = "" if priority.letter is None else f" {priority.letter}"
    return f"{priority.cycle}{letter}, {priority.name}"
