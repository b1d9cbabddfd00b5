"""``empact rules``: the rules and profiles, or the page of one rule."""

from __future__ import annotations

import click

from empact.cli.listings import echo_listing, page, records
from empact.cli.options import format_option, rule_argument
from empact.diagnostics import CATALOGUE, Kind
from empact.documents import ColumnOf, Document, Table, Text, column, table
from empact.hooks import Option, Profile
from empact.model import Prose
from empact.session import Session
from empact.session.listings import ListedRule, RuleList
from empact.session.toml_options import allowed_values, format_default
from empact.validation import Provided, Rule

_PORTFOLIO = "The rule looks at all plans that are checked together."


@click.command()
@rule_argument
@format_option
@click.pass_obj
def rules(session: Session, rule: str | None, to: str) -> None:
    """List the rules and profiles, or explain one RULE.

    RULE is the code or the name of a rule, or of a problem that empact reports without a rule.

    \b
    empact rules OAP202
    empact rules dangling-link
    """
    echo_listing(session, _listing(session, rule), _list if rule is None else _page, to)


def _listing(session: Session, word: str | None) -> RuleList:
    """Return all rules and profiles, or one rule."""
    rules = session.rules if word is None else [_find(session, word)]
    return RuleList(
        rules=tuple(ListedRule(origin=provided.origin, rule=provided.value) for provided in rules),
        profiles=session.plugins.profiles if word is None else (),
    )


def _find(session: Session, word: str) -> Provided[Rule] | Provided[Kind]:
    """Find a rule, or a problem that empact itself reports, by its code or its name."""
    built_in = {name: kind for kind in CATALOGUE for name in (kind.code, kind.name)}
    return Provided("empact", built_in[word]) if word in built_in else session.rule(word)


def _list(listing: RuleList) -> Document:
    rules: tuple[ColumnOf[Rule | Kind], ...] = (
        column("code", "Code", lambda rule: rule.code),
        column("name", "Name", lambda rule: rule.name),
        column("severity", "Severity", lambda rule: rule.severity.value),
        column("summary", "What it finds", lambda rule: " ".join([rule.doc.partition("\n")[0], *_plans(rule)])),
    )
    profiles: tuple[ColumnOf[Profile], ...] = (
        column("profile", "Profile", lambda profile: profile.name),
        column("summary", "For", lambda profile: profile.summary),
    )
    return page(
        table(rules, (listed.rule for listed in listing.rules), key=lambda rule: rule.code),
        *([table(profiles, listing.profiles, key=lambda profile: profile.name)] if listing.profiles else []),
    )


def _page(listing: RuleList) -> Document:
    """Return the page of a rule, or of another kind of finding."""
    (listed,) = listing.rules
    rule = listed.rule
    options = rule.options if isinstance(rule, Rule) else ()
    texts = [*Prose(text=rule.doc).paragraphs, *_scope(rule), *_plans(rule)]
    paragraphs = [text for paragraph in texts for text in ("", paragraph)]
    return page(
        Text(tuple(paragraphs)),
        *([records("options", f"Options: [rules.{rule.name}] in empact.toml", _options(options))] if options else []),
        title=f"{rule.code} {rule.name} ({rule.severity}, from {listed.origin})",
    )


def _scope(rule: Rule | Kind) -> list[str]:
    """Return the sentence about a rule about the portfolio; none for any other rule."""
    return [_PORTFOLIO] if isinstance(rule, Rule) and rule.scope == "portfolio" else []


def _plans(rule: Rule | Kind) -> list[str]:
    """Return the sentence about the plans that a rule is for; none if it is for all."""
    plans = rule.plans if isinstance(rule, Rule) else ()
    return [f"Only for the plans {', '.join(plans)}."] if plans else []


def _options(options: tuple[Option, ...]) -> Table:
    columns: tuple[ColumnOf[Option], ...] = (
        column("option", "Option", lambda option: option.name),
        column("default", "Default", format_default),
        column("allowed", "Allowed", allowed_values),
        column("summary", "Meaning", lambda option: option.summary),
    )
    return table(columns, options, key=lambda option: option.name)
