"""Who does what: the parts that parties have in the actions that take place in some time, such as a month."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

import attrs

from empact.analysis.facts import PlanFacts, PortfolioFacts, Result, check_context, excluded_parties
from empact.analysis.involvement.absences import Absence
from empact.analysis.involvement.assignments import Determinacy, PartyAssignment, PartyRole
from empact.analysis.involvement.resolved import known_party
from empact.analysis.taskings.surroundings import action_notes
from empact.analysis.taskings.tasks import Certainty, Conditions, certainty_of, is_doubtful
from empact.analysis.workloads.active_months import Month, Run, Stretch, runs
from empact.analysis.workloads.duties import Gap, gaps_of
from empact.arguments import check_date, check_type, wrong_type
from empact.model import Action, FrozenMap, Party, Plan, Span, joined_spans
from empact.model.spans import DAYS_OF_MONTHS, days_of_month
from empact.values import listed, unlisted, value

_ROLES = {role: place for place, role in enumerate(PartyRole)}
_MONTH = r"([0-9]{4})-([0-9]{2})"


@value(kw_only=True)
class ActionPart:
    """A part that a party has in an action, in the time that was asked about."""

    plan: Plan = attrs.field(repr=False)
    """The plan that has the action."""
    action: Action = attrs.field(repr=False)
    """The action that takes place."""
    position: int = attrs.field(repr=False, metadata=unlisted())
    """The index of the action in ``plan.actions``."""
    party: Party
    """The party that has the part, at the time of the action."""
    role: PartyRole
    """The role of the party, such as leader."""
    certainty: Certainty
    """How certain it is that the party has this part: certain, still to be confirmed, or only under a condition."""
    conditions: tuple[str, ...] = ()
    """What the part and the action depend on, in the words of the plan."""
    through: str | None = None
    """The group or office that makes it the party's part ("All MS"); None if the party is named."""
    times: tuple[Stretch, ...]
    """The days in the time that was asked about on which the action takes place and the party has this part. They are
    certain if the part and the action are, and something happens in every month of these days.
    """
    _items: tuple[PartyAssignment, ...] = attrs.field(alias="items", repr=False, eq=False)

    def __str__(self) -> str:
        return f"{self.plan.id}:{self.action.number}"

    @listed
    def start(self) -> dt.date:
        """The first of these days."""
        return self.times[0].span.start

    @listed
    def end(self) -> dt.date:
        """The last of these days."""
        return max(time.span.end for time in self.times)

    @listed
    def certain(self) -> bool:
        """Whether the party certainly has something to do in one of the months that were asked about."""
        return any(time.certain for time in self.times)

    def explain(self) -> tuple[str, ...]:
        """Return why the party has this part, a line each."""
        return tuple(dict.fromkeys(line for item in self._items for line in item.explain()))


@value(kw_only=True)
class OpenPart:
    """A part in an action whose parties the plan does not say, or names in a way that can't be resolved."""

    plan: Plan = attrs.field(repr=False)
    """The plan that has the action."""
    action: Action = attrs.field(repr=False)
    """The action that takes place."""
    position: int = attrs.field(repr=False, metadata=unlisted())
    """The index of the action in ``plan.actions``."""
    name: str
    """The words of the plan, such as ``Relevant MS``."""
    determinacy: Determinacy
    """Why the words can't be resolved to parties: an open group, an unknown name, or a plan without a period."""
    role: PartyRole
    """The role that these parties have."""
    certainty: Certainty
    """How certain the part is: certain, still to be confirmed, or only under a condition."""
    times: tuple[Stretch, ...]
    """The days in the time that was asked about on which the action takes place."""

    def __str__(self) -> str:
        return f"{self.plan.id}:{self.action.number}"


