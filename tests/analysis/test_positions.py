"""Look-ups by position: two actions with one number stay apart, no pointer is parsed, and the work stays linear."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import attrs
import pytest
from tests.support import like_2012
from tests.support.findings import checked
from tests.support.linear import growth, steps
from tests.support.paths import PLAN_FOLDER
from tests.support.sheets import sheet_lines

import empact
import oap_c_2012
from empact import Session, UnknownIdError
from empact.analysis import (
    Overlap,
    PartyRole,
    PlanContext,
    Portfolio,
    PortfolioContext,
    assignments,
    impact_of_leaving,
    lineage,
    links,
    overlaps,
    runs,
    schedule,
    words_at,
    workload,
)
from empact.analysis.governing import reporting_lines
from empact.analysis.portfolio.coverage import CoveredGoal, GoalService
from empact.diagnostics import Diagnostic, Kind, Place, Pointer, Severity, Waiver
from empact.documents import build_links
from empact.grammar import parse_links, parse_parties, parse_timing
from empact.model import (
    Action,
    Anchor,
    EntryContent,
    EntryKind,
    Ledger,
    LedgerEntry,
    Links,
    Note,
    Parties,
    Plan,
    Prose,
    Span,
    StrategicGoal,
    Timing,
    Verdict,
)
from empact.model.ledger import by_plan
from empact.model.typed import types_checked
from empact.storage.ledgers import LedgerReading
from empact.testing.generated import generate
from empact.validation.contexts import RuleContext, ValidationContext
from empact.validation.overlapping import Overlapping
from empact.validation.rules import Rule
from empact.validation.selectors import Provided
from empact.validation.waivers import unused, waive

SESSION = Session([oap_c_2012])
REGISTER = SESSION.register
YEAR = Span(start=dt.date(2012, 1, 1), end=dt.date(2012, 12, 31))
MIDYEAR = dt.date(2012, 6, 30)
END = dt.date(2012, 12, 31)


def action(number: str, leaders: str, timing: str, links: str = "") -> Action:
    return Action(
        number=number,
        leaders=Parties(items=parse_parties(leaders).items),
        timing=Timing(items=parse_timing(timing).items),
        links=Links(items=parse_links(links).items),
    )


TWINS = Plan(
    id="X-2012",
    period=YEAR,
    actions=(
        action("1.1", "HU", "March", "2.1"),
        action("1.1", "AT", "September/October"),
        action("2.1", "ES", "May", "1.1"),
    ),
)


# Two actions with one number


def test_schedule__two_actions_with_one_number_stay_apart() -> None:
    times = schedule(TWINS)
    assert [item.position for item in times] == [0, 1, 2]
    assert [str(item.item) for item in times.of_action(0)] == ["March"]
    assert [str(item.item) for item in times.of_action(1)] == ["September/October"]
    assert times.of_action("1.1") == (*times.of_action(0), *times.of_action(1))
    assert times.span(0) == Span(start=dt.date(2012, 3, 1), end=dt.date(2012, 3, 31))
    assert times.span(1) == Span(start=dt.date(2012, 9, 1), end=dt.date(2012, 10, 31))
    first, second, _ = TWINS.actions
    assert (times.of_action(first), times.of_action(second)) == (times.of_action(0), times.of_action(1))
    with pytest.raises(UnknownIdError, match="in X-2012, the last position is 2"):
        times.span(3)


def test_involvements__two_actions_with_one_number_have_their_own_parties_and_times() -> None:
    found = assignments(TWINS, REGISTER)
    assert [(one.name, one.position, one.cell) for one in found] == [
        ("HU", 0, "leaders"),
        ("AT", 1, "leaders"),
        ("ES", 2, "leaders"),
    ]
    assert [one.name for one in found.of_action(1)] == ["AT"]
    assert [one.name for one in found.of_action("1.1", PartyRole.LEADER)] == ["HU", "AT"]
    assert [
        resolved.span.start.month for at in (0, 1, 2) for one in found.of_action(at) for resolved in one.resolved
    ] == [
        3,
        9,
        5,
    ]


def test_involvements__items_of_the_plan_have_a_cell_and_no_position() -> None:
    found = assignments(empact.load("oap-c-2012"), REGISTER).of_action(None)
    assert {(one.action_number, one.position) for one in found} == {(None, None)}
    assert {one.cell for one in found} == {"oversight", "driver", "drafters", "support"}


def test_positions__lead_to_the_action_of_every_item() -> None:
    plan = empact.load("oap-c-2012")
    links, times = Portfolio((plan,)).links(plan), schedule(plan)
    for item in times:
        assert plan.actions[item.position].number == item.action_number
        assert item.at.startswith(f"/actions/{item.position}/timing/")
    for one in assignments(plan, REGISTER):
        if one.position is not None:
            assert one.at.startswith(f"/actions/{one.position}/{one.cell}/")
    for connection in (*links.declared, *links.prose):
        assert plan.actions[connection.position] is connection.action
        assert connection.at.startswith(f"/actions/{connection.position}/{connection.cell}")
    for run in runs(plan, times):
        assert (plan.actions[run.position], run.at) == (run.action, f"/actions/{run.position}")


def test_targets__lead_to_goals_and_actions_by_position() -> None:
    plan = empact.load("oap-c-2012")
    portfolio = Portfolio((plan,))
    for connection in portfolio.links(plan).declared:
        for target in connection.resolution.destinations:
            held = plan.actions if isinstance(target.value, Action) else plan.goals
            assert held[target.position or 0] is target.value


def test_without__names_the_one_of_two_actions_that_loses_its_leader() -> None:
    found = impact_of_leaving(PlanContext(plan=TWINS, register=REGISTER), "AT", leaving=dt.date(2012, 4, 1))
    assert [one.at for one in found.without_leader] == [("/actions/1/leaders/items/0",)]
    assert not found.links  # they lead to the first of the two


def test_governance__a_participant_joins_the_leaders_of_its_own_action() -> None:
    reference = empact.load("oap-c-2012")
    actions = tuple(
        attrs.evolve(one, participants=Parties(items=parse_parties(who).items))
        for one, who in zip(TWINS.actions, ("PL", "SK", ""), strict=True)
    )
    plan = attrs.evolve(reference, actions=actions)
    joining = [
        (one.who, one.to) for one in reporting_lines(PlanContext(plan=plan, register=REGISTER)) if one.relation.inferred
    ]
    assert joining == [("PL", "HU"), ("SK", "AT")]


# No pointer is parsed


@pytest.fixture
def _opaque(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pointers that cannot be parsed: only the engine may, to say what a pointer leads into."""

    def parse(at: Pointer) -> tuple[str, ...]:
        pytest.fail(f"{at} is parsed")

    monkeypatch.setattr(Pointer, "tokens", property(parse))


