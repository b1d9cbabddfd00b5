"""The places of findings: what a pointer leads to, where it stands in its file, and the order of findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeGuard, TypeVar

import attrs

from empact.diagnostics import Diagnostic, Place, Pointer
from empact.model import Action, Cell, Plan, Source, StrategicGoal
from empact.syntax.reading import places_lost
from empact.validation.findings import Finding, Related
from empact.values import value

if TYPE_CHECKING:  # most plans have no files about them
    from empact.model import FiledMapping, FiledReport, FiledSeal, KpiRegister, LedgerEntry, Operation

T = TypeVar("T")


@value
class PlanPlaces:
    """The places of the findings about a plan."""

    plan: Plan
    """The plan."""
    faults: dict[str, Diagnostic] = attrs.field(factory=dict[str, Diagnostic])
    """A finding for each file in which places cannot be found, by its name."""

    def of(self, at: Pointer, words: str | None = None) -> Place:
        """Return the place of a value of the plan, or of words in it."""
        item = _words_of_item(self.plan, at) if words is None and self.plan.source is not None else None
        place = self._in(self.plan.source, at, words, item)
        return attrs.evolve(place, pointer=str(at), subject=subject(self.plan, at))

    def of_finding(self, finding: Finding) -> Place:
        """Return the place of a finding, in the plan or in another file about it."""
        return self._of(finding.entry or finding.file, finding.at, finding.words)

    def of_related(self, related: Related) -> Place:
        """Return the place of a related value, in the plan or in a file about it."""
        return self._of(related.file, related.at, related.words)

    def _of(
        self,
        about: LedgerEntry | FiledReport | Operation | KpiRegister | FiledSeal | FiledMapping | None,
        at: Pointer,
        words: str | None,
    ) -> Place:
        if about is None:
            return self.of(at, words)
        place = self._in(about.source, at, words)
        id = getattr(about, "id", None)  # the register of a plan has none
        named = self.plan.id if id is None else f"{self.plan.id}:{id}"
        return attrs.evolve(place, pointer=str(at), subject=named)

    def _in(self, source: Source | None, at: Pointer, words: str | None, item: str | None = None) -> Place:
        if source is None:
            return Place()
        place, crash = source.locate(at, words, item)
        if crash is not None and source.file not in self.faults:
            fault = places_lost(source.file, crash)
            where = attrs.evolve(fault.place, pointer="", subject=self.plan.id)
            self.faults[source.file] = attrs.evolve(fault, place=where)
        return place


def _is_cell(value: object) -> TypeGuard[Cell[Any]]:
    return isinstance(value, Cell)


def _words_of_item(plan: Plan, at: Pointer) -> str | None:
    """Return the words of an item of an action's cell if the text of the cell has them once, else None."""
    match at.tokens:
        case ("actions", row, field, "items", index) if index.isdecimal():
            cell: object = getattr(_pointed(plan.actions, row, at), field, None)
        case _:
            return None
    if not _is_cell(cell):
        return None
    words = "".join(map(str, cell.items[int(index) : int(index) + 1]))
    return words if words and (cell.text or "").count(words) == 1 else None


def _pointed(values: Sequence[T], index: str, at: Pointer) -> T:
    """Return the action or the goal of an index in a pointer."""
    if not _INDEX.fullmatch(index) or int(index) >= len(values):
        message = f"a finding is at {str(at)!r}, which the plan does not have"
        raise LookupError(message)
    return values[int(index)]


def subject(plan: Plan, at: Pointer) -> str:
    """Return the action, goal or plan that a pointer leads into, as a reference: ``C-2012:2.1``."""
    match at.tokens:
        case ("actions", index, *_):
            return f"{plan.id}:{_pointed(plan.actions, index, at).number}"
        case ("goals", index, *_):
            return f"{plan.id}:SG {_pointed(plan.goals, index, at).number}"
        case _:
            return plan.id


def _names(*classes: type) -> Iterable[str]:
    return (field.name for cls in classes for field in attrs.fields(cls))


_INDEX = re.compile(r"[0-9]{1,9}")
_ORDER = {name: index for index, name in enumerate(dict.fromkeys(_names(Plan, StrategicGoal, Action)))}


@value
class Position:
    """The sort key of the findings about a plan in a file: the place, then the pointer in the order of the model."""

    file: str | None
    """The file of the plan, whose findings come first."""

    def __call__(self, diagnostic: Diagnostic) -> tuple[bool, tuple[int, ...], list[tuple[int, int]], str]:
        """Return the key of a finding."""
        place = diagnostic.place
        steps = [_step(token) for token in Pointer(place.pointer or "").tokens]
        return place.file != self.file, place.order, steps, diagnostic.code


def _step(token: str) -> tuple[int, int]:
    return (0, int(token)) if _INDEX.fullmatch(token) else (1, _ORDER.get(token, len(_ORDER)))
