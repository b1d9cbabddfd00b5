"""Load: how many actions each party leads, joins or helps with, in every month of the plans of a portfolio."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import attrs

from empact.analysis.involvement.absences import Absence, recorded_absences
from empact.analysis.involvement.assignments import Determinacy, PartyAssignment, PartyRole, assignments
from empact.analysis.portfolio.plans import Portfolio
from empact.analysis.reasons import Reason
from empact.analysis.schedules import schedule
from empact.analysis.workloads.active_months import Month, Months, Run, months, months_within, runs
from empact.diagnostics import Pointer
from empact.errors import UnknownIdError
from empact.model import Action, Ledger, Party, Plan, Span
from empact.reference import Register
from empact.reprs import short_repr

ROLES = (PartyRole.LEADER, PartyRole.PARTICIPANT, PartyRole.COOPERATING)
"""The parts that make a load: to lead, to join, and to act in cooperation with a leader."""


@attrs.frozen
class Tally:
    """So many for certain, and so many more that are possible: ``6+1``, or ``+1`` where nothing is certain."""

    certain: int = 0
    possible: int = 0

    __repr__ = short_repr

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.certain + other.certain, self.possible + other.possible)

    def __bool__(self) -> bool:
        return bool(self.certain or self.possible)

    def __str__(self) -> str:
        return f"{self.certain or ''}+{self.possible}" if self.possible else str(self.certain)

    @property
    def most(self) -> int:
        """What it comes to if all that is possible comes true."""
        return self.certain + self.possible


@attrs.frozen(kw_only=True)
class Duty:
    """A part in an action, in the months of it; parties that have the same part in the same months share it.

    ``sure`` is false where the plan names the party under a condition or still to be confirmed, or where the action
    itself is tentative or suspended; all months are then possible and no more.
    """

    run: Run = attrs.field(repr=False)
    role: PartyRole
    sure: bool
    months: Months
    reasons: tuple[Reason, ...]

    __repr__ = short_repr

    def __str__(self) -> str:
        return str(self.run)

    def explain(self) -> tuple[str, ...]:
        """Why the part is counted as it is, and why these months, a line each."""
        return (*map(str, self.reasons), *self.run.explain())


def tally(things: Iterable[Run | Duty]) -> Tally:
    """How many there are, those that are sure and the others."""
    sure = [one.sure for one in things]
    return Tally(sum(sure), len(sure) - sum(sure))


def by_month(things: Iterable[Run | Duty]) -> Mapping[Month, Tally]:
    """How many there are in each month that has any."""
    certain: dict[Month, int] = {}
    possible: dict[Month, int] = {}
    for one in things:
        for found, which in ((certain, one.months.certain), (possible, one.months.possible)):
            for month in which:
                found[month] = found.get(month, 0) + 1
    return {month: Tally(certain.get(month, 0), possible.get(month, 0)) for month in sorted({*certain, *possible})}


@attrs.frozen(kw_only=True)
class PartyWorkload:
    """What a party has to do: a duty for each action and role.

    ``name`` is the code of the party in the register. Words that name nobody who could be filled in have a share of
    their own: ``party`` is then None, ``name`` is what stands in the plan, and ``meaning`` says why.
    """

    name: str
    party: Party | None
    determinacy: Determinacy | None = None
    duties: tuple[Duty, ...] = attrs.field(repr=False)

    __repr__ = short_repr

    @cached_property
    def _by_part(self) -> dict[PartyRole, list[Duty]]:
        found: dict[PartyRole, list[Duty]] = {part: [] for part in ROLES}
        for duty in self.duties:
            found[duty.role].append(duty)
        return found

    def of(self, *parts: PartyRole) -> tuple[Duty, ...]:
        """The duties in these roles, or in any, role by role and in the order of the plans."""
        return tuple(duty for part in parts or ROLES for duty in self._by_part.get(part, ()))

    def total(self, *parts: PartyRole) -> Tally:
        """How many actions there are in these roles, or in any, an action counting once in each role."""
        return tally(self.of(*parts))

    def months(self, *parts: PartyRole) -> Mapping[Month, Tally]:
        """The same for each month that has any; an action without dates is in the total alone."""
        return by_month(self.of(*parts))


@attrs.frozen(kw_only=True)
class Gap:
    """A cell of an action whose words do not say who it is: not understood, or withheld."""

    plan: Plan = attrs.field(repr=False)
    action: Action = attrs.field(repr=False)
    at: Pointer
    withheld: bool

    __repr__ = short_repr

    def __str__(self) -> str:
        return f"{self.plan.id}:{self.action.number}"


@attrs.frozen(kw_only=True)
class Workload:
    """Actions led and joined per party and month.

    ``months`` are those of the periods of the plans, without the years between them. ``runs`` are the actions, whoever
    takes part in them; ``shares`` the parties in the order of the register. ``apart`` are words that nobody can be
    filled in for: open collectives ("Relevant MS"), unknown names, and anybody in a plan without a period. ``gaps`` are
    cells that say nothing that could be counted.
    """

    portfolio: Portfolio = attrs.field(repr=False)
    months: tuple[Month, ...]
    runs: tuple[Run, ...] = attrs.field(repr=False)
    shares: tuple[PartyWorkload, ...]
    apart: tuple[PartyWorkload, ...]
    gaps: tuple[Gap, ...]

    __repr__ = short_repr

    @property
    def undated(self) -> tuple[Run, ...]:
        """The actions that no month of their plan can be told of: they count in the totals alone."""
        return tuple(run for run in self.runs if not run.months)

    @property
    def curtailed(self) -> tuple[Run, ...]:
        """The actions whose timing speaks of further months, which are not counted."""
        return tuple(run for run in self.runs if run.left)

    @cached_property
    def _by_code(self) -> dict[str, PartyWorkload]:
        return {share.name: share for share in self.shares}

    def share(self, code: str) -> PartyWorkload:
        """What the party with this code has to do.

        Raises:
            UnknownIdError: The party has no part in these plans, or was not asked for.
        """
        if code not in self._by_code:
            raise UnknownIdError("Party", code, self._by_code)
        return self._by_code[code]


def workload(
    portfolio: Portfolio,
    register: Register,
    *,
    parties: Iterable[str] | None = None,
    ledgers: Iterable[Ledger] = (),
) -> Workload:
    """Actions led and joined per party and month, each party at the action's own time.

    A party counts once for each action, role and month. It has the months in which the action takes place and it is
    meant: "All MS" includes Croatia from July 2013. :func:`~empact.analysis.runs` says which months are certain; a part
    that is conditional or to be confirmed is possible and no more, and so are all parts in an action that is tentative
    or suspended. A condition of the action itself changes nothing, for most bear on a part of it.

    Args:
        portfolio: The plans.
        register: Who is who.
        parties: Codes or names, where only these parties matter; they are listed whether or not they have a part.
        ledgers: What is recorded about the plans: who is excluded by a decision has nothing to do from its day on.

    Raises:
        UnknownIdError: The register knows no such party.
    """
    away = recorded_absences(ledgers, register)
    wanted = None if parties is None else {party.code: party for party in (_party(register, one) for one in parties)}
    counter = _Counter(register)
    for plan in portfolio:
        counter.enter(plan, away.get(plan.id, ()))
    known = counter.known if wanted is None else {code: counter.known.get(code, []) for code in wanted}
    order = {party.code: index for index, party in enumerate(register.parties)}
    return Workload(
        portfolio=portfolio,
        months=tuple(sorted({month for plan in portfolio if plan.period for month in months(plan.period)})),
        runs=tuple(counter.runs),
        shares=tuple(
            PartyWorkload(name=code, party=register.get(code), duties=tuple(known[code]))
            for code in sorted(known, key=lambda code: order[code])
        ),
        apart=tuple(
            PartyWorkload(name=name, party=None, determinacy=meaning, duties=tuple(duties))
            for (meaning, name), duties in sorted(
                counter.apart.items(), key=lambda one: (_MEANINGS.index(one[0][0]), one[0][1])
            )
        ),
        gaps=tuple(counter.gaps),
    )


_MEANINGS = tuple(Determinacy)


def _party(register: Register, word: str) -> Party:
    found = register.find(word)
    return register.get(word) if found is None else found


_Words = tuple[Determinacy, str]


class _Counter:
    """Walks over plans and keeps what each party has to do."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.runs: list[Run] = []
        self.known: dict[str, list[Duty]] = {}
        self.apart: dict[_Words, list[Duty]] = {}
        self.gaps: list[Gap] = []

    def enter(self, plan: Plan, away: Sequence[Absence]) -> None:
        """Count the actions of a plan, without those who are away."""
        times = schedule(plan)
        people = assignments(plan, self.register, times, away)
        for run in runs(plan, times):
            self.runs.append(run)
            for part in ROLES:
                self._count(run, part, people.of(run.position, part))
            for name, cell in (("leaders", run.action.leaders), ("participants", run.action.participants)):
                if cell.withheld or cell.unparsed:
                    gap = Gap(plan=plan, action=run.action, at=run.at / name, withheld=cell.withheld)
                    self.gaps.append(gap)

    def _count(self, run: Run, part: PartyRole, items: Sequence[PartyAssignment]) -> None:
        """Count a role in an action; who is named twice in it counts once, as surely as either words allow."""
        claims = [(item, presence.span) for item in items for presence in item.resolved]
        everybody = (presence.parties for item in items for presence in item.resolved)
        named: dict[str, list[int]] = {}
        for place, meant in enumerate(everybody):
            for party in meant:
                named.setdefault(party.code, []).append(place)
        made: dict[tuple[int, ...], Duty] = {}
        for code, places in named.items():
            key = tuple(places)
            if key not in made:
                made[key] = _duty(run, part, [claims[place] for place in places])
            self.known.setdefault(code, []).append(made[key])
        for words, same in _apart(items).items():
            self.apart.setdefault(words, []).append(_duty(run, part, [(one, None) for one in same]))


