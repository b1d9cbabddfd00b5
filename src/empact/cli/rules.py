"""``empact rules``: the rules and profiles, or the page of one rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import click

from empact.cli.console import echo, echo_json, table, wrapped
from empact.cli.options import format_option, rule_argument
from empact.diagnostics import CATALOGUE, Kind
from empact.hooks import Profile
from empact.model import Prose
from empact.session import Session
from empact.validation import Provided, Rule


@click.command()
@rule_argument
@format_option
@click.pass_obj
def rules(session: Session, rule: str | None, to: str) -> None:
    """List the rules and profiles, or explain one RULE.

    RULE is the code or the name of a rule, or of a problem that empact itself reports.

    \b
    empact rules OAP202
    empact rules dangling-link
    """
    if rule is not None:
        found = _find(session, rule)
        if to == "json":
            echo_json(_document([found]))
        else:
            echo(_format_kind(found.value, found.origin))
    elif to == "json":
        echo_json(_document(session.rules) | {"profiles": [_profile(profile) for profile in session.plugins.profiles]})
    else:
        echo("\n\n".join(_tables(session.rules, session.plugins.profiles)))


def _find(session: Session, word: str) -> Provided[Rule] | Provided[Kind]:
    """Find a rule, or a problem that empact itself reports, by its code or its name."""
    built_in = {name: kind for kind in CATALOGUE for name in (kind.code, kind.name)}
    return Provided("empact", built_in[word]) if word in built_in else session.rule(word)


def _tables(rules: Iterable[Provided[Rule]], profiles: Sequence[Profile]) -> Iterator[str]:
    rows = [
        (provided.value.code, provided.value.name, provided.value.severity.value, provided.value.summary)
        for provided in rules
    ]
    yield table(("CODE", "NAME", "SEVERITY", "WHAT IT FINDS"), rows)
    if profiles:
        yield table(("PROFILE", "FOR"), [(profile.name, profile.summary) for profile in profiles])


def _format_kind(kind: Kind, origin: str) -> str:
    """Format the page of a rule, or of another kind of finding."""
    head = f"{kind.code} {kind.name} ({kind.severity}, from {origin})"
    return "\n\n".join((head, *map(wrapped, Prose(text=kind.doc).paragraphs)))


def _document(found: Iterable[Provided[Rule] | Provided[Kind]]) -> dict[str, Any]:
    """Rules as JSON: the format ``rules/1``."""
    return {"empact": "rules/1", "rules": [_rule(provided.value, provided.origin) for provided in found]}


def _rule(kind: Kind, origin: str) -> dict[str, Any]:
    group = {"group": kind.group} if isinstance(kind, Rule) and kind.group is not None else {}
    return {
        "code": kind.code,
        "name": kind.name,
        "severity": kind.severity.value,
        **group,
        "origin": origin,
        "doc": kind.doc,
    }


def _profile(profile: Profile) -> dict[str, str]:
    return {"name": profile.name, "summary": profile.summary}