@value(kw_only=True)
class WhoDoesWhat(Result):
    """Who does what in some time: the parts of parties in the actions that take place then."""

    _uses: ClassVar = ("ledger",)

    span: Span
    """The days that were asked about, first and last included."""
    parts: tuple[ActionPart, ...]
    """The parts of parties: by action in the order of the plans, then by role and in the order of the register. A party
    with two roles in an action has two parts.
    """
    open: tuple[OpenPart, ...]
    """The parts in these actions whose parties are not known, such as those of "Relevant MS"."""
    undated: tuple[Run, ...]
    """The actions without a date: whether they take place in that time is not known. Their parties are not listed."""
    outside: tuple[Plan, ...] = attrs.field(repr=False)
    """The plans whose period has no day in that time, so that none of their actions takes place then."""
    gaps: tuple[Gap, ...]
    """The cells with parties of these actions that are withheld or cannot be read: they may name more parties."""

    def __iter__(self) -> Iterator[ActionPart]:
        return iter(self.parts)

    def __len__(self) -> int:
        return len(self.parts)

    @listed
    def excluded(self) -> FrozenMap[str, tuple[Absence, ...]]:
        """The decisions that exclude a party, by the id of the plan: it has no part in that time."""
        return excluded_parties(self.context)

    def of_party(self, party: Party | str) -> tuple[ActionPart, ...]:
        """Return the parts of a party.

        Args:
            party: The party, its code or its name.

        Raises:
            UnknownIdError: The register has no such party.
        """
        code = known_party(party, self.span.start, self.context.register).code
        return tuple(part for part in self.parts if part.party.code == code)


def who(
    ctx: PlanFacts | PortfolioFacts,
    *,
    month: Month | str | None = None,
    on: dt.date | None = None,
    during: Span | None = None,
) -> WhoDoesWhat:
    """Return who does what in a month, on a day or during any other time.

    An action counts if its timing has a day in that time, within the period of its plan: the months are those of
    :func:`~empact.analysis.runs`, and the parts those that :func:`~empact.analysis.workload` counts. "All MS" and
    offices are resolved at the action's own time, and a party that a decision in the ledger excludes has no part from
    that day on. Roles in the plan as a whole, such as Driver, belong to no month and are not listed.

    Args:
        ctx: The context of the plans.
        month: The month, such as ``"2012-04"``.
        on: The day. A day is certain if the month is: the plan rarely says more.
        during: The first and the last day, such as those of a quarter.

    Raises:
        TypeError: None or several of ``month``, ``on`` and ``during`` are given.
        ValueError: The month is not written as ``"2012-04"``, or no year has it.
    """
    check_context("who()", ctx)
    span = _asked(month, on, during)
    parts: list[ActionPart] = []
    open_parts: list[OpenPart] = []
    undated: list[Run] = []
    gaps: list[Gap] = []
    outside: list[Plan] = []
    for context in ctx.contexts:
        period = context.plan.period
        within = span if period is None else span.intersection(period)
        if within is None:
            outside.append(context.plan)
            continue
        collector = _Collector(context, within)
        for run in runs(context.plan, context.schedule):
            if not run.stretches:
                undated.append(run)
            elif collector.takes_place(run):
                parts += collector.parts(run)
                open_parts += collector.open(run)
                gaps += gaps_of(run)
    return WhoDoesWhat(
        context=ctx,
        span=span,
        parts=tuple(parts),
        open=tuple(open_parts),
        undated=tuple(undated),
        outside=tuple(outside),
        gaps=tuple(gaps),
    )


def _asked(month: Month | str | None, on: dt.date | None, during: Span | None) -> Span:
    """Return the days that a call asks about."""
    given = [name for name, asked in (("month", month), ("on", on), ("during", during)) if asked is not None]
    if len(given) != 1:
        message = f"who() takes one of month, on and during, not {' and '.join(given) or 'none of them'}."
        raise TypeError(f"{message} Write month='2012-04'." if not given else message)
    if on is not None:
        check_date("on", on)
        return Span(start=on, end=on)
    if during is not None:
        check_type("during", "a Span", Span, during)
        return during
    year, number = _month(month)
    return Span(start=dt.date(year, number, 1), end=dt.date(year, number, days_of_month(year, number)))


def _month(month: object) -> Month:
    asked = month if isinstance(month, Month) else None
    if isinstance(month, str):
        written = re.fullmatch(_MONTH, month)
        asked = None if written is None else Month(int(written[1]), int(written[2]))
    elif asked is None:
        raise wrong_type("month", "a text such as '2012-04', or a Month", month, _write_month(month))
    if asked is None or not (dt.MINYEAR <= asked.year <= dt.MAXYEAR and 1 <= asked.number <= len(DAYS_OF_MONTHS)):
        message = f"month must be a month such as '2012-04', not {str(month)!r}."
        raise ValueError(message)
    return asked


def _write_month(given: object) -> str | None:
    """Return how to write a date as a month."""
    return f"'{given.year:04}-{given.month:02}'" if isinstance(given, dt.date) else None


