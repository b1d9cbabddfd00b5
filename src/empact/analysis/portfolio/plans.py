"""Portfolio: one or more plans, analysed together with one index over all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from empact.arguments import check_date, check_text, check_type, write_text
from empact.errors import UnknownIdError
from empact.model import Action, Plan, Ref, StrategicGoal
from empact.model.links import COMMON, is_common
from empact.reprs import call_repr, format_value
from empact.values import value

if TYPE_CHECKING:  # what is derived from the plans is imported when it is asked for
    from empact.analysis.portfolio.connections import Connections, PlanLinks
    from empact.analysis.portfolio.counting import Count
    from empact.analysis.portfolio.coverage import Coverage, Coverages, CoveredGoal
    from empact.analysis.portfolio.lineages import Lineage
    from empact.analysis.portfolio.resolving import PlanIndex, PortfolioIndex, Resolution
    from empact.analysis.portfolio.succession import Predecessors


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


def _each_once(plans: tuple[Plan, ...]) -> tuple[Plan, ...]:
    """Return plans without those that are given a second time; two plans that are equal are both kept."""
    return tuple({id(plan): plan for plan in plans}.values())


@value
class Portfolio:
    """Plans that are analysed together; a portfolio may have only one plan.

    The same plan, given twice, counts once. Two plans may have the same id, such as two revisions: a reference by that
    id then leads to both, and :meth:`plan` returns the first.

    >>> import empact
    >>> plan = empact.load("oap-c-2012")
    >>> portfolio = empact.Portfolio((plan,))
    >>> len(portfolio), portfolio.plan("C-2012") is plan
    (1, True)
    """

    plans: tuple[Plan, ...]
    """The plans, in the order in which they were given."""

    def __attrs_post_init__(self) -> None:
        check_type("The plans of a Portfolio", "a tuple of plans", tuple, self.plans)
        for plan in self.plans:
            check_type("Each part of a Portfolio", "a Plan", Plan, plan)
        object.__setattr__(self, "plans", _each_once(self.plans))

    def __repr__(self) -> str:
        return call_repr(self, (format_value(plan.id) for plan in self.plans))

    def __iter__(self) -> Iterator[Plan]:
        return iter(self.plans)

    def __len__(self) -> int:
        return len(self.plans)

    def in_force(self, as_of: dt.date | None = None) -> Portfolio:
        """Return the portfolio without the revisions of plans that are not in force on a day.

        Revisions have one plan id and different document numbers. In force is the newest one whose cover is dated on or
        before the day; without a day, the newest of all. Before the first one is dated, it is that one. Beside dated
        covers, one without a date is never in force.

        >>> import empact
        >>> portfolio = empact.portfolio("oap-c-2012")
        >>> portfolio.in_force() == portfolio
        True
        """
        from empact.analysis.portfolio.in_force import in_force  # most portfolios have one revision of each plan

        check_date("as_of", as_of)
        plans = in_force(self.plans, as_of)
        return self if len(plans) == len(self.plans) else Portfolio(plans)

    @cached_property
    def _own(self) -> frozenset[int]:
        """The plans by ``id()``: the portfolio keeps them alive."""
        return frozenset(map(id, self.plans))

    @cached_property
    def _indexes(self) -> PortfolioIndex:
        from empact.analysis.portfolio.resolving import PortfolioIndex

        return PortfolioIndex(self.plans)

    @cached_property
    def _connections(self) -> Connections:
        from empact.analysis.portfolio.connections import Connections

        return Connections(self._indexes)

    @cached_property
    def _coverages(self) -> Coverages:
        from empact.analysis.portfolio.coverage import Coverages

        return Coverages(self._indexes, self._connections)

    @cached_property
    def _predecessors(self) -> Predecessors:
        from empact.analysis.portfolio.succession import Predecessors

        return Predecessors(self._indexes)

    def plan(self, plan: Plan | str) -> Plan:
        """Return the plan with this id (the first, if several have it), or this plan itself.

        Raises:
            UnknownIdError: No plan of the portfolio has it; the message names the closest one.
            TypeError: It is neither a plan nor a text.
        """
        if not isinstance(plan, str) and id(plan) in self._own:  # the context of a plan then needs no index
            return plan
        return self._index(plan).plan

    def of_priority(self, cycle: str | None, code: str) -> tuple[Plan, ...]:
        """Return the plans of a priority in a policy cycle, by its letter or its id.

        There are none if no plan of the portfolio serves the priority in this cycle.

        Args:
            cycle: The id of the policy cycle, such as ``2011-2013``. None for the plans whose cycle is not known.
            code: The letter or the id of the priority.

        Raises:
            UnknownIdError: No plan of the portfolio has the cycle, or none has the priority in any cycle, and neither
                does empact know it.
        """
        if cycle is not None:
            check_text("The cycle", cycle)
        check_text("The code", code)
        indexes = self._indexes.by_priority.get((cycle, code), ())
        if not indexes:
            self._check_priority(cycle, code)
        return tuple(index.plan for index in indexes)

    def _check_priority(self, cycle: str | None, code: str) -> None:
        """Raise an UnknownIdError for a cycle or a priority that neither a plan of the portfolio nor empact knows."""
        from empact.reference import cycles

        known = {known.id: known for known in cycles()}
        own = {own for own, _ in self._indexes.by_priority}
        if cycle not in {None, *own, *known}:
            raise UnknownIdError("Policy cycle", str(cycle), sorted({*filter(None, own), *known}))
        priorities = [priority for each in known.values() for priority in each.priorities]
        codes = {word for _, word in self._indexes.by_priority}
        codes |= {word for priority in priorities for word in (priority.id, priority.code)}
        if code not in codes:
            raise UnknownIdError("Priority", code, sorted(codes))

    def find_action(self, plan: Plan | str, number: str) -> Action | None:
        """Return the action of a plan with this number, or None if it has none; see ``plan.action`` for an error.

        Raises:
            UnknownIdError: The portfolio has no such plan.
        """
        return self.plan(plan).find_action(number)

    def find_goal(self, plan: Plan | str, number: str) -> StrategicGoal | None:
        """Return the strategic goal of a plan with this number, or None; see ``plan.goal`` for an error.

        Raises:
            UnknownIdError: The portfolio has no such plan.
        """
        return self.plan(plan).find_goal(number)

    def resolve(self, plan: Plan | str, ref: Ref) -> Resolution:
        """Resolve a reference in a plan of the portfolio.

        ``ref.plan`` is the id of a plan, or the letter or id of a priority of the same cycle: this means all its plans
        whose period has a day in common with this plan's. A plan that names no cycle belongs to the one in which its
        period begins; if none is known, only the letter and the period count.

        Raises:
            UnknownIdError: The portfolio has no such plan.
        """
        check_type("The ref", "a Ref", Ref, ref, _write_ref)
        return self._indexes.resolve(self._index(plan), ref)

    def priority(self, plan: Plan | str, ref: Ref) -> str | None:
        """Return the code of the priority that a reference leads to; None if it stays in a plan without a priority.

        For a plan that is not loaded, return its id up to the first hyphen, such as ``B`` of ``B-2012``.

        Raises:
            UnknownIdError: The portfolio has no such plan.
        """
        check_type("The ref", "a Ref", Ref, ref, _write_ref)
        return self._indexes.priority(self._index(plan), ref)

    def links(self, plan: Plan | str) -> PlanLinks:
        """Return the links of a plan in both directions, with their states.

        >>> import empact
        >>> plan = empact.load("oap-c-2012")
        >>> len(empact.portfolio("oap-c-2012").links(plan).one_way)
        10

        Raises:
            UnknownIdError: The portfolio has no such plan.
        """
        return self._connections.of(self._index(plan))

    def counts(self, plan: Plan | str) -> Mapping[str, tuple[Count, ...]]:
        """Return what the KPIs of a plan count, by the thing that is counted ("arrests").

        Raises:
            UnknownIdError: The portfolio has no such plan.
        """
        return self._index(plan).counts

    def shared_goals(self, plan: Plan | str) -> tuple[SharedGoal, ...]:
        """Return the goals of a plan that other plans of its priority and cycle contain too, in document order.

        A common horizontal goal is shared by all plans of the cycle that contain it.

        Raises:
            UnknownIdError: The portfolio has no such plan.
        """
        home = self._index(plan)
        words = home.placement.words
        goals = (
            self._shared_goal((home.placement.cycle_id, COMMON if is_common(goal.number) else words[0]), goal)
            for goal in home.plan.goals
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

    def coverage(self, plan: Plan | str) -> Coverage:
        """Return the goals of a plan with the actions of all plans of its priority, and its dependencies.

        Raises:
            UnknownIdError: The portfolio has no such plan.
        """
        return self._coverages.of(self._index(plan))

    def predecessors(self, plan: Plan | str) -> tuple[Plan, ...]:
        """Return the plans that this one follows: the last plans of its priority that end before it begins.

        If the portfolio has none in the policy cycle, return those of the priorities that this one continues, in the
        nearest earlier cycle that has any. The plans that its actions say they continue are added. There may be
        several, because a priority may have several plans at a time, or continue several priorities.

        Raises:
            UnknownIdError: The portfolio has no such plan.
        """
        return tuple(index.plan for index in self._predecessors.of(self._index(plan)))

    def lineage(self, plan: Plan | str) -> tuple[Lineage, ...]:
        """Return what became of the actions of each plan that this one follows.

        Raises:
            UnknownIdError: The portfolio has no such plan.
        """
        followed = self.predecessors(plan)
        if not followed:
            return ()
        from empact.analysis.portfolio.lineages import lineage

        later = self.plan(plan)
        return tuple(lineage(earlier, later) for earlier in followed)

    def _index(self, plan: Plan | str) -> PlanIndex:
        """Return the index of a plan of the portfolio, or of the first plan with an id.

        Raises:
            UnknownIdError: The portfolio has no such plan; the message names the closest id.
            TypeError: It is neither a plan nor a text.
        """
        if isinstance(plan, str):
            index = next(iter(self._indexes.by_id.get(plan, ())), None)
        else:
            check_type("The plan", "a Plan of the portfolio or its id", Plan, plan, write_text)
            index = self._indexes.of(plan)
        if index is not None:
            return index
        name = plan if isinstance(plan, str) else plan.id
        hint = None if name not in self._indexes.by_id else "The portfolio has another plan with this id."
        raise UnknownIdError("Plan", name, self._indexes.by_id, hint=hint)


def _write_ref(value: object) -> str | None:
    return f"Ref(action={value!r})" if isinstance(value, str) else None


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
