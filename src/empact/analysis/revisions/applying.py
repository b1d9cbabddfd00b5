"""Apply a diff: make the next revision of a plan from the plan and what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from empact.analysis.revisions.differences import Arrangement, Diff, PartDiff
from empact.analysis.revisions.written import Change
from empact.arguments import check_type
from empact.model import Plan
from empact.model.plan import write_plan

_COVER = "cover/"
_PARTS = {"goals": "SG", "actions": "action", "sections": "section", "notes": "note"}


def apply(diff: Diff, old: Plan) -> Plan:
    """Return the plan that a diff leads to: ``apply(diff(old, new), old) == new``.

    Parts that the diff does not name stay as they are. The plan has no source.

    >>> import attrs, empact
    >>> plan = empact.load("oap-c-2012")
    >>> changed = attrs.evolve(plan, marking="LIMITE")
    >>> empact.apply(empact.diff(plan, changed), plan) == changed
    True

    Args:
        diff: What changed.
        old: The plan that it changed in.

    Raises:
        ValueError: The plan is not equal to the one that the diff was made from.
    """
    check_type("apply() takes", "a Diff", Diff, diff)
    check_type("The old plan", "a plan", Plan, old, write_plan)
    made_from = diff.context.contexts[0].plan
    if old != made_from:
        # A diff says by their places which parts stay and go: in another plan they would be others.
        raise ValueError(_other(made_from, old))
    values: dict[str, Any] = {}
    values |= _values(change for change in diff.changes if not change.field.startswith(_COVER))
    lines = [change for change in diff.changes if change.field.startswith(_COVER)]
    if lines:
        named = (attrs.evolve(change, field=change.field.removeprefix(_COVER)) for change in lines)
        values["cover"] = attrs.evolve(old.cover, **_values(named))
    parts = {"goals": diff.goals, "actions": diff.actions, "sections": diff.sections, "notes": diff.notes}
    for field, arrangement in diff.arrangements:
        values[field] = _arranged(getattr(old, field), arrangement, parts[field])
    return attrs.evolve(old, **values)


def _arranged(old: tuple[Any, ...], arrangement: Arrangement, diffs: Iterable[PartDiff]) -> tuple[Any, ...]:
    by_position = {part.position: part for part in diffs if part.position is not None}
    new: list[Any] = []
    for position, place in enumerate(arrangement.order):
        part = by_position.get(position)
        if place is None:
            new.append(None if part is None else part.added)
        elif part is None or not part.changes:
            new.append(old[place])
        else:
            new.append(attrs.evolve(old[place], **_values(part.changes)))
    return tuple(new)


def _values(changes: Iterable[Change]) -> dict[str, Any]:
    return {change.field: change.after for change in changes}


def _other(made_from: Plan, old: Plan) -> str:
    """Return the first thing in which a plan is not the one that a diff was made from, in a sentence."""
    if old.id != made_from.id:
        return f"The diff was made from {made_from.id}, not from {old.id}."
    field = next(_changed(made_from, old))
    was, now = getattr(made_from, field), getattr(old, field)
    if field not in _PARTS:
        return f"The field {field!r} of {old.id} is not as it was when the diff was made."
    if len(was) != len(now):
        return f"{old.id}: the {field} are not those that the diff was made from: {len(now)} instead of {len(was)}."
    first, second = next((first, second) for first, second in zip(was, now, strict=True) if first != second)
    name = f"{_PARTS[field]} {first.mark if field == 'notes' else first.number}"
    return f"The field {next(_changed(first, second))!r} of {name} is not as it was when the diff was made."


def _changed(was: Any, now: Any) -> Iterator[str]:
    """Yield the names of the fields in which two values of one class differ."""
    for field in attrs.fields(was.__class__):
        if field.eq and getattr(was, field.name) != getattr(now, field.name):
            yield field.name
