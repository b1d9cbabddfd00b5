"""``empact workload``: how many actions each party leads and joins in every month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from empact.analysis import ROLES, Determinacy, Duty, Month, PartyRole, PartyWorkload, Portfolio, Run, Tally, Workload
from empact.analysis import workload as measured
from empact.analysis.workloads.duties import by_month, tally
from empact.cli.charts import NAMES, Signs, called, line, pieces, row, shown
from empact.cli.layout import width, wrapped
from empact.cli.output import say, say_json
from empact.cli.portfolios import document, exit_code, head, portfolio_options, read_portfolio
from empact.cli.recorded import Exclusions, ledger_option, recorded
from empact.errors import PlanReadError
from empact.reference import Register

_WORDS = {PartyRole.LEADER: "leads", PartyRole.PARTICIPANT: "joins", PartyRole.COOPERATING: "cooperates"}
_TITLES = {
    PartyRole.LEADER: "Actions that each party leads",
    PartyRole.PARTICIPANT: "Actions that each party joins",
    PartyRole.COOPERATING: "Actions in which each party cooperates with the leader",
}
_APART = {
    Determinacy.OPEN: "Left open by the plan",
    Determinacy.UNKNOWN: "Not known to the register",
    Determinacy.NAMED: "Named in a plan without a period",
    Determinacy.EVERY: "Named in a plan without a period",
    Determinacy.ROLE: "Held by nobody who is known at that time",
}


@click.command()
@portfolio_options
@click.option("--party", "parties", multiple=True, metavar="PARTY", help="Only this party, action by action: HU.")
@ledger_option
@click.pass_context
def workload(
    ctx: click.Context,
    sources: tuple[str, ...],
    format_: str | None,
    to: str,
    parties: tuple[str, ...],
    folder: Path | None,
) -> None:
    """Show how many actions each party leads and joins, month by month.

    A party counts once for each action, role and month. 2+1 is two for certain and one more that is possible: the month
    is one of several ("April/May"), or the part or the action is still to be confirmed. "All MS" is everybody who was a
    member then; whom "Relevant MS" means is left open, and told apart. Who is excluded by a recorded decision has
    nothing to do from its day on.

    \b
    empact workload oap-c-2012              every party, in numbers
    empact workload oap-c-2012 --party HU   one party, action by action
    """
    read = read_portfolio(ctx, sources, format_)
    ledgers = recorded(ctx.obj, folder)
    if not ledgers.complete:
        raise PlanReadError(ledgers.diagnostics)
    found = measured(Portfolio(read.values), ctx.obj.register, parties=parties or None, ledgers=ledgers.ledgers)
    away = Exclusions.of(read.values, ledgers, ctx.obj.register)
    if to == "json":
        say_json(_document(found) | {"excluded": away.document()})
    elif read.values:
        say("\n\n".join(_text(found, ctx.obj.register, away, alone=bool(parties))))
    exit_code(ctx, read)


def _text(found: Workload, register: Register, away: Exclusions, *, alone: bool) -> Iterator[str]:
    yield from head(found.portfolio.plans)
    signs = Signs.of_terminal()
    if alone:
        for share in found.shares:
            yield _party(found, share, register, signs)
    else:
        yield _running(found, signs)
        for part in ROLES:
            rows = [(share.name, share.total(part), share.months(part)) for share in found.shares if share.of(part)]
            if rows:
                yield _table(_TITLES[part], rows, found.months)
    notes = [*_notes(found), *away.lines()]
    if notes:
        yield "\n".join(notes)


def _running(found: Workload, signs: Signs) -> str:
    numbers = by_month(found.runs)
    largest = max((one.most for one in numbers.values()), default=0)
    heights = {month: signs.level(one.most, largest) for month, one in numbers.items()}
    return _table("Actions", [("all", tally(found.runs), numbers)], found.months, heights)


_Row = tuple[str, Tally, Mapping[Month, Tally]]


def _table(
    title: str, rows: Sequence[_Row], months: Sequence[Month], heights: Mapping[Month, str] | None = None
) -> str:
    """A title and a row each with its numbers and its total; where the months need several blocks, totals follow."""
    label = max(len("0000"), *(len(name) for name, *_ in rows)) + 1
    end = max(len("total"), *(len(str(total)) for _, total, _ in rows)) + 2
    cell = max(len(NAMES[0]), *(len(str(one)) for *_, found in rows for one in found.values()), 0) + 1
    blocks = list(pieces(months, width() - label - end, cell))
    alone = len(blocks) == 1
    lines = [title]
    for piece in blocks:
        names = (NAMES[one.number - 1] for one in piece)
        lines.append(row(str(piece[0].year), names, f"{'total':>{end}}" if alone else "", label, cell))
        for name, total, numbers in rows:
            if alone or any(one in numbers for one in piece):
                cells = (str(numbers.get(one, ".")) for one in piece)
                lines.append(row(name, cells, f"{total!s:>{end}}" if alone else "", label, cell))
        if heights is not None:
            lines.append(row("", (heights.get(one, "") * (cell - 1) for one in piece), "", label, cell))
    if not alone:
        lines.append(wrapped(f"total: {', '.join(f'{name} {total}' for name, total, _ in rows)}", indent="  "))
    return "\n".join(lines)


def _party(found: Workload, share: PartyWorkload, register: Register, signs: Signs) -> str:
    """One party: what it leads, joins and helps with, an action a line, and how many there are in each month."""
    title = _called(found, share, register)
    if not share.duties:
        return wrapped(f"{title} has no part in any action.")
    parts = [part for part in ROLES if share.of(part)]
    totals = ", ".join(f"{_WORDS[part]} {share.total(part)}" for part in parts)
    numbers = share.months()
    label = max(len(f"  {duty}") for duty in share.duties) + 1
    cell = max(len(NAMES[0]), *(len(str(one)) for one in numbers.values()), 0) + 1
    blocks = [wrapped(title), wrapped(totals)]
    for piece in pieces(found.months, width() - label, cell):
        if not any(month in numbers for month in piece):
            continue
        blocks.append(row(str(piece[0].year), (NAMES[one.number - 1] for one in piece), "", label, cell))
        for part in parts:
            drawn = ((f"  {duty}", line(duty.months, piece, signs, cell)) for duty in share.of(part))
            lines = [f"{name:<{label}}{months}".rstrip() for name, months in drawn if months.strip()]
            blocks += [_WORDS[part], *lines] if lines else []
        blocks.append(row("all", (str(numbers.get(one, ".")) for one in piece), "", label, cell))
    return "\n".join([*blocks, f"{signs.certain} certain  {signs.possible} possible"])


def _called(found: Workload, share: PartyWorkload, register: Register) -> str:
    """The code of a party, and its name when the first plan begins."""
    if share.party is None or not found.months:
        return share.name
    first = found.months[0]
    name = register.name(share.party, dt.date(first.year, first.number, 1))
    return share.name if name == share.name else f"{share.name}  {name}"


def _notes(found: Workload) -> Iterator[str]:
    """What the numbers leave out."""
    if any(run.months.possible for run in found.runs) or any(share.total().possible for share in found.shares):
        yield wrapped("2+1 is two for certain and one more that is possible.")
    for share in found.apart:
        actions = _ids(share.duties)
        many = f"{len(actions)} action{'s' * (len(actions) != 1)}"
        where = f"{share.name!r} in {many}, {shown(actions)}"
        yield wrapped(
            f"{_APART[share.determinacy or Determinacy.OPEN]}, so that nobody is counted: {where}.", indent="  "
        )
    if found.gaps:
        yield wrapped(f"Parties that are withheld or not understood: {shown(_ids(found.gaps))}.", indent="  ")
    if found.undated:
        yield wrapped(f"In the total alone, for want of dates: {shown(_ids(found.undated))}.", indent="  ")
    if found.curtailed:
        left = [f"{run} ({', '.join(map(called, run.left))})" for run in found.curtailed]
        text = "Not counted, since they lie outside the period of the plan or of the action"
        yield wrapped(f"{text}: {shown(left)}.", indent="  ")


def _ids(things: Iterable[object]) -> list[str]:
    return list(dict.fromkeys(map(str, things)))


def _document(found: Workload) -> dict[str, Any]:
    """The load, for programs: the format ``workload/1``."""
    return document("workload/1", found.portfolio.plans) | {
        "months": [str(month) for month in found.months],
        "actions": _counted(found.runs, found.months),
        "parties": [{"code": share.name} | _roles(share, found.months) for share in found.shares],
        "apart": [
            {"words": share.name, "meaning": share.determinacy and share.determinacy.value}
            | _roles(share, found.months)
            for share in found.apart
        ],
        "undated": [str(run) for run in found.undated],
        "months_left_out": {str(run): [str(month) for month in run.left] for run in found.curtailed},
        "unread": [{"action": str(one), "pointer": one.at, "withheld": one.withheld} for one in found.gaps],
    }


def _roles(share: PartyWorkload, months: Sequence[Month]) -> dict[str, Any]:
    return {_WORDS[part]: _counted(share.of(part), months) for part in ROLES if share.of(part)}


def _counted(things: Sequence[Run | Duty], months: Sequence[Month]) -> dict[str, Any]:
    numbers, total = by_month(things), tally(things)
    return {
        "total": {"certain": total.certain, "possible": total.possible},
        "certain": [numbers[month].certain if month in numbers else 0 for month in months],
        "possible": [numbers[month].possible if month in numbers else 0 for month in months],
        "actions": [
            {
                "action": str(one),
                "sure": one.sure,
                "certain": [str(month) for month in one.months.certain],
                "possible": [str(month) for month in one.months.possible],
            }
            for one in things
        ],
    }
