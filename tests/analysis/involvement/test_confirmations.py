"""Confirmations: who takes part and who is expected, by eye on the plan of 2012 as if it was of 2031."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest
from tests.support import invented
from tests.support.like_2012 import PLAN, REGISTER, SESSION

import empact
from empact import Plan
from empact.analysis import Certainty, Determinacy, PlanContext, PlannedPart, Standing
from empact.analysis.calls import report_requests
from empact.analysis.claims.casts import cast_of, expected_turnouts
from empact.model import (
    EntryContent,
    EntryKind,
    FrozenMap,
    Ledger,
    LedgerEntry,
    PartReply,
    PartyKind,
    Ref,
    Reply,
    State,
    WrittenFor,
)

JUNE = dt.date(2031, 6, 30)
CONFIRMED, DECLINED, OPEN = PartReply.CONFIRMED, PartReply.DECLINED, PartReply.OPEN
DRAFT = attrs.evolve(PLAN, states=(PLAN.states[0],))
"""The same plan before COSI agreed on it."""
DECLINED_NAMED = "OAP820 QP declined its part in action 2.1 on 20 January 2031, but the"
LEADERS = ("QM", "Frontex")
"""Who leads 2.1, the second under a condition."""


def said(by: str, part: PartReply, *actions: str, on: str = "2031-01-20") -> EntryContent:
    return EntryContent(
        plan=PLAN.id,
        kind=EntryKind.CONFIRMATION,
        on=dt.date.fromisoformat(on),
        by=invented.parties(by),
        actions=tuple(Ref(action=number) for number in actions),
        part=part,
        source="Invented: sheet",
    )


def ledger(*entries: EntryContent) -> Ledger:
    filed = (LedgerEntry(id=f"e{n}", digest=str(n), content=content) for n, content in enumerate(entries, 1))
    return Ledger(plan=entries[0].plan if entries else PLAN.id, entries=tuple(filed))


def context(*entries: EntryContent, plan: Plan = PLAN, as_of: str | None = None) -> PlanContext:
    day = None if as_of is None else dt.date.fromisoformat(as_of)
    return PlanContext(plan=plan, register=REGISTER, ledger=ledger(*entries), as_of=day)


def position(number: str) -> int:
    return [action.number for action in PLAN.actions].index(number)


def expected(ctx: PlanContext, number: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who is expected in June to report on an action: as leader, and as participant."""
    cast = cast_of(ctx, position(number), JUNE)
    leaders, participants = expected_turnouts(ctx, position(number), cast, JUNE, final=False)
    return leaders.expected, participants.expected


def found(*entries: EntryContent, plan: Plan = PLAN, select: str = "OAP4,OAP8", action: str = "") -> list[str]:
    records = SESSION.records(ledger=ledger(*entries))
    findings = SESSION.validate(plan, records=records, select=select.split(","), as_of=dt.date(2031, 12, 1))
    return [f"{finding.code} {finding.message}" for finding in findings if action in finding.message]


@pytest.mark.parametrize("plan", [PLAN, DRAFT])
def test_expected__is_who_confirms_an_open_part(plan: Plan) -> None:
    assert expected(context(plan=plan), "2.1") == (LEADERS, ("QP", "SI"))
    assert expected(context(said("QO", CONFIRMED, "2.1", "4.1"), plan=plan), "2.1") == (LEADERS, ("QP", "SI", "QO"))


@pytest.mark.parametrize("plan", [PLAN, DRAFT])
def test_expected__stays_who_declines_a_named_part(plan: Plan) -> None:
    ctx = context(said("QP", DECLINED, "2.1"), said("QM", DECLINED, "2.1"), plan=plan)
    assert expected(ctx, "2.1") == (LEADERS, ("QP", "SI"))
    assert [task.certainty for task in ctx.tasking("QP").joins if task.action.number == "2.1"] == [Certainty.CERTAIN]


