"""Progress reports, operations and the KPI register as files, and reports that replace others."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import empact
from empact import PlanReadError, Session, UnknownIdError, parse_parties
from empact.model import (
    ActionReport,
    Adds,
    Baseline,
    BreakdownKind,
    CountedBy,
    Figure,
    FigureScope,
    FiledReport,
    KpiKey,
    KpiNumber,
    KpiRegister,
    Operation,
    OverTime,
    Prose,
    Ref,
    Report,
    Reports,
    Settlement,
    Span,
    StatedSum,
)

REPORT = """\
empact: report/1
plan: Q-2031
checkpoint: June
by: QN
part: customs
on: 2031-06-28
channel: SIENA
source: form of 28 June 2031
actions:
  - action: "1.1"
    status: live
    narrative: Two of three workshops were held.
    figures:
      - kpi: 1
        scope: total
        value: 12
        breakdowns:
          - {by: party, kind: partial, parts: {QN: 7}}
      - {measure: clocks seized, scope: own, value: 340, operations: {JAD-2031-1: 300}}
      - {kpi: 2a, scope: own, nothing: true}
      - {kpi: 2b, scope: own, value: 5, lower_because: Two arrests were counted twice.}
  - action: "1.2"
    status: cancelled
    reason: The partner left.
    agreed_by: QM
stated: {actions: 2, statuses: {live: 1, cancelled: 1}}
supersedes: [2031-06-20-june-qn-1234567890abcdef]
settles:
  - {action: "1.1", kpi: 2a, value: 8, of: 10, cites: [a, b]}
  - {checkpoint: June, action: "1.2", ended: 2031-05-01, cites: [a, b]}
