"""The door: for each refusal, the text that is refused, and the text that is accepted instead."""

from __future__ import annotations

import io
import re
import textwrap
from typing import TypeVar

import pytest
from tests.support.invented import SESSION

from empact import PlanReadError
from empact.analysis import REFUSALS, PlanContext, every_refused, plan_rounds, refused
from empact.analysis.claims.door import CHECKS, stating_the_same
from empact.diagnostics import Severity
from empact.model import FiledReport, KpiRegister, Operation, Plan, Report, Reports

T = TypeVar("T")
PLAN_TEXT = """\
empact: plan/1
id: Q-2031
title: "Operational action plan 2031: counterfeit clocks (invented)"
period: {start: 2031-01-01, end: 2031-12-31}
driver: QM
goals:
  - {number: "1", body: To find counterfeit clocks.}
checkpoints: [June 2031, December 2031]
actions:
  - number: "1.1"
    goal: "1"
    leaders: QO
    participants: QN, QP
    kpis:
      - {text: "KPI: 100 clocks seized"}
      - {text: "KPI: new workshops"}
      - {text: "KPI: share of parcels with clocks"}
      - {text: "KPI: level of stocks"}
      - {text: "KPI: handbook agreed"}
      - {text: "KPI: remarks of the parties"}
  - number: "1.2"
    goal: "1"
    leaders: QM
    participants: Relevant MS
    kpis:
      - text: 10 clocks and dials seized
        parts: [{text: 10 clocks, unit: clocks}, {text: 20 dials, unit: dials}]
"""
KPIS_TEXT = """\
empact: kpis/1
plan: Q-2031
definitions:
  - {action: "1.1", kpi: 1, adds: cumulative, unit: clocks, decided_by: QM, on: 2031-01-30}
  - {action: "1.1", kpi: 2, adds: incremental, unit: workshops, decided_by: QM, on: 2031-01-30}
  - {action: "1.1", kpi: 3, adds: ratio, over_time: incremental, decided_by: QM, on: 2031-01-30}
  - {action: "1.1", kpi: 4, adds: latest, decided_by: QM, on: 2031-01-30}
  - {action: "1.1", kpi: 5, adds: milestone, decided_by: QM, on: 2031-01-30}
  - {action: "1.1", kpi: 6, adds: qualitative, decided_by: QM, on: 2031-01-30}
"""
OPERATIONS = (
    "{empact: operation/1, id: JAD-1, name: Clocks, days: [{start: 2031-05-05, end: 2031-05-09}]}",
    "{empact: operation/1, id: JAD-2, name: Dials, days: [{start: 2031-09-01, end: 2031-09-05}]}",
)


def read(text: str, kind: type[T]) -> T:
    return SESSION.read(io.StringIO(text), kind, format="yaml").require()


PLAN = read(PLAN_TEXT, Plan)
KPIS = read(KPIS_TEXT, KpiRegister)


def report(by: str, body: str = "", *, on: str = "2031-06-28", checkpoint: str = "June 2031", top: str = "") -> Report:
    """Return a report with lines about action 1.1, or with lines of its own at the top."""
    head = f"empact: report/1\nplan: Q-2031\ncheckpoint: {checkpoint}\nby: {by}\non: {on}\nsource: Invented form\n"
    about = "actions:\n- action: '1.1'\n" + textwrap.indent(textwrap.dedent(body), "  ") if body else ""
    return read(f"{head}{textwrap.dedent(top)}\n{about}", Report)


def share(figure: str, by: str = "QN", **more: str) -> Report:
    """Return a report with one figure about action 1.1."""
    return report(by, f"figures: [{{{figure}}}]", **more)


def context(*reports: Report) -> PlanContext:
    """Return the context of the plan with reports r1, r2 and so on."""
    filed = (FiledReport(id=f"r{number}", digest=f"{number}", content=each) for number, each in enumerate(reports, 1))
    records = SESSION.records(
        reports=Reports(plan="Q-2031", reports=tuple(filed)),
        kpis=KPIS,
        operations=[read(text, Operation) for text in OPERATIONS],
    )
    return SESSION.context(PLAN, records=records)