def test_expected__is_who_confirms_to_lead_or_to_take_part() -> None:
    """ES (tbc) leads 6.2, in cooperation with IT and MT: of these, nothing is to be confirmed."""
    leaders, participants = expected(context(), "6.2")
    assert (leaders, participants) == (("QN",), ("COM", "QM", "QT"))
    assert expected(context(said("QN", DECLINED, "6.2")), "6.2") == ((), participants)
    assert not cast_of(context(said("QN", DECLINED, "6.2")), position("6.2"), JUNE).leader_open
    assert expected(context(said("QN", CONFIRMED, "6.2")), "6.2") == (leaders, participants)


def test_confirmed_part__is_one_of_the_group_by_name() -> None:
    ctx = context(said("QO", CONFIRMED, "2.1"))
    items = ctx.assignments.of_action("2.1")
    assert [(item.name, item.determinacy.value) for item in items] == [
        ("QM", "named"),
        ("Frontex", "named"),
        ("QP", "named"),
        ("SI", "named"),
        ("Relevant MS", "open"),
        ("QO", "named"),
    ]
    assert str(items[-1].own) == "QO"
    assert items[-1].explain()[0].startswith("C-2031:2.1 names 'Relevant MS' as participant")
    assert items[-1].explain()[-1] == "QO confirmed its part on 2031-01-20 (ledger: 'e1')"


def test_confirmed_part__stands_in_sheets_and_counts() -> None:
    ctx = context(said("QO", CONFIRMED, "2.1"))
    tasking = ctx.tasking("QO")
    assert [(str(task), task.certainty) for task in tasking.joins if task.action.number == "2.1"] == [
        ("C-2031:2.1", Certainty.CERTAIN)
    ]
    assert "2.1" not in {task.action.number for task in tasking.possible}
    assert "2.1" in {part.action.number for part in ctx.who(month="2031-05").of_party("QO")}
    assert "2.1" in {duty.run.action.number for duty in ctx.workload().party("QO").duties}
    assert {part.party.code for part in ctx.who(month="2031-05").parts if part.action.number == "2.1"} == {
        *LEADERS,
        *("QP", "SI", "QO"),
    }


def test_form__expects_the_share_of_who_confirmed() -> None:
    forms = [context(*entries).report_form("QO", "June") for entries in ((), (said("QO", CONFIRMED, "2.1"),))]
    asked = [
        [question.expected for action in form.actions if action.action.number == "2.1" for question in action.questions]
        for form in forms
    ]
    assert asked == [[False, False], [True, False]]


def test_request__for_a_report_is_to_who_confirmed_too() -> None:
    requests = [*report_requests(context(said("QO", CONFIRMED, "2.1")))]
    asked = {request.party_code for request in requests if position("2.1") in request.positions}
    assert asked == {*LEADERS, "QP", "SI", "QO"}


def test_declined_open_part__is_not_asked_again() -> None:
    before, after = context(), context(said("QU", DECLINED, "2.1"))
    assert "2.1" in {task.action.number for task in before.tasking("QU").possible}
    assert "2.1" not in {task.action.number for task in after.tasking("QU").possible}
    assert "4.1" in {task.action.number for task in after.tasking("QU").possible}
    assert expected(after, "2.1") == expected(before, "2.1")
    cast = cast_of(after, position("2.1"), JUNE)
    assert (cast.standing("QU"), cast.standing("QO")) == (Standing.DECLINED, Standing.JOINED)


def test_declined_tentative_part__is_left_out_and_not_asked_as_one_of_a_group() -> None:
    """QN was to lead 6.2; "MS concerned" take part there too."""
    tasking = context(said("QN", DECLINED, "6.2")).tasking("QN")
    assert "6.2" not in {task.action.number for task in (*tasking.tasks, *tasking.possible)}
    who = context(said("QN", DECLINED, "6.2")).who(month="2031-05")
    assert "QN" not in {part.name for part in who.open}


