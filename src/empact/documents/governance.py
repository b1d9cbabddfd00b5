"""Governance: who accounts to whom, and where the plan says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from empact.analysis import PlanContext, Relation, ReportingLine, governance, words_at
from empact.analysis.columns import format_cell
from empact.documents.excluded import excluded_parties
from empact.documents.headings import about_plans
from empact.documents.language import Words, words_in
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Document, Section, Table, Text
from empact.errors import UnknownIdError
from empact.grammar.prose import bare_line
from empact.model import Anchor, Approval, LedgerEntry, Plan, Provision

_OF_ACTIONS = {
    Relation.ACCOUNTS: ("accounts", "Leaders and to whom they account", "Account to"),
    Relation.LEADS: ("leads", "Leaders of whom the plan does not say to whom they account", None),
    Relation.COOPERATES: ("cooperates", "Parties that cooperate with a leader", "Cooperate with"),
    Relation.SUPPORTS: ("supports", "Parties that support a leader", "Support"),
    Relation.JOINS: ("joins", "Parties that take part, and the leaders (inferred: a leader is in charge)", "Led by"),
}
"""The key and the title of the table of each relation in an action, and the heading of its recipients."""
_EMPTY = "The plan has no provision that states a reporting line."


def build_governance(ctx: PlanContext, *, language: str = "en") -> Document:
    """Return the reporting lines of a plan, its states, and the sentences that say so (sections 4 and 5).

    Lines of the same action with the same relation to the same recipients are one row. With a ledger, parties that a
    decision excludes are left out, and the entries about the management of the plan are listed.

    Args:
        ctx: The plan. Roles and groups are resolved on the date of knowledge.
        language: The language of the fixed words.
    """
    lines, words = governance(ctx), words_in(language)
    empty = Section(key="empty", title=words("Reporting lines"), body=Text((words(_EMPTY),)))
    parts = (
        None if lines else empty,
        _plan_lines((line for line in lines if line.action is None), words),
        *(
            _action_lines(relation, [line for line in lines if line.action and line.relation is relation], words)
            for relation in _OF_ACTIONS
        ),
        excluded_parties(ctx, words),
        _states(ctx, words),
        _entries(ctx, words),
        _provisions(ctx.plan, words),
    )
    sections = tuple(section for section in parts if section is not None)
    return Document(sections=sections, **about_plans("governance", "Governance of {plans}", ctx, words))


class _Group(NamedTuple):
    """Those who have the same relation to the same recipients, in an action or in the plan as a whole."""

    action: str | None
    relation: Relation
    to: str | None
    who: tuple[str, ...]


def _grouped(lines: Iterable[ReportingLine], words: Words) -> Sequence[_Group]:
    found: dict[tuple[str | None, Relation, str | None], list[str]] = {}
    for line in lines:
        absent = words("{parties} (absent)", parties=", ".join(line.absent)) if line.absent else None
        found.setdefault((line.action, line.relation, line.to or absent), []).append(line.who)
    return [_Group(*about, tuple(dict.fromkeys(who))) for about, who in found.items()]


def _plan_lines(lines: Iterable[ReportingLine], words: Words) -> Section | None:
    """Return the lines of the plan as a whole."""

    def key(group: _Group) -> str:
        return " ".join(filter(None, (group.relation.value, group.to)))

    columns: tuple[ColumnOf[_Group], ...] = (
        column("who", "Who", lambda group: group.who, type=ColumnType.LIST, width=40),
        column("relation", "Relation", lambda group: words(group.relation.value), width=24),
        column("to", "To", lambda group: group.to, width=30),
    )
    body = table(columns, _grouped(lines, words), key=key, words=words)
    return _section("plan", words("The plan as a whole"), body)


def _action_lines(relation: Relation, lines: Iterable[ReportingLine], words: Words) -> Section | None:
    """Return the lines of the actions in one relation."""
    name, title, heading = _OF_ACTIONS[relation]

    def key(group: _Group) -> str:
        return " ".join(filter(None, (group.action, group.to)))

    columns: list[ColumnOf[_Group]] = [
        column("action", "Action", lambda group: group.action),
        column("who", "Who", lambda group: group.who, type=ColumnType.LIST, width=40),
    ]
    if heading is not None:
        columns.append(column("to", heading, lambda group: group.to, width=30))
    return _section(name, words(title), table(columns, _grouped(lines, words), key=key, words=words))


def _states(ctx: PlanContext, words: Words) -> Section | None:
    """Return the states that the plan has reached, or is expected to reach, in its own words."""
    on = ctx.as_of
    known = [state for state in ctx.plan.states if state.expected or state.on is None or on is None or state.on <= on]

    def key(state: Approval) -> str:
        return " ".join(filter(None, (state.state.value, str(state.body))))

    def revision(state: Approval) -> str | None:
        return None if state.revision is None else str(state.revision)

    def stated(state: Approval) -> str | None:
        return None if state.stated is None else str(state.stated)

    def quoted(state: Approval) -> str | None:
        return None if state.stated is None else _quoted(ctx.plan, state.stated)

    columns: tuple[ColumnOf[Approval], ...] = (
        column("state", "State", lambda state: words(state.state.value)),
        column("expected", "Reached or expected", lambda state: words("expected" if state.expected else "reached")),
        column("by", "By", lambda state: str(state.body) or None),
        column("on", "On", lambda state: state.on, type=ColumnType.DATE),
        column("revision", "Revision", revision),
        column("stated", "Where", stated),
        column("words", "Words of the plan", quoted, width=60),
    )
    return _section("states", words("States of the plan"), table(columns, known, key=key, words=words))


def _entries(ctx: PlanContext, words: Words) -> Section | None:
    """Return the entries of the ledger about the management of the plan."""
    entries = [entry for entry in ctx.evidence.in_force if entry.content.kind.facts.managing]

    def actions(entry: LedgerEntry) -> tuple[str, ...] | None:
        return tuple(map(str, entry.content.actions)) or None

    columns: tuple[ColumnOf[LedgerEntry], ...] = (
        column("on", "On", lambda entry: entry.content.on, type=ColumnType.DATE),
        column("kind", "Kind", lambda entry: words(entry.content.kind.value)),
        column("parties", "Parties", lambda entry: str(entry.content.parties) or None),
        column("by", "By", lambda entry: str(entry.content.by) or None),
        column("actions", "Actions", actions, type=ColumnType.LIST),
        column("text", "Text", lambda entry: " ".join(format_cell(entry.content.text).split()) or None, width=60),
        column("entry", "Ledger entry", lambda entry: entry.id),
    )
    return _section("entries", words("In the ledger"), table(columns, entries, key=lambda entry: entry.id, words=words))


def _provisions(plan: Plan, words: Words) -> Section | None:
    """Return the sentences of the plan about its own management."""

    def key(provision: Provision) -> str:
        return f"{provision.kind.value} {provision.stated}"

    columns: tuple[ColumnOf[Provision], ...] = (
        column("where", "Where", lambda provision: str(provision.stated)),
        column("kind", "About", lambda provision: words(provision.kind.value.replace("-", " "))),
        column("words", "Words of the plan", lambda provision: _quoted(plan, provision.stated), width=80),
    )
    body = table(columns, plan.provisions, key=key, words=words)
    return _section("provisions", words("Where the plan says so"), body)


def _quoted(plan: Plan, stated: Anchor) -> str | None:
    try:
        return bare_line(words_at(plan, stated))
    except UnknownIdError:
        return None


def _section(key: str, title: str, body: Table) -> Section | None:
    return Section(key=key, title=title, body=body) if body.rows else None
