"""``empact agenda``: what is due in which month."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterator

import attrs
import click

from empact import Action, Plan, Session
from empact.hooks import Bound, Choice, Milestone, Prose, Scheduled, printable, schedule

_WIDTH = 100
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@attrs.frozen
class Due:
    """Something that is due: the last day for it (None where the plan says none), the action, and what."""

    day: dt.date | None
    action: Action
    what: str


def due(plan: Plan) -> tuple[Due, ...]:
    """Return what is due in a plan, sorted by date. Items without a date come last.

    A period is due on its last day; so is each of several periods that all apply. For alternatives and for "by" or
    "before", the last possible day counts. A month without a year is due in each year of the plan.
    """
    times = schedule(plan)
    found: list[Due] = []
    for item in times:
        action = plan.actions[item.position]
        found += [Due(day, action, _what(action, item)) for day in _days(item)]
    for position, action in enumerate(plan.actions):
        if not times.of(position):
            timing = str(action.timing) or ("withheld" if action.timing.withheld else "no timing")
            found.append(Due(None, action, f"{_activity(action)} ({timing})"))
    return tuple(sorted(found, key=lambda one: (one.day is None, one.day or dt.date.max)))


def _days(item: Scheduled) -> Iterator[dt.date | None]:
    bounded = isinstance(item.item, Milestone) and item.item.bound is not Bound.IN
    each = item.choice is Choice.EACH or len(item.item.windows) == 1
    if item.windows and each and not bounded:
        yield from (window.end for window in item.windows)
    else:
        yield item.latest


def _what(action: Action, item: Scheduled) -> str:
    """One milestone of several says itself what is due; of a stretch of time, or a single "by June", the activity."""
    own = isinstance(item.item, Milestone) and len(action.timing) > 1
    return str(item.item) if own else f"{_activity(action)} ({item.item})"


def _activity(action: Action) -> str:
    return textwrap.shorten(str(action.activity) or "no activity", _WIDTH, placeholder=" ...")


def lines(plan: Plan) -> Iterator[str]:
    """The agenda of a plan, line by line; its marking stands below its title."""
    yield f"{plan.id}  {plan.title or ''}".rstrip()
    if plan.marking:
        yield plan.marking
    month = ""
    for one in due(plan):
        head = "Without a date" if one.day is None else f"{_MONTHS[one.day.month - 1]} {one.day.year}"
        if head != month:
            yield from ("", head)
            month = head
        leaders = ", ".join(map(str, one.action.leaders)) or "no leader"
        words = Prose(text=f"{leaders}: {one.what}").plain
        start, indent = f"  {one.action.number:<8}", " " * 10
        yield from textwrap.wrap(words, _WIDTH, initial_indent=start, subsequent_indent=indent, break_on_hyphens=False)


@click.command()
@click.argument("source", metavar="PLAN")
@click.option("--from", "format_", metavar="FORMAT", help="The format of the file, where its suffix does not say it.")
@click.pass_obj
def agenda(session: Session, source: str, format_: str | None) -> None:
    """Print what is due in which month.

    PLAN is the name of a bundled plan or a file.
    """
    for line in lines(session.load(source, format=format_)):
        click.echo(printable(line))