@pytest.mark.parametrize(
    ("entries", "part", "joins"),
    [
        ([("QO", CONFIRMED, "2031-01-20"), ("QO", DECLINED, "2031-02-01")], DECLINED, False),
        ([("QO", DECLINED, "2031-01-20"), ("QO", CONFIRMED, "2031-02-01")], CONFIRMED, True),
        ([("QO", CONFIRMED, "2031-01-20"), ("QO", OPEN, "2031-02-01")], OPEN, False),
        ([("QO", CONFIRMED, "2031-01-20"), ("QO", CONFIRMED, "2031-01-20")], CONFIRMED, True),
        ([("QO", CONFIRMED, "2031-01-20"), ("QO", DECLINED, "2031-01-20")], None, False),
        ([("QO", CONFIRMED, "2031-01-19"), ("QO", CONFIRMED, "2031-01-20"), ("QO", OPEN, "2031-01-20")], None, False),
    ],
)
def test_newest_day__counts_and_one_that_differs_decides_nothing(
    entries: list[tuple[str, PartReply, str]], part: PartReply | None, *, joins: bool
) -> None:
    ctx = context(*(said(by, part, "2.1", on=on) for by, part, on in entries))
    assert [known.part for known in ctx.confirmations] == [part]
    assert ("QO" in expected(ctx, "2.1")[1]) is joins
    asked = "2.1" in {task.action.number for task in ctx.tasking("QO").possible}
    assert asked is (part in {OPEN, None})


def test_confirmation__counts_from_its_day_on_and_not_if_it_is_corrected() -> None:
    entries = (said("QO", CONFIRMED, "2.1", on="2031-02-01"), said("QO", OPEN, "2.1", on="2031-03-01"))
    joined = {day: "QO" in expected(context(*entries, as_of=day), "2.1")[1] for day in ("2031-01-31", "2031-02-01")}
    assert joined == {"2031-01-31": False, "2031-02-01": True}
    assert "QO" not in expected(context(*entries, as_of="2031-03-01"), "2.1")[1]
    correction = EntryContent(
        plan=PLAN.id,
        kind=EntryKind.CORRECTION,
        on=dt.date(2031, 3, 2),
        replies_to=("e2",),
        source="Invented: e-mail",
        parties=invented.parties("QO"),
    )
    assert "QO" in expected(context(*entries, correction), "2.1")[1]


@pytest.mark.parametrize(
    ("by", "number", "planned"),
    [
        ("QM", "2.1", PlannedPart.NAMED),
        ("QR", "4.1", PlannedPart.NAMED),  # it has the Presidency until June, and leads
        ("QO", "1.3", PlannedPart.NAMED),  # All MS
        ("QN", "6.2", PlannedPart.TENTATIVE),
        ("QO", "2.1", PlannedPart.OPEN),
        ("QX", "2.1", PlannedPart.NONE),  # a third country is no MS
    ],
)
def test_planned_part__is_what_the_plan_says(by: str, number: str, planned: PlannedPart) -> None:
    assert [known.planned for known in context(said(by, OPEN, number)).confirmations] == [planned]


def test_commitments__are_none_by_a_confirmation() -> None:
    before, after = (
        context(*entries, as_of="2031-12-01").exclusion("QO") for entries in ((), (said("QO", CONFIRMED, "2.1"),))
    )
    assert [criterion.state for criterion in after.criteria] == [criterion.state for criterion in before.criteria]
    assert not any(statement.entries for criterion in after.criteria for statement in criterion.evidence)


def test_impact__of_leaving_knows_who_confirmed() -> None:
    impact = context(said("QO", CONFIRMED, "2.1")).impact_of_leaving("QO", leaving=dt.date(2031, 3, 1))
    assert "2.1" in {change.action.number for change in impact.fewer_participants}
    assert "2.1" not in {change.action.number for change in impact.possible}


def test_answer__that_declines_gives_way_to_a_later_confirmation() -> None:
    answer = EntryContent(
        plan=PLAN.id,
        kind=EntryKind.ANSWER,
        on=dt.date(2031, 1, 10),
        by=invented.parties("QO"),
        reply=Reply.DECLINED,
        replies_to=("call",),
        actions=(Ref(action="2.1"),),
        source="Invented: letter",
    )
    assert cast_of(context(answer), position("2.1"), JUNE).standing("QO") is Standing.DECLINED
    later = context(answer, said("QO", CONFIRMED, "2.1"))
    assert cast_of(later, position("2.1"), JUNE).standing("QO") is Standing.PARTICIPANT


