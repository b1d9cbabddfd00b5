"""Hypothesis strategies for plans and portfolios, and for the values in them.

:func:`plans` generates any plan that a file can contain, including contradictions; :func:`linked_plans` generates
consistent plans. Numbers and ids are drawn before the links to them. Sizes are bounded.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar, cast

import attrs
from hypothesis import strategies as st

from empact import grammar
from empact.analysis import Portfolio
from empact.model import (
    Action,
    ActionStatus,
    Emphasis,
    EmphasisStyle,
    FlowDirection,
    FrozenMap,
    Kpis,
    Link,
    Links,
    Parties,
    Period,
    Phase,
    Plan,
    PolicyCycle,
    Priority,
    Prose,
    Ref,
    Span,
    StrategicGoal,
    Targets,
    Timing,
    Window,
)
from empact.serde.cells import NOTATIONS
from empact.testing.values import CELLS, TRAPS, cells, item_types, numbers, of, texts, values

__all__ = [
    "CELLS",
    "TRAPS",
    "item_types",
    "linked_plans",
    "numbers",
    "of",
    "plans",
    "portfolios",
    "texts",
    "values",
]

C = TypeVar("C", Parties, Timing, Targets, Kpis)
_ACTIONS, _GOALS, _PLANS = st.integers(0, 6), st.integers(1, 3), st.integers(1, 3)


def _links(goals: Sequence[str], actions: Sequence[str]) -> st.SearchStrategy[Links]:
    """Links, about half of which lead to an existing goal or action."""
    ends = [Ref(goal=goal) for goal in goals] + [Ref(action=action) for action in actions]
    inner = values(Link, to=st.sampled_from(ends)) if ends else values(Link)
    items = st.lists(cast("st.SearchStrategy[Link]", inner) | of(Link), max_size=3).map(tuple)
    return cells(Links) | st.builds(Links, items=items)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Any plans, including contradictory ones: numbers can be duplicates, and links can have no destination."""
    goals = draw(st.lists(numbers, max_size=3))
    actions = draw(st.lists(numbers, max_size=3))
    goal = st.sampled_from(goals) | st.none() | numbers if goals else st.none() | numbers
    links = _links(goals, actions)
    plan = values(
        Plan,
        goals=st.tuples(*(values(StrategicGoal, number=st.just(number)) for number in goals)),
        actions=st.tuples(*(values(Action, number=st.just(number), goal=goal, links=links) for number in actions)),
    )
    return cast("Plan", draw(plan))


def linked_plans(
    *, actions: int | st.SearchStrategy[int] = _ACTIONS, goals: int | st.SearchStrategy[int] = _GOALS
) -> st.SearchStrategy[Plan]:
    """Consistent plans with the given numbers of actions and strategic goals.

    Numbers are unique. Every action belongs to a goal of the plan. Every link leads to an existing goal, phase or other
    action, under the same goal or another one, and no actions depend on each other in a cycle. All parties are known,
    and every timing is in the period.
    """
    return _linked("X", _size(actions), _size(goals))


def portfolios(
    *,
    plans: int | st.SearchStrategy[int] = _PLANS,
    actions: int | st.SearchStrategy[int] = _ACTIONS,
    goals: int | st.SearchStrategy[int] = _GOALS,
) -> st.SearchStrategy[Portfolio]:
    """Portfolios of plans from :func:`linked_plans`, with one policy cycle, different ids and links between plans.

    Every link has a destination. There are at most 26 plans, one for each letter.
    """
    return _portfolio(_size(plans), _size(actions), _size(goals))


