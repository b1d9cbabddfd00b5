"""The Driver's report for COSI: expected values are read from the invented reports of June and December by hand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner
from tests.plugins.test_harmless_texts import SHOWN, harms
from tests.support import shipped
from tests.support.document_rows import keys, paragraphs, rows
from tests.support.progress_cases import figure, filed, own, plan, register
from tests.support.written import file_text

import empact.plugins.documents
import oap_invented_2031 as example
from empact import Plan, Session, UnknownIdError
from empact.analysis import PlanContext, progress
from empact.cli import main
from empact.containers import look
from empact.documents import Document, Table, build_driver_report, words_in
from empact.documents.language import Words
from empact.model import (
    Checkpoint,
    FiledReport,
    FrozenMap,
    KpiRegister,
    Parties,
    PartyItem,
    Prose,
    Ref,
    Reports,
    Span,
    StatedTotals,
)
from empact.testing import DocumentContract, Golden

SESSION = Session([example])
PLAN = SESSION.load("oap-invented-2031")
REPORTING = SESSION.records(reports=example.REPORTS, operations=example.OPERATIONS, kpis=example.KPIS)
DAY = dt.date(2031, 12, 31)

SEIZED = (
    "KPI 1 (500 clocks seized): 460 clocks seized; reported by 1 of 1 expected; own contributions 370 clocks seized, "
    "reported by 3 of 4 expected; target not reached yet: 460 is below the target 500."
)


def context(day: str) -> PlanContext:
    as_of = dt.date.fromisoformat(day)
    return SESSION.context(
        PLAN,
        as_of=as_of,
        records=SESSION.records(
            ledger=example.LEDGER, reports=REPORTING.reports, operations=REPORTING.operations, kpis=REPORTING.kpis
        ),
    )


DECEMBER = build_driver_report(context("2031-12-31"))
JUNE = build_driver_report(context("2031-12-31"), checkpoint="june")


def paper(*reports: FiledReport, of: Plan | None = None, kpis: KpiRegister | None = None, **more: Any) -> Document:
    """The paper about a plan of one action with these reports."""
    about = of or plan()
    known = Reports(plan=about.id, reports=reports)
    ctx = PlanContext(plan=about, register=SESSION.register, reports=known, kpi_register=kpis)
    return build_driver_report(ctx, **more)


def action(document: Document, section: str, number: str) -> dict[str, Any]:
    """The values of an action that are not empty, by the key of the column."""
    body = document.section(section).body
    assert isinstance(body, Table)
    row = next(row for row in body.rows if row.key == number)
    found = zip(body.columns, row.values, strict=True)
    return {column.key: value for column, value in found if value is not None}


def counts(document: Document) -> dict[str, int]:
    return {key: values[1] for key, values in rows(document, "status").items()}


# The paper of the invented plan


def test_cover__has_plan_driver_checkpoint_cut_off_day_and_date_of_knowledge() -> None:
    assert DECEMBER.title == (
        "Driver's report, December 2031: Operational Action Plan 2031: counterfeit clocks (invented)"
    )
    assert dict(DECEMBER.properties) == {
        "plan": "Q-2031",
        "driver": "QM",
        "checkpoint": "December 2031",
        "cut_off_day": dt.date(2031, 12, 31),
        "as_of": dt.date(2031, 12, 31),
        "status_of_the_marking": "as printed; no declassification document known",
    }
    assert (DECEMBER.name, DECEMBER.marking) == ("Q-2031-driver-report-December-2031", "LIMITE")
    assert JUNE.properties["cut_off_day"] == dt.date(2031, 6, 30)


def test_sections__are_in_the_order_of_the_paper() -> None:
    assert keys(DECEMBER) == [
        *("context", "assessment", "outlook", "status", "goal-1", "goal-2", "goal-3", "goal-4", "preconditions"),
        *("disagreements", "duplicates", "stated", "reports", "not-reported"),
    ]


def test_own_text__is_that_of_the_drivers_report_with_its_source() -> None:
    june = "QM on 2031-07-15 [QM (Driver, June 2031)]:"
    assert paragraphs(JUNE, "context") == (june, "Counterfeit clocks now arrive in small parcels.")
    assert paragraphs(JUNE, "assessment") == (june, "Most actions are on their way.")
    assert paragraphs(JUNE, "outlook") == (june, "The check of the parcels in September is prepared.")
    december = "QM on 2031-12-20 [QM (Driver, December 2031)]:"
    assert paragraphs(DECEMBER, "outlook") == (december, "The joint patrols go on in the next plan.")


def test_words__are_those_of_the_other_documents() -> None:
    # the same facts in the results columns and in the progress of the command have the same words
    assert "460 clocks seized; reported by 1 of 1 expected" in action(DECEMBER, "goal-2", "2.1")["achieved"][0]
    plan_sheet = SESSION.export(
        PLAN,
        to="text",
        as_of=DAY,
        with_reports=True,
        records=SESSION.records(
            ledger=example.LEDGER, reports=REPORTING.reports, operations=REPORTING.operations, kpis=REPORTING.kpis
        ),
    ).decode()
    assert "460 clocks seized, reported by 1 of 1 expected" in plan_sheet
    text = exported(to="text").decode()
    assert "Cut-off day: 2031-12-31" in text
    assert "Cut off day" not in text


def test_status_counts__add_up_to_the_number_of_actions() -> None:
    assert counts(JUNE) == {
        "not-started": 1,
        "live": 6,
        "completed": 0,
        "not-completed": 0,
        "carried-over": 0,
        "cancelled": 0,
        "unclear": 1,
        "not-reported": 0,
        "actions": 8,  # 2.1; all others but 3.1; 3.1
    }
    assert {status: number for status, number in counts(DECEMBER).items() if number} == {
        "live": 3,
        "completed": 3,
        "not-completed": 1,
        "carried-over": 1,
        "actions": 8,
    }
    assert rows(DECEMBER, "status")["completed"] == ["completed", 3, ("1.2", "2.1", "4.1")]
    for document in (JUNE, DECEMBER):
        found = counts(document)
        assert found.pop("actions") == sum(found.values()) == len(PLAN.actions)


def test_action__has_what_was_achieved_with_its_target_and_who_has_reported() -> None:
    assert action(DECEMBER, "goal-2", "2.1") == {
        "action": "2.1",
        "activity": "Check the parcels of the main routes in the same week in all participating states.",
        "status": "completed",
        "reported": ("QO (leader), 2031-12-10: successfully completed",),
        "dates": (
            "QO (leader), 2031-12-10: started on 2031-09-08",
            "QO (leader), 2031-12-10: ended on 2031-09-14",
        ),
        "achieved": (SEIZED,),
        "narrative": ("QO (leader), 2031-12-10: Five sorting centres were checked in the same week.",),
    }
    trained, passed = action(JUNE, "goal-4", "4.1")["achieved"]
    assert trained == (
        "KPI 1 (60 examiners trained): 28 examiners trained; reported by 1 of 1 expected; target not reached yet: 28 "
        "is below the target 60."
    )
    assert passed == (
        "examiners who passed the test: no total: it is no KPI of the plan; QR: 22 of 28 in total; reported by QR"
    )


def test_silence__is_not_reported_and_never_zero() -> None:
    assert action(JUNE, "goal-2", "2.1")["achieved"] == ("KPI 1 (500 clocks seized): not reported",)
    nothing = build_driver_report(SESSION.context(PLAN, as_of=dt.date(2031, 6, 30)))
    assert {key: number for key, number in counts(nothing).items() if number} == {"not-reported": 8, "actions": 8}
    assert rows(nothing, "reports") == {}
    assert rows(nothing, "not-reported")["3.2"] == ["3.2", ("QM", "QN"), ("QM", "QN"), ("QQ", "QR")]
    assert "late" not in file_text(SESSION.export(PLAN, to="text", document="driver-report"))


def test_a_checkpoint_to_come__names_nobody_who_has_not_reported() -> None:
    early = build_driver_report(SESSION.context(PLAN, as_of=dt.date(2031, 6, 29)))
    assert (early.properties["checkpoint"], early.properties["cut_off_day"]) == ("June 2031", dt.date(2031, 6, 30))
    assert "not-reported" not in {section.key for section in early.sections}
    assert counts(early)["actions"] == 8


def test_a_checkpoint_of_each_year__has_its_year_in_the_title_and_the_name() -> None:
    period = Span(start=dt.date(2031, 1, 1), end=dt.date(2032, 12, 31))
    two_years = attrs.evolve(PLAN, period=period, checkpoints=(Checkpoint(name="June"), Checkpoint(name="December")))
    days = (dt.date(2031, 7, 1), dt.date(2032, 7, 1))
    papers = [build_driver_report(SESSION.context(two_years, as_of=on)) for on in days]
    assert [(paper.name, paper.title.partition(":")[0]) for paper in papers] == [
        ("Q-2031-driver-report-June-2031", "Driver's report, June 2031"),
        ("Q-2031-driver-report-June-2032", "Driver's report, June 2032"),
    ]


def test_action__that_goes_on_or_is_not_completed_says_where_and_why() -> None:
    assert action(DECEMBER, "goal-2", "2.2")["closing"] == ("It goes on in Q-2032:2.2.",)
    manual = action(DECEMBER, "goal-4", "4.2")
    assert manual["closing"] == ("QP (leader), 2031-12-09: The photographs of ten hallmarks are missing.",)
    assert manual["support"] == ("QP (leader), 2031-06-30: Photographs of the hallmarks of QQ.",)
    assert action(JUNE, "goal-1", "1.2")["obstacles"] == (
        "QZ (leader), 2031-06-27: The photographs of one workshop arrived late.",
    )


def test_narrative_of_the_driver__stands_beside_those_of_the_leaders() -> None:
    assert action(DECEMBER, "goal-3", "3.2")["narrative"] == (
        "QM (leader), 2031-06-28: One workshop in Mossmark was searched.",
        "QM (leader), 2031-12-14: Two workshops were searched; the search of the third one is planned.",
        "QM (Driver), 2031-12-20: Both leaders count the workshop of August; the third search has not begun.",
    )


def test_dates__say_who_reports_them() -> None:
    # QN says that 3.2 ended; the Driver settles that it is live. Both are kept.
    found = action(DECEMBER, "goal-3", "3.2")
    assert (found["status"], found["dates"][-1]) == ("live", "QN (leader), 2031-12-16: ended on 2031-12-11")


def test_result_after_the_period__is_slippage_once_it_is_known() -> None:
    later = build_driver_report(context("2032-12-31"))
    assert "slippage" not in keys(DECEMBER)
    assert rows(later, "slippage")["4.2"] == [
        "4.2",
        "The action ended on 2032-06-10, after the period of the plan, which ends on 2031-12-31.",
    ]
    (achieved,) = action(later, "goal-4", "4.2")["achieved"]
    assert achieved.startswith("KPI 1 (1 manual written by June 2031): reached on 2032-06-10; reported by 1 of 1 exp")


def test_precondition_that_is_not_met__names_the_parties() -> None:
    assert rows(DECEMBER, "preconditions") == {"3.1": ["3.1", "not met", 3, ("QO", "QP"), ("QR",), None]}
    assert rows(JUNE, "preconditions") == {"3.1": ["3.1", "not reported", 3, None, None, ("QO", "QP", "QR")]}


def test_what_differs__has_both_sources_and_whether_the_driver_settled_it() -> None:
    settled = "QM (Driver, December 2031)"
    found = rows(DECEMBER, "disagreements")
    assert {key: values[-1] for key, values in found.items()} == {
        "2.1 contributions": "may be explained",  # 460 and 370; QN is silent, and QO reports no part of its own
        "2.2 contributions": "may be explained",  # June: 8 and 5
        "2.2 contributions (2)": "may be explained",  # December: 32 and 14
        "2.2 sources": "no",  # QP: 5 of its own; QO: 3 for QP
        "3.2 status": settled,  # QM: live, QN: completed
        "3.2 sources": settled,  # QM: 2, QN: 3
        "4.1 breakdown": "no",  # 12 + 10 + 8 = 30, not 28
    }
    # open, explained, settled
    assert [values[-1] for values in found.values()] == ["no"] * 2 + ["may be explained"] * 3 + [settled] * 2
    about, text = found["3.2 status"][1:3]
    assert about == "Status"
    assert text == (
        "QM reported 'live' on 2031-12-14 [QM (leader, December 2031)]; "
        "QN reported 'completed' on 2031-12-16 [QN (leader, December 2031)]; "
        "QM reported 'live' on 2031-12-20 [QM (Driver, December 2031)]."
    )
    before = build_driver_report(context("2031-12-19"))
    assert rows(before, "disagreements")["3.2 status"][-1] == "no"
    assert "2 to 3 workshops searched" in action(before, "goal-3", "3.2")["achieved"][0]


def test_possible_duplicates__are_a_range() -> None:
    values = rows(DECEMBER, "duplicates")["clocks seized"]
    assert values[1:3] == [("Q-2031:2.1", "Q-2031:3.2"), "460 to 590"]


def test_stated_totals__stand_beside_those_that_are_derived() -> None:
    stated = [values[1:5] for values in rows(DECEMBER, "stated").values()]
    assert stated == [
        ["actions", "8", "8", "yes"],
        ["status counts", "9", "8", "no"],  # 1 + 2 + 4 + 1 + 1
        ["completed", "3", "3", "yes"],  # "successfully completed" and "completed"
        ["live", "4", "3", "no"],
        ["carried over", "1", "1", "yes"],
        ["not completed", "1", "1", "yes"],
        ["clocks seized", "600", "460 to 590", "no"],
    ]
    assert [values[1:5] for values in rows(JUNE, "stated").values()][:3] == [
        ["actions", "8", "8", "yes"],
        ["status counts", "7", "8", "no"],  # 5 + 1 + 1
        ["live", "5", "6", "no"],
    ]


@pytest.mark.parametrize(
    ("numbers", "derived", "agrees"),
    [
        ("1.2", "1, and 1 action not reported", "yes"),
        ("1.2 1.3 1.4", "1, and 3 actions not reported", "yes"),
        ("", "1", "no"),
    ],
)
def test_stated_status__counts_what_is_not_reported_beside(numbers: str, derived: str, agrees: str) -> None:
    several = plan({}, *({"number": number} for number in numbers.split()))
    driver = filed("QM", role="driver", on="2031-06-30", stated=StatedTotals(statuses=FrozenMap({"live": 2})))
    reports = Reports(plan=several.id, reports=(filed("QN", status="live"), driver))
    ctx = PlanContext(plan=several, register=SESSION.register, reports=reports)
    (status,) = (one for one in progress(ctx, "June 2031").stated if one.what == "live")
    assert status.text.endswith(f"states 2 for 'live', and the reports say it of {derived}.")
    values = next(
        row for row in rows(build_driver_report(ctx, checkpoint="June"), "stated").values() if row[1] == "live"
    )
    assert values[2:5] == ["2", derived, agrees]


def test_reports__are_those_in_force_up_to_the_checkpoint() -> None:
    found = rows(JUNE, "reports")
    assert len(found) == 7  # of eight files for June, QZ has superseded that of 20 June
    assert "2031-06-20-june-2031-qz-c0f36a100fc4a5af" not in found
    assert list(found.values())[-1] == [
        *("QM", "Driver", "June 2031", dt.date(2031, 7, 15), None, "2031-07-15-june-2031-qm-6e6c211ded4ca4a9")
    ]
    assert len(rows(DECEMBER, "reports")) == 17  # 7 and 10; QP's letter of June 2032 is not known yet


def test_not_reported__lists_those_of_whom_a_report_is_expected() -> None:
    assert rows(JUNE, "not-reported") == {
        "1.1": ["1.1", None, None, ("QM", "QN", "QO", "QP", "QQ", "QR")],
        "1.2": ["1.2", None, None, ("QN", "QO", "QQ")],
        "2.1": ["2.1", None, ("QO",), ("QM", "QN", "QP", "QR")],
        "2.2": ["2.2", None, None, ("QZ", "QX")],  # QP reported its own five
        "3.1": ["3.1", ("QN",), ("QN",), ("QO", "QP", "QR")],
        "3.2": ["3.2", ("QN",), ("QN",), ("QQ", "QR")],
        "4.1": ["4.1", None, None, ("QM", "QP", "QX")],
        "4.2": ["4.2", None, ("QP",), None],  # nobody contributes to a milestone
    }


def exported(**options: Any) -> Any:
    return SESSION.export(
        PLAN,
        document="driver-report",
        as_of=DAY,
        records=SESSION.records(
            ledger=example.LEDGER, reports=REPORTING.reports, operations=REPORTING.operations, kpis=REPORTING.kpis
        ),
        **options,
    )


def test_markdown__is_as_written_down(golden: Golden) -> None:
    golden("driver_report.md", exported(to="markdown"))


def test_fixed_words__are_those_of_the_language() -> None:
    german = build_driver_report(context("2031-12-31"), language="de")
    assert german.title.startswith("Bericht des Driver, December 2031: Operational Action Plan 2031")
    assert [section.title for section in german.sections][:4] == [
        *("Zusammenhang", "Bewertung", "Ausblick", "Stand der Maßnahmen")
    ]
    patrols = action(german, "goal-2", "2.2")
    assert (patrols["status"], patrols["closing"]) == ("übertragen", ("Sie wird in Q-2032:2.2 fortgesetzt.",))
    french = exported(to="markdown", language="fr").decode()
    assert "# Rapport du Driver, December 2031" in french
    assert (
        "rapporté par 3 sur 4 attendus; cible\u00a0: pas encore atteint\u00a0: 460 is below the target 500." in french
    )
    assert [row.key for row in german.tables[0].rows] == [row.key for row in DECEMBER.tables[0].rows]


@pytest.mark.parametrize("language", ["fr", "de"])
def test_every_fixed_word__is_translated(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()
    original = Words.__call__

    def recorded(words: Words, text: str, /, **values: object) -> str:
        asked.add(text)
        return original(words, text, **values)

    monkeypatch.setattr(Words, "__call__", recorded)
    for checkpoint in ("June", "December"):
        build_driver_report(context("2032-12-31"), checkpoint=checkpoint, language=language)
    paper(*broken_reports(), language=language)
    assert sorted(asked - {*words_in(language).catalogue}) == []


@pytest.mark.parametrize("to", ["docx", "xlsx", "html", "text", "markdown"])
def test_marking__is_on_every_page(to: str, tmp_path: Path) -> None:
    exported(to=to, path=f"{tmp_path}/out/")
    (file,) = (tmp_path / "out").iterdir()
    assert look(file.read_bytes()).without("LIMITE") == []


# The Driver's own text


def test_own_text__that_the_driver_has_not_written_says_so() -> None:
    document = paper(filed("QN", figure(3)), checkpoint="June")
    assert paragraphs(document, "context") == ("Not written.",)
    assert paragraphs(document, "outlook") == ("Not written.",)
    partly = paper(filed("QM", role="driver", context=Prose(text="A quiet half-year.")), checkpoint="June")
    assert paragraphs(partly, "context")[1:] == ("A quiet half-year.",)
    assert paragraphs(partly, "assessment") == ("Not written.",)


def test_own_text__keeps_its_paragraphs_and_its_list() -> None:
    text = "First paragraph,\nin two lines.\n\nSecond paragraph:\n\n- one\n- two"
    document = paper(filed("QM", role="driver", assessment=Prose(text=text)), checkpoint="June")
    assert paragraphs(document, "assessment")[1:] == (
        *("First paragraph, in two lines.", "Second paragraph:", "- one", "- two"),
    )


def test_own_text__of_several_reports_is_listed_with_each_id_in_order() -> None:
    reports = [
        filed("QM", role="driver", on="2031-07-20", id="later", context=Prose(text="Later.")),
        filed("QM", role="driver", on="2031-07-10", id="earlier", context=Prose(text="Earlier.")),
        filed("QM", role="driver", on="2031-07-05", id="replaced", context=Prose(text="Replaced.")),
        filed("QM", role="driver", on="2031-07-06", id="new", supersedes=("replaced",), context=Prose(text="New.")),
    ]
    for given in (reports, reports[::-1]):
        assert paragraphs(paper(*given, checkpoint="June"), "context") == (
            *("QM on 2031-07-06 (new):", "New."),
            *("QM on 2031-07-10 (earlier):", "Earlier."),
            *("QM on 2031-07-20 (later):", "Later."),
        )


def test_own_text__of_another_checkpoint_or_of_another_party_is_not_the_drivers() -> None:
    june = filed("QM", role="driver", context=Prose(text="June."))
    false = filed("QO", role="driver", on="2031-12-10", id="false", context=Prose(text="I am the Driver."))
    document = paper(june, false)
    assert paragraphs(document, "context") == ("Not written.",)
    assert rows(document, "reports")["false"][1] == "Driver, which the plan does not say"


def test_own_text__that_is_withheld_says_so() -> None:
    report = filed("QM", role="driver", context=Prose(withheld=True))
    assert paragraphs(paper(report, checkpoint="June"), "context")[1:] == ("withheld",)


def test_checkpoint__is_one_of_the_plan() -> None:
    with pytest.raises(UnknownIdError, match="May"):
        build_driver_report(context("2031-12-31"), checkpoint="May")


# Reports with gaps and mistakes


def broken_reports() -> list[FiledReport]:
    """Reports with what a form can have wrong: what is missing beside a status, and what the plan does not have."""
    return [
        filed("QN", figure(3), on="2031-06-20", status="live", id="a"),
        filed("QN", figure(4, kpi=7), on="2031-12-01", status="cancelled", id="b"),
        filed("QN", on="2031-12-02", action="9.9", status="live", id="c"),
        filed("QN", on="2031-12-03", checkpoint="May", status="live", id="d"),
        filed("QO", own(2, unit="kilos"), on="2031-12-04", id="e", channel="SIENA"),
        filed("QO", role="driver", on="2031-12-05", id="f"),
        filed("QZ", role="support-unit", on="2031-12-06", id="g"),
    ]


def test_cancelled__without_reason_and_agreement_says_that_they_are_not_reported() -> None:
    assert action(paper(*broken_reports()), "goal-1", "1.1")["closing"] == (
        *("Who agreed is not reported.", "The reason is not reported."),
    )
    said = {"reason": Prose(text="No funds."), "agreed_by": Parties(items=(PartyItem(party="COSI"),))}
    agreed = paper(filed("QN", status="cancelled", said=said))
    assert action(agreed, "goal-1", "1.1")["closing"] == (*("Agreed by COSI.", "QN (leader), 2031-06-28: No funds."),)


def test_carried_over__without_an_action_says_that_it_is_not_reported() -> None:
    assert action(paper(filed("QN", status="carried over")), "goal-1", "1.1")["closing"] == (
        "In which action it goes on is not reported.",
    )
    said = {"carried_over": Ref(plan="Q-2032", action="1.4")}
    assert action(paper(filed("QN", status="carried over", said=said)), "goal-1", "1.1")["closing"] == (
        "It goes on in Q-2032:1.4.",
    )


def test_status_of_an_earlier_checkpoint__is_shown_and_does_not_count() -> None:
    found = action(paper(filed("QN", figure(3), status="live"), checkpoint="December"), "goal-1", "1.1")
    assert found["status"] == "not reported"
    assert found["reported"] == ("at an earlier checkpoint: QN (leader), 2031-06-28: live",)


def test_what_the_plan_does_not_have__counts_nowhere_and_is_listed() -> None:
    assert paragraphs(paper(*broken_reports()), "unplaced") == (
        "d names the checkpoint 'May', which is not in Q-2031.",
        "c is about action 9.9, which is not in Q-2031.",
        "b has a figure for KPI 7, which is not in action 1.1.",
    )


def test_figure_in_another_unit__is_not_counted() -> None:
    kpis = register("incremental", "Q-2031", unit="arrests")
    reports = [filed("QN", figure(3)), filed("QN", figure(4, unit="kilos"), on="2031-12-01", id="b")]
    (achieved,) = action(paper(*reports, kpis=kpis), "goal-1", "1.1")["achieved"]
    assert achieved.startswith(
        "KPI 1 (Number of arrests): 3 arrests (June 2031); reported by 1 of 1 expected; not counted: "
    )


def test_plan_without_checkpoints_and_reports__has_a_paper() -> None:
    document = paper(of=Plan(id="X-2031"))
    assert keys(document) == ["context", "assessment", "outlook", "status", "reports"]
    assert (document.title, dict(document.properties)) == ("Driver's report: X-2031", {"plan": "X-2031"})


@pytest.mark.parametrize("to", shipped.WRITERS)
@pytest.mark.parametrize("odd", SHOWN)
def test_text_of_a_report__does_no_harm_in_any_format(odd: str, to: str, tmp_path: Path) -> None:
    words = Prose(text=f"{odd}\n\n{odd}")
    said = {"narrative": words, "obstacles": words, "support": words, "reason": words}
    own_text: dict[str, Any] = {"context": words, "assessment": words, "outlook": words}
    measured = figure(3, measure=f"measure {odd}", unit=f"unit {odd}", source=odd)
    given = [
        filed("QN", measured, status=odd, said=said, channel=odd),
        filed("QM", role="driver", status="live", said=said, **own_text),
    ]
    known = plan()
    SESSION.export(
        known,
        to=to,
        document="driver-report",
        path=f"{tmp_path}/out/",
        records=SESSION.records(reports=Reports(plan=known.id, reports=given)),
    )
    files = {path.name: file_text(path.read_bytes()) for path in (tmp_path / "out").iterdir()}
    assert [harm for text in files.values() for harm in harms(to, text)] == []
    assert SHOWN[odd][to] in "".join(files.values())


class TestDriverReport(DocumentContract):
    plugin = empact.plugins.documents
    document = "driver-report"


@pytest.mark.usefixtures("invented_plan_installed")
def test_driver_report__without_any_report_comes_with_a_note(tmp_path: Path) -> None:
    call = ["export", "oap-invented-2031", "--document", "driver-report", "--to", "markdown", "--as-of", "2031-12-31"]
    unknown = CliRunner().invoke(main, [*call, "-o", str(tmp_path / "paper.md")])
    assert unknown.exit_code == 2
    assert unknown.stderr.startswith("Error: The command needs the reports folder. Name the folder with --reports")
    (tmp_path / "reports").mkdir()
    empty = ["--reports", str(tmp_path / "reports")]
    done = CliRunner().invoke(main, [*call, *empty, "-o", str(tmp_path / "paper.md")])
    assert done.exit_code == 0
    said = " ".join(done.stderr.split())
    assert "Note: There are no reports about Q-2031 on 2031-12-31: nothing counts as reported." in said
    reports = CliRunner().invoke(main, [*call, "--reports", str(example.REPORTS), "-o", str(tmp_path / "with.md")])
    assert (reports.exit_code, reports.stderr) == (0, "")
