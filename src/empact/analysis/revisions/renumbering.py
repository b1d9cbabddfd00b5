"""Renumbering: write what a revision says in the numbers of the next one, so that only other changes are left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar, cast

import attrs

from empact.analysis.revisions.matching import Matching
from empact.model import Action, Anchor, FrozenMap, Links, Note, Plan, Ref, Section, StrategicGoal
from empact.values import value

_MARK = re.compile(r"\[\^([^\[\]\s]+)\]")
_TOKEN = re.compile(r"[^\s,:;/()]+")
_NAMED = {"section": "sections", "note": "notes", "SG": "goals"}


T = TypeVar("T", Action, StrategicGoal, Section, Note)


@value(kw_only=True)
class Renumbering:
    """The numbers of the old plan, each with the number that the same part has in the new plan."""

    plan_id: str
    """The id of the old plan: a reference with it is one to the plan itself."""
    actions: Mapping[str, str]
    """The numbers of the actions."""
    goals: Mapping[str, str]
    """The numbers of the goals."""
    sections: Mapping[str, str]
    """The numbers of the narrative sections."""
    notes: Mapping[str, str]
    """The marks of the notes."""
    gone: frozenset[str]
    """The numbers of the old actions that nothing continues."""

    @property
    def changes_nothing(self) -> bool:
        """Whether every part has the number that it had."""
        every: tuple[Mapping[str, str], ...] = (self.actions, self.goals, self.sections, self.notes)
        return all(old == new for numbers in every for old, new in numbers.items())

    def ref(self, ref: Ref) -> Ref:
        """Return a reference in the numbers of the new plan; one to another plan is as it is."""
        if ref.plan is not None and ref.plan != self.plan_id:
            return ref
        goal = None if ref.goal is None else self.goals.get(ref.goal, ref.goal)
        action = None if ref.action is None else self.actions.get(ref.action, ref.action)
        return attrs.evolve(ref, goal=goal, action=action)

    def written(self, of: Any) -> Any:
        """Return a value of the old plan in the numbers of the new one: references, anchors and the marks of notes."""
        return of if self.changes_nothing else self._written(of)

    def _written(self, of: object) -> Any:  # noqa: PLR0911 - one for each class of values
        if isinstance(of, str):
            return _MARK.sub(lambda found: f"[^{self.notes.get(found[1], found[1])}]", of) if "[^" in of else of
        if isinstance(of, Anchor):
            return attrs.evolve(of, part=self._part(of.part))
        if isinstance(of, Ref):
            return self.ref(of)
        if isinstance(of, tuple):
            return tuple(map(self._written, cast("tuple[object, ...]", of)))
        if isinstance(of, FrozenMap):
            return FrozenMap({key: self._written(item) for key, item in cast("FrozenMap[str, object]", of).items()})
        cls: Any = of.__class__
        if not attrs.has(cls) or not cls.__module__.startswith("empact.model."):
            return of
        values: dict[str, Any] = {field.name: getattr(of, field.name) for field in attrs.fields(cls) if field.init}
        written = {name: self._written(inner) for name, inner in values.items()}
        if isinstance(of, Links) and of.text is not None:
            written["text"] = _TOKEN.sub(self._token, written["text"])
        changed = {name: inner for name, inner in written.items() if inner != values[name]}
        return cls(**values | changed) if changed else of

    def _token(self, found: re.Match[str]) -> str:
        token = found[0]
        return self.actions.get(token, token)

    def _part(self, part: str) -> str:
        kind, _, number = part.partition(" ")
        if not number:
            return self.actions.get(part, part)
        numbers: Mapping[str, str] = getattr(self, _NAMED[kind]) if kind in _NAMED else {}
        return f"{kind} {numbers.get(number, number)}"


def renumbering(  # noqa: PLR0913 - a matching for each kind of part
    old: Plan, new: Plan, *, actions: Matching, goals: Matching, sections: Matching, notes: Matching
) -> Renumbering:
    """Return the numbers of a plan with those that the same parts have in the next revision."""
    return Renumbering(
        plan_id=old.id,
        actions=_numbers(old.actions, new.actions, actions, _number),
        goals=_numbers(old.goals, new.goals, goals, _number),
        sections=_numbers(old.sections, new.sections, sections, _number),
        notes=_numbers(old.notes, new.notes, notes, _mark),
        gone=frozenset(old.actions[place].number for place in actions.removed),
    )


def _numbers(old: tuple[T, ...], new: tuple[T, ...], matching: Matching, number: Callable[[T], str]) -> dict[str, str]:
    """Return the new numbers by the old ones; of several the one that did not change, or else the first."""
    numbers: dict[str, str] = {}
    for place, positions in sorted(matching.targets().items()):
        was = number(old[place])
        now: Iterable[str] = [number(new[position]) for position in positions]
        numbers.setdefault(was, was if was in now else next(iter(now)))
    return numbers


def _number(part: Action | StrategicGoal | Section) -> str:
    return part.number


def _mark(note: Note) -> str:
    return note.mark
