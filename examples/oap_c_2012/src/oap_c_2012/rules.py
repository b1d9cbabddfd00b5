"""Rules of this priority: operations are based on risk analyses, and actions cover the focus of the priority."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator, Mapping, Sequence

from empact import Action, Plan
from empact.analysis import Determinacy, Scheduled
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Related, Rule, RuleContext, language
from empact.model import Period, Window

PRIORITY, CYCLE = "C", "2011-2013"

STATES = ("EL", "TR")


class _Patterns:
    """The patterns for the words of ``languages/en.toml``."""

    def __init__(self) -> None:
        words = language(package="oap_c_2012")
        self.operation = re.compile(words.pattern("operations", "names", exact=True))
        self.analysis = re.compile(words.pattern("analyses", "names"), re.IGNORECASE)
        self.rests_on = re.compile(words.pattern("analyses", "rests_on"), re.IGNORECASE)
        named, both = (words.pattern("actions", topic, exact=True) for topic in ("names", "between"))
        self.actions = re.compile(rf"{named} \d[\w.]*(?:(?:, | {both} )\d[\w.]*)*")
        self.sides = [re.compile(words.pattern("focus", side, exact=True)) for side in ("greece", "turkey")]
        (self.focus,) = words.spellings("focus", "border", exact=True)


@functools.cache
def _patterns() -> _Patterns:
    return _Patterns()


def _is_ours(plan: Plan) -> bool:
    """Return whether a plan is of this priority; the letter C is another priority in the next cycle."""
    cycle = plan.cycle is None or plan.cycle.id.startswith(CYCLE[:4])
    return plan.priority is not None and plan.priority.code == PRIORITY and cycle


def _numbers(text: str) -> Iterator[str]:
    """Yield the numbers of the actions that a text names as the risk analysis it is based on."""
    for sentence in " ".join(text.split()).split(". "):
        if _patterns().rests_on.search(sentence) and _patterns().analysis.search(sentence):
            for match in _patterns().actions.finditer(sentence):
                yield from (number.rstrip(".") for number in re.findall(r"\d[\w.]*", match[0]))


def _analyses(plan: Plan, ctx: RuleContext, action: Action) -> tuple[str, ...]:
    """Return the numbers of the actions that an operation names as its risk analysis."""
    numbers = [*_numbers(action.activity.plain), *_numbers(action.description.plain)]
    return tuple(dict.fromkeys(number for number in numbers if ctx.portfolio.find_action(plan, number) is not None))


def _links_to_analysis(plan: Plan, ctx: RuleContext, action: Action) -> bool:
    """Return whether an action links to a risk analysis of the plan."""
    numbers = [
        link.to.action for link in action.links.understood if link.to.plan is None and link.to.action is not None
    ]
    linked = [ctx.portfolio.find_action(plan, number) for number in numbers]
    return any(other is not None and _patterns().analysis.search(str(other.activity)) is not None for other in linked)


def _earliest_end(analysis: tuple[Scheduled, ...]) -> dt.date | None:
    """Return the earliest day on which an analysis can be finished: the first day of a month, the last of a period."""
    periods = [item for item in analysis if isinstance(item.item, Period)]
    days = [
        span.start if all(window.single for window in item.item.windows) else span.end
        for item in periods
        for span in item.windows
    ]
    return min(days, default=None)


def risk_analysis_before_operation(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A High Impact Operation has no risk analysis, or begins before its risk analysis is finished.

    Goal 2 of the priority is "to use the intelligence picture and risk analysis for more effective and cost-efficient
    border control": an operation uses the results of an analysis. Every analysis that the activity or the description
    names as its basis has to be finished before a phase begins. If the months leave a choice, a finding is reported
    only if every choice is impossible. In 2012, action 2.1 is based on the analysis of action 1.1 in September, but its
    first phase is in April or May.
    """
    times = ctx.schedule
    for position, (at, action) in enumerate(ctx.actions() if _is_ours(plan) else ()):
        if not _patterns().operation.search(str(action.activity)):
            continue
        analyses = _analyses(plan, ctx, action)
        if not analyses and not _links_to_analysis(plan, ctx, action):
            yield Finding(
                f"Action {action.number}, a High Impact Operation, is not based on a risk analysis of the plan.",
                at / "activity",
                hint="Name the action whose risk analysis it is based on, or link to that action.",
            )
        finished = {number: _earliest_end(times.of_action(number)) for number in analyses}
        for phase in times.of_action(position):
            if isinstance(phase.item, Period) and phase.windows:
                yield from _late(at, action, phase, finished)


def _format_date(day: dt.date) -> str:
    """Format a date as a plan writes it: ``31 May 2012``."""
    return str(Window(first=day.month, day=day.day, year=day.year))


def _basis(at: Pointer, action: Action, number: str) -> Related:
    """Return the cell in which an operation says that it is based on an action."""
    cell = "activity" if number in _numbers(action.activity.plain) else "description"
    return Related(at / cell, f"the {cell} of {action.number} names {number}", words=number)


