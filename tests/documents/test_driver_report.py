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
from empact import ExportError, Plan, Session, UnknownIdError
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
    "KPI 1 (500 clocks seized): 460 clocks seized, reported by 1 of 1 expected; shares: 370 clocks seized, "
    "reported by 3 of 4 expected; target not reached: 460 is below the target 500."
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
COPY = build_driver_report(context("2031-12-31"), audience="driver")
JUNE_COPY = build_driver_report(context("2031-12-31"), checkpoint="june", audience="driver")


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
    assert (COPY.name, COPY.title) == (
        "Q-2031-driver-report-December-2031-own-copy",
        "Driver's report (own copy), December 2031: Operational Action Plan 2031: counterfeit clocks (invented)",
    )
    assert COPY.properties["readers"] == "only the Driver and the Support Unit"


def test_sections__are_in_the_order_of_the_paper() -> None:
    assert keys(DECEMBER) == [
        *("context", "assessment", "outlook", "status", "goal-1", "goal-2", "goal-3", "goal-4", "preconditions"),
        *("differences", "duplicates", "stated", "turnout", "reports"),
    ]
    assert keys(COPY)[-6:] == ["differences", "duplicates", "stated", "apart", "turnout", "reports"]


def test_own_text__is_that_of_the_drivers_report_with_its_source() -> None:
    june = "QM on 2031-07-15 [QM (Driver, June 2031)]:"
    assert paragraphs(JUNE, "context") == (june, "Counterfeit clocks now arrive in small parcels.")
    assert paragraphs(JUNE, "assessment") == (june, "Most actions are on their way.")
    assert paragraphs(JUNE, "outlook") == (june, "The check of the parcels in September is prepared.")
    december = "QM on 2031-12-20 [QM (Driver, December 2031)]:"
    assert paragraphs(DECEMBER, "outlook") == (december, "The joint patrols go on in the next plan.")


def test_words__are_those_of_the_other_documents() -> None:
    # the same facts in the results columns and in the progress of the command have the same words
    assert "460 clocks seized, reported by 1 of 1 expected" in action(DECEMBER, "goal-2", "2.1")["achieved"][0]
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
        "unclear": 0,
        "not-reported": 1,
        "actions": 8,  # 2.1; all others but 3.1; 3.1, whose leader is silent
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
        "dates": ("started on 2031-09-08", "ended on 2031-09-14"),
        "achieved": (SEIZED,),
        "narrative": ("QO, 2031-12-10: Five sorting centres were checked in the same week.",),
    }
    assert action(COPY, "goal-2", "2.1") == {
        **action(DECEMBER, "goal-2", "2.1"),
        "reported": ("QO, 2031-12-10: successfully completed",),
        "dates": ("QO, 2031-12-10: started on 2031-09-08", "QO, 2031-12-10: ended on 2031-09-14"),
    }
    trained, passed = action(JUNE, "goal-4", "4.1")["achieved"]
    assert trained == (
        "KPI 1 (60 examiners trained): 28 examiners trained, reported by 1 of 1 expected; target open: 28; the target "
        "60 is still open."
    )
    assert passed == "examiners who passed the test: 22 of 28"


def test_silence__is_not_reported_and_never_zero() -> None:
    assert action(JUNE, "goal-2", "2.1")["achieved"] == ("KPI 1 (500 clocks seized): not reported",)
    nothing = build_driver_report(SESSION.context(PLAN, as_of=dt.date(2031, 6, 30)))
    assert {key: number for key, number in counts(nothing).items() if number} == {"not-reported": 8, "actions": 8}
    assert rows(nothing, "reports") == {}
    assert rows(nothing, "turnout")["3.2/1"] == ["3.2", "KPI 1 (3 workshops searched)", "0 of 2", "0 of 2"]
    assert "late" not in file_text(SESSION.export(PLAN, to="text", document="driver-report"))


def test_a_checkpoint_to_come__names_nobody_who_has_not_reported() -> None:
    early = build_driver_report(SESSION.context(PLAN, as_of=dt.date(2031, 6, 29)))
    assert (early.properties["checkpoint"], early.properties["cut_off_day"]) == ("June 2031", dt.date(2031, 6, 30))
    assert "turnout" not in {section.key for section in early.sections}
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
    assert manual["closing"] == ("QP, 2031-12-09: The photographs of ten hallmarks are missing.",)
    assert manual["support"] == ("QP, 2031-06-30: Photographs of the hallmarks of QQ.",)
    assert action(JUNE, "goal-1", "1.2")["obstacles"] == (
        "QZ, 2031-06-27: The photographs of one workshop arrived late.",
    )


