"""Apply a diff: make the next revision of a plan from the plan and what changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from empact.analysis.revisions.differences import Arrangement, Diff, PartDiff
from empact.analysis.revisions.written import Change
from empact.arguments import check_type
from empact.model import Plan
from empact.model.plan import write_plan

_COVER = "cover/"


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
        ValueError: The plan is not the one that the diff was made from: a changed value is not there.
    """
    check_type("apply() takes", "a Diff", Diff, diff)
    check_type("The old plan", "a plan", Plan, old, write_plan)
    values: dict[str, Any] = {}
    values |= _values(old, old.id, [change for change in diff.changes if not change.field.startswith(_COVER)])
    lines = [change for change in diff.changes if change.field.startswith(_COVER)]
    if lines:
        named = [attrs.evolve(change, field=change.field.removeprefix(_COVER)) for change in lines]
        values["cover"] = attrs.evolve(old.cover, **_values(old.cover, "the cover", named))
    parts = {"goals": diff.goals, "actions": diff.actions, "sections": diff.sections, "notes": diff.notes}
    for field, arrangement in diff.arrangements:
        values[field] = _arranged(getattr(old, field), arrangement, parts[field], f"{old.id}: the {field}")
    return attrs.evolve(old, **values)


def _arranged(old: tuple[Any, ...], arrangement: Arrangement, diffs: Iterable[PartDiff], what: str) -> tuple[Any, ...]:
    if len(old) != arrangement.size:
        message = f"{what} are not those that the diff was made from: {len(old)} instead of {arrangement.size}."
        raise ValueError(message)
    by_position = {part.position: part for part in diffs if part.position is not None}
    new: list[Any] = []
    for position, place in enumerate(arrangement.order):
        part = by_position.get(position)
        if place is None:
            new.append(None if part is None else part.added)
        elif part is None or not part.changes:
            new.append(old[place])
        else:
            name = f"{part.kind.value} {', '.join(part.before)}"
            new.append(attrs.evolve(old[place], **_values(old[place], name, part.changes)))
    return tuple(new)


def _values(of: Any, name: str, changes: Iterable[Change]) -> dict[str, Any]:
    """Return the new values of changed fields, if the fields have the old ones."""
    values: dict[str, Any] = {}
    for change in changes:
        if getattr(of, change.field) != change.before:
            message = f"The field {change.field!r} of {name} is not as it was when the diff was made."
            raise ValueError(message)
        values[change.field] = change.after
    return values
