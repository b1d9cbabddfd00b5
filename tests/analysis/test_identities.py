"""Records after a revision: what was written for an action follows its content, and never its number."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any, TypeVar

import attrs
import pytest
from tests.support.invented import SESSION

from empact import Plan
from empact.analysis import PlanContext, Portfolio, claim_log, exclusion, stamped
from empact.diagnostics import Diagnostic
from empact.model import (
    EntryContent,
    FiledReport,
    FrozenMap,
    KpiKey,
    KpiRegister,
    Ledger,
    LedgerEntry,
    Operation,
    Report,
    Reports,
    WrittenFor,
)

T = TypeVar("T")
PLAN_TEXT = """\
empact: plan/1
id: Q-2031
title: "Operational action plan 2031: counterfeit clocks (invented)"
period: {start: 2031-01-01, end: 2031-12-31}
cover: {number: 1001/31 REV 1}
driver: QM
provisions: [{kind: exclusion, stated: section 5.3/1}]
sections: [{number: "5.3", text: "A member state that does not meet its commitments takes part no longer."}]
goals:
  - {number: "2", body: To find counterfeit clocks.}
checkpoints: [June 2031, December 2031]
actions:
  - number: "2.1"
    goal: "2"
    activity: Check the parcels of the main routes in the same week.
    leaders: QO
    participants: QN
    timing: Whole year
    kpis: "KPI: 300 cases"
  - number: "2.2"
    goal: "2"
    activity: Patrol the road along the two rivers together.
    leaders: QO
    participants: QN
    timing: Whole year
    kpis: "KPI: 40 cases"
  - number: "2.3"
    goal: "2"
    activity: Train examiners.
    leaders: QN
    timing: Whole year
    kpis: "KPI: 10 examiners trained"
"""
REPORT_TEXT = """\
empact: report/1
plan: Q-2031
checkpoint: June 2031
by: QO
on: 2031-06-28
source: "Invented: letter"
actions:
  - action: "2.1"
    status: live
    narrative: Parcels were checked in May.
    figures:
      - {kpi: 1, scope: total, value: 120}
  - action: "2.3"
    narrative: We sent a teacher.
"""
COMMITMENT_TEXT = """\
empact: ledger/1
plan: Q-2031
kind: commitment
on: 2031-02-10
by: QN
actions: ["2.1"]
due: 2031-05-31
source: "Invented: minutes"
"""
KPIS_TEXT = """\
empact: kpis/1
plan: Q-2031
definitions:
  - {action: "2.1", adds: cumulative, unit: cases, decided_by: QM, on: 2031-01-30}
  - {action: "2.3", adds: incremental, decided_by: QM, on: 2031-01-30}
