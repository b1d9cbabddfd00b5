"""Workload: how many actions each party leads, joins or supports in each month of a portfolio."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import ClassVar

import attrs

from empact.analysis.facts import PlanFacts, PortfolioFacts, Result, check_context, excluded_parties
from empact.analysis.involvement.absences import Absence
from empact.analysis.involvement.assignments import Determinacy, PartyAssignment, PartyRole, check_roles
from empact.analysis.involvement.candidates import Candidates
from empact.analysis.involvement.resolved import known_party
from empact.analysis.portfolio.plans import Portfolio
from empact.analysis.reasons import Reason
from empact.analysis.workloads.active_months import Month, Months, Run, months, months_within, runs
from empact.arguments import as_items, check_type
from empact.diagnostics import Pointer
from empact.errors import UnknownIdError
from empact.model import Action, FrozenMap, Party, Plan, Span
from empact.values import listed, owned, unlisted, value

ROLES = (
    PartyRole.LEADER,
    PartyRole.CO_LEADER,
    PartyRole.PARTICIPANT,
    PartyRole.COOPERATING,
    PartyRole.SUPPORT,
    PartyRole.OBSERVER,
)
"""The roles that count as workload: to lead, to co-lead, to join, to cooperate with a leader, to support and
to observe.
"""


@value
class Tally:
    """A number of certain and of further possible actions: ``6+1``, or ``+1`` if none is certain."""

    certain: int = 0
    """The number of certain actions."""
    possible: int = 0
    """The number of further actions that are only possible."""

    def __add__(self, other: Tally) -> Tally:
        check_type("The other", "a Tally", Tally, other)
        return Tally(self.certain + other.certain, self.possible + other.possible)

    def __bool__(self) -> bool:
        return bool(self.certain or self.possible)

    def __str__(self) -> str:
        return f"{self.certain or ''}+{self.possible}" if self.possible else str(self.certain)

    @property
    def most(self) -> int:
        """The number of certain and possible actions together."""
        return self.certain + self.possible


@value(kw_only=True)
class Duty:
    """A role in an action, with its months. Parties with the same role in the same months share a duty."""

    run: Run = attrs.field(repr=False)
    """The action with its months."""
    role: PartyRole
    """The role of the party, such as leader."""
    sure: bool
    """Whether the role and the action are certain; false if the party is named under a condition or still to be
    confirmed, or if the action is tentative or suspended. All months are then possible.
    """
    months: Months
    """The months in which the party has the role."""
    reasons: tuple[Reason, ...] = attrs.field(metadata=unlisted())
    """Why the party has the role in these months."""

    def __str__(self) -> str:
        return str(self.run)

    def explain(self) -> tuple[str, ...]:
        """Return the reasons for the role and the months, a line each."""
        return (*map(str, self.reasons), *self.run.explain())


@value(kw_only=True)
class MonthCounts:
    """The number of actions, in all and in each month."""

    total: Tally
    """The number of actions in all, also of those without dates."""
    certain: FrozenMap[Month, int] = FrozenMap()
    """The number of certain actions in each month that has any."""
    possible: FrozenMap[Month, int] = FrozenMap()
    """The number of possible actions in each month that has any."""


@value(kw_only=True)
class RoleWorkload:
    """What a party has to do in one role."""

    counts: MonthCounts
    """The number of actions in which it has the role."""
    duties: tuple[Duty, ...]
    """The actions, in the order of the plans."""


def tally(items: Iterable[Run | Duty]) -> Tally:
    """Count runs or duties, sure and others."""
    sure = [item.sure for item in items]
    return Tally(sum(sure), len(sure) - sum(sure))


def by_month(items: Iterable[Run | Duty]) -> Mapping[Month, Tally]:
    """Count runs or duties per month; months without any are left out."""
    certain: dict[Month, int] = {}
    possible: dict[Month, int] = {}
    for item in items:
        for counts, which in ((certain, item.months.certain), (possible, item.months.possible)):
            for month in which:
                counts[month] = counts.get(month, 0) + 1
    return {month: Tally(certain.get(month, 0), possible.get(month, 0)) for month in sorted({*certain, *possible})}


def month_counts(items: Iterable[Run | Duty]) -> MonthCounts:
    """Count runs or duties, in all and per month."""
    counted = tuple(items)
    months = by_month(counted)
    return MonthCounts(
        total=tally(counted),
        certain=FrozenMap({month: count.certain for month, count in months.items() if count.certain}),
        possible=FrozenMap({month: count.possible for month, count in months.items() if count.possible}),
    )


@value(kw_only=True)
class PartyWorkload:
    """The workload of a party: a duty for each action and role.

    Words that can't be resolved to a party have a separate workload.
    """

    name: str
    """The code of the party; the words of the plan if they can't be resolved to a party."""
    party: Party | None
    """The party of the register; None for words that can't be resolved to one."""
    determinacy: Determinacy | None = None
    """Why the words can't be resolved to a party; None for a party."""
    duties: tuple[Duty, ...] = attrs.field(repr=False, metadata=unlisted())
    """The roles in actions, in the order of the plans."""
    open: tuple[PartyWorkload, ...] = attrs.field(default=(), repr=False)
    """The workloads of the open groups that may include the party ("Relevant MS"), in the actions and at the times in
    which the party has no role of its own. They are not counted.
    """

    @cached_property
    def _by_role(self) -> dict[PartyRole, list[Duty]]:
        by_role: dict[PartyRole, list[Duty]] = {role: [] for role in ROLES}
        for duty in self.duties:
            by_role[duty.role].append(duty)
        return by_role

    @listed
    def roles(self) -> FrozenMap[PartyRole, RoleWorkload]:
        """What it has to do, by role; a role that it does not have is left out."""
        by_role = {role: tuple(duties) for role, duties in self._by_role.items() if duties}
        return FrozenMap(
            {role: RoleWorkload(counts=month_counts(duties), duties=duties) for role, duties in by_role.items()}
        )

    def in_roles(self, *roles: PartyRole) -> tuple[Duty, ...]:
        """Return the duties in these roles, or in all, role by role in the order of the plans."""
        check_roles(roles)
        return tuple(duty for role in roles or ROLES for duty in self._by_role.get(role, ()))

    def total(self, *roles: PartyRole) -> Tally:
        """Count the actions in these roles, or in all; an action counts once per role."""
        return tally(self.in_roles(*roles))

    def months(self, *roles: PartyRole) -> Mapping[Month, Tally]:
        """Count the actions per month; actions without dates are only in the total."""
        return by_month(self.in_roles(*roles))