def _late(at: Pointer, action: Action, phase: Scheduled, analyses: dict[str, dt.date | None]) -> Iterator[Finding]:
    """Report the analyses that cannot be finished before a phase of an operation starts."""
    start = max(span.end for span in phase.windows)
    what = f"Phase {phase.phase} of action {phase.action_number}" if phase.phase else f"Action {phase.action_number}"
    for number, end in analyses.items():
        if end is not None and end > start:
            yield Finding(
                f"{what}, a High Impact Operation, starts ({_format_date(start)} at the latest) before the "
                f"risk analysis of action {number}, on which it is based, is finished ({_format_date(end)} at the "
                f"earliest).",
                phase.at,
                hint="Base it on an earlier analysis, or move one of the two.",
                related=(_basis(at, action, number),),
            )


def _stated(plan: Plan) -> Pointer | None:
    """Return the pointer of the text in which the plan states the focus of the priority."""
    focus = _patterns().focus
    if focus in str(plan.cover.covering):
        return Pointer("/cover/covering")
    places = (
        Pointer(f"/sections/{index}/text") for index, section in enumerate(plan.sections) if focus in str(section.text)
    )
    return next(places, None)


def _words(action: Action) -> str:
    """Return the texts that can say where an action takes place."""
    prose = (action.activity, action.description, action.timing, action.target)
    return "\n".join(map(str, (*prose, *action.locations, *action.routes)))


def _named(plan: Plan) -> dict[int, list[str]]:
    """Return the actions whose texts name a side of the border, by position, with the codes of the sides."""
    sides = dict(zip(STATES, _patterns().sides, strict=True))
    by_position = {
        index: [code for code, side in sides.items() if side.search(_words(action))]
        for index, action in enumerate(plan.actions)
    }
    return {index: codes for index, codes in by_position.items() if codes}


def _open_groups(plan: Plan, ctx: RuleContext, both: Sequence[int]) -> Iterator[str]:
    """Yield the open groups that can mean one of the states: "'Relevant MS' in 2.1 can mean EL"."""
    for index in both:
        for item in ctx.assignments.of_action(index):
            group = item.item.collective
            if item.determinacy is Determinacy.OPEN and group is not None:
                for code in STATES:
                    if ctx.register.get(code).kind in group.members:
                        yield f"{item.name!r} in {plan.actions[index].number} can mean {code}"


def _elsewhere(plan: Plan, ctx: RuleContext, named: Mapping[int, list[str]]) -> Iterator[str]:
    """Yield the other actions of each state: those it takes part in, and those that only name it."""
    for code in STATES:
        taking_part: dict[str, list[str]] = {" by name": []}
        for index, action in enumerate(plan.actions):
            items = [
                item for item in ctx.assignments.of_action(index) if any(party.code == code for party in item.parties)
            ]
            if items:
                group = all(item.determinacy is Determinacy.EVERY for item in items)
                way = f" as one of {items[0].name!r}" if group else " by name"
                taking_part.setdefault(way, []).append(action.number)
        ways = [f"in {_listed(numbers)}{way}" for way, numbers in taking_part.items() if numbers]
        if ways:
            yield f"{code} takes part {' and '.join(ways)}"
        parts = {number for numbers in taking_part.values() for number in numbers}
        numbers = [plan.actions[index].number for index, codes in named.items() if codes == [code]]
        only = [number for number in numbers if number not in parts]
        if only:
            yield f"{_listed(only)} only name{'s' * (len(only) == 1)} {code}"


def _listed(numbers: Sequence[str]) -> str:
    """Format a list of numbers: ``1.1, 1.2 and 1.3``."""
    return " and ".join(filter(None, [", ".join(numbers[:-1]), *numbers[-1:]]))


def focus_covered(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The plan states the focus of its priority, but no action covers it with one of the states concerned.

    The Council asked to act "notably at the Greek-Turkish border". An action covers this border if its text names both
    sides of it and Greece or Turkey takes part, by name or in a group with known members ("All MS"). "Relevant MS"
    gives a task to nobody. In 2012, actions 2.1 and 2.2 name both states as stops of a route, but neither takes part
    there. Greece takes part in other actions: by name in 6.1, which is about Libya, and in six actions as one of "All
    MS". Turkey takes part in none, and is named in 4.1 as a place of meetings.
    """
    at = _stated(plan) if _is_ours(plan) else None
    if at is None:
        return
    named = _named(plan)
    both = [index for index, states in named.items() if states == [*STATES]]
    if any(
        party.code in STATES for index in both for item in ctx.assignments.of_action(index) for party in item.parties
    ):
        return
    numbers = _listed([plan.actions[index].number for index in both])
    where = f"{numbers} name{'s' * (len(both) == 1)} both, but not as parties" if both else "no action names both"
    yield Finding(
        f"No action at the {_patterns().focus}, the focus of the priority, has EL or TR as a party: "
        f"{'; '.join([where, *_open_groups(plan, ctx, both), *_elsewhere(plan, ctx, named)])}.",
        at,
        words=_patterns().focus,
        hint="Add EL or TR to the participants of an action at that border.",
        related=tuple(
            Related(Pointer(f"/actions/{index}/activity"), f"action {plan.actions[index].number} names EL and TR")
            for index in both
        ),
    )


RULES = (
    Rule(
        code="OAPC001",
        name="risk-analysis-before-operation",
        severity=Severity.WARNING,
        check=risk_analysis_before_operation,
    ),
    Rule(code="OAPC002", name="focus-covered", severity=Severity.WARNING, check=focus_covered),
)
