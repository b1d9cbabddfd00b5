"""Positions: the place of an action or a goal in its plan, as an index and as a pointer.

Two actions of a plan may have the same number, but never the same position. Everything derived from an action keeps
its position besides its pointer, so that no look-up has to parse a pointer.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol, TypeVar

from empact.arguments import write_text, wrong_type
from empact.diagnostics import Pointer
from empact.errors import UnknownIdError
from empact.model import Action, Period, Plan, StrategicGoal


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


def action_key(plan: Plan, action: Action | str | int) -> str | int:
    """Return what :func:`by_action` has the items of an action under: its number, or its position.

    Args:
        plan: The plan that has the action.
        action: The action, which means its position; its number, which means every action with that number; or its
            position.

    Raises:
        UnknownIdError: The plan has no such action. The message names the closest number.
        TypeError: It is something else.
    """
    if isinstance(action, str):
        return plan.actions[plan.position(action)].number
    if isinstance(action, int) and not isinstance(action, bool):
        if 0 <= action < len(plan.actions):
            return action
        last = f"the last position is {len(plan.actions) - 1}" if plan.actions else "there is none"
        raise UnknownIdError("Position", str(action), (), hint=f"Positions start with 0; in {plan.id}, {last}.")
    if not isinstance(action, Action):
        raise wrong_type(
            "The action", "an Action, its number such as '2.1' or its position", action, write_text(action)
        )
    return plan.position(action)


def walk_goals(plan: Plan) -> Iterator[tuple[int, Pointer, StrategicGoal]]:
    """Iterate over the goals of a plan in document order, with position and pointer."""
    for position, goal in enumerate(plan.goals):
        yield position, goal_pointer(position), goal


def phases(action: Action) -> frozenset[str]:
    """Return the phases of an action: those that it lists, and those in its timing."""
    timed = {item.phase for item in action.timing if isinstance(item, Period) and item.phase is not None}
    return frozenset(timed | {phase.number for phase in action.phases})


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
    grouped: defaultdict[str | int | None, list[T]] = defaultdict(list)
    for item in items:
        grouped[item.position].append(item)
        if item.action_number is not None:
            grouped[item.action_number].append(item)
    return dict(grouped)


def items_of(plan: Plan, action: Action | str | int, grouped: Mapping[str | int | None, list[T]]) -> tuple[T, ...]:
    """Return the items of an action of a plan from what :func:`by_action` groups; there may be none.

    Raises:
        UnknownIdError: The plan has no such action.
        TypeError: It is neither an action, nor a number or a position.
    """
    # Nearly every call has a number or a position that has items: then one look-up is all.
    items = grouped.get(action) if type(action) is int or type(action) is str else None
    return tuple(grouped.get(action_key(plan, action), ()) if items is None else items)
