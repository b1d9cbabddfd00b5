"""Positions: where an action or a goal stands in its plan, as an index and as a pointer.

A number may occur twice in a plan, a position does not. What is derived from an action keeps the position beside the
pointer: look-ups use the position, and no pointer is parsed to get it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from empact.diagnostics import Pointer
from empact.model import Action, Plan, StrategicGoal


def action_pointer(position: int) -> Pointer:
    """The pointer of the action at this index of ``plan.actions``."""
    return Pointer(f"/actions/{position}")


def goal_pointer(position: int) -> Pointer:
    """The pointer of the goal at this index of ``plan.goals``."""
    return Pointer(f"/goals/{position}")


def walk_actions(plan: Plan) -> Iterator[tuple[int, Pointer, Action]]:
    """The actions of a plan in document order, each with its position and its pointer."""
    for position, action in enumerate(plan.actions):
        yield position, action_pointer(position), action


def walk_goals(plan: Plan) -> Iterator[tuple[int, Pointer, StrategicGoal]]:
    """The goals of a plan in document order, each with its position and its pointer."""
    for position, goal in enumerate(plan.goals):
        yield position, goal_pointer(position), goal


class _OfAction(Protocol):
    @property
    def action(self) -> str | None: ...
    @property
    def position(self) -> int | None: ...


T = TypeVar("T", bound=_OfAction)


def by_action(items: Iterable[T]) -> dict[str | int | None, list[T]]:
    """Items by the action that they belong to: under its position, and under its number.

    Under a number are the items of every action with that number. Items of the plan as a whole are under None.
    """
    found: dict[str | int | None, list[T]] = {}
    for item in items:
        found.setdefault(item.position, []).append(item)
        if item.action is not None:
            found.setdefault(item.action, []).append(item)
    return found
