"""Generates ``reference/understood.md`` before each build: how empact parses real cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pages import escape, table, write

import empact
from empact.analysis import PartyAssignment, Scheduled, assignments, schedule
from empact.model import Action, Cell, Plan, Unparsed
from empact.reference import register

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_HEAD = """# How cells are parsed

This page is generated from the code. It shows how `empact` parses the cells of the reference plan. Text that is **not
understood** is kept as it is, and a rule reports it. `empact` does not guess. [Families of cells](families/index.md)
shows the same for the expressions of later plans.
"""


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    return table(head, (map(escape, row) for row in rows))


def _items(cell: Iterable[object]) -> str:
    return "; ".join(f"not understood: {item}" if isinstance(item, Unparsed) else str(item) for item in cell) or "-"


def _dates(found: Iterable[Scheduled]) -> str:
    dated = (period for period in found if period.latest is not None)
    return "; ".join(f"{period.earliest or '...'} to {period.latest}" for period in dated) or "-"


def _parties(found: Iterable[PartyAssignment]) -> str:
    return "; ".join(map(_assignment, found)) or "-"


def _assignment(assignment: PartyAssignment) -> str:
    if not assignment.resolved:
        return f"{assignment.name}: {assignment.determinacy.value}"
    several = len(assignment.resolved) > 1
    spans = (
        (f"{resolved.span}: " if several else "")
        + (resolved.parties[0].code if len(resolved.parties) == 1 else f"{len(resolved.parties)} parties")
        for resolved in assignment.resolved
    )
    parties = ", ".join(spans)
    return parties if parties == assignment.name else f"{assignment.name} = {parties}"


def _plan(plan: Plan) -> Iterator[str]:
    times = schedule(plan)
    people = assignments(plan, register(), times)
    yield f"## The reference plan, {plan.id}"
    yield from ("", "### Timing", "")
    rows = ((a.number, a.timing, _items(a.timing), _dates(times.of_action(at))) for at, a in enumerate(plan.actions))
    yield from _table(("action", "text", "parsed", "dates"), rows)
    yield from ("", "### Parties", "", "*Open* means that the text does not say who belongs to the group.", "")
    who = (
        (a.number, f"{a.leaders} / {a.participants}", _parties(people.of_action(at)))
        for at, a in enumerate(plan.actions)
    )
    yield from _table(("action", "leaders / participants", "resolved"), who)
    for name in ("links", "target", "kpis"):
        yield from ("", f"### {name.capitalize() if name != 'kpis' else 'KPIs'}", "")
        yield from _table(("action", "text", "parsed"), _cells(plan.actions, name))


def _cells(actions: Iterable[Action], name: str) -> Iterator[tuple[object, ...]]:
    for action in actions:
        cell: Cell[Any] = getattr(action, name)
        if cell:
            yield action.number, cell, _items(cell)


def write_page(app: Sphinx) -> None:
    """Write the page of parsed cells."""
    lines = [_HEAD, *_plan(empact.load("oap-c-2012")), ""]
    write(Path(app.srcdir) / "reference" / "understood.md", "\n".join(lines))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("builder-inited", write_page)
    return {"parallel_read_safe": True}