SMALL = """\
empact: plan/1
id: Q-2031
title: Invented plan 2031
period: {start: 2031-01-01, end: 2031-12-31}
driver: QM
actions:
  - {number: "1.1", activity: Meet., leaders: QM, participants: "PARTIES", timing: Whole year}
"""


def small(parties: str, *entries: EntryContent) -> PlanContext:
    plan = empact.loads(SMALL.replace("PARTIES", parties), format="yaml")
    given = ledger(*(attrs.evolve(content, plan="Q-2031") for content in entries))
    return PlanContext(plan=plan, register=REGISTER, ledger=given)


def names(ctx: PlanContext) -> list[str]:
    return [item.name for item in ctx.assignments.of_action("1.1")][1:]


def test_open_group__is_settled_when_all_that_it_can_mean_answered() -> None:
    states = [state.code for state in REGISTER.members(PartyKind.MEMBER_STATE, JUNE)]
    excluded = tuple(code for code in states if code not in {"QM", "QN", "QO", "QP"})
    group = str(attrs.evolve(empact.parse_parties("Relevant MS").understood[0], excluded=excluded))
    answers = [said("QN", CONFIRMED, "1.1"), said("QO", DECLINED, "1.1"), said("QP", CONFIRMED, "1.1")]
    assert names(small(group, *answers[:2])) == ["Relevant MS", "QN"]
    assert names(small(group, *answers)) == ["QN", "QP"]
    turnout = expected_turnouts(small(group, *answers), 0, cast_of(small(group, *answers), 0, JUNE), JUNE, final=False)[
        1
    ]
    assert (turnout.expected, turnout.open) == (("QN", "QP"), ())
    declined = [attrs.evolve(answer, part=DECLINED) for answer in answers]
    assert names(small(group, *declined)) == ["Relevant MS"]  # nobody takes part: the plan leaves it open


def test_group_to_be_confirmed__is_confirmed_party_by_party() -> None:
    ctx = small("All MS (tbc)", said("QN", CONFIRMED, "1.1"), said("QO", DECLINED, "1.1"))
    cast = cast_of(ctx, 0, JUNE)
    assert cast.participants == ("QN",)
    assert {"QN", "QO"}.isdisjoint(cast.unconfirmed)
    assert "QP" in cast.unconfirmed
    assert cast.standing("QO") is Standing.DECLINED


def test_leader__confirms_that_it_takes_part_too() -> None:
    ctx = small("QM (tbc), QN", said("QM", CONFIRMED, "1.1"))
    assert cast_of(ctx, 0, JUNE).participants == ("QM", "QN")
    declined = small("QM (tbc), QN", said("QM", DECLINED, "1.1"))
    assert [item.is_tentative for item in declined.assignments.of_action("1.1")] == [False, True, False]


def test_confirmation__of_an_action_with_another_number_then_does_not_count() -> None:
    digests = {action.number: action.content_digest for action in PLAN.actions}
    moved = attrs.evolve(
        said("QO", CONFIRMED, "2.1"), written_for=WrittenFor(actions=FrozenMap({"2.1": digests["4.1"]}))
    )
    assert context(moved).confirmations == ()
    same = attrs.evolve(moved, written_for=WrittenFor(actions=FrozenMap({"2.1": digests["2.1"]})))
    assert [known.action_number for known in context(same).confirmations] == ["2.1"]


def test_holder_of_an_office__has_the_part_while_it_holds_it() -> None:
    ctx = small("Acting EU Presidency (tbc)", said("QR", CONFIRMED, "1.1"))
    expected_at = {
        day: expected_turnouts(ctx, 0, cast_of(ctx, 0, day), day, final=False)[1].expected
        for day in (JUNE, dt.date(2031, 12, 31))
    }
    assert expected_at == {JUNE: ("QR",), dt.date(2031, 12, 31): ()}


