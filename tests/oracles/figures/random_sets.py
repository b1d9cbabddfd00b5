"""Random small sets of figures, each drawn from a seed: a plan of one year, its parties, decisions and reports.

The door is kept for most sets: a line that it refuses is left out. In some, reports are filed as if written by hand.
No report has a day after `as_of`.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from decimal import Decimal

import attrs
from tests.oracles.figures.door import Row, file_report, refusals
from tests.oracles.figures.force import Force, Role, key_of
from tests.oracles.figures.inputs import (
    PRESIDENCY,
    Action,
    Agreement,
    Answer,
    Base,
    Comparison,
    CountedBy,
    Did,
    Entry,
    EntryKind,
    Group,
    Kind,
    Kpi,
    Line,
    Method,
    Nothing,
    NotYet,
    Number,
    Party,
    PartyKind,
    Presidency,
    Ratio,
    Reached,
    Report,
    Round,
    Settled,
    StatusWord,
    Target,
    Unchanged,
    Words,
    World,
    data_day,
)
from tests.oracles.figures.people import former_leaders, leaders_on
from tests.oracles.figures.shown import MONTHS

STATES = ("QM", "QN", "QO", "QP", "QQ", "QR")
BODIES = ("QS", "QT", "QU")
OTHERS = {"QV": PartyKind.THIRD_COUNTRY, "QW": PartyKind.ORGANISATION, "QX": PartyKind.FIRM}
WORDS = ("live", "live", "unclear", "completed", "completed", "not completed", "cancelled", "carried over")
YEAR = 2031
DAY = dt.timedelta(days=1)


class Drawn:
    """A random set."""

    def __init__(self, seed: int, *, by_hand: bool | None = None) -> None:
        self.chance = random.Random(seed)
        drawn_by_hand = self.maybe(0.15)
        self.by_hand = drawn_by_hand if by_hand is None else by_hand
        self.mostly = self.chance.choice([CountedBy.LEADERS, CountedBy.PARTIES])
        self.refused: list[Row] = []
        """The rows by which lines and reports were refused while the set was drawn."""
        merged = self.maybe(0.15)
        self.world = World(
            co_drivers=("QN",) if self.maybe(0.2) else (),
            parties=self._parties(merged=merged),
            presidencies=(
                Presidency(party="QO", first_day=dt.date(YEAR, 1, 1), last_day=dt.date(YEAR, 6, 30)),
                Presidency(party="QP", first_day=dt.date(YEAR, 7, 1), last_day=dt.date(YEAR, 12, 31)),
            ),
            rounds=self._rounds(),
        )
        actions = tuple(self._action(f"1.{number}") for number in range(1, self.chance.randrange(3, 5)))
        self.world = attrs.evolve(self.world, actions=actions)
        self.world = attrs.evolve(self.world, entries=self._entries(), agreements=self._agreements())
        self.force = Force(self.world)
        self.reports: list[Report] = []
        self._report()
        self.world = attrs.evolve(self.world, reports=tuple(self.reports))
        if self.reports and self.maybe(0.6):
            as_of = self.chance.choice(self.reports).day + self.chance.randrange(0, 12) * DAY
            known = tuple(report for report in self.reports if report.day <= as_of)
            self.world = attrs.evolve(self.world, reports=known, as_of=as_of)

    def maybe(self, chance: float) -> bool:
        """Return True as often as said."""
        return self.chance.random() < chance

    def some(self, names: tuple[str, ...], most: int) -> tuple[str, ...]:
        """Return some of the names."""
        return tuple(self.chance.sample(names, self.chance.randrange(0, most + 1)))

    def day(self, first: int = 1, last: int = 12) -> dt.date:
        """Return a day in one of some months."""
        return dt.date(YEAR, self.chance.randrange(first, last + 1), self.chance.choice([1, 1, 15, 28]))

    def _parties(self, *, merged: bool) -> tuple[Party, ...]:
        parties = [Party(code=code) for code in STATES]
        parties[-1] = Party(code="QR", first_day=dt.date(YEAR, 7, 1) if self.maybe(0.3) else None)
        parties += [Party(code=code, kind=kind) for code, kind in OTHERS.items()]
        if merged:
            end = dt.date(YEAR, 8, 31)
            parties += [Party(code=code, kind=PartyKind.BODY, last_day=end) for code in ("QS", "QT")]
            successor = Party(code="QY", kind=PartyKind.BODY, first_day=end + DAY, predecessors=("QS", "QT"))
            parties += [Party(code="QU", kind=PartyKind.BODY), successor]
        else:
            parties += [Party(code=code, kind=PartyKind.BODY) for code in BODIES]
            parties.append(Party(code="QY", kind=PartyKind.BODY, former_codes=("QZ",)))
        return tuple(parties)

    def _rounds(self) -> tuple[Round, ...]:
        months = sorted({*self.chance.sample([3, 6, 9], self.chance.choice([1, 2])), self.chance.choice([11, 12, 12])})
        rounds = []
        for month in months:
            day = data_day((YEAR, month), dt.date(YEAR, 12, 31))
            closed = day + self.chance.randrange(5, 45) * DAY if self.maybe(0.3) else None
            reply = day + self.chance.choice([0, 10, 31]) * DAY
            rounds.append(Round(name=MONTHS[month - 1], data_day=day, reply_day=reply, closed_on=closed))
        return tuple(rounds)

    def _action(self, number: str) -> Action:
        lead = (*STATES, "QS", "QU", PRESIDENCY, "QV")
        leaders = tuple(self.chance.sample(lead, self.chance.choice([0, 1, 1, 1, 2, 2, 2, 2, 3])))
        names = tuple(code for code in (*STATES, *BODIES, *OTHERS, "QY") if code not in leaders)
        group = Group(members=self.some(STATES, 5), closed_by_plan=self.maybe(0.15)) if self.maybe(0.35) else None
        return Action(
            number=number,
            leaders=leaders,
            parties=self.some(names, 4),
            group=group,
            begin=self.day(4, 10) if self.maybe(0.25) else None,
            end=self.day(6, 12) if self.maybe(0.5) else None,
            kpis=tuple(self._kpi(str(place)) for place in range(1, self.chance.randrange(2, 4))),
        )

    def _kpi(self, number: str) -> Kpi:
        kind = self.chance.choice([Kind.COUNT] * 5 + [Kind.LEVEL, Kind.RATIO, Kind.DAY, Kind.DAY, Kind.WORDS])
        by = self.chance.choice([CountedBy.LEADERS, CountedBy.PARTIES]) if self.maybe(0.5) else self.mostly
        unit = self.chance.choice(["%", "staff"]) if kind is Kind.LEVEL else "arrests"
        keeper = self.chance.choice(["QS", "QP"]) if self.maybe(0.08) and by is CountedBy.LEADERS else None
        measure = "arrests" if kind is Kind.COUNT and self.maybe(0.7) else None
        return Kpi(
            id=number,
            method=Method(kind=kind, counted_by=by, stated_by=keeper, unit=unit, measure=measure),
            day=self.day(3, 12) if self.maybe(0.18) else None,
            target=self._target(kind) if self.maybe(0.8) else None,
        )

    def _target(self, kind: Kind) -> Target | None:
        day = self.day(3, 12) if self.maybe(0.4) else None
        if kind is Kind.WORDS:
            return None
        if kind is Kind.DAY:
            return Target(comparison=Comparison.BY_DAY, day=day)
        comparison = self.chance.choice([Comparison.AT_LEAST, Comparison.AT_MOST, Comparison.RANGE])
        low = Decimal(self.chance.choice([0, 5, 15, 30, 60]))
        high = low + self.chance.choice([5, 20]) if comparison is Comparison.RANGE else None
        if self.maybe(0.12) and kind is not Kind.RATIO:
            base = self.chance.choice([None, Base(value=Decimal(0)), Base(value=Decimal(20)), Base(value=Decimal(20))])
            return Target(comparison=comparison, low=low, high=high, day=day, is_change=True, base=base)
        return Target(comparison=comparison, low=low, high=high, day=day)

    def _entries(self) -> tuple[Entry, ...]:
        entries = []
        for action in self.world.actions:
            for party in self.some((*STATES, "QS", "QV"), 3) if action.group or self.maybe(0.3) else ():
                kind = self.chance.choice([EntryKind.CONFIRMED, EntryKind.CONFIRMED, EntryKind.DECLINED])
                entries.append(Entry(kind=kind, party=party, action=action.number, day=self.day()))
            if action.leaders and action.leaders[0] != PRESIDENCY and self.maybe(0.2):
                number, day = action.number, self.day(2, 12)
                entries.append(
                    Entry(kind=EntryKind.STOPS_LEADING, party=action.leaders[0], action=number, day=day),
                )
                if self.maybe(0.5):
                    entries.append(Entry(kind=EntryKind.LEADS, party="QR", action=number, day=day))
            if action.group and self.maybe(0.4):
                entries.append(Entry(kind=EntryKind.GROUP_CLOSED, action=action.number, day=self.day(3, 12)))
        if self.maybe(0.2):
            entries.append(Entry(kind=EntryKind.EXCLUDED, party=self.chance.choice(["QP", "QQ"]), day=self.day(4, 10)))
        return tuple(entries)

    def _agreements(self) -> tuple[Agreement, ...]:
        return tuple(
            Agreement(action=action.number, word=word, day=dt.date(YEAR, 7, 10) + self.chance.randrange(0, 250) * DAY)
            for action in self.world.actions
            for word in ("cancelled", "carried over")
            if self.maybe(0.5)
        )

    # Reports

    def _report(self) -> None:
        """File reports in the order of their days, with a few exceptions."""
        filings = []
        for _ in range(self.chance.randrange(10, 22)):
            place = self.chance.randrange(len(self.world.rounds))
            late = self.chance.choice([-8, -4, -2, 0, 0, 3, 8, 12, 20, 30, 60, 150])
            filings.append((self.world.rounds[place].data_day + (late + self.chance.randrange(3)) * DAY, place))
        for count, (day, place) in enumerate(sorted(filings)):
            on = day if self.maybe(0.9) else day - 5 * DAY
            report = self._one_report(f"r{count}", place, on)
            if report.lines or report.withdraws:
                self._file(report)

    def _one_report(self, name: str, place: int, day: dt.date) -> Report:
        chance = self.chance
        settles = self.maybe(0.14)
        action = chance.choice(self.world.actions)
        leaders = leaders_on(self.world, action, self.world.rounds[place].data_day)
        former = former_leaders(self.world, action, place)
        about = (*leaders, *leaders, *former, *former, *action.parties, *(action.group.members if action.group else ()))
        by = chance.choice(about) if about and self.maybe(0.85) else chance.choice([*STATES, "QS", "QV", "QX", "QY"])
        by = self.world.driver if settles and self.maybe(0.9) else by
        lines: list[Line] = []
        for other in self.world.actions:
            if other is action or self.maybe(0.3):
                lines += self._lines(other, by, place, day, settles=settles)
        report = Report(id=name, by=by, round=self.world.rounds[place].name, day=day, lines=tuple(lines))
        touched = [self.force.current.get(key_of(self.world, report, line)) for line in lines]
        named = sorted({statement.report.id for statement in touched if statement and statement.by == by})
        if named and self.reports and self.maybe(0.05):
            named = [self.chance.choice(self.reports).id]
        if named and self.maybe(0.85):
            report = attrs.evolve(report, supersedes=tuple(named), because="counted again" if self.maybe(0.5) else None)
        elif self.maybe(0.15):
            report = self._withdrawal(report, place)
        return report

    def _withdrawal(self, report: Report, place: int) -> Report:
        """Return a report that withdraws something, where the party has something in force."""
        own = [
            (key, statement)
            for key, statement in self.force.current.items()
            if statement.by == report.by and key.round == place and key.role is not Role.DID
        ]
        if not own:
            return report
        key, statement = self.chance.choice(own)
        return attrs.evolve(
            report,
            lines=(),
            supersedes=(statement.report.id,),
            withdraws=((key.action, key.kpi),),
            because="counted in another action",
        )

    def _lines(self, action: Action, by: str, place: int, day: dt.date, *, settles: bool) -> list[Line]:
        lines = []
        settled = None
        if settles:
            with_whom = tuple(code for code in action.leaders if code not in {PRESIDENCY, self.world.driver})
            settled = Settled(day=day, agreed_with=with_whom if self.maybe(0.6) else ())
        leads = by in leaders_on(self.world, action, self.world.rounds[place].data_day)
        leads = leads or by in former_leaders(self.world, action, place)
        because = "two lists were compared" if settles and self.maybe(0.95) else None
        if self.maybe(0.5) and (leads or settles or self.maybe(0.15)):
            word = self.chance.choice(WORDS)
            on = day + self.chance.choice([-20, -20, 1]) * DAY if self.maybe(0.1) else None
            answer = StatusWord(word, on)
            lines.append(Line(action=action.number, answer=answer, settled=settled, because=because))
        if self.maybe(0.05):
            lines.append(Line(action=action.number, answer=Did("Trained 30 officers")))
        for kpi in action.kpis:
            if self.maybe(0.3):
                continue
            if not kpi.method.by_parties and not (leads or settles or kpi.method.stated_by or self.maybe(0.1)):
                continue
            answer_of = self._answer(kpi.method.kind if self.maybe(0.96) else self.chance.choice([*Kind]), place, day)
            if settles and isinstance(answer_of, Nothing | Unchanged):
                continue
            line = Line(action=action.number, kpi=kpi.id, answer=answer_of, settled=settled, because=because)
            lines.append(line if settles else self._details(line, kpi, by, leads=leads))
        if len(lines) > 1 and self.maybe(0.02):
            lines.append(lines[-1])
        return lines

    def _details(self, line: Line, kpi: Kpi, by: str, *, leads: bool) -> Line:
        for_party = None
        if kpi.method.by_parties and leads and self.maybe(0.3):
            for_party = self.chance.choice([code for code in (*STATES, *OTHERS) if code != by])
        operations: tuple[tuple[str, Decimal], ...] = ()
        if kpi.method.measure and self.maybe(0.7):
            operations = (("JAD-2031-1", Decimal(self.chance.choice([2, 2, 2, 3]))),)
        return attrs.evolve(
            line,
            own=self.chance.choice([True, False]) if self.maybe(0.03) else None,
            for_party=for_party,
            unit=self.chance.choice([kpi.method.unit, "kg"]) if self.maybe(0.05) else None,
            because="two cases were dropped" if self.maybe(0.1) else None,
            operations=operations,
            accepted=self.maybe(0.3),
        )

    def _answer(self, kind: Kind, place: int, day: dt.date) -> Answer:
        chance = self.chance
        if self.maybe(0.03):
            any_kind: list[Answer] = [Nothing(), Unchanged(), NotYet()]
            return chance.choice(any_kind)
        amount = Decimal(place * 10 + chance.choice([2, 2, 3, 5, 5, 12, 25]))
        estimated = self.maybe(0.1)
        draws: dict[Kind, Callable[[], Answer]] = {
            Kind.COUNT: lambda: (
                Nothing() if self.maybe(0.15) else Number(-amount if self.maybe(0.02) else amount, estimated)
            ),
            Kind.LEVEL: lambda: Unchanged() if self.maybe(0.25) else Number(amount - 15, estimated),
            Kind.RATIO: lambda: self._ratio(amount, estimated=estimated),
            Kind.DAY: lambda: NotYet() if self.maybe(0.45) else self._reached(day),
            Kind.WORDS: lambda: (
                Unchanged() if self.maybe(0.2) else Words(chance.choice(["A manual is in use", "A manual is drafted"]))
            ),
        }
        return draws[kind]()

    def _ratio(self, amount: Decimal, *, estimated: bool) -> Answer:
        if self.maybe(0.15):
            return Unchanged()
        whole = Decimal(0) if self.maybe(0.03) else amount + self.chance.choice([0, 5, 10])
        return Ratio(amount + 20 if self.maybe(0.03) else min(amount, whole), whole, estimated)

    def _reached(self, day: dt.date) -> Reached:
        late = self.world.last_day + 5 * DAY
        if day >= late and self.maybe(0.5):
            return Reached(late)
        early = dt.date(YEAR - 1, 12, 1) if self.maybe(0.02) else day - self.chance.choice([0, 20, 20, 40]) * DAY
        return Reached(day + DAY if self.maybe(0.02) else early)

    def _file(self, report: Report) -> None:
        """File a report, without the lines that the door refuses unless it is written by hand."""
        refused = refusals(self.force, report)
        self.refused += [refusal.row for refusal in refused]
        if refused and not self.by_hand:
            numbers = {refusal.line for refusal in refused}
            if None in numbers:
                return
            lines = tuple(line for number, line in enumerate(report.lines) if number not in numbers)
            report = attrs.evolve(report, lines=lines)
            if not lines or refusals(self.force, report):
                return
        file_report(self.force, report, len(self.reports))
        self.reports.append(report)


def random_set(seed: int) -> World:
    """Return the random set of a seed."""
    return Drawn(seed).world