"""
OPERATION_TEXT = """\
empact: operation/1
id: JAD-2031-7
name: Invented week
actions: ["Q-2031:2.1", "X-2031:2.1"]
"""
RULES = ("OAP830", "OAP831", "OAP832", "OAP833")


def loaded(text: str, kind: type[T]) -> T:
    return SESSION.load(io.StringIO(text), kind, format="yaml")


def evolved(plan: Plan, number: str, **changes: Any) -> Plan:
    """Return a plan with one action changed."""
    return attrs.evolve(
        plan,
        actions=tuple(
            attrs.evolve(action, **changes) if action.number == number else action for action in plan.actions
        ),
    )


PLAN = loaded(PLAN_TEXT, Plan)
FIRST, SECOND, THIRD = PLAN.actions
SWAPPED = attrs.evolve(PLAN, actions=(attrs.evolve(SECOND, number="2.1"), attrs.evolve(FIRST, number="2.2"), THIRD))
REPORT = stamped(loaded(REPORT_TEXT, Report), PLAN)
COMMITMENT = stamped(loaded(COMMITMENT_TEXT, EntryContent), PLAN)
REGISTER = stamped(loaded(KPIS_TEXT, KpiRegister), PLAN)
OPERATION = stamped(loaded(OPERATION_TEXT, Operation), PLAN)


def reports_of(*reports: Report) -> Reports:
    filed = (
        FiledReport(id=f"report-{index}", digest=f"{index}", content=report) for index, report in enumerate(reports)
    )
    return Reports(plan="Q-2031", reports=tuple(filed))


def ledger_of(*entries: EntryContent) -> Ledger:
    filed = (LedgerEntry(id=f"entry-{index}", digest=f"{index}", content=entry) for index, entry in enumerate(entries))
    return Ledger(plan="Q-2031", entries=tuple(filed))


def context(plan: Plan, *others: Plan, **records: Any) -> PlanContext:
    given: dict[str, Any] = {
        "reports": reports_of(REPORT),
        "ledger": ledger_of(COMMITMENT),
        "kpi_register": REGISTER,
        "operations": (OPERATION,),
        **records,
    }
    ctx = SESSION.context(plan)
    return attrs.evolve(ctx, portfolio=Portfolio((plan, *others)), **given)


def findings(plan: Plan, *others: Plan, **records: Any) -> list[Diagnostic]:
    given: dict[str, Any] = {
        "reports": reports_of(REPORT),
        "ledger": ledger_of(COMMITMENT),
        "kpis": [REGISTER],
        "operations": [OPERATION],
        **records,
    }
    read = SESSION.workspace.read_records(tuple(given), given)
    return [*SESSION.validate(plan, *others, select=[*RULES], records=read)]


def says(plan: Plan, *others: Plan, **records: Any) -> list[tuple[str, str]]:
    return [(finding.code, finding.message) for finding in findings(plan, *others, **records)]


def test_stamped__has_the_revision_and_the_digest_of_each_action() -> None:
    assert REPORT.written_for == WrittenFor(
        revision="1001/31 REV 1",
        actions=FrozenMap({"2.1": FIRST.content_digest, "2.3": THIRD.content_digest}),
    )
    assert [*COMMITMENT.written_for.actions] == ["2.1"]
    assert [*REGISTER.written_for.actions] == ["2.1", "2.3"]
    assert OPERATION.written_for == WrittenFor(actions=FrozenMap({"Q-2031:2.1": FIRST.content_digest}))


def test_stamped__keeps_what_a_record_has_and_leaves_out_what_it_does_not_name() -> None:
    form = attrs.evolve(REPORT, actions=REPORT.actions[:1])
    assert stamped(form, SWAPPED).written_for == WrittenFor(
        revision="1001/31 REV 1", actions=FrozenMap({"2.1": FIRST.content_digest})
    )
    assert stamped(REPORT, SWAPPED) == REPORT


def test_records__of_the_plan_as_it_is_give_no_finding_and_count() -> None:
    assert says(PLAN) == []
    ctx = context(PLAN)
    known = claim_log(ctx).actions[0]
    assert [(claim.said, claim.apart) for claim in known.figures[0][1]] == [("120 in total", None)]
    assert len(ctx.evidence.in_force) == 1


def test_a_swap__is_refused_for_each_record_and_names_both_rows() -> None:
    now = "it was written for the action that is 2.2 now."
    assert sorted(says(SWAPPED)) == [
        ("OAP830", f"The KPI register does not count for action 2.1: {now}"),
        ("OAP830", f"The commitment of 10 February 2031 does not count for action 2.1: {now}"),
        ("OAP830", f"The operation JAD-2031-7 does not count for action 2.1: {now}"),
        ("OAP830", f"The report by QO of 28 June 2031 does not count for action 2.1: {now}"),
    ]
    hints = {finding.hint for finding in findings(SWAPPED, ledger=ledger_of(), kpis=[], operations=[])}
    assert hints == {
        "If it is meant for 2.2, confirm it there. Correct it, or supersede it if it is filed, with the right number."
    }


def test_a_swap__names_the_revisions_where_they_differ() -> None:
    second = attrs.evolve(PLAN.cover, number=loaded(PLAN_TEXT.replace("REV 1", "REV 2"), Plan).cover.number)
    (finding,) = findings(attrs.evolve(SWAPPED, cover=second), ledger=ledger_of(), kpis=[], operations=[])
    assert finding.hint is not None
    assert finding.hint.startswith(
        "It was written for 1001/31 REV 1, and this is 1001/31 REV 2. If it is meant for 2.2, "
    )


def test_a_swap__sets_the_claims_of_a_report_apart_from_both_rows() -> None:
    log = claim_log(context(SWAPPED))
    parcels = log.actions[0]
    ((_, claims),) = parcels.figures
    assert [(claim.said, claim.apart and claim.apart.value, claim.why) for claim in (*parcels.claims, *claims)] == [
        ("'live'", "other action", "it was written for the action that is 2.2 now"),
        ("120 in total", "other action", "it was written for the action that is 2.2 now"),
    ]
    assert parcels.texts == ()
    assert log.actions[1].figures[0][1] == ()
    assert [report.action for _, _, report in log.actions[2].texts] == ["2.3"]


def test_a_swap__leaves_no_value_and_no_status_for_either_row() -> None:
    progress = context(SWAPPED).progress()
    for number in ("2.1", "2.2"):
        action = next(action for action in progress if action.action.number == number)
        assert action.status.value == "not-reported"
        assert [kpi.value for kpi in action.kpis] == [None]
        explained = [step for kpi in action.kpis for step in kpi.explain()]
        assert [step.row for step in explained if "was written for" in step.text] == ["other-action"] * (
            number == "2.1"
        )


def test_a_swap__leaves_an_entry_out_of_the_evidence_and_in_the_ledger() -> None:
    ctx = context(SWAPPED)
    assert ctx.evidence.in_force == ()
    assert len(ctx.ledger) == 1
    contexts = [context(plan, as_of=dt.date(2031, 12, 1)) for plan in (PLAN, SWAPPED)]
    assert [len(exclusion(ctx, "QN").criteria[0].evidence) for ctx in contexts] == [1, 0]


def test_a_swap__leaves_reports_out_of_what_a_dossier_shows_of_a_commitment() -> None:
    report = stamped(loaded(REPORT_TEXT.replace("by: QO", "by: QN"), Report), PLAN)
    for plan, number in ((PLAN, 1), (SWAPPED, 0)):
        commitment = attrs.evolve(COMMITMENT, written_for=WrittenFor())  # it counts for the number that it has
        ctx = context(plan, ledger=ledger_of(commitment), reports=reports_of(report), as_of=dt.date(2031, 12, 1))
        own = [said for said in exclusion(ctx, "QN").to_weigh if said.kind.value == "own"]
        assert len(own) == number


def test_an_entry__of_several_actions_counts_for_those_that_are_the_same() -> None:
    both = stamped(loaded(COMMITMENT_TEXT.replace('"2.1"', '"2.1", "2.3"'), EntryContent), PLAN)
    ctx = context(SWAPPED, ledger=ledger_of(both))
    (entry,) = ctx.evidence.in_force
    assert [str(ref) for ref in entry.content.actions] == ["2.3"]
    assert [str(ref) for entry in ctx.ledger for ref in entry.content.actions] == ["2.1", "2.3"]


def test_a_decision__about_a_party_keeps_its_effect() -> None:
    text = COMMITMENT_TEXT.replace("commitment", "decision").replace("due: 2031-05-31", "verdict: excluded")
    decision = stamped(loaded(text.replace("by: QN", "by: COSI\nparties: QN"), EntryContent), PLAN)
    ctx = context(SWAPPED, ledger=ledger_of(decision))
    assert [absence.party_code for absence in ctx.absences] == ["QN"]
    assert len(ctx.evidence.in_force) == 1


def test_a_swap__leaves_the_kpis_of_the_register_undefined() -> None:
    ctx = context(SWAPPED)
    assert ctx.kpi_definition(KpiKey(action="2.1")) is None
    assert ctx.kpi_definition(KpiKey(action="2.3")) is not None
    assert context(PLAN).kpi_definition(KpiKey(action="2.1")) is not None


def test_a_changed_text__is_one_info_for_the_action_and_the_records_count() -> None:
    changed = evolved(PLAN, "2.1", kpis=loaded(PLAN_TEXT.replace("300 cases", "350 cases"), Plan).actions[0].kpis)
    assert says(changed) == [
        (
            "OAP831",
            (
                "Action 2.1 changed after the commitment of 10 February 2031, the report by QO of 28 June 2031, the "
                "KPI register and 1 more were written; its leaders and what its KPIs count are the same."
            ),
        )
    ]
    ((_, claims),) = claim_log(context(changed)).actions[0].figures
    assert [claim.apart for claim in claims] == [None]
    assert context(changed).kpi_definition(KpiKey(action="2.1")) is not None


@pytest.mark.parametrize(
    "changes",
    [
        {"leaders": THIRD.leaders},
        {"kpis": THIRD.kpis},
        {"continues": loaded(PLAN_TEXT.replace('goal: "2"', 'goal: "2"\n    continues: [Q-2030:1.1]', 1), Plan)
            .actions[0].continues},
    ],
    ids=["leaders", "kpis", "continues"],
)  # fmt: skip
def test_another_core__is_not_judged(changes: dict[str, Any]) -> None:
    changed = evolved(PLAN, "2.1", **changes)
    assert says(changed, ledger=ledger_of(), kpis=[], operations=[]) == [
        (
            "OAP830",
            (
                "The report by QO of 28 June 2031 does not count for action 2.1: since it was written, the action has"
                " other leaders, counts other things, or continues another action."
            ),
        )
    ]


def test_another_core__is_said_in_words_where_the_old_plan_is_loaded() -> None:
    changed = evolved(evolved(PLAN, "2.1", leaders=THIRD.leaders), "2.1", kpis=THIRD.kpis)
    old = attrs.evolve(PLAN, id="Q-2031-1")
    assert says(changed, old, ledger=ledger_of(), kpis=[], operations=[]) == [
        (
            "OAP830",
            (
                "The report by QO of 28 June 2031 does not count for action 2.1: since it was written, the leaders "
                "changed from QO to QN; what the KPIs count changed from cases to examiners trained."
            ),
        )
    ]


def test_a_swap_with_new_words__is_seen_by_lineage_where_the_old_plan_is_loaded() -> None:
    new = evolved(
        SWAPPED, "2.2", activity=loaded(PLAN_TEXT.replace("same week", "first week"), Plan).actions[0].activity
    )
    records: dict[str, Any] = {"ledger": ledger_of(), "kpis": [], "operations": []}
    assert [code for code, _ in says(new, **records)] == ["OAP831"]  # the same leader and the same counted thing
    assert says(new, attrs.evolve(PLAN, id="Q-2031-1"), **records) == [
        (
            "OAP830",
            (
                "The report by QO of 28 June 2031 does not count for action 2.1: it was written for 'Check the "
                "parcels of the main routes in the same week', which is 2.2 now."
            ),
        )
    ]


def test_a_removed_action__is_said_to_be_gone_where_the_old_plan_is_loaded() -> None:
    new = attrs.evolve(PLAN, actions=(attrs.evolve(SECOND, number="2.1"), THIRD))
    records: dict[str, Any] = {"ledger": ledger_of(), "kpis": [], "operations": []}
    assert says(new, attrs.evolve(PLAN, id="Q-2031-1"), **records) == [
        (
            "OAP830",
            (
                "The report by QO of 28 June 2031 does not count for action 2.1: it was written for 'Check the "
                "parcels of the main routes in the same week', which does not continue in the plan."
            ),
        )
    ]


def test_a_record_without_digests__counts_and_is_one_info_per_file() -> None:
    by_hand = loaded(REPORT_TEXT, Report)
    assert says(SWAPPED, reports=reports_of(by_hand), ledger=ledger_of(), kpis=[], operations=[]) == [
        (
            "OAP832",
            "The report by QO of 28 June 2031 does not say for which content of actions 2.1 and 2.3 it was written.",
        )
    ]
    ((_, claims),) = claim_log(context(SWAPPED, reports=reports_of(by_hand))).actions[0].figures
    assert [claim.apart for claim in claims] == [None]


def test_a_register_without_digests__gets_the_line_to_add() -> None:
    by_hand = loaded(KPIS_TEXT, KpiRegister)
    (finding,) = findings(PLAN, reports=reports_of(), ledger=ledger_of(), kpis=[by_hand], operations=[])
    assert finding.hint is not None
    line = finding.hint.partition("'")[2].rpartition("'")[0]
    assert loaded(f"{KPIS_TEXT}{line}\n", KpiRegister) == REGISTER


def test_a_report__that_was_edited_and_renamed_is_noticed(tmp_path: Path) -> None:
    filed = SESSION.workspace.reports.add(loaded(REPORT_TEXT, Report), tmp_path, plans=[PLAN])
    (path,) = tmp_path.rglob("*.yaml")
    assert filed.content == REPORT
    read = SESSION.workspace.read_records(("reports",), {"reports": tmp_path})
    assert not SESSION.validate(PLAN, select=[*RULES], records=read)
    edited = path.with_name("2031-06-28-june-2031-qo.yaml")
    edited.write_text(path.read_text(encoding="utf-8").replace("value: 120", "value: 12"), encoding="utf-8")
    path.unlink()
    read = SESSION.workspace.read_records(("reports",), {"reports": tmp_path})
    (finding,) = SESSION.validate(PLAN, select=[*RULES], records=read)
    assert (finding.code, finding.message) == (
        "OAP833",
        (
            "The file name of the report by QO of 28 June 2031 has no digest, so it is not possible to see whether "
            "the file was edited."
        ),
    )


def test_confirmation__counts_only_for_the_action_word_for_word() -> None:
    """Of other content the finding says which, if the earlier revision is known; other records count as before."""
    old: Plan = SESSION.loads(PLAN_TEXT, format="yaml")
    text = PLAN_TEXT.replace("Train examiners.\n", "Train examiners.\n    participants: QO\n").replace("REV 1", "REV 2")
    new: Plan = SESSION.loads(text, format="yaml")
    digest = old.action("2.3").content_digest
    for plans, what in (((new,), "its words, its timing or who takes part"), ((old, new), "its participants")):
        identities = PlanContext(plan=new, portfolio=Portfolio(plans)).identities
        changed = identities.changed_since("2.3", digest, whole=True)
        assert changed is not None
        assert (changed.judged, changed.why) == (False, f"since it was written, {what} changed")
        assert getattr(identities.changed_since("2.3", digest), "judged", None) is True
