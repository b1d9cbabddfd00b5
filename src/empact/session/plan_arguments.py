"""Check the arguments of calls that take plans; a wrong type is one TypeError that says what to write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from empact.arguments import check_date, check_type
from empact.reprs import cut_repr

if TYPE_CHECKING:
    from empact.analysis import Portfolio
    from empact.model import Plan


def check_plan(call: str, plan: object) -> None:
    """Raise a TypeError if the argument of a call such as ``exclusion()`` is not a plan."""
    from empact.model import Plan

    check_type(f"{call} takes", "a plan", Plan, plan, _write_plan)


def as_portfolio(call: str, plans: Sequence[Plan | Portfolio], as_of: dt.date | None) -> Portfolio:
    """Return the plans of a call as one portfolio; raise a TypeError for no plan, a wrong one or ``as_of``."""
    from empact.analysis import Portfolio
    from empact.model import Plan

    check_date("as_of", as_of)
    if not plans:
        example = call.replace("()", "(load('plan.yaml'))")
        message = f"{call} takes plans, and not nothing. Write {example}."
        raise TypeError(message)
    for plan in plans:
        check_type(f"{call} takes", "plans", (Plan, Portfolio), plan, _write_plan)
    return Portfolio(tuple(plan for item in plans for plan in ((item,) if isinstance(item, Plan) else item.plans)))


def _write_plan(value: object) -> str | None:
    """Return what to write instead of something that is not a plan: a name, a text, a list of plans, a reading."""
    if isinstance(value, str):
        json = value.lstrip().startswith("{")
        if json or len(value.splitlines()) > 1:
            return f"loads(text, format={'json' if json else 'yaml'!r})"
        return f"load({cut_repr(value)})"
    if isinstance(value, (list, tuple)):
        return "*plans"
    return "its .value" if hasattr(value, "value") else None
