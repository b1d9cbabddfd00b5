"""Drafting: the plan that continues a plan, with every action and what is proposed for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from empact.analysis.continuing.dates import dated_cells, has_year, moved
from empact.analysis.continuing.parties import NextParties
from empact.analysis.continuing.proposing import baselines, numbers_without_ended, proposed
from empact.analysis.facts import PlanFacts, check_plan_context
from empact.arguments import check_text, check_type
from empact.model import Action, Anchor, Checkpoint, Cover, FrozenMap, Parties, Plan, Prose, Ref, Span
from empact.model.proposals import Proposal

if TYPE_CHECKING:  # a plan without reports needs none
    from empact.analysis.progressing.pictures import ActionProgress

_PARTY_CELLS = ("leaders", "participants")
_HEADS = ("oversight", "driver", "co_drivers", "support")
_COVER = frozenset({"covering", "title", "subject"})


def continue_plan(ctx: PlanFacts, *, id: str, period: Span | None = None) -> Plan:
    """Return a draft of the plan that continues a plan, with every action and what is proposed for it.

    Each action has a proposal (continue, end or ask) with its reason, from the reports and the timing as known on the
    date of knowledge. It keeps its number, so that links still lead to it, and says in ``continues`` which action it
    was. Cells that name dates of the earlier plan are empty, and stand in the proposal. Goals that are not valid in the
    period are left out, and so are the cover, the drafters, the states and the results. An agency that no longer exists
    is replaced by its successor. The draft has the marking of the context.

    >>> import datetime as dt, empact
    >>> plan = empact.load("oap-c-2012")
    >>> draft = empact.context(plan, as_of=dt.date(2012, 12, 8)).continue_plan(id="C-2013")
    >>> print(draft.period, draft.action("1.2").continues[0], draft.action("1.2").proposal)
    2013-01-01 to 2013-12-31 C-2012:1.2 end: Its planned time ended on 2012-06-30. No report is known.

    Args:
        ctx: The context of the plan, with a date of knowledge. Reports after that date are ignored.
        id: The id of the next plan, such as ``C-2013``.
        period: The period of the next plan; by default as many years as the plan has, from the next year on.

    Raises:
        ValueError: The context has no date of knowledge; the id is that of the plan; the plan has no period, and none
            is given; or the period begins before that of the plan is over.
    """
    check_plan_context("continue_plan()", ctx)
    check_text("id", id)
    check_type("The period", "a Span", (Span, type(None)), period)
    if ctx.as_of is None:
        message = "The next plan is drafted from what is known on a day: give the context a date, as_of=..."
        raise ValueError(message)
    if id == ctx.plan.id:
        message = f"The next plan needs an id of its own; {id} is the plan that it continues."
        raise ValueError(message)
    return _Draft(ctx, id, ctx.as_of, period or _next_period(ctx.plan)).plan()


def _next_period(plan: Plan) -> Span:
    """Return as many years as a plan has, from the year after it on."""
    if plan.period is None:
        message = f"{plan.id} has no period, so that of the next plan must be given."
        raise ValueError(message)
    last = plan.period.end.year
    years = max(last - plan.period.start.year + 1, 1)  # a period can be reversed
    return Span(start=dt.date(last + 1, 1, 1), end=dt.date(last + years, 12, 31))


class _Draft:
    """The plan that continues a plan."""

    def __init__(self, ctx: PlanFacts, id: str, as_of: dt.date, period: Span) -> None:
        self._ctx, self._id, self._as_of, self._period = ctx, id, as_of, period
        self._old = ctx.plan.period
        if self._old is not None and period.start <= self._old.end:
            message = f"The next plan begins after {ctx.plan.id}, which ends on {self._old.end}; not on {period.start}."
            raise ValueError(message)
        last_day = period.start if self._old is None else self._old.end
        self._parties = NextParties(ctx.register, last_day, period, ctx.absences)
        self._cells = tuple(dated_cells(action, self._old) for action in ctx.plan.actions)
        self._emptied = {
            (action.number, column)
            for action, cells in zip(ctx.plan.actions, self._cells, strict=True)
            for column in cells
        }
        self._goals = tuple(goal for goal in ctx.plan.goals if goal.valid is None or goal.valid.overlaps(period))
        self._renewed: dict[tuple[str, str], Parties] = {}

    def plan(self) -> Plan:
        """Return the draft."""
        plan = self._ctx.plan
        actions = tuple(self._actions())
        title = self._title(plan.title)
        provisions = tuple(provision for provision in plan.provisions if self._move(provision.stated) is not None)
        heads: dict[str, Any] = {name: self._parties.renewed(getattr(plan, name)) for name in _HEADS}
        draft = attrs.evolve(
            plan,
            id=self._id,
            title=title,
            period=self._period,
            marking=self._ctx.marking,
            marking_today=None,
            cover=Cover(),
            drafters=Parties(),
            states=(),
            checkpoints=tuple(self._checkpoints(plan.checkpoints)),
            goals=self._goals,
            actions=actions,
            provisions=provisions,
            **heads,
            **self._cycle(),
        )
        return moved(draft, self._move)

    def _title(self, title: str | None) -> str | None:
        """Return the title with the years of the next plan; None if it still names a year of the earlier one."""
        if title is None or self._old is None:
            return title
        renewed = title.replace(_years(self._old), _years(self._period))
        return None if has_year(renewed, self._old) else renewed

    def _cycle(self) -> Mapping[str, Any]:
        """Return what changes if the period is after the policy cycle: a letter of a priority is one of its cycle."""
        cycle, priority = self._ctx.plan.cycle, self._ctx.plan.priority
        if cycle is None:
            return {}
        from empact.reference import cycles

        known = next((known.until for known in cycles() if cycle.id in (known.id, *known.also)), None)
        last_day = known if cycle.period is None else cycle.period.end
        if last_day is None or self._period.start <= last_day:
            return {}
        name = None if priority is None else priority.name
        return {
            "cycle": None,
            "priority": None if priority is None or name is None else attrs.evolve(priority, code=None),
        }

    def _checkpoints(self, checkpoints: Iterable[Checkpoint]) -> Iterable[Checkpoint]:
        """Return the checkpoints without their dates and years, each once: ``June 2031`` is ``June``."""
        names: dict[str, None] = {}
        for checkpoint in checkpoints:
            words = checkpoint.name.split()
            name = " ".join(word for word in words if not (word.isdecimal() and has_year(word, self._old)))
            if name and not has_year(name, self._old):
                names[name] = None
        return (Checkpoint(name=name) for name in names)

    def _actions(self) -> Iterable[Action]:
        reported = self._reported()
        kinds_and_reasons = [
            proposed(self._ctx, position, reported.get(position), self._as_of, self._period)
            for position in range(len(self._ctx.plan.actions))
        ]
        kinds = {position: kind for position, (kind, _) in enumerate(kinds_and_reasons)}
        stated = {
            position: to.action
            for position, action in reported.items()
            if action.carried_over is not None
            and (to := action.carried_over.to).plan == self._id
            and to.action is not None
        }
        numbers = numbers_without_ended(tuple(action.number for action in self._ctx.plan.actions), kinds, stated)
        year = self._old.start.year if self._old is not None and self._old.start.year == self._old.end.year else None
        for position, (kind, reason) in enumerate(kinds_and_reasons):
            named = stated.get(position)
            is_taken = named is not None and named != numbers.get(position, self._ctx.plan.actions[position].number)
            why = f"{reason} Another action of the draft has the number {named}, too." if is_taken else reason
            yield self._action(
                position,
                Proposal(
                    what=kind,
                    why=why,
                    number=numbers.get(position),
                    parties=self._changes(position),
                    baselines=baselines(reported.get(position), year),
                ),
            )

    def _reported(self) -> Mapping[int, ActionProgress]:
        """Return what the reports say about each action, by its position; nothing if there are no reports."""
        if self._ctx.whole_reports is None:
            return {}
        from empact.analysis.progressing.gathering import progress  # most plans are continued before any report

        return {action.position: action for action in progress(self._ctx)}

    def _changes(self, position: int) -> tuple[str, ...]:
        action = self._ctx.plan.actions[position]
        return self._parties.changes(*(getattr(action, column) for column in _PARTY_CELLS))

    def _action(self, position: int, proposal: Proposal) -> Action:
        """Return an action of the draft: its dates and its results are gone."""
        action, before = self._ctx.plan.actions[position], dict(self._cells[position])
        cells: dict[str, Any] = {column: type(getattr(action, column))() for column in before}
        for column in _PARTY_CELLS:
            if column not in cells:
                cell: Parties = getattr(action, column)
                renewed = self._parties.renewed(cell)
                if renewed is not cell:
                    cells[column] = self._renewed[action.number, column] = renewed
        if action.goal is not None and self._is_dropped(action.goal):
            before["goal"] = Prose(text=action.goal)
            cells["goal"] = None
        return attrs.evolve(
            action,
            **cells,
            results=FrozenMap(),
            continues=(Ref(plan=self._ctx.plan.id, action=action.number),),
            proposal=attrs.evolve(proposal, before=FrozenMap(before)),
        )

    def _is_dropped(self, goal: str) -> bool:
        return self._ctx.plan.find_goal(goal) is not None and all(goal != known.number for known in self._goals)

    def _move(self, anchor: Anchor) -> Anchor | None:
        """Return where an anchor leads in the draft: to the action, if its cell is empty now."""
        kind, _, number = anchor.part.partition(" ")
        if kind in _COVER:
            return anchor if kind == "title" and self._title(self._ctx.plan.title) is not None else None
        if kind == "SG":
            return None if self._is_dropped(number) else anchor
        if anchor.cell is None or number:
            return anchor
        if (anchor.part, anchor.cell) in self._emptied:
            return Anchor(part=anchor.part)
        return Anchor(part=anchor.part, cell=anchor.cell) if (anchor.part, anchor.cell) in self._renewed else anchor


def _years(period: Span) -> str:
    """Return the years of a period, as in the title of a plan: ``2013``, ``2026-2027``."""
    return "-".join(dict.fromkeys(str(day.year) for day in (period.start, period.end)))
