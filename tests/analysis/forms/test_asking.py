"""Report forms: who is asked what in a round. Expected values are read from the plans and reports by eye."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest
from tests.support import invented
from tests.support import progress_cases as cases

import empact
import oap_invented_2031 as example
from empact import Session
from empact.analysis import Asked, PlanContext, ReportForm, Standing
from empact.errors import UnknownIdError
from empact.model import Checkpoint, CountedBy, Figure, Prose, Ref, Reply

SESSION = Session(plugins=[example])
PLAN = SESSION.load("oap-invented-2031")


def context(*, as_of: dt.date | None = None, recorded: bool = True) -> PlanContext:
    if not recorded:
        return SESSION.context(PLAN)
    records = SESSION.records(
        reports=example.REPORTS, operations=example.OPERATIONS, kpis=example.KPIS, ledger=example.LEDGER
    )
    return SESSION.context(PLAN, as_of=as_of, records=records)


def asked(form: ReportForm, *, expected: bool) -> dict[str, list[str]]:
    """What is asked, or is only possible, by the number of the action."""
    return {
        action.action.number: [
            f"{question.asked.value}{'' if question.kpi is None else f' {question.kpi.number}'}"
            for question in action.questions
            if question.expected is expected
        ]
        for action in form.actions
        if any(question.expected is expected for question in action.questions)
    }


def test_report_form__expects_what_has_begun_and_counts_shares() -> None:
    """In June, 2.1 is still to come (September); QP leads 4.2 and takes part in 1.1, 2.1, 2.2, 3.1 and 4.1."""
    form = context(recorded=False).report_form("QP", "June")
    assert asked(form, expected=True) == {
        "1.1": ["own 1"],
        "2.2": ["own 1"],
        "3.1": ["own 1"],
        "4.1": ["own 1"],
        "4.2": ["status", "total 1"],
    }
    standings = {action.action.number: action.standing for action in form.actions}
    assert standings == dict.fromkeys(("1.1", "2.1", "2.2", "3.1", "4.1"), Standing.PARTICIPANT) | {
        "4.2": Standing.LEADER
    }
    assert (form.cut_off, form.due, form.drives, form.supersedes) == (dt.date(2031, 6, 30), None, False, ())
    assert [action.expected for action in form.actions] == [True, False, True, True, True, True]


def test_report_form__asks_a_leader_for_what_only_leaders_state() -> None:
    form = context(recorded=False).report_form("QP", "June")
    assert asked(form, expected=False)["4.2"] == [
        "started", "ended", "narrative", "obstacles", "support", "reason", "agreed_by", "carried_over",
    ]  # fmt: skip
    assert asked(form, expected=False)["2.2"] == ["narrative"]


def test_report_form__asks_nobody_but_leaders_for_a_milestone() -> None:
    """The KPI register says that the KPI of 4.2, which QP leads and QR takes part in, is a milestone."""
    leader, participant = (context().report_form(party, "December") for party in ("QP", "QR"))
    assert asked(leader, expected=True)["4.2"] == ["status", "reached 1"]
    assert "4.2" not in asked(participant, expected=True)
    assert asked(participant, expected=False)["4.2"] == ["narrative"]


def test_report_form__has_what_the_party_stated_before() -> None:
    """QZ reported 5 and 180 in June, in the second of two reports; in December it is asked again."""
    form = context(as_of=dt.date(2031, 12, 1)).report_form("QZ", "December")
    said = {
        question.key.partition(" ")[0]: [(str(claim.value), str(claim.round)) for claim in question.claims]
        for action in form.actions
        for question in action.questions
        if question.asked is Asked.TOTAL
    }
    assert said == {"Q-2031:1.1/1": [("5", "June 2031")], "Q-2031:1.2/1": [("180", "June 2031")]}


def test_report_form__of_a_round_that_is_reported_replaces_the_report_in_force() -> None:
    """The report of 20 June is superseded already by that of 27 June."""
    form = context(as_of=dt.date(2031, 7, 1)).report_form("QZ", "June")
    assert form.supersedes == ("2031-06-27-june-2031-qz-66a032c2e2028e25",)


def test_report_form__has_the_day_of_the_call() -> None:
    """QM calls on 16 December for the reports of December by 9 January."""
    assert context().report_form("QO", "December").due == dt.date(2032, 1, 9)
    assert context(as_of=dt.date(2031, 12, 15)).report_form("QO", "December").due is None


def test_report_form__of_the_driver_has_what_is_to_settle_and_its_texts() -> None:
    driver, other = (context().report_form(party, "June") for party in ("QM", "QN"))
    assert [question.asked.value for question in driver.texts] == [
        "context", "assessment", "decisions", "support", "outlook",
    ]  # fmt: skip
    assert (driver.drives, other.drives, other.texts, other.settlements) == (True, False, (), ())
    assert [question.key.rpartition(" ")[0] for question in driver.head] == ["Q-2031 on", "Q-2031 part"]


def test_report_form__asks_the_driver_for_a_value_where_leaders_differ() -> None:
    """QN and QO lead the action together; QM is the Driver."""
    plan = cases.plan({"leaders": "QN, QO", "participants": ""})
    reports = (
        cases.filed("QN", cases.figure(8), status="live"),
        cases.filed("QO", cases.figure(9), status="completed"),
    )
    form = cases.context(plan, reports).report_form("QM", "June")
    digest = plan.actions[0].content_digest
    assert [question.key.rpartition(" ")[0] for question in form.settlements] == [
        f"Q-2031:1.1 settle-status {digest}",
        f"Q-2031:1.1/1 settle-total {digest}",
    ]
    assert [[claim.by for claim in question.claims] for question in form.settlements] == [["QN", "QO"]] * 2
    settled = cases.filed("QM", settles=cases.settled([report.id for report in reports], value=9))
    after = cases.context(plan, (*reports, settled)).report_form("QM", "June")
    assert [question.asked.value for question in after.settlements] == ["status"]


def test_report_form__asks_the_driver_only_for_what_a_value_settles() -> None:
    """A milestone that is reached in June, and not completed in December: only the leader can put that right."""
    reports = (
        cases.filed("QN", cases.figure(reached=dt.date(2031, 6, 1)), status="live"),
        cases.filed("QN", on="2031-12-10", status="not completed"),
    )
    ctx = cases.context(cases.plan(), reports, kpis=cases.register("milestone"))
    (difference,) = next(iter(ctx.progress("December"))).differences
    assert {claim.thing.value for claim in difference.claims} == {"day", "status"}
    assert ctx.report_form("QM", "December").settlements == ()


def test_report_form__asks_for_the_status_until_a_final_one() -> None:
    plan = cases.plan()
    live, over = (cases.context(plan, [cases.filed("QN", status=word)]) for word in ("live", "completed"))
    for ctx, expected in ((live, True), (over, False)):
        (action,) = ctx.report_form("QN", "December").actions
        assert [question.expected for question in action.questions if question.asked is Asked.STATUS] == [expected]


@pytest.mark.parametrize(
    ("participants", "standing", "expected"),
    [
        ("QM, QO", Standing.PARTICIPANT, True),
        ("QM, QO (tbc)", Standing.JOINED, False),
        ("Relevant MS", Standing.JOINED, False),
    ],
)
def test_report_form__asks_whom_a_group_can_mean_and_expects_nothing(
    participants: str, standing: Standing, *, expected: bool
) -> None:
    (action,) = cases.context(cases.plan({"participants": participants})).report_form("QO", "June").actions
    assert (action.standing, action.expected) == (standing, expected)
    assert [question.asked for question in action.questions] == [Asked.OWN, Asked.NARRATIVE]


@pytest.mark.parametrize("participants", ["QN, QO", "QN (tbc), QO"])
def test_report_form__of_a_leader_that_contributes_has_both(participants: str) -> None:
    (action,) = cases.context(cases.plan({"participants": participants})).report_form("QN", "June").actions
    assert [question.asked.value for question in action.questions if question.kpi is not None] == ["total", "own"]


def test_report_form__asks_a_party_that_declined_as_long_as_its_share_is_expected() -> None:
    """The turnout expects QO: the plan still names it, and to report is to join."""
    declined = invented.answer("2031-02-01", Reply.DECLINED, "a-call", by="QO", actions=(Ref(action="1.1"),))
    ctx = cases.context(cases.plan(), ledger=invented.ledger(declined))
    (action,) = ctx.report_form("QO", "June").actions
    assert action.standing is Standing.DECLINED
    assert [(question.asked, question.expected) for question in action.questions] == [
        (Asked.OWN, True),
        (Asked.NARRATIVE, False),
    ]
    assert next(iter(ctx.progress("June"))).kpi().participants.expected == ("QM", "QO")


def test_report_form__of_a_milestone_or_a_kpi_that_the_leader_counts_asks_participants_for_words_only() -> None:
    plan = cases.plan()
    registers = (
        cases.register("milestone"),
        cases.register("qualitative"),
        cases.register("cumulative", counted_by=CountedBy.LEADER),
    )
    for register in registers:
        (action,) = cases.context(plan, kpis=register).report_form("QO", "June").actions
        assert [question.asked for question in action.questions] == [Asked.NARRATIVE]


@pytest.mark.parametrize(
    ("party", "checkpoint", "message"),
    [
        ("QW", "June", "Party 'QW' does not exist."),
        ("QN", "March", "Checkpoint 'March' does not exist. Q-2031 has June 2031, December 2031."),
    ],
)
def test_report_form__of_an_unknown_name_says_what_is_known(party: str, checkpoint: str, message: str) -> None:
    with pytest.raises(UnknownIdError) as raised:
        cases.context(cases.plan()).report_form(party, checkpoint)
    assert str(raised.value).startswith(message)


def test_report_form__of_a_checkpoint_without_a_day_says_what_to_add() -> None:
    plan = attrs.evolve(cases.plan(), checkpoints=(Checkpoint(name="mid-term"),))
    with pytest.raises(UnknownIdError, match="It has no day in Q-2031, so a report for it is not counted"):
        cases.context(plan).report_form("QN", "mid")


def test_report_forms__are_those_of_the_parties_one_by_one() -> None:
    ctx = context()
    forms = ctx.report_forms("December")
    assert [form.party for form in forms.forms] == ["QM", "QZ", "QN", "QO", "QP", "QQ", "QR", "QX"]
    assert all(form == ctx.report_form(form.party, "December") for form in forms.forms)
    assert forms.open == ()


def test_report_forms__of_the_reference_plan() -> None:
    """By eye: "Relevant MS" and the like stand in these seven actions, and a third country has one row each."""
    plan = empact.load("oap-c-2012")
    forms = empact.context(plan).report_forms("June")
    assert forms.open == ("2.1", "3.1", "4.1", "4.2", "5.1", "6.2", "7.2")
    by_party = {form.party: form for form in forms.forms}
    assert len(by_party) == 38
    hungary = by_party["HU"]
    leads = [action.action.number for action in hungary.actions if action.standing is Standing.LEADER]
    assert leads == ["2.2", "5.2"]
    keys = [question.key for action in hungary.actions for question in action.questions]
    assert len(set(keys)) == len(keys)
    assert max(map(len, keys)) < 56


def test_report_form__begins_with_what_the_report_states_that_it_replaces() -> None:
    """The report of QZ of 27 June, by eye: 5 and 180, both live, with words and first days."""
    form = context(as_of=dt.date(2031, 7, 1)).report_form("QZ", "June")
    filled = {
        f"{action.action.number} {question.asked.value}": question.filled
        for action in form.actions
        for question in action.questions
        if question.filled
    }
    assert filled == {
        "1.1 status": "live",
        "1.1 started": "2031-01-10",
        "1.1 total": "5",
        "1.1 narrative": "The picture shows nine of twelve routes.",
        "1.2 status": "live",
        "1.2 started": "2031-04-02",
        "1.2 total": "180",
        "1.2 narrative": "The laboratory opened 180 clocks, 30 of them in the last week of June.",
        "1.2 obstacles": "The photographs of one workshop arrived late.",
    }


@pytest.mark.parametrize(
    "figure",
    [
        cases.own(8, operation="JAD-1"),
        cases.own(8, period=("2031-02-01", "2031-03-01")),
        cases.own(8, measure="clocks"),
    ],
)
def test_report_form__replaces_no_report_that_states_more_than_a_form_can(figure: Figure) -> None:
    form = cases.context(cases.plan(), [cases.filed("QO", figure)]).report_form("QO", "June")
    assert form.supersedes == ()
    assert not any(question.filled for action in form.actions for question in action.questions)


@pytest.mark.parametrize(("length", "is_replaced"), [(16_000, True), (16_001, False)])
def test_report_form__replaces_no_report_with_a_text_that_a_cell_would_cut(length: int, *, is_replaced: bool) -> None:
    report = cases.filed("QO", cases.own(8))
    said = attrs.evolve(report.content.actions[0], narrative=Prose(text="a" * length))
    report = attrs.evolve(report, content=attrs.evolve(report.content, actions=(said,)))
    form = cases.context(cases.plan(), [report]).report_form("QO", "June")
    assert bool(form.supersedes) is is_replaced


def test_report_form__replaces_no_part_of_a_report() -> None:
    form = cases.context(cases.plan(), [cases.filed("QO", cases.own(8), part="customs")]).report_form("QO", "June")
    assert form.supersedes == ()
