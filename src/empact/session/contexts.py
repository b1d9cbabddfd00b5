"""Make the contexts of plans from what a session is set up with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from empact.analysis import PlanContext, Portfolio, PortfolioContext, Thresholds
from empact.errors import ConfigError
from empact.model import Ledger, Plan
from empact.session.plan_arguments import as_portfolio

if TYPE_CHECKING:
    from empact.session.plugins import Setup
    from empact.session.workspaces import Workspace
    from empact.storage.ledgers import LedgerSource
    from empact.storage.reporting import Reporting, ReportingSource


def check_reports(call: str, workspace: Workspace, reports: ReportingSource) -> None:
    """Raise ConfigError if the reports of a workspace are asked for, and the session has none."""
    if reports is None and workspace.path is None:
        example = f"{call}(plan, reports='records/reports')"
        raise ConfigError([f"{call}() needs reports. Name their folder: {example}; or write reports=() for none."])


def settings(setup: Setup, as_of: dt.date | None) -> dict[str, Any]:
    """Return the parts of a context that are the same for all plans of a session."""
    return {
        "register": setup.plugins.register,
        "extensions": setup.plugins.extensions,
        "thresholds": Thresholds() if setup.config is None else setup.config.exclusion,
        "lights": None if setup.config is None else setup.config.lights,
        "as_of": as_of,
    }


def context_of(
    setup: Setup,
    plans: Sequence[Plan | Portfolio],
    ledger: LedgerSource,
    as_of: dt.date | None,
    reports: ReportingSource,
) -> PlanContext | PortfolioContext:
    """Return the context of the plans of a call: of one plan, or of several.

    Raises:
        TypeError: A plan is something else.
        ValueError: ``ledger`` is the ledger of another plan.
        PlanReadError: An entry of the folder, or a report, is not valid.
    """
    portfolio = as_portfolio("context()", plans, as_of)
    reporting = setup.workspace.existing_reporting(reports, portfolio)
    if len(plans) == 1 and isinstance(plans[0], Plan):
        return plan_context(setup, plans[0], ledger, as_of, reporting)
    return portfolio_context(setup, portfolio, ledger, as_of, reporting)


def plan_context(
    setup: Setup,
    plan: Plan,
    ledger: LedgerSource,
    as_of: dt.date | None,
    reporting: Reporting | None = None,
) -> PlanContext:
    """Return the context of one plan.

    Raises:
        ValueError: ``ledger`` is the ledger of another plan.
        PlanReadError: An entry of the folder, or a report, is not valid.
    """
    own = (
        ledger
        if isinstance(ledger, Ledger)
        else setup.workspace.ledger.read(ledger, plans=[plan]).require_complete(plan.id).of(plan.id)
    )
    if reporting is None:
        return PlanContext(plan=plan, ledger=own, **settings(setup, as_of))
    reporting = reporting.require_complete(plan.id)
    return PlanContext(
        plan=plan,
        ledger=own,
        reports=reporting.reports.by_plan.get(plan.id),
        operations=reporting.operations.operations,
        kpi_register=reporting.kpis.by_plan.get(plan.id),
        **settings(setup, as_of),
    )


def portfolio_context(
    setup: Setup,
    portfolio: Portfolio,
    ledger: LedgerSource,
    as_of: dt.date | None,
    reporting: Reporting | None = None,
) -> PortfolioContext:
    """Return the context of several plans.

    Raises:
        PlanReadError: An entry of the folder, or a report, is not valid.
    """
    ids = [plan.id for plan in portfolio.plans]
    read = setup.workspace.ledger.read(ledger, plans=portfolio).require_complete(*ids)
    known = reported(None if reporting is None else reporting.require_complete(*ids))
    return PortfolioContext(portfolio=portfolio, ledgers=read.by_plan, **known, **settings(setup, as_of))


def reported(reporting: Reporting | None) -> dict[str, Any]:
    """Return the parts of a context of several plans that reports, operations and KPI registers are."""
    if reporting is None:
        return {}
    return {
        "reports": reporting.reports.by_plan,
        "operations": reporting.operations.operations,
        "kpi_registers": reporting.kpis.by_plan,
    }