def test_condition__is_not_met_by_a_confirmation() -> None:
    ctx = small("QN (if: the Driver asks)", said("QN", CONFIRMED, "1.1"))
    cast = cast_of(ctx, 0, JUNE)
    assert (cast.participants, cast.unconfirmed) == ((), ("QN",))


def test_leaders_and_participants__of_one_group_are_confirmed_as_participants() -> None:
    plan = empact.loads(
        SMALL.replace("leaders: QM", "leaders: Relevant MS").replace("PARTIES", "Relevant MS"), format="yaml"
    )
    given = ledger(attrs.evolve(said("QN", CONFIRMED, "1.1"), plan="Q-2031"))
    ctx = PlanContext(plan=plan, register=REGISTER, ledger=given)
    assert [item.role.value for item in ctx.assignments.of_action("1.1") if item.name == "QN"] == ["participant"]


def test_plan_without_a_period__knows_who_confirmed() -> None:
    undated = SMALL.replace("period: {start: 2031-01-01, end: 2031-12-31}\n", "").replace(", timing: Whole year", "")
    plan = empact.loads(undated.replace("PARTIES", "QN (tbc), QO (tbc), Relevant MS"), format="yaml")
    entries = [said("QN", CONFIRMED, "1.1"), said("QO", DECLINED, "1.1"), said("QP", CONFIRMED, "1.1")]
    given = ledger(*(attrs.evolve(content, plan="Q-2031") for content in entries))
    ctx = PlanContext(plan=plan, register=REGISTER, ledger=given)
    assert [task.certainty for task in ctx.tasking("QN").joins] == [Certainty.CERTAIN]
    assert ctx.tasking("QO").tasks == ctx.tasking("QO").possible == ()
    assert [task.certainty for task in ctx.tasking("QP").joins] == [Certainty.CERTAIN]


# What the rules say


def test_rules__do_not_report_a_leader_that_confirmed() -> None:
    assert any("QN, is not confirmed yet" in message for message in found(action="6.2"))
    assert not any("QN, is not confirmed yet" in message for message in found(said("QN", CONFIRMED, "6.2")))
    assert found(said("QN", DECLINED, "6.2"), select="OAP407,OAP820") == [
        "OAP820 QN declined its part in action 6.2 on 20 January 2031, which was to be confirmed."
    ]


def test_rules__do_not_report_participants_that_confirmed() -> None:
    plan = empact.loads(SMALL.replace("PARTIES", "QN (tbc), QO (tbc)"), format="yaml")
    entries = [attrs.evolve(said("QN", CONFIRMED, "1.1"), plan="Q-2031")]
    assert found(plan=attrs.evolve(plan, id=PLAN.id), select="OAP410") == [
        "OAP410 Participants of action 1.1 are not confirmed yet: QN and QO."
    ]
    assert found(*entries, plan=plan, select="OAP410") == [
        "OAP410 A participant of action 1.1 is not confirmed yet: QO."
    ]


def test_rules__do_not_say_that_the_plan_lists_a_leader_twice() -> None:
    plan = empact.loads(SMALL.replace("PARTIES", "All MS (tbc)"), format="yaml")
    entry = attrs.evolve(said("QM", CONFIRMED, "1.1"), plan="Q-2031")
    assert found(entry, plan=plan, select="OAP406") == []


def test_rules__count_who_confirmed_for_a_number_that_is_needed() -> None:
    timing = 'timing: ["Whole year", "The map needs data of at least 2 participants (out of QN, QO, QP)."]'
    text = SMALL.replace("timing: Whole year", timing).replace("PARTIES", "QN, QO (tbc), QP (tbc)")
    plan = empact.loads(text, format="yaml")
    entries = [attrs.evolve(said("QO", part, "1.1"), plan="Q-2031") for part in (CONFIRMED, DECLINED)]
    nothing = attrs.evolve(entries[0], part=OPEN)
    messages = {
        content.part: found(content, plan=plan, select="OAP418") for content in (*entries, nothing) if content.part
    }
    only = ["OAP418 Action 1.1 needs at least 2 of QN, QO and QP, but only QN is confirmed."]
    assert messages == {CONFIRMED: [], DECLINED: only, OPEN: only}


