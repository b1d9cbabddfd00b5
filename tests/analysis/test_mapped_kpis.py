"""KPIs after a revision: a figure counts for what it was reported for, or it does not count and a finding says so."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest
from tests.support import revised_2031 as revised
from tests.support.invented import SESSION

from empact import Plan
from empact.analysis import MappingProposal, PlanContext, claim_log, propose_mapping, stamped
from empact.diagnostics import Diagnostic
from empact.errors import UnknownIdError
from empact.model import FiledMapping, FiledReport, FrozenMap, KpiRegister, Mappings, Report, Reports, RevisionMapping

SAID = """\
  - action: "2.1"
    status: live
    figures: [{kpi: 1, scope: total, value: 120}, {kpi: 2, scope: total, value: 4}]
"""
TWO = "300 cases; 10 arrests"


def plan(revision: int, kpis: str, *more: str, number: str = "2.1", leader: str = "QN") -> Plan:
    action = revised.PARCELS.replace("leaders: QN", f"leaders: {leader}").replace("300 cases", kpis)
    head = f"cover: {{number: 1001/{revision}/31 REV {revision}, date: 2031-0{revision}-10}}\nactions:\n"
    return revised.loaded("".join([revised.HEAD, head, action.format(number=number), *more]), Plan)


def proposal(earlier: Plan, later: Plan, **put: list[str]) -> MappingProposal:
    return propose_mapping(SESSION.context(earlier, later), put=put)


def decided(earlier: Plan, later: Plan, put: dict[str, list[str]] | None = None) -> RevisionMapping:
    found = propose_mapping(SESSION.context(earlier, later), put=put)
    return found.decide("Driver", dt.date(2031, 3, 12))


def filed(*contents: RevisionMapping) -> Mappings:
    known = [FiledMapping(id=f"m{n}", digest=f"{n}" * 64, content=content) for n, content in enumerate(contents)]
    return Mappings(plan="Q-2031", mappings=tuple(known))


def reports(about: Plan, said: str = SAID) -> Reports:
    content = stamped(revised.loaded(revised.REPORT.format(by="QN", actions=said.rstrip()), Report), about)
    return Reports(plan="Q-2031", reports=(FiledReport(id="of-QN", digest="a" * 64, content=content),))


def register(about: Plan) -> KpiRegister:
    text = """\
empact: kpis/1
plan: Q-2031
definitions:
  - {action: "2.1", unit: parcels, decided_by: QM, on: 2031-01-30}
  - {action: "2.1", kpi: 2, unit: persons, decided_by: QM, on: 2031-01-30}
