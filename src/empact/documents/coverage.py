"""The coverage: which actions serve which goal in which year, and which inter-dependencies are used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from empact.analysis import Connection, CoveredGoal, Dependency, GoalService, PlanContext, Portfolio, PortfolioContext
from empact.analysis.columns import format_line
from empact.analysis.facts import check_context
from empact.documents.headings import about_plans
from empact.documents.language import Words, words_in
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Document, Section, Text
from empact.model import Span

_NOT_LOADED = "no plan is loaded"
_ABSENT = "Goals of {group}: also valid in {years}, for which no plan is loaded."


def build_coverage(ctx: PlanContext | PortfolioContext, *, language: str = "en") -> Document:
    """Return the actions that serve each goal, by year, the goals without any, and the inter-dependencies.

    An action serves the goal that it is listed under. Actions that only link to a goal are listed apart; they do not
    serve it. A goal that is valid for several years is shown once, with its plans.

    Args:
        ctx: The plans.
        language: The language of the fixed words.
    """
    check_context("build_coverage()", ctx)
    words = words_in(language)
    portfolio = Portfolio((ctx.plan,)) if isinstance(ctx, PlanContext) else ctx.portfolio
    goals = portfolio.covered_goals
    groups = _groups(goals, words)
    absent = {name: _common_gaps(group) for name, group in groups.items()}
    sections = [*_cover(goals, absent, words)]
    for number, (name, group) in enumerate(groups.items(), 1):
        rows = [row for goal in group for row in _rows(goal, absent[name])]
        title = words("Goals of {group}", group=name)
        sections.append(
            Section(key=f"goals-{number}", title=title, body=table(_columns(words), rows, key=_row_key, words=words))
        )
    sections += [*_unserved(goals, words), *_dependencies(portfolio, words)]
    if not sections:
        empty = Text((words("The plans have no goals and no inter-dependencies."),))
        sections.append(Section(key="empty", title=words("Goals"), body=empty))
    return Document(sections=tuple(sections), **about_plans("coverage", "Coverage of {plans}", ctx, words))


def _groups(goals: Iterable[CoveredGoal], words: Words) -> dict[str, list[CoveredGoal]]:
    """Return the goals by their priority and policy cycle; those without a priority by their plans."""
    groups: dict[str, list[CoveredGoal]] = {}
    for goal in goals:
        if goal.priority is None:
            name = ", ".join(dict.fromkeys(plan.id for plan in goal.plans))
        elif goal.cycle is None:
            name = words("priority {priority}", priority=goal.priority)
        else:
            name = words("priority {priority}, {cycle}", priority=goal.priority, cycle=goal.cycle)
        groups.setdefault(name, []).append(goal)
    return groups


def _common_gaps(group: Sequence[CoveredGoal]) -> tuple[Span, ...]:
    """Return the days without a loaded plan that all goals of a group have in common."""
    gaps = [goal.missing for goal in group]
    return tuple(span for span in gaps[0] if all(span in others for others in gaps))


def _cover(goals: Sequence[CoveredGoal], absent: dict[str, tuple[Span, ...]], words: Words) -> Iterator[Section]:
    """Yield how many goals are served, and for which years no plan of the goals is loaded; nothing without goals."""
    unserved = [_name(goal.services[-1]) for goal in goals if not goal.served]
    number = words("1 goal") if len(goals) == 1 else words("{number} goals", number=len(goals))
    sentences: list[str] = []
    if unserved:
        sentences.append(words("{goals}; no action serves {unserved}.", goals=number, unserved=", ".join(unserved)))
    elif goals:
        sentences.append(words("{goals}, each served by at least one action.", goals=number))
    sentences += [words(_ABSENT, group=name, years=_years(span)) for name, spans in absent.items() for span in spans]
    if sentences:
        yield Section(key="summary", title=words("Summary"), body=Text(tuple(sentences)))


class _Row(NamedTuple):
    """A goal in one plan, or in years without a loaded plan."""

    goal: CoveredGoal
    when: str
    service: GoalService | None
    first: bool


def _rows(goal: CoveredGoal, absent: Sequence[Span]) -> Iterator[_Row]:
    first = True
    for service in goal.services:
        period = service.plan.period
        yield _Row(goal, service.plan.id if period is None else _years(period), service, first)
        first = False
    for span in goal.missing:
        if span not in absent:
            yield _Row(goal, _years(span), None, first)
            first = False


def _row_key(row: _Row) -> str:
    return f"{row.goal.number} {row.when}"


def _columns(words: Words) -> tuple[ColumnOf[_Row], ...]:
    def under(row: _Row) -> tuple[str, ...] | None:
        if row.service is None:
            return (words(_NOT_LOADED),)
        return tuple(action.number for action in row.service.under) or None

    return (
        column("goal", "Goal", lambda row: row.goal.number if row.first else None),
        column("when", "When", lambda row: row.when),
        column("actions", "Actions", _number, type=ColumnType.COUNT),
        column("under", "Under it", under, type=ColumnType.LIST, width=30),
        column("linked", "Linked to it", _linked, type=ColumnType.LIST, width=30),
    )


def _number(row: _Row) -> int | None:
    return None if row.service is None else len(row.service.under)


def _linked(row: _Row) -> tuple[str, ...] | None:
    if row.service is None:
        return None
    return _actions(row.service.linked, row.service) or None


def _actions(links: Iterable[Connection], home: GoalService) -> tuple[str, ...]:
    """Return the actions that links come from: by number if they are of the same plan, else by id."""
    names = (link.action.number if link.plan is home.plan else f"{link.plan.id}:{link.action.number}" for link in links)
    return tuple(dict.fromkeys(names))


def _unserved(goals: Iterable[CoveredGoal], words: Words) -> Iterator[Section]:
    """Yield the goals that no action serves, with their words in the last plan, if there are any."""
    services = [goal.services[-1] for goal in goals if not goal.served]
    if not services:
        return
    columns: tuple[ColumnOf[GoalService], ...] = (
        column("goal", "Goal", _name),
        column("words", "Words of the plan", lambda service: _wording(service, words), width=60),
    )
    yield Section(
        key="unserved",
        title=words("Goals that no action serves"),
        body=table(columns, services, key=_name, words=words),
    )


def _name(service: GoalService) -> str:
    return f"{service.plan.id}:SG {service.goal.number}"


def _wording(service: GoalService, words: Words) -> str | None:
    return format_line(service.goal.annex or service.goal.body, words) or None


def _dependencies(portfolio: Portfolio, words: Words) -> Iterator[Section]:
    """Yield the inter-dependencies of all plans, if there are any."""
    dependencies = [dependency for plan in portfolio for dependency in portfolio.coverage(plan).dependencies]
    if not dependencies:
        return

    def priority(dependency: Dependency) -> str:
        return dependency.priority if dependency.name is None else f"{dependency.priority} ({dependency.name})"

    def linked_by(dependency: Dependency) -> tuple[str, ...] | None:
        return tuple(dict.fromkeys(link.action.number for link in dependency.links)) or None

    def declared_by(dependency: Dependency) -> tuple[str, ...] | None:
        return tuple(dict.fromkeys(plan.id for plan in dependency.named_by)) or None

    columns: list[ColumnOf[Dependency]] = [
        column("plan", "Plan", lambda dependency: dependency.plan.id),
        column("priority", "Priority", priority, width=24),
        column("state", "State", lambda dependency: words(dependency.state.value)),
        column("linked_by", "Linked by", linked_by, type=ColumnType.LIST, width=30),
    ]
    if any(dependency.named_by for dependency in dependencies):
        columns.append(column("declared_by", "Declared by", declared_by, type=ColumnType.LIST, width=20))
    yield Section(
        key="dependencies",
        title=words("Inter-dependencies"),
        body=table(
            columns, dependencies, key=lambda dependency: f"{dependency.plan.id} {dependency.priority}", words=words
        ),
    )


def _years(span: Span) -> str:
    first, last = span.start.year, span.end.year
    return str(first) if first == last else f"{first}-{last}"
