"""``empact coverage``: the actions that serve each goal in each year, and the use of inter-dependencies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import click

from empact.analysis import Connection, CoveredGoal, Dependency, GoalService, Portfolio
from empact.analysis import coverage as covered
from empact.analysis.columns import format_cell
from empact.cli.charts import Signs, format_ids
from empact.cli.console import echo, echo_result, table, wrapped
from empact.cli.options import or_today, portfolio_options
from empact.cli.portfolios import head
from empact.cli.reading import exit_if_unreadable, read_portfolio
from empact.model import Span

_BAR = 10
"""The length of the longest bar, in columns."""


@click.command()
@portfolio_options
@click.pass_context
def coverage(ctx: click.Context, sources: tuple[str, ...], format_: str | None, to: str) -> None:
    """Show which actions serve which goal in which year, and which inter-dependencies are used.

    An action serves the goal that it is listed under. Actions that only link to a goal are listed separately; they do
    not serve it. A link to all goals of a plan (B:SG*) counts for none of them. A goal that is valid for several years
    is shown once, with its plans.

    An inter-dependency with another priority has a state:

    \b
    used        the plan declares it, and an action links to the priority
    unused      the plan declares it, and no action links to the priority
    undeclared  actions link to the priority, and the plan does not declare it
    only-there  only a plan of the other priority declares it

    \b
    empact coverage plan.yaml
    empact coverage plans/
    """
    read = read_portfolio(ctx, sources, format_)
    portfolio = Portfolio(read.values)
    if to == "json":
        echo_result(ctx.obj, covered(ctx.obj.context(portfolio, as_of=or_today(None), ledger=())))
    elif read.values:
        echo("\n\n".join(_text(portfolio)))
    exit_if_unreadable(ctx, read)


def _dependencies(portfolio: Portfolio) -> Iterator[Dependency]:
    for plan in portfolio:
        yield from portfolio.coverage(plan).dependencies


def _text(portfolio: Portfolio) -> Iterator[str]:
    yield from head(portfolio.plans)
    goals = portfolio.covered_goals
    largest = max((len(service.under) for goal in goals for service in goal.services), default=0)
    signs = Signs.of_terminal()
    for priority, group in _by_priority(goals).items():
        absent = [span for span in group[0].missing if all(span in goal.missing for goal in group)]
        rows = [cells for goal in group for cells in _rows(goal, absent, signs, largest)]
        lines = [f"Goals of {priority}", table(("GOAL", "WHEN", "", "ACTIONS UNDER IT, AND LINKED TO IT"), rows)]
        lines += [wrapped(f"They are also valid in {_years(span)}, for which no plan is loaded.") for span in absent]
        yield "\n".join(lines)
    unserved = [goal for goal in goals if not goal.served]
    if unserved:
        yield "\n".join(["No action serves", *(_unserved(goal) for goal in unserved)])
    overlaps = [
        (dependency.plan.id, _name(dependency), dependency.state.value, _by(dependency))
        for dependency in _dependencies(portfolio)
    ]
    if overlaps:
        yield "Inter-dependencies\n" + table(("PLAN", "PRIORITY", "STATE", "LINKED BY"), overlaps)


def _by_priority(goals: Iterable[CoveredGoal]) -> dict[str, list[CoveredGoal]]:
    found: dict[str, list[CoveredGoal]] = {}
    for goal in goals:
        cycle = "" if goal.cycle is None else f", {goal.cycle}"
        plans = ", ".join(dict.fromkeys(plan.id for plan in goal.plans))
        name = plans if goal.priority is None else f"priority {goal.priority}{cycle}"
        found.setdefault(name, []).append(goal)
    return found


def _rows(goal: CoveredGoal, absent: Sequence[Span], signs: Signs, largest: int) -> Iterator[tuple[str, str, str, str]]:
    number = goal.number
    for service in goal.services:
        bar = signs.bar(len(service.under), largest, _BAR)
        linked = _actions(service.linked, service)
        text = (
            f"{len(service.under)}: {format_ids([action.number for action in service.under])}"
            if service.under
            else "none"
        )
        text += f"; linked: {format_ids(linked)}" if linked else ""
        yield number, service.plan.id if service.plan.period is None else _years(service.plan.period), bar, text
        number = ""
    for span in (span for span in goal.missing if span not in absent):
        yield number, _years(span), "", "no plan loaded"
        number = ""


def _years(span: Span) -> str:
    first, last = span.start.year, span.end.year
    return str(first) if first == last else f"{first}-{last}"


def _actions(links: Iterable[Connection], home: GoalService | None = None) -> list[str]:
    """The actions that the links are from: by number if they are of the same plan, else by id."""
    inside = None if home is None else home.plan
    return list(
        dict.fromkeys(
            link.action.number if link.plan is inside else f"{link.plan.id}:{link.action.number}" for link in links
        )
    )


def _unserved(goal: CoveredGoal) -> str:
    last = goal.services[-1]
    wording = " ".join(format_cell(last.goal.annex or last.goal.body).split())
    return wrapped(f"{last.plan.id}:SG {goal.number}  {wording}".rstrip(), "  ", "    ")


def _name(dependency: Dependency) -> str:
    return dependency.priority if dependency.name is None else f"{dependency.priority} ({dependency.name})"


def _by(dependency: Dependency) -> str:
    numbers = list(dict.fromkeys(link.action.number for link in dependency.links))
    there = list(dict.fromkeys(plan.id for plan in dependency.named_by))
    return "; ".join(filter(None, (format_ids(numbers), f"declared by {format_ids(there)}" if there else "")))
