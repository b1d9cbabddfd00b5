"""The tables of plans and their records, filled from a context."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from empact.analysis.facts import PlanFacts, PortfolioFacts, check_context
from empact.analysis.markings import raised_marking
from empact.arguments import check_type
from empact.diagnostics import Diagnostics
from empact.model import FrozenMap
from empact.outputs.tables.plan_rows import Ids, PlanRows, plan_ids
from empact.outputs.tables.record_rows import claim_rows, entry_rows, finding_rows
from empact.outputs.tables.rows import (
    ActionRow,
    ClaimRow,
    EntryRow,
    FindingRow,
    GoalRow,
    KpiRow,
    LinkRow,
    PartyRow,
    PlanRow,
    Row,
    TimeRow,
)
from empact.outputs.tables.table import DataTable
from empact.reprs import call_repr

if TYPE_CHECKING:
    from collections.abc import Iterable

FORMAT = "tables/1"
"""The name and the version of the tables. The version changes if a column is removed or changes its meaning."""
_USES = ("ledger", "reports", "operations", "kpis")
"""The kinds of records that the tables are made from."""
_OF_RECORDS = frozenset({"claims", "entries", "findings"})
"""The tables that show what reports say or the ledger has."""
_READERS = "only the Driver and the Support Unit"


@attrs.frozen(kw_only=True, eq=False)
class Tables:
    """Plans and their records as tables, which refer to each other by ids.

    >>> import empact
    >>> tables = empact.tables(empact.context(empact.load("oap-c-2012")))
    >>> [(table.name, len(table)) for table in tables][:4]
    [('plans', 1), ('goals', 7), ('actions', 16), ('parties', 230)]
    """

    plans: DataTable[PlanRow]
    """The plans."""
    goals: DataTable[GoalRow]
    """The strategic goals."""
    actions: DataTable[ActionRow]
    """The actions."""
    parties: DataTable[PartyRow]
    """The parties of actions, with the days on which they are meant."""
    times: DataTable[TimeRow]
    """The periods and milestones of actions, as windows of days."""
    links: DataTable[LinkRow]
    """The links of actions, with what they lead to."""
    kpis: DataTable[KpiRow]
    """The KPIs of actions, and their parts."""
    claims: DataTable[ClaimRow]
    """What each report in force states. Empty without reports."""
    entries: DataTable[EntryRow]
    """The entries of the ledgers. Empty without ledgers."""
    findings: DataTable[FindingRow] | None = None
    """The findings of a validation. None if none were given."""
    marking: str | None = None
    """The marking that an output of the tables has to carry: the highest of the plans and their records. None if there
    is none.
    """
    unread: tuple[str, ...] = ()
    """The kinds of records that were not read, such as ``ledger``: the tables know nothing of them."""

    format = FORMAT

    def __iter__(self) -> Iterator[DataTable[Any]]:
        """Iterate over the tables: each one after those that it refers to; none of findings if none were given."""
        for field in attrs.fields(Tables):
            table = getattr(self, field.name)
            if isinstance(table, DataTable):
                yield table

    def __repr__(self) -> str:
        return call_repr(self, [f"{table.name}={len(table)}" for table in self])


TABLES: Mapping[str, type[Row]] = FrozenMap(
    {
        "plans": PlanRow,
        "goals": GoalRow,
        "actions": ActionRow,
        "parties": PartyRow,
        "times": TimeRow,
        "links": LinkRow,
        "kpis": KpiRow,
        "claims": ClaimRow,
        "entries": EntryRow,
        "findings": FindingRow,
    }
)
"""The classes of the rows of all tables, by name: each table stands after those that it refers to."""


def tables(
    ctx: PlanFacts | PortfolioFacts, findings: Diagnostics | None = None, *, marking: str | None = None
) -> Tables:
    """Return plans and their records as tables, for pandas, Polars, DuckDB and others.

    Parties are codes, times are days and links are ids, each beside its words, as in a plan in fields
    (:func:`empact.analysis.resolved`). The tables ``claims`` and ``entries`` are for the Driver and the Support Unit
    alone, and so are findings about them.

    >>> import empact
    >>> tables = empact.tables(empact.context(empact.load("oap-c-2012")))
    >>> sorted({row.party for row in tables.parties if row.role == "leader" and row.action == "C-2012:1.1"})
    ['Europol', 'Frontex']

    Args:
        ctx: The context of one plan or of several, with the records that are to be in the tables.
        findings: The findings of a validation of the same plans.
        marking: The level to which the marking of the tables is raised. None if it is not raised.

    Raises:
        MarkingError: The marking is above the level to which it is to be raised.
        UnknownIdError: The level is not known.
    """
    check_context("tables()", ctx)
    check_type("The findings", "the Diagnostics of a validation, or None", (Diagnostics, type(None)), findings)
    ids = plan_ids(context.plan for context in ctx.contexts)
    rows, of_claims, of_entries = PlanRows(ids), Ids(), Ids()
    claims: list[ClaimRow] = []
    entries: list[EntryRow] = []
    for context in ctx.contexts:
        own, raised = ids[id(context.plan)], raised_marking(context.marking, marking)
        rows.add(context, raised)
        claims += claim_rows(context, own, raised, of_claims)
        entries += entry_rows(context, own, raised, of_entries)
    highest = raised_marking(ctx.marking, marking)
    unread = tuple(kind for kind in _USES if kind in ctx.unread)
    head = {
        "empact": FORMAT,
        "marking": highest or "",
        "as_of": "" if ctx.as_of is None else str(ctx.as_of),
        "unread": " ".join(unread),
    }

    def table(name: str, made: Iterable[Any]) -> DataTable[Any]:
        readers = {"readers": _READERS} if name in _OF_RECORDS else {}
        metadata = FrozenMap({**head, "table": name, **readers})
        return DataTable[Any](name=name, row_class=TABLES[name], rows=tuple(made), metadata=metadata)

    of_findings: DataTable[FindingRow] | None = None
    if findings is not None:
        counts = Counter(context.plan.id for context in ctx.contexts)
        # A finding says the id of its plan alone: of two revisions, it can be about either.
        markings = {row.id: row.marking for row in rows.plans if counts[row.id] == 1}
        of_findings = table("findings", finding_rows(findings, markings, (row.id for row in rows.actions), highest))
    return Tables(
        plans=table("plans", rows.plans),
        goals=table("goals", rows.goals),
        actions=table("actions", rows.actions),
        parties=table("parties", rows.parties),
        times=table("times", rows.times),
        links=table("links", rows.links),
        kpis=table("kpis", rows.kpis),
        claims=table("claims", claims),
        entries=table("entries", entries),
        findings=of_findings,
        marking=highest,
        unread=unread,
    )
