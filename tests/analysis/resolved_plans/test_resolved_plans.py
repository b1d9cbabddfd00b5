"""Plans in fields: links between plans, absent parties, open years, withheld cells, words that are not understood."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import attrs
import pytest

import oap_invented_2031 as example
from empact import Session
from empact.analysis import ResolvedAction
from empact.analysis.workloads.active_months import months
from empact.model import Parties, Plan, Prose, Reservation, ReservationKind
from empact.testing import make_action, make_plan

SESSION = Session([example])
INVENTED = SESSION.load("oap-invented-2031")
YEAR = {"start": "2031-01-01", "end": "2031-12-31"}


def first(plan: Plan, *others: Plan) -> ResolvedAction:
    """The first action of a plan in fields, with other plans beside it."""
    context = SESSION.context(plan, *others) if others else SESSION.context(plan)
    return next(iter(context.contexts)).resolved().actions[0]


def test_resolved__links_of_several_plans_are_found_in_the_others() -> None:
    plan = make_plan(actions=[make_action(links="uses Y-2026:2.1; Y-2026:9.9; Z-2026:1.1; 1.1")])
    other = make_plan(id="Y-2026", actions=[make_action("2.1", links="X-2026:1.1")])
    links = first(plan, other).links.items
    assert [(link.text, [str(end) for end in link.destinations], link.state.value) for link in links] == [
        ("uses Y-2026:2.1", ["Y-2026:2.1"], "reciprocated"),
        ("Y-2026:9.9", [], "missing"),
        ("Z-2026:1.1", [], "not-loaded"),
        ("1.1", ["X-2026:1.1"], "reciprocated"),
    ]
    assert [link.why for link in links][1] == "Y-2026 has no action 9.9"
    assert [link.flow.value if link.flow else None for link in links] == ["uses", None, None, None]
    assert [link.crosses for link in links] == [True, True, True, False]


def test_resolved__a_party_that_is_excluded_is_left_out_until_it_is_readmitted() -> None:
    records = SESSION.records(ledger=example.LEDGER)
    actions = SESSION.context(INVENTED, as_of=dt.date(2031, 12, 31), records=records).resolved().actions
    items = [(action.id, item) for action in actions for item in (*action.leaders.items, *action.participants.items)]
    assert [
        (id_, item.name, list(map(str, (each.span for each in item.spans)))) for id_, item in items if item.absences
    ] == [
        ("Q-2031:1.1", "QN", ["2031-01-01 to 2031-09-30", "2031-12-15 to 2031-12-31"]),
        ("Q-2031:3.1", "QN", ["2031-01-01 to 2031-09-30", "2031-12-15 to 2031-12-31"]),
        ("Q-2031:3.2", "QN", ["2031-03-01 to 2031-09-30", "2031-12-15 to 2031-12-31"]),
    ]
    (absence,) = {absence for _, item in items for absence in item.absences}
    assert (absence.party_code, str(absence.since), str(absence.until)) == ("QN", "2031-10-01", "2031-12-14")


def test_resolved__a_plan_without_a_period_has_its_named_parties_and_no_group() -> None:
    action = first(Plan(id="X", actions=(make_action(leaders="HU, All MS", timing="April", goal=None),)))
    state, group = action.leaders.items
    assert ([party.code for party in state.parties], state.spans, state.why) == (["HU"], (), ())
    assert (group.parties, group.why[-1]) == ((), "the plan has no period, so no party can be assigned")
    (period,) = action.timing.periods
    assert (period.windows, period.start, period.days) == ((), None, ())


def test_resolved__a_month_of_a_plan_of_two_years_is_open_unless_it_recurs() -> None:
    span = {"start": "2026-01-01", "end": "2027-12-31"}
    plan = make_plan(
        period=span, actions=[make_action(timing="April"), make_action("1.2", timing="April of every year")]
    )
    once, each = (action.timing.periods[0] for action in SESSION.context(plan).resolved().actions)
    assert [str(window) for window in once.windows] == ["2026-04-01 to 2026-04-30", "2027-04-01 to 2027-04-30"]
    assert (once.open_year, once.every_year, each.open_year, each.every_year) == (True, False, False, True)
    assert ([day.certain for day in once.days], [day.certain for day in each.days]) == ([False] * 2, [True] * 2)


@pytest.mark.parametrize("doubt", ReservationKind)
def test_resolved__no_day_of_an_action_in_doubt_is_certain(doubt: ReservationKind) -> None:
    timing = "May 2031; Workshop in June 2031"
    firm = make_action(timing=timing)
    unsure = make_action("1.2", timing=timing, reservations=[Reservation(kind=doubt)])
    plan = make_plan(period=YEAR, actions=[firm, unsure])
    certain, doubtful = (
        [day.certain for item in (*action.timing.periods, *action.timing.milestones) for day in item.days]
        for action in SESSION.context(plan).resolved().actions
    )
    assert (certain, doubtful) == ([True, True], [False, False])


@pytest.mark.parametrize(
    ("timing", "days"),
    [
        ("March 2030", []),
        ("November 2030 - February 2031", ["2031-01-01 to 2031-02-28"]),
        ("by February 2031", ["2031-01-01 to 2031-02-28"]),
        ("November 2031 - March 2032", ["2031-11-01 to 2031-12-31"]),
    ],
)
def test_resolved__days_are_cut_to_the_period_of_the_plan(timing: str, days: list[str]) -> None:
    action = first(make_plan(period=YEAR, actions=[make_action(timing=timing)]))
    stretches = [day for item in (*action.timing.periods, *action.timing.milestones) for day in item.days]
    assert [str(day.span) for day in stretches] == days
    within = {month for day in stretches for month in months(day.span)}
    assert within == {*action.certain_months, *action.possible_months}


def test_resolved__an_office_without_a_known_holder_says_so() -> None:
    (office,) = first(make_plan(period=YEAR, actions=[make_action(leaders="Presidency")])).leaders.items
    assert (office.determinacy.value, office.parties) == ("role", ())
    assert office.why[-1] == "no holder of 'Presidency' is known at that time, so no party is assigned"


def test_resolved__groups_have_their_lists_with_codes() -> None:
    action = first(make_plan(actions=[make_action(participants="All MS except DK, Third countries (e.g. RS)")]))
    states, third = action.participants.items
    assert states.group is not None
    assert [(party.name, party.code) for party in states.group.excluded] == [("DK", "DK")]
    assert "DK" not in [party.code for party in states.parties]
    assert third.group is not None
    assert [(party.name, party.code) for party in third.group.examples] == [("RS", "RS")]
    assert third.parties == ()


def test_resolved__an_unknown_name_says_so() -> None:
    (item,) = first(make_plan(actions=[make_action(leaders="Nobody in particular")])).leaders.items
    assert (item.determinacy.value, item.code, item.parties) == ("unknown", None, ())
    assert item.why[-1] == "the register has no party named 'Nobody in particular'"


def test_resolved__kpis_have_bounds_baseline_and_deadline() -> None:
    kpis = ["Number of arrests: between 5 and 10 (baseline 2025: 4)", "at least 50 arrests by June"]
    between, least = first(make_plan(actions=[make_action(kpis=kpis)])).kpis.items
    assert (between.value, between.most) == (Decimal(5), Decimal(10))
    assert (between.comparison and between.comparison.value) == "between"
    assert between.baseline is not None
    assert (between.baseline.value, between.baseline.year) == (Decimal(4), 2025)
    assert [str(span) for span in least.deadline] == ["2026-06-01 to 2026-06-30"]
    assert (least.direction and least.direction.value, least.unit, least.target) == ("reach", "arrests", "at least 50")


def test_resolved__words_that_are_not_understood_have_a_place_and_leave_the_ordinals() -> None:
    action = first(make_plan(actions=[make_action(kpis=["about 5 JITs", "Number of hits"], timing="soon, perhaps")]))
    assert [(str(words.at), words.text) for words in action.kpis.unparsed] == [
        ("/actions/0/kpis/items/0", "about 5 JITs")
    ]
    assert [kpi.id for kpi in action.kpis.items] == ["X-2026:1.1/2"]
    assert [words.text for words in action.timing.unparsed] == ["soon, perhaps"]


def test_resolved__a_withheld_cell_is_not_an_empty_one() -> None:
    action = first(
        make_plan(
            actions=[make_action(leaders=Parties(withheld=True), description=Prose(withheld=True), participants=None)]
        )
    )
    assert (action.leaders.withheld, action.leaders.text, action.leaders.items) == (True, "", ())
    assert (action.description.withheld, action.participants.withheld) == (True, False)


@pytest.mark.parametrize("number", ["1 a", "", "a:b", "SG 1"])
def test_resolved__a_goal_that_is_not_a_number_is_shown_as_written(number: str) -> None:
    plan = Plan(id="X-2031", actions=(attrs.evolve(make_action(), goal=number),))
    assert first(plan).goal == f"X-2031:SG {number}"


def test_resolved__two_actions_of_one_number_keep_their_own_cells() -> None:
    plan = make_plan(actions=[make_action(leaders="HU", links="1.1"), make_action(leaders="AT", timing="May")])
    one, two = SESSION.context(plan).resolved().actions
    assert [[party.code for item in action.leaders.items for party in item.parties] for action in (one, two)] == [
        ["HU"],
        ["AT"],
    ]
    assert (len(one.links.items), len(two.links.items)) == (1, 0)
    assert (str(one.at), str(two.at)) == ("/actions/0", "/actions/1")