def found(*reports: Report) -> list[tuple[str, str, str]]:
    """Return what is refused: the key, the pointer with its report, and the sentence."""
    return [(each.refusal.key, f"{each.filed.id}{each.at}", each.said) for each in every_refused(context(*reports))]


def test_checks__are_one_for_each_refusal() -> None:
    assert list(CHECKS) == [refusal.key for refusal in REFUSALS]


def test_checks__have_a_test_each() -> None:
    tested = {name.removeprefix("test_refusal__").replace("_", "-") for name in globals() if "refusal__" in name}
    assert {refusal.key for refusal in REFUSALS} <= tested


def test_refusals__are_errors_but_for_those_that_can_be_accepted() -> None:
    rules = {each.value.code: each.value for each in SESSION.rules}
    severities = {refusal.key: rules[refusal.code].severity for refusal in REFUSALS}
    accepted = {key for key, severity in severities.items() if severity is Severity.WARNING}
    assert (
        accepted
        == {"not-named", "above-denominator", "personal-data"}
        == {each.key for each in REFUSALS if each.acceptable}
    )
    assert {severities[key] for key in severities.keys() - accepted} == {Severity.ERROR}


def test_refusal__two_reports() -> None:
    first, second = share("kpi: 1, scope: own, value: 8"), share("kpi: 1, scope: own, value: 9", on="2031-06-29")
    said = "QN has several reports in force for 'June 2031', and not all of them name a part: r1 and r2."
    assert found(first, second) == [("two-reports", "r2/by", said)]
    replaced = share("kpi: 1, scope: own, value: 9", on="2031-06-29", top="supersedes: [r1]")
    assert found(first, replaced) == []
    december = share("kpi: 1, scope: own, value: 9", on="2031-12-05", checkpoint="December 2031")
    assert found(first, december) == []
    customs = share("kpi: 1, scope: own, value: 9", top="part: customs")
    assert found(first, customs)[0][2] == said
    police = share("kpi: 1, scope: own, value: 8", top="part: police")
    assert found(police, customs) == []
    again = share("kpi: 1, scope: own, value: 9", top="part: ' Customs '", on="2031-06-29")
    said = "QN has several reports of its part ' Customs ' in force for 'June 2031': r2 and r3."
    assert found(police, customs, again) == [("two-reports", "r3/part", said)]


def met(*reports: Report) -> list[tuple[str, str]]:
    """Return what the refused reports meet: the id and the pointer of the other report, and what it states."""
    return [
        (f"{also.filed.id}{also.at}", also.said) for each in every_refused(context(*reports)) for also in each.meets
    ]


def test_two_reports__name_what_the_earlier_one_states_first_what_differs() -> None:
    body = "status: live\nfigures: [{{kpi: 2, scope: own, value: 3}}, {{kpi: 1, scope: own, value: {}}}]"
    first, second = report("QO", body.format(8)), report("QO", body.format(9), on="2031-06-29")
    assert met(first, second) == [
        (
            "r1/actions/0/figures/1",
            (
                "reported on 2031-06-28: KPI 1 of action 1.1: 8 of its own (here 9 of its own), "
                "the status of action 1.1: 'live' and KPI 2 of action 1.1: 3 of its own"
            ),
        )
    ]
    other = report("QO", "figures: [{kpi: 3, scope: own, value: 1, of: 2}]", on="2031-06-29")
    assert met(first, other) == [("r1/by", "reported on 2031-06-28: nothing of the same")]
    many = "figures: [" + ", ".join(f"{{kpi: {kpi}, scope: own, value: 1}}" for kpi in (1, 2, 3, 4)) + "]"
    several = (
        report("QN", f"{many}\nstarted: 2031-02-01"),
        report("QN", f"{many}\nstarted: 2031-02-01", on="2031-06-29"),
    )
    (one,) = {said for _, said in met(*several) if "more" in said}
    assert one.endswith("KPI 3 of action 1.1: 1 of its own and 1 more")


