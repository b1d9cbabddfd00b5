"""The command ``empact calendar``: what is due in each month."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterator

import attrs
import click

from empact import Action, Plan, Session
from empact.analysis import Scheduled, schedule
from empact.hooks import printable
from empact.model import Bound, Choice, Milestone, Prose

_WIDTH = 100
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@attrs.frozen
class Due:
    """Something that is due: the last day for it (None without a date), the action, and what is due."""

    day: dt.date | None
    action: Action
    what: str


def due(plan: Plan) -> tuple[Due, ...]:
    """Return what is due in a plan, sorted by date. Items without a date come last.

    A period is due on its last day; so is each of several periods that all apply. For alternatives and for "by" or
    "before", the last possible day counts. A month without a year is due in each year of the plan.
    """
    times = schedule(plan)
    entries: list[Due] = []
    for item in times:
        action = plan.actions[item.position]
        entries += [Due(day, action, _what(action, item)) for day in _days(item)]
    for position, action in enumerate(plan.actions):
        if not times.of_action(position):
            timing = str(action.timing) or ("withheld" if action.timing.withheld else "no timing")
            entries.append(Due(None, action, f"{_activity(action)} ({timing})"))
    return tuple(sorted(entries, key=lambda entry: (entry.day is None, entry.day or dt.date.max)))


def _days(item: Scheduled) -> Iterator[dt.date | None]:
    """Yield the last day of each period that applies, or the last possible day of alternatives."""
    bounded = isinstance(item.item, Milestone) and item.item.bound is not Bound.IN
    each = item.choice is Choice.EACH or len(item.item.windows) == 1
    if item.windows and each and not bounded:
        yield from (window.end for window in item.windows)
    else:
        yield item.latest


def _what(action: Action, item: Scheduled) -> str:
    """Return the text of one milestone of several; of a period or a single milestone, the activity with its timing."""
    one_of_several = isinstance(item.item, Milestone) and len(action.timing) > 1
    return str(item.item) if one_of_several else f"{_activity(action)} ({item.item})"


def _activity(action: Action) -> str:
    return textwrap.shorten(str(action.activity) or "no activity", _WIDTH, placeholder=" ...")


def lines(plan: Plan) -> Iterator[str]:
    """Yield the lines of the calendar of a plan, with its marking below its title."""
    yield f"{plan.id}  {plan.title or ''}".rstrip()
    marking = plan.marking_in_force(None)
    if marking:
        yield marking
    month = ""
    for entry in due(plan):
        head = "Without a date" if entry.day is None else f"{_MONTHS[entry.day.month - 1]} {entry.day.year}"
        if head != month:
            yield from ("", head)
            month = head
        leaders = ", ".join(map(str, entry.action.leaders)) or "no leader"
        words = Prose(text=f"{leaders}: {entry.what}").plain
        start, indent = f"  {entry.action.number:<8}", " " * 10
        yield from textwrap.wrap(words, _WIDTH, initial_indent=start, subsequent_indent=indent, break_on_hyphens=False)


@click.command()
@click.argument("source", metavar="PLAN")
@click.option("--from", "format_", metavar="FORMAT", help="The input format; default: by the suffix of the file.")
@click.pass_obj
def calendar(session: Session, source: str, format_: str | None) -> None:
    """Print what is due in each month.

    PLAN is the name of a bundled plan or a file.
    """
    for line in lines(session.load(source, format=format_)):
        click.echo(printable(line))
