"""``empact rules``: the rules and profiles, or the page of one rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from empact.cli.console import echo, echo_tree, table, wrapped
from empact.cli.options import format_option, rule_argument
from empact.diagnostics import CATALOGUE, Kind
from empact.hooks import Profile
from empact.model import Prose
from empact.session import Session
from empact.validation import Provided, Rule

if TYPE_CHECKING:
    from empact.session.listings import RuleList


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
    if to == "json":
        echo_tree(session, _listing(session, rule))
    elif rule is not None:
        found = _find(session, rule)
        echo(_format_kind(found.value, found.origin))
    else:
        echo("\n\n".join(_tables(session.rules, session.plugins.profiles)))


def _listing(session: Session, word: str | None) -> RuleList:
    """Return all rules and profiles, or one rule."""
    from empact.session.listings import ListedRule, RuleList  # a list in text needs none

    rules = session.rules if word is None else [_find(session, word)]
    return RuleList(
        rules=tuple(ListedRule(origin=provided.origin, rule=provided.value) for provided in rules),
        profiles=session.plugins.profiles if word is None else (),
    )


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