def test_other_refusals__name_the_statement_that_they_meet() -> None:
    june = share("kpi: 1, scope: own, value: 8")
    december = share("kpi: 1, scope: own, value: 7", on="2031-12-05", checkpoint="December 2031")
    assert met(june, december) == [("r1/actions/0/figures/0", "reported on 2031-06-28: 8 of its own")]
    customs = report("QO", "status: live", top="part: customs")
    police = report("QO", "status: completed", top="part: police")
    assert met(customs, police) == [("r1/actions/0/status", "reported on 2031-06-28: 'live'")]
    other = share("kpi: 1, scope: own, value: 9", by="QP", top="supersedes: [r1]")
    assert met(june, other) == [("r1/by", "reported by QN on 2031-06-28 for 'June 2031'")]


def test_refusal__part_states_total() -> None:
    body = "status: {}\nfigures: [{{kpi: 1, scope: total, value: 8}}, {{kpi: 1, scope: own, value: 4}}]"
    customs = report("QO", body.format("live"), top="part: customs")
    police = report("QO", body.format("completed"), top="part: police")
    assert found(customs, police) == [
        (
            "part-states-total",
            "r2/actions/0/status",
            "Several parts of QO state the status of action 1.1: 'live' (customs) and 'completed' (police).",
        ),
        (
            "part-states-total",
            "r2/actions/0/figures/0",
            "Several parts of QO state the total of KPI 1 of action 1.1: 8 in total (customs) and 8 in total (police).",
        ),
    ]
    assert found(customs, share("kpi: 1, scope: own, value: 4", by="QO", top="part: police")) == []


def test_refusal__stated_twice() -> None:
    twice = report("QN", "figures: [{kpi: 1, scope: own, value: 8}, {kpi: 1, scope: own, value: 9}]")
    said = "QN reports KPI 1 of action 1.1 more than once in one report: 8 of its own and 9 of its own."
    assert found(twice) == [("stated-twice", "r1/actions/0/figures/1", said)]
    assert found(share("kpi: 1, scope: own, value: 17")) == []
    both = report("QO", "figures: [{kpi: 1, scope: own, value: 8}, {kpi: 1, scope: total, value: 9}]")
    assert found(both) == []
    measures = "figures: [{measure: dials, scope: own, value: 8}, {measure: ' Dials', scope: own, value: 9}]"
    assert [where for _, where, _ in found(report("QN", measures))] == ["r1/actions/0/figures/1"]
    statuses = report("QO", top="actions: [{action: '1.1', status: live}, {action: '1.1', status: completed}]")
    said = "QO reports the status of action 1.1 more than once in one report: 'live' and 'completed'."
    assert found(statuses) == [("stated-twice", "r1/actions/1/status", said)]


def test_refusal__stated_twice__of_one_operation_is_no_valid_file() -> None:
    with pytest.raises(PlanReadError, match="duplicate-key"):
        share("kpi: 1, scope: own, value: 9, operations: {JAD-1: 4, JAD-1: 5}")


def test_refusal__not_by_leader() -> None:
    total = share("kpi: 1, scope: total, value: 8")
    said = "QN reports the total of KPI 1 of action 1.1 (8 in total), but does not lead the action on 2031-06-30."
    assert found(total) == [("not-by-leader", "r1/actions/0/figures/0", said)]
    assert found(share("kpi: 1, scope: own, value: 8")) == []
    assert found(share("kpi: 1, scope: total, value: 8", by="QO")) == []
    rest = report("QN", "status: live\nstarted: 2031-02-01\nfigures: [{kpi: 5, scope: total, reached: 2031-05-01}]")
    assert [said for _, _, said in found(rest)] == [
        "QN reports the status of action 1.1 ('live'), but does not lead the action on 2031-06-30.",
        "QN reports the first day of action 1.1 (started on 2031-02-01), but does not lead the action on 2031-06-30.",
        (
            "QN reports the day of KPI 5 of action 1.1 (reached on 2031-05-01), but does not lead the action on "
            "2031-06-30."
        ),
    ]
    assert found(report("QN", "narrative: The action is live.")) == []


def test_refusal__not_by_driver() -> None:
    settles = "settles: [{action: '1.1', kpi: 1, value: 8, cites: [r1]}]"
    stated = share("kpi: 1, scope: total, value: 8", by="QO")
    said = "QN settles what is reported about 1.1, but is not the Driver."
    assert found(stated, report("QN", top=settles)) == [("not-by-driver", "r2/settles", said)]
    assert found(stated, report("QM", top=settles)) == []