def _apart(items: Iterable[PartyAssignment]) -> dict[_Words, list[PartyAssignment]]:
    found: dict[_Words, list[PartyAssignment]] = {}
    for item in items:
        if not item.resolved and not item.absences:
            found.setdefault((item.determinacy, item.name), []).append(item)
    return found


def _duty(run: Run, part: PartyRole, claims: Sequence[tuple[PartyAssignment, Span | None]]) -> Duty:
    """A part by the items of a cell that give it, each with the days on which it does; None is the whole action."""
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
        told = (item.reasons[0], *(() if doubt is None else (Reason(doubt, at=item.at),)))
        reasons += [one for one in told if one not in reasons]
    counted = set(run.months)
    found = months_within(run.stretches, certain).certain if run.sure else ()
    certainly = tuple(month for month in found if month in counted)
    rest = {month for month in months_within(run.stretches, everything) if month in counted} - {*certainly}
    return Duty(
        run=run,
        role=part,
        sure=sure and run.sure,
        months=Months(certain=certainly, possible=tuple(sorted(rest))),
        reasons=tuple(reasons),
    )


def _doubt(item: PartyAssignment) -> str | None:
    """Why a part may come to nothing."""
    if item.item.tentative:
        return "the part is to be confirmed, so that it is possible and no more"
    if item.item.condition is not None:
        return "the part is conditional, so that it is possible and no more"
    return None
