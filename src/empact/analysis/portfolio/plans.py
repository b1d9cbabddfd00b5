"""Portfolio: one or more plans, analysed together with one index over all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from empact.analysis.portfolio.connections import Connections, PlanLinks
from empact.analysis.portfolio.resolving import PlanIndex, PortfolioIndex, Resolution
from empact.analysis.portfolio.succession import Predecessors
from empact.arguments import check_text, check_type
from empact.errors import UnknownIdError
from empact.model import Action, Plan, Ref, StrategicGoal
from empact.model.links import COMMON, is_common
from empact.reprs import call_repr, format_value
from empact.values import value

if TYPE_CHECKING:
    from empact.analysis.portfolio.counting import Count
    from empact.analysis.portfolio.coverage import Coverage, Coverages, CoveredGoal
    from empact.analysis.portfolio.lineages import Lineage


@value(kw_only=True)
class SharedGoal:
    """A strategic goal that is valid for several years, with all plans of its priority and cycle that contain it.

    Goals of two plans are the same goal if they have the same number and overlapping validity.
    """

    number: str
    """The number of the goal."""
    plans: tuple[Plan, ...] = attrs.field(repr=False)
    """The plans that contain the goal."""
    goals: tuple[StrategicGoal, ...] = attrs.field(repr=False)
    """The goal as each of these plans has it, in the order of the plans; the texts can differ."""

    @property
    def alike(self) -> bool:
        """Whether all plans have the same text for it, in body and annex."""
        return len({(goal.body, goal.annex) for goal in self.goals}) == 1


@value
class Portfolio:
    """Plans that are analysed together; a portfolio may have only one plan.

    Two plans may have the same id: a reference by that id then leads to both, and :meth:`plan` returns the first.
    """

    plans: tuple[Plan, ...]
    """The plans, in the order in which they were given."""

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
    def _indexes(self) -> PortfolioIndex:
        return PortfolioIndex(self.plans)

    @cached_property
    def _connections(self) -> Connections:
        return Connections(self._indexes)

    @cached_property
    def _coverages(self) -> Coverages:
        from empact.analysis.portfolio.coverage import Coverages

        return Coverages(self._indexes, self._connections)

    @cached_property
    def _predecessors(self) -> Predecessors:
        return Predecessors(self._indexes)

    def plan(self, id: str) -> Plan:
        """Return the plan with this id (the first, if several have it).

        Raises:
            UnknownIdError: No plan of the portfolio has it; the message names the closest one.
        """
        check_text("The id of a plan", id)
        indexes = self._indexes.by_id.get(id)
        if not indexes:
            raise UnknownIdError("Plan", id, self._indexes.by_id)
        return indexes[0].plan

    def of_priority(self, cycle: str | None, code: str) -> tuple[Plan, ...]:
        """Return the plans of a priority in a policy cycle, by its letter or its id.

        With ``cycle`` None, return the plans whose cycle is not known.
        """
        indexes = self._indexes.by_priority.get((cycle, code), ())
        return tuple(index.plan for index in indexes)

    def action(self, plan: Plan, number: str) -> Action | None:
        """Return the action of this plan with this number, or None if it has none; see ``plan.action`` for an error."""
        return plan.find_action(number)

    def goal(self, plan: Plan, number: str) -> StrategicGoal | None:
        """Return the strategic goal of this plan with this number, or None."""
        return plan.find_goal(number)

    def resolve(self, plan: Plan, ref: Ref) -> Resolution:
        """Resolve a reference in a plan of the portfolio.

        ``ref.plan`` is the id of a plan, or the letter or id of a priority of the same cycle: this means all its plans
        whose period has a day in common with this plan's. A plan that names no cycle belongs to the one in which its
        period begins; if none is known, only the letter and the period count.

        Raises:
            UnknownIdError: The plan does not belong to the portfolio.
        """
        return self._indexes.resolve(self._index(plan), ref)

    def priority(self, plan: Plan, ref: Ref) -> str | None:
        """Return the code of the priority that a reference leads to; None if it stays in a plan without a priority.

        For a plan that is not loaded, return its id up to the first hyphen, such as ``B`` of ``B-2012``.

        Raises:
            UnknownIdError: The plan does not belong to the portfolio.
        """
        return self._indexes.priority(self._index(plan), ref)

    def links(self, plan: Plan) -> PlanLinks:
        """Return the links of a plan in both directions, with their states.

        Raises:
            UnknownIdError: The plan does not belong to the portfolio.
        """
        return self._connections.of(self._index(plan))

    def counts(self, plan: Plan) -> Mapping[str, tuple[Count, ...]]:
        """Return what the KPIs of a plan count, by the thing that is counted ("arrests").

        Raises:
            UnknownIdError: The plan does not belong to the portfolio.
        """
        return self._index(plan).counts

    def shared_goals(self, plan: Plan) -> tuple[SharedGoal, ...]:
        """Return the goals of a plan that other plans of its priority and cycle contain too, in document order.

        A common horizontal goal is shared by all plans of the cycle that contain it.

        Raises:
            UnknownIdError: The plan does not belong to the portfolio.
        """
        home = self._index(plan)
        words = home.placement.words
        goals = (
            self._shared_goal((home.placement.cycle_id, COMMON if is_common(goal.number) else words[0]), goal)
            for goal in plan.goals
            if words or is_common(goal.number)
        )
        return tuple(shared for shared in goals if len(shared.plans) > 1)

    @cached_property
    def _shared_goals(self) -> dict[tuple[object, ...], SharedGoal]:
        return {}

    def _shared_goal(self, priority: tuple[str | None, str], goal: StrategicGoal) -> SharedGoal:
        """Return the plans that contain a goal; computed once per validity, not once per plan."""
        key = (*priority, goal.number, goal.valid)
        if key not in self._shared_goals:
            common = is_common(goal.number)
            containing = (
                self._indexes.by_common_goal.get((str(priority[0]), goal.number), ())
                if common
                else self._indexes.by_priority.get(priority, ())
            )
            self._shared_goals[key] = _shared(goal, containing)
        return self._shared_goals[key]

    @property
    def covered_goals(self) -> tuple[CoveredGoal, ...]:
        """All strategic goals of the plans with the actions that serve them; a goal of several plans is listed once."""
        return tuple(self._coverages.goals)

    def coverage(self, plan: Plan) -> Coverage:
        """Return the goals of a plan with the actions of all plans of its priority, and its dependencies.

        Raises:
            UnknownIdError: The plan does not belong to the portfolio.
        """
        return self._coverages.of(self._index(plan))

    def predecessors(self, plan: Plan) -> tuple[Plan, ...]:
        """Return the plans that this one follows: the last plans of its priority that end before it begins.

        If the portfolio has none in the policy cycle, return those of the priorities that this one continues, in the
        nearest earlier cycle that has any. The plans that its actions say they continue are added. There may be
        several, because a priority may have several plans at a time, or continue several priorities.

        Raises:
            UnknownIdError: The plan does not belong to the portfolio.
        """
        return tuple(index.plan for index in self._predecessors.of(self._index(plan)))

    def lineage(self, plan: Plan) -> tuple[Lineage, ...]:
        """Return what became of the actions of each plan that this one follows.

        Raises:
            UnknownIdError: The plan does not belong to the portfolio.
        """
        followed = self.predecessors(plan)
        if not followed:
            return ()
        from empact.analysis.portfolio.lineages import lineage

        return tuple(lineage(earlier, plan) for earlier in followed)

    def _index(self, plan: Plan) -> PlanIndex:
        index = self._indexes.of(plan)
        if index is None:
            raise UnknownIdError("Plan", plan.id, self._indexes.by_id)
        return index


def _shared(goal: StrategicGoal, indexes: Sequence[PlanIndex]) -> SharedGoal:
    candidates = [(index.plan, index.goals[goal.number].value) for index in indexes if goal.number in index.goals]
    pairs = [
        (plan, other) for plan, other in candidates if isinstance(other, StrategicGoal) and _hold_together(goal, other)
    ]
    return SharedGoal(
        number=goal.number, plans=tuple(plan for plan, _ in pairs), goals=tuple(other for _, other in pairs)
    )


def _hold_together(one: StrategicGoal, other: StrategicGoal) -> bool:
    """Whether the validity of two goals overlaps; a goal without dates may overlap with any."""
    return one.valid is None or other.valid is None or one.valid.overlaps(other.valid)