def test_narrative_of_the_driver__stands_beside_those_of_the_leaders() -> None:
    assert action(DECEMBER, "goal-3", "3.2")["narrative"] == (
        "QM (police), 2031-06-28: One workshop in Mossmark was searched.",
        "QM (police), 2031-12-14: Two workshops were searched; the search of the third one is planned.",
        "QM (Driver), 2031-12-20: Both leaders count the workshop of August; the third search has not begun.",
    )


def test_dates__say_who_reports_them() -> None:
    # QN says that 3.2 ended; the Driver settles that it is live. Both are kept.
    found = action(COPY, "goal-3", "3.2")
    assert (found["status"], found["dates"][-1]) == ("live", "QN, 2031-12-16: ended on 2031-12-11")
    assert action(DECEMBER, "goal-3", "3.2")["dates"][-1] == "ended on 2031-12-11"


def test_result_after_the_period__is_slippage_once_it_is_known() -> None:
    later = build_driver_report(context("2032-12-31"))
    assert "slippage" not in keys(DECEMBER)
    assert rows(later, "slippage") == {
        "4.2": ["4.2", "Action: ended on 2032-06-10."],
        "4.2 (2)": ["4.2", "KPI 1 (1 manual written by June 2031): reached on 2032-06-10."],
    }
    copy = build_driver_report(context("2032-12-31"), audience="driver")
    assert rows(copy, "slippage")["4.2"][1] == (
        "QP reported on 2032-06-15: ended on 2032-06-10 [QP (December 2031)]: after the period of the plan, which ends "
        "on 2031-12-31."
    )
    (achieved,) = action(later, "goal-4", "4.2")["achieved"]
    assert achieved == (
        "KPI 1 (1 manual written by June 2031): reached on 2032-06-10, reported by 1 of 1 expected; target reached "
        "after its day: It was reached on 2032-06-10, 346 days after 2031-06-30."
    )


def test_precondition_that_is_not_met__names_the_parties_to_the_driver_only() -> None:
    assert rows(COPY, "preconditions") == {"3.1": ["3.1", "not met", 3, ("QO", "QP"), ("QR",), None]}
    assert rows(JUNE_COPY, "preconditions") == {"3.1": ["3.1", "not reported", 3, None, None, ("QO", "QP", "QR")]}
    assert rows(DECEMBER, "preconditions") == {"3.1": ["3.1", "not met", 3]}


def test_what_differs__has_the_values_and_whether_the_driver_settled_it() -> None:
    settled = "QM (Driver, December 2031)"
    assert rows(DECEMBER, "differences") == {  # open first
        # QP: 5 of its own; QO: 3 for QP
        "2.2/1 attributed": [
            *("2.2", "KPI 1 (40 joint patrols)"),
            *("A leader states another share of a party than the party itself.", "no"),
        ],
        # QM: live, QN: completed
        "3.2 status": ["3.2", "Status", "The leaders state different statuses: 'live'; 'completed'.", settled],
        # QM: 2, QN: 3
        "3.2/1 totals": [
            *("3.2", "KPI 1 (3 workshops searched)"),
            *("The leaders state different totals: 2 in total; 3 in total.", settled),
        ],
    }
    before = build_driver_report(context("2031-12-19"))
    assert rows(before, "differences")["3.2 status"][-1] == "no"
    assert (action(before, "goal-3", "3.2")["status"], action(DECEMBER, "goal-3", "3.2")["status"]) == (
        *("unclear", "live"),
    )
    start = "KPI 1 (3 workshops searched): "
    ranged, decided = (action(document, "goal-3", "3.2")["achieved"][0] for document in (before, DECEMBER))
    assert ranged.startswith(f"{start}2 to 3 workshops searched, reported by 2 of 2 expected; sources differ; target")
    assert decided.startswith(
        f"{start}2 workshops searched, reported by 2 of 2 expected; settled by the Driver; target"
    )


