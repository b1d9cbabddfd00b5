"""``empact coverage``: the actions that serve each goal in each year, and the use of inter-dependencies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import click

from empact.analysis import Connection, CoveredGoal, Dependency, GoalService, Portfolio
from empact.cli.charts import Signs, format_ids
from empact.cli.console import echo, echo_json, table, wrapped
from empact.cli.options import portfolio_options
from empact.cli.portfolios import document, head
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
        echo_json(_document(portfolio))
    elif read.values:
        echo("\n\n".join(_text(portfolio)))
    exit_if_unreadable(ctx, read)


def _dependencies(portfolio: Portfolio) -> Iterator[Dependency]:
    for plan in portfolio:
        yield from portfolio.coverage(plan).dependencies


def _text(portfolio: Portfolio) -> Iterator[str]:
    yield from head(portfolio.plans)
    goals = portfolio.covered_goals
    largest = max((len(one.under) for goal in goals for one in goal.services), default=0)
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
    overlaps = [(one.plan.id, _name(one), one.state.value, _by(one)) for one in _dependencies(portfolio)]
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
    for one in goal.services:
        bar = signs.bar(len(one.under), largest, _BAR)
        linked = _actions(one.linked, one)
        text = f"{len(one.under)}: {format_ids([action.number for action in one.under])}" if one.under else "none"
        text += f"; linked: {format_ids(linked)}" if linked else ""
        yield number, one.plan.id if one.plan.period is None else _years(one.plan.period), bar, text
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
            one.action.number if one.plan is inside else f"{one.plan.id}:{one.action.number}" for one in links
        )
    )


def _unserved(goal: CoveredGoal) -> str:
    last = goal.services[-1]
    wording = " ".join(str(last.goal.annex or last.goal.body).split())
    return wrapped(f"{last.plan.id}:SG {goal.number}  {wording}".rstrip(), "  ", "    ")


def _name(one: Dependency) -> str:
    return one.priority if one.name is None else f"{one.priority} ({one.name})"


def _by(one: Dependency) -> str:
    numbers = list(dict.fromkeys(link.action.number for link in one.links))
    there = list(dict.fromkeys(plan.id for plan in one.named_by))
    return "; ".join(filter(None, (format_ids(numbers), f"declared by {format_ids(there)}" if there else "")))


def _document(portfolio: Portfolio) -> dict[str, Any]:
    """The coverage as JSON: the format ``coverage/1``."""
    return document("coverage/1", portfolio.plans) | {
        "goals": [_goal(goal) for goal in portfolio.covered_goals],
        "interdependencies": [_overlap(one) for one in _dependencies(portfolio)],
    }


def _known(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _span(span: Span | None) -> dict[str, str] | None:
    return None if span is None else {"start": span.start.isoformat(), "end": span.end.isoformat()}


def _goal(goal: CoveredGoal) -> dict[str, Any]:
    return _known(
        cycle=goal.cycle,
        priority=goal.priority,
        number=goal.number,
        valid=_span(goal.valid),
        served=goal.served,
        without_plan=[_span(one) for one in goal.missing],
        plans=[
            _known(
                plan=one.plan.id,
                pointer=one.at,
                period=_span(one.plan.period),
                under=[f"{one.plan.id}:{action.number}" for action in one.under],
                linked=_actions(one.linked),
            )
            for one in goal.services
        ],
    )


def _overlap(one: Dependency) -> dict[str, Any]:
    return _known(
        plan=one.plan.id,
        priority=one.priority,
        name=one.name,
        state=one.state.value,
        pointer=one.declared,
        links=[
            {"action": f"{link.plan.id}:{link.action.number}", "pointer": link.at, "to": str(link.ref)}
            for link in one.links
        ],
        named_by=[plan.id for plan in one.named_by],
    )