"""


def read(text: str, cls: type[Any], tmp_path: Path) -> Any:
    file = tmp_path / "file.yaml"
    file.write_text(text, encoding="utf-8")
    return Session().load(file, cls)


def problems(text: str, cls: type[Any], tmp_path: Path) -> list[tuple[int | None, str]]:
    with pytest.raises(PlanReadError) as caught:
        read(text, cls, tmp_path)
    return [(found.place.line, found.message) for found in caught.value.diagnostics]


@pytest.mark.parametrize("written", ["1 250", "1\u00a0250", "1\u202f250", '"1 250"', "1250"])
def test_report__has_numbers_with_spaces_between_thousands(written: str, tmp_path: Path) -> None:
    report = read(REPORT.replace("value: 12\n", f"value: {written}\n"), Report, tmp_path)
    assert report.actions[0].figures[0].value == Decimal(1250)
    assert str(report.actions[0].figures[0].value) == "1250"


def test_report__with_a_comma_in_a_number_is_refused_with_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(PlanReadError) as caught:
        read(REPORT.replace("value: 12\n", "value: 1,250\n"), Report, tmp_path)
    (problem,) = caught.value.diagnostics
    assert (problem.place.line, problem.message) == (16, "Expected a number, not the text '1,250'.")
    assert problem.hint == "Write 1250 if the comma separates thousands, otherwise 1.25."


def test_report__is_read_with_its_figures(tmp_path: Path) -> None:
    report = read(REPORT, Report, tmp_path)
    assert (report.plan, report.checkpoint, report.part) == ("Q-2031", "June", "customs")
    first, second = report.actions
    assert (first.action, first.status) == ("1.1", "live")
    total, own, nothing, lower = first.figures
    assert (total.kpi, total.scope, total.value) == (KpiNumber(1), FigureScope.TOTAL, Decimal(12))
    assert (total.breakdowns[0].kind, total.breakdowns[0].parts["QN"]) == (BreakdownKind.PARTIAL, Decimal(7))
    assert (own.measure, own.scope) == ("clocks seized", FigureScope.OWN)
    assert dict(own.operations) == {"JAD-2031-1": Decimal(300)}
    assert (nothing.kpi, nothing.value, nothing.nothing) == (KpiNumber(2, "a"), None, True)
    assert (lower.kpi, str(lower.lower_because)) == (KpiNumber(2, "b"), "Two arrests were counted twice.")
    assert str(second.agreed_by) == "QM"
    assert report.stated is not None
    assert dict(report.stated.statuses) == {"live": 1, "cancelled": 1}


def test_report__is_read_with_what_it_settles(tmp_path: Path) -> None:
    report = read(REPORT, Report, tmp_path)
    assert report.settles == (
        Settlement(action="1.1", kpi=KpiNumber(2, "a"), value=Decimal(8), of=Decimal(10), cites=("a", "b")),
        Settlement(checkpoint="June", action="1.2", ended=dt.date(2031, 5, 1), cites=("a", "b")),
    )


def test_report__with_nothing_but_what_it_settles__is_not_empty() -> None:
    settles = (Settlement(action="1.1", status="live", cites=("a", "b")),)
    assert not attrs.evolve(report("a").content, actions=(), settles=settles).is_empty
    assert attrs.evolve(report("a").content, actions=()).is_empty


def test_report__written_and_read_again__is_the_same(tmp_path: Path) -> None:
    report = read(REPORT, Report, tmp_path)
    tree = Session().tree(report)
    assert [figure.get("kpi") for figure in tree["actions"][0]["figures"]] == [1, None, "2a", "2b"]
    file = tmp_path / "again.json"
    file.write_text(json.dumps(tree), encoding="utf-8")
    assert Session().load(file, Report) == report


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("kpi: 1\n", "kpi: 0\n", 14, "The text '0' is not the number of a KPI."),
        ("kpi: 1\n", "kpi: 1.5\n", 14, "The text '1.5' is not the number of a KPI."),
        ("kpi: 2a", "kpi: a2", 20, "The text 'a2' is not the number of a KPI."),
        ("kpi: 2a", "kpi: [2]", 20, "Expected the number of a KPI, not a list."),
        ("kpi: 1\n", "kpi: 1\n        measure: arrests\n", 14, "A figure needs a 'kpi' or a 'measure', not both."),
        (
            "value: 12\n",
            "of: 12\n",
            14,
            (
                "A figure needs a 'value', a day in 'reached', words in 'text', or 'nothing: true'; "
                "leave out what is not reported."
            ),
        ),
        ("nothing: true}", "nothing: true, value: 0}", 20, "A figure with 'nothing: true' has no value, day or words."),
        (
            "ended: 2031-05-01,",
            "ended: 2031-05-01, status: live,",
            30,
            "A settlement needs one of 'value', 'reached', 'status', 'started' and 'ended'.",
        ),
        (
            "kpi: 2a, value: 8",
            "value: 8",
            29,
            "A settlement of a 'value' or of a day in 'reached' needs its 'kpi', and others have none.",
        ),
        (", cites: [a, b]}", "}", 29, "The required key 'cites' is missing."),
        ("scope: total", "scope: all", 15, None),
        ("part: customs", "role: leader", 5, "Unknown key 'role'."),
        ("operations: {JAD-2031-1: 300}", "operation: JAD-2031-1", 19, "Unknown key 'operation'."),
        ("by: QN\n", "", 1, "The required key 'by' is missing."),
        ("value: 340", "value: many", 19, None),
    ],
)
def test_report__with_a_mistake__is_reported_at_its_line(
    old: str, new: str, line: int, message: str | None, tmp_path: Path
) -> None:
    assert old in REPORT
    (found,) = problems(REPORT.replace(old, new, 1), Report, tmp_path)
    assert found[0] == line
    assert message is None or found[1] == message


def test_figure__of_a_ratio__needs_its_numerator() -> None:
    with pytest.raises(ValueError, match="needs the numerator"):
        Figure(kpi=1, scope=FigureScope.TOTAL, of=Decimal(20), text=Prose(text="a fifth"))


def test_operation__names_the_actions_of_several_plans(tmp_path: Path) -> None:
    text = (
        "empact: operation/1\nid: JAD-2031-1\nname: Day of the hands\n"
        "days: [{start: 2031-10-15, end: 2031-10-17}]\ncoordinator: QZ\nactions: [Q-2031:2.1, R-2031:1.1]\n"
        "totals: [{measure: clocks seized, value: 460}]\n"
    )
    operation = read(text, Operation, tmp_path)
    assert operation.days == (Span(start=dt.date(2031, 10, 15), end=dt.date(2031, 10, 17)),)
    assert operation.actions == (Ref(plan="Q-2031", action="2.1"), Ref(plan="R-2031", action="1.1"))
    assert operation.totals == (StatedSum(measure="clocks seized", value=Decimal(460)),)


def test_kpi_register__finds_a_definition_by_its_key(tmp_path: Path) -> None:
    text = (
        'empact: kpis/1\nplan: Q-2031\ndefinitions:\n  - {action: "1.1", kpi: 2, adds: incremental, unit: workshops, '
        "baseline: {value: 3, year: 2030}, decided_by: Driver and leader, on: 2031-02-01}\n"
        '  - {action: "1.2", kpi: 1b, adds: ratio, over_time: incremental, counted_by: leader, decided_by: QM, '
        "on: 2031-02-01}\n"
    )
    register = read(text, KpiRegister, tmp_path)
    found = register.find(KpiKey(action="1.1", ordinal=2))
    assert found is not None
    assert (found.adds, found.baseline) == (Adds.INCREMENTAL, Baseline(value=Decimal(3), year=2030))
    assert register.find(KpiKey(action="1.1")) is None
    part = register.find(KpiKey(action="1.2", letter="b"))
    assert part is not None
    assert (part.over_time, part.counted_by) == (OverTime.INCREMENTAL, CountedBy.LEADER)
    assert register.find(KpiKey(action="1.2")) is None


# Reports that replace others


def report(id: str, *, day: int = 1, supersedes: tuple[str, ...] = (), plan: str = "Q-2031") -> FiledReport:
    content = Report(
        plan=plan,
        checkpoint="June",
        by=parse_parties("QN"),
        on=dt.date(2031, 6, day),
        source=f"form {id}",
        actions=(ActionReport(action="1.1", status="live"),),
        supersedes=supersedes,
    )
    return FiledReport(id=id, digest=f"digest of {id}", content=content)


def ids(found: tuple[FiledReport, ...]) -> list[str]:
    return [one.id for one in found]


def test_reports__are_in_the_order_of_their_days() -> None:
    first, second, third = report("a"), report("b", day=2, supersedes=("a",)), report("c", day=3, supersedes=("b",))
    assert ids(Reports(plan="Q-2031", reports=(third, first, second)).reports) == ["a", "b", "c"]


def test_reports__that_supersede_each_other__are_a_circle() -> None:
    first, second = report("a", supersedes=("b",)), report("b", day=2, supersedes=("a",))
    third = report("c", day=3, supersedes=("b", "c"))
    known = Reports(plan="Q-2031", reports=(first, second, third))
    assert [ids(circle) for circle in known.circles] == [["a", "b"]]


def test_reports__name_the_closest_id() -> None:
    with pytest.raises(UnknownIdError, match="june-qn"):
        Reports(plan="Q-2031", reports=(report("june-qn"),)).report("june-qm")


def test_reports__refuse_those_of_another_plan() -> None:
    with pytest.raises(ValueError, match="'a' is about R-2031, not about Q-2031"):
        Reports(plan="Q-2031", reports=(report("a", plan="R-2031"),))


def test_report__with_a_text_for_its_party__says_what_to_write() -> None:
    wrong: Any = "QN"
    with pytest.raises(TypeError, match=r"empact\.parse_parties\('QN'\)"):
        attrs.evolve(report("a").content, by=wrong)
    assert empact.parse_parties("QN")


@given(edges=st.lists(st.lists(st.integers(0, 7), max_size=3), max_size=8))
def test_circles__are_the_reports_that_supersede_each_other_in_any_number_of_steps(edges: list[list[int]]) -> None:
    """Compared with a table of which report leads to which, whose cost is the cube of their number."""
    reports = tuple(
        report(f"r{place}", supersedes=tuple(f"r{other}" for other in others)) for place, others in enumerate(edges)
    )
    places = range(len(edges))
    leads = {(place, other) for place, others in enumerate(edges) for other in others if other in places}
    for middle in places:
        leads |= {(one, other) for one in places for other in places if {(one, middle), (middle, other)} <= leads}
    groups = [[other for other in places if other == one or {(one, other), (other, one)} <= leads] for one in places]
    expected = dict.fromkeys(tuple(f"r{place}" for place in group) for group in groups if len(group) > 1)
    found = Reports(plan="Q-2031", reports=reports).circles
    assert [tuple(filed.id for filed in circle) for circle in found] == list(expected)


def test_reports__are_named_by_the_start_of_their_id() -> None:
    start = "2031-06-28-june-2031-qo-"
    ids = [f"{start}49a5dc3bb49fb1e1", f"{start}be465ee08914c0dd", "by hand"]
    reports = Reports(plan="Q-2031", reports=tuple(report(id) for id in ids))
    assert [filed.id for filed in reports.starting_with(start)] == ids[:2]
    assert reports.starting_with("2032") == ()
    assert [reports.start_of(id) for id in (*ids, "unknown")] == [f"{start}49a5", f"{start}be46", "by hand", "unknown"]
    alike = Reports(plan="Q-2031", reports=(*reports, report(f"{start}49a5aaaaaaaaaaaa")))
    assert alike.start_of(ids[0]) == ids[0]
