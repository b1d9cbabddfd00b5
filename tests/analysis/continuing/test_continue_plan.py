"""The next plan: 2012 continued to an invented 2013, the invented plan with its reports, and laws for any plan."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import attrs
import pytest
from hypothesis import given, settings
from tests.support.progress_cases import context as context_with
from tests.support.progress_cases import filed, own

import oap_c_2012
import oap_invented_2031
from empact import Plan, Session
from empact.analysis import PlanContext, continue_plan, lineage
from empact.grammar import parse_document_number
from empact.model import FrozenMap, Kpi, MarkingStatus, MarkingToday, Parties, Prose, Ref, Span
from empact.testing import linked_plans, plans

SESSION = Session([oap_c_2012, oap_invented_2031])
C_2012 = SESSION.load("oap-c-2012")
C_2013 = continue_plan(SESSION.context(C_2012, as_of=dt.date(2012, 12, 8)), id="C-2013")
Q_2031 = SESSION.load("oap-invented-2031")
RECORDS = SESSION.records(
    reports=oap_invented_2031.REPORTS,
    operations=oap_invented_2031.OPERATIONS,
    kpis=oap_invented_2031.KPIS,
    ledger=oap_invented_2031.LEDGER,
)


def proposals(draft: Plan) -> dict[str, tuple[str, str]]:
    known = {action.number: action.proposal for action in draft.actions}
    return {number: (one.what.value, one.why) for number, one in known.items() if one is not None}


def invented(on: str) -> Plan:
    context = SESSION.context(Q_2031, as_of=dt.date.fromisoformat(on), records=RECORDS)
    return continue_plan(context, id="Q-2032")


def small(actions: str, *, head: str = "", id: str = "Q-2031", period: str = "2031-01-01, end: 2031-12-31") -> Plan:
    text = f"empact: plan/1\nid: {id}\nperiod: {{start: {period}}}\n{head}\nactions:\n{actions}"
    return SESSION.loads(text, format="yaml")


def drafted(plan: Plan, *, on: str = "2031-12-08", period: Span | None = None) -> Plan:
    return continue_plan(SESSION.context(plan, as_of=dt.date.fromisoformat(on)), id="Q-next", period=period)


# The reference plan on the day on which COSI would agree on the next one; each row is read in the table of 2012


def test_continue_plan__of_2012_proposes_by_the_timing_of_each_action() -> None:
    ended = "Its planned time ended on {}. No report is known."
    lasts = "It has no end of its own and lasts as long as the plan. No report is known."
    assert proposals(C_2013) == {
        "1.1": ("end", ended.format("2012-09-30")),  # September
        "1.2": ("end", ended.format("2012-06-30")),  # April/May/June
        "1.3": ("end", ended.format("2012-04-30")),  # March/April
        "2.1": ("end", ended.format("2012-11-30")),  # 2nd phase in October/November
        "2.2": ("end", ended.format("2012-09-30")),  # 2nd and 3rd quarter
        "2.3": ("continue", lasts),  # Whole year
        "3.1": ("end", ended.format("2012-09-30")),  # September
        "4.1": ("end", ended.format("2012-10-31")),  # May to October
        "4.2": ("continue", lasts),  # Whole year
        "5.1": ("end", ended.format("2012-11-30")),  # a day of action in October/November 2012
        "5.2": ("end", ended.format("2012-08-31")),  # January to August
        "6.1": ("ask", "The plan says that it is suspended. No report is known."),  # note 9
        "6.2": ("ask", "The plan says that it is still to be confirmed. No report is known."),  # to be confirmed
        "6.3": ("end", ended.format("2012-04-30")),  # March/April
        "7.1": ("continue", lasts),  # Whole year
        "7.2": (  # November/December
            "ask",
            "Its planned time ends on 2012-12-31, which is not over on 2012-12-08. No report is known.",
        ),
    }


def test_continue_plan__of_2012_keeps_the_seven_goals_which_are_adopted_for_two_years() -> None:
    assert [goal.number for goal in C_2013.goals] == ["1", "2", "3", "4", "5", "6", "7"]
    assert str(C_2013.period) == "2013-01-01 to 2013-12-31"
    assert C_2013.title == "Operational Action Plan 2013: Priority Crime Area C: Illegal Immigration"
    assert C_2013.marking == "RESTREINT UE/EU RESTRICTED"
    assert [str(checkpoint) for checkpoint in C_2013.checkpoints] == ["June", "Dec"]
    assert (C_2013.cover, C_2013.states, C_2013.drafters) == (type(C_2013.cover)(), (), Parties())
    assert (str(C_2013.driver), C_2013.cycle and C_2013.cycle.id) == ("Italy", "2011-2013")


def test_continue_plan__of_2012_names_what_changes_about_the_parties() -> None:
    presidency = "Acting EU Presidency: IE from 2013-01-01 to 2013-06-30, LT from 2013-07-01 to 2013-12-31."
    croatia = "All MS: HR is a member state from 2013-07-01 on."
    changes = {action.number: action.proposal.parties for action in C_2013.actions if action.proposal is not None}
    all_states = ("1.1", "1.2", "1.3", "2.3", "3.1", "6.3")
    assert changes == {
        **dict.fromkeys((action.number for action in C_2012.actions), ()),
        **dict.fromkeys(all_states, (croatia,)),
        "4.1": (presidency,),
    }


def test_continue_plan__of_2012_has_the_old_dates_beside_empty_cells() -> None:
    before = {action.number: dict(action.proposal.before) for action in C_2013.actions if action.proposal is not None}
    assert {number: tuple(cells) for number, cells in before.items() if tuple(cells) != ("timing",)} == {
        "7.1": ("description", "timing")  # "shared in the first half of 2012 by MS"
    }
    assert str(before["1.2"]["timing"]) == "April/May/June"
    assert str(before["2.3"]["timing"]) == "Whole year"
    assert not any(action.timing or action.results for action in C_2013.actions)
    assert not C_2013.action("7.1").description
    assert str(C_2013.action("3.1").description).startswith("Workshop shall take into account the results of the 2011")


def test_continue_plan__of_2012_has_the_new_numbers_beside_the_old_ones() -> None:
    numbers = {
        action.number: (str(action.continues[0]), action.proposal and action.proposal.number)
        for action in C_2013.actions
    }
    assert numbers["2.3"] == ("C-2012:2.3", "2.1")  # 2.1 and 2.2 are proposed to end
    assert numbers["4.2"] == ("C-2012:4.2", "4.1")
    assert numbers["6.1"] == ("C-2012:6.1", None)
    assert numbers["7.2"] == ("C-2012:7.2", None)


def test_continue_plan__moves_what_points_into_an_empty_cell_to_the_action() -> None:
    assert [str(phase.stated) for phase in C_2013.action("2.1").phases] == ["2.1", "2.1"]
    note = C_2013.find_note("8")
    assert note is not None
    assert [str(anchor) for anchor in note.qualifies] == ["5.2", "5.2"]
    assert str(C_2013.action("2.2").initiatives[0].stated) == "2.2/activity/1/1"
    assert not SESSION.validate(C_2013, select="stated-place-missing")


def test_proposal_undecided__says_which_notes_have_to_get_the_new_number() -> None:
    note = "{mark: '1', text: Only by day., qualifies: [2.2/leaders]}"
    plan = small(
        '  - {number: "2.1", leaders: QN, timing: March 2031}\n  - {number: "2.2", leaders: QO, timing: Whole year}\n',
        head=f"notes: [{note}]",
    )
    hints = {finding.place.subject: finding.hint for finding in SESSION.validate(drafted(plan), select="OAP711")}
    assert hints == {
        "Q-next:2.1": "To end it, delete the action; to continue it, fill in timing, and delete 'proposal'.",
        "Q-next:2.2": (
            "To continue it, fill in timing, and delete 'proposal'; otherwise delete the action. "
            "If it becomes 2.1, change 2.2 to 2.1 in /notes/0/qualifies/0, too."
        ),
    }


def test_continue_plan__of_2012_validates_with_a_finding_for_each_proposal() -> None:
    found = SESSION.validate(C_2012, C_2013, select="OAP71")
    undecided = [finding for finding in found if finding.code == "OAP711"]
    assert len(undecided) == 16
    assert [str(finding.place.subject) for finding in found if finding.code == "OAP714"] == ["C-2013"] * 3
    assert [finding.message for finding in found if finding.code == "OAP714"] == [
        "Section 1 has the text of C-2012, which names 2012.",
        "Section 5.1 has the text of C-2012, which names 2012.",
        "Section 5.2 has the text of C-2012, which names 2012.",
    ]
    assert not [finding for finding in SESSION.validate(C_2012, C_2013) if finding.severity.value == "error"]


@pytest.mark.parametrize("to", ["yaml", "json", "xlsx", "docx", "html"])
def test_continue_plan__gives_a_plan_that_every_format_writes(to: str) -> None:
    data = SESSION.export(C_2013, to=to)
    assert data
    if to in {"yaml", "json"}:
        assert SESSION.loads(data.decode(), format=to) == C_2013


def test_continue_plan__is_shown_with_its_proposals() -> None:
    text = SESSION.export(C_2013, document="sheet", to="text", action="2.3").decode()
    assert "Continues: C-2012:2.3" in text
    assert "Proposal: continue: It has no end of its own and lasts as long as the plan." in text
    assert "  New number: 2.1\n  All MS: HR is a member state from 2013-07-01 on.\n  Before, Timing: Whole year" in text
    assert text.startswith("RESTREINT UE/EU RESTRICTED")


# The invented plan: what its reports say decides


def test_continue_plan__proposes_by_what_the_leaders_have_reported_on_the_day() -> None:
    kinds = {
        day: [what for what, _ in proposals(invented(day)).values()]
        for day in ("2031-06-01", "2031-08-01", "2031-12-08", "2031-12-31")
    }
    assert kinds == {  # of 1.1, 1.2, 2.1, 2.2, 3.1, 3.2, 4.1, 4.2
        "2031-06-01": ["continue", "ask", "ask", "ask", "continue", "ask", "ask", "ask"],
        "2031-08-01": ["continue", "ask", "ask", "continue", "continue", "continue", "continue", "ask"],
        "2031-12-08": ["continue", "ask", "ask", "ask", "continue", "continue", "ask", "ask"],
        "2031-12-31": ["continue", "end", "end", "continue", "continue", "continue", "end", "ask"],
    }


def test_continue_plan__gives_the_reports_as_the_reason() -> None:
    december = proposals(invented("2031-12-31"))
    assert december["2.1"] == (
        "end",
        (
            "QO reports 'successfully completed' for December 2031 on 2031-12-10. "
            "The totals are those reported up to December 2031."
        ),
    )
    assert december["2.2"] == (
        "continue",
        (
            "QO reports 'carried over' for December 2031 on 2031-12-10. "
            "It continues in Q-2032:2.2, as 2031-12-10-december-2031-qo-e12f34e962bed79c says."
        ),
    )
    assert december["3.2"][1] == (
        "QM reports 'live' for December 2031 on 2031-12-14. QN reports 'completed' for December 2031 on 2031-12-16. "
        "The Driver settles it as 'live'."
    )
    assert december["4.2"] == (
        "ask",
        (
            "QP reports 'not completed' for December 2031 on 2031-12-09. "
            "The report does not say whether it is still wanted."
        ),
    )
    assert proposals(invented("2031-12-08"))["2.2"][1] == (  # before the reports for December
        "QO reports 'live' for June 2031 on 2031-07-11. Its planned time ended on 2031-10-31."
    )


def test_continue_plan__proposes_a_total_that_nobody_disputes_as_the_baseline() -> None:
    totals = {
        action.number: {number: str(baseline) for number, baseline in action.proposal.baselines.items()}
        for action in invented("2031-12-31").actions
        if action.proposal is not None
    }
    assert totals == {
        "1.1": {"1": "baseline 11 (2031)"},
        "1.2": {"1": "baseline 200 (2031)"},
        "2.1": {"1": "baseline 460 (2031)"},
        "2.2": {},
        "3.1": {"1": "baseline 2 (2031)"},
        "3.2": {},  # the two leaders differ
        "4.1": {"1": "baseline 62 (2031)"},
        "4.2": {},  # a milestone
    }


def test_continue_plan__uses_the_number_that_a_report_names_in_the_next_plan() -> None:
    draft = invented("2031-12-31")
    number = {action.number: action.proposal and action.proposal.number for action in draft.actions}
    assert number["2.2"] is None  # 2.1 ends, but QO has reported Q-2032:2.2
    assert number["4.2"] == "4.1"
    assert not SESSION.validate(Q_2031, draft, select="OAP713", records=RECORDS)


@pytest.mark.parametrize(
    ("carried", "numbers", "doubted"),
    [
        ({"2.2": "2.1"}, {"1.1": None, "2.1": None, "2.2": None, "3.1": None, "3.2": None}, {"2.2"}),  # 2.1 goes on
        ({"2.2": "2.4"}, {"1.1": None, "2.1": None, "2.2": "2.4", "3.1": None, "3.2": None}, set()),
        (  # two reports name one number
            {"2.1": "9.1", "2.2": "9.1"},
            {"1.1": None, "2.1": None, "2.2": None, "3.1": None, "3.2": None},
            {"2.1", "2.2"},
        ),
        ({"2.1": "2.2", "2.2": "2.1"}, {"1.1": None, "2.1": "2.2", "2.2": "2.1", "3.1": None, "3.2": None}, set()),
    ],
)
def test_continue_plan__proposes_no_number_twice(
    carried: dict[str, str], numbers: dict[str, str | None], doubted: set[str]
) -> None:
    rows = "".join(f"  - {{number: '{number}', leaders: 'QN, QO', timing: Whole year}}\n" for number in numbers)
    plan = small(rows, head="checkpoints: [June 2031]")
    reports = [
        filed(by, action=number, status="carried over", said={"carried_over": Ref(plan="Q-2032", action=to)})
        for by, (number, to) in zip(("QN", "QO"), carried.items(), strict=False)
    ]
    draft = continue_plan(context_with(plan, reports, as_of="2031-12-08"), id="Q-2032")
    assert {action.number: action.proposal and action.proposal.number for action in draft.actions} == numbers
    assert {number for number, (_, why) in proposals(draft).items() if "has the number" in why} == doubted


def test_continue_plan__names_a_party_that_a_decision_excludes() -> None:
    leader = invented("2031-12-08").action("3.1").proposal
    assert leader is not None
    assert leader.parties == ("QN: it takes no part in the earlier plan from 2031-10-01 on.",)
    later = invented("2031-12-31").action("3.1").proposal  # QN is a participant again from 2031-12-15 on
    assert later is not None
    assert later.parties == ()


def test_continue_plan__takes_years_from_the_names_of_checkpoints_and_from_dated_kpis() -> None:
    draft = invented("2031-12-08")
    assert [str(checkpoint) for checkpoint in draft.checkpoints] == ["June", "December"]
    assert not draft.action("1.2").kpis
    before = draft.action("1.2").proposal
    assert before is not None
    assert {column: str(text) for column, text in before.before.items()} == {
        "timing": "2nd quarter 2031",
        "kpis": "KPI: 200 clocks compared by June 2031",
    }
    assert str(draft.action("2.1").kpis) == "KPI: 500 clocks seized"


@pytest.mark.parametrize(
    ("status", "what"),
    [
        ("not started", "ask"),
        ("live", "continue"),
        ("successfully completed", "end"),
        ("not completed", "ask"),
        ("carried over", "continue"),
        ("cancelled", "end"),
        ("unclear", "ask"),
        ("continue", "ask"),  # in this plan, or in the next one?
    ],
)
def test_continue_plan__has_a_proposal_for_each_status(status: str, what: str) -> None:
    plan = small('  - {number: "1.1", leaders: QO, timing: Whole year}', head="checkpoints: [June 2031, December 2031]")
    context = context_with(plan, [filed("QO", status=status)], as_of="2031-12-08")
    assert proposals(continue_plan(context, id="Q-2032"))["1.1"] == (
        what,
        f"QO reports {status!r} for June 2031 on 2031-06-28."
        + {
            "not started": " The report does not say whether it is still wanted.",
            "not completed": " The report does not say whether it is still wanted.",
            "unclear": " Its status is not clear.",
            "continue": " Its status is not clear.",
        }.get(status, ""),
    )


def test_continue_plan__asks_if_the_leaders_differ() -> None:
    plan = small('  - {number: "1.1", leaders: "QO, QN", timing: Whole year}', head="checkpoints: [June 2031]")
    reports = [filed("QO", status="live"), filed("QN", status="completed")]
    what, why = proposals(continue_plan(context_with(plan, reports, as_of="2031-12-08"), id="Q-2032"))["1.1"]
    assert what == "ask"
    assert why == (
        "QN reports 'completed' for June 2031 on 2031-06-28. QO reports 'live' for June 2031 on 2031-06-28. "
        "Its status is not clear."
    )


def test_continue_plan__ignores_a_report_after_the_day() -> None:
    plan = small('  - {number: "1.1", leaders: QO, timing: May}', head="checkpoints: [June 2031, December 2031]")
    context = context_with(plan, [filed("QO", own(3), on="2031-12-12", status="live")], as_of="2031-12-08")
    assert proposals(continue_plan(context, id="Q-2032"))["1.1"] == (
        "end",
        "Its planned time ended on 2031-05-31. No report says how it stands.",
    )


def test_continue_plan__has_the_marking_of_the_reports() -> None:
    plan = small('  - {number: "1.1", leaders: QO}', head="marking: LIMITE\ncheckpoints: [June 2031]")
    report = filed("QO", status="live", marking="RESTREINT UE/EU RESTRICTED")
    context = context_with(plan, [report], as_of="2031-12-08")
    assert continue_plan(context, id="Q-2032").marking == context.marking == "RESTREINT UE/EU RESTRICTED; LIMITE"


def test_continue_plan__has_no_marking_if_a_document_has_declassified_the_plan() -> None:
    paper = parse_document_number("123/31 DCL 1")
    free = MarkingToday(status=MarkingStatus.DECLASSIFIED, document=paper, on=dt.date(2031, 3, 1))
    plan = attrs.evolve(small('  - {number: "1.1"}', head="marking: LIMITE"), marking_today=free)
    draft = drafted(plan)
    assert (draft.marking, draft.marking_today) == (None, None)


# Goals, periods, cycles


GOALS = """goals:
  - {number: "1", body: To know, valid: {start: 2031-01-01, end: 2032-12-31}}
  - {number: "2", body: To act, valid: {start: 2031-01-01, end: 2031-12-31}}
