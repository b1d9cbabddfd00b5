"""``empact cycles``: the policy cycles, their steps and priorities, and what each priority goes on as."""

from __future__ import annotations

from collections.abc import Iterator

import click

from empact.cli.layout import table, wrapped
from empact.cli.output import say
from empact.model import Dated
from empact.reference import Cycle, CyclePriority, Succession, SuccessionKind, cycle, successions
from empact.reference import cycles as every_cycle


@click.command()
@click.argument("id", metavar="[CYCLE]", required=False)
def cycles(id: str | None) -> None:
    """List the policy cycles, or show one CYCLE: its steps, its priorities, and what they go on as.

    Each fact has its source and how far it was checked: 'stated' in the plan of 2012, 'read' in another document, or
    'general-knowledge', which nobody has looked up.

    \b
    empact cycles 2011-2013
    """
    say(overview() if id is None else "\n".join(page(cycle(id))))


def overview() -> str:
    """All cycles, a line each."""
    rows = [
        (one.id, str(len(one.priorities)), _letters(one), one.confidence.value, f"{one.name} ({one.source})")
        for one in every_cycle()
    ]
    return table(("CYCLE", "PRIORITIES", "LETTERS", "CONFIDENCE", "NAME AND SOURCE"), rows)


def _letters(one: Cycle) -> str:
    known = [priority.letter for priority in one.priorities if priority.letter is not None]
    return f"{known[0]}-{known[-1]}" if known else "none known"


def page(one: Cycle) -> Iterator[str]:
    """One cycle: its days, its steps and its priorities."""
    yield wrapped(f"{one.id}  {one.name}")
    plans = f"; a plan covers {one.plan_years} year{'s' * (one.plan_years > 1)}" if one.plan_years else ""
    a_year = f"; {one.plans} plans a year" if one.plans else ""
    yield wrapped(f"{one.since} to {one.until}{plans}{a_year}{_said(one)}")
    yield ""
    yield "Steps"
    for step in one.steps:
        what = ", ".join(filter(None, (step.document, step.body)))
        yield _line(f"  {step.name}: {what}{_said(step)}")
    yield ""
    yield "Priorities"
    for priority in one.priorities:
        yield _line(f"  {priority.letter or '-'}  {priority.name}{_said(priority)}")
        yield from map(_line, _relations(priority))


def _line(text: str) -> str:
    indent = " " * (len(text) - len(text.lstrip()))
    return wrapped(text.lstrip(), indent, indent + "    ")


def _said(fact: Dated) -> str:
    return f" ({fact.source}, {fact.confidence.value})"


def _relations(priority: CyclePriority) -> Iterator[str]:
    for one in successions():
        if one.later == priority:
            yield f"       from {_called(one.earlier)}{_said(one)}"
    going_on = [one for one in successions() if one.earlier == priority]
    for one in going_on:
        yield f"       {_goes_on(one)}{_said(one)}"
    if not going_on and priority.cycle != every_cycle()[-1].id:
        yield "       no successor is known"


_WORDS = {
    SuccessionKind.CONTINUED: "goes on as",
    SuccessionKind.MERGED: "becomes a part of",
    SuccessionKind.SPLIT: "goes on in part as",
}


def _goes_on(one: Succession) -> str:
    if one.later is None:
        return f"becomes a goal of all priorities of {one.cycle}"
    return f"{_WORDS[one.kind]} {_called(one.later)}"


def _called(priority: CyclePriority) -> str:
    letter = "" if priority.letter is None else f" {priority.letter}"
    return f"{priority.cycle}{letter}, {priority.name}"
