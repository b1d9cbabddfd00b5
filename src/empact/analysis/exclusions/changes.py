"""The changes in a plan when a party leaves: what each is about, and the sentence that follows from it."""

from __future__ import annotations

import abc
import datetime as dt
from collections.abc import Iterator

import attrs

from empact.analysis.involvement.assignments import PartyRole
from empact.diagnostics import Pointer
from empact.model import Action, Anchor, Link, Party, Plan, StrategicGoal
from empact.values import listed, value

BESIDE = {PartyRole.DRIVER: PartyRole.CO_DRIVER, PartyRole.CO_DRIVER: PartyRole.DRIVER}
"""The roles of a plan beside which another one manages it too."""


@value(kw_only=True)
class PlanChange(abc.ABC):
    """One change in a plan when a party leaves it, with the values and sentences of the plan that it is based on."""

    plan: Plan = attrs.field(repr=False)
    """The plan that changes."""
    party: Party
    """The party that leaves."""
    leaving: dt.date
    """The first day without the party."""
    at: tuple[Pointer, ...]
    """The pointers of the values of the plan that it is based on."""
    stated: tuple[Anchor, ...] = attrs.field(default=(), repr=False)
    """The anchors of the sentences of the plan that it is based on; empty if it is based on values alone."""

    def __str__(self) -> str:
        return self.text

    @listed
    @abc.abstractmethod
    def text(self) -> str:
        """The change in a sentence."""


@value(kw_only=True)
class RoleChange(PlanChange):
    """A role in the plan as a whole that loses the party."""

    role: PartyRole
    """The role, such as Driver or support."""
    remaining: tuple[Party, ...]
    """The parties that keep the role."""
    remaining_words: tuple[str, ...]
    """Who keeps the role, as the plan names them; empty if nobody does."""
    beside: tuple[Party, ...]
    """Without the Driver: the co-drivers that remain. Without a co-driver: the Driver."""
    beside_words: tuple[str, ...]
    """The same, as the plan names them."""

    @listed
    def text(self) -> str:
        """The change in a sentence."""
        is_driver = self.role is PartyRole.DRIVER
        named = f"is the {self.role.value} of the plan" if is_driver else f"is named as {self.role.value}"
        left = ", ".join(self.remaining_words) or "nobody"
        beside = ""
        if self.beside_words:
            other, names, is_one = BESIDE[self.role].value, ", ".join(self.beside_words), len(self.beside_words) == 1
            beside = f", and {names} {'is' if is_one else 'are'} still {other}{'' if is_one else 's'}"
        return f"{self.party.code} {named}; without it, {left} would be{beside}."


@value(kw_only=True)
class LeaderChange(PlanChange):
    """An action that loses a leader."""

    action: Action = attrs.field(repr=False)
    """The action."""
    since: dt.date | None
    """The first day on which the action has no leader; None if others lead it all the time."""
    certain: bool
    """Whether the lead of the party itself is certain, and neither conditional nor still to be confirmed."""
    remaining: tuple[Party, ...]
    """The parties that lead the action after the party has left."""
    remaining_words: tuple[str, ...]
    """Who leads it then, as the plan names them, with conditions and doubts; empty if nobody does."""
    remaining_certain: bool
    """Whether the lead of any of them is certain."""

    @listed
    def role(self) -> PartyRole:
        """The role of the party, which is the leader."""
        return PartyRole.LEADER

    @listed
    def text(self) -> str:
        """The change in a sentence."""
        action, code = f"Action {self.action.number}", self.party.code
        if self.since is None:
            which = "this is not" if len(self.remaining_words) == 1 else "none of them is"
            doubt = "" if self.remaining_certain else f", though {which} certain"
            return f"{action} would lose the leader {code}: {', '.join(self.remaining_words)} would lead it{doubt}."
        doubt = "" if self.certain else ", though this is not certain"
        if self.remaining_words:
            return f"{action} would have no leader from {self.since}: {code} leads it alone then{doubt}."
        return f"{action} would have no leader: {code} leads it alone{doubt}."


@value(kw_only=True)
class GroupChange:
    """A group of an action, such as "All MS", that has one party less."""

    name: str
    """The words of the plan for the group."""
    before: int
    """The number of parties that belong to it with the party."""
    left: int
    """The number of parties that belong to it without the party."""