"""
UNDER_GOALS = """\
  - {number: "1.1", goal: "1", timing: Whole year}
  - {number: "2.1", goal: "2", timing: Whole year}
"""


def test_continue_plan__leaves_out_a_goal_that_is_no_longer_valid_and_ends_its_actions() -> None:
    draft = drafted(small(UNDER_GOALS, head=GOALS))
    assert [goal.number for goal in draft.goals] == ["1"]
    assert [action.goal for action in draft.actions] == ["1", None]
    assert proposals(draft)["2.1"] == (
        "end",
        (
            "It has no end of its own and lasts as long as the plan. No report is known. "
            "Goal 2 is adopted for 2031-01-01 to 2031-12-31, not for the period of this plan."
        ),
    )
    old = draft.action("2.1").proposal
    assert old is not None
    assert str(old.before["goal"]) == "2"
    errors = [finding for finding in SESSION.validate(draft) if finding.severity.value == "error"]
    assert [finding.code for finding in errors] == ["OAP209"]  # its number names goal 2


def test_continue_plan__asks_if_an_action_of_such_a_goal_is_live() -> None:
    plan = small(
        '  - {number: "2.1", goal: "2", leaders: QO, timing: Whole year}', head=f"{GOALS}checkpoints: [June 2031]"
    )
    context = context_with(plan, [filed("QO", action="2.1", status="live")], as_of="2031-12-08")
    assert proposals(continue_plan(context, id="Q-2032"))["2.1"][0] == "ask"


@pytest.mark.parametrize(
    ("years", "following"),
    [
        ("2031-01-01, end: 2031-12-31", "2032-01-01 to 2032-12-31"),
        ("2030-01-01, end: 2031-12-31", "2032-01-01 to 2033-12-31"),
        ("2031-03-01, end: 2031-12-31", "2032-01-01 to 2032-12-31"),
        ("2031-12-31, end: 2030-01-01", "2031-01-01 to 2031-12-31"),  # reversed
    ],
)
def test_continue_plan__covers_as_many_years_from_the_next_one_on(years: str, following: str) -> None:
    assert str(drafted(small('  - {number: "1.1"}', period=years)).period) == following


def test_continue_plan__of_two_years_names_both_and_has_each_checkpoint_once() -> None:
    plan = small(
        '  - {number: "1.1", timing: "April 2031 and May 2032"}',
        head='title: "Plan 2031-2032"\ncheckpoints: [June 2031, June 2032, {name: End, on: 2032-12-31}]',
        period="2031-01-01, end: 2032-12-31",
    )
    draft = drafted(plan, on="2032-12-08")
    assert (str(draft.period), draft.title) == ("2033-01-01 to 2034-12-31", "Plan 2033-2034")
    assert [str(checkpoint) for checkpoint in draft.checkpoints] == ["June", "End"]
    assert proposals(draft)["1.1"][0] == "end"


def test_continue_plan__leaves_out_a_cycle_that_is_over_with_the_letter_of_its_priority() -> None:
    head = (
        "cycle: {id: 2030-2031, period: {start: 2030-01-01, end: 2031-12-31}}\npriority: {code: Q, name: Clocks}\n"
        'title: "Clocks, as in 2031 before"'
    )
    draft = drafted(small('  - {number: "1.1"}', head=head))
    assert (draft.cycle, draft.priority and (draft.priority.code, draft.priority.name)) == (None, (None, "Clocks"))
    assert draft.title == "Clocks, as in 2032 before"


def test_continue_plan__replaces_an_agency_by_its_successor() -> None:
    plan = small(
        '  - {number: "1.1", leaders: "EMCDDA, HU", participants: "Europol, EMCDDA"}\n'
        '  - {number: "1.2", leaders: {text: "EMCDDA[^1]", items: [EMCDDA]}}',
        id="D-2024",
        head="notes: [{mark: '1', text: Leads alone., qualifies: [1.2/leaders/EMCDDA]}]",
        period="2024-01-01, end: 2024-12-31",
    )
    draft = drafted(plan, on="2024-12-08")
    action = draft.action("1.1")
    assert (str(action.leaders), str(action.participants)) == ("EUDA, HU", "Europol, EUDA")
    assert [item.party for item in action.leaders.understood] == ["EUDA", "HU"]
    assert action.proposal is not None
    assert action.proposal.parties == ("EMCDDA: EUDA took its place, since it existed until 2024-07-01.",)
    assert [item.party for item in draft.action("1.2").leaders.understood] == ["EUDA"]
    note = draft.find_note("1")
    assert note is not None
    assert [str(anchor) for anchor in note.qualifies] == ["1.2/leaders"]


def test_continue_plan__names_a_state_that_leaves_the_union() -> None:
    plan = small(
        '  - {number: "1.1", leaders: UK, participants: All MS}', id="X-2019", period="2019-01-01, end: 2019-12-31"
    )
    action = drafted(plan, on="2019-12-08").action("1.1")
    assert str(action.leaders) == "UK"
    assert action.proposal is not None
    assert action.proposal.parties == (
        "UK: UK is no member state from 2020-02-01 on.",
        "All MS: UK is no member state from 2020-02-01 on.",
    )


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda ctx: continue_plan(ctx, id="Q-2031"), "needs an id of its own"),
        (
            lambda ctx: continue_plan(ctx, id="Q", period=Span(start=dt.date(2031, 7, 1), end=dt.date(2032, 6, 30))),
            "begins after Q-2031, which ends on 2031-12-31; not on 2031-07-01",
        ),
        (lambda ctx: continue_plan(SESSION.context(ctx.plan), id="Q"), "give the context a date"),
        (
            lambda ctx: continue_plan(SESSION.context(attrs.evolve(ctx.plan, period=None), as_of=ctx.as_of), id="Q"),
            "has no period, so that of the next plan must be given",
        ),
    ],
)
def test_continue_plan__refuses_what_is_no_next_plan(call: Callable[[PlanContext], Plan], message: str) -> None:
    context = SESSION.context(Q_2031, as_of=dt.date(2031, 12, 8))
    with pytest.raises(ValueError, match=re.escape(message)):
        call(context)


# Laws


def check_draft(plan: Plan, draft: Plan) -> None:
    """Check that a draft loads, has each action once, and names no old date in a cell."""
    assert SESSION.loads(SESSION.export(draft, to="yaml").decode(), format="yaml") == draft
    assert [str(action.continues[0]) for action in draft.actions] == [f"{plan.id}:{one.number}" for one in plan.actions]
    assert all(len(action.continues) == 1 and action.proposal is not None for action in draft.actions)
    years = set() if plan.period is None else {*range(plan.period.start.year, plan.period.end.year + 1)}
    for old, action in zip(plan.actions, draft.actions, strict=True):
        assert not action.timing
        assert action.results == FrozenMap()
        for column in ("activity", "leaders", "participants", "description", "links", "target", "kpis"):
            cell = getattr(action, column)
            words = " ".join([str(cell), *map(str, getattr(cell, "items", ()))])
            assert years.isdisjoint(map(int, re.findall(r"(?<!\d)[12]\d{3}(?!\d)", words)))
            if column in {"leaders", "participants"} and cell:
                continue  # a successor may have taken the place of an agency
            assert action.proposal is not None
            assert cell == getattr(old, column) or str(action.proposal.before[column]) == str(getattr(old, column))
        assert all(kpi.deadline is kpi.period is None for kpi in action.kpis if isinstance(kpi, Kpi))


@given(plan=linked_plans())
@settings(max_examples=settings().max_examples // 4)  # each example is written, read and validated
def test_continue_plan__of_any_plan_continues_each_action_once_without_old_dates(plan: Plan) -> None:
    draft = continue_plan(SESSION.context(plan, as_of=dt.date(2026, 12, 8)), id="next")
    check_draft(plan, draft)
    assert {match.later.number for match in lineage(plan, draft).matches} == {one.number for one in plan.actions}
    assert not list(SESSION.validate(plan, draft, select="OAP712"))


@given(plan=plans())
@settings(max_examples=settings().max_examples // 4)
def test_continue_plan__of_a_contradictory_plan_loads(plan: Plan) -> None:
    last = dt.date.min if plan.period is None else plan.period.end
    if last.year > 9000:
        return
    period = Span(start=dt.date(last.year + 1, 1, 1), end=dt.date(last.year + 1, 12, 31))
    draft = continue_plan(SESSION.context(plan, as_of=dt.date(2026, 12, 8)), id=f"{plan.id}-next", period=period)
    check_draft(plan, draft)


def test_continue_plan__keeps_a_withheld_timing_withheld_in_the_proposal() -> None:
    draft = drafted(small('  - {number: "1.1", timing: {withheld: true}}'))
    assert not draft.action("1.1").timing
    before = draft.action("1.1").proposal
    assert before is not None
    assert before.before["timing"] == Prose(withheld=True)