def test_refusal__status_unknown() -> None:
    unknown = report("QO", "status: parked")
    assert found(unknown) == [
        ("status-unknown", "r1/actions/0/status", "QO has the unknown status 'parked' for action 1.1.")
    ]
    for known in ("on track", "On-Track", "ONTRACK", "in-progress", "finalized", "Not implemented", "withdrawn"):
        assert found(report("QO", f"status: {known}")) == []


def test_refusal__status_unknown__has_the_closest_word_and_all_known_ones_in_its_hint() -> None:
    (closest,) = every_refused(context(report("QO", "status: fianlised")))
    assert closest.hint == (
        "Did you mean 'finalised'? Known: not started; live, ongoing, in progress, on track, delayed or started; "
        "completed, successfully completed, finalised, finalized, achieved, implemented or done; not completed, not "
        "implemented or not achieved; carried over; cancelled or withdrawn; unclear or continue. Write the known word "
        "that fits best, and the rest in 'narrative'."
    )
    (other,) = every_refused(context(report("QO", "status: parked")))
    assert other.hint.startswith("Known: not started; ")


def test_refusal__status_unknown__in_what_the_driver_settles_and_counts() -> None:
    settles = "settles: [{action: '1.1', status: parked, cites: [r1]}]\nstated: {statuses: {live: 1, asleep: 1}}"
    assert found(report("QO", "status: live"), report("QM", top=settles)) == [
        ("status-unknown", "r2/settles/0/status", "QM has the unknown status 'parked' for action 1.1."),
        (
            "status-unknown",
            "r2/stated/statuses/asleep",
            "QM has the unknown status 'asleep' in its number of actions with each status.",
        ),
    ]


def test_refusal__not_named() -> None:
    other = share("kpi: 1, scope: own, value: 8", by="QS")
    said = "QS reports a share of KPI 1 of action 1.1 (8 of its own), but the action does not name it or a group that "
    assert found(other) == [("not-named", "r1/actions/0/figures/0", f"{said}it can belong to.")]
    joined = "actions: [{action: '1.2', figures: [{kpi: 1a, scope: own, value: 8}]}]"
    assert found(report("QR", top=joined)) == []
    assert found(share("kpi: 1, scope: own, value: 8", by="QP")) == []


def test_refusal__part_above_whole() -> None:
    above = share("kpi: 1, scope: own, value: 8, operations: {JAD-1: 9}")
    said = "QN reports 9 of KPI 1 of action 1.1 in JAD-1, which is above the whole, 8."
    assert found(above) == [("part-above-whole", "r1/actions/0/figures/0/operations", said)]
    assert found(share("kpi: 1, scope: own, value: 9, operations: {JAD-1: 9}")) == []
    without = share("kpi: 1, scope: own, text: Many., operations: {JAD-1: 9}")
    said = "QN reports 9 of KPI 1 of action 1.1 in JAD-1, without the whole."
    assert found(without) == [("part-above-whole", "r1/actions/0/figures/0/operations", said)]


def test_refusal__other_unit() -> None:
    said = "QN reports KPI 1 of action 1.1 in 'dozens', but its unit is 'clocks'."
    assert found(share("kpi: 1, scope: own, value: 2, unit: dozens")) == [
        ("other-unit", "r1/actions/0/figures/0/unit", said)
    ]
    assert found(share("kpi: 1, scope: own, value: 24, unit: Clocks")) == []
    assert found(share("kpi: 1, scope: own, value: 24")) == []


def test_refusal__other_unit__of_a_change_is_the_change_itself() -> None:
    text = PLAN_TEXT.replace('{text: "KPI: 100 clocks seized"}', "Increase seizures by 10 %")
    records = SESSION.records(
        reports=Reports(
            plan="Q-2031",
            reports=tuple(
                FiledReport(id=id, digest=id, content=share(f"kpi: 1, scope: own, value: 12, unit: {unit}", by=by))
                for id, unit, by in (("r1", "'%'", "QN"), ("r2", "parcels", "QP"))
            ),
        )
    )
    wrong = every_refused(SESSION.context(read(text, Plan), records=records))
    said = "QN reports KPI 1 of action 1.1 in '%', but its unit is 'seizures'."
    assert [(each.refusal.key, each.said) for each in wrong] == [("other-unit", said)]


