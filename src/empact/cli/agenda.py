"""``empact agenda``: what is due from whom by which day, and, for Driver and Support Unit, what is late."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from empact.analysis import Agenda, DueItem, DueKind, Portfolio, records_of
from empact.analysis import agenda as due_in
from empact.cli.console import echo, echo_tree, wrapped
from empact.cli.options import (
    as_of_option,
    folder_option,
    format_option,
    ledger_option,
    or_today,
    parse_day,
    party_option,
    plans_argument,
    reading_options,
    release_level,
)
from empact.cli.portfolios import head, keep_records
from empact.cli.reading import exit_if_unreadable, folder_of, read_ledgers, read_portfolio, read_reporting
from empact.documents.agenda import action_names, uncalled

_ITEM = "  "
_DONE = {
    DueKind.REPORT: "reported",
    DueKind.FIGURE: "reported",
    DueKind.COMMITMENT: "reported as met",
    DueKind.ANSWER: "answered",
}
"""How an item that is done is called."""


@click.command()
@plans_argument
@party_option("List only what is due from this party.")
@click.option("--since", type=parse_day, metavar="DATE", help="List only what is due on this day or later.")
@click.option("--until", type=parse_day, metavar="DATE", help="List only what is due on this day or before.")
@click.option(
    "--late",
    is_flag=True,
    help="Also say what is done and what is late, of a report for each action. Only for the Driver and the Support "
    "Unit: it needs the reports, and cannot be combined with --release.",
)
@reading_options
@as_of_option()
@ledger_option
@folder_option("reports", "reports")
@format_option
@click.pass_context
def agenda(
    ctx: click.Context,
    sources: tuple[str, ...],
    format_: str | None,
    party: str | None,
    since: dt.date | None,
    until: dt.date | None,
    as_of: dt.date | None,
    reports: Path | None,
    folder: Path | None,
    to: str,
    *,
    late: bool,
) -> None:
    """List what is due by day and party: reports, figures, commitments, and answers that were asked for.

    A report is due on a day only if a call for it is in the ledger ('empact ledger add PLAN call'); otherwise it is
    listed at the cut-off day of its checkpoint. A figure is due on the day that the plan sets for its KPI, and is
    never late. The list is the same whether something is late or not. A missing report is no unmet commitment, and a
    reminder is no exhortation.

    \b
    empact agenda plan.yaml
    empact agenda plan.yaml --party QN --since 2031-06-01
    """
    if since is not None and until is not None and since > until:
        raise click.UsageError(f"--since {since} is after --until {until}.")
    if late and release_level() is not None:
        message = "--late is for the Driver and the Support Unit only, so it cannot be combined with --release."
        raise click.UsageError(message)
    read = read_portfolio(ctx, sources, format_)
    if late:
        folder_of(ctx.obj, reports, "reports")  # without reports, all of them would be late
    ledgers = read_ledgers(ctx.obj, folder, read.values)
    reporting = read_reporting(ctx.obj, read.values, reports) if late else ()
    on = or_today(as_of)
    context = ctx.obj.context(Portfolio(read.values), as_of=on, ledger=ledgers, reports=reporting)
    keep_records(read.values, records_of(context))
    found = due_in(context, party=party).between(since, until)
    if to == "json":
        echo_tree(ctx.obj, found.judged(on) if late else found)
    elif read.values:
        several = len(read.values) > 1
        echo("\n\n".join([*head(read.values, on), *_text(found, on if late else None, several=several)]))
    exit_if_unreadable(ctx, read)


def _text(found: Agenda, late_on: dt.date | None, *, several: bool) -> Iterator[str]:
    """Format an agenda day by day; with ``late_on``, also what is done and what is late on that day."""
    if late_on is not None:
        late = f"Late on {late_on}: {len(found.late)} of {len(found.recorded)} that the ledger sets a day for."
        yield wrapped(f"For the Driver and the Support Unit only. {late}")
    for day, items in itertools.groupby(found, lambda one: one.day):
        yield "\n".join([str(day or "Without a day"), *_day(tuple(items), late_on, several=several)])
    if not found.items:
        yield "Nothing is due."


def _day(items: Iterable[DueItem], late_on: dt.date | None, *, several: bool) -> Iterator[str]:
    due = [one for one in items if one.due is not None]
    for party, of_party in itertools.groupby(due, lambda one: one.party):
        start = f"{_ITEM}{party or 'open'}  "
        for one in of_party:
            state = "" if late_on is None else f" ({_state(one, late_on)})"
            yield wrapped(f"{_words(one, several=several)}{state}", start, _ITEM * 3)
    for _, checkpoint, plan, parties in uncalled(items):
        of_plan = f" of {plan}" if several else ""
        text = f"{checkpoint}{of_plan} is not called for: no due day. Reports of {', '.join(parties)}"
        yield wrapped(text, _ITEM, _ITEM * 3)


def _words(one: DueItem, *, several: bool) -> str:
    """Say what is due: ``report for June 2031 on 2.1, 2.2``."""
    what = one.kind.value
    if one.kind is DueKind.REPORT:
        what += f" for {one.checkpoint}"
    elif one.kind is DueKind.ANSWER and one.set_by:
        what += f" to {', '.join(one.set_by)}"
    numbers = action_names(one) if several else one.actions
    about = f" on {', '.join(numbers)}" if numbers else f" on {one.plan}" if several else ""
    return f"{what}{about}{f': {one.words}' if one.words else ''}"


def _state(one: DueItem, on: dt.date) -> str:
    """Say whether an item is done, and whether it is late; of a report, by its actions."""
    done, late = _DONE[one.kind], one.late_actions(on)
    days = {number: one.reported.get(number) for number in one.actions} if one.kind is DueKind.REPORT else {}
    known = sorted({*days.values()}, key=lambda day: day or dt.date.max)
    if known[1:] == []:
        return _state_on(one.done_on, done, late=one.is_late(on))
    parts: list[str] = []
    for day in known:
        numbers = [number for number, reported in days.items() if reported == day]
        parts.append(_state_on(day, done, f"{', '.join(numbers)} ", late=numbers[0] in late))
    return "; ".join(parts)


def _state_on(day: dt.date | None, done: str, what: str = "", *, late: bool) -> str:
    state = f"{what}not {done}" if day is None else f"{what}{done} on {day}"
    return f"late: {state}" if late else state
