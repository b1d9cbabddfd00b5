"""A portfolio: one or more plans that are looked at together, and one index over all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import attrs

from empact.analysis.portfolio.connections import Connections, PlanLinks
from empact.analysis.portfolio.counting import Count
from empact.analysis.portfolio.coverage import Coverage, Coverages, CoveredGoal
from empact.analysis.portfolio.lineages import Lineage, lineage
from empact.analysis.portfolio.resolving import PlanIndex, PortfolioIndex, Resolution
from empact.analysis.portfolio.succession import Predecessors
from empact.arguments import check_text, check_type
from empact.errors import UnknownIdError
from empact.model import Action, Plan, Ref, StrategicGoal
from empact.reprs import call_repr, format_value, short_repr


@attrs.frozen(kw_only=True)
class SharedGoal:
    """A strategic goal that holds for several years, and all plans of its priority and cycle that carry it.

    Goals are one where they have one number and no year in which both hold is missing; ``alike`` tells whether they
    are worded alike too, in the body and in the annex.
    """

    number: str
    plans: tuple[Plan, ...] = attrs.field(repr=False)
    goals: tuple[StrategicGoal, ...] = attrs.field(repr=False)

    __repr__ = short_repr

    @property
    def alike(self) -> bool:
        """Whether all plans have the same words for it."""
        return len({(goal.body, goal.annex) for goal in self.goals}) == 1


@attrs.frozen
class Portfolio:
    """Plans that are looked at together, in order; one plan is a portfolio of one.

    Two plans may have the same id: a reference by that id then leads to both, and :meth:`plan` gives the first.
    """

    plans: tuple[Plan, ...]

    def __attrs_post_init__(self) -> None:
        check_type("The plans of a Portfolio are", "a tuple of plans", tuple, self.plans)
        for plan in self.plans:
            check_type("Each part of a Portfolio", "a Plan", Plan, plan)

    def __repr__(self) -> str:
        return call_repr(self, (format_value(plan.id) for plan in self.plans))

    def __iter__(self) -> Iterator[Plan]:
        return iter(self.plans)

    def __len__(self) -> int:
        return len(self.plans)

    @cached_property
    def _shelves(self) -> PortfolioIndex:
        return PortfolioIndex(self.plans)

    @cached_property
    def _connections(self) -> Connections:
        return Connections(self._shelves)

    @cached_property
    def _coverages(self) -> Coverages:
        return Coverages(self._shelves, self._connections)

    @cached_property
    def _predecessors(self) -> Predecessors:
        return Predecessors(self._shelves)

    def plan(self, id: str) -> Plan:
        """The plan with this id (the first, where two have it).

        Raises:
            UnknownIdError: No plan of the portfolio has it; the message names the closest one.
        """
        check_text("The id of a plan", id)
        found = self._shelves.by_id.get(id)
        if not found:
            raise UnknownIdError("Plan", id, self._shelves.by_id)
        return found[0].plan

    def of_priority(self, cycle: str | None, code: str) -> tuple[Plan, ...]:
        """The plans of a priority in a policy cycle, by its letter or its id; none where there are none.

        Without a cycle these are the plans of which no cycle is known.
        """
        found = self._shelves.by_priority.get((cycle, code), ())
        return tuple(shelf.plan for shelf in found)

    def action(self, plan: Plan, number: str) -> Action | None:
        """The action of this plan with this number, or None: unlike ``plan.action``, a miss is no mistake here."""
        return plan.find_action(number)

    def goal(self, plan: Plan, number: str) -> StrategicGoal | None:
        """The strategic goal of this plan with this number, or None."""
        return plan.find_goal(number)

    def resolve(self, plan: Plan, ref: Ref) -> Resolution:
        """What a reference that stands in a plan of the portfolio leads to.

        ``ref.plan`` is the id of a plan, or a priority of the same cycle by its letter or id: that means all its plans
        whose period has a day in common with this plan's. A plan that names no cycle stands in the one that its period
        begins in; where none is known, the letter and the period alone decide.

        Raises:
            UnknownIdError: The plan does not belong to the portfolio.
        """
        return self._shelves.resolve(self._shelf(plan), ref)

    def priority(self, plan: Plan, ref: Ref) -> str | None:
        """The code of the priority that a reference in a plan leads to; None where it stays in a plan without one.

        Of a plan that is not loaded it is the id up to the first hyphen, such as ``B`` of ``B-2012``.

        Raises:
            UnknownIdError: The plan does not belong to the portfolio.
        """
        return self._shelves.priority(self._shelf(plan), ref)

    def links(self, plan: Plan) -> PlanLinks:
        """The links of a plan of the portfolio in both directions, with the state of each.

        Raises:
            UnknownIdError: The plan does not belong to the portfolio.
        """
        return self._connections.of(self._shelf(plan))

    def counts(self, plan: Plan) -> Mapping[str, tuple[Count, ...]]:
        """What the KPIs of a plan of the portfolio count, by the thing that is counted ("arrests").

        Raises:
            UnknownIdError: The plan does not belong to the portfolio.
        """
        return self._shelf(plan).counts

    def shared_goals(self, plan: Plan) -> tuple[SharedGoal, ...]:
        """The goals of a plan that other plans of its priority and cycle carry too, in document order.

        Raises:
            UnknownIdError: The plan does not belong to the portfolio.
        """
        home = self._shelf(plan)
        words = home.placement.words
        found = (self._shared_goal((home.placement.cycle_id, words[0]), goal) for goal in plan.goals if words)
        return tuple(shared for shared in found if len(shared.plans) > 1)

    @cached_property
    def _shared_goals(self) -> dict[tuple[object, ...], SharedGoal]:
        return {}

    def _shared_goal(self, priority: tuple[str | None, str], goal: StrategicGoal) -> SharedGoal:
        """The plans that carry a goal, looked up once for each time of validity, not once for each of the plans."""
        key = (*priority, goal.number, goal.valid)
        if key not in self._shared_goals:
            self._shared_goals[key] = _shared(goal, self._shelves.by_priority.get(priority, ()))
        return self._shared_goals[key]

    @property
    def covered_goals(self) -> tuple[CoveredGoal, ...]:
        """Every strategic goal of the plans, one of several years once, with the actions that serve it."""
        return tuple(self._coverages.goals)

    def coverage(self, plan: Plan) -> Coverage:
        """The goals of a plan, with the actions of all plans of its priority, and its overlaps with other priorities.

        Raises:
            UnknownIdError: The plan does not belong to the portfolio.
        """
        return self._coverages.of(self._shelf(plan))

    def predecessors(self, plan: Plan) -> tuple[Plan, ...]:
        """The plans that this one follows: the last ones of its priority that end before it begins.

        Where the portfolio has none in the policy cycle, those of the priorities that it goes on from, in the nearest
        cycle before that has any; then the plans that its actions say they continue. There may be several, for a
        priority may have several plans at a time, or go on from several priorities.

        Raises:
            UnknownIdError: The plan does not belong to the portfolio.
        """
        return tuple(shelf.plan for shelf in self._predecessors.of(self._shelf(plan)))

    def lineage(self, plan: Plan) -> tuple[Lineage, ...]:
        """What became of the actions of the plans that this one follows, one lineage for each.

        Raises:
            UnknownIdError: The plan does not belong to the portfolio.
        """
        return tuple(lineage(earlier, plan) for earlier in self.predecessors(plan))

    def _shelf(self, plan: Plan) -> PlanIndex:
        found = self._shelves.of(plan)
        if found is None:
            raise UnknownIdError("Plan", plan.id, self._shelves.by_id)
        return found


def _shared(goal: StrategicGoal, shelves: Sequence[PlanIndex]) -> SharedGoal:
    found = [(shelf.plan, shelf.goals[goal.number].value) for shelf in shelves if goal.number in shelf.goals]
    pairs = [(plan, one) for plan, one in found if isinstance(one, StrategicGoal) and _hold_together(goal, one)]
    return SharedGoal(number=goal.number, plans=tuple(plan for plan, _ in pairs), goals=tuple(one for _, one in pairs))


def _hold_together(one: StrategicGoal, other: StrategicGoal) -> bool:
    """Whether two goals have a day in common for which both were adopted; of one without dates nobody can say no."""
    return one.valid is None or other.valid is None or one.valid.overlaps(other.valid)
