"""The impact of leaving: what changes in a plan when a party is excluded or withdraws."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TypedDict

from empact.analysis.exclusions.changes import (
    BESIDE,
    GoalChange,
    GroupChange,
    LeaderChange,
    LinkChange,
    ParticipantChange,
    PossibleChange,
    RoleChange,
    WithdrawalImpact,
)
from empact.analysis.facts import PlanFacts, check_plan_context
from empact.analysis.involvement.absences import Absence
from empact.analysis.involvement.assignments import (
    Determinacy,
    PartyAssignment,
    PartyAssignments,
    PartyRole,
    ResolvedSpan,
)
from empact.analysis.involvement.candidates import Candidates
from empact.analysis.involvement.resolved import known_party
from empact.analysis.portfolio.plans import Portfolio
from empact.analysis.portfolio.resolving import Destination
from empact.analysis.positions import walk_actions, walk_goals
from empact.arguments import check_date, objects
from empact.diagnostics import Pointer
from empact.model import Action, Link, Party, Plan, StrategicGoal

_DAY = dt.timedelta(days=1)
UNNAMED = frozenset({Determinacy.OPEN, Determinacy.UNKNOWN})
"""The kinds of party item that can't be resolved to a party."""


def first_day_without_leader(
    before: Iterable[PartyAssignment], after: Iterable[PartyAssignment], since: dt.date = dt.date.min
) -> dt.date | None:
    """Return the first day on or after ``since`` on which ``before`` has a leader and ``after`` has none.

    None if there is no such day. Also None if ``after`` has a leader that can't be resolved to a party, who may be
    there.
    """
    check_date("since", since, required=True)
    before = objects("before", "a list of assignments", PartyAssignment, before)
    after = objects("after", "a list of assignments", PartyAssignment, after)
    if any(leader.determinacy in UNNAMED for leader in after):
        return None
    led = (resolved.span for leader in before for resolved in leader.resolved if resolved.span.end >= since)
    left = (resolved.span.end for leader in after for resolved in leader.resolved if resolved.span.end < dt.date.max)
    # Leaders change only where one of their spans begins or ends, so only these days are checked.
    turns = {max(span.start, since) for span in led} | {max(end + _DAY, since) for end in left}
    return next((day for day in sorted(turns) if _led(before, day) and not _led(after, day)), None)


def is_led_from(leaders: Iterable[PartyAssignment], since: dt.date) -> bool:
    """Whether an action has a leader on a day or later. A leader that can't be resolved to a party counts."""
    return any(
        leader.determinacy in UNNAMED or any(resolved.span.end >= since for resolved in leader.resolved)
        for leader in leaders
    )


def _led(leaders: Iterable[PartyAssignment], on: dt.date) -> bool:
    return any(leader.on(on) for leader in leaders)


_JOINING = (PartyRole.CO_LEADER, PartyRole.PARTICIPANT, PartyRole.COOPERATING, PartyRole.SUPPORT)


def impact_of_leaving(ctx: PlanFacts, party: Party | str, *, leaving: dt.date) -> WithdrawalImpact:
    """List what changes in a plan when a party leaves it.

    Other parties that the ledger excludes are absent both before and after.

    Args:
        ctx: The context of the plan.
        party: The party, its code or its name.
        leaving: The first day without the party.

    Raises:
        UnknownIdError: The register has no such party; the message names the closest.
    """
    check_plan_context("impact_of_leaving()", ctx)
    check_date("leaving", leaving, required=True)
    known = known_party(party, leaving, ctx.register)
    others = [absence for absence in ctx.absences if absence.party_code != known.code]
    before = ctx.planned_assignments.without(others)
    after = before.without([Absence(party_code=known.code, since=leaving)])
    return _Comparison(ctx, known, leaving, before, after).impact()


class _About(TypedDict):
    """What every change is about."""

    plan: Plan
    party: Party
    leaving: dt.date


