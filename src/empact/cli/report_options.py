"""A report from options: the figures and the status of one action."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from empact.cli.naming import checkpoint_named, named_parties
from empact.grammar.answers import says_nothing
from empact.grammar.numbers import number_hint, parse_number
from empact.model import ActionReport, Figure, FigureScope, Plan, Report
from empact.model.measures import kpi_number
from empact.session import Session


def parsed_figures(
    scope: FigureScope,
) -> Callable[[click.Context, click.Parameter, tuple[str, ...]], tuple[Figure, ...]]:
    """Return a callback that parses values of KPIs, such as ``1=12``, ``1a=12`` or, of a share, ``1=nothing``."""

    def parse(_ctx: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> tuple[Figure, ...]:
        figures: list[Figure] = []
        for word in given:
            kpi, _, amount = word.partition("=")
            try:
                figures.append(_figure(scope, kpi, amount.strip()))
            except ValueError:
                nothing = ", or 1=nothing" if scope is FigureScope.OWN else ""
                hint = number_hint(amount) if parse_number(amount.strip()) is None else None
                message = f"{word!r} is not KPI=VALUE, such as 1=12 or 1a=12{nothing}; KPIs are counted from 1."
                message = message if hint is None else f"{message} {hint}"
                raise click.BadParameter(message, param=parameter) from None
        return tuple(figures)

    return parse


def _figure(scope: FigureScope, kpi: str, amount: str) -> Figure:
    if says_nothing(amount) and scope is FigureScope.OWN:
        return Figure(kpi=kpi_number(kpi), scope=scope, nothing=True)
    number = parse_number(amount)
    if number is None:
        raise ValueError
    return Figure(kpi=kpi_number(kpi), scope=scope, value=number)


def given_report(session: Session, plan: Plan, given: dict[str, Any]) -> Report:
    """Return the report that the options of a call make.

    Raises:
        click.UsageError: An option is missing.
        UnknownIdError: The plan has no such action or checkpoint, or nobody knows the party.
    """
    missing = [name for name in ("by", "checkpoint", "on", "source", "action") if given[name] is None]
    if missing:
        options = ", ".join(f"--{name}" for name in missing)
        raise click.UsageError(f"Name a FILE with the report, or add {options}; 'empact report new' makes a form.")
    figures = (*given["figures"], *given["totals"])
    action = ActionReport(action=plan.action(given["action"]).number, status=given["status"], figures=figures)
    return Report(
        plan=plan.id,
        checkpoint=checkpoint_named(plan, given["checkpoint"]),
        by=named_parties(session, plan, [given["by"]]),
        part=given["part"],
        on=given["on"],
        source=given["source"],
        actions=(action,),
    )
