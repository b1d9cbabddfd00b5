"""Carrying: the items that a part of the new plan is expected to have, from all that it continues."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from empact.analysis.revisions.written import without_sources

T = TypeVar("T")


def apart(old: Iterable[T], new: Iterable[T]) -> tuple[list[T], list[T]]:
    """Return the items that only the first list has, and those that only the second has; each counts as often.

    Where the plan states an item is not compared: it is the same item if the sentence moves.
    """
    removed = dict(enumerate(old))
    places: dict[object, list[int]] = {}
    for place, item in reversed(removed.items()):
        places.setdefault(without_sources(item), []).append(place)
    added: list[T] = []
    for item in new:
        same = places.get(without_sources(item))
        if same:
            del removed[same.pop()]
        else:
            added.append(item)
    return list(removed.values()), added


def carried(
    old: Sequence[Iterable[T]],
    new: Iterable[T],
    elsewhere: Sequence[Iterable[T]],
    *,
    bare: Callable[[T], object] = without_sources,
    same: Callable[[T], object] | None = None,
) -> list[T]:
    """Return the items of which an action is expected to have each: those of the actions that it continues.

    Of merged actions an item of two counts once. Of a split one, what another part has and this one has not is there.

    Args:
        old: The items of each action that it continues.
        new: Its own items.
        elsewhere: The items of each other action that continues them.
        bare: What is equal for two items that are one in a merged action.
        same: What is equal for two items of which one can be the other in another part; None if it is the same.
    """
    if len(old) == 1 and not elsewhere:
        return list(old[0])
    same = same or bare
    gone = {same(item) for items in elsewhere for item in items} - set(map(same, new))
    seen: set[object] = set()
    kept: list[T] = []
    for items in old:
        own = list(items)
        kept += [item for item in own if bare(item) not in seen and same(item) not in gone]
        seen.update(map(bare, own))
    return kept