class _Collector:
    """Collects the parts in the actions of a plan, in some days of its period."""

    def __init__(self, ctx: PlanFacts, within: Span) -> None:
        self._ctx, self._within = ctx, within
        self._conditions = Conditions(ctx.plan, action_notes(ctx.plan))
        self._order = {party.code: place for place, party in enumerate(ctx.register.parties)}

    def takes_place(self, run: Run) -> bool:
        """Whether an action takes place on one of the days."""
        return any(stretch.span.overlaps(self._within) for stretch in run.stretches)

    def parts(self, run: Run) -> Iterator[ActionPart]:
        """Yield the parts of the parties that are known, role by role."""
        by_role: dict[PartyRole, list[PartyAssignment]] = {}
        for item in self._ctx.assignments.of_action(run.position):
            by_role.setdefault(item.role, []).append(item)
        for role in sorted(by_role, key=_ROLES.__getitem__):
            yield from self._parts(run, role, by_role[role])

    def _parts(self, run: Run, role: PartyRole, items: Sequence[PartyAssignment]) -> Iterator[ActionPart]:
        # Parties that are named by the same items share everything but the party: "All MS" costs one part and not 27.
        claims = [(item, resolved.span) for item in items for resolved in item.resolved]
        named: dict[str, tuple[Party, list[int]]] = {}
        for place, parties in enumerate(resolved.parties for item in items for resolved in item.resolved):
            for party in parties:
                named.setdefault(party.code, (party, []))[1].append(place)
        made: dict[tuple[int, ...], ActionPart | None] = {}
        for code in sorted(named, key=self._order.__getitem__):
            party, places = named[code]
            key = tuple(places)
            if key not in made:
                made[key] = self._part(run, role, party, [claims[place] for place in places])
            part = made[key]
            if part is not None:
                yield part if part.party is party else attrs.evolve(part, party=party)

    def _part(
        self, run: Run, role: PartyRole, party: Party, claims: Iterable[tuple[PartyAssignment, Span]]
    ) -> ActionPart | None:
        """Return the part that the items of an action give; None if it is not in the time that was asked about."""
        stretches: list[Stretch] = []
        counted: dict[int, PartyAssignment] = {}
        for item, span in claims:
            times = self._times(run, span, [item])
            stretches += times
            if times:
                counted[id(item)] = item
        if not counted:
            return None
        items = tuple(counted.values())
        certainty = certainty_of(run.action, items)
        is_named = any(item.determinacy is Determinacy.NAMED for item in items)
        return ActionPart(
            plan=run.plan,
            action=run.action,
            position=run.position,
            party=party,
            role=role,
            certainty=certainty,
            conditions=self._conditions.of(run.position, () if certainty is Certainty.CERTAIN else items),
            through=None if is_named else "; ".join(dict.fromkeys(item.name for item in items)),
            times=_joined(stretches),
            items=items,
        )

    def _times(self, run: Run, span: Span, items: Sequence[PartyAssignment]) -> Iterable[Stretch]:
        """Return the days of an action that were asked about and lie in a span; certain only without doubtful items."""
        within = span.intersection(self._within)
        if within is None:
            return ()
        is_firm = run.sure and not all(map(is_doubtful, items))
        inside = ((stretch, stretch.span.intersection(within)) for stretch in run.stretches)
        return [Stretch(span=days, certain=stretch.certain and is_firm) for stretch, days in inside if days is not None]

    def open(self, run: Run) -> Iterator[OpenPart]:
        """Yield the parts whose parties are not known, in the order of the plan."""
        same: dict[tuple[PartyRole, Determinacy, str], list[PartyAssignment]] = {}
        for item in self._ctx.assignments.of_action(run.position):
            if not item.resolved and not item.absences:
                same.setdefault((item.role, item.determinacy, item.name), []).append(item)
        for (role, determinacy, name), items in same.items():
            yield OpenPart(
                plan=run.plan,
                action=run.action,
                position=run.position,
                name=name,
                determinacy=determinacy,
                role=role,
                certainty=certainty_of(run.action, items),
                times=_joined(self._times(run, self._within, items)),
            )


def _joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return stretches in the order of time; possible days that are within certain ones are left out."""
    stretches = tuple(stretches)
    certain, possible = (
        joined_spans(stretch.span for stretch in stretches if stretch.certain is is_certain)
        for is_certain in (True, False)
    )
    beside = [span for span in possible if not any(span.start in whole and span.end in whole for whole in certain)]
    joined = [Stretch(span=span, certain=True) for span in certain]
    joined += [Stretch(span=span, certain=False) for span in beside]
    return tuple(sorted(joined, key=lambda stretch: (stretch.span.start, not stretch.certain)))
