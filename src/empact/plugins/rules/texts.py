"""List every text, every cell and every anchor of a plan, each with its pointer."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TypeVar, cast, get_args
from weakref import WeakKeyDictionary

import attrs

from empact import Action, Plan
from empact.diagnostics import Pointer
from empact.hooks import RuleContext
from empact.model import Anchor, Cell, FrozenMap, Prose

T = TypeVar("T")

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

_SENTENCES = frozenset({"timing", "target", "kpis"})
"""The cells that contain sentences."""

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


# Every rule about texts visits all of them and reports few, so pointers and names are made when they are asked for.


class Words(NamedTuple):
    """A text of the plan: the pointer of its row, its field there, its name in messages, its owner and its words."""

    row: Pointer
    field: str
    label: str
    owner: str | None
    text: str

    @property
    def at(self) -> Pointer:
        """The pointer of the text."""
        return self.row / self.field

    @property
    def name(self) -> str:
        """The name of the text in messages, with its owner."""
        return self.label if self.owner is None else f"the {self.label} of {self.owner}"


class PlanCell(NamedTuple):
    """A cell of the plan: the pointer of its row, its owner, field, name in messages, and the cell."""

    row: Pointer
    owner: str
    field: str
    name: str
    cell: Cell[Any]

    @property
    def at(self) -> Pointer:
        """The pointer of the cell."""
        return self.row / self.field


def derived_once(derive: Callable[[RuleContext], T]) -> Callable[[RuleContext], T]:
    """Return a function whose value is derived once for all rules that check a plan."""
    known: WeakKeyDictionary[RuleContext, T] = WeakKeyDictionary()

    @functools.wraps(derive)
    def of_context(ctx: RuleContext) -> T:
        value = known.get(ctx)
        if value is None:
            value = known[ctx] = derive(ctx)
        return value

    return of_context


def listed_once(values: Callable[[RuleContext], Iterable[T]]) -> Callable[[RuleContext], tuple[T, ...]]:
    """Return a function whose values are listed once for all rules that check a plan."""

    @functools.wraps(values)
    def listed(ctx: RuleContext) -> tuple[T, ...]:
        return tuple(values(ctx))

    return derived_once(listed)


@listed_once
def words_and_cells(ctx: RuleContext) -> Iterator[Words | PlanCell]:
    """Return every text and every cell of the plan, in the order of the model."""
    plan = ctx.plan
    root = Pointer()
    yield Words(root, "title", "the title", None, plan.title or "")
    yield from _cover(plan, root / "cover")
    for field, name in _PARTIES.items():
        yield PlanCell(root, "the plan", field, name, getattr(plan, field))
    for index, state in enumerate(plan.states):
        yield PlanCell(root / "states" / index, f"the state {state.state.value!r}", "body", "body", state.body)
    for index, provision in enumerate(plan.provisions):
        owner = f"the provision {provision.kind.value!r}"
        yield PlanCell(root / "provisions" / index, owner, "body", "body", provision.body)
    for index, section in enumerate(plan.sections):
        yield Words(root / "sections" / index, "text", f"section {section.number}", None, str(section.text))
    for index, document in enumerate(plan.documents):
        for field, name in _CITED.items():
            yield PlanCell(root / "documents" / index, "a cited document", field, name, getattr(document, field))
    for index, goal in enumerate(plan.goals):
        at, wording = root / "goals" / index, f"the wording of strategic goal {goal.number}"
        yield Words(at, "body", f"{wording} in the body", None, str(goal.body))
        yield Words(at, "annex", f"{wording} in the annex", None, str(goal.annex))
    for index, action in enumerate(plan.actions):
        yield from _row(action, root / "actions" / index)
    for index, note in enumerate(plan.notes):
        yield Words(root / "notes" / index, "text", f"note {note.mark}", None, str(note.text))


def _cover(plan: Plan, at: Pointer) -> Iterator[Words | PlanCell]:
    for field, name in _COVER.items():
        yield PlanCell(at, "the cover page", field, name, getattr(plan.cover, field))
    for index, document in enumerate(plan.cover.previous):
        for field, name in _CITED.items():
            yield PlanCell(at / "previous" / index, "a previous document", field, name, getattr(document, field))
    yield Words(at, "subject", "the subject", None, str(plan.cover.subject))
    yield Words(at, "covering", "the covering sentence", None, str(plan.cover.covering))


def _row(action: Action, at: Pointer) -> Iterator[Words | PlanCell]:
    owner = f"action {action.number}"
    for field, name in ROW.items():
        cell: Prose | Cell[Any] = getattr(action, field)
        if isinstance(cell, Prose):
            yield Words(at, field, name, owner, str(cell))
        else:
            yield PlanCell(at, owner, field, name, cell)
    for checkpoint, result in action.results.items():
        yield Words(at / "results", checkpoint, f"{checkpoint} result", owner, str(result))


def cells(ctx: RuleContext) -> Iterator[PlanCell]:
    """Yield every cell with items, in the order of the model."""
    return (cell for cell in words_and_cells(ctx) if isinstance(cell, PlanCell))


@listed_once
def running_text(ctx: RuleContext) -> Iterator[Words]:
    """Return the sentences of the plan: its prose, and the text of the cells for timing, target and KPIs."""
    for part in words_and_cells(ctx):
        if isinstance(part, Words):
            yield part
        elif part.field in _SENTENCES and part.cell.text is not None:
            yield Words(part.row, part.field, part.name, part.owner, part.cell.text)


def source(action: Action, stated: Anchor) -> str:
    """Return the name of a place that says something about an action: its activity, note 9, action 2."""
    if stated.part == action.number:
        return f"its {stated.cell or 'activity'}"
    if " " in stated.part:  # note 9, section 5.2, SG 6
        return stated.part
    return _SINGLE.get(stated.part, f"action {stated.part}")


Path = tuple[str | int, ...]
"""The keys and indexes of a pointer."""


def pointer(path: Path) -> Pointer:
    """Return the pointer of a path."""
    return functools.reduce(Pointer.__truediv__, path, Pointer())


def anchors(ctx: RuleContext) -> Iterator[tuple[Path, Anchor]]:
    """Yield every anchor in the plan with its path, except in the extension data of plugins."""
    return ((path, value) for path, value in _collected(ctx) if isinstance(value, Anchor))


def prose_and_cells(ctx: RuleContext) -> Iterator[tuple[Path, Prose | Cell[Any]]]:
    """Yield every text and every cell in the plan with its path, except in the extension data of plugins."""
    return ((path, value) for path, value in _collected(ctx) if not isinstance(value, Anchor))


_Collected = list[tuple[Path, Anchor | Prose | Cell[Any]]]
_Step = tuple[bool, tuple[str, ...]]
"""Whether values of a class are collected, and the fields of the class that can lead to one, at any depth."""

_NOWHERE: _Step = (False, ())


class _Steps(dict[Any, _Step]):
    """The step to take at a value, by its class, on the way to values of some classes."""

    def __init__(self, *classes: type[Any]) -> None:
        super().__init__()
        self._classes = classes

    def __missing__(self, cls: Any) -> _Step:
        step = issubclass(cls, self._classes), _fields(cls, self._classes)
        self[cls] = step if any(step) else _NOWHERE
        return self[cls]


_EVERY, _IN_A_CELL = _Steps(Anchor, Prose, Cell), _Steps(Anchor)
"""A text in a cell is a part of it."""


@derived_once
def _collected(ctx: RuleContext) -> _Collected:
    """Return the texts, cells and anchors of the plan."""
    collected: _Collected = []
    _collect(ctx.plan, (), _EVERY, collected)
    return collected


def _collect(value: Any, path: Path, steps: _Steps, collected: _Collected) -> None:
    # Only the fields that can lead to such a value are visited, and only pointers that are needed are built: nearly all
    # values of a plan are texts, and nearly all of its anchors are None.
    is_wanted, fields = steps[type(value)]
    if is_wanted:
        collected.append((path, value))
        steps = _IN_A_CELL
        _, fields = steps[type(value)]
    for name in fields:
        inner: object = getattr(value, name)
        if type(inner) is tuple:
            for index, item in enumerate(cast("tuple[object, ...]", inner)):
                if steps[type(item)] is not _NOWHERE:
                    _collect(item, (*path, name, index), steps, collected)
        elif type(inner) is FrozenMap:
            for key, item in cast("FrozenMap[str, object]", inner).items():
                _collect(item, (*path, name, key), steps, collected)
        elif inner is not None:
            _collect(inner, (*path, name), steps, collected)


@functools.cache
def _fields(cls: type[Any], classes: tuple[type[Any], ...]) -> tuple[str, ...]:
    """Return the fields of a class of the model that can contain a value of these classes, at any depth."""
    if not attrs.has(cls):
        return ()
    attrs.resolve_types(cls)  # once for each class: the reader has asked for most of them
    fields = (field for field in attrs.fields(cls) if field.init and field.name != "extensions")
    return tuple(field.name for field in fields if _leads_to(field.type, classes))


def _leads_to(hint: Any, classes: tuple[type[Any], ...]) -> bool:
    """Check whether a type can contain such a value; the items of a cell are known by their own class only."""
    if isinstance(hint, TypeVar) or (isinstance(hint, type) and issubclass(hint, classes)):
        return True
    inner = get_args(hint)
    if inner:
        return any(_leads_to(part, classes) for part in inner)
    return isinstance(hint, type) and bool(_fields(hint, classes))
