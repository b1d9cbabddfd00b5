"""``empact lineage``: how the actions of a plan continue in the next one."""

from __future__ import annotations

from collections import Counter
from typing import Any

import click

from empact.analysis import Continuation, Lineage, Match, Portfolio
from empact.analysis import lineage as compared
from empact.cli.console import echo_json
from empact.cli.options import format_option, or_today, plan_argument_as, reading_options
from empact.cli.portfolios import document
from empact.cli.reading import load_plan
from empact.cli.views import echo_view
from empact.model import Plan
from empact.session import Session


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
    if to == "json":
        echo_json(_document(compared(*plans)))
    else:
        context = session.context(Portfolio(tuple(plans)), as_of=or_today(None), ledger=())
        echo_view(session, "lineage", context)


def _check(earlier: Plan, later: Plan) -> None:
    if earlier.period and later.period and earlier.period.start > later.period.start:
        message = f"{earlier.id} starts after {later.id}: give the earlier plan first."
        raise click.UsageError(message)


def _document(found: Lineage) -> dict[str, Any]:
    """The lineage as JSON: the format ``lineage/1``."""
    counts = Counter(history.continuation for history in found.histories)
    return document("lineage/1", (found.earlier, found.later)) | {
        "counts": {kind.value: counts[kind] for kind in Continuation} | {"new": len(found.new)},
        "actions": [
            {
                "action": f"{found.earlier.id}:{history.action.number}",
                "continuation": history.continuation.value,
                "goes_on_as": [_match(match, found.later) for match in history.matches],
            }
            for history in found.histories
        ],
        "new": [f"{found.later.id}:{action.number}" for action in found.new],
        "from_elsewhere": [
            {"action": f"{found.later.id}:{action.number}", "continues": list(map(str, action.continues))}
            for action in found.elsewhere
        ],
    }


def _match(match: Match, later: Plan) -> dict[str, Any]:
    entry: dict[str, Any] = {"action": f"{later.id}:{match.later.number}", "pointer": match.at, "stated": match.stated}
    if match.similarity is not None:
        entry["score"] = round(match.similarity.score, 2)
    return entry | {"why": list(match.explain())}
