"""Make the contexts of plans from the arguments of a call and what a session is set up with."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, cast

from empact.analysis import PlanContext, Portfolio, PortfolioContext, Thresholds
from empact.arguments import check_date, check_type
from empact.model import Plan
from empact.model.plan import write_plan
from empact.storage.records import KINDS, Records

if TYPE_CHECKING:
    from empact.analysis import Portfolio
    from empact.model import Plan
    from empact.session.plugins import Setup


def as_portfolio(call: str, plans: Sequence[Plan | Portfolio], as_of: dt.date | None) -> Portfolio:
    """Return the plans of a call as one portfolio; raise a TypeError for no plan, a wrong one or ``as_of``."""
    from empact.analysis import Portfolio
    from empact.model import Plan

    check_date("as_of", as_of)
    if not plans:
        example = call.replace("()", "(load('plan.yaml'))")
        message = f"{call} needs at least one plan. Write {example}."
        raise TypeError(message)
    for plan in plans:
        check_type(f"{call} takes", "plans", (Plan, Portfolio), plan, write_plan)
    return Portfolio(tuple(plan for item in plans for plan in ((item,) if isinstance(item, Plan) else item.plans)))


_NONE = Records()


def settings(setup: Setup, as_of: dt.date | None) -> dict[str, Any]:
    """Return the parts of a context that are the same for all plans of a session."""
    return {
        "register": setup.plugins.register,
        "extensions": setup.plugins.extensions,
        "thresholds": Thresholds() if setup.config is None else setup.config.exclusion,
        "lights": None if setup.config is None else setup.config.lights,
        "status_words": {} if setup.config is None else setup.config.status_words,
        "as_of": as_of,
        "record_digest": _record_digest,
    }


def _record_digest(content: Any) -> str:
    from empact.serde.digests import record_digest  # few calls compare seals

    return record_digest(content)


def as_records(records: object) -> Records:
    """Return the records of a call, of which None is none; raise a TypeError for something else."""
    if records is None:
        return _NONE
    check_type("records= takes", "Records or None", Records, records, _write_records)
    return cast("Records", records)


def _write_records(value: object) -> str:
    """Return what to write instead of something that is not Records."""
    if isinstance(value, (str, os.PathLike)):
        return f"empact.records({os.fspath(value)!r})"
    kind = {
        "Ledger": "ledger",
        "Reports": "reports",
        "KpiRegister": "kpis",
        "Seals": "seals",
        "Mappings": "mappings",
    }.get(type(value).__name__)
    return "empact.records(FOLDER)" if kind is None else f"empact.records({kind}=...)"


def context_of(
    setup: Setup, plans: Sequence[Plan | Portfolio], records: Records | None, as_of: dt.date | None
) -> PlanContext | PortfolioContext:
    """Return the context of the plans of a call: of one plan, or of several.

    Raises:
        TypeError: A plan, or the records, are something else.
        PlanReadError: A file of the records is not valid.
    """
    portfolio = as_portfolio("context()", plans, as_of)
    context = portfolio_context(setup, portfolio, as_records(records), as_of)
    return context.contexts[0] if len(plans) == 1 and isinstance(plans[0], Plan) else context


def portfolio_context(
    setup: Setup,
    portfolio: Portfolio,
    records: Records,
    as_of: dt.date | None,
    required: Iterable[str] = KINDS,
) -> PortfolioContext:
    """Return the context of several plans.

    Args:
        setup: The plugins and the configuration.
        portfolio: The plans.
        records: What is recorded about them.
        as_of: The date of knowledge.
        required: The kinds of records of which each file has to be valid, unchanged and in its place.

    Raises:
        PlanReadError: A file of the required records is not valid.
    """
    records.of_kinds(required).require_complete(*(plan.id for plan in portfolio))
    return PortfolioContext(portfolio=portfolio, **recorded(records), **settings(setup, as_of))


def recorded(records: Records) -> dict[str, Any]:
    """Return the parts of a context of several plans that its records are."""
    parts: dict[str, Any] = {"unread": records.unread}
    if records.ledger is not None:
        parts["ledgers"] = records.ledger.by_plan
    if records.reports is not None:
        parts["reports"] = records.reports.by_plan
    if records.operations is not None:
        parts["operations"] = records.operations.operations
    if records.kpis is not None:
        parts["kpi_registers"] = records.kpis.by_plan
    if records.seals is not None:
        parts["seals"] = records.seals.by_plan
    if records.mappings is not None:
        parts["mappings"] = records.mappings.by_plan
    return parts