def test_what_differs__names_the_sources_to_the_driver() -> None:
    assert rows(COPY, "differences")["3.2 status"][2] == (
        "The leaders state different statuses: QM (police) reported on 2031-12-14: 'live' [QM (police, December 2031)];"
        " QN reported on 2031-12-16: 'completed' [QN (December 2031)]. QM, as the Driver, settles it [QM (Driver, "
        "December 2031)]."
    )


def test_possible_duplicates__are_a_range() -> None:
    values = rows(DECEMBER, "duplicates")["clocks seized"]
    assert values[1:] == [("Q-2031:2.1", "Q-2031:3.2"), "460 to 590"]
    assert rows(COPY, "duplicates")["clocks seized"][:-1] == values
    assert "QO reported on 2031-12-10: 460 in total" in str(rows(COPY, "duplicates")["clocks seized"][-1])


def test_stated_totals__stand_beside_those_that_are_derived() -> None:
    stated = [values[:4] for values in rows(DECEMBER, "stated").values()]
    assert stated == [
        ["actions", "8", "8", "yes"],
        ["status counts", "9", "8", "no"],  # 1 + 2 + 4 + 1 + 1
        ["completed", "3", "3", "yes"],  # "successfully completed" and "completed"
        ["live", "4", "3", "no"],
        ["carried over", "1", "1", "yes"],
        ["not completed", "1", "1", "yes"],
        ["clocks seized", "600", "460 to 590", "no"],
    ]
    assert [values[:4] for values in rows(JUNE, "stated").values()][:3] == [
        ["actions", "8", "8", "yes"],
        ["status counts", "7", "8", "no"],  # 5 + 1 + 1
        ["live", "5", "6, and 1 action not reported", "no"],
    ]


@pytest.mark.parametrize(
    ("numbers", "derived", "agrees", "said"),
    [
        ("1.2", "1, and 1 action not reported", "yes", "and the reports say it of 1; 1 action is not reported."),
        (
            "1.2 1.3 1.4",
            "1, and 3 actions not reported",
            "yes",
            "and the reports say it of 1; 3 actions are not reported.",
        ),
        ("", "1", "no", "and the reports say it of 1."),
    ],
)
def test_stated_status__counts_what_is_not_reported_beside(numbers: str, derived: str, agrees: str, said: str) -> None:
    several = plan({}, *({"number": number} for number in numbers.split()))
    driver = filed("QM", on="2031-06-30", stated=StatedTotals(statuses=FrozenMap({"live": 2})))
    reports = Reports(plan=several.id, reports=(filed("QN", status="live"), driver))
    ctx = PlanContext(plan=several, register=SESSION.register, reports=reports)
    (status,) = (one for one in progress(ctx, "June 2031").stated if one.what == "live")
    assert status.text.endswith(f"states 2 for 'live', {said}")
    values = next(
        row for row in rows(build_driver_report(ctx, checkpoint="June"), "stated").values() if row[0] == "live"
    )
    assert values[1:4] == ["2", derived, agrees]


def test_reports__are_those_in_force_up_to_the_checkpoint() -> None:
    found = rows(JUNE_COPY, "reports")
    assert len(found) == 6  # of seven files for June, QZ has superseded that of 20 June
    assert "2031-06-20-june-2031-qz-c2a3bc2a544966fa" not in found
    own_text = "2031-07-15-june-2031-qm-a9398577cbac2516"
    assert found[own_text] == ["QM", "Driver", "June 2031", dt.date(2031, 7, 15), None, own_text]
    assert len(rows(COPY, "reports")) == 13  # 6 and 7; QP's letter of June 2032 is not known yet
    assert list(rows(JUNE, "reports")) == [own_text]


def test_turnout__is_a_number_for_each_status_and_kpi() -> None:
    found = rows(JUNE, "turnout")
    assert {key: values[2:] for key, values in found.items() if key.startswith(("2.2", "3.2", "4.2"))} == {
        "2.2": ["1 of 1", None],
        "2.2/1": ["1 of 1", "1 of 3"],  # QP reported its own five; QX and QZ are silent
        "3.2": ["1 of 2", None],
        "3.2/1": ["1 of 2", "0 of 2"],
        "4.2": ["1 of 1", None],
        "4.2/1": ["0 of 1", None],  # nobody contributes to a milestone
    }
    assert found["3.2/1"][:2] == ["3.2", "KPI 1 (3 workshops searched)"]


