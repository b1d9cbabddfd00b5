"""What stands around the part of a party in an action: who leads, who else takes part, and the links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from empact.analysis.facts import PlanFacts
from empact.analysis.involvement.assignments import Determinacy, PartyAssignment, PartyRole
from empact.analysis.portfolio.connections import Connection
from empact.analysis.taskings.tasks import TaskLink
from empact.model import Action, Cell, PartyItem, Plan, StrategicGoal

WITHHELD = "withheld"


class Surroundings:
    """The leaders, partners and links of the actions of a plan: each derived once, for all parties.

    The parties are those of the plan: whom a decision excludes is not for the sheets of the others.
    """

    def __init__(self, ctx: PlanFacts) -> None:
        self._ctx = ctx
        self._plan = ctx.plan
        self._out: dict[int, list[Connection]] = {}
        self._back: dict[int, list[Connection]] = {}
        self._of_goal: dict[str | None, list[int]] = {}
        for position, action in enumerate(self._plan.actions):
            self._of_goal.setdefault(action.goal, []).append(position)
        links = ctx.plan_links
        for link in (*links.declared, *links.prose):
            self._out.setdefault(link.position, []).append(link)
        for link in (*links.declared, *links.incoming):
            for position in self._reached(link):
                self._back.setdefault(position, []).append(link)
        self._leaders: dict[int, tuple[str, ...]] = {}
        self._links: dict[int, tuple[TaskLink, ...]] = {}

    def _reached(self, link: Connection) -> Iterator[int]:
        """Yield the actions of the plan that a link leads to: of another plan, a link to their goal counts too."""
        for end in link.resolution.destinations:
            if end.plan is not self._plan or end.position is None:
                continue
            if isinstance(end.value, Action):
                yield end.position
            elif isinstance(end.value, StrategicGoal) and link.plan is not self._plan:
                yield from self._of_goal.get(end.value.number, ())

    def led_by(self, position: int) -> tuple[str, ...]:
        """Return the leaders of an action as named in the plan, with their conditions and doubts."""
        if position not in self._leaders:
            items = self._ctx.planned_assignments.of(position, PartyRole.LEADER)
            names = [*map(_format, items), *_unread(self._plan.actions[position].leaders)]
            self._leaders[position] = tuple(dict.fromkeys(names))
        return self._leaders[position]

    def partners(self, position: int, code: str) -> tuple[str, ...]:
        """Return who else takes part in an action, without the party itself."""
        roles = set(PartyRole) - {PartyRole.LEADER}
        items = [item for item in self._ctx.planned_assignments.of(position, *roles) if not _is_only(item, code)]
        names = [*map(_format, items), *_unread(self._plan.actions[position].participants)]
        return tuple(dict.fromkeys(names))

    def links(self, position: int) -> tuple[TaskLink, ...]:
        """Return the links of an action, the mentions of others in its prose, and the links back to it."""
        if position not in self._links:
            out = (self._link(link, back=False) for link in self._out.get(position, ()))
            back = (self._link(link, back=True) for link in self._back.get(position, ()))
            self._links[position] = (*out, *back)
        return self._links[position]

    def _link(self, link: Connection, *, back: bool) -> TaskLink:
        text = str(link.link or link.words or link.ref)
        if back:
            ends: Sequence[tuple[Plan, int]] = ((link.plan, link.position),)
            others: tuple[str, ...] = (f"{link.plan.id}:{link.action.number}",)
        else:
            destinations = link.resolution.destinations
            ends = [(end.plan, end.position or 0) for end in destinations if isinstance(end.value, Action)]
            others = tuple(map(str, destinations)) or (str(link.ref),)
        leaders = (name for plan, position in ends for name in self._leaders_of(plan, position))
        return TaskLink(back=back, text=text, others=others, led_by=tuple(dict.fromkeys(leaders)), state=link.state)

    def _leaders_of(self, plan: Plan, position: int) -> tuple[str, ...]:
        if plan is self._plan:
            return self.led_by(position)
        return tuple(map(str, plan.actions[position].leaders))


def _format(item: PartyAssignment) -> str:
    """Format a party with its condition and doubts, an office with its holders, and a co-leader as such."""
    words = item.name if item.role is PartyRole.COOPERATING else str(item.own)
    if item.determinacy is Determinacy.ROLE and item.parties:
        words += f" ({', '.join(party.code for party in item.parties)})"
    return f"{words} (co-leader)" if item.role is PartyRole.CO_LEADER else words


def _is_only(item: PartyAssignment, code: str) -> bool:
    """Whether an item means this party and no other."""
    return bool(item.parties) and all(party.code == code for party in item.parties)


def _unread(cell: Cell[PartyItem]) -> Iterable[str]:
    """Return the words of a cell that are not understood, or that it is withheld."""
    return (*(WITHHELD for _ in range(cell.withheld)), *(item.text for item in cell.unparsed))