def test_refusal__part_missing() -> None:
    whole = report("QM", top="actions: [{action: '1.2', figures: [{kpi: 1, scope: own, value: 8}]}]")
    said = "QM reports one figure for KPI 1 of action 1.2, which has the parts 1a (10 clocks) and 1b (20 dials)."
    assert found(whole) == [("part-missing", "r1/actions/0/figures/0/kpi", said)]
    figures = "[{kpi: 1a, scope: own, value: 5}, {kpi: 1b, scope: own, value: 3}]"
    assert found(report("QM", top=f"actions: [{{action: '1.2', figures: {figures}}}]")) == []


def test_refusal__impossible_value() -> None:
    negative = share("kpi: 1, scope: own, value: -8")
    said = "QN reports -8 for KPI 1 of action 1.1, which is below zero."
    assert found(negative) == [("impossible-value", "r1/actions/0/figures/0/value", said)]
    assert found(share("kpi: 4, scope: own, value: -8")) == []
    nought = share("kpi: 3, scope: own, value: 0, of: 0")
    said = "QN reports KPI 3 of action 1.1 with a denominator of 0, which is not above zero."
    assert found(nought) == [("impossible-value", "r1/actions/0/figures/0/of", said)]
    assert found(share("kpi: 3, scope: own, nothing: true")) == []
    part = share("kpi: 1, scope: own, value: 8, operations: {JAD-1: -1}")
    assert [where for _, where, _ in found(part)] == ["r1/actions/0/figures/0/operations/JAD-1"]


def test_refusal__above_denominator() -> None:
    above = share("kpi: 3, scope: own, value: 12, of: 5")
    said = "QN reports 12 of 5 for KPI 3 of action 1.1: the numerator is above the denominator."
    assert found(above) == [("above-denominator", "r1/actions/0/figures/0/value", said)]
    assert found(share("kpi: 3, scope: own, value: 5, of: 12")) == []


def test_refusal__lower_without_reason() -> None:
    def december(figure: str, **more: str) -> Report:
        return share(figure, on="2031-12-05", checkpoint="December 2031", **more)

    june = share("kpi: 1, scope: own, value: 8")
    said = "QN reports 5 of its own for KPI 1 of action 1.1, less than 8 for 'June 2031'."
    lower = december("kpi: 1, scope: own, value: 5")
    assert found(june, lower) == [("lower-without-reason", "r2/actions/0/figures/0/value", said)]
    assert found(june, december("kpi: 1, scope: own, value: 8")) == []
    reason = "kpi: 1, scope: own, value: 5, lower_because: Three clocks were genuine."
    assert found(june, december(reason)) == []
    assert found(share("kpi: 2, scope: own, value: 8"), december("kpi: 2, scope: own, value: 5")) == []
    # A part is compared with the same part, and a whole report with the sum of the parts.
    customs = share("kpi: 1, scope: own, value: 6", top="part: customs")
    police = share("kpi: 1, scope: own, value: 4", top="part: police")
    assert found(customs, police, december("kpi: 1, scope: own, value: 6", top="part: customs")) == []
    assert [key for key, _, _ in found(customs, december("kpi: 1, scope: own, value: 5", top="part: customs"))] == [
        "lower-without-reason"
    ]
    assert [said for _, _, said in found(customs, police, december("kpi: 1, scope: own, value: 9"))] == [
        "QN reports 9 of its own for KPI 1 of action 1.1, less than 10 for 'June 2031'."
    ]


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        (
            "kpi: 4, scope: own, value: 9, operations: {JAD-1: 4}",
            "kpi: 4, scope: own, value: 9",
            "with operations (JAD-1), but only its latest figure counts.",
        ),
        (
            "kpi: 1, scope: own, value: 9, period: {start: 2031-04-01, end: 2031-06-30}",
            "kpi: 1, scope: own, value: 9, period: {start: 2031-01-01, end: 2031-06-30}",
            "2031-04-01 to 2031-06-30, which does not begin with the plan, on 2031-01-01.",
        ),
        (
            "kpi: 2, scope: own, value: 9, period: {start: 2030-12-01, end: 2031-06-30}",
            "kpi: 2, scope: own, value: 9, period: {start: 2031-04-01, end: 2031-06-15}",
            "2030-12-01 to 2031-06-30, which begins before 'June 2031', which is about the days from 2031-01-01 on.",
        ),
        (
            "kpi: 2, scope: own, value: 9, period: {start: 2031-06-01, end: 2031-07-31}",
            "kpi: 2, scope: own, value: 9, period: {start: 2032-01-01, end: 2032-01-31}",
            "2031-06-01 to 2031-07-31, which ends after 'June 2031', which is about the days until 2031-06-30.",
        ),
        (
            "kpi: 2, scope: own, value: 9, operations: {JAD-2: 4}",
            "kpi: 2, scope: own, value: 9, operations: {JAD-1: 4}",
            "with the operation JAD-2, which begins on 2031-09-01, after 'June 2031'.",
        ),
    ],
    ids=["latest", "cumulative", "incremental", "later", "operation"],
)
def test_refusal__days_outside_round(wrong: str, right: str, said: str) -> None:
    ((key, _, sentence),) = found(share(wrong))
    assert key == "days-outside-round"
    assert re.fullmatch(rf"QN reports KPI \d of action 1.1( for)? {re.escape(said)}", sentence)
    assert found(share(right)) == []


