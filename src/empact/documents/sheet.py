"""A plan to read: its head, and each goal with its actions, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import attrs

from empact.analysis import PlanContext
from empact.analysis.columns import CELL_TITLES, format_channels, printed
from empact.analysis.facts import check_plan_context
from empact.documents.headings import about_plan, plan_facts, selected
from empact.documents.language import Words, words_in
from empact.documents.names import file_stem
from empact.documents.plan_sheet import by_goal, sheet_columns
from empact.documents.provenance import action_refs
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Document, Layout, Section, Table, TableCell
from empact.model import Action, Cell, FrozenMap, Kpi, KpiKind, Plan, StrategicGoal
from empact.serde.cells import reads

EMPTY = "-"
"""An empty cell of an action: readers see that the plan has nothing there."""

_Fact: TypeAlias = tuple[str, str, str]
"""The key, the title and the text of what is beside its title; the key is in no language."""
_GOAL = "goal"
_NUMBER = "number"
_CELLS = {field: CELL_TITLES[field] for field in ("leaders", "participants", "links", "timing", "target", "kpis")}
"""The cells that have items, with their titles."""
_PLAN_CELLS = {
    "oversight": "Oversight",
    "driver": "Driver",
    "co_drivers": "Co-drivers",
    "drafters": "Drafters",
    "support": "Project support",
}


def build_sheet(ctx: PlanContext, *, action: str | None = None, language: str = "en") -> Document:
    """Return a plan to read: its head, and each goal with its actions, cell by cell.

    The columns are those of the plan sheet. Then follow what is understood of each KPI, and what cells mean whose items
    somebody entered by hand. A goal has what extensions add to it above its actions, and the plan above its goals.

    Args:
        ctx: The plan.
        action: The number of the only action; None for all actions, below the head of the plan.
        language: The language of the fixed words.

    Raises:
        UnknownIdError: The plan has no action with this number.
    """
    check_plan_context("build_sheet()", ctx)
    plan, words = ctx.plan, words_in(language)
    only = None if action is None else plan.action(action)
    about = about_plan(ctx, words)
    about["title"] = selected(about["title"], words, action)
    sections: list[Section] = []
    if only is None:
        facts = {**plan_facts(plan, words), "channels": format_channels(plan.channels, words)}
        known = {name: value for name, value in facts.items() if value}
        about["properties"] = FrozenMap({"plan": plan.id, **known, **about["properties"]})
        sections += _texts("by-hand", words("By hand"), list(_by_hand(plan, _PLAN_CELLS, words)), words)
        sections += _data(ctx, plan, "plan", words("Data of plugins"), words)
    actions = _Actions(ctx, words)
    for key, title, every in by_goal(plan, words):
        positions = [position for position in every if only is None or plan.actions[position] is only]
        if not positions and only is not None:
            continue
        goal = plan.find_goal(plan.actions[positions[0]].goal or "") if positions else None
        data = [] if goal is None else list(_data(ctx, goal, f"{key}-data", title, words))
        sections += data
        headed = goal is not None or not any(plan.actions[position].goal for position in positions)
        body = actions.table(positions, headed=headed)
        sections.append(
            Section(
                key=key,
                title=words("Actions") if data else title,
                level=2 if data else 1,
                body=body,
                layout=Layout.RECORDS,
            )
        )
    return Document(kind="sheet", name=f"{file_stem(plan.id)}-sheet", sections=tuple(sections), **about)


def _by_hand(owner: Plan | Action, titles: Mapping[str, str], words: Words) -> Iterator[_Fact]:
    """Yield the items of each cell whose items are not those of its text: somebody entered them by hand.

    This is not a mistake: note 7 makes Frontex a leader of action 2.1. But the printed text does not show it.
    """
    for field, title in titles.items():
        cell: Cell[Any] = getattr(owner, field)
        if cell.text is not None and reads(cell) != cell.items:
            yield field, words(title), "; ".join(map(str, cell.items)) or EMPTY


def _data(ctx: PlanContext, owner: Plan | StrategicGoal, key: str, title: str, words: Words) -> Iterator[Section]:
    """Return what extensions add to the plan or a goal, if they add anything."""
    added = [
        (f"{extension.name}/{field.name}", field.title, text)
        for extension in ctx.extensions
        if isinstance(owner, extension.on)
        for field, value in extension.values(owner)
        if (text := printed(value, words))
    ]
    return _texts(key, title, added, words)


def _texts(key: str, title: str, facts: Sequence[_Fact], words: Words) -> Iterator[Section]:
    """Yield texts beside their titles, if there are any."""
    columns: tuple[ColumnOf[_Fact], ...] = (
        column("field", "Field", lambda fact: fact[1]),
        column("value", "Value", lambda fact: fact[2], width=40),
    )
    if facts:
        body = table(columns, facts, key=lambda fact: fact[0], words=words)
        yield Section(key=key, title=title, body=body, layout=Layout.LIST)


class _Actions:
    """The actions of a plan as the rows of tables."""

    def __init__(self, ctx: PlanContext, words: Words) -> None:
        self._actions = ctx.plan.actions
        self._refs = action_refs(ctx)
        above = ("goal/", "plan/")  # the sheet has them above the actions, once
        columns = [each for each in sheet_columns(ctx, words) if not each.column.key.startswith(above)]
        columns.sort(key=lambda each: each.column.key != _NUMBER)  # the number names the row, also before a goal
        named = (_filled(each, words("Action") if each.column.key == _NUMBER else None) for each in columns)
        self._columns = (*named, *self._kpi_columns(words), self._by_hand_column(words))

    def table(self, positions: Sequence[int], *, headed: bool) -> Table:
        """Return the actions at these positions as a table; the goal is a column unless the heading names it."""
        actions = self._actions
        columns = [each for each in self._columns if not (headed and each.column.key == _GOAL)]
        return table(columns, positions, key=lambda position: actions[position].number, ref=self._refs.__getitem__)

    def _kpi_columns(self, words: Words) -> Iterator[ColumnOf[int]]:
        """Yield a column for what is understood of the first KPI of each action, of the second, and so on."""

        def kpi_column(ordinal: int) -> ColumnOf[int]:
            def understood(position: int) -> str | None:
                kpis = self._actions[position].kpis.items
                return _understood(kpis[ordinal - 1]) if len(kpis) >= ordinal else None

            return column(f"kpis/{ordinal}", f"{words('KPI')} {ordinal}", understood, width=30)

        most = max((len(action.kpis.items) for action in self._actions), default=0)
        for each in map(kpi_column, range(1, most + 1)):
            if any(each.get(position) for position in range(len(self._actions))):
                yield each

    def _by_hand_column(self, words: Words) -> ColumnOf[int]:
        def by_hand(position: int) -> str | None:
            entered = _by_hand(self._actions[position], _CELLS, words)
            return "\n".join(f"{title}: {items}" for _, title, items in entered) or None

        return column("by_hand", words("By hand"), by_hand, width=30)


def _understood(kpi: object) -> str | None:
    """Return what is understood of a KPI beside its words; None if that is nothing."""
    if not isinstance(kpi, Kpi) or not kpi.facts:
        return None
    measured = kpi.measures or (kpi.unit if kpi.kind is KpiKind.COUNT else None)
    return "; ".join(filter(None, (measured, *kpi.facts)))


def _filled(plain: ColumnOf[int], title: str | None) -> ColumnOf[int]:
    """Return a column in which no cell is empty, with another title unless it is None."""
    empty = (EMPTY,) if plain.column.type is ColumnType.LIST else EMPTY

    def get(position: int) -> TableCell:
        cell = plain.cell(position)
        return cell if cell.value is not None else attrs.evolve(cell, value=empty)

    about = plain.column if title is None else attrs.evolve(plain.column, title=title)
    return attrs.evolve(plain, column=about, get=get)