@pytest.mark.usefixtures("_opaque")
def test_rules__parse_no_pointer() -> None:
    plans = Portfolio((like_2012.PLAN, TWINS))
    decision = EntryContent(
        plan="C-2031",
        kind=EntryKind.DECISION,
        on=dt.date(2031, 6, 30),
        parties=Parties(items=parse_parties("QO").items),
        by=Parties(items=parse_parties("COSI").items),
        verdict=Verdict.EXCLUDED,
        source="Invented",
    )
    ledger = Ledger(plan="C-2031", entries=(LedgerEntry(id="a", digest="a", content=decision),))
    context = ValidationContext(
        portfolio=plans, as_of=dt.date(2031, 12, 31), register=like_2012.REGISTER, ledgers={"C-2031": ledger}
    )
    found = {one.value.name: checked(one.value, context) for one in SESSION.rules}
    assert found["excluded-still-assigned"]
    assert found["mentioned-not-linked"]
    assert found["priority-mentioned-not-linked"]
    assert found["repeated-words"]


@pytest.mark.usefixtures("_opaque")
def test_analysis__parses_no_pointer() -> None:
    plan = empact.load("oap-c-2012")
    later, other = (empact.load(PLAN_FOLDER / f"{name}.yaml") for name in ("c_2013", "b_2012"))
    together = Portfolio((plan, later, other))
    context = PortfolioContext(portfolio=together, register=REGISTER)
    assert overlaps(context)
    assert workload(context).runs
    assert reporting_lines(context.of(plan), on=MIDYEAR)
    assert list(impact_of_leaving(context.of(plan), "HU", leaving=MIDYEAR))
    assert lineage(plan, later).matches
    assert build_links(context.of(plan)).sections
    assert SESSION.tree(links(context))["links"]


