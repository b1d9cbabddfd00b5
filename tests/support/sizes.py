"""Invented plans of any size, with ledgers, reports and operations: tests of cost double one size at a time."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from pathlib import Path

import attrs

import oap_invented_2031
from empact import Plan, Session, parse_parties
from empact.analysis import LightThresholds, PlanContext, Portfolio, PortfolioContext
from empact.model import (
    ActionReport,
    Adds,
    CommitmentBacking,
    EntryContent,
    EntryKind,
    Figure,
    FigureScope,
    FiledReport,
    KpiDefinition,
    KpiRegister,
    Ledger,
    LedgerEntry,
    Operation,
    Prose,
    Ref,
    Report,
    Reports,
    Span,
)
from empact.model.answers import Answer, AnswerKind, Answers

SESSION = Session(plugins=[oap_invented_2031])
DRIVER = "QM"
STATES = ("QN", "QO", "QP", "QQ", "QR")
_SYLLABLES = ("ba", "de", "fi", "go", "lu", "ma", "ne", "po")
_PLANS_OF_A_YEAR = 4
_THREAD = 8
"""The number of entries that belong together: a commitment, what is said about it, and a meeting."""


@attrs.frozen(kw_only=True)
class Sizes:
    """How many plans there are, and how many actions, ledger entries and reports each has."""

    plans: int = 2
    actions: int = 4
    entries: int = 8
    reports: int = 8


class Given:
    """Plans of some sizes, with everything that a function about them takes; nothing is derived from them yet."""

    def __init__(self, sizes: Sizes, folder: Path) -> None:
        self.sizes = sizes
        self.folder = folder
        self.plans = tuple(attrs.evolve(plan) for plan in _plans(sizes.plans, sizes.actions))  # nothing derived
        self.ledgers = tuple(_ledger(plan, sizes.entries) for plan in self.plans)
        self.records = SESSION.records(
            ledger=self.ledgers,
            reports=tuple(_reports(plan, sizes.reports) for plan in self.plans),
            operations=tuple(_operation(plan) for plan in self.plans),
            kpis=tuple(_kpi_register(plan) for plan in self.plans),
        )
        self.portfolio = Portfolio(self.plans)

    @property
    def plan(self) -> Plan:
        """The first plan."""
        return self.plans[0]

    @property
    def ledger(self) -> Ledger:
        """The ledger of the first plan."""
        return self.ledgers[0]

    @property
    def end(self) -> dt.date:
        """The end of the last plan, after all that is recorded."""
        return dt.date(_year_of(self.plans[-1]), 12, 31)

    @cached_property
    def context(self) -> PlanContext:
        """The context of the first plan."""
        return SESSION.context(self.plan, as_of=self.end, records=self.records)

    @cached_property
    def contexts(self) -> PortfolioContext:
        """The context of all plans."""
        context = SESSION.context(self.portfolio, as_of=self.end, records=self.records)
        return attrs.evolve(context, lights=LightThresholds(green=Decimal("0.9"), amber=Decimal("0.5")))

    @cached_property
    def reports(self) -> tuple[FiledReport, ...]:
        """The reports about the first plan."""
        return _reports(self.plan, self.sizes.reports).reports

    @cached_property
    def answers(self) -> Answers:
        """An answer about the first action of each plan and that of the next plan."""
        pairs = zip(self.plans, self.plans[1:], strict=False)
        return Answers(
            answers=tuple(
                Answer(
                    actions=tuple(Ref(plan=plan.id, action="1.1") for plan in pair),
                    answer=AnswerKind.SEPARATE,
                    by=DRIVER,
                    on=dt.date(2031, 1, 1),
                )
                for pair in pairs
            )
        )


def _word(number: int) -> str:
    """A word of four syllables that no other number has."""
    return "".join(_SYLLABLES[number // 8**place % 8] for place in range(4))


def _year(index: int) -> int:
    return 2031 + index // _PLANS_OF_A_YEAR


def _year_of(plan: Plan) -> int:
    return int(plan.id.partition("-")[2])


def _parties(place: int) -> tuple[str, str, str]:
    """The leader and the two participants of an action."""
    leader, *others = (STATES[(place + turn) % len(STATES)] for turn in range(3))
    return leader, others[0], others[1]


@functools.cache
def _plans(plans: int, actions: int) -> tuple[Plan, ...]:
    return tuple(_plan(index, actions) for index in range(plans))


def _plan(index: int, actions: int) -> Plan:
    letter, year = "ABCDEFGH"[index % _PLANS_OF_A_YEAR], _year(index)
    lines = [
        "empact: plan/1",
        f"id: {letter}-{year}",
        f"title: Invented plan {index}",
        f"cycle: {{id: {year}-{year}}}",
        f"priority: {{code: {letter}, name: Priority {letter}}}",
        f"period: {{start: {year}-01-01, end: {year}-12-31}}",
        f"driver: {DRIVER}",
        "oversight: COSI",
        f"checkpoints: [{{name: June, on: {year}-06-30}}, {{name: December, on: {year}-12-31}}]",
        "provisions: [{kind: exclusion, stated: section 1/1/1}]",
        'sections: [{number: "1", heading: 1. Management, text: "Who jeopardises the delivery takes no part."}]',
        'goals: [{number: "1", annex: To stop counterfeit clocks.}, {number: "2", annex: To check workshops.}]',
        "actions:",
    ]
    for place in range(actions):
        leader, *others = _parties(place)
        links = f"1.{(place ^ 1) + 1}"
        first = _word(2 * (index * actions + place))
        lines += [
            f'  - number: "1.{place + 1}"',
            f'    goal: "{place % 2 + 1}"',
            f"    activity: Search the {first} workshops on the {_word(2 * (index * actions + place) + 1)} route.",
            f"    leaders: {leader}",
            f"    participants: {', '.join(others)}",
            f"    links: {links}",
            f"    timing: {('March', 'June/July', 'Q3')[place % 3]}",
            "    target: 100 clocks seized.",
            f'    kpis: "KPI: 100 {first} clocks seized"',
        ]
    plan: Plan = SESSION.loads("\n".join(lines), format="yaml")
    return plan


def _ledger(plan: Plan, entries: int) -> Ledger:
    contents = [_entry(plan, number) for number in range(entries)]
    return Ledger(
        plan=plan.id,
        entries=tuple(
            LedgerEntry(id=f"e{number:05}", digest=f"{number:064}", content=content)
            for number, content in enumerate(contents)
        ),
    )


def _entry(plan: Plan, number: int) -> EntryContent:
    thread, turn = divmod(number, _THREAD)
    place = thread % len(plan.actions)
    year = _year_of(plan)
    leader, participant, _ = _parties(place)
    first = f"e{thread * _THREAD:05}"
    to, of = parse_parties(leader), parse_parties(participant)
    driver = parse_parties(DRIVER)
    facts = (
        {
            "kind": EntryKind.COMMITMENT,
            "parties": to,
            "due": dt.date(year, 5, 31),
            "backing": (CommitmentBacking.RESOURCES,),
        },
        {"kind": EntryKind.REMINDER, "parties": to, "by": of, "replies_to": (first,)},
        {"kind": EntryKind.MEETING, "parties": to, "by": driver},
        {"kind": EntryKind.CONTACT, "parties": to, "by": driver},
        {"kind": EntryKind.CALL, "parties": to, "by": driver, "due": dt.date(year, 7, 5)},
        {"kind": EntryKind.ANSWER, "by": to, "replies_to": (f"e{thread * _THREAD + 1:05}",)},
        {"kind": EntryKind.ACCOUNT, "by": to},
        {"kind": EntryKind.CORRECTION, "by": of, "replies_to": (f"e{thread * _THREAD + 3:05}",)},
    )[turn]
    call = facts["kind"] is EntryKind.CALL
    return EntryContent(
        plan=plan.id,
        on=dt.date(year, 1 + turn, 1 + thread % 28),
        actions=() if call else (Ref(action=f"1.{place + 1}"),),
        text=Prose(text="June" if call else f"Invented: {_word(number)}."),
        source=f"Invented: letter {number}",
        **facts,  # type: ignore[arg-type]  # each field has its own type
    )


def _reports(plan: Plan, reports: int) -> Reports:
    return Reports(
        plan=plan.id,
        reports=tuple(
            FiledReport(id=f"r{number:05}", digest=f"{number:064}", content=_report(plan, number))
            for number in range(reports)
        ),
    )


def _report(plan: Plan, number: int) -> Report:
    turn, place = divmod(number, len(plan.actions))
    round_, who = divmod(turn, 3)
    year = _year_of(plan)
    month, day, name = ((6, 28, "June"), (12, 11, "December"))[round_ % 2]
    figures = (
        Figure(kpi=1, scope=FigureScope.OWN, value=Decimal(number)),
        Figure(measure=f"{_word(place)} patrols", scope=FigureScope.OWN, value=Decimal(number)),
    )
    return Report(
        plan=plan.id,
        checkpoint=name,
        by=parse_parties(_parties(place)[who]),
        part=f"authority {number}",
        on=dt.date(year, month, day),
        source=f"Invented: form {number}",
        actions=(ActionReport(action=f"1.{place + 1}", status=None if who else "live", figures=figures),),
    )


def _operation(plan: Plan) -> Operation:
    year = _year_of(plan)
    return Operation(
        id=f"JAD-{plan.id}",
        name="Joint action days (invented)",
        days=(Span(start=dt.date(year, 2, 1), end=dt.date(year, 2, 7)),),
        actions=(Ref(plan=plan.id, action="1.1"),),
    )


def _kpi_register(plan: Plan) -> KpiRegister:
    return KpiRegister(plan=plan.id, definitions=tuple(_definitions(plan)))


def _definitions(plan: Plan) -> Iterator[KpiDefinition]:
    year = _year_of(plan)
    for place, action in enumerate(plan.actions):
        adds = Adds.CUMULATIVE if place % 2 else Adds.INCREMENTAL
        yield KpiDefinition(action=action.number, adds=adds, decided_by=DRIVER, on=dt.date(year, 1, 30))
