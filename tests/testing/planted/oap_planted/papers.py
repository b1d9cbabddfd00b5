"""The documents ``grants``, about one plan, and ``money``, about several."""

from __future__ import annotations

from empact import Action
from empact.analysis import PlanContext, PortfolioContext
from empact.documents import ColumnOf, ColumnType, Document, Section, Text, column, file_stem, table, unique_keys
from empact.model import FrozenMap
from oap_planted.columns import GRANT


def _payer(action: Action) -> str | None:
    grant = GRANT.of(action)
    return None if grant is None else grant.payer


def _euros(action: Action) -> int | None:
    grant = GRANT.of(action)
    return None if grant is None else grant.euros


def _leaders(action: Action) -> str:
    return "withheld" if action.leaders.withheld else str(action.leaders)


_COLUMNS: tuple[ColumnOf[tuple[str, Action]], ...] = (
    column("number", "#", lambda row: row[1].number, width=8),
    column("leaders", "Leader", lambda row: _leaders(row[1])),
    column("payer", "Payer", lambda row: _payer(row[1])),
    column("euros", "Grant (EUR)", lambda row: _euros(row[1]), type=ColumnType.NUMBER),
)


def _numbered(actions: tuple[Action, ...]) -> list[tuple[str, Action]]:
    return list(zip(unique_keys(action.number for action in actions), actions, strict=True))


def grants(ctx: PlanContext, *, least: int) -> Document:
    """List the actions, with the grant of each."""
    plan = ctx.plan
    rows = [row for row in _numbered(plan.actions) if least == 0 or (_euros(row[1]) or 0) >= least]
    areas = sorted({area.value for action in plan.actions if (data := GRANT.of(action)) for area in data.areas})
    return Document(
        kind="grants",
        title=f"Grants of {plan.id}",
        name=f"{file_stem(plan.id)}-grants",
        marking=ctx.marking,
        properties=FrozenMap({"plan": plan.id}),
        sections=(
            Section(key="grants", title="Grants", body=table(_COLUMNS, rows, key=lambda row: row[0])),
            Section(key="areas", title="Areas", body=Text(tuple(areas))),
        ),
    )


_MONEY: tuple[ColumnOf[tuple[str, PlanContext]], ...] = (
    column("plan", "Plan", lambda row: row[1].plan.id),
    column(
        "euros",
        "EUR",
        lambda row: sum(_euros(action) or 0 for action in row[1].plan.actions),
        type=ColumnType.NUMBER,
    ),
)


def money(ctx: PortfolioContext) -> Document:
    """Add up the grants of each plan."""
    rows = list(zip(unique_keys(one.plan.id for one in ctx.contexts), ctx.contexts, strict=True))
    return Document(
        kind="money",
        title="Money",
        name="money",
        marking=ctx.marking,
        sections=(Section(key="money", title="Money", body=table(_MONEY, rows, key=lambda row: row[0])),),
    )