# The work stays linear


class Counted(tuple[Any, ...]):  # noqa: SLOT001 - it counts
    """A tuple that knows how often it was walked over."""

    walks = 0

    def __iter__(self) -> Iterator[Any]:
        self.walks += 1
        return super().__iter__()


def entry(plan: str, day: int) -> EntryContent:
    on = YEAR.start + dt.timedelta(days=day)
    return EntryContent(plan=plan, kind=EntryKind.MEETING, on=on, source="Invented", text=Prose(text=f"Meeting {day}"))


def ledgers(count: int) -> tuple[Ledger, ...]:
    ids = [f"X{number}-2012" for number in range(count)]
    return tuple(
        Ledger(
            plan=id,
            entries=tuple(LedgerEntry(id=str(day), digest=str(day), content=entry(id, day)) for day in range(3)),
        )
        for id in ids
    )


def test_ledger_reading__gives_each_plan_the_very_ledger_that_was_read() -> None:
    reading = LedgerReading(ledgers=ledgers(3))
    assert [reading.of_plan(one.plan) for one in reading.ledgers] == list(reading.ledgers)
    assert all(reading.of_plan(one.plan) is one for one in reading.ledgers)
    assert reading.of_plan("Y-2012") == Ledger(plan="Y-2012")


def test_ledger_reading__asked_by_every_plan_takes_twice_the_work_for_twice_the_plans() -> None:
    def work(count: int) -> Callable[[], object]:
        reading = LedgerReading(ledgers=ledgers(count))
        return lambda: [reading.of_plan(one.plan) for one in reading.ledgers]

    assert growth(work, 40) == pytest.approx(2, abs=0.1)


def test_ledgers__are_not_sorted_again_for_a_check(monkeypatch: pytest.MonkeyPatch) -> None:
    known = ledgers(6)
    plans = [Plan(id=one.plan, period=YEAR) for one in known]
    sorted_again: list[str] = []
    whole = Ledger.__init__

    def count(self: Ledger, *args: Any, **named: Any) -> None:
        sorted_again.extend(entry.id for entry in named.get("entries", ()))
        whole(self, *args, **named)

    monkeypatch.setattr(Ledger, "__init__", count)
    SESSION.validate(*plans, as_of=END, records=SESSION.records(ledger=known))
    context = SESSION.context(Portfolio(tuple(plans)), records=SESSION.records(ledger=known))
    overlaps(context)
    for plan in plans:
        impact_of_leaving(
            SESSION.context(plan, as_of=MIDYEAR, records=SESSION.records(ledger=known)), "HU", leaving=MIDYEAR
        )
    assert not sorted_again


def test_by_plan__joins_several_ledgers_of_one_plan_in_order() -> None:
    (one,) = ledgers(1)
    early, late = (Ledger(plan=one.plan, entries=entries) for entries in (one.entries[:1], one.entries[1:]))
    assert by_plan([late, early]) == {one.plan: one}
    assert by_plan([one])[one.plan] is one


def same_number(count: int) -> Plan:
    """A plan whose actions all have one number, with the cells of the reference plan."""
    reference = empact.load("oap-c-2012")
    several = [attrs.evolve(reference.actions[at % len(reference.actions)], number="2.1") for at in range(count)]
    return attrs.evolve(reference, actions=tuple(several))


def checks(plan: Plan) -> dict[str, Callable[[], object]]:
    """Whatever is derived from one plan, and each rule but those on overlaps: copies of an action overlap in pairs."""
    portfolio = Portfolio((plan,))
    context = ValidationContext(portfolio=portfolio, as_of=END, register=REGISTER)
    ctx = context.of(plan)
    found: dict[str, Callable[[], object]] = {
        "schedule": lambda: ctx.schedule,
        "parties": lambda: ctx.assignments,
        "links": lambda: portfolio.links(plan),
        "coverage": lambda: portfolio.coverage(plan),
        "load": lambda: workload(ctx),
        "without": lambda: impact_of_leaving(ctx, "HU", leaving=MIDYEAR),
        "governance": lambda: reporting_lines(ctx, on=MIDYEAR),
    }
    for one in SESSION.rules:
        if one.value.name not in {"possible-overlap", "same-action-twice"}:
            found[one.value.name] = lambda one=one: checked(one.value, context)  # type: ignore[misc]
    return found