class _Comparison:
    """Compares the parties of a plan before and after a party leaves."""

    def __init__(
        self,
        ctx: PlanFacts,
        party: Party,
        leaving: dt.date,
        before: PartyAssignments,
        after: PartyAssignments,
    ) -> None:
        self.plan, self.register, self.times = ctx.plan, ctx.register, ctx.schedule
        self.party, self.leaving = party.code, leaving
        self.about = _About(plan=ctx.plan, party=party, leaving=leaving)
        self.before, self.after = before, after
        self.leaderless: dict[int, dt.date] = {}  # by the position of the action
        self.lost: set[int] = set()  # positions of goals

    def impact(self) -> WithdrawalImpact:
        leaders = tuple(self._leaders())
        return WithdrawalImpact(
            party_code=self.party,
            leaving=self.leaving,
            whole_plan=tuple(self._roles()),
            without_leader=tuple(change for change in leaders if change.since is not None),
            fewer_leaders=tuple(change for change in leaders if change.since is None),
            fewer_participants=tuple(self._participants()),
            possible=tuple(self._possible()),
            goals=tuple(self._goals()),
            links=tuple(self._links()),
        )

    def _codes(self, item: PartyAssignment) -> set[str]:
        """Return the codes of the parties that an item means on the day of leaving or later."""
        return self._codes_of(item.resolved)

    def _codes_of(self, spans: Iterable[ResolvedSpan]) -> set[str]:
        return {party.code for resolved in spans if resolved.span.end >= self.leaving for party in resolved.parties}

    def _all_codes(self, items: Iterable[PartyAssignment]) -> set[str]:
        return {code for item in items for code in self._codes(item)}

    def _parties(self, items: Iterable[PartyAssignment]) -> tuple[Party, ...]:
        """Return the parties that items mean on the day of leaving or later."""
        spans = [resolved for item in items for resolved in item.resolved if resolved.span.end >= self.leaving]
        return tuple({party.code: party for resolved in spans for party in resolved.parties}.values())

    def _mine(self, items: Iterable[PartyAssignment]) -> tuple[PartyAssignment, ...]:
        """Return the items that mean the party that leaves."""
        return tuple(item for item in items if self.party in self._codes(item))

    def _left(self, after: Iterable[PartyAssignment]) -> tuple[PartyAssignment, ...]:
        """Return the items of those who remain on the day or later, including unresolved ones."""
        return tuple(item for item in after if item.determinacy in UNNAMED or self._codes(item))

    def _roles(self) -> Iterator[RoleChange]:
        plan = self.plan
        cells = (
            (PartyRole.OVERSIGHT, plan.oversight),
            (PartyRole.DRIVER, plan.driver),
            (PartyRole.CO_DRIVER, plan.co_drivers),
            (PartyRole.SUPPORT, plan.support),
        )
        left = {role: self._left(self.after.of_action(None, role)) for role, _ in cells}
        for role, cell in cells:
            mine = self._mine(self.before.of_action(None, role))
            if mine:
                beside = left[BESIDE[role]] if role in BESIDE else ()
                yield RoleChange(
                    **self.about,
                    at=_places(mine),
                    role=role,
                    remaining=self._parties(left[role]),
                    remaining_words=_names(left[role]),
                    beside=self._parties(beside),
                    beside_words=_names(beside),
                    stated=() if cell.stated is None else (cell.stated,),
                )

    def _leaders(self) -> Iterator[LeaderChange]:
        for position, _, action in walk_actions(self.plan):
            before, after = (view.of_action(position, PartyRole.LEADER) for view in (self.before, self.after))
            mine, left = self._mine(before), self._left(after)
            if mine:
                gap = first_day_without_leader(before, after, self.leaving)
                if gap is not None:
                    self.leaderless[position] = gap
                yield LeaderChange(
                    **self.about,
                    at=_places(mine),
                    action=action,
                    since=gap,
                    certain=not all(map(_doubtful, mine)),
                    remaining=self._parties(left),
                    remaining_words=_names(left),
                    remaining_certain=not all(map(_doubtful, left)),
                )

    def _participants(self) -> Iterator[ParticipantChange]:
        for position, _, action in walk_actions(self.plan):
            before, after = (view.of_action(position, *_JOINING) for view in (self.before, self.after))
            now, then, mine = self._all_codes(before), self._all_codes(after), self._mine(before)
            if mine and self.party not in then:
                groups = tuple(
                    GroupChange(name=new.name, before=len(self._codes(old)), left=len(self._codes(new)))
                    for old, new in zip(before, after, strict=True)
                    if old.determinacy is Determinacy.EVERY and old in mine
                )
                yield ParticipantChange(
                    **self.about,
                    at=_places(mine),
                    action=action,
                    roles=tuple(dict.fromkeys(item.role for item in mine)),
                    before=len(now),
                    left=len(then),
                    groups=groups,
                )

    def _possible(self) -> Iterator[PossibleChange]:
        """List the groups that may include the party, in actions that are not over."""
        candidates = Candidates(self.plan, self.register, self.times)
        for position, _, action in walk_actions(self.plan):
            items = () if self._over(position) else self.before.of_action(position)
            if self._mine(items):  # it is counted by name
                continue
            for item in items:
                if self.party in self._codes_of(candidates.of(item)):
                    yield PossibleChange(**self.about, at=(item.at,), action=action, role=item.role, group=item.name)

    def _over(self, position: int) -> bool:
        time = self.times.span(position) or self.plan.period
        return time is not None and time.end < self.leaving

    def _led(self, position: int) -> bool:
        """Whether an action has a leader after the party has left. If it is over by then, all its leaders count."""
        since = self.leaderless.get(position, dt.date.min if self._over(position) else self.leaving)
        return is_led_from(self.after.of_action(position, PartyRole.LEADER), since)

    def _goals(self) -> Iterator[GoalChange]:
        under: dict[str | None, dict[int, Pointer]] = {}
        for position, at, action in walk_actions(self.plan):
            under.setdefault(action.goal, {})[position] = at
        for index, here, goal in walk_goals(self.plan):
            actions = under.get(goal.number, {})
            gaps = [self.leaderless[position] for position in actions if position in self.leaderless]
            if not gaps or any(map(self._led, actions)):
                continue
            self.lost.add(index)
            yield GoalChange(
                **self.about,
                at=(here, *actions.values()),
                goal=goal,
                since=max(gaps),
                actions=tuple(self.plan.actions[position] for position in actions),
            )

    def _links(self) -> Iterator[LinkChange]:
        portfolio = Portfolio((self.plan,))
        for position, at, action in walk_actions(self.plan):
            for index, link in enumerate(action.links):
                if not isinstance(link, Link):
                    continue
                resolution = portfolio.resolve(self.plan, link.to)
                leaderless, unserved = self._broken(position, action, resolution.destinations)
                if resolution.plans and (leaderless or unserved):
                    yield LinkChange(
                        **self.about,
                        at=(at / "links" / "items" / index,),
                        action=action,
                        link=link,
                        leaderless=leaderless,
                        unserved=unserved,
                    )

    def _broken(
        self, position: int, action: Action, destinations: Iterable[Destination]
    ) -> tuple[tuple[Action, ...], tuple[StrategicGoal, ...]]:
        """Return the ends of a link that break it. A link to all goals needs only one served goal."""
        ends, goals = {position: action}, dict[int, StrategicGoal]()
        for destination in destinations:
            match destination:
                case Destination(position=int(end), value=Action() as other):
                    ends[end] = other
                case Destination(position=int(end), value=StrategicGoal() as goal):
                    goals[end] = goal
                case _:
                    pass
        leaderless = tuple(other for end, other in ends.items() if end in self.leaderless)
        return leaderless, tuple(goals.values()) if goals and self.lost.issuperset(goals) else ()


def _places(items: Iterable[PartyAssignment]) -> tuple[Pointer, ...]:
    return tuple(dict.fromkeys(item.at for item in items))


def _names(items: Iterable[PartyAssignment]) -> tuple[str, ...]:
    """Return the parties of items as the plan names them, with conditions and doubts, without cooperating parties."""
    return tuple(dict.fromkeys(str(item.own) for item in items))


def _doubtful(item: PartyAssignment) -> bool:
    return item.item.condition is not None or item.is_tentative