@value(kw_only=True)
class Gap:
    """A cell with parties that is withheld or could not be parsed."""

    plan: Plan = attrs.field(repr=False)
    """The plan that has the cell."""
    action: Action = attrs.field(repr=False)
    """The action that has the cell."""
    at: Pointer
    """The pointer of the cell."""
    withheld: bool
    """Whether the cell is withheld; otherwise it can't be read."""

    def __str__(self) -> str:
        return f"{self.plan.id}:{self.action.number}"


@value(kw_only=True)
class Workload(Result):
    """The number of actions led and joined, per party and month."""

    _uses: ClassVar = ("ledger",)

    months: tuple[Month, ...]
    """The months of the periods of the plans, in the order of time; years without a plan are left out."""
    runs: tuple[Run, ...] = attrs.field(repr=False, metadata=owned())
    """All actions with their months. If parties are selected, the actions in which one of them has a role or may be
    meant by an open group.
    """
    parties: tuple[PartyWorkload, ...]
    """The workloads of the parties, in the order of the register."""
    apart: tuple[PartyWorkload, ...]
    """The workloads of words that can't be resolved to a party: open groups ("Relevant MS"), unknown names, and all
    parties of a plan without a period. If parties are selected, open groups are only in the ``open`` of each.
    """
    gaps: tuple[Gap, ...]
    """The cells with parties that could not be counted."""

    @cached_property
    def portfolio(self) -> Portfolio:
        """The plans whose actions are counted."""
        return Portfolio(tuple(context.plan for context in self.context.contexts))

    @listed
    def counts(self) -> MonthCounts:
        """The number of these actions."""
        return month_counts(self.runs)

    @listed
    def undated(self) -> tuple[Run, ...]:
        """The actions without a month in their plan; they count only in the totals."""
        return tuple(run for run in self.runs if not run.months)

    @property
    def curtailed(self) -> tuple[Run, ...]:
        """The actions whose timing has further months that are not counted."""
        return tuple(run for run in self.runs if run.left)

    @listed
    def excluded(self) -> FrozenMap[str, tuple[Absence, ...]]:
        """The decisions that exclude a party, by the id of the plan: it has no duties in that time."""
        return excluded_parties(self.context)

    @cached_property
    def _by_code(self) -> dict[str, PartyWorkload]:
        return {party.name: party for party in self.parties}

    def party(self, party: Party | str) -> PartyWorkload:
        """Return the workload of a party.

        Args:
            party: The party, its code or its name.

        Raises:
            UnknownIdError: The register has no such party; or it has no role in these plans, or was not selected.
        """
        code = party if isinstance(party, str) else None
        if code not in self._by_code:
            code = known_party(party, _day(self.context), self.context.register).code
        if code not in self._by_code:
            raise UnknownIdError("Workload of the party", code, self._by_code)
        return self._by_code[code]