def test_actions_with_one_number__twice_as_many_take_at_most_twice_the_work() -> None:
    for work in checks(same_number(16)).values():
        work()  # what is made once
    several, twice = checks(same_number(48)), checks(same_number(96))  # each action of the plan as often
    steep = {name: steps(twice[name]) / steps(several[name]) for name in several}
    assert {name: ratio for name, ratio in steep.items() if ratio > 2.1} == {}


def test_schedule__a_phase_is_looked_up_and_not_searched_for() -> None:
    def work(count: int) -> Callable[[], object]:
        text = "; ".join(f"phase {phase}: March" for phase in range(1, count + 1))
        times = schedule(Plan(id="X-2012", period=YEAR, actions=(action("1.1", "HU", text),)))
        assert len(times.of_action("1.1", "1")) == 1
        return lambda: [times.of_action("1.1", str(phase)) for phase in range(1, count + 1)]

    assert growth(work, 40) == pytest.approx(2, abs=0.1)


def test_input_later_than_use__dates_an_action_once_however_many_links_it_has() -> None:
    (rule,) = (one.value for one in SESSION.rules if one.value.name == "input-later-than-use")

    def work(count: int) -> Callable[[], object]:
        months = "; ".join(["March", "April"] * count)
        others = [action(f"2.{at}", "HU", "May") for at in range(count)]
        hub = action("1.1", "HU", months, ", ".join(f"uses 2.{at}" for at in range(count)))
        plan = Plan(id="X-2012", period=YEAR, actions=(hub, *others))
        context = ValidationContext(portfolio=Portfolio((plan,)), register=REGISTER)
        assert len(context.of(plan).schedule.of_action("1.1")) == 2 * count
        return lambda: checked(rule, context)

    assert growth(work, 40) == pytest.approx(2, abs=0.15)


def test_plan__is_walked_once_for_all_its_look_ups() -> None:
    actions = Counted(Action(number=f"{at % 5}.{at}", goal=str(at % 5)) for at in range(20))
    goals = Counted(StrategicGoal(number=str(at)) for at in range(5))
    with types_checked():  # the check of types walks once as well
        plan = Plan(id="X-2012", goals=goals, actions=actions)
    assert sum(len(plan.actions_of(str(at))) for at in range(5)) == 20
    assert actions.walks == 1
    with pytest.raises(UnknownIdError, match="Strategic goal '9' does not exist"):
        plan.actions_of("9")
    assert [plan.find_goal(str(at)) for at in range(6)] == [*plan.goals, None]
    portfolio = Portfolio((plan,))
    before = actions.walks
    assert [portfolio.find_action(plan, f"9.{at}") for at in range(20)] == [None] * 20
    assert actions.walks == before + 1


def test_find__gives_the_first_of_two_or_none() -> None:
    first, second = (Note(mark="1", text=Prose(text=words)) for words in ("One.", "Two."))
    plan = Plan(id="X-2012", notes=(first, second))
    assert (plan.find_note("1"), plan.find_note("2"), plan.find_section("1")) == (first, None, None)
    assert words_at(plan, Anchor(part="note 1")) == "One."


def test_words_at__walks_over_the_notes_once() -> None:
    notes = Counted(Note(mark=str(at), text=Prose(text=f"Note {at}.")) for at in range(20))
    with types_checked():
        plan = Plan(id="X-2012", notes=notes)
    assert [words_at(plan, Anchor(part=f"note {at}")) for at in range(20)] == [f"Note {at}." for at in range(20)]
    assert notes.walks == 1


def test_sheet__looks_up_the_goal_of_each_action() -> None:
    def walks(count: int) -> int:
        goals = Counted(StrategicGoal(number=str(at)) for at in range(count))
        plan = Plan(
            id="X-2012", goals=goals, actions=tuple(Action(number=f"{at}.1", goal=str(at)) for at in range(count))
        )
        assert len([line for line in sheet_lines(plan) if line.startswith("SG ")]) == count
        return goals.walks

    assert walks(12) == walks(6)


def same_id(count: int) -> tuple[Plan, ...]:
    return tuple(attrs.evolve(plan, id="X-2012") for plan in generate(count, 3, 1))


