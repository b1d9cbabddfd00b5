"""Dependencies: with which other priorities a plan overlaps, by its own words, its links, and the words of others."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence

import attrs

from empact.analysis.portfolio.connections import Connection, PlanLinks
from empact.analysis.portfolio.resolving import PlanIndex, PortfolioIndex
from empact.diagnostics import Pointer
from empact.model import Plan
from empact.reprs import short_repr


class DependencyState(enum.Enum):
    """How an overlap with another priority stands.

    ``UNUSED`` is what the plan declares (section 2) and no action links to; ``UNDECLARED`` what actions link to and the
    plan does not declare; ``ONLY_THERE`` what nothing but another plan says of this one.
    """

    USED = "used"
    UNUSED = "unused"
    UNDECLARED = "undeclared"
    ONLY_THERE = "only-there"


@attrs.frozen(kw_only=True)
class Dependency:
    """An overlap of a plan with another priority.

    ``declared`` points at the inter-dependency that the plan declares, None where it does not. ``links`` are those of
    its actions that lead there, and ``named_by`` the plans of that priority that declare the overlap from their end.
    """

    plan: Plan = attrs.field(repr=False)
    priority: str
    name: str | None = None
    declared: Pointer | None = None
    links: tuple[Connection, ...] = attrs.field(default=(), repr=False)
    named_by: tuple[Plan, ...] = attrs.field(default=(), repr=False)

    __repr__ = short_repr

    @property
    def state(self) -> DependencyState:
        """How the overlap stands."""
        if self.declared is not None:
            return DependencyState.USED if self.links else DependencyState.UNUSED
        return DependencyState.UNDECLARED if self.links else DependencyState.ONLY_THERE


@attrs.define(kw_only=True)
class _Other:
    """Another priority, and what is known of the overlap with it so far."""

    priority: str
    name: str | None = None
    declared: Pointer | None = None
    links: list[Connection] = attrs.field(factory=list[Connection])
    named_by: list[Plan] = attrs.field(factory=list[Plan])


def dependencies(shelf: PlanIndex, shelves: PortfolioIndex, links: PlanLinks) -> tuple[Dependency, ...]:
    """The overlaps of a plan: those that it declares in its order, then those that it does not."""
    plan = shelf.plan
    own = None if plan.priority is None else plan.priority.code
    found: list[_Other] = []
    by_word: dict[str, list[_Other]] = {}
    by_plan: dict[int, list[_Other]] = {}
    for index, said in enumerate(plan.interdependencies):
        at = Pointer(f"/interdependencies/{index}")
        other = _Other(priority=said.priority, name=said.name, declared=at)
        found.append(other)
        by_word.setdefault(said.priority, []).append(other)
        for there in shelves.meant(shelf, said.priority).shelves:
            by_plan.setdefault(there.position, []).append(other)
    undeclared: dict[str, _Other] = {}
    for one in links.declared:
        if one.ref.plan is not None:
            plans = [there.position for there in shelves.meant(shelf, one.ref.plan).shelves]
            words = (one.resolution.priority, shelves.priority(shelf, one.ref), one.ref.plan)
            declared = list(_matching(words, plans, by_word, by_plan))
            code = one.resolution.priority
            known = one.crosses and not one.to_the_past  # a plan overlaps with none that is over
            if not declared and known and code is not None and own not in {code, one.ref.plan}:
                declared = [undeclared.setdefault(code, _Other(priority=code))]
            for other in declared:
                other.links.append(one)
    for naming in links.overlapping:
        code = None if naming.priority is None else naming.priority.code
        position = shelves.of(naming)
        declared = by_word.get(code or "", []) if position is None else by_plan.get(position.position, [])
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
        for other in (*found, *undeclared.values())
    )


def _matching(
    words: Sequence[str | None],
    plans: Sequence[int],
    by_word: dict[str, list[_Other]],
    by_plan: dict[int, list[_Other]],
) -> Iterator[_Other]:
    """What a plan declares of a link: by the code of the priority, the word in the link, or the plans at hand."""
    told: list[_Other] = []
    for other in (
        *(one for word in dict.fromkeys(words) if word is not None for one in by_word.get(word, ())),
        *(one for plan in plans for one in by_plan.get(plan, ())),
    ):
        if all(other is not one for one in told):
            told.append(other)
            yield other
