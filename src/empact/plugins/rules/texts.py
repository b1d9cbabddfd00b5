"""List every text and every cell of a plan, each with its pointer and its name in messages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from empact import Action, Plan
from empact.diagnostics import Pointer
from empact.model import Anchor, Cell, Prose

ROW = {
    "activity": "activity",
    "leaders": "leaders",
    "participants": "participants",
    "description": "description",
    "links": "links",
    "timing": "timing",
    "target": "target",
    "kpis": "KPIs",
}
"""The columns of the table except the results, each with its name in messages."""

_PARTIES = {
    "oversight": "oversight",
    "driver": "driver",
    "co_drivers": "co-drivers",
    "drafters": "drafters",
    "support": "project support",
}
_SINGLE = {"covering": "the covering sentence", "title": "the title", "subject": "the subject"}
_COVER = {"date": "date", "number": "number", "codes": "subject codes"}
_CITED = {"number": "number", "codes": "subject codes"}


class Words(NamedTuple):
    """A text of the plan: its pointer, its name in messages and its words."""

    at: Pointer
    name: str
    text: str


class PlanCell(NamedTuple):
    """A cell of the plan: its pointer, owner, field, name in messages, and the cell."""

    at: Pointer
    owner: str
    field: str
    name: str
    cell: Cell[Any]


def words_and_cells(plan: Plan) -> Iterator[Words | PlanCell]:
    """Yield every text and every cell, in the order of the model."""
    root = Pointer()
    yield Words(root / "title", "the title", plan.title or "")
    yield from _cover(plan, root / "cover")
    for field, name in _PARTIES.items():
        yield PlanCell(root / field, "the plan", field, name, getattr(plan, field))
    for index, state in enumerate(plan.states):
        yield PlanCell(root / "states" / index / "body", f"the state {state.state.value!r}", "body", "body", state.body)
    for index, section in enumerate(plan.sections):
        yield Words(root / "sections" / index / "text", f"section {section.number}", str(section.text))
    for index, document in enumerate(plan.documents):
        for field, name in _CITED.items():
            yield PlanCell(
                root / "documents" / index / field, "a cited document", field, name, getattr(document, field)
            )
    for index, goal in enumerate(plan.goals):
        at = root / "goals" / index
        yield Words(at / "body", f"the wording of strategic goal {goal.number} in the body", str(goal.body))
        yield Words(at / "annex", f"the wording of strategic goal {goal.number} in the annex", str(goal.annex))
    for index, action in enumerate(plan.actions):
        yield from _row(action, root / "actions" / index)
    for index, note in enumerate(plan.notes):
        yield Words(root / "notes" / index / "text", f"note {note.mark}", str(note.text))


def _cover(plan: Plan, at: Pointer) -> Iterator[Words | PlanCell]:
    for field, name in _COVER.items():
        yield PlanCell(at / field, "the cover page", field, name, getattr(plan.cover, field))
    for index, document in enumerate(plan.cover.previous):
        for field, name in _CITED.items():
            yield PlanCell(
                at / "previous" / index / field, "a previous document", field, name, getattr(document, field)
            )
    yield Words(at / "subject", "the subject", plan.cover.subject or "")
    yield Words(at / "covering", "the covering sentence", str(plan.cover.covering))


def _row(action: Action, at: Pointer) -> Iterator[Words | PlanCell]:
    owner = f"action {action.number}"
    for field, name in ROW.items():
        cell: Prose | Cell[Any] = getattr(action, field)
        if isinstance(cell, Prose):
            yield Words(at / field, f"the {name} of {owner}", str(cell))
        else:
            yield PlanCell(at / field, owner, field, name, cell)
    for checkpoint, result in action.results.items():
        yield Words(at / "results" / checkpoint, f"the {checkpoint} result of {owner}", str(result))


def cells(plan: Plan) -> Iterator[PlanCell]:
    """Yield every cell with items, in the order of the model."""
    return (cell for cell in words_and_cells(plan) if isinstance(cell, PlanCell))


def source(action: Action, stated: Anchor) -> str:
    """Return the name of a place that says something about an action: its activity, note 9, action 2."""
    if stated.part == action.number:
        return f"its {stated.cell or 'activity'}"
    if " " in stated.part:  # note 9, section 5.2, SG 6
        return stated.part
    return _SINGLE.get(stated.part, f"action {stated.part}")