def test_refusal__days_outside_round__of_a_milestone() -> None:
    later = share("kpi: 5, scope: total, reached: 2031-07-03", by="QO", on="2031-07-10")
    said = "QO reports KPI 5 of action 1.1 as reached on 2031-07-03, after the days of 'June 2031'."
    assert found(later) == [("days-outside-round", "r1/actions/0/figures/0/reached", said)]
    assert found(share("kpi: 5, scope: total, reached: 2031-06-30", by="QO", on="2031-07-10")) == []


def test_refusal__nothing_but_share() -> None:
    total = share("kpi: 1, scope: total, nothing: true", by="QO")
    said = "QO writes 'nothing: true' about the total of KPI 1 of action 1.1; only a share can have it."
    assert found(total) == [("nothing-but-share", "r1/actions/0/figures/0/nothing", said)]
    assert found(share("kpi: 1, scope: own, nothing: true")) == []
    milestone = share("kpi: 5, scope: own, nothing: true")
    said = "QN writes 'nothing: true' about KPI 5 of action 1.1, which is a milestone; only a share can have it."
    assert found(milestone) == [("nothing-but-share", "r1/actions/0/figures/0/nothing", said)]


def test_refusal__supersedes_without_effect() -> None:
    first = share("kpi: 1, scope: own, value: 8")
    foreign = share("kpi: 1, scope: own, value: 9", by="QP", top="supersedes: [r1]")
    said = "r2 supersedes r1, which is by QN."
    assert found(first, foreign) == [("supersedes-without-effect", "r2/supersedes/0", said)]
    assert found(first, share("kpi: 1, scope: own, value: 9", top="supersedes: [r1]")) == []
    withdrawn = report("QN", on="2031-06-29", top="supersedes: [r1]")
    assert found(first, withdrawn) == []
    # Once the report itself is superseded, nothing is wrong any more.
    corrected = share("kpi: 1, scope: own, value: 9", by="QP", on="2031-06-29", top="supersedes: [r2]")
    assert found(first, foreign, corrected) == []


def test_refusal__supersedes_without_effect__in_a_circle() -> None:
    circle = report("QN", top="supersedes: [r2]"), report("QN", top="supersedes: [r1]")
    assert [(key, said) for key, _, said in found(*circle)] == [
        ("two-reports", "QN has several reports in force for 'June 2031', and not all of them name a part: r1 and r2."),
        ("supersedes-without-effect", "r1 supersedes r2, which supersedes this one too."),
        ("supersedes-without-effect", "r2 supersedes r1, which supersedes this one too."),
    ]
    assert found(*circle, report("QN", on="2031-06-29", top="supersedes: [r1, r2]")) == []