def workload(ctx: PlanFacts | PortfolioFacts, *, parties: Iterable[Party | str] | None = None) -> Workload:
    """Count the actions that parties lead and join, per month.

    A party counts once for each action, role and month. Its months are those in which the action takes place and the
    party is involved: "All MS" includes Croatia from July 2013. :func:`~empact.analysis.runs` says which months are
    certain. A role that is conditional or to be confirmed is only possible, and so are all roles in an action that is
    tentative or suspended. A condition of the action itself is ignored, because most concern only a part of it. A
    party that a decision in the ledger excludes has no duties from that day on.

    Args:
        ctx: The context of the plans.
        parties: The parties to select, or their codes or names; they are listed even without a role. By default all.

    Raises:
        UnknownIdError: The register has no such party.
    """
    check_context("workload()", ctx)
    register = ctx.register
    periods = [context.plan.period for context in ctx.contexts]
    wanted = None if parties is None else _codes(ctx, parties)
    counter = _Counter()
    for context in ctx.contexts:
        counter.count(context)
    known = counter.known if wanted is None else {code: counter.known.get(code, []) for code in wanted}
    order = {party.code: index for index, party in enumerate(register.parties)}
    workloads = tuple(
        PartyWorkload(
            name=code,
            party=register.get(code),
            duties=tuple(known[code]),
            open=_unresolved(counter.open.get(code, {})),
        )
        for code in sorted(known, key=lambda code: order[code])
    )
    counted, apart = counter.runs, counter.apart
    if wanted is not None:
        theirs = {id(duty.run) for party in workloads for part in (party, *party.open) for duty in part.duties}
        counted = [run for run in counted if id(run) in theirs]
        apart = {words: duties for words, duties in apart.items() if words[0] is not Determinacy.OPEN}
    return Workload(
        context=ctx,
        months=tuple(sorted({month for period in periods if period for month in months(period)})),
        runs=tuple(counted),
        parties=workloads,
        apart=_unresolved(apart),
        gaps=tuple(counter.gaps),
    )


def _codes(ctx: PlanFacts | PortfolioFacts, parties: Iterable[Party | str]) -> tuple[str, ...]:
    """Return the codes of parties, each once."""
    day = _day(ctx)
    names = as_items("parties", "a list of parties, codes or names", parties)
    return tuple(dict.fromkeys(known_party(name, day, ctx.register).code for name in names))


def _day(ctx: PlanFacts | PortfolioFacts) -> dt.date:
    """Return the day on which names and offices are looked up: that of knowledge, or the nearest day of the plans."""
    periods = [context.plan.period for context in ctx.contexts if context.plan.period is not None]
    if not periods:
        return ctx.as_of or dt.date.max
    planned = Span(start=min(period.start for period in periods), end=max(period.end for period in periods))
    return planned.start if ctx.as_of is None else planned.nearest(ctx.as_of)


def gaps_of(run: Run) -> Iterator[Gap]:
    """Yield the cells with parties of an action that are withheld or could not be parsed."""
    for name, cell in (("leaders", run.action.leaders), ("participants", run.action.participants)):
        if cell.withheld or cell.unparsed:
            yield Gap(plan=run.plan, action=run.action, at=run.at / name, withheld=cell.withheld)


_DETERMINACIES = tuple(Determinacy)


def _unresolved(duties_by_words: Mapping[_Words, Sequence[Duty]]) -> tuple[PartyWorkload, ...]:
    """Return the workloads of words that can't be resolved to a party."""
    words = sorted(duties_by_words, key=lambda key: (_DETERMINACIES.index(key[0]), key[1]))
    return tuple(
        PartyWorkload(name=name, party=None, determinacy=determinacy, duties=tuple(duties_by_words[determinacy, name]))
        for determinacy, name in words
    )


_Words = tuple[Determinacy, str]


