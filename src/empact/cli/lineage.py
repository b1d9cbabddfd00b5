"""``empact lineage``: how the actions of a plan continue in the next one."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator

import click

from empact.analysis import ActionHistory, Continuation, Lineage, Match, Portfolio, lineage_of
from empact.analysis import lineage as compared
from empact.cli.console import echo, echo_result, table, wrapped
from empact.cli.options import format_option, or_today, plan_argument_as, reading_options
from empact.cli.portfolios import head
from empact.cli.reading import load_plan
from empact.grammar.prose import without_emphasis
from empact.model import Action, Plan
from empact.session import Session

_BEGINNING = 44
"""Columns for the beginning of a dropped action."""


@click.command()
@plan_argument_as("earlier")
@plan_argument_as("later")
@reading_options
@format_option
@click.pass_obj
def lineage(session: Session, earlier: str, later: str, format_: str | None, to: str) -> None:
    """Show how the actions of the plan EARLIER continue in the plan LATER.

    \b
    carried-over  it continues under the same number
    renumbered    it continues under another number
    merged        it continues together with others as one action
    split         it continues as several actions
    dropped       it does not continue

    If a later action states what it continues, that is used. Otherwise the words of the activities are compared.

    \b
    empact lineage plan-2026.yaml plan-2027.yaml
    """
    plans = [load_plan(session, source, format_) for source in (earlier, later)]
    _check(*plans)
    found = compared(*plans)
    if to == "json":
        echo_result(session, lineage_of(session.context(Portfolio(tuple(plans)), as_of=or_today(None), ledger=())))
    else:
        echo("\n\n".join(_text(found)))


def _check(earlier: Plan, later: Plan) -> None:
    if earlier.period and later.period and earlier.period.start > later.period.start:
        message = f"{earlier.id} starts after {later.id}: give the earlier plan first."
        raise click.UsageError(message)


def _text(found: Lineage) -> Iterator[str]:
    yield from head((found.earlier, found.later))
    counts = Counter(history.continuation for history in found.histories)
    counted = ", ".join(f"{counts[kind]} {kind.value}" for kind in Continuation if counts[kind])
    come = (
        f"{len(found.new)} new, {len(found.elsewhere)} from elsewhere" if found.elsewhere else f"{len(found.new)} new"
    )
    unstated = sum(not match.stated for match in found.matches)
    inferred = f" {unstated} match{'es' * (unstated != 1)} inferred from the words." if unstated else ""
    lines = [
        wrapped(f"{found.earlier.id}: {_many(len(found.histories))}{counted and f': {counted}'}.{inferred}"),
        wrapped(f"{found.later.id}: {_many(len(found.later.actions))}, {come}."),
    ]
    yield "\n".join(lines)
    if found.histories:
        rows = [cells for history in found.histories for cells in _rows(history)]
        yield table((found.earlier.id, "CONTINUATION", found.later.id, "WHY"), rows)
    if found.elsewhere:
        yield "\n".join(
            f"{action.number} continues {', '.join(map(str, action.continues))}" for action in found.elsewhere
        )


def _many(number: int) -> str:
    return f"{number} action{'s' * (number != 1)}"


def _rows(history: ActionHistory) -> Iterator[tuple[str, str, str, str]]:
    number, kind = history.action.number, history.continuation.value
    if not history.matches:
        yield number, kind, "", _beginning(history.action)
    for match in history.matches:
        yield number, kind, match.later.number, _why(match)
        number = kind = ""


def _why(match: Match) -> str:
    found = match.similarity
    words = "" if found is None else f"{found.shared} of {found.every} words the same, score {found.score:.2f}"
    return "; ".join(filter(None, ("stated" if match.stated else "not stated", words)))


def _beginning(action: Action) -> str:
    return textwrap.shorten(without_emphasis(action.activity.plain), _BEGINNING, placeholder=" ...")
