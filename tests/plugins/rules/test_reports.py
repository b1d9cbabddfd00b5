"""Rules about reports, beyond their cases: each other way in which a report can be wrong, or is right."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import attrs
import pytest

import oap_invented_2031
from empact import Records, Session, parse_parties
from empact.model import (
    ActionReport,
    Breakdown,
    BreakdownKind,
    Checkpoint,
    Figure,
    FigureScope,
    FiledReport,
    FrozenMap,
    KpiDefinition,
    KpiRegister,
    Operation,
    Parties,
    PartyItem,
    Prose,
    Ref,
    Report,
    Reports,
    Settlement,
    Span,
    StatedTotals,
    Unparsed,
)

SESSION = Session([oap_invented_2031])
PLAN = SESSION.load("oap-invented-2031")
D = dt.date


def report(*actions: ActionReport, by: str | Parties = "QO", **changes: Any) -> Report:
    plain = Report(
        plan="Q-2031",
        checkpoint="June 2031",
        by=parse_parties(by) if isinstance(by, str) else by,
        on=D(2031, 6, 28),
        source="Invented",
        actions=actions,
    )
    return attrs.evolve(plain, **changes)


def filed(**reports: Report) -> Reports:
    return Reports(
        plan="Q-2031",
        reports=tuple(FiledReport(id=id, digest=id, content=content) for id, content in reports.items()),
    )


def found(*reports: Report, plan: Any = PLAN, **more: Any) -> list[str]:
    known = filed(**{f"r{index}": one for index, one in enumerate(reports, 1)})
    read = SESSION.records(reports=known, operations=more.get("operations", ()), kpis=more.get("kpis", ()))
    assert isinstance(read, Records)
    select = more.get("select", ["OAP85", "OAP86", "OAP87", "OAP88"])
    findings = SESSION.validate(plan, select=select, records=read)
    return [f"{finding.name}: {finding.message}" for finding in findings]


def action(number: str = "2.2", **fields: Any) -> ActionReport:
    return ActionReport(action=number, **fields)


def figure(**fields: Any) -> Figure:
    plain: dict[str, Any] = {"kpi": 1, "scope": FigureScope.TOTAL, "value": Decimal(8)}
    return Figure(**(plain | fields))


S = "The report by QO of 28 June 2031"


def test_report__that_fits_has_no_finding() -> None:
    assert found(report(action(status="live", figures=(figure(),)), action("2.1", status="not started"))) == []


def test_report__by_several_parties_or_by_words_is_reported() -> None:
    assert found(report(by="QO, QP")) == [
        f"report-party-unknown: {S.replace('QO', 'QO, QP')} names 2 reporting parties instead of one."
    ]
    unread = Parties(text="the other ones", items=(Unparsed(text="the other ones"),))
    assert found(report(by=unread)) == [
        "report-party-unknown: Unknown party 'the other ones' in the report by the other ones of 28 June 2031."
    ]


def test_report__with_an_unknown_party_that_agrees_is_reported() -> None:
    agreed = Parties(items=(PartyItem(party="QY"),))
    cancelled = action(status="cancelled", reason=Prose(text="No boat."), agreed_by=agreed)
    assert found(report(cancelled)) == [f"report-party-unknown: Unknown party 'QY' in {S[0].lower()}{S[1:]}."]


@pytest.mark.parametrize(
    ("later", "what"),
    [
        ({"on": D(2031, 6, 27)}, "r1, which is of a later day, 2031-06-28"),
        ({"checkpoint": "December 2031"}, "r1, which is for 'June 2031'"),
        ({"by": parse_parties("QP")}, "r1, which is by QO"),
        ({"supersedes": ("r2",)}, "r2, which is the report itself"),
        ({}, None),
    ],
)
def test_report__supersedes_only_an_own_earlier_report(later: dict[str, Any], what: str | None) -> None:
    second = report(**{"supersedes": ("r1",), **later})
    name = "supersedes-without-effect"
    wrong = [message for message in found(report(), second) if message.startswith(name)]
    assert wrong == ([] if what is None else [f"{name}: r2 supersedes {what}."])


def test_report__that_supersedes_another_one_is_not_reported_once_it_is_superseded() -> None:
    second, third = report(supersedes=("r1",), by="QP"), report(supersedes=("r2",), by="QP", on=D(2031, 6, 29))
    assert found(report(), second, third) == []


def test_leaders__with_words_of_one_meaning_agree() -> None:
    qm = report(action("3.2", status="completed"), by="QM")
    for same in ("successfully completed", "done", "Finalised"):
        assert found(qm, report(action("3.2", status=same), by="QN")) == []
    one, two = found(qm, report(action("3.2", status="parked"), by="QN"))
    assert one.startswith("leaders-differ: The leaders of action 3.2 report different statuses")
    assert two == "status-unknown: QN has the unknown status 'parked' for action 3.2."


def test_leaders__who_differ_are_settled_by_a_report_that_cites_all_of_them() -> None:
    qm = report(action("3.2", status="live"), by="QM", part="police")
    qn = report(action("3.2", status="completed"), by="QN")
    for cites, number in (((), 1), (("r1",), 1), (("r1", "r2"), 0)):
        settles = (Settlement(action="3.2", status="live", cites=cites),)
        settling = report(by="QM", part="office", on=D(2031, 7, 15), settles=settles)
        assert len(found(qm, qn, settling)) == number
        assert len(found(qm, qn, attrs.evolve(settling, settles=()))) == 1
        assert len(found(qm, qn, attrs.evolve(settling, checkpoint="December 2031"))) == 1


@pytest.mark.parametrize("over", [Ref(action="2.1"), Ref(plan="Q-2031", action="2.1")])
def test_action__carried_over_in_the_same_plan_is_reported(over: Ref) -> None:
    message = f"carried-over-without-action: {S} carries action 2.2 over to {over}, which is not of a later plan."
    assert found(report(action(status="carried over", carried_over=over))) == [message]


def test_action__before_the_plan_is_reported() -> None:
    early = "before the first day of the plan (1 January 2031)."
    assert found(report(action(status="live", started=D(2030, 12, 1)))) == [
        f"result-outside-plan: {S} says that action 2.2 started on 1 December 2030, {early}"
    ]


def test_stated__counts_are_compared_with_the_plan_where_no_number_is_stated() -> None:
    def stated(**totals: Any) -> list[str]:
        return found(report(by="QM", stated=StatedTotals(**totals)))

    counts = "The status counts of the report by QM of 28 June 2031"
    assert stated(statuses=FrozenMap({"live": 8})) == []
    assert stated(actions=8) == []
    assert stated(statuses=FrozenMap({"live": 5, "completed": 2})) == [
        f"status-counts-differ: {counts} add up to 7, but Q-2031 has 8 actions."
    ]


@pytest.mark.parametrize(
    ("kind", "parts", "number"),
    [
        (BreakdownKind.EXHAUSTIVE, (5, 3), 0),
        (BreakdownKind.EXHAUSTIVE, (5, 2), 1),
        (BreakdownKind.EXHAUSTIVE, (5, 4), 1),
        (BreakdownKind.EXHAUSTIVE, (), 0),
        (BreakdownKind.PARTIAL, (5, 3), 0),
        (BreakdownKind.PARTIAL, (5, 2), 0),
        (BreakdownKind.PARTIAL, (5, 4), 1),
        (BreakdownKind.OVERLAPPING, (8, 8), 0),
        (BreakdownKind.OVERLAPPING, (9, 1), 1),
    ],
)
def test_breakdown__is_compared_with_its_figure_by_its_kind(
    kind: BreakdownKind, parts: tuple[int, ...], number: int
) -> None:
    named = FrozenMap({f"part {index}": Decimal(value) for index, value in enumerate(parts)})
    broken = figure(breakdowns=(Breakdown(by="route", kind=kind, parts=named),))
    assert len(found(report(action(figures=(broken,))))) == number


def test_breakdown__is_added_up_without_rounding() -> None:
    value = Decimal("1E+29")
    parts = FrozenMap({"north": value, "south": Decimal(1)})
    broken = figure(value=value, breakdowns=(Breakdown(by="route", kind=BreakdownKind.EXHAUSTIVE, parts=parts),))
    (message,) = found(report(action(figures=(broken,))))
    assert f"add up to 1{'0' * 28}1, but the figure is 1{'0' * 29}." in message


@pytest.mark.parametrize("by", ["party", "Party", " PARTY "])
def test_breakdown__by_party_names_known_parties(by: str) -> None:
    parts = FrozenMap({"Nettelmark": Decimal(8)})
    named = figure(breakdowns=(Breakdown(by=by, kind=BreakdownKind.EXHAUSTIVE, parts=parts),))
    assert found(report(action(figures=(named,)))) == [
        f"report-party-unknown: Unknown party 'Nettelmark' in a breakdown by party in {S[0].lower()}{S[1:]}."
    ]


def test_breakdown__of_a_figure_in_words_is_not_added_up() -> None:
    words = figure(
        value=None,
        text=Prose(text="some"),
        breakdowns=(Breakdown(by="route", kind=BreakdownKind.EXHAUSTIVE, parts=FrozenMap({"north": Decimal(1)})),),
    )
    assert found(report(action(figures=(words,)))) == []


def test_unit__is_that_of_the_register_before_that_of_the_plan() -> None:
    patrols, boats = (report(action(figures=(figure(unit=unit),))) for unit in ("Joint patrols", "boats"))
    register = KpiRegister(
        plan="Q-2031",
        definitions=(KpiDefinition(action="2.2", unit="boats", decided_by="QM", on=D(2031, 1, 30)),),
    )
    assert found(patrols) == found(boats, kpis=register) == []
    assert [one.partition(":")[0] for one in found(boats)] == ["other-unit"]
    assert [one.partition(":")[0] for one in found(patrols, kpis=register)] == ["other-unit"]
    assert found(report(action(figures=(figure(kpi=None, measure="boats seized", unit="boats"),)))) == []


def test_operation__of_other_plans_is_not_checked() -> None:
    other = Operation(id="JAD-1", name="Invented", actions=(Ref(plan="R-2031", action="9.9"),), days=(span(2, 1),))
    assert found(report(), operations=[other]) == []
    assert found(
        report(action(figures=(figure(operations=FrozenMap({"JAD-1": Decimal(8)})),))), operations=[other]
    ) == [f"operation-of-other-action: {S} names JAD-1 for action 2.2, but its actions are none of this plan."]


def test_operation__that_names_an_action_without_a_plan_is_reported() -> None:
    bare = Operation(id="JAD-1", name="Invented", actions=(Ref(action="2.2"),), days=(span(1, 2),))
    assert found(report(), operations=[bare]) == [
        "operation-names-unknown: The operation JAD-1 names 2.2 without a plan."
    ]


def span(first: int, last: int) -> Span:
    return Span(start=D(2031, 6, first), end=D(2031, 6, last))


def test_checkpoint__of_a_plan_without_any_is_not_checked() -> None:
    assert found(report(checkpoint="May"), plan=attrs.evolve(PLAN, checkpoints=())) == []


def test_superseded_report__changes_nothing() -> None:
    wrong = report(action("9.9", status="live"))
    assert len(found(wrong)) == 1
    assert found(wrong, report(action(status="live"), supersedes=("r1",))) == []


def test_finding__about_a_file_of_a_wrong_type_is_refused() -> None:
    from empact.diagnostics import Pointer
    from empact.hooks import Finding

    kinds = "a FiledReport, an Operation, a KpiRegister, a FiledSeal, a FiledMapping or None"
    with pytest.raises(TypeError, match=rf"Finding\.file must be {kinds}"):
        Finding("Wrong.", Pointer(), file=PLAN)  # type: ignore[arg-type]


def test_part__that_is_not_confirmed_is_reported_once_for_each_action() -> None:
    two = (figure(scope=FigureScope.OWN), figure(kpi=None, measure="boats", scope=FigureScope.OWN))
    relevant = attrs.evolve(PLAN.actions[0], number="9.1", participants=parse_parties("Relevant MS"))
    of = attrs.evolve(PLAN, actions=(*PLAN.actions, relevant))
    messages = ["part-unconfirmed: QR reports a share in action 9.1, but its part is not confirmed."]
    wanted = ["OAP895", "OAP896", "OAP899"]
    assert found(report(action("9.1", figures=two), by="QR"), plan=of, select=wanted) == messages
    nothing = figure(scope=FigureScope.OWN, value=None, nothing=True)
    assert found(report(action("9.1", figures=(nothing,)), by="QR"), plan=of, select=wanted) == []
    assert found(report(action("9.1", narrative=Prose(text="Done.")), by="QR"), plan=of, select=wanted) == []


@pytest.mark.parametrize(
    ("leaders", "who"),
    [("QZZ", "'QZZ'"), ("Relevant MS", "'Relevant MS'"), ("QO, QZZ", "'QZZ'"), ("", "it names nobody")],
)
def test_leader__that_the_plan_leaves_open_is_reported_with_who_takes_its_place(leaders: str, who: str) -> None:
    led = attrs.evolve(PLAN.actions[0], number="9.1", leaders=parse_parties(leaders), participants=Parties())
    of = attrs.evolve(PLAN, actions=(*PLAN.actions, led))
    said = f"leader-open: QR reports as the leader of action 9.1, but the plan leaves open who leads it ({who})."
    total = report(action("9.1", status="live", figures=(figure(kpi=None, measure="boats"),)), by="QR")
    assert found(total, plan=of, select=["OAP844"]) == [said]
    assert found(report(action("9.1", status="live"), by="QR"), plan=of, select=["OAP844"]) == [said]
    share = figure(kpi=None, measure="boats", scope=FigureScope.OWN)
    assert found(report(action("9.1", figures=(share,)), by="QR"), plan=of, select=["OAP844"]) == []


def test_leader__that_the_plan_names_reports_without_a_finding() -> None:
    led = attrs.evolve(PLAN.actions[0], number="9.1", leaders=parse_parties("QO, QZZ"))
    of = attrs.evolve(PLAN, actions=(*PLAN.actions, led))
    assert found(report(action("9.1", status="live"), by="QO"), plan=of, select=["OAP844"]) == []


def test_checkpoint__has_a_day() -> None:
    undated = attrs.evolve(PLAN, checkpoints=(Checkpoint(name="Whenever"),))
    start = "report-checkpoint-unknown: The report by QO of 28 June 2031 is for 'Whenever', which has no day in Q-2031"
    assert found(report(action(), checkpoint="Whenever"), plan=undated) == [f"{start}, so the report is not counted."]


def test_settlement__names_what_the_plan_has() -> None:
    def settling(**what: Any) -> list[str]:
        plain: dict[str, Any] = {"action": "2.2", "kpi": 1, "value": Decimal(8), "cites": ("r1",)}
        settlement = Settlement(**(plain | what))
        stated = report(action(figures=(figure(),))), report(by="QM", settles=(settlement,))
        return found(*stated, select=["OAP85", "OAP88", "OAP897"])

    start = "The report by QM of 28 June 2031 settles what is reported"
    assert settling() == []
    assert settling(action="9.9") == [f"report-action-unknown: {start} about action 9.9, which Q-2031 does not have."]
    assert settling(kpi=2) == [f"report-action-unknown: {start} about KPI 2 of action 2.2, which has one KPI."]
    assert settling(kpi="1b") == [f"report-action-unknown: {start} about KPI 1b of action 2.2, which has no parts."]
    assert settling(checkpoint="May 2031") == [
        f"report-checkpoint-unknown: {start} for 'May 2031', which Q-2031 does not have."
    ]
    assert [message.partition(":")[0] for message in settling(cites=("r7",))] == [
        "settlement-outdated",
        "report-reference-unknown",
    ]
