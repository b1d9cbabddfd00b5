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
    ReporterRole,
    Reports,
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
        role=ReporterRole.LEADER,
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
    findings = SESSION.validate(plan, select=["OAP85", "OAP86"], records=read)
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
        f"report-party-unknown: {S.replace('QO', 'QO, QP')} names 2 parties that report, and not one."
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
        ({"on": D(2031, 6, 27)}, "a report of 28 June 2031, which is later"),
        ({"role": ReporterRole.PARTICIPANT}, "a report as leader, but is one as participant"),
        ({"checkpoint": "December 2031"}, "a report for 'June 2031', but is one for 'December 2031'"),
        ({"by": parse_parties("QP")}, "a report by QO"),
        ({}, None),
    ],
)
def test_report__supersedes_only_an_own_earlier_report(later: dict[str, Any], what: str | None) -> None:
    second = report(supersedes=("r1",), **later)
    who = f"The report by {second.by} of {second.on.day} June 2031"
    assert found(report(), second) == ([] if what is None else [f"supersedes-another: {who} supersedes {what}."])


def test_report__that_supersedes_itself_is_reported() -> None:
    assert found(report(supersedes=("r1",))) == [f"supersedes-another: {S} supersedes itself."]


def test_reports__that_supersede_each_other_are_an_error() -> None:
    circle = report(supersedes=("r2",)), report(supersedes=("r1",), on=D(2031, 6, 29))
    both = f"{S} and the report by QO of 29 June 2031"
    assert found(*circle) == [
        f"supersedes-another: {S} supersedes a report of 29 June 2031, which is later.",
        f"supersedes-each-other: {both} supersede each other; only the last one counts.",
    ]
    settled = report(supersedes=("r1", "r2"), on=D(2031, 6, 30))
    assert found(*circle, settled) == [f"supersedes-another: {S} supersedes a report of 29 June 2031, which is later."]


def test_report__that_supersedes_another_one_is_reported_even_if_it_is_superseded() -> None:
    second, third = report(supersedes=("r1",), by="QP"), report(supersedes=("r2",), by="QP", on=D(2031, 6, 29))
    assert found(report(), second, third) == [
        "supersedes-another: The report by QP of 28 June 2031 supersedes a report by QO."
    ]


def test_report__of_the_driver_alone_can_have_the_status_of_any_action() -> None:
    driver = ReporterRole.DRIVER
    assert found(report(action(status="live"), by="QM", role=driver)) == []
    assert found(report(action(status="live"), by="QP", role=driver)) == [
        "status-not-by-leader: The report by QP of 28 June 2031 has a status of action 2.2, which QP does not lead."
    ]
    assert len(found(report(action(status="live"), by="QM"))) == 1  # as a leader, the Driver speaks of its own actions


def test_leaders__with_words_of_one_meaning_agree() -> None:
    qm = report(action("3.2", status="completed"), by="QM")
    assert found(qm, report(action("3.2", status="successfully completed"), by="QN")) == []
    one, two = found(qm, report(action("3.2", status="done"), by="QN"))
    assert one.startswith("leaders-differ: The leaders of action 3.2 report different status")
    assert two.startswith("status-unknown: ")


def test_leaders__who_differ_are_settled_by_a_report_that_cites_all_of_them() -> None:
    qm, qn = (report(action("3.2", status=word), by=by) for word, by in (("live", "QM"), ("completed", "QN")))
    settling = report(action("3.2", status="live"), by="QM", role=ReporterRole.DRIVER, on=D(2031, 7, 15))
    for cites, number in (((), 1), (("r1",), 1), (("r1", "r2"), 0)):
        assert len(found(qm, qn, attrs.evolve(settling, cites=cites))) == number
    assert len(found(qm, qn, attrs.evolve(settling, cites=("r1", "r2"), actions=()))) == 1
    other = attrs.evolve(settling, cites=("r1", "r2"), checkpoint="December 2031")
    assert len(found(qm, qn, other)) == 1


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
        return found(report(by="QM", role=ReporterRole.DRIVER, stated=StatedTotals(**totals)))

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
    assert [one.partition(":")[0] for one in found(boats)] == ["unit-differs"]
    assert [one.partition(":")[0] for one in found(patrols, kpis=register)] == ["unit-differs"]
    assert found(report(action(figures=(figure(kpi=None, measure="boats seized", unit="boats"),)))) == []


def test_operation__of_other_plans_is_not_checked() -> None:
    other = Operation(id="JAD-1", name="Invented", actions=(Ref(plan="R-2031", action="9.9"),), days=(span(2, 1),))
    assert found(report(), operations=[other]) == []
    assert found(report(action(figures=(figure(operation="JAD-1"),))), operations=[other]) == [
        f"operation-of-other-action: {S} names JAD-1 for action 2.2, but its actions are none of this plan."
    ]


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

    with pytest.raises(TypeError, match=r"Finding\.file is a FiledReport, an Operation, a KpiRegister or None"):
        Finding("Wrong.", Pointer(), file=PLAN)  # type: ignore[arg-type]
