"""``empact rules``: the rules and profiles, or the page of one rule."""

from __future__ import annotations

import click

from empact.cli.console import echo, table, wrapped
from empact.diagnostics import CATALOGUE, Kind
from empact.model import Prose
from empact.session import Session


@click.command()
@click.argument("rule", required=False)
@click.pass_obj
def rules(session: Session, rule: str | None) -> None:
    """List the rules and profiles, or explain one RULE.

    RULE is the code or the name of a rule, or of a problem that empact itself reports.

    \b
    empact rules OAP202
    empact rules dangling-link
    """
    if rule is not None:
        built_in = {word: kind for kind in CATALOGUE for word in (kind.code, kind.name)}
        if rule in built_in:
            echo(_format_kind(built_in[rule], "empact"))
        else:
            sourced = session.rule(rule)
            echo(_format_kind(sourced.value, sourced.origin))
        return
    rows = [
        (sourced.value.code, sourced.value.name, sourced.value.severity.value, sourced.value.summary)
        for sourced in session.rules
    ]
    echo(table(("CODE", "NAME", "SEVERITY", "WHAT IT FINDS"), rows))
    if session.plugins.profiles:
        echo("")
        echo(table(("PROFILE", "FOR"), [(profile.name, profile.summary) for profile in session.plugins.profiles]))


def _format_kind(kind: Kind, origin: str) -> str:
    """Format the page of a rule, or of another kind of finding."""
    head = f"{kind.code} {kind.name} ({kind.severity}, from {origin})"
    return "\n\n".join((head, *map(wrapped, Prose(text=kind.doc).paragraphs)))
