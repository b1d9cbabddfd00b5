"""What a plan would be without one of its parties, from a day on: the cost of an exclusion, or of a withdrawal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import attrs

from empact.analysis.absences import Absence
from empact.analysis.leading import UNNAMED, unled
from empact.analysis.parties import Involvement, Involvements, Meaning, Part, parties
from empact.analysis.schedule import Schedule, schedule
from empact.analysis.statements import Statement
from empact.diagnostics import Pointer
from empact.model import Action, Link, PartyKind, Plan
from empact.reference import Register

_JOINING = (Part.PARTICIPANT, Part.COOPERATING)


@attrs.frozen(kw_only=True)
class Impact:
    """What changes in a plan when a party takes no part from a day on; each change rests on cells of the plan.

    ``without_leader`` are actions that nobody would lead, from that day or from a later one, ``fewer_leaders`` those
    that others still lead, ``thinner`` those with fewer participants; ``open`` are groups that may count on the party,
    since the plan leaves open who belongs to them. ``uncovered`` are goals of which no action would be led, ``links``
    those that lead to or from such an action, or to such a goal. ``plan`` are changes to the plan as a whole: its
    Driver, its support. What was over before the day stays as it was.
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

    def __iter__(self) -> Iterator[Statement]:
        yield from self.plan
        yield from self.without_leader
        yield from self.fewer_leaders
        yield from self.thinner
        yield from self.open
        yield from self.uncovered
        yield from self.links


