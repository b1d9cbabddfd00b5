"""``empact agenda``: what is due from whom by which day."""

from __future__ import annotations

import datetime as dt

from empact.analysis import Agenda, PortfolioContext
from empact.cli.result_command import result_command
from empact.documents.agenda import check_days


@result_command("agenda")
def agenda(
    context: PortfolioContext,
    party: str | None,
    since: dt.date | None,
    until: dt.date | None,
) -> Agenda:
    """List what is due, by day and party: reports, figures, commitments, and requested answers.

    A report is due on a day only if a call for it is in the ledger ('empact ledger add PLAN call'); otherwise it is
    listed at the cut-off day of its checkpoint. A figure is due on the day that the plan sets for its KPI, and is never
    late. What is done or late does not change the list; for one round, 'empact report round' shows it. A missing report
    is not an unmet commitment; a reminder is not an exhortation.

    \b
    empact agenda plan.yaml
    empact agenda plan.yaml --party QN --since 2031-06-01
    """
    check_days(since, until)
    return context.agenda(party=party).between(since, until)
