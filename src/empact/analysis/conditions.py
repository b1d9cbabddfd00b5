"""Conditions: the numbers of parties that actions need, wherever the plan states them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from empact.analysis.positions import walk_actions
from empact.arguments import check_type
from empact.diagnostics import Pointer
from empact.model import Condition, ConditionKind, FrozenMap, Plan, Unparsed
from empact.model.plan import check_plan
from empact.reference import Register
from empact.values import value


@value(kw_only=True)
class Quorum:
    """A number of parties out of a list that an action needs: "at least 2 third countries (out of DZ, TN, LY, EG)"."""

    at: Pointer
    """The pointer of the condition: on a party, a timing, a target or a note of the plan."""
    position: int
    """The index of the action in ``plan.actions``."""
    condition: Condition
    """The condition as the plan states it."""
    needed: int
    """How many of the parties are needed."""
    parties: Mapping[str, str]
    """The names of the parties as written, by their codes, in the order of the list."""


def quorums(plan: Plan, register: Register) -> tuple[Quorum, ...]:
    """Return the numbers of parties that the actions of a plan need.

    A plan may state one condition twice, in a cell and in a note: the first counts. A condition without a number, or
    with a name that the register does not have, cannot be counted and is left out.
    """
    check_plan("quorums()", plan)
    check_type("The register", "a Register", Register, register)
    on = None if plan.period is None else plan.period.start
    distinct: dict[tuple[int, int, frozenset[str]], Quorum] = {}
    for at, position, condition in _stated(plan):
        known = {name: register.find(name, on) for name in condition.subjects}
        parties = {party.code: name for name, party in known.items() if party is not None}
        if condition.number is None or not parties or None in known.values():
            continue
        quorum = Quorum(
            at=at, position=position, condition=condition, needed=condition.number, parties=FrozenMap(parties)
        )
        distinct.setdefault((position, condition.number, frozenset(parties)), quorum)
    return tuple(distinct.values())


def _stated(plan: Plan) -> Iterator[tuple[Pointer, int, Condition]]:
    """Yield every condition that needs a number of parties: its pointer, the position of its action, and itself."""
    positions: dict[str, int] = {}
    for position, at, action in walk_actions(plan):
        positions.setdefault(action.number, position)
        stated = [(at / "conditions" / index, condition) for index, condition in enumerate(action.conditions)]
        timed = [
            (at / "timing" / "items" / index, condition)
            for index, item in enumerate(action.timing)
            if not isinstance(item, Unparsed)
            for condition in item.conditions
        ]
        yield from (
            (place, position, condition)
            for place, condition in (*stated, *timed)
            if condition.kind is ConditionKind.QUORUM
        )
    for number, note in enumerate(plan.notes):
        for index, condition in enumerate(note.conditions):
            place = Pointer("/notes") / number / "conditions" / index
            for part in dict.fromkeys(anchor.part for anchor in note.qualifies):
                if condition.kind is ConditionKind.QUORUM and part in positions:
                    yield place, positions[part], condition