def test_notice__says_to_the_driver_who_declined_a_named_part() -> None:
    validated = attrs.evolve(
        PLAN, states=(*PLAN.states[:2], attrs.evolve(PLAN.states[2], expected=False, on=dt.date(2031, 2, 1)))
    )
    assert validated.states[2].state is State.VALIDATED
    entry = said("QP", DECLINED, "2.1")
    rules = "OAP818,OAP819,OAP820"
    assert found(entry, select=rules) == [f"{DECLINED_NAMED} plan names it: it still takes part."]
    assert found(entry, plan=DRAFT, select=rules) == [f"{DECLINED_NAMED} draft names it."]
    assert found(entry, plan=validated, select=rules) == [
        f"{DECLINED_NAMED} plan, validated on 1 February 2031, names it: it still takes part."
    ]
    assert found(said("QO", DECLINED, "2.1"), select=rules) == []


def validation(by: str, on: str = "2031-02-01") -> EntryContent:
    day = dt.date.fromisoformat(on)
    return EntryContent(
        plan=PLAN.id, kind=EntryKind.VALIDATION, on=day, by=invented.parties(by), source="Invented: outcome"
    )


def test_validation_in_the_ledger__counts_from_its_day_on() -> None:
    """COSI validates the draft: its sheets ask only what is open, and the notice says since when a part is certain."""
    entries = (said("QP", DECLINED, "2.1"), validation("COSI"))
    before, after = (context(*entries, plan=DRAFT, as_of=day) for day in ("2031-01-31", "2031-02-01"))
    assert (before.draft, after.draft) == (True, False)
    asked = [{question.action for question in ctx.tasking("QP").questions if question.asked} for ctx in (before, after)]
    assert "2.1" in asked[0] - asked[1]
    assert (before.tasking("QP").draft, after.tasking("QP").draft) == (True, False)
    (reached,) = (state for state in after.states if not state.expected and state.on == dt.date(2031, 2, 1))
    assert (reached.state, str(reached.body)) == (State.VALIDATED, "COSI")
    assert found(*entries, plan=DRAFT, select="OAP820") == [
        f"{DECLINED_NAMED} plan, validated on 1 February 2031, names it: it still takes part."
    ]


@pytest.mark.parametrize("by", ["QM", "QO"])
def test_validation__by_others_than_cosi_does_not_count(by: str) -> None:
    assert context(validation(by), plan=DRAFT).draft


def test_validation__stands_in_place_of_the_expected_state() -> None:
    drafted, agreed, validated, approved = PLAN.states
    assert (validated.state, validated.expected, approved.expected) == (State.VALIDATED, True, True)
    recorded = attrs.evolve(validated, expected=False, on=dt.date(2031, 2, 1))
    states = context(validation("COSI"), validation("COSI", "2031-03-01")).states
    assert states == (drafted, agreed, attrs.evolve(recorded, body=states[2].body), approved)
    stated = attrs.evolve(PLAN, states=(drafted, agreed, attrs.evolve(validated, expected=False)))
    assert context(validation("COSI"), plan=stated).states == stated.states


def test_differences__are_reported_once_for_the_same_entries() -> None:
    entries = [said("QO", CONFIRMED, "2.1", "4.1"), said("QO", OPEN, "4.2"), said("QO", DECLINED, "2.1", "4.1", "4.2")]
    opening = "OAP819 QO says different things of its part in action"
    assert found(*entries, select="OAP819") == [
        f"{opening}s 2.1 and 4.1 on 20 January 2031: confirmed and declined.",
        f"{opening} 4.2 on 20 January 2031: declined and left open.",
    ]


def test_determinacy__of_a_confirmed_part_is_named() -> None:
    items = context(said("QO", CONFIRMED, "2.1")).stated_assignments.of_action("2.1")
    assert Determinacy.NAMED not in {item.determinacy for item in items if item.name == "QO"}
    assert "QO" not in {item.name for item in items}
