"""Governance: who accounts to whom, and where the plan says so."""

from __future__ import annotations

from collections.abc import Iterable

from empact.analysis import PlanContext, Relation, ReportingLine, governance, words_at
from empact.analysis.columns import format_cell
from empact.documents.excluded import excluded_parties
from empact.documents.headings import about_plans
from empact.documents.language import Words, words_in
from empact.documents.values import Column, ColumnType, Document, Row, Section, Table, Text, unique_keys
from empact.errors import UnknownIdError
from empact.grammar.prose import bare_line
from empact.model import Anchor, LedgerEntry, Plan

_WHO = Column(key="who", title="Who", type=ColumnType.LIST, width=40)
_ACTION = Column(key="action", title="Action")
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
            _action_lines(one, [line for line in lines if line.action and line.relation is one], words)
            for one in _OF_ACTIONS
        ),
        excluded_parties(ctx, words),
        _states(ctx, words),
        _entries(ctx, words),
        _provisions(ctx.plan, words),
    )
    sections = tuple(section for section in parts if section is not None)
    return Document(sections=sections, **about_plans("governance", "Governance of {plans}", ctx, words))


def _grouped(
    lines: Iterable[ReportingLine], words: Words
) -> dict[tuple[str | None, Relation, str | None], tuple[str, ...]]:
    """Return who has the same relation to the same recipients, by action, relation and recipients."""
    found: dict[tuple[str | None, Relation, str | None], list[str]] = {}
    for line in lines:
        absent = words("{parties} (absent)", parties=", ".join(line.absent)) if line.absent else None
        found.setdefault((line.action, line.relation, line.to or absent), []).append(line.who)
    return {key: tuple(dict.fromkeys(who)) for key, who in found.items()}


def _plan_lines(lines: Iterable[ReportingLine], words: Words) -> Section | None:
    """Return the lines of the plan as a whole."""
    found = _grouped(lines, words)
    columns = (_WHO, Column(key="relation", title="Relation", width=24), Column(key="to", title="To", width=30))
    keys = unique_keys(" ".join(filter(None, (relation.value, to))) for _, relation, to in found)
    rows = (
        Row(key, (who, words(relation.value), to))
        for key, ((_, relation, to), who) in zip(keys, found.items(), strict=True)
    )
    return _table("plan", words("The plan as a whole"), words.columns(columns), rows)


def _action_lines(relation: Relation, lines: Iterable[ReportingLine], words: Words) -> Section | None:
    """Return the lines of the actions in one relation."""
    name, title, heading = _OF_ACTIONS[relation]
    found = _grouped(lines, words)
    columns = (_ACTION, _WHO, *([Column(key="to", title=heading, width=30)] if heading else []))
    keys = unique_keys(" ".join(filter(None, (action, to))) for action, _, to in found)
    rows = (
        Row(key, (action, who, *([to] if heading else [])))
        for key, ((action, _, to), who) in zip(keys, found.items(), strict=True)
    )
    return _table(name, words(title), words.columns(columns), rows)


def _states(ctx: PlanContext, words: Words) -> Section | None:
    """Return the states that the plan has reached, or is expected to reach, in its own words."""
    on = ctx.as_of
    known = [one for one in ctx.plan.states if one.expected or one.on is None or on is None or one.on <= on]
    columns = (
        Column(key="state", title="State"),
        Column(key="expected", title="Reached or expected"),
        Column(key="by", title="By"),
        Column(key="on", title="On", type=ColumnType.DATE),
        Column(key="revision", title="Revision"),
        Column(key="stated", title="Where"),
        Column(key="words", title="Words of the plan", width=60),
    )
    keys = unique_keys(" ".join(filter(None, (one.state.value, str(one.body)))) for one in known)
    rows = (
        Row(
            key,
            (
                words(one.state.value),
                words("expected" if one.expected else "reached"),
                str(one.body) or None,
                one.on,
                None if one.revision is None else str(one.revision),
                None if one.stated is None else str(one.stated),
                None if one.stated is None else _quoted(ctx.plan, one.stated),
            ),
        )
        for key, one in zip(keys, known, strict=True)
    )
    return _table("states", words("States of the plan"), words.columns(columns), rows)


def _entries(ctx: PlanContext, words: Words) -> Section | None:
    """Return the entries of the ledger about the management of the plan."""
    entries = [entry for entry in ctx.evidence.in_force if entry.content.kind.facts.managing]
    columns = (
        Column(key="on", title="On", type=ColumnType.DATE),
        Column(key="kind", title="Kind"),
        Column(key="parties", title="Parties"),
        Column(key="by", title="By"),
        Column(key="actions", title="Actions", type=ColumnType.LIST),
        Column(key="text", title="Text", width=60),
        Column(key="entry", title="Ledger entry"),
    )
    rows = (Row(entry.id, _entry(entry, words)) for entry in entries)
    return _table("entries", words("In the ledger"), words.columns(columns), rows)


def _entry(entry: LedgerEntry, words: Words) -> tuple[object, ...]:
    content = entry.content
    return (
        content.on,
        words(content.kind.value),
        str(content.parties) or None,
        str(content.by) or None,
        tuple(map(str, content.actions)) or None,
        " ".join(format_cell(content.text).split()) or None,
        entry.id,
    )


def _provisions(plan: Plan, words: Words) -> Section | None:
    """Return the sentences of the plan about its own management."""
    columns = (
        Column(key="where", title="Where"),
        Column(key="kind", title="About"),
        Column(key="words", title="Words of the plan", width=80),
    )
    keys = unique_keys(f"{one.kind.value} {one.stated}" for one in plan.provisions)
    rows = (
        Row(key, (str(one.stated), words(one.kind.value.replace("-", " ")), _quoted(plan, one.stated)))
        for key, one in zip(keys, plan.provisions, strict=True)
    )
    return _table("provisions", words("Where the plan says so"), words.columns(columns), rows)


def _quoted(plan: Plan, stated: Anchor) -> str | None:
    try:
        return bare_line(words_at(plan, stated))
    except UnknownIdError:
        return None


def _table(key: str, title: str, columns: tuple[Column, ...], rows: Iterable[Row]) -> Section | None:
    found = tuple(rows)
    return Section(key=key, title=title, body=Table(columns, found)) if found else None