@st.composite
def _portfolio(
    draw: st.DrawFn, plans: st.SearchStrategy[int], actions: st.SearchStrategy[int], goals: st.SearchStrategy[int]
) -> Portfolio:
    together: list[Plan] = []
    for letter in _LETTERS[: draw(plans)]:
        added = draw(_linked(letter, actions, goals))
        for index, other in enumerate(together):
            together[index], added = _linked_to(draw, other, added), _linked_to(draw, added, other)
        together.append(added)
    return Portfolio(tuple(together))


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CYCLE = PolicyCycle(
    id="2026-2029",
    period=Span(start=dt.date(2026, 1, 1), end=dt.date(2029, 12, 31)),
    status_words=FrozenMap({"in delivery": ActionStatus.LIVE}),
)
_PERIOD = Span(start=dt.date(2026, 1, 1), end=dt.date(2026, 12, 31))
_MONTHS = 12


def _size(given: int | st.SearchStrategy[int]) -> st.SearchStrategy[int]:
    return st.just(given) if isinstance(given, int) else given


@functools.cache
def _pool(cell: type[C], *written: str) -> st.SearchStrategy[C]:
    """Cells of a class, parsed from these texts."""
    return st.sampled_from([cell(text=text or None, items=NOTATIONS[cell].cell(text).items) for text in written])


def _leaders() -> st.SearchStrategy[Parties]:
    return _pool(Parties, "HU", "HU, AT", "Europol", "Frontex", "IT (tbc: staff)", "EC")


def _participants() -> st.SearchStrategy[Parties]:
    return _pool(Parties, "", "All MS", "SI, SK", "Relevant MS", "EL, BG, Eurojust", "RS (if: an agreement exists)")


def _timing() -> st.SearchStrategy[Timing]:
    return _pool(Timing, "", "Whole year", "April/May/June", "March to May", "2nd quarter", "from May", "ongoing")


def _targets() -> st.SearchStrategy[Targets]:
    return _pool(Targets, "", "A map of 10 routes.", "Reduce the flow by 10%.")


def _kpis() -> st.SearchStrategy[Kpis]:
    return _pool(
        Kpis,
        "",
        "KPI: Number of operations",
        "KPI: 10 reports; report finalised by June",
        "KPI 1: Number of seizures: at least 50 per quarter (baseline 2011: 45)\nKPI 2: Value of assets frozen (EUR)",
        "KPI: Cumulative number of arrests, number of hits and hit rate",
        "KPI: Number of arrests / detected persons\n30 searches/12 arrests",
    )


_SENTENCES = st.sampled_from(["Exchange information on new routes.", "Plan a joint operation.[^1]", "Train\n\n- staff"])
_WORDS = _SENTENCES | texts
_PRINTED = [
    Prose(text="Train staff in the 1st quarter (tbc)", emphasis=emphasis)
    for emphasis in (
        (Emphasis(words="(tbc)", style=EmphasisStyle.BOLD), Emphasis(words="(tbc)", style=EmphasisStyle.UNDERLINE)),
        (Emphasis(words="st", within="1st", style=EmphasisStyle.SUPERSCRIPT),),
        (Emphasis(style=EmphasisStyle.ITALIC),),
    )
]
_PROSE = _WORDS.map(lambda text: Prose(text=text)) | st.sampled_from(_PRINTED)
_WRITTEN = st.booleans()
_PHASES = st.sampled_from([0, 0, 0, 2, 3])
_FLOWS = st.booleans()


@st.composite
def _linked(draw: st.DrawFn, letter: str, actions: st.SearchStrategy[int], goals: st.SearchStrategy[int]) -> Plan:
    last = draw(goals)
    own = [str(number + 1) for number in range(last)]
    placed = st.integers(1, last)
    under = [str(number) for number in sorted(draw(placed) for _ in range(draw(actions) if own else 0))]
    phases = {number: draw(_PHASES) for number in _numbered(under)}
    ends = list(_ends(own, phases))
    some = st.lists(st.integers(0, len(ends) - 1), max_size=3, unique=True)
    at = {to.action: index for index, to in enumerate(ends) if to.phase is None}
    linked = [[(ends[index], index > at[number]) for index in draw(some)] for number in phases]
    return Plan(
        id=f"{letter}-2026",
        title=draw(texts),
        cycle=_CYCLE,
        priority=Priority(code=letter),
        period=_PERIOD,
        marking=draw(st.sampled_from([None, "LIMITE", "RESTREINT UE/EU RESTRICTED"])),
        driver=draw(_leaders()),
        goals=tuple(StrategicGoal(number=number, body=draw(_PROSE)) for number in own),
        actions=tuple(
            _action(draw, goal, number, count, to)
            for goal, (number, count), to in zip(under, phases.items(), linked, strict=True)
        ),
    )