def test_portfolio__finds_each_of_many_states_of_one_plan() -> None:
    def work(count: int) -> Callable[[], object]:
        portfolio = Portfolio(same_id(count))
        assert [portfolio.counts(plan) is not None for plan in portfolio].count(True) == count
        return lambda: [portfolio.counts(plan) for plan in portfolio]

    assert growth(work, 20) == pytest.approx(2, abs=0.1)


def test_overlapping__gives_each_of_many_states_of_one_plan_its_own() -> None:
    def work(count: int) -> Callable[[], object]:
        plan = empact.load("oap-c-2012")
        states = [attrs.evolve(plan) for _ in range(count)]
        other = attrs.evolve(plan, id="Y-2012")
        found = [overlap_of(state, other) for state in states]
        overlapping = Overlapping(PortfolioContext(portfolio=Portfolio((*states, other)), register=REGISTER))
        vars(overlapping)["overlaps"] = tuple(found)
        assert [overlapping.of(state) for state in states] == [(one,) for one in found]
        assert overlapping.of(other) == tuple(found)
        return lambda: [overlapping.of(state) for state in states]

    assert growth(work, 20) == pytest.approx(2, abs=0.1)


def overlap_of(one: Plan, other: Plan) -> Overlap:
    sides = [empact.analysis.Side(plan, 0, Pointer("/actions/0"), plan.actions[0]) for plan in (one, other)]
    return Overlap(one=sides[0], other=sides[1], score=1, reasons=(), twin=True)


def test_waivers__are_looked_up_by_their_subject() -> None:
    def check(_plan: Plan, _ctx: RuleContext) -> tuple[()]:
        return ()

    rule = Rule(code="OAP999", name="invented", severity=Severity.INFO, check=check, doc="Invented.")
    portfolio = Portfolio((Plan(id="X-2012"),))

    def work(count: int) -> Callable[[], object]:
        subjects = [f"X-2012:{at}" for at in range(count)]
        found = [Diagnostic(kind=rule, message="Invented.", place=Place(subject=at)) for at in subjects]
        waivers = [Waiver(rule="invented", at=at, reason="Invented", until=END) for at in subjects]
        rules = [Provided("test", rule)]
        assert len(waive(found, waivers).waived) == count
        assert not list(unused(waivers, found, portfolio, rules))
        assert len(list(unused(waivers, found[1:], portfolio, rules))) == 1
        return lambda: (waive(found, waivers), list(unused(waivers, found, portfolio, rules)))

    assert growth(work, 40) == pytest.approx(2, abs=0.1)


def test_unused__leaves_alone_what_was_not_checked_and_what_is_no_rule() -> None:
    kind = Kind(code="OAP998", name="other", severity=Severity.ERROR, doc="Invented.")
    told = Diagnostic(kind=kind, message="Invented.", place=Place(subject="X-2012:1"))
    waiver = Waiver(rule="OAP998", at="X-2012:1", reason="Invented", until=END)
    assert list(waive([told], [waiver])) == [told]
    assert not list(unused([waiver], [], Portfolio((Plan(id="X-201"),)), ()))


def test_shared_goals__are_found_once_for_all_plans_that_carry_them() -> None:
    def work(count: int) -> Callable[[], object]:
        plan = empact.load("oap-c-2012")
        portfolio = Portfolio(tuple(attrs.evolve(plan, id=f"C{at}-2012") for at in range(count)))
        assert all(len(goal.plans) == count for one in portfolio for goal in portfolio.shared_goals(one))
        fresh = Portfolio(portfolio.plans)
        return lambda: [fresh.shared_goals(one) for one in fresh]

    assert growth(work, 20) == pytest.approx(2, abs=0.1)


def test_covered_goal__knows_its_last_plan_without_comparing_again() -> None:
    goal = StrategicGoal(number="1")
    plans = [Plan(id="A", period=None), Plan(id="B", period=YEAR), Plan(id="C", period=YEAR)]
    services = tuple(GoalService(plan=plan, at=Pointer("/goals/0"), goal=goal, under=(), linked=()) for plan in plans)
    covered = CoveredGoal(cycle=None, priority="C", number="1", valid=None, services=services)
    assert covered.last is plans[1]
    assert steps(lambda: covered.last) < len(plans)