def test_turnout__names_who_has_not_reported_to_the_driver_only() -> None:
    named = {key: values[-1] for key, values in rows(JUNE_COPY, "turnout").items() if values[-1]}
    assert named == {
        "1.1/1": ("QM", "QN", "QO", "QP", "QQ", "QR"),
        "1.2/1": ("QN", "QO", "QQ"),
        "2.2/1": ("QZ", "QX"),
        "3.1": ("QN",),
        "3.1/1": ("QN", "QO", "QP", "QR"),
        "3.2": ("QN",),
        "3.2/1": ("QN", "QQ", "QR"),
        "4.1/1": ("QM", "QP", "QX"),
        "4.2/1": ("QP",),
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
    assert "rapporté par 3 sur 4 attendus; cible\u00a0: non atteint\u00a0: 460 is below the target 500." in french
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
        for audience in ("cosi", "driver"):
            build_driver_report(context("2032-12-31"), checkpoint=checkpoint, audience=audience, language=language)
    for audience in ("cosi", "driver"):
        paper(*broken_reports(), audience=audience, language=language)
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
    partly = paper(filed("QM", context=Prose(text="A quiet half-year.")), checkpoint="June")
    assert paragraphs(partly, "context")[1:] == ("A quiet half-year.",)
    assert paragraphs(partly, "assessment") == ("Not written.",)


def test_own_text__keeps_its_paragraphs_and_its_list() -> None:
    text = "First paragraph,\nin two lines.\n\nSecond paragraph:\n\n- one\n- two"
    document = paper(filed("QM", assessment=Prose(text=text)), checkpoint="June")
    assert paragraphs(document, "assessment")[1:] == (
        *("First paragraph, in two lines.", "Second paragraph:", "- one", "- two"),
    )


def test_own_text__of_several_reports_is_listed_with_each_id_in_order() -> None:
    reports = [
        filed("QM", on="2031-07-20", id="later", context=Prose(text="Later.")),
        filed("QM", on="2031-07-10", id="earlier", context=Prose(text="Earlier.")),
        filed("QM", on="2031-07-05", id="replaced", context=Prose(text="Replaced.")),
        filed("QM", on="2031-07-06", id="new", supersedes=("replaced",), context=Prose(text="New.")),
    ]
    for given in (reports, reports[::-1]):
        assert paragraphs(paper(*given, checkpoint="June"), "context") == (
            *("QM on 2031-07-06 (new):", "New."),
            *("QM on 2031-07-10 (earlier):", "Earlier."),
            *("QM on 2031-07-20 (later):", "Later."),
        )


def test_own_text__of_another_checkpoint_or_of_another_party_is_not_the_drivers() -> None:
    june = filed("QM", context=Prose(text="June."))
    false = filed("QO", on="2031-12-10", id="false", context=Prose(text="I am the Driver."))
    document = paper(june, false)
    assert paragraphs(document, "context") == ("Not written.",)
    assert list(rows(document, "reports")) == [june.id]


def test_own_text__that_is_withheld_says_so() -> None:
    report = filed("QM", context=Prose(withheld=True))
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
        filed("QO", on="2031-12-05", id="f"),
        filed("QZ", on="2031-12-06", id="g"),
    ]


def test_cancelled__without_reason_and_agreement_says_that_they_are_not_reported() -> None:
    assert action(paper(*broken_reports()), "goal-1", "1.1")["closing"] == (
        *("Who agreed is not reported.", "The reason is not reported."),
    )
    said = {"reason": Prose(text="No funds."), "agreed_by": Parties(items=(PartyItem(party="COSI"),))}
    agreed = paper(filed("QN", status="cancelled", said=said))
    assert action(agreed, "goal-1", "1.1")["closing"] == (*("Agreed by COSI.", "QN, 2031-06-28: No funds."),)


def test_carried_over__without_an_action_says_that_it_is_not_reported() -> None:
    assert action(paper(filed("QN", status="carried over")), "goal-1", "1.1")["closing"] == (
        "In which action it goes on is not reported.",
    )
    said = {"carried_over": Ref(plan="Q-2032", action="1.4")}
    assert action(paper(filed("QN", status="carried over", said=said)), "goal-1", "1.1")["closing"] == (
        "It goes on in Q-2032:1.4.",
    )


