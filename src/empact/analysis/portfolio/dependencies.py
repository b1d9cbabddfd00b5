"""Dependencies: the overlaps of a plan with other priorities, as declared, as linked, and as declared by others."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence

import attrs

from empact.analysis.portfolio.connections import Connection, PlanLinks
from empact.analysis.portfolio.placements import placement
from empact.analysis.portfolio.resolving import PlanIndex, PortfolioIndex
from empact.diagnostics import Pointer
from empact.model import Plan
from empact.values import listed, value


class DependencyState(enum.Enum):
    """The state of an overlap with another priority.

    ``USED`` is declared in the plan (section 2), and actions link to it. ``UNUSED`` is declared, but no action links to
    it. ``UNDECLARED`` has links, but is not declared. ``ONLY_THERE`` is declared by another plan only.
    """

    USED = "used"
    UNUSED = "unused"
    UNDECLARED = "undeclared"
    ONLY_THERE = "only-there"


@value(kw_only=True)
class Dependency:
    """An overlap of a plan with another priority, as declared, as linked, and as declared by the other side."""

    plan: Plan = attrs.field(repr=False)
    """The plan that overlaps with the priority."""
    priority: str
    """The code of the other priority."""
    name: str | None = None
    """The name of the other priority as the plan declares it; None if it gives none."""
    declared: Pointer | None = None
    """The pointer of the inter-dependency in the plan; None if the plan does not declare it."""
    links: tuple[Connection, ...] = attrs.field(default=(), repr=False)
    """The links of the plan's actions to that priority."""
    named_by: tuple[Plan, ...] = attrs.field(default=(), repr=False)
    """The plans of that priority that declare the overlap."""

    @listed
    def state(self) -> DependencyState:
        """The state of the overlap."""
        if self.declared is not None:
            return DependencyState.USED if self.links else DependencyState.UNUSED
        return DependencyState.UNDECLARED if self.links else DependencyState.ONLY_THERE


@attrs.define(kw_only=True)
class _Other:
    """Another priority, with what is known so far about the overlap with it."""

    priority: str
    name: str | None = None
    declared: Pointer | None = None
    links: list[Connection] = attrs.field(factory=list[Connection])
    named_by: list[Plan] = attrs.field(factory=list[Plan])


def dependencies(index: PlanIndex, indexes: PortfolioIndex, links: PlanLinks) -> tuple[Dependency, ...]:
    """Return the overlaps of a plan: those that it declares, in its order, then the others."""
    plan = index.plan
    own = index.placement.code
    overlaps: list[_Other] = []
    by_word: dict[str, list[_Other]] = {}
    by_plan: dict[int, list[_Other]] = {}
    for position, stated in enumerate(plan.interdependencies):
        at = Pointer(f"/interdependencies/{position}")
        other = _Other(priority=stated.priority, name=stated.name, declared=at)
        overlaps.append(other)
        by_word.setdefault(stated.priority, []).append(other)
        for there in indexes.resolve_plans(index, stated.priority).indexes:
            by_plan.setdefault(there.position, []).append(other)
    undeclared: dict[str, _Other] = {}
    for connection in links.declared:
        if connection.ref.plan is not None:
            plans = [there.position for there in indexes.resolve_plans(index, connection.ref.plan).indexes]
            words = (connection.resolution.priority, indexes.priority(index, connection.ref), connection.ref.plan)
            declared = list(_matching(words, plans, by_word, by_plan))
            code = connection.resolution.priority
            known = connection.crosses and not connection.to_the_past  # a plan does not overlap with one that is over
            if not declared and known and code is not None and own not in {code, connection.ref.plan}:
                declared = [undeclared.setdefault(code, _Other(priority=code))]
            for other in declared:
                other.links.append(connection)
    for naming in links.overlapping:
        other_index = indexes.of(naming)
        code = (placement(naming) if other_index is None else other_index.placement).code
        declared = by_word.get(code or "", []) if other_index is None else by_plan.get(other_index.position, [])
        if not declared and code is not None and code != own:
            declared = by_word.get(code) or [undeclared.setdefault(code, _Other(priority=code))]
        for other in declared:
            other.named_by.append(naming)
    return tuple(
        Dependency(
            plan=plan,
            priority=other.priority,
            name=other.name,
            declared=other.declared,
            links=tuple(other.links),
            named_by=tuple(other.named_by),
        )
        for other in (*overlaps, *undeclared.values())
    )


def _matching(
    words: Sequence[str | None],
    plans: Sequence[int],
    by_word: dict[str, list[_Other]],
    by_plan: dict[int, list[_Other]],
) -> Iterator[_Other]:
    """Return the declared overlaps that a link belongs to, by the words for its priority or by its plans."""
    matching: list[_Other] = []
    for other in (
        *(other for word in dict.fromkeys(words) if word is not None for other in by_word.get(word, ())),
        *(other for plan in plans for other in by_plan.get(plan, ())),
    ):
        if all(other is not match for match in matching):
            matching.append(other)
            yield other