def without(  # noqa: PLR0913 - each is a matter of its own
    plan: Plan,
    register: Register,
    party: str,
    *,
    on: dt.date,
    times: Schedule | None = None,
    away: Sequence[Absence] = (),
) -> Impact:
    """What the plan would be without a party, told by its code, from a day on; ``away`` are those who left before."""
    times = times or schedule(plan)
    before = parties(plan, register, times, away)
    after = parties(plan, register, times, (*away, Absence(party=party, since=on)))
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
        before: Involvements,
        after: Involvements,
    ) -> None:
        self.plan, self.times, self.party, self.kind, self.on = plan, times, party, kind, on
        self.before, self.after = _by_place(before), _by_place(after)
        self.orphans: dict[str, Pointer] = {}
        self.lost: set[str] = set()

    def impact(self) -> Impact:
        without_leader, fewer_leaders = self._leaders()
        return Impact(
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

    def _actions(self) -> Iterator[tuple[Pointer, Action]]:
        return ((Pointer(f"/actions/{index}"), action) for index, action in enumerate(self.plan.actions))

    def _meant(self, one: Involvement) -> set[str]:
        """Who is meant on the day or at any later time."""
        return {party.code for presence in one.presences if presence.span.end >= self.on for party in presence.parties}

    def _who(self, found: Iterable[Involvement]) -> set[str]:
        return {code for one in found for code in self._meant(one)}

    def _whole(self) -> Iterator[Statement]:
        plan = self.plan
        cells = (
            (Part.DRIVER, "driver", plan.driver),
            (Part.CO_DRIVER, "co_drivers", plan.co_drivers),
            (Part.SUPPORT, "support", plan.support),
        )
        for part, field, cell in cells:
            at = Pointer() / field
            now, then = (_in(view.get(at, ()), part) for view in (self.before, self.after))
            if self.party not in self._who(now):
                continue
            left = ", ".join(dict.fromkeys(_called(one) for one in then if self._meant(one))) or "nobody"
            named = f"is the {part.value} of the plan" if part is Part.DRIVER else f"is named as {part.value}"
            yield Statement(
                text=f"{self.party} {named}; without it, {left} would be.",
                at=tuple(one.at for one in now if self.party in self._meant(one)),
                stated=() if cell.stated is None else (cell.stated,),
            )

    def _leaders(self) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
        none: list[Statement] = []
        fewer: list[Statement] = []
        for at, action in self._actions():
            before, after = (_in(view.get(at, ()), Part.LEADER) for view in (self.before, self.after))
            if self.party not in self._who(before):
                continue
            gap = unled(before, after, self.on)
            text = self._one_less(action, after) if gap is None else self._unled(action, gap, after)
            (fewer if gap is None else none).append(Statement(text=text, at=self._places(before)))
            if gap is not None:
                self.orphans.setdefault(action.number, at)
        return tuple(none), tuple(fewer)

    def _unled(self, action: Action, gap: dt.date, after: Sequence[Involvement]) -> str:
        if self._who(after):
            return f"Action {action.number} would have no leader from {gap}: {self.party} leads it alone then."
        return f"Action {action.number} would have no leader: {self.party} leads it alone."

    def _one_less(self, action: Action, after: Sequence[Involvement]) -> str:
        left = [one for one in after if self._meant(one) or one.meaning in UNNAMED]
        names = ", ".join(dict.fromkeys(map(_called, left)))
        doubts = all(one.item.condition is not None or one.item.tentative for one in left)
        only = (
            ", and is not sure to" if doubts and len(left) == 1 else ", and none of them is sure to" if doubts else ""
        )
        return f"Action {action.number} would lose the leader {self.party}: {names} would lead it{only}."

    def _thinner(self) -> Iterator[Statement]:
        for at, action in self._actions():
            before, after = (_in(view.get(at, ()), *_JOINING) for view in (self.before, self.after))
            now, then = self._who(before), self._who(after)
            if self.party not in now or self.party in then:
                continue
            groups = [
                f"{one.name!r} would be {len(self._meant(one))} of {len(self._meant(old))}"
                for old, one in zip(before, after, strict=True)
                if old.meaning is Meaning.EVERY and self.party in self._meant(old)
            ]
            counted = f"{len(then)} of {len(now)} known participants would be left in action {action.number}"
            yield Statement(text=f"{'; '.join([counted, *groups])}.", at=self._places(before))

    def _open(self) -> Iterator[Statement]:
        """Groups that may count on the party, in actions that are not over."""
        for at, action in self._actions():
            time = self.times.own_time(action.number) or self.plan.period
            if time is not None and time.end < self.on:
                continue
            found = self.before.get(at, ())
            if self.party in self._who(found):  # it is counted by name
                continue
            for one in found:
                group = one.item.collective
                if one.meaning is Meaning.OPEN and group is not None and self.kind in group.members:
                    text = (
                        f"Action {action.number} counts on {one.name!r}: "
                        f"whether {self.party} is one of them, the plan does not say."
                    )
                    yield Statement(text=text, at=(one.at,))

    def _places(self, found: Iterable[Involvement]) -> tuple[Pointer, ...]:
        return tuple(dict.fromkeys(one.at for one in found if self.party in self._meant(one)))

    def _uncovered(self) -> Iterator[Statement]:
        for index, goal in enumerate(self.plan.goals):
            numbers = [action.number for action in self.plan.actions_of(goal.number)]
            if numbers and all(number in self.orphans for number in numbers):
                self.lost.add(goal.number)
                which = "its only action would have no" if len(numbers) == 1 else "none of its actions would have a"
                yield Statement(
                    text=f"Strategic goal {goal.number} would not be served: {which} leader.",
                    at=(Pointer(f"/goals/{index}"), *(self.orphans[number] for number in numbers)),
                )

    def _links(self) -> Iterator[Statement]:
        for at, action in self._actions():
            for index, link in enumerate(action.links):
                if not isinstance(link, Link) or link.to.plan not in {None, self.plan.id}:
                    continue
                ends = [number for number in (action.number, link.to.action) if number in self.orphans]
                why = f"no leader in action {' and '.join(map(str, ends))}" if ends else ""
                if link.to.goal in self.lost:
                    why = " and ".join(filter(None, (why, f"nobody to serve goal {link.to.goal}")))
                if why:
                    yield Statement(
                        text=f"The link {str(link)!r} of action {action.number} would be broken: {why}.",
                        at=(at / "links" / "items" / index,),
                    )


def _by_place(view: Involvements) -> dict[Pointer, list[Involvement]]:
    """The party items by the action, or the cell of the plan, that they stand in: numbers may stand twice."""
    found: dict[Pointer, list[Involvement]] = {}
    for one in view:
        place = one.at.tokens[:2] if one.action is not None else one.at.tokens[:1]
        found.setdefault(Pointer("".join(f"/{token}" for token in place)), []).append(one)
    return found


def _in(found: Iterable[Involvement], *parts: Part) -> list[Involvement]:
    return [one for one in found if one.part in parts]


def _called(one: Involvement) -> str:
    """A party item as the plan has it, with its condition and its doubts, without those who cooperate."""
    return str(attrs.evolve(one.item, party=one.name, cooperating=()))