def test_status_of_an_earlier_checkpoint__is_shown_and_does_not_count() -> None:
    copy = paper(filed("QN", figure(3), status="live"), checkpoint="December", audience="driver")
    found = action(copy, "goal-1", "1.1")
    assert found["status"] == "not reported"
    assert found["reported"] == ("at an earlier checkpoint: QN, 2031-06-28: live",)


def test_what_the_plan_does_not_have__counts_nowhere_and_is_listed() -> None:
    assert "unplaced" not in keys(paper(*broken_reports()))
    assert paragraphs(paper(*broken_reports(), audience="driver"), "unplaced") == (
        "d names the checkpoint 'May', which is not in Q-2031, or has no day there.",
        "c is about action 9.9, which is not in Q-2031.",
        "b has a figure for KPI 7, which is not in action 1.1.",
    )


def test_figure_in_another_unit__is_not_counted() -> None:
    kpis = register("incremental", "Q-2031", unit="arrests")
    reports = [filed("QN", figure(3)), filed("QN", figure(4, unit="kilos"), on="2031-12-01", id="b")]
    (achieved,) = action(paper(*reports, kpis=kpis), "goal-1", "1.1")["achieved"]
    assert achieved.startswith(
        "KPI 1 (Number of arrests): at least 3 arrests (June 2031), reported by 0 of 1 expected; not counted: 1 (unit)"
    )
    assert rows(paper(*reports, kpis=kpis, audience="driver"), "apart")["1.1/1 QN"] == [
        *("1.1", "KPI 1 (Number of arrests)", "QN reported on 2031-12-01: 4 kilos in total (b)."),
        "unit: its unit is not 'arrests'.",
    ]


def test_figures_of_another_year_or_party__stand_apart() -> None:
    kpis = register("incremental", "Q-2031", unit="arrests")
    reports = [
        filed("QN", figure(30), on="2031-12-01", id="total"),
        filed("QM", own(4, period=("2032-01-05", "2032-01-09")), on="2032-01-12", id="after"),
        filed("QM", own(5, period=("2030-11-01", "2030-11-09")), on="2031-06-12", id="before"),
        filed("QR", own(6), on="2031-12-03", id="other"),
        filed("QO", figure(7), on="2031-12-04", id="not-a-leader"),
    ]
    assert action(paper(*reports, kpis=kpis), "goal-1", "1.1")["achieved"] == (
        (
            "KPI 1 (Number of arrests): at least 30 arrests, reported by 1 of 1 expected; "
            "not counted: 4 (before the plan, not named, role, after the plan)"
        ),
    )
    copy = paper(*reports, kpis=kpis, audience="driver")
    assert {values[2]: values[3].partition(":")[0] for values in rows(copy, "apart").values()} == {
        "QM reported on 2031-06-12: 5 of its own (before).": "before the plan",
        "QM reported on 2032-01-12: 4 of its own (after).": "after the plan",
        "QO reported on 2031-12-04: 7 in total (not-a-leader).": "role",
        "QR reported on 2031-12-03: 6 of its own (other).": "not named",
    }
    assert "apart" not in keys(paper(*reports, kpis=kpis))


# Who reads it


def printed(document: Document) -> str:
    """All of a paper that people read."""
    parts: list[str] = [document.title, str(dict(document.properties))]
    for section in document.sections:
        body = section.body
        parts += [section.title, str([row.values for row in body.rows] if isinstance(body, Table) else body)]
    return "\n".join(parts)


def told_by_several() -> dict[str, Any]:
    """Leaders QN and QR that differ on everything, participants QO (5) and QP (7), and QQ, which is silent."""
    several = plan({"leaders": "QN, QR", "participants": "QO, QP, QQ"})
    reports = [
        filed("QN", figure(10), status="live", on="2031-12-01", said={"ended": dt.date(2031, 11, 1)}, id="n"),
        filed("QR", figure(13), status="completed", on="2031-12-02", said={"ended": dt.date(2031, 11, 2)}, id="r"),
        filed("QO", own(5), on="2031-12-03", said={"narrative": Prose(text="We took part.")}, id="o"),
        filed("QP", own(7), figure(99), on="2031-12-04", status="cancelled", id="p"),
    ]
    return {"reports": reports, "of": several, "kpis": register("cumulative", "Q-2031", unit="arrests")}