"""
    return stamped(revised.loaded(text, KpiRegister), about)


def context(later: Plan, earlier: Plan, *mappings: RevisionMapping) -> PlanContext:
    return attrs.evolve(
        SESSION.context(later), reports=reports(earlier), kpi_register=register(earlier), mappings=filed(*mappings)
    )


def counted(ctx: PlanContext) -> dict[str, int]:
    """What counts for each KPI, by its text."""
    return {
        indicator.measure: int(claim.value or 0)
        for said in claim_log(ctx).actions
        for indicator, claims in said.figures
        for claim in claims
        if claim.apart is None
    }


def findings(later: Plan, earlier: Plan, *mappings: RevisionMapping) -> list[Diagnostic]:
    records = SESSION.records(
        reports=reports(earlier), kpis=[register(earlier)], mappings=filed(*mappings), plans=[later]
    )
    return [*SESSION.validate(later, records=records, select=["OAP830", "OAP849", "OAP857"])]


def test_figures__follow_their_kpis_when_these_are_swapped() -> None:
    first, second = plan(1, TWO), plan(2, "10 arrests; 300 cases")
    ctx = context(second, first, decided(first, second))
    assert counted(ctx) == {"10 arrests": 4, "300 cases": 120}
    assert ctx.kpi_register is not None
    assert {(str(each.kpi), each.unit) for each in ctx.kpi_register} == {("2", "parcels"), ("1", "persons")}
    assert findings(second, first, decided(first, second)) == []


def test_figures__of_a_kpi_that_is_gone_do_not_count_and_a_finding_says_so() -> None:
    first, second = plan(1, TWO), plan(2, "10 arrests")
    mapping = decided(first, second)
    ctx = context(second, first, mapping)
    assert counted(ctx) == {"10 arrests": 4}
    apart = [
        (str(claim.value), claim.why)
        for _, claims in claim_log(ctx).actions[0].figures
        for claim in claims
        if claim.apart is not None
    ]
    assert apart == [("120", "nobody has decided what it is in 2.1")]
    assert [(each.code, each.message) for each in findings(second, first, mapping)] == [
        (
            "OAP849",
            (
                "The report by QN of 28 June 2031 does not count for KPI 1 of 2.1 of 1001/1/31 REV 1: nobody has "
                "decided what it is in 2.1."
            ),
        ),
        (
            "OAP849",
            (
                "The KPI register does not count for KPI 1 of 2.1 of 1001/1/31 REV 1: nobody has decided what it is in "
                "2.1."
            ),
        ),
    ]


def test_figures__of_a_kpi_that_a_person_drops_do_not_count_and_there_is_no_finding() -> None:
    first, second = plan(1, TWO), plan(2, "10 arrests")
    mapping = decided(first, second, {"2.1/1": []})
    assert counted(context(second, first, mapping)) == {"10 arrests": 4}
    assert findings(second, first, mapping) == []


def test_figures__count_for_the_kpi_that_a_person_names() -> None:
    first, second = plan(1, TWO), plan(2, "10 arrests; 300 parcels checked")
    assert counted(context(second, first, decided(first, second))) == {"10 arrests": 4}
    mapping = decided(first, second, {"2.1/1": ["2.1/2"]})
    assert counted(context(second, first, mapping)) == {"10 arrests": 4, "300 parcels checked": 120}


def test_figures__of_a_split_action_count_only_where_the_report_stands() -> None:
    first = plan(1, TWO)
    second = plan(2, "300 cases", revised.DRIVERS.replace("50 interviews", "10 arrests").format(number="2.2"))
    mapping = decided(first, second, {"2.1": ["2.1", "2.2"]})
    assert mapping.actions[0].kpis == FrozenMap({"1": ("2.1/1",), "2": ("2.2/1",)})
    assert counted(context(second, first, mapping)) == {"300 cases": 120}
    assert {each.message.partition(": ")[2] for each in findings(second, first, mapping)} == {
        "it is KPI 1 of 2.2 now, and the record stands at 2.1."
    }


def test_figures__follow_their_kpis_through_two_mappings() -> None:
    first, second, third = plan(1, TWO), plan(2, "10 arrests; 300 cases"), plan(3, "20 lists; 10 arrests; 300 cases")
    ctx = context(third, first, decided(first, second), decided(second, third))
    assert counted(ctx) == {"10 arrests": 4, "300 cases": 120}


def test_figures__count_without_kpis_in_the_mapping_only_if_it_shows_that_they_are_the_same() -> None:
    first, second = plan(1, TWO), plan(2, "10 arrests; 300 cases")
    mapping = decided(first, second)
    bare = attrs.evolve(mapping, actions=tuple(attrs.evolve(each, kpis=FrozenMap()) for each in mapping.actions))
    assert counted(context(second, first, bare)) == {}


def test_figures__count_as_before_if_only_the_leader_changed() -> None:
    first, second = plan(1, TWO), plan(2, TWO, leader="QN, QO")
    assert counted(context(second, first, decided(first, second))) == {"300 cases": 120, "10 arrests": 4}


def test_mappings__that_differ_in_their_kpis_contradict_each_other() -> None:
    first, second = plan(1, TWO), plan(2, "10 arrests; 300 cases")
    one, other = decided(first, second), decided(first, second, {"2.1/1": ["2.1/1"]})
    ctx = context(second, first, one, other)
    assert ctx.revision_paths is not None
    assert [*ctx.revision_paths.steps[0].contradicted] == ["2.1"]
    assert counted(ctx) == {}


@pytest.mark.parametrize(
    "put", [{"2.1/3": ["2.1/1"]}, {"2.1/1": ["2.1/9"]}, {"2.1/1": ["9.9/1"]}, {"2.1/1": ["2.1"]}, {"2.1/x": []}]
)
def test_propose_mapping__refuses_a_kpi_that_there_is_not(put: dict[str, list[str]]) -> None:
    with pytest.raises((UnknownIdError, ValueError)):
        propose_mapping(SESSION.context(plan(1, TWO), plan(2, "10 arrests; 300 cases")), put=put)


def test_propose_mapping__says_what_each_kpi_becomes_and_what_is_open() -> None:
    (place,) = proposal(plan(1, "300 cases; 10 arrests; 5 lists"), plan(2, "10 arrests; 7 lists")).places
    assert place.kpis == FrozenMap({"2": ("2.1/1",), "3": ("2.1/2",)})
    assert place.open_kpis == ("1",)
    assert place.activity == "Check the parcels of the main routes in the same week."
    assert not place.doubtful


def test_propose_mapping__refuses_a_number_that_a_revision_has_twice() -> None:
    twice = plan(2, TWO, revised.ROAD.format(number="2.1"))
    with pytest.raises(ValueError, match=r"REV 2 has the number 2[.]1 twice"):
        propose_mapping(SESSION.context(plan(1, TWO), twice))
    with pytest.raises(ValueError, match=r"REV 2 has the number 2[.]1 twice"):
        propose_mapping(SESSION.context(twice, plan(3, TWO)))


@pytest.mark.parametrize(
    ("earlier", "later", "own", "written"),
    [
        ("RESTREINT UE/EU RESTRICTED", None, None, "RESTREINT UE/EU RESTRICTED"),
        ("LIMITE", "RESTREINT UE/EU RESTRICTED", None, "RESTREINT UE/EU RESTRICTED; LIMITE"),
        ("LIMITE", "LIMITE", None, "LIMITE"),
        (None, None, None, None),
        ("LIMITE", "LIMITE", "SECRET UE/EU SECRET", "SECRET UE/EU SECRET"),
    ],
)
def test_decide__writes_out_the_highest_marking_of_the_two_revisions(
    earlier: str | None, later: str | None, own: str | None, written: str | None
) -> None:
    first, second = attrs.evolve(plan(1, TWO), marking=earlier), attrs.evolve(plan(2, "10 arrests"), marking=later)
    found = propose_mapping(SESSION.context(first, second))
    assert found.decide("Driver", dt.date(2031, 3, 12), marking=own).marking == written


def test_propose_mapping__leaves_open_which_of_two_kpis_that_count_the_same_is_which() -> None:
    (place,) = proposal(plan(1, "300 cases; 10 arrests"), plan(2, "10 arrests; 200 cases; 90 cases")).places
    assert place.kpis == FrozenMap({"2": ("2.1/1",)})
    assert place.open_kpis == ("1",)
