"""Governance: who accounts to whom, and where the plan says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from empact.analysis import PlanContext, Relation, ReportingLine, words_at
from empact.analysis.columns import format_cell
from empact.analysis.governing import reporting_lines
from empact.documents.excluded import excluded_parties
from empact.documents.headings import about_plans
from empact.documents.language import Words, words_in
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Document, Layout, Section, Table, Text
from empact.errors import UnknownIdError
from empact.grammar.prose import bare_line
from empact.model import Anchor, Approval, LedgerEntry, Plan, Provision

_EMPTY = "The plan has no provision that states a reporting line."


def build_governance(ctx: PlanContext, *, language: str = "en") -> Document:
    """Return the reporting lines of a plan, its states, and the sentences that say so (sections 4 and 5).

    Lines of the same action with the same relation to the same recipients are one row. With a ledger, parties that a
    decision excludes are left out, and the entries about the management of the plan are listed.

    Args:
        ctx: The plan. Roles and groups are resolved on the date of knowledge.
        language: The language of the fixed words.
    """
    lines, words = reporting_lines(ctx), words_in(language)
    empty = Section(key="empty", title=words("Reporting lines"), body=Text((words(_EMPTY),)))
    parts = (
        None if lines else empty,
        _plan_lines((line for line in lines if line.action_number is None), words),
        _action_lines([line for line in lines if line.action_number is not None], words),
        excluded_parties(ctx, words),
        _states(ctx, words),
        _entries(ctx, words),
        _provisions(ctx.plan, words),
    )
    sections = [section for section in parts if section is not None]
    if ctx.ledger:
        from empact.documents.cited_entries import CitedEntries  # many plans have no ledger

        sections += CitedEntries.of((ctx,), words).section(_cited(ctx))
    head = about_plans("governance", "Governance of {plans}", ctx, words)
    return Document(version=3, sections=tuple(sections), **head)


def _cited(ctx: PlanContext) -> Iterator[str]:
    """Yield the ids of the entries that the document rests on: decisions to exclude, and the management of the plan."""
    yield from (absence.entry_id for absence in ctx.absences if absence.entry_id is not None)
    yield from (entry.id for entry in _managing(ctx))


def _managing(ctx: PlanContext) -> Iterator[LedgerEntry]:
    return (entry for entry in ctx.evidence.in_force if entry.content.kind.facts.managing)


class _Group(NamedTuple):
    """Those who have the same relation to the same recipients, in an action or in the plan as a whole."""

    key: str
    action: str | None
    relation: str
    to: str | None
    who: tuple[str, ...]


def _grouped(lines: Iterable[ReportingLine], words: Words) -> Sequence[_Group]:
    groups: dict[tuple[str | None, Relation, str | None, tuple[str, ...]], list[ReportingLine]] = {}
    for line in lines:
        groups.setdefault((line.action_number, line.relation, line.to, line.absent), []).append(line)
    return [_group(of_group, words) for of_group in groups.values()]


def _group(lines: Sequence[ReportingLine], words: Words) -> _Group:
    """Return lines with the same relation as one; it is in the plural for several parties, and for "All MS"."""
    first, relation = lines[0], lines[0].relation
    is_plural = len(lines) > 1 or not first.words.startswith(f"{first.who} {relation.value}")
    to = first.to
    if relation is Relation.LEADS:
        to = words(
            "(the plan does not say to whom they account)"
            if is_plural
            else "(the plan does not say to whom it accounts)"
        )
    elif first.absent:
        to = words("{parties} (absent)", parties=", ".join(first.absent))
    return _Group(
        key=" ".join(filter(None, (first.action_number, relation.value, first.to or ", ".join(first.absent)))),
        action=first.action_number,
        relation=words(relation.plural if is_plural else relation.value),
        to=to,
        who=tuple(dict.fromkeys(line.who for line in lines)),
    )


def _plan_lines(lines: Iterable[ReportingLine], words: Words) -> Section | None:
    """Return the lines of the plan as a whole."""
    columns: tuple[ColumnOf[_Group], ...] = (
        column("who", "Who", lambda group: group.who, type=ColumnType.LIST, width=40),
        column("relation", "Relation", lambda group: group.relation, width=24),
        column("to", "To", lambda group: group.to, width=30),
    )
    body = table(columns, _grouped(lines, words), key=lambda group: group.key, words=words)
    return _section("plan", words("The plan as a whole"), body)


def _action_lines(lines: Sequence[ReportingLine], words: Words) -> Section | None:
    """Return the lines of the actions, and which relation is inferred."""
    columns: tuple[ColumnOf[_Group], ...] = (
        column("action", "Action", lambda group: group.action),
        column("who", "Who", lambda group: group.who, type=ColumnType.LIST, width=40),
        column("relation", "Relation", lambda group: group.relation, width=24),
        column("to", "To", lambda group: group.to, width=30),
    )
    title = words("Each action")
    if any(line.relation.inferred for line in lines):
        title = words("Each action ('takes part, led by' is inferred: a leader is in charge)")
    return _section("actions", title, table(columns, _grouped(lines, words), key=lambda group: group.key, words=words))


def _states(ctx: PlanContext, words: Words) -> Section | None:
    """Return the states that the plan has reached, or is expected to reach, in its own words."""

    def key(state: Approval) -> str:
        return " ".join(filter(None, (state.state.value, str(state.body))))

    def stated(state: Approval) -> tuple[str, ...] | None:
        return None if state.stated is None else (str(state.stated),)

    def quoted(state: Approval) -> str | None:
        return None if state.stated is None else _quoted(ctx.plan, state.stated)

    columns: tuple[ColumnOf[Approval], ...] = (
        column("state", "State", lambda state: _state(state, words), width=30),
        column("words", "Words of the plan", quoted, width=60),
        column("stated", "Where", stated, type=ColumnType.LIST, width=16),
    )
    body = table(columns, ctx.states, key=key, words=words)
    return _section("states", words("States of the plan, in its own words"), body)


def _state(state: Approval, words: Words) -> str:
    """Say which state it is, by whom and when: ``agreed by COSI on 2011-12-08, REV 1``."""
    text = words(state.state.value)
    if state.body:
        text = words("{what} by {party}", what=text, party=state.body)
    if state.on is not None:
        text = words("{what} on {day}", what=text, day=state.on)
    elif not state.expected:
        text = words("{what}, without a date", what=text)
    if state.revision is not None:
        text = f"{text}, {state.revision}"
    return words("expected: {what}", what=text) if state.expected else text


def _entries(ctx: PlanContext, words: Words) -> Section | None:
    """Return the entries of the ledger about the management of the plan."""
    columns: tuple[ColumnOf[LedgerEntry], ...] = (
        column("on", "On", lambda entry: entry.content.on, type=ColumnType.DATE),
        column("text", "What is recorded", lambda entry: _entry(entry, words), width=60),
    )
    return _section(
        "entries", words("In the ledger"), table(columns, _managing(ctx), key=lambda entry: entry.id, words=words)
    )


def _entry(entry: LedgerEntry, words: Words) -> str:
    """Say what an entry records: ``meeting of QO, QP by QM for 2.2: Coordination of the joint patrols.``."""
    content = entry.content
    what = words(content.kind.value)
    if content.parties:
        what = words("{what} of {parties}", what=what, parties=content.parties)
    if content.by:
        what = words("{what} by {party}", what=what, party=content.by)
    if content.actions:
        what = words("{what} for {actions}", what=what, actions=", ".join(map(str, content.actions)))
    text = " ".join(format_cell(content.text, words).split())
    return f"{what}: {text}" if text else what


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
    return Section(key=key, title=title, body=body, layout=Layout.LIST) if body.rows else None
