"""Functions of ``empact`` that take a plan and make its context in the default session."""

from __future__ import annotations

import datetime as dt

from empact import analysis
from empact.analysis import Dossier, Portfolio, Progress, Tasking, WithdrawalImpact
from empact.arguments import check_date
from empact.model import Plan
from empact.session.contexts import check_reports
from empact.session.defaults import default_session
from empact.session.plan_arguments import check_plan
from empact.storage.ledgers import LedgerSource
from empact.storage.reporting import ReportingSource


def exclusion(plan: Plan, party: str, *, as_of: dt.date, ledger: LedgerSource = None) -> Dossier:
    """Sort what is recorded about a party by the three conditions of the exclusion clause (plan section 5.3).

    The dossier lists the evidence for and against each condition, and what is missing. It decides nothing.
    :func:`empact.analysis.exclusion` does the same for a context, such as that of another session.

    Args:
        plan: The plan with the clause.
        party: The code or the name of the party.
        as_of: The date of knowledge: later entries are ignored.
        ledger: The ledger, or its folder, as in :meth:`empact.Session.validate`.

    Raises:
        UnknownIdError: The register has no such party.
        ValueError: The ledger is that of another plan.
        PlanReadError: An entry of the folder cannot be read.
        OSError: The folder cannot be listed, or a file of it cannot be opened.
    """
    check_plan("exclusion()", plan)
    check_date("as_of", as_of, required=True)
    return analysis.exclusion(default_session().context(plan, as_of=as_of, ledger=ledger), party)


def impact_of_leaving(
    plan: Plan, party: str, *, leaving: dt.date, as_of: dt.date | None = None, ledger: LedgerSource = None
) -> WithdrawalImpact:
    """List what changes in a plan when a party leaves it.

    Other parties that the ledger excludes are absent both before and after.
    :func:`empact.analysis.impact_of_leaving` does the same for a context.

    Args:
        plan: The plan.
        party: The code or the name of the party.
        leaving: The first day without the party.
        as_of: The date of knowledge: later entries of the ledger are ignored. By default the day of leaving.
        ledger: The ledger, or its folder, as in :meth:`empact.Session.validate`.

    Raises:
        UnknownIdError: The register has no such party.
        ValueError: The ledger is that of another plan.
        PlanReadError: An entry of the folder cannot be read.
        OSError: The folder cannot be listed, or a file of it cannot be opened.
    """
    check_plan("impact_of_leaving()", plan)
    check_date("leaving", leaving, required=True)
    context = default_session().context(plan, as_of=leaving if as_of is None else as_of, ledger=ledger)
    return analysis.impact_of_leaving(context, party, leaving=leaving)


def progress(
    *plans: Plan | Portfolio,
    reports: ReportingSource = None,
    checkpoint: str | None = None,
    as_of: dt.date | None = None,
    ledger: LedgerSource = None,
) -> Progress:
    """Add up what is reported about plans: the status of each action, and a total for each KPI (plan section 3).

    Silence is missing and never zero, and sources that disagree are both kept. Every value explains itself.
    :func:`empact.analysis.progress` does the same for a context.

    Args:
        plans: The plans. The results of an operation that belongs to several of them count once.
        reports: The reports, as in :meth:`empact.Session.validate`: a folder has the reports alone, and operations and
            KPI registers are those of the session's workspace, if it has one.
        checkpoint: The name of the checkpoint; by default the newest one that is over at ``as_of``, or that a report is
            about, as in :func:`empact.analysis.progress`.
        as_of: The date of knowledge: later reports, and later entries of the ledger, are ignored.
        ledger: The ledger, or its folder, as in :meth:`empact.Session.validate`. A party that it excludes is not
            expected to report.

    Raises:
        UnknownIdError: No plan has such a checkpoint. The message names the closest.
        ConfigError: There are no ``reports``, and the session has no workspace to read them from.
        ValueError: The reports or the ledger are those of another plan.
        PlanReadError: A report, or an entry of the ledger, cannot be read.
        OSError: A folder cannot be listed, or a file of it cannot be opened.
    """
    session = default_session()
    check_reports("progress", session.workspace, reports)
    return analysis.progress(session.context(*plans, as_of=as_of, ledger=ledger, reports=reports), checkpoint)


def tasking(plan: Plan, party: str, *, as_of: dt.date | None = None, ledger: LedgerSource = ()) -> Tasking:
    """List what a party has to do in a plan: what it leads, joins, may join, and what the plan lays down for it.

    :func:`empact.analysis.tasking` does the same for a context.

    Args:
        plan: The plan.
        party: The code or the name of the party.
        as_of: The date of knowledge: later entries of the ledger and later states of the plan are ignored.
        ledger: The ledger, or its folder, as in :meth:`empact.Session.validate`. By default none: nothing of the ledger
            belongs on a tasking sheet unless it is asked for, and then only what is about the party itself.

    Raises:
        UnknownIdError: The register has no such party.
        ValueError: The ledger is that of another plan.
        PlanReadError: An entry of the folder cannot be read.
        OSError: The folder cannot be listed, or a file of it cannot be opened.
    """
    check_plan("tasking()", plan)
    check_date("as_of", as_of)
    return analysis.tasking(default_session().context(plan, as_of=as_of, ledger=ledger), party)
