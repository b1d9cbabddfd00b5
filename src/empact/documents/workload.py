"""The workload: how many actions each party leads, joins or supports, month by month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from empact.analysis import (
    ROLES,
    Determinacy,
    Duty,
    Month,
    PartyRole,
    PartyWorkload,
    PlanContext,
    PortfolioContext,
    Run,
    Tally,
    Workload,
    workload,
)
from empact.analysis.workloads.duties import by_month
from empact.documents.excluded import excluded_parties
from empact.documents.headings import about_plans
from empact.documents.language import Words, words_in
from empact.documents.months import MONTH_NAMES, by_year, format_month, format_months
from empact.documents.provenance import action_refs
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Document, Section, Table, Text

ROLE_WORDS = {
    PartyRole.LEADER: "leads",
    PartyRole.CO_LEADER: "co-leads",
    PartyRole.PARTICIPANT: "joins",
    PartyRole.COOPERATING: "cooperates",
    PartyRole.SUPPORT: "supports",
}
_ONLY_IF_USED = frozenset({PartyRole.CO_LEADER, PartyRole.SUPPORT})
"""The roles that only some plans have."""
ROLE_TITLES = {
    PartyRole.LEADER: "Actions that each party leads",
    PartyRole.CO_LEADER: "Actions that each party co-leads",
    PartyRole.PARTICIPANT: "Actions that each party joins",
    PartyRole.COOPERATING: "Actions in which each party cooperates with the leader",
    PartyRole.SUPPORT: "Actions that each party supports",
}
WHY_APART = {
    Determinacy.OPEN: "Left open by the plan",
    Determinacy.UNKNOWN: "Not a known party",
    Determinacy.NAMED: "Named in a plan without a period",
    Determinacy.EVERY: "Named in a plan without a period",
    Determinacy.ROLE: "Nobody is known to have this role at that time",
}
GAPS = "Party cells that are withheld or cannot be read"
_UNDATED = "Without dates, so only in the totals"
_LEFT = "Months outside the period of the plan or of the action"
_NOTES = (
    "A party counts once for each action, role and month. 2+1 means two certain actions and one more possible.",
    'Groups that the plan leaves open, such as "Relevant MS", count for no party; they are listed separately.',
)


def build_workload(ctx: PlanContext | PortfolioContext, *, party: Sequence[str] = (), language: str = "en") -> Document:
    """Return the workload of the parties, as :func:`empact.analysis.workload` counts it.

    ``2+1`` are two certain actions and one more possible. The sections of a role have one year each, so that a year
    fits on a page.

    Args:
        ctx: The plans.
        party: Codes or names of parties to select; the document then lists each of their actions too, and the open
            groups that may mean them.
        language: The language of the fixed words.

    Raises:
        UnknownIdError: The register has no such party.
    """
    found = workload(ctx, parties=party or None)
    words = words_in(language)
    second = _actions(ctx, found, words) if party else _months(found, words)
    sections = [_totals(found, words), second, *_roles(found, words)]
    parts = (_open(found, words) if party else None, _not_counted(found, words), excluded_parties(ctx, words))
    sections += [section for section in parts if section is not None]
    sections.append(_notes(words))
    return Document(sections=tuple(sections), **about_plans("workload", "Workload of {plans}", ctx, words))


def _totals(found: Workload, words: Words) -> Section:
    """Return the number of actions of each party and role, with those that have no dates."""
    roles = [role for role in ROLES if role not in _ONLY_IF_USED or any(one.of(role) for one in found.parties)]
    columns: tuple[ColumnOf[PartyWorkload], ...] = (
        column("party", "Party", lambda party: party.name),
        *map(_total, roles),
    )
    body = table(columns, found.parties, key=lambda party: party.name, words=words)
    return Section(key="totals", title=words("Actions of each party"), body=body)


def _total(role: PartyRole) -> ColumnOf[PartyWorkload]:
    """Return the column with the number of actions in which a party has a role."""
    return column(ROLE_WORDS[role], ROLE_WORDS[role], lambda party: _count(party.total(role)))


def _months(found: Workload, words: Words) -> Section:
    """Return the number of actions in each month."""
    numbers = by_month(found.runs)
    columns: tuple[ColumnOf[Month], ...] = (
        column("month", "Month", lambda month: format_month(month, words)),
        column("actions", "Actions", lambda month: _count(numbers.get(month))),
    )
    body = table(columns, found.months, key=str, words=words)
    return Section(key="months", title=words("Actions in each month"), body=body)


class _PartyDuty(NamedTuple):
    party: str
    duty: Duty


def _actions(ctx: PlanContext | PortfolioContext, found: Workload, words: Words) -> Section:
    """Return the actions of the selected parties, each with its months."""
    refs = {id(one.plan): action_refs(one) for one in ctx.contexts}

    def certain(row: _PartyDuty) -> tuple[str, ...] | None:
        return format_months(row.duty.months.certain, words)

    def possible(row: _PartyDuty) -> tuple[str, ...] | None:
        return format_months(row.duty.months.possible, words)

    columns: tuple[ColumnOf[_PartyDuty], ...] = (
        column("party", "Party", lambda row: row.party),
        column("role", "Role", lambda row: words(ROLE_WORDS[row.duty.role])),
        column("action", "Action", lambda row: str(row.duty)),
        column("certain", "Certain", certain, type=ColumnType.LIST),
        column("possible", "Possible", possible, type=ColumnType.LIST),
    )
    body = table(
        columns,
        [_PartyDuty(party.name, duty) for party in found.parties for duty in party.duties],
        key=lambda row: f"{row.party} {ROLE_WORDS[row.duty.role]} {row.duty}",
        ref=lambda row: refs[id(row.duty.run.plan)][row.duty.run.position],
        words=words,
    )
    return Section(key="actions", title=words("Actions of the selected parties"), body=body)


def _roles(found: Workload, words: Words) -> Iterator[Section]:
    """Return a section for each role and year in which a party has an action."""
    for role in ROLES:
        numbers = {one.name: one.months(role) for one in found.parties if one.of(role)}
        for year, months in by_year(found.months).items():
            active = {name: by for name, by in numbers.items() if any(month in by for month in months)}
            if active:
                title = f"{words(ROLE_TITLES[role])}, {year}"
                yield Section(key=f"{ROLE_WORDS[role]}-{year}", title=title, body=_year(months, active, words))


def _year(months: Sequence[Month], active: Mapping[str, Mapping[Month, Tally]], words: Words) -> Table:
    def month(month: Month) -> ColumnOf[str]:
        return column(str(month), MONTH_NAMES[month.number - 1], lambda party: _count(active[party].get(month)))

    columns: tuple[ColumnOf[str], ...] = (column("party", "Party", str), *map(month, months))
    return table(columns, active, key=str, words=words)


class _OpenGroup(NamedTuple):
    """An open group that may mean a party."""

    party: str
    group: PartyWorkload


def _open(found: Workload, words: Words) -> Section | None:
    """Return the open groups that may mean the selected parties, with the actions."""
    groups = [_OpenGroup(party.name, group) for party in found.parties for group in party.open]
    if not groups:
        return None
    columns: tuple[ColumnOf[_OpenGroup], ...] = (
        column("party", "Party", lambda row: row.party),
        column("words", "Words of the plan", lambda row: row.group.name, width=24),
        column("actions", "Actions", lambda row: _ids(row.group.duties), type=ColumnType.LIST, width=40),
    )
    body = table(columns, groups, key=lambda row: f"{row.party} {row.group.name}", words=words)
    title = words("Left open by the plan whether the party is meant, so not counted")
    return Section(key="open", title=title, body=body)


class _NotCounted(NamedTuple):
    """What is not counted: the words of the plan, why, and the actions."""

    words: str | None
    why: str
    actions: tuple[str, ...]


def _not_counted(found: Workload, words: Words) -> Section | None:
    """Return what is not counted for any party, or not in any month, with the actions."""
    rows = [
        _NotCounted(one.name, WHY_APART[one.determinacy or Determinacy.OPEN], _ids(one.duties)) for one in found.apart
    ]
    curtailed = tuple(_curtailed(run, words) for run in found.curtailed)
    others = (
        _NotCounted(None, GAPS, _ids(found.gaps)),
        _NotCounted(None, _UNDATED, _ids(found.undated)),
        _NotCounted(None, _LEFT, curtailed),
    )
    rows += [row for row in others if row.actions]
    if not rows:
        return None
    columns: tuple[ColumnOf[_NotCounted], ...] = (
        column("words", "Words of the plan", lambda row: row.words, width=24),
        column("why", "Why", lambda row: words(row.why), width=40),
        column("actions", "Actions", lambda row: row.actions, type=ColumnType.LIST, width=40),
    )
    body = table(columns, rows, key=lambda row: row.words or row.why, words=words)
    return Section(key="not-counted", title=words("Not counted"), body=body)


def _notes(words: Words) -> Section:
    return Section(key="notes", title=words("Notes"), body=Text(tuple(map(words, _NOTES))))


def _count(tally: Tally | None) -> str | None:
    return str(tally) if tally else None


def _ids(things: Iterable[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(str, things)))


def _curtailed(run: Run, words: Words) -> str:
    return f"{run} ({', '.join(format_month(month, words) for month in run.left)})"
