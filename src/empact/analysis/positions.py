"""Positions: the place of an action or a goal in its plan, as an index and as a pointer.

Two actions of a plan may have the same number, but never the same position. Everything derived from an action keeps
its position besides its pointer, so that no look-up has to parse a pointer.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from empact.diagnostics import Pointer
from empact.model import Action, Plan, StrategicGoal


@functools.lru_cache(maxsize=4096)  # every rule walks over the actions, and so does every view
def action_pointer(position: int) -> Pointer:
    """Return the pointer of the action at this index of ``plan.actions``."""
    return Pointer(f"/actions/{position}")


def goal_pointer(position: int) -> Pointer:
    """Return the pointer of the goal at this index of ``plan.goals``."""
    return Pointer(f"/goals/{position}")


def walk_actions(plan: Plan) -> Iterator[tuple[int, Pointer, Action]]:
    """Iterate over the actions of a plan in document order, with position and pointer."""
    for position, action in enumerate(plan.actions):
        yield position, action_pointer(position), action


def walk_goals(plan: Plan) -> Iterator[tuple[int, Pointer, StrategicGoal]]:
    """Iterate over the goals of a plan in document order, with position and pointer."""
    for position, goal in enumerate(plan.goals):
        yield position, goal_pointer(position), goal


class _OfAction(Protocol):
    @property
    def action_number(self) -> str | None: ...
    @property
    def position(self) -> int | None: ...


T = TypeVar("T", bound=_OfAction)


def by_action(items: Iterable[T]) -> dict[str | int | None, list[T]]:
    """Group items by their action: under its position, and again under its number.

    A number leads to the items of every action with that number, None to the items of the plan as a whole.
    """
    grouped: dict[str | int | None, list[T]] = {}
    for item in items:
        grouped.setdefault(item.position, []).append(item)
        if item.action_number is not None:
            grouped.setdefault(item.action_number, []).append(item)
    return grouped