def _numbered(goals: Iterable[str]) -> Iterator[str]:
    """Return the numbers of actions under these goals: ``1.1``, ``1.2``, ``2.1``."""
    counts: dict[str, int] = {}
    for goal in goals:
        counts[goal] = counts.get(goal, 0) + 1
        yield f"{goal}.{counts[goal]}"


def _ends(goals: Iterable[str], phases: dict[str, int]) -> Iterator[Ref]:
    """Return everything in a plan that a link can lead to."""
    for goal in goals:
        yield Ref(goal=goal)
    for number, count in phases.items():
        yield Ref(action=number)
        yield from (Ref(action=number, phase=str(phase + 1)) for phase in range(count))


def _action(draw: st.DrawFn, goal: str, number: str, phases: int, linked: Iterable[tuple[Ref, bool]]) -> Action:
    links = tuple(_link(draw, to, phases, later=later) for to, later in linked if to.action != number)
    written: bool = bool(links) and draw(_WRITTEN)
    return Action(
        number=number,
        goal=goal,
        activity=draw(_PROSE),
        leaders=draw(_leaders()),
        participants=draw(_participants()),
        links=_read(_columns(links)) if written else Links(items=links),
        timing=_phased(draw, phases) if phases else draw(_timing()),
        target=draw(_targets()),
        kpis=draw(_kpis()),
        phases=tuple(Phase(number=str(phase + 1)) for phase in range(phases)),
    )


def _link(draw: st.DrawFn, to: Ref, phases: int, *, later: bool) -> Link:
    """Draw a link; its flow leads from an action to a later one, so that there are no cycles."""
    if to.action is None or not draw(_FLOWS):
        return Link(to=to)
    return Link(to=to, flow=FlowDirection.FEEDS if later else FlowDirection.USES, phase=str(phases) if phases else None)


def _columns(links: Iterable[Link]) -> str:
    """Format links as in the two columns of the table."""
    goals = [str(link) for link in links if link.to.goal is not None]
    actions = [str(link) for link in links if link.to.goal is None]
    return f"{', '.join(goals)}; {', '.join(actions)}" if actions else ", ".join(goals)


def _read(text: str) -> Links:
    return grammar.parse_links(text)


def _phased(draw: st.DrawFn, phases: int) -> Timing:
    """Draw a timing with one month for each phase, in order."""
    first = draw(st.integers(1, _MONTHS - phases))
    return Timing(
        items=tuple(Period(windows=(Window(first=first + phase),), phase=str(phase + 1)) for phase in range(phases))
    )


def _linked_to(draw: st.DrawFn, plan: Plan, other: Plan) -> Plan:
    """Draw links from actions of a plan to another plan, by its letter or by its id, and add them to the plan."""
    if not plan.actions:
        return plan
    parts = [Ref(goal="*"), *(Ref(goal=goal.number) for goal in other.goals)]
    parts += [Ref(action=action.number) for action in other.actions]
    changed = list(plan.actions)
    ends = st.tuples(st.integers(0, len(changed) - 1), st.sampled_from([other.id[0], other.id]), st.sampled_from(parts))
    for index, name, to in draw(st.lists(ends, max_size=2)):
        action = changed[index]
        links = Links(items=(*action.links.items, Link(to=attrs.evolve(to, plan=name))))
        changed[index] = attrs.evolve(action, links=links)
    return attrs.evolve(plan, actions=tuple(changed))