@value(kw_only=True)
class ParticipantChange(PlanChange):
    """An action that loses a participant."""

    action: Action = attrs.field(repr=False)
    """The action."""
    roles: tuple[PartyRole, ...]
    """The roles of the party in it, such as participant or support."""
    before: int
    """The number of known parties that take part with the party."""
    left: int
    """The number of known parties that take part without the party."""
    groups: tuple[GroupChange, ...]
    """The groups by which the party takes part; empty if it is named."""

    @listed
    def text(self) -> str:
        """The change in a sentence."""
        counted = f"{self.left} of {self.before} known participants would be left in action {self.action.number}"
        groups = (f"{group.name!r} would be {group.left} of {group.before}" for group in self.groups)
        return f"{'; '.join([counted, *groups])}."


@value(kw_only=True)
class PossibleChange(PlanChange):
    """An action that may lose a participant: the plan does not say whether a group includes the party."""

    action: Action = attrs.field(repr=False)
    """The action."""
    role: PartyRole
    """The role of the group in it."""
    group: str
    """The words of the plan for the group, such as ``Relevant MS``."""

    @listed
    def text(self) -> str:
        """The change in a sentence."""
        return (
            f"Action {self.action.number} counts on {self.group!r}; "
            f"the plan does not say whether {self.party.code} is one of them."
        )


@value(kw_only=True)
class GoalChange(PlanChange):
    """A goal that no action with a leader serves."""

    goal: StrategicGoal
    """The goal."""
    since: dt.date
    """The first day on which none of its actions has a leader."""
    actions: tuple[Action, ...]
    """Its actions."""

    @listed
    def text(self) -> str:
        """The change in a sentence."""
        since = f" from {self.since}" if self.since > self.leaving else ""
        which = "its only action would have no" if len(self.actions) == 1 else "none of its actions would have a"
        return f"Strategic goal {self.goal.number} would not be served{since}: {which} leader."


@value(kw_only=True)
class LinkChange(PlanChange):
    """A link within the plan, one end of which has no leader or is not served."""

    action: Action = attrs.field(repr=False)
    """The action that has the link."""
    link: Link
    """The link of the action."""
    leaderless: tuple[Action, ...]
    """The actions at its ends without a leader."""
    unserved: tuple[StrategicGoal, ...]
    """The goals at its end that no action with a leader serves; empty if one of several is served."""

    @listed
    def text(self) -> str:
        """The change in a sentence."""
        why: list[str] = []
        if self.leaderless:
            numbers = dict.fromkeys(action.number for action in self.leaderless)
            why.append(f"no leader in action {' and '.join(numbers)}")
        if self.unserved:
            why.append(f"nobody to serve goal {' and '.join(goal.number for goal in self.unserved)}")
        return f"The link {str(self.link)!r} of action {self.action.number} would be broken: {' and '.join(why)}."


@value(kw_only=True)
class WithdrawalImpact:
    """What changes in a plan when a party leaves, each change with the cells of the plan that it is based on.

    Actions that are over before the day are not affected.
    """

    party_code: str
    """The code of the party."""
    leaving: dt.date
    """The first day without the party."""
    whole_plan: tuple[RoleChange, ...] = ()
    """Changes to the roles of the complete plan, such as the Driver or the support."""
    without_leader: tuple[LeaderChange, ...] = ()
    """Actions that would have no leader, from that day or a later one."""
    fewer_leaders: tuple[LeaderChange, ...] = ()
    """Actions that lose a leader and keep others."""
    fewer_participants: tuple[ParticipantChange, ...] = ()
    """Actions that lose a participant."""
    possible: tuple[PossibleChange, ...] = ()
    """Actions with a group that may include the party: the plan does not say who belongs to it."""
    goals: tuple[GoalChange, ...] = ()
    """Goals that would have no action with a leader."""
    links: tuple[LinkChange, ...] = ()
    """Links within the plan from or to an action without a leader, or to a goal that is not served."""

    def __iter__(self) -> Iterator[PlanChange]:
        yield from self.whole_plan
        yield from self.without_leader
        yield from self.fewer_leaders
        yield from self.fewer_participants
        yield from self.possible
        yield from self.goals
        yield from self.links
