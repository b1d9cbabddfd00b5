"""What a plan would be without one of its parties, from a day on: the cost of an exclusion, or of a withdrawal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import attrs

from empact.analysis.exclusions.leading import UNNAMED, first_day_without_leader, is_led_from
from empact.analysis.involvement.absences import Absence
from empact.analysis.involvement.assignments import (
    Determinacy,
    PartyAssignment,
    PartyAssignments,
    PartyRole,
    assignments,
)
from empact.analysis.portfolio.plans import Portfolio
from empact.analysis.portfolio.resolving import Destination
from empact.analysis.positions import walk_actions, walk_goals
from empact.analysis.schedules import Schedule, schedule
from empact.analysis.statements import Statement
from empact.diagnostics import Pointer
from empact.model import Action, Link, PartyKind, Plan, StrategicGoal
from empact.reference import Register
from empact.reprs import short_repr

_JOINING = (PartyRole.PARTICIPANT, PartyRole.COOPERATING)
_BESIDE = {PartyRole.DRIVER: PartyRole.CO_DRIVER, PartyRole.CO_DRIVER: PartyRole.DRIVER}


@attrs.frozen(kw_only=True)
class WithdrawalImpact:
    """What changes in a plan when a party takes no part from a day on; each change rests on cells of the plan.

    ``without_leader`` are actions that nobody would lead, from that day or from a later one, ``fewer_leaders`` those
    that others still lead, ``thinner`` those with fewer participants; ``open`` are groups that may count on the party,
    since the plan leaves open who belongs to them. ``uncovered`` are goals that lose such an action and of which no
    other would be led, ``links`` those within the plan that lead to or from such an action, or to such a goal. ``plan``
    are changes to the plan as a whole: its Driver, its support. What was over before the day stays as it was.
    """

    party: str
    on: dt.date
    plan: tuple[Statement, ...] = ()
    without_leader: tuple[Statement, ...] = ()
    fewer_leaders: tuple[Statement, ...] = ()
    thinner: tuple[Statement, ...] = ()
    open: tuple[Statement, ...] = ()
    uncovered: tuple[Statement, ...] = ()
    links: tuple[Statement, ...] = ()

    __repr__ = short_repr

    def __iter__(self) -> Iterator[Statement]:
        yield from self.plan
        yield from self.without_leader
        yield from self.fewer_leaders
        yield from self.thinner
        yield from self.open
        yield from self.uncovered
        yield from self.links


def impact_of_leaving(  # noqa: PLR0913 - each is a matter of its own
    plan: Plan,
    register: Register,
    party: str,
    *,
    on: dt.date,
    times: Schedule | None = None,
    away: Sequence[Absence] = (),
) -> WithdrawalImpact:
    """What the plan would be without a party, told by its code, from a day on.

    ``away`` are the others who leave or left it; who asks for what was known on a day hands over those of that day.
    """
    times = times or schedule(plan)
    before = assignments(plan, register, times, away)
    after = assignments(plan, register, times, (*away, Absence(party=party, since=on)))
    kind = register.kind(register.get(party), on)
    return _Comparison(plan, times, party, kind, on, before, after).impact()


class _Comparison:
    """The parties of a plan before and after somebody leaves, action by action."""

    def __init__(  # noqa: PLR0913, PLR0917 - the two sides of a comparison, and what it is about
        self,
        plan: Plan,
        times: Schedule,
        party: str,
        kind: PartyKind,
        on: dt.date,
        before: PartyAssignments,
        after: PartyAssignments,
    ) -> None:
        self.plan, self.times, self.party, self.kind, self.on = plan, times, party, kind, on
        self.before, self.after = before, after
        self.orphans: dict[int, dt.date] = {}  # by the position of the action
        self.lost: set[int] = set()  # positions of goals

    def impact(self) -> WithdrawalImpact:
        without_leader, fewer_leaders = self._leaders()
        return WithdrawalImpact(
            party=self.party,
            on=self.on,
            plan=tuple(self._whole()),
            without_leader=without_leader,
            fewer_leaders=fewer_leaders,
            thinner=tuple(self._thinner()),
            open=tuple(self._open()),
            uncovered=tuple(self._uncovered()),
            links=tuple(self._links()),
        )

    def _meant(self, one: PartyAssignment) -> set[str]:
        """Who is meant on the day or at any later time."""
        return {party.code for presence in one.resolved if presence.span.end >= self.on for party in presence.parties}

    def _who(self, found: Iterable[PartyAssignment]) -> set[str]:
        return {code for one in found for code in self._meant(one)}

    def _whole(self) -> Iterator[Statement]:
        plan = self.plan
        cells = (
            (PartyRole.OVERSIGHT, plan.oversight),
            (PartyRole.DRIVER, plan.driver),
            (PartyRole.CO_DRIVER, plan.co_drivers),
            (PartyRole.SUPPORT, plan.support),
        )
        left = {part: self._left(self.after.of(None, part)) for part, _ in cells}
        for part, cell in cells:
            now = self.before.of(None, part)
            if self.party not in self._who(now):
                continue
            named = f"is the {part.value} of the plan" if part is PartyRole.DRIVER else f"is named as {part.value}"
            other = _BESIDE.get(part)
            beside = "" if other is None or not left[other] else f", and {_still(left[other], other)}"
            yield Statement(
                text=f"{self.party} {named}; without it, {', '.join(left[part]) or 'nobody'} would be{beside}.",
                at=self._places(now),
                stated=() if cell.stated is None else (cell.stated,),
            )

    def _left(self, after: Iterable[PartyAssignment]) -> tuple[str, ...]:
        """Those who are there on the day or later, as the plan calls them; also whom nobody can name."""
        found = (_called(one) for one in after if one.determinacy in UNNAMED or self._meant(one))
        return tuple(dict.fromkeys(found))

    def _leaders(self) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
        none: list[Statement] = []
        fewer: list[Statement] = []
        for position, _, action in walk_actions(self.plan):
            before, after = (view.of(position, PartyRole.LEADER) for view in (self.before, self.after))
            if self.party not in self._who(before):
                continue
            gap = first_day_without_leader(before, after, self.on)
            text = self._one_less(action, after) if gap is None else self._unled(action, gap, before, after)
            (fewer if gap is None else none).append(Statement(text=text, at=self._places(before)))
            if gap is not None:
                self.orphans[position] = gap
        return tuple(none), tuple(fewer)

    def _unled(
        self, action: Action, gap: dt.date, before: Sequence[PartyAssignment], after: Sequence[PartyAssignment]
    ) -> str:
        mine = [one for one in before if self.party in self._meant(one)]
        doubt = ", and is not sure to" if all(map(_doubtful, mine)) else ""
        if self._who(after):
            return f"Action {action.number} would have no leader from {gap}: {self.party} leads it alone then{doubt}."
        return f"Action {action.number} would have no leader: {self.party} leads it alone{doubt}."

    def _one_less(self, action: Action, after: Sequence[PartyAssignment]) -> str:
        left = [one for one in after if self._meant(one) or one.determinacy in UNNAMED]
        doubts = all(map(_doubtful, left))
        only = (
            ", and is not sure to" if doubts and len(left) == 1 else ", and none of them is sure to" if doubts else ""
        )
        names = ", ".join(self._left(after))
        return f"Action {action.number} would lose the leader {self.party}: {names} would lead it{only}."

    def _thinner(self) -> Iterator[Statement]:
        for position, _, action in walk_actions(self.plan):
            before, after = (view.of(position, *_JOINING) for view in (self.before, self.after))
            now, then = self._who(before), self._who(after)
            if self.party not in now or self.party in then:
                continue
            groups = [
                f"{one.name!r} would be {len(self._meant(one))} of {len(self._meant(old))}"
                for old, one in zip(before, after, strict=True)
                if old.determinacy is Determinacy.EVERY and self.party in self._meant(old)
            ]
            counted = f"{len(then)} of {len(now)} known participants would be left in action {action.number}"
            yield Statement(text=f"{'; '.join([counted, *groups])}.", at=self._places(before))

    def _open(self) -> Iterator[Statement]:
        """Groups that may count on the party, in actions that are not over."""
        for position, _, action in walk_actions(self.plan):
            if self._over(position):
                continue
            found = self.before.of(position)
            if self.party in self._who(found):  # it is counted by name
                continue
            for one in found:
                group = one.item.collective
                if one.determinacy is Determinacy.OPEN and group is not None and self.kind in group.members:
                    text = (
                        f"Action {action.number} counts on {one.name!r}: "
                        f"whether {self.party} is one of them, the plan does not say."
                    )
                    yield Statement(text=text, at=(one.at,))

    def _places(self, found: Iterable[PartyAssignment]) -> tuple[Pointer, ...]:
        return tuple(dict.fromkeys(one.at for one in found if self.party in self._meant(one)))

    def _over(self, position: int) -> bool:
        time = self.times.own_time(position) or self.plan.period
        return time is not None and time.end < self.on

    def _led(self, position: int) -> bool:
        """Whether an action would be led once the party is gone; what is over by then counts as it was."""
        since = self.orphans.get(position, dt.date.min if self._over(position) else self.on)
        return is_led_from(self.after.of(position, PartyRole.LEADER), since)

    def _uncovered(self) -> Iterator[Statement]:
        under: dict[str | None, dict[int, Pointer]] = {}
        for position, at, action in walk_actions(self.plan):
            under.setdefault(action.goal, {})[position] = at
        for index, here, goal in walk_goals(self.plan):
            actions = under.get(goal.number, {})
            gaps = [self.orphans[position] for position in actions if position in self.orphans]
            if not gaps or any(map(self._led, actions)):
                continue
            self.lost.add(index)
            since = f" from {max(gaps)}" if max(gaps) > self.on else ""
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
                found = portfolio.resolve(self.plan, link.to)
                why = self._broken(position, action, found.destinations) if found.plans else ""
                if why:
                    yield Statement(
                        text=f"The link {str(link)!r} of action {action.number} would be broken: {why}.",
                        at=(at / "links" / "items" / index,),
                    )

    def _broken(self, position: int, action: Action, targets: Iterable[Destination]) -> str:
        """Why a link would rest on nobody; one to all goals holds as long as one of them is served."""
        ends, goals = {position: action}, dict[int, StrategicGoal]()
        for target in targets:
            match target:
                case Destination(position=int(end), value=Action() as other):
                    ends[end] = other
                case Destination(position=int(end), value=StrategicGoal() as goal):
                    goals[end] = goal
                case _:
                    pass
        why: list[str] = []
        numbers = dict.fromkeys(one.number for end, one in ends.items() if end in self.orphans)
        if numbers:
            why.append(f"no leader in action {' and '.join(numbers)}")
        if goals and self.lost.issuperset(goals):
            why.append(f"nobody to serve goal {' and '.join(one.number for one in goals.values())}")
        return " and ".join(why)


def _still(names: Sequence[str], part: PartyRole) -> str:
    return f"{', '.join(names)} {'is' if len(names) == 1 else 'are'} still {part.value}{'s' if len(names) > 1 else ''}"


def _doubtful(one: PartyAssignment) -> bool:
    return one.item.condition is not None or one.item.tentative


def _called(one: PartyAssignment) -> str:
    """A party item as the plan has it, with its condition and its doubts, without those who cooperate."""
    return str(attrs.evolve(one.item, party=one.name, cooperating=()))
