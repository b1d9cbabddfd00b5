"""The workload: how many actions each party leads, joins or supports, month by month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from empact.analysis import (
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
from empact.analysis.workloads.duties import ROLES, by_month, tally
from empact.arguments import texts
from empact.documents.excluded import excluded_parties
from empact.documents.headings import about_plans, code_and_name, selected
from empact.documents.language import Words, words_in
from empact.documents.months import MONTH_NAMES, by_year, format_month, format_months
from empact.documents.provenance import action_refs
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Document, Section, Text

ROLE_WORDS = {
    PartyRole.LEADER: "leads",
    PartyRole.CO_LEADER: "co-leads",
    PartyRole.PARTICIPANT: "joins",
    PartyRole.COOPERATING: "cooperates",
    PartyRole.SUPPORT: "supports",
    PartyRole.OBSERVER: "observes",
}
_ONLY_IF_USED = frozenset({PartyRole.CO_LEADER, PartyRole.SUPPORT, PartyRole.OBSERVER})
"""The roles that only some plans have."""
ROLE_TITLES = {
    PartyRole.LEADER: "Actions that each party leads",
    PartyRole.CO_LEADER: "Actions that each party co-leads",
    PartyRole.PARTICIPANT: "Actions that each party joins",
    PartyRole.COOPERATING: "Actions in which each party cooperates with the leader",
    PartyRole.SUPPORT: "Actions that each party supports",
    PartyRole.OBSERVER: "Actions that each party observes",
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
_LEGEND = "2+1 means two certain actions and one more possible."
_NOTES = (
    "A party counts once for each action, role and month.",
    _LEGEND,
    'Groups that the plan leaves open, such as "Relevant MS", count for no party; they are listed separately.',
)
_ALL = "all"
_CERTAIN, _POSSIBLE = "x", "o"
_SIGNS = "x certain, o possible."


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
    party = texts("party", "a list of codes or names of parties", party)
    work = workload(ctx, parties=party or None)
    words = words_in(language)
    summary = tuple(_summary(ctx, work, words, party))
    sections = [Section(key="summary", title=words("Summary"), body=Text(summary))] if summary else []
    if party:
        sections += [*_party_months(work, words), _actions(ctx, work, words)]
    else:
        sections += [*_months(work, words), *_roles(work, words)]
    sections.append(_totals(work, words))
    parts = (_open(work, words) if party else None, _not_counted(work, words), excluded_parties(ctx, words))
    sections += [section for section in parts if section is not None]
    said = [note for note in ((_SIGNS, *_NOTES) if party else _NOTES) if words(note) not in summary]
    notes = Text(tuple(map(words, said)))
    sections.append(Section(key="notes", title=words("Notes"), body=notes, secondary=True))
    head = about_plans("workload", "Workload of {plans}", ctx, words)
    head["title"] = selected(head["title"], words, *(each.name for each in work.parties if party))
    return Document(sections=tuple(sections), version=2, **head)


def _summary(
    ctx: PlanContext | PortfolioContext, work: Workload, words: Words, selected: Sequence[str]
) -> Iterator[str]:
    """Say what the selected parties do, or how many actions there are; and what 2+1 means, if no number explains it."""
    number = tally(work.runs)
    if not selected and (work.undated or len(by_year(work.months)) != 1):
        yield _number(words("Actions"), number, words)
    yield from () if selected else _most(work, words)
    for party in work.parties if selected else ():
        name = _name(ctx, work, party)
        roles = ", ".join(f"{words(ROLE_WORDS[role])} {party.total(role)}" for role in ROLES if party.in_roles(role))
        yield f"{name}: {roles}." if roles else words("{party} has no role in any action.", party=name)
    if (selected or not number.possible) and any(count.possible for count in _counts(work, selected)):
        yield words(_LEGEND)


_SHOWN = 3
"""How many parties and months the summary names."""


def _most(work: Workload, words: Words) -> Iterator[str]:
    """Say who leads and who joins the most actions, and in which months most take place."""
    for role, text in ((PartyRole.LEADER, "Leads most: {parties}."), (PartyRole.PARTICIPANT, "Joins most: {parties}.")):
        totals = {party.name: party.total(role) for party in work.parties if party.in_roles(role)}
        first = sorted(totals, key=lambda name: -totals[name].most)[:_SHOWN]
        if first:
            yield words(text, parties=", ".join(f"{name} ({totals[name]})" for name in first))
    numbers = by_month(work.runs)
    most = max((number.most for number in numbers.values()), default=0)
    busiest = format_months((month for month in sorted(numbers) if numbers[month].most == most), words)
    if most and busiest is not None:
        yield words("Most actions at the same time: {months}.", months=", ".join(busiest))


def _counts(work: Workload, selected: Sequence[str]) -> Iterator[Tally]:
    """Yield the numbers of the tables."""
    if not selected:
        yield from by_month(work.runs).values()
    for party in work.parties:
        for role in ROLES:
            yield party.total(role)
            yield from party.months(role).values()


def _number(what: str, number: Tally, words: Words) -> str:
    """Say how many actions there are, and explain how a number such as 2+1 is meant."""
    if not number.possible:
        return f"{what}: {number}"
    return words(
        "{what}: {number}, which is {certain} certain and {possible} more possible",
        what=what,
        number=number,
        certain=number.certain,
        possible=number.possible,
    )


def _name(ctx: PlanContext | PortfolioContext, work: Workload, party: PartyWorkload) -> str:
    """Return the code of a party, and its name at the start of the first plan."""
    if party.party is None or not work.months:
        return party.name
    first = work.months[0]
    name = ctx.register.name(party.party, dt.date(first.year, first.number, 1))
    return code_and_name(party.name, name)


def _totals(work: Workload, words: Words) -> Section:
    """Return the number of actions of each party and role, with those that have no dates."""
    roles = [role for role in ROLES if role not in _ONLY_IF_USED or any(party.in_roles(role) for party in work.parties)]
    columns: tuple[ColumnOf[PartyWorkload], ...] = (
        column("party", "Party", lambda party: party.name),
        *map(_total, roles),
    )
    body = table(columns, work.parties, key=lambda party: party.name, words=words)
    return Section(key="totals", title=words("Actions of each party"), body=body, secondary=True)


def _total(role: PartyRole) -> ColumnOf[PartyWorkload]:
    """Return the column with the number of actions in which a party has a role."""
    return column(ROLE_WORDS[role], ROLE_WORDS[role], lambda party: _count(party.total(role)), type=ColumnType.COUNT)


def _months(work: Workload, words: Words) -> Iterator[Section]:
    """Yield the number of actions in each month, a year at a time."""
    numbers = by_month(work.runs)
    for year, months in by_year(work.months).items():
        columns: tuple[ColumnOf[str], ...] = (
            column("actions", "Actions", words),
            *(_month(month, {_ALL: numbers}) for month in months),
        )
        body = table(columns, [_ALL], key=str, words=words)
        active = tally(run for run in work.runs if not set(months).isdisjoint(run.months))
        title = _number(words("Actions in {year}", year=year), active, words)
        yield Section(key=f"months-{year}", title=title, body=body)


def _month(month: Month, numbers: Mapping[str, Mapping[Month, Tally]]) -> ColumnOf[str]:
    """Return the column of a month, with the number of actions in each row of a table."""

    def get(row: str) -> str | None:
        return _count(numbers[row].get(month))

    return column(str(month), MONTH_NAMES[month.number - 1], get, type=ColumnType.COUNT)


class _PartyDuty(NamedTuple):
    party: str
    duty: Duty


def _actions(ctx: PlanContext | PortfolioContext, work: Workload, words: Words) -> Section:
    """Return the actions of the selected parties, each with its months."""
    refs = {id(context.plan): action_refs(context) for context in ctx.contexts}

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
        [_PartyDuty(party.name, duty) for party in work.parties for duty in party.duties],
        key=lambda row: f"{row.party} {ROLE_WORDS[row.duty.role]} {row.duty}",
        ref=lambda row: refs[id(row.duty.run.plan)][row.duty.run.position],
        words=words,
    )
    return Section(key="actions", title=words("Actions of the selected parties"), body=body, secondary=True)


def _party_months(work: Workload, words: Words) -> Iterator[Section]:
    """Yield the actions of each selected party month by month, a year at a time, and their number in each month."""
    for number, party in enumerate(work.parties, 1):
        numbers = party.months()
        for year, months in by_year(work.months).items():
            active = [duty for duty in party.in_roles() if not set(months).isdisjoint(duty.months)]
            if not active:
                continue
            columns: tuple[ColumnOf[Duty | None], ...] = (
                column("role", "Role", lambda duty: None if duty is None else words(ROLE_WORDS[duty.role])),
                column("action", "Action", lambda duty: words(_ALL) if duty is None else str(duty)),
                *(_party_month(month, numbers) for month in months),
            )
            body = table(columns, [*active, None], key=_duty_key, words=words)
            yield Section(key=f"party-{number}-{year}", title=f"{party.name}, {year}", body=body)


def _duty_key(duty: Duty | None) -> str:
    """Return the key of the row of an action, or of all actions together."""
    return _ALL if duty is None else f"{ROLE_WORDS[duty.role]} {duty}"


def _party_month(month: Month, numbers: Mapping[Month, Tally]) -> ColumnOf[Duty | None]:
    """Return the column of a month, with a sign for each action of a party that takes place in it."""

    def get(duty: Duty | None) -> str | None:
        if duty is None:
            return _count(numbers.get(month))
        months = duty.months
        return _CERTAIN if month in months.certain else _POSSIBLE if month in months.possible else None

    return column(str(month), MONTH_NAMES[month.number - 1], get, type=ColumnType.COUNT)


def _roles(work: Workload, words: Words) -> Iterator[Section]:
    """Yield a table for each role and year in which a party has an action; the last year of a role has the totals."""
    years = by_year(work.months)
    for role in ROLES:
        parties = [party for party in work.parties if party.in_roles(role)]
        numbers = {party.name: party.months(role) for party in parties}
        totals = {party.name: party.total(role) for party in parties}
        for year, months in years.items():
            last = year == max(years)
            active = [name for name, by in numbers.items() if last or any(month in by for month in months)]
            if active:
                columns: list[ColumnOf[str]] = [column("party", "Party", str)]
                columns += (_month(month, numbers) for month in months)
                if last:
                    columns.append(_total_of(totals, "total" if len(years) == 1 else "all years"))
                title = f"{words(ROLE_TITLES[role])}, {year}"
                body = table(columns, active, key=str, words=words)
                yield Section(key=f"{ROLE_WORDS[role]}-{year}", title=title, body=body)


def _total_of(totals: Mapping[str, Tally], title: str) -> ColumnOf[str]:
    return column("total", title, lambda party: _count(totals[party]), type=ColumnType.COUNT)


class _OpenGroup(NamedTuple):
    """An open group that may mean a party."""

    party: str
    group: PartyWorkload


def _open(work: Workload, words: Words) -> Section | None:
    """Return the open groups that may mean the selected parties, with the actions."""
    groups = [_OpenGroup(party.name, group) for party in work.parties for group in party.open]
    if not groups:
        return None
    columns: tuple[ColumnOf[_OpenGroup], ...] = (
        column("party", "Party", lambda row: row.party),
        column("words", "Words of the plan", lambda row: row.group.name, width=24),
        column("actions", "Actions", lambda row: _ids(row.group.duties), type=ColumnType.LIST, width=40),
    )
    body = table(columns, groups, key=lambda row: f"{row.party} {row.group.name}", words=words)
    title = words("Not counted: the plan leaves open whether the party is meant")
    return Section(key="open", title=title, body=body)


class _NotCounted(NamedTuple):
    """What is not counted: the words of the plan, why, and the actions."""

    words: str | None
    why: str
    actions: tuple[str, ...]


def _not_counted(work: Workload, words: Words) -> Section | None:
    """Return what is not counted for any party, or not in any month, with the actions."""
    rows = [
        _NotCounted(unresolved.name, WHY_APART[unresolved.determinacy or Determinacy.OPEN], _ids(unresolved.duties))
        for unresolved in work.apart
    ]
    curtailed = tuple(_curtailed(run, words) for run in work.curtailed)
    others = (
        _NotCounted(None, GAPS, _ids(work.gaps)),
        _NotCounted(None, _UNDATED, _ids(work.undated)),
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


def _count(tally: Tally | None) -> str | None:
    return str(tally) if tally else None


def _ids(things: Iterable[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(str, things)))


def _curtailed(run: Run, words: Words) -> str:
    return f"{run} ({', '.join(format_month(month, words) for month in run.left)})"