class _Counter:
    """Counts the duties of each party, plan by plan."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.known: dict[str, list[Duty]] = {}
        self.apart: dict[_Words, list[Duty]] = {}
        self.open: dict[str, dict[_Words, list[Duty]]] = {}
        self.gaps: list[Gap] = []

    def count(self, ctx: PlanFacts) -> None:
        """Count the actions of a plan, without absent parties."""
        candidates = Candidates(ctx.plan, ctx.register, ctx.schedule)
        for run in runs(ctx.plan, ctx.schedule):
            self.runs.append(run)
            for role in ROLES:
                self._count(run, role, ctx.assignments.of_action(run.position, role))
            self._count_open(run, ctx, candidates)
            self.gaps += gaps_of(run)

    def _count(self, run: Run, role: PartyRole, items: Sequence[PartyAssignment]) -> None:
        """Count a role in an action. A party that is named twice counts once, as sure if one of the items is."""
        # Parties that are named by the same items have the same duty, so it is made once per set of items and shared:
        # "All MS" costs one duty and not 27.
        claims = [(item, resolved.span) for item in items for resolved in item.resolved]
        parties_of = (resolved.parties for item in items for resolved in item.resolved)
        named: dict[str, list[int]] = {}
        for place, parties in enumerate(parties_of):
            for party in parties:
                named.setdefault(party.code, []).append(place)
        made: dict[tuple[int, ...], Duty] = {}
        for code, places in named.items():
            key = tuple(places)
            if key not in made:
                made[key] = _duty(run, role, [claims[place] for place in places])
            self.known.setdefault(code, []).append(made[key])
        for words, same in _apart(items).items():
            self.apart.setdefault(words, []).append(_duty(run, role, [(item, None) for item in same]))

    def _count_open(self, run: Run, ctx: PlanFacts, candidates: Candidates) -> None:
        """Add the open groups of an action to each party that they may mean and that has no role in it at that time."""
        times: dict[tuple[PartyRole, str], dict[str, dict[Span, PartyAssignment]]] = {}
        for item, possible in candidates.possible(ctx.assignments.of_action(run.position), ctx.absences):
            if item.role in ROLES:
                by_party = times.setdefault((item.role, item.name), {})
                for party in possible.parties:
                    by_party.setdefault(party.code, {})[possible.span] = item
        for (role, name), by_party in times.items():
            made: dict[tuple[Span, ...], Duty] = {}  # shared by the parties with the same spans, as in _count
            for code, spans in by_party.items():
                key = tuple(spans)
                if key not in made:
                    made[key] = _open_duty(run, role, spans)
                self.open.setdefault(code, {}).setdefault((Determinacy.OPEN, name), []).append(made[key])


def _open_duty(run: Run, role: PartyRole, spans: Mapping[Span, PartyAssignment]) -> Duty:
    """Return the duty that an open group may give to a party, in these spans."""
    counted = set(run.months)
    reasons: list[Reason] = []
    for item in spans.values():
        why = item.reasons[0], Reason(_MAY_BE_MEANT, at=item.at)
        reasons += [reason for reason in why if reason not in reasons]
    return Duty(
        run=run,
        role=role,
        sure=False,
        months=Months(possible=tuple(month for month in months_within(run.stretches, spans) if month in counted)),
        reasons=tuple(reasons),
    )


_MAY_BE_MEANT = "the plan does not say whether the party is one of them, so it is possible, not certain"


def _apart(items: Iterable[PartyAssignment]) -> dict[_Words, list[PartyAssignment]]:
    by_words: dict[_Words, list[PartyAssignment]] = {}
    for item in items:
        if not item.resolved and not item.absences:
            by_words.setdefault((item.determinacy, item.name), []).append(item)
    return by_words


def _duty(run: Run, role: PartyRole, claims: Sequence[tuple[PartyAssignment, Span | None]]) -> Duty:
    """Return the duty that the items of a cell give, each with its span; None means the complete action."""
    certain: list[Span] = []
    everything: list[Span] = []
    reasons: list[Reason] = []
    sure = False
    for item, span in claims:
        days = [stretch.span for stretch in run.stretches] if span is None else [span]
        everything += days
        doubt = _doubt(item)
        if doubt is None:
            certain += days
            sure = True
        why = (item.reasons[0], *(() if doubt is None else (Reason(doubt, at=item.at),)))
        reasons += [reason for reason in why if reason not in reasons]
    counted = set(run.months)
    claimed = months_within(run.stretches, certain).certain if run.sure else ()
    certainly = tuple(month for month in claimed if month in counted)
    rest = {month for month in months_within(run.stretches, everything) if month in counted} - {*certainly}
    return Duty(
        run=run,
        role=role,
        sure=sure and run.sure,
        months=Months(certain=certainly, possible=tuple(sorted(rest))),
        reasons=tuple(reasons),
    )


def _doubt(item: PartyAssignment) -> str | None:
    """Return why a role is not certain; None if it is."""
    if item.is_tentative:
        return "the role is to be confirmed, so it is possible, not certain"
    if item.item.condition is not None:
        return "the role is conditional, so it is possible, not certain"
    return None
