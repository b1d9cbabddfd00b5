"""``empact workload``: how many actions each party leads and joins in each month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from empact.analysis import ROLES, Duty, Month, PartyWorkload, Portfolio, Run, Workload, records_of
from empact.analysis import workload as measured
from empact.analysis.workloads.duties import by_month, tally
from empact.cli.decisions import AppliedDecisions
from empact.cli.options import (
    decision_options,
    format_option,
    or_today,
    parties_option,
    plans_argument,
    reading_options,
)
from empact.cli.portfolios import document, keep_records
from empact.cli.reading import read_ledgers, read_portfolio
from empact.cli.views import echo_result
from empact.documents.workload import ROLE_WORDS


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

    def tree() -> dict[str, Any]:
        excluded = AppliedDecisions.of(context).document()
        return _document(measured(context, parties=parties or None), or_today(as_of)) | {"excluded": excluded}

    echo_result(ctx, read, context, "workload", to, tree, party=parties)


def _document(found: Workload, as_of: dt.date) -> dict[str, Any]:
    """The workload as JSON: the format ``workload/1``."""
    return document("workload/1", found.portfolio.plans, as_of) | {
        "as_of": as_of.isoformat(),
        "months": [str(month) for month in found.months],
        "actions": _counted(found.runs, found.months),
        "parties": [
            {"code": one.name}
            | _roles(one, found.months)
            | {"open": [{"words": group.name} | _roles(group, found.months) for group in one.open]}
            for one in found.parties
        ],
        "apart": [
            {"words": one.name, "determinacy": one.determinacy and one.determinacy.value} | _roles(one, found.months)
            for one in found.apart
        ],
        "undated": [str(run) for run in found.undated],
        "months_left_out": {str(run): [str(month) for month in run.left] for run in found.curtailed},
        "gaps": [{"action": str(gap), "pointer": gap.at, "withheld": gap.withheld} for gap in found.gaps],
    }


def _roles(one: PartyWorkload, months: Sequence[Month]) -> dict[str, Any]:
    return {ROLE_WORDS[role]: _counted(one.of(role), months) for role in ROLES if one.of(role)}


def _counted(things: Sequence[Run | Duty], months: Sequence[Month]) -> dict[str, Any]:
    numbers, total = by_month(things), tally(things)
    return {
        "total": {"certain": total.certain, "possible": total.possible},
        "certain": [numbers[month].certain if month in numbers else 0 for month in months],
        "possible": [numbers[month].possible if month in numbers else 0 for month in months],
        "actions": [
            {
                "action": str(item),
                "sure": item.sure,
                "certain": [str(month) for month in item.months.certain],
                "possible": [str(month) for month in item.months.possible],
            }
            for item in things
        ],
    }