def test_refusal__supersedes_by_nothing() -> None:
    first = report("QO", "status: live\nsupport: A network.")
    nothing = report("QO", on="2031-06-29", top="supersedes: [r1]\nactions: [{action: '1.1'}]")
    said = "r2 supersedes r1 and states nothing, so it withdraws 'status' and 'support' of action 1.1."
    assert found(first, nothing) == [("supersedes-by-nothing", "r2/supersedes/0", said)]
    # A report without actions withdraws on purpose, and what states nothing takes nothing with it.
    assert found(first, report("QO", on="2031-06-29", top="supersedes: [r1]")) == []
    blank = report("QO", top="actions: [{action: '1.1'}]")
    assert found(blank, nothing) == []
    assert found(first, report("QO", "status: live", on="2031-06-29", top="supersedes: [r1]")) == []
    again = report("QO", "status: live", on="2031-06-30", top="supersedes: [r2]")
    assert found(first, nothing, again) == []


def test_refused__is_of_one_refusal() -> None:
    (refusal,) = (each for each in REFUSALS if each.key == "other-unit")
    (each,) = refused(context(share("kpi: 1, scope: own, value: -2, unit: dozens")), refusal)
    assert (each.refusal.key, each.filed.id) == ("other-unit", "r1")


def test_stating_the_same__finds_the_report_in_force() -> None:
    first = share("kpi: 1, scope: own, value: 8")
    ctx = context(first)
    assert [round_.checkpoint for round_ in plan_rounds(ctx.plan)] == ["June 2031", "December 2031"]

    def same(report: Report, ctx: PlanContext = ctx) -> str | None:
        known = stating_the_same(ctx, report)
        return None if known is None else known.id

    assert same(first) == "r1"
    assert same(share("kpi: 1, scope: own, value: 8", on="2031-06-29")) == "r1"
    assert same(share("kpi: 1, scope: own, value: 9")) is None
    assert same(share("kpi: 1, scope: own, value: 8", by="QP")) is None
    assert same(share("kpi: 1, scope: own, value: 8", checkpoint="December 2031")) is None
    assert same(share("kpi: 1, scope: own, value: 8", top="part: customs")) is None
    # A report that withdraws another one does more, and one that is superseded is not in force.
    assert same(share("kpi: 1, scope: own, value: 8", top="supersedes: [r0]")) is None
    replaced = context(first, share("kpi: 1, scope: own, value: 9", on="2031-06-29", top="supersedes: [r1]"))
    assert same(first, replaced) is None


def test_refusal__lower_without_reason__waits_for_the_other_parts() -> None:
    """After a whole report, the first of several parts is lower, and the others may follow."""
    whole = share("kpi: 1, scope: own, value: 10")
    customs = share("kpi: 1, scope: own, value: 4", on="2031-12-05", checkpoint="December 2031", top="part: customs")
    assert found(whole, customs) == []


def test_refusal__personal_data() -> None:
    typed = report(
        "QN",
        """
        narrative: "Invented: the IBAN is DE89 3704 0044 0532 0130 00, of desk@clocks.example."
        figures:
          - kpi: 1
            scope: own
            value: 8
            breakdowns: [{by: desk, kind: partial, parts: {tel. 555 1234: 3}}]
        agreed_by: "the desk, 0049 30 5550 1234"
        """,
    )
    assert [each for each in found(typed) if each[0] == "personal-data"] == [
        (
            "personal-data",
            "r1/actions/0/narrative",
            "The text in 'narrative' of action 1.1 has an e-mail address and an IBAN.",
        ),
        (
            "personal-data",
            "r1/actions/0/figures/0/breakdowns/0/parts",
            "The text in 'parts' of action 1.1 has a telephone number.",
        ),
        (
            "personal-data",
            "r1/actions/0/agreed_by",
            "The text in 'agreed_by' of action 1.1 has a telephone number.",
        ),
    ]
    typed = report("QN", "narrative: 'Invented: 12 of 1 250 000 clocks, document 7231/12, 30.06.2031'")
    assert found(typed) == []


def test_refusal__personal_data_of_a_superseded_report() -> None:
    first = report("QN", "narrative: 'Invented: tel. 555 1234'")
    second = report("QN", "narrative: Patrols.", on="2031-06-29", top="supersedes: [r1]")
    assert [each[:2] for each in found(first, second)] == [("personal-data", "r1/actions/0/narrative")]
