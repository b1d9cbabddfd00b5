"""``empact workload``: how many actions each party leads and joins in each month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import click

from empact.analysis import (
    ROLES,
    Determinacy,
    Month,
    PartyWorkload,
    Portfolio,
    PortfolioContext,
    Tally,
    Workload,
    records_of,
)
from empact.analysis import workload as measured
from empact.analysis.workloads.duties import by_month, tally
from empact.cli.charts import Signs, format_ids, line, pieces, row
from empact.cli.console import echo, echo_result, width, wrapped
from empact.cli.decisions import AppliedDecisions
from empact.cli.options import (
    decision_options,
    format_option,
    or_today,
    parties_option,
    plans_argument,
    reading_options,
)
from empact.cli.portfolios import head, keep_records
from empact.cli.reading import exit_if_unreadable, read_ledgers, read_portfolio
from empact.documents import words_in
from empact.documents.months import MONTH_NAMES, format_month
from empact.documents.workload import ROLE_TITLES, ROLE_WORDS, WHY_APART
from empact.reference import Register


@click.command()
@plans_argument
@parties_option("Show only this party, action by action.")
@reading_options
@decision_options
@format_option
@click.pass_context
def workload(
    ctx: click.Context,
    sources: tuple[str, ...],
    format_: str | None,
    to: str,
    parties: tuple[str, ...],
    as_of: dt.date | None,
    folder: Path | None,
) -> None:
    """Show how many actions each party leads and joins, month by month.

    A party counts once for each action, role and month. 2+1 means two certain and one more possible: the month is one
    of several ("April/May"), or the role or the action is still to be confirmed. "All MS" counts for every member state
    of that time. "Relevant MS" counts for none: such groups are listed separately. A party that a decision in the
    ledger excludes does not count from that day on.

    \b
    empact workload plan.yaml               all parties, in numbers
    empact workload plan.yaml --party QN    one party, action by action
    """
    read = read_portfolio(ctx, sources, format_)
    ledgers = read_ledgers(ctx.obj, folder, read.values)
    context = ctx.obj.context(Portfolio(read.values), as_of=or_today(as_of), ledger=ledgers)
    keep_records(read.values, records_of(context))
    found = measured(context, parties=parties or None)
    decisions = AppliedDecisions.of(context)
    if to == "json":
        echo_result(ctx.obj, found)
    elif read.values:
        echo("\n\n".join(_text(found, context, decisions, alone=bool(parties))))
    exit_if_unreadable(ctx, read)


def _text(found: Workload, ctx: PortfolioContext, decisions: AppliedDecisions, *, alone: bool) -> Iterator[str]:
    yield from head(found.portfolio.plans, ctx.as_of)
    signs = Signs.of_terminal()
    if alone:
        for one in found.parties:
            yield _party(found, one, ctx.register, signs)
    else:
        yield _active(found, signs)
        for role in ROLES:
            rows = [(one.name, one.total(role), one.months(role)) for one in found.parties if one.of(role)]
            if rows:
                yield _table(ROLE_TITLES[role], rows, found.months)
    notes = [*_notes(found), *decisions.lines()]
    if notes:
        yield "\n".join(notes)


def _active(found: Workload, signs: Signs) -> str:
    numbers = by_month(found.runs)
    largest = max((count.most for count in numbers.values()), default=0)
    heights = {month: signs.level(count.most, largest) for month, count in numbers.items()}
    return _table("Actions", [("all", tally(found.runs), numbers)], found.months, heights)


_Row = tuple[str, Tally, Mapping[Month, Tally]]


def _table(
    title: str, rows: Sequence[_Row], months: Sequence[Month], heights: Mapping[Month, str] | None = None
) -> str:
    """Format rows of numbers by month with their totals; if the months need several blocks, totals come last."""
    label = max(len("0000"), *(len(name) for name, *_ in rows)) + 1
    end = max(len("total"), *(len(str(total)) for _, total, _ in rows)) + 2
    cell = max(len(MONTH_NAMES[0]), *(len(str(count)) for *_, found in rows for count in found.values()), 0) + 1
    blocks = list(pieces(months, width() - label - end, cell))
    alone = len(blocks) == 1
    lines = [title]
    for piece in blocks:
        names = (MONTH_NAMES[month.number - 1] for month in piece)
        lines.append(row(str(piece[0].year), names, f"{'total':>{end}}" if alone else "", label, cell))
        for name, total, numbers in rows:
            if alone or any(month in numbers for month in piece):
                cells = (str(numbers.get(month, ".")) for month in piece)
                lines.append(row(name, cells, f"{total!s:>{end}}" if alone else "", label, cell))
        if heights is not None:
            lines.append(row("", (heights.get(month, "") * (cell - 1) for month in piece), "", label, cell))
    if not alone:
        lines.append(wrapped(f"total: {', '.join(f'{name} {total}' for name, total, _ in rows)}", indent="  "))
    return "\n".join(lines)


def _party(found: Workload, one: PartyWorkload, register: Register, signs: Signs) -> str:
    """Format one party: the actions of each role by month, and their number in each month."""
    title = _party_title(found, one, register)
    left_open = [
        wrapped(f"Left open by the plan whether {one.name} is meant, so not counted: {_where(group)}.", indent="  ")
        for group in one.open
    ]
    if not one.duties:
        return "\n".join([wrapped(f"{title} has no role in any action."), *left_open])
    roles = [role for role in ROLES if one.of(role)]
    totals = ", ".join(f"{ROLE_WORDS[role]} {one.total(role)}" for role in roles)
    numbers = one.months()
    label = max(len(f"  {duty}") for duty in one.duties) + 1
    cell = max(len(MONTH_NAMES[0]), *(len(str(count)) for count in numbers.values()), 0) + 1
    blocks = [wrapped(title), wrapped(totals)]
    for piece in pieces(found.months, width() - label, cell):
        if not any(month in numbers for month in piece):
            continue
        blocks.append(row(str(piece[0].year), (MONTH_NAMES[month.number - 1] for month in piece), "", label, cell))
        for role in roles:
            drawn = ((f"  {duty}", line(duty.months, piece, signs, cell)) for duty in one.of(role))
            lines = [f"{name:<{label}}{months}".rstrip() for name, months in drawn if months.strip()]
            blocks += [ROLE_WORDS[role], *lines] if lines else []
        blocks.append(row("all", (str(numbers.get(month, ".")) for month in piece), "", label, cell))
    return "\n".join([*blocks, f"{signs.certain} certain  {signs.possible} possible", *left_open])


def _party_title(found: Workload, one: PartyWorkload, register: Register) -> str:
    """The code of a party, and its name at the start of the first plan."""
    if one.party is None or not found.months:
        return one.name
    first = found.months[0]
    name = register.name(one.party, dt.date(first.year, first.number, 1))
    return one.name if name == one.name else f"{one.name}  {name}"


def _notes(found: Workload) -> Iterator[str]:
    """Explain what the numbers omit."""
    if any(run.months.possible for run in found.runs) or any(one.total().possible for one in found.parties):
        yield wrapped("2+1 means two certain and one more possible.")
    for one in found.apart:
        why = WHY_APART[one.determinacy or Determinacy.OPEN]
        yield wrapped(f"{why}, so not counted for any party: {_where(one)}.", indent="  ")
    if found.gaps:
        yield wrapped(f"Party cells that are withheld or cannot be read: {format_ids(_ids(found.gaps))}.", indent="  ")
    if found.undated:
        yield wrapped(f"Without dates, so only in the totals: {format_ids(_ids(found.undated))}.", indent="  ")
    if found.curtailed:
        words = words_in("en")
        left = [f"{run} ({', '.join(format_month(month, words) for month in run.left)})" for run in found.curtailed]
        text = "Months outside the period of the plan, so not counted"
        yield wrapped(f"{text}: {format_ids(left)}.", indent="  ")


def _where(one: PartyWorkload) -> str:
    """Format words of the plan with their actions."""
    actions = _ids(one.duties)
    return f"{one.name!r} in {len(actions)} action{'s' * (len(actions) != 1)}, {format_ids(actions)}"


def _ids(things: Iterable[object]) -> list[str]:
    return list(dict.fromkeys(map(str, things)))
