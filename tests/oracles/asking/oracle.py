"""An oracle for who is asked what in a round, from the page on claims alone. It imports nothing of empact.

Where the page leaves something open, it reads:

- A party is asked for a figure only where shares count: not of a milestone, of words, or of what the leader counts.
- Who takes part is asked in words what was done, whatever its KPIs count.
- A leader contributes if the plan names it as a participant, also "(tbc)"; an open group is not enough.
- Where the plan leaves open who leads, nobody is asked as a leader.
- A party that declined stays expected, as in the oracle of claims; one that is excluded on the cut-off day is not.
- A status that is not final holds for the rounds after it, until another is stated.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

FINAL = frozenset({"completed", "not completed", "cancelled", "carried over"})  # C1 Final
STATES = ("QM", "QN", "QO", "QP", "QQ", "QR")
"""Whom "Relevant MS" can mean."""
PARTIES = (*STATES, "QX", "QZ")
FIRST = ("status", "started", "ended")
LAST = ("narrative", "obstacles", "support", "reason", "agreed_by", "carried_over")
Question = tuple[str, str | None]
"""What is asked for, and the KPI."""


@dataclass(frozen=True)
class Action:
    """An action of a random plan."""

    number: str
    leaders: tuple[str, ...]
    named: tuple[str, ...]
    unsure: tuple[str, ...]
    """Participants that are to be confirmed."""
    group: bool
    """Whether "Relevant MS" take part."""
    begins: dt.date
    kpis: tuple[str, ...]
    adds: str | None
    counted_by_leader: bool


@dataclass(frozen=True)
class World:
    """A random plan, with what is recorded about it."""

    drivers: tuple[str, ...]
    rounds: tuple[tuple[str, dt.date], ...]
    """The checkpoints with their cut-off days."""
    actions: tuple[Action, ...]
    statuses: Mapping[tuple[str, int, str], str]
    """What a leader states, by action, round and party."""
    excluded: Mapping[str, dt.date]
    """From which day on a party is excluded."""


def is_over(world: World, action: Action, position: int) -> bool:
    """C1 Final: from the next round nobody is expected; leaders that differ on final words are final too."""
    for earlier in reversed(range(position)):
        words = {word for (number, at, _), word in world.statuses.items() if (number, at) == (action.number, earlier)}
        if words:
            return words <= FINAL
    return False


def asked(world: World, party: str, position: int) -> dict[str, dict[Question, bool]]:
    """What a party is asked in a round, by action; each question with whether an answer is expected."""
    cut_off = world.rounds[position][1]
    excluded = party in world.excluded and world.excluded[party] <= cut_off
    form: dict[str, dict[Question, bool]] = {}
    for action in world.actions:
        leads, named = party in action.leaders, party in action.named
        takes_part = named or party in action.unsure
        can_join = action.group and party in STATES  # C5: to report is to join
        if not (leads or takes_part or can_join):
            continue  # C2.4
        open_now = action.begins <= cut_off and not is_over(world, action, position) and not excluded  # C7
        counts_shares = action.adds not in {"milestone", "qualitative"} and not action.counted_by_leader
        questions: dict[Question, bool] = {}
        if leads:  # C1: who leads an action states status, milestones and totals of it
            questions |= {(each, None): open_now and each == "status" for each in FIRST}
            questions |= {(each, None): False for each in LAST}
            result = {"milestone": "reached", "qualitative": "text"}.get(action.adds or "", "total")
            questions |= {(result, kpi): open_now for kpi in action.kpis}
        else:
            questions["narrative", None] = False
        if counts_shares and (takes_part or (can_join and not leads)):  # C1: who takes part states its own share
            questions |= {("own", kpi): open_now and named for kpi in action.kpis}  # C7: named, and not "(tbc)"
        form[action.number] = questions
    return form
