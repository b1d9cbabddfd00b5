"""Who is asked what in a round, beside an oracle that is written from the page on claims alone.

A failure prints its seed, with which `differences_of(seed)` repeats it.
"""

from __future__ import annotations

import ast
import calendar
import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.oracles.asking.oracle import FINAL, PARTIES, STATES, Action, Question, World, asked
from tests.support import invented
from tests.support import progress_cases as cases

import empact
from empact.analysis import PlanContext, ReportForm
from empact.model import Adds, CountedBy, FiledReport, KpiDefinition, KpiRegister, Plan, Ref, Reply

pytestmark = pytest.mark.oracle

SEEDS = st.integers(0, 2**32 - 1)
MONTHS = (3, 6, 9, 12)
ADDS = (None, "incremental", "cumulative", "latest", "ratio", "milestone", "qualitative")


class Drawn:
    """A random plan with reports and a ledger, as the oracle has it and as empact has it."""

    def __init__(self, seed: int) -> None:
        chance = self.chance = random.Random(seed)
        months = sorted(chance.sample(MONTHS, chance.randrange(1, 4)))
        days = [dt.date(2031, month, calendar.monthrange(2031, month)[1]) for month in months]
        rounds = tuple((f"{day:%B} 2031", day) for day in days)
        actions = tuple(self.action(f"1.{number}") for number in range(1, 5))
        statuses = {
            (action.number, position, leader): chance.choice([*sorted(FINAL), "live", "live", "not started"])
            for action in actions
            for position in range(len(rounds))
            for leader in action.leaders
            if leader in PARTIES and chance.random() < 0.4
        }
        self.declined = [(action, party) for action in actions for party in action.named if chance.random() < 0.15]
        excluded = {party: dt.date(2031, chance.randrange(1, 13), 1) for party in STATES[1:] if chance.random() < 0.15}
        drivers = ("QM", "QN") if chance.random() < 0.2 else ("QM",)
        self.world = World(drivers, rounds, actions, statuses, excluded)

    def action(self, number: str) -> Action:
        """A random action."""
        chance = self.chance
        leaders = tuple(chance.sample(PARTIES, chance.choice([0, 1, 1, 1, 2])))
        several = chance.sample(PARTIES, chance.randrange(0, 6))
        sure = chance.randrange(len(several) + 1)
        return Action(
            number=number,
            leaders=leaders,
            named=tuple(several[:sure]),
            unsure=tuple(several[sure:]),
            group=chance.random() < 0.3,
            begins=dt.date(2031, chance.choice([1, 1, 4, 7, 10]), 1),
            kpis=("1a", "1b") if chance.random() < 0.2 else ("1",),
            adds=chance.choice(ADDS),
            counted_by_leader=chance.random() < 0.2,
        )

    def plan(self) -> Plan:
        """The plan, as a person would write it."""
        points = ", ".join(name for name, _ in self.world.rounds)
        head = cases.HEAD.format(id="Q-2031").replace("June 2031, December 2031", points)
        head = head.replace("driver: QM", f"driver: [{', '.join(self.world.drivers)}]")
        return empact.loads(head + "".join(map(self.row, self.world.actions)), format="yaml")

    @staticmethod
    def row(action: Action) -> str:
        """An action in YAML."""
        participants = [*action.named, *(f"{party} (tbc)" for party in action.unsure)]
        participants += ["Relevant MS"] if action.group else []
        return cases.ROW.format(
            number=action.number,
            leaders=", ".join(action.leaders) or ("Relevant MS" if action.group else ""),
            participants=", ".join(participants),
            links="",
            timing=f"{action.begins:%B} 2031 to December 2031",
            kpi="Number of arrests / detected persons" if len(action.kpis) > 1 else "Number of arrests",
        )

    def context(self) -> PlanContext:
        """The plan in empact with what is recorded."""
        plan = self.plan()
        entries = [
            invented.answer(
                "2031-01-10", Reply.DECLINED, "a-call", by=party, actions=(Ref(plan="Q-2031", action=action.number),)
            )
            for action, party in self.declined
        ]
        entries += [invented.decision(str(day), party) for party, day in self.world.excluded.items()]
        definitions = [
            KpiDefinition(
                action=action.number,
                kpi=kpi,
                adds=None if action.adds is None else Adds(action.adds),
                counted_by=CountedBy.LEADER if action.counted_by_leader else None,
                decided_by="QM",
                on=dt.date(2031, 1, 1),
            )
            for action in self.world.actions
            for kpi in action.kpis
            if action.adds is not None or action.counted_by_leader
        ]
        return cases.context(
            plan,
            self.reports(),
            kpis=KpiRegister(plan=plan.id, definitions=tuple(definitions)),
            ledger=invented.ledger(*sorted(entries, key=lambda entry: entry.on)),
        )

    def reports(self) -> Iterator[FiledReport]:
        """The report of each leader in a round: the statuses of its actions."""
        by_report: dict[tuple[int, str], list[FiledReport]] = {}
        for (number, position, leader), word in self.world.statuses.items():
            name, day = self.world.rounds[position]
            filed = cases.filed(leader, action=number, status=word, on=str(day), checkpoint=name)
            by_report.setdefault((position, leader), []).append(filed)
        for several in by_report.values():
            actions = tuple(action for filed in several for action in filed.content.actions)
            yield attrs.evolve(several[0], content=attrs.evolve(several[0].content, actions=actions))


def said(form: ReportForm) -> dict[str, dict[Question, bool]]:
    """What a form asks, as the oracle says it."""
    return {
        action.action.number: {
            (question.asked.value, None if question.kpi is None else str(question.kpi.number)): question.expected
            for question in action.questions
        }
        for action in form.actions
    }


def differences_of(seed: int) -> list[str]:
    """Where empact and the oracle differ about a random plan; each line has both, the oracle first."""
    drawn = Drawn(seed)
    world, context = drawn.world, drawn.context()
    found: list[str] = []
    for position, (name, _) in enumerate(world.rounds):
        for party in PARTIES:
            form = context.report_form(party, name)
            expected, got = asked(world, party, position), said(form)
            found += [
                f"{party}, {name}, {number}: {expected.get(number)} is {got.get(number)}"
                for number in sorted({*expected, *got})
                if expected.get(number) != got.get(number)
            ]
            of_driver = (bool(form.texts), form.drives)
            if of_driver != (party in world.drivers,) * 2:
                found.append(f"{party}, {name}: the Driver's texts are {of_driver}")
    return found


def test_oracle__imports_nothing_of_empact() -> None:
    code = Path(__file__).with_name("asking").joinpath("oracle.py").read_text(encoding="utf-8")
    nodes = [*ast.walk(ast.parse(code))]
    modules = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    modules |= {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    assert modules == {"__future__", "collections.abc", "dataclasses", "datetime"}


@given(SEEDS)
@settings(max_examples=max(1, settings().max_examples // 4), phases=(Phase.explicit, Phase.generate))
def test_questions__are_those_of_the_oracle(seed: int) -> None:
    assert differences_of(seed) == []
