"""``empact plans``: the plans that plugins provide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from empact.cli.console import echo, echo_json, table
from empact.cli.options import format_option
from empact.hooks import BundledPlan
from empact.session import Session


@click.command()
@format_option
@click.pass_obj
def plans(session: Session, to: str) -> None:
    """List the plans that plugins provide.

    Use a name from this list wherever a command takes PLAN.

    \b
    empact show oap-c-2012
    """
    if to == "json":
        echo_json(_document(session.bundled))
        return
    echo(table(("PLAN", "SUMMARY"), [(plan.name, plan.summary) for plan in session.bundled]))


def _document(bundled: Iterable[BundledPlan]) -> dict[str, Any]:
    """The plans as JSON: the format ``plans/1``."""
    return {"empact": "plans/1", "plans": [{"name": plan.name, "summary": plan.summary} for plan in bundled]}
