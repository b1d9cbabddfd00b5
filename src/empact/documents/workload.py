"""The workload: how many actions each party leads, joins or supports, month by month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from empact.analysis import (
    ROLES,
    Determinacy,
    Month,
    PartyRole,
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
from empact.documents.values import (
    Column,
    ColumnType,
    Document,
    Row,
    Scalar,
    Section,
    Table,
    Text,
    Value,
    unique_keys,
)

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
    columns = (
        Column(key="party", title="Party"),
        *(Column(key=ROLE_WORDS[role], title=ROLE_WORDS[role]) for role in roles),
    )
    rows = (Row(one.name, (one.name, *(_count(one.total(role)) for role in roles))) for one in found.parties)
    return Section(key="totals", title=words("Actions of each party"), body=Table(words.columns(columns), tuple(rows)))


def _months(found: Workload, words: Words) -> Section:
    """Return the number of actions in each month."""
    numbers = by_month(found.runs)
    columns = (Column(key="month", title="Month"), Column(key="actions", title="Actions"))
    rows = (Row(str(month), (format_month(month, words), _count(numbers.get(month)))) for month in found.months)
    return Section(key="months", title=words("Actions in each month"), body=Table(words.columns(columns), tuple(rows)))


def _actions(ctx: PlanContext | PortfolioContext, found: Workload, words: Words) -> Section:
    """Return the actions of the selected parties, each with its months."""
    refs = {id(one.plan): action_refs(one) for one in ctx.contexts}
    duties = [(one.name, duty) for one in found.parties for duty in one.duties]
    keys = unique_keys(f"{name} {ROLE_WORDS[duty.role]} {duty}" for name, duty in duties)
    columns = (
        Column(key="party", title="Party"),
        Column(key="role", title="Role"),
        Column(key="action", title="Action"),
        Column(key="certain", title="Certain", type=ColumnType.LIST),
        Column(key="possible", title="Possible", type=ColumnType.LIST),
    )
    rows = (
        Row(
            key,
            (
                name,
                words(ROLE_WORDS[duty.role]),
                str(duty),
                format_months(duty.months.certain, words),
                format_months(duty.months.possible, words),
            ),
            refs[id(duty.run.plan)][duty.run.position],
        )
        for key, (name, duty) in zip(keys, duties, strict=True)
    )
    title = words("Actions of the selected parties")
    return Section(key="actions", title=title, body=Table(words.columns(columns), tuple(rows)))


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
    columns = (
        Column(key="party", title="Party"),
        *(Column(key=str(month), title=MONTH_NAMES[month.number - 1]) for month in months),
    )
    rows = (Row(name, (name, *(_count(by.get(month)) for month in months))) for name, by in active.items())
    return Table(words.columns(columns), tuple(rows))


def _open(found: Workload, words: Words) -> Section | None:
    """Return the open groups that may mean the selected parties, with the actions."""
    groups = [(one.name, group) for one in found.parties for group in one.open]
    if not groups:
        return None
    columns = (
        Column(key="party", title="Party"),
        Column(key="words", title="Words of the plan", width=24),
        Column(key="actions", title="Actions", type=ColumnType.LIST, width=40),
    )
    keys = unique_keys(f"{name} {group.name}" for name, group in groups)
    rows = (Row(key, (name, group.name, _ids(group.duties))) for key, (name, group) in zip(keys, groups, strict=True))
    title = words("Left open by the plan whether the party is meant, so not counted")
    return Section(key="open", title=title, body=Table(words.columns(columns), tuple(rows)))


def _not_counted(found: Workload, words: Words) -> Section | None:
    """Return what is not counted for any party, or not in any month, with the actions."""
    lines: list[tuple[str | None, str, Value]] = [
        (one.name, WHY_APART[one.determinacy or Determinacy.OPEN], _ids(one.duties)) for one in found.apart
    ]
    lines += [(None, GAPS, _ids(found.gaps))] if found.gaps else []
    lines += [(None, _UNDATED, _ids(found.undated))] if found.undated else []
    lines += [(None, _LEFT, tuple(_curtailed(run, words) for run in found.curtailed))] if found.curtailed else []
    if not lines:
        return None
    columns = (
        Column(key="words", title="Words of the plan", width=24),
        Column(key="why", title="Why", width=40),
        Column(key="actions", title="Actions", type=ColumnType.LIST, width=40),
    )
    keys = unique_keys(name or why for name, why, _ in lines)
    rows = (Row(key, (name, words(why), actions)) for key, (name, why, actions) in zip(keys, lines, strict=True))
    return Section(key="not-counted", title=words("Not counted"), body=Table(words.columns(columns), tuple(rows)))


def _notes(words: Words) -> Section:
    return Section(key="notes", title=words("Notes"), body=Text(tuple(map(words, _NOTES))))


def _count(tally: Tally | None) -> str | None:
    return str(tally) if tally else None


def _ids(things: Iterable[object]) -> tuple[Scalar, ...]:
    return tuple(dict.fromkeys(map(str, things)))


def _curtailed(run: Run, words: Words) -> str:
    return f"{run} ({', '.join(format_month(month, words) for month in run.left)})"
