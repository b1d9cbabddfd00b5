"""The impact of leaving: what changes in a plan when a party is excluded or withdraws."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

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
from empact.analysis.statements import Statement
from empact.arguments import check_date, check_text
from empact.diagnostics import Pointer
from empact.model import Action, Link, StrategicGoal
from empact.values import value

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
    before, after = tuple(before), tuple(after)
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
_BESIDE = {PartyRole.DRIVER: PartyRole.CO_DRIVER, PartyRole.CO_DRIVER: PartyRole.DRIVER}


@value(kw_only=True)
class WithdrawalImpact:
    """What changes in a plan when a party leaves, each statement with the cells of the plan that it rests on.

    Actions that are over before the day are not affected.
    """

    party_code: str
    """The code of the party."""
    leaving: dt.date
    """The first day without the party."""
    whole_plan: tuple[Statement, ...] = ()
    """Changes to the roles of the complete plan, such as the Driver or the support."""
    without_leader: tuple[Statement, ...] = ()
    """Actions that would have no leader, from that day or a later one."""
    fewer_leaders: tuple[Statement, ...] = ()
    """Actions that lose a leader and keep others."""
    thinner: tuple[Statement, ...] = ()
    """Actions that lose a participant."""
    open: tuple[Statement, ...] = ()
    """Groups that may include the party: the plan does not say who belongs to them."""
    uncovered: tuple[Statement, ...] = ()
    """Goals that would have no action with a leader."""
    links: tuple[Statement, ...] = ()
    """Links within the plan from or to an action without a leader, or to an uncovered goal."""

    def __iter__(self) -> Iterator[Statement]:
        yield from self.whole_plan
        yield from self.without_leader
        yield from self.fewer_leaders
        yield from self.thinner
        yield from self.open
        yield from self.uncovered
        yield from self.links


def impact_of_leaving(ctx: PlanFacts, party: str, *, leaving: dt.date) -> WithdrawalImpact:
    """List what changes in a plan when a party leaves it.

    Other parties that the ledger excludes are absent both before and after.

    Args:
        ctx: The context of the plan.
        party: The code or the name of the party.
        leaving: The first day without the party.

    Raises:
        UnknownIdError: The register has no such party; the message names the closest.
    """
    check_plan_context("impact_of_leaving()", ctx)
    check_text("The party", party)
    check_date("leaving", leaving, required=True)
    known = known_party(party, leaving, ctx.register)
    others = [absence for absence in ctx.absences if absence.party_code != known.code]
    before = ctx.planned_assignments.without(others)
    after = before.without([Absence(party_code=known.code, since=leaving)])
    return _Comparison(ctx, known.code, leaving, before, after).impact()


class _Comparison:
    """Compares the parties of a plan before and after a party leaves."""

    def __init__(
        self,
        ctx: PlanFacts,
        party: str,
        leaving: dt.date,
        before: PartyAssignments,
        after: PartyAssignments,
    ) -> None:
        self.plan, self.register, self.times = ctx.plan, ctx.register, ctx.schedule
        self.party, self.leaving = party, leaving
        self.before, self.after = before, after
        self.leaderless: dict[int, dt.date] = {}  # by the position of the action
        self.lost: set[int] = set()  # positions of goals

    def impact(self) -> WithdrawalImpact:
        without_leader, fewer_leaders = self._leaders()
        return WithdrawalImpact(
            party_code=self.party,
            leaving=self.leaving,
            whole_plan=tuple(self._roles()),
            without_leader=without_leader,
            fewer_leaders=fewer_leaders,
            thinner=tuple(self._thinner()),
            open=tuple(self._open()),
            uncovered=tuple(self._uncovered()),
            links=tuple(self._links()),
        )

    def _codes(self, item: PartyAssignment) -> set[str]:
        """Return the codes of the parties that an item means on the day of leaving or later."""
        return self._codes_of(item.resolved)

    def _codes_of(self, spans: Iterable[ResolvedSpan]) -> set[str]:
        return {party.code for resolved in spans if resolved.span.end >= self.leaving for party in resolved.parties}

    def _all_codes(self, items: Iterable[PartyAssignment]) -> set[str]:
        return {code for item in items for code in self._codes(item)}

    def _roles(self) -> Iterator[Statement]:
        plan = self.plan
        cells = (
            (PartyRole.OVERSIGHT, plan.oversight),
            (PartyRole.DRIVER, plan.driver),
            (PartyRole.CO_DRIVER, plan.co_drivers),
            (PartyRole.SUPPORT, plan.support),
        )
        left = {role: self._left(self.after.of_action(None, role)) for role, _ in cells}
        for role, cell in cells:
            now = self.before.of_action(None, role)
            if self.party not in self._all_codes(now):
                continue
            named = f"is the {role.value} of the plan" if role is PartyRole.DRIVER else f"is named as {role.value}"
            other = _BESIDE.get(role)
            beside = "" if other is None or not left[other] else f", and {_format_remaining(left[other], other)}"
            yield Statement(
                text=f"{self.party} {named}; without it, {', '.join(left[role]) or 'nobody'} would be{beside}.",
                at=self._places(now),
                stated=() if cell.stated is None else (cell.stated,),
            )

    def _left(self, after: Iterable[PartyAssignment]) -> tuple[str, ...]:
        """Return the names in the plan of those who remain on the day or later, including unresolved ones."""
        names = (_format_item(item) for item in after if item.determinacy in UNNAMED or self._codes(item))
        return tuple(dict.fromkeys(names))

    def _leaders(self) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
        none: list[Statement] = []
        fewer: list[Statement] = []
        for position, _, action in walk_actions(self.plan):
            before, after = (view.of_action(position, PartyRole.LEADER) for view in (self.before, self.after))
            if self.party not in self._all_codes(before):
                continue
            gap = first_day_without_leader(before, after, self.leaving)
            text = (
                self._format_fewer_leaders(action, after)
                if gap is None
                else self._format_without_leader(action, gap, before, after)
            )
            (fewer if gap is None else none).append(Statement(text=text, at=self._places(before)))
            if gap is not None:
                self.leaderless[position] = gap
        return tuple(none), tuple(fewer)

    def _format_without_leader(
        self, action: Action, gap: dt.date, before: Sequence[PartyAssignment], after: Sequence[PartyAssignment]
    ) -> str:
        mine = [item for item in before if self.party in self._codes(item)]
        doubt = ", though this is not certain" if all(map(_doubtful, mine)) else ""
        if self._all_codes(after):
            return f"Action {action.number} would have no leader from {gap}: {self.party} leads it alone then{doubt}."
        return f"Action {action.number} would have no leader: {self.party} leads it alone{doubt}."

    def _format_fewer_leaders(self, action: Action, after: Sequence[PartyAssignment]) -> str:
        left = [item for item in after if self._codes(item) or item.determinacy in UNNAMED]
        doubts = all(map(_doubtful, left))
        which = "this is not" if len(left) == 1 else "none of them is"
        only = f", though {which} certain" if doubts else ""
        names = ", ".join(self._left(after))
        return f"Action {action.number} would lose the leader {self.party}: {names} would lead it{only}."

    def _thinner(self) -> Iterator[Statement]:
        for position, _, action in walk_actions(self.plan):
            before, after = (view.of_action(position, *_JOINING) for view in (self.before, self.after))
            now, then = self._all_codes(before), self._all_codes(after)
            if self.party not in now or self.party in then:
                continue
            groups = [
                f"{new.name!r} would be {len(self._codes(new))} of {len(self._codes(old))}"
                for old, new in zip(before, after, strict=True)
                if old.determinacy is Determinacy.EVERY and self.party in self._codes(old)
            ]
            counted = f"{len(then)} of {len(now)} known participants would be left in action {action.number}"
            yield Statement(text=f"{'; '.join([counted, *groups])}.", at=self._places(before))

    def _open(self) -> Iterator[Statement]:
        """List the groups that may include the party, in actions that are not over."""
        candidates = Candidates(self.plan, self.register, self.times)
        for position, _, action in walk_actions(self.plan):
            if self._over(position):
                continue
            items = self.before.of_action(position)
            if self.party in self._all_codes(items):  # it is counted by name
                continue
            for item in items:
                if self.party in self._codes_of(candidates.of(item)):
                    text = (
                        f"Action {action.number} counts on {item.name!r}; "
                        f"the plan does not say whether {self.party} is one of them."
                    )
                    yield Statement(text=text, at=(item.at,))

    def _places(self, items: Iterable[PartyAssignment]) -> tuple[Pointer, ...]:
        return tuple(dict.fromkeys(item.at for item in items if self.party in self._codes(item)))

    def _over(self, position: int) -> bool:
        time = self.times.span(position) or self.plan.period
        return time is not None and time.end < self.leaving

    def _led(self, position: int) -> bool:
        """Whether an action has a leader after the party has left. If it is over by then, all its leaders count."""
        since = self.leaderless.get(position, dt.date.min if self._over(position) else self.leaving)
        return is_led_from(self.after.of_action(position, PartyRole.LEADER), since)

    def _uncovered(self) -> Iterator[Statement]:
        under: dict[str | None, dict[int, Pointer]] = {}
        for position, at, action in walk_actions(self.plan):
            under.setdefault(action.goal, {})[position] = at
        for index, here, goal in walk_goals(self.plan):
            actions = under.get(goal.number, {})
            gaps = [self.leaderless[position] for position in actions if position in self.leaderless]
            if not gaps or any(map(self._led, actions)):
                continue
            self.lost.add(index)
            since = f" from {max(gaps)}" if max(gaps) > self.leaving else ""
            which = "its only action would have no" if len(actions) == 1 else "none of its actions would have a"
            yield Statement(
                text=f"Strategic goal {goal.number} would not be served{since}: {which} leader.",
                at=(here, *actions.values()),
            )

    def _links(self) -> Iterator[Statement]:
        portfolio = Portfolio((self.plan,))
        for position, at, action in walk_actions(self.plan):
            for index, link in enumerate(action.links):
                if not isinstance(link, Link):
                    continue
                resolution = portfolio.resolve(self.plan, link.to)
                why = self._why_broken(position, action, resolution.destinations) if resolution.plans else ""
                if why:
                    yield Statement(
                        text=f"The link {str(link)!r} of action {action.number} would be broken: {why}.",
                        at=(at / "links" / "items" / index,),
                    )

    def _why_broken(self, position: int, action: Action, destinations: Iterable[Destination]) -> str:
        """Format why a link would be broken; empty if it would not. A link to all goals needs only one served goal."""
        ends, goals = {position: action}, dict[int, StrategicGoal]()
        for destination in destinations:
            match destination:
                case Destination(position=int(end), value=Action() as other):
                    ends[end] = other
                case Destination(position=int(end), value=StrategicGoal() as goal):
                    goals[end] = goal
                case _:
                    pass
        why: list[str] = []
        numbers = dict.fromkeys(action.number for end, action in ends.items() if end in self.leaderless)
        if numbers:
            why.append(f"no leader in action {' and '.join(numbers)}")
        if goals and self.lost.issuperset(goals):
            why.append(f"nobody to serve goal {' and '.join(goal.number for goal in goals.values())}")
        return " and ".join(why)


def _format_remaining(names: Sequence[str], role: PartyRole) -> str:
    return f"{', '.join(names)} {'is' if len(names) == 1 else 'are'} still {role.value}{'s' if len(names) > 1 else ''}"


def _doubtful(item: PartyAssignment) -> bool:
    return item.item.condition is not None or item.item.tentative


def _format_item(item: PartyAssignment) -> str:
    """Format a party item as in the plan, with its condition and doubts, without cooperating parties."""
    return str(item.own)