def read_by(audience: str) -> Document:
    given = told_by_several()
    return paper(*given.pop("reports"), **given, audience=audience)


def test_paper_for_cosi__has_values_and_no_names() -> None:
    document = read_by("cosi")
    found = action(document, "goal-1", "1.1")
    assert (found["status"], found["dates"]) == ("unclear", ("ended on 2031-11-02",))
    assert found["achieved"] == (
        (
            "KPI 1 (Number of arrests): 10 to 13 arrests, reported by 2 of 2 expected; sources differ; shares: 12 "
            "arrests, reported by 2 of 3 expected; not counted: 1 (role)"
        ),
    )
    assert [values[1:] for values in rows(document, "differences").values()] == [
        ["Status", "The leaders state different statuses: 'live'; 'completed'.", "no"],
        [
            "Dates",
            "The leaders state different days on which the action ended: ended on 2031-11-01; ended on 2031-11-02.",
            "no",
        ],
        ["KPI 1 (Number of arrests)", "The leaders state different totals: 10 in total; 13 in total.", "no"],
    ]
    assert rows(document, "turnout")["1.1/1"][2:] == ["2 of 2", "2 of 3"]
    text = printed(document)
    assert [name for name in ("QN", "QR", "QO", "QP", "QQ") if name in text] == []
    assert not any(share in text for share in ("5 of its own", "7 of its own", "We took part"))


def test_copy_of_the_driver__names_who_reports_what_and_who_is_silent() -> None:
    document = read_by("driver")
    text = printed(document)
    assert [name for name in ("QN", "QR", "QO", "QP", "QQ") if name not in text] == []
    assert rows(document, "turnout")["1.1/1"][2:] == ["2 of 2", "2 of 3", ("QQ",)]
    found = action(document, "goal-1", "1.1")
    assert found["reported"] == ("QN, 2031-12-01: live", "QR, 2031-12-02: completed")
    assert found["narrative"] == ("QO, 2031-12-03: We took part.",)
    assert [values[2] for values in rows(document, "apart").values()] == [
        "QP reported on 2031-12-04: 'cancelled' (p).",
        "QP reported on 2031-12-04: 99 in total (p).",
    ]


def test_audience__is_cosi_or_the_driver() -> None:
    with pytest.raises(ExportError, match=r"^There is no audience 'press'\. Choose cosi or driver\.$"):
        paper(audience="press")


def test_copy_of_the_driver__is_not_released() -> None:
    assert exported(to="text", release="LIMITE") != exported(to="text", audience="driver")
    with pytest.raises(ExportError, match="audience"):
        exported(to="text", audience="driver", release="LIMITE")


def test_words_of_participants__are_not_those_of_the_action() -> None:
    kpis = register("qualitative", "Q-2031")
    reports = [
        filed("QN", figure(text=Prose(text="Two routes are known.")), id="n"),
        filed("QO", figure(text=Prose(text="We know three.")), on="2031-06-29", id="o"),
    ]
    start = "KPI 1 (Number of arrests): "
    (achieved,) = action(paper(*reports, kpis=kpis), "goal-1", "1.1")["achieved"]
    assert achieved.startswith(f"{start}Two routes are known.; reported by 1 of 1 expected")
    copy = paper(*reports, kpis=kpis, audience="driver")
    assert "QO: We know three." in action(copy, "goal-1", "1.1")["achieved"][0]


def test_part_of_a_party__is_named_with_it() -> None:
    said = {"narrative": Prose(text="Two lorries were stopped.")}
    copy = paper(filed("QN", figure(3), said=said, part="customs"), checkpoint="June", audience="driver")
    assert rows(copy, "reports").popitem()[1][:3] == ["QN", "customs", "June 2031"]
    (narrative,) = action(paper(filed("QN", said=said, part="customs"), checkpoint="June"), "goal-1", "1.1")[
        "narrative"
    ]
    assert narrative == "QN (customs), 2031-06-28: Two lorries were stopped."


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
        filed("QM", status="live", said=said, **own_text),
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
