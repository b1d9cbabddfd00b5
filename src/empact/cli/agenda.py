"""``empact agenda``: what is due from whom by which day, and, for Driver and Support Unit, what is late."""

from __future__ import annotations

import datetime as dt

from empact.analysis import Agenda, PortfolioContext
from empact.cli.options import or_today
from empact.cli.result_command import result_command
from empact.documents.agenda import check_days


@result_command("agenda")
def agenda(
    context: PortfolioContext,
    party: str | None,
    since: dt.date | None,
    until: dt.date | None,
    late: bool,  # noqa: FBT001 - passed by name
) -> Agenda:
    """List what is due, by day and party: reports, figures, commitments, and requested answers.

    A report is due on a day only if a call for it is in the ledger ('empact ledger add PLAN call'); otherwise it is
    listed at the cut-off day of its checkpoint. A figure is due on the day that the plan sets for its KPI, and is never
    late. Lateness does not change the list. A missing report is not an unmet commitment; a reminder is not an
    exhortation.

    \b
    empact agenda plan.yaml
    empact agenda plan.yaml --party QN --since 2031-06-01
    """
    check_days(since, until)
    due = context.agenda(party=party).between(since, until)
    return due.judged(or_today(context.as_of)) if late else due
