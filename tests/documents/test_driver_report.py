"""The Driver's report for COSI: expected values are read from the invented reports of June and December by hand."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner
from tests.plugins.test_harmless_texts import SHOWN, harms
from tests.support import shipped
from tests.support.document_rows import keys, paragraphs, rows
from tests.support.driver_papers import (
    PLAN,
    SESSION,
    action,
    asking,
    broken_reports,
    context,
    exported,
    of_differing_leaders,
    paper,
    printed,
)
from tests.support.progress_cases import figure, filed, own, plan, register, settled
from tests.support.written import file_text

import empact
import empact.plugins.documents
import oap_invented_2031 as example
from empact import Plan, UnknownIdError
from empact.analysis import DriverReport, PlanContext, driver_report
from empact.cli import main
from empact.containers.looking import look
from empact.documents import BarChart, Document, Layout, build_driver_annex, build_driver_report, words_in
from empact.documents.language import Words
from empact.model import Checkpoint, Parties, PartyItem, Prose, Ref, Reports, Span
from empact.testing import DocumentContract, Golden

DECEMBER = build_driver_report(context("2031-12-31"))
JUNE = build_driver_report(context("2031-12-31"), checkpoint="june")
PAGE_ONE = ["done", "asked", "results", "behind"]


def counts(document: Document) -> dict[str, int]:
    return {key: values[1] for key, values in rows(document, "status").items()}


# The paper of the invented plan


def test_cover__has_plan_driver_checkpoint_cut_off_day_and_date_of_knowledge() -> None:
    assert DECEMBER.title == (
        "Driver's report for December 2031: Operational Action Plan 2031: counterfeit clocks (invented)"
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


def test_sections__are_page_one_then_the_goals_then_differences_and_evidence() -> None:
    assert keys(DECEMBER) == [
        *(*PAGE_ONE, "context", "assessment", "outlook", "turnout", "status"),
        *("goal-1", "goal-2", "goal-3", "goal-4", "differences", "evidence"),
    ]
    assert [section.key for section in DECEMBER.sections if section.new_page] == ["context"]
    assert DECEMBER.section("goal-1").layout is Layout.RECORDS


def test_page_one__says_what_was_done() -> None:
    assert paragraphs(DECEMBER, "done") == (
        (
            "The plan has 8 actions: 3 are under way, 3 are completed, 1 was not completed, "
            "1 continues in a later plan. "
            "8 targets: 1 reached, 1 reached after its day, 4 not reached, 1 not certain, 1 not reported. "
            "These are completed:"
        ),
        "- 1.2 Compare the movements of seized clocks, and report which of them come from one workshop.",
        "- 2.1 Check the parcels of the main routes in the same week in all participating states.",
        "- 4.1 Train examiners of clocks.",
    )
    assert paragraphs(JUNE, "done")[0].startswith(
        "The plan has 8 actions: 1 has not started, 6 are under way, nothing is reported about 1. 8 targets: "
    )


def test_page_one__has_each_kpi_with_its_target_and_its_total() -> None:
    results = rows(DECEMBER, "results")
    assert results["2.1/1"] == ["2.1", "clocks seized", "500", "460", "not reached (92\u00a0%)"]
    assert results["1.2/1"][2:] == ["200 by 2031-06-30", "200", "reached after its day (100\u00a0%)"]
    assert results["4.1/1"][2:] == ["60", "62", "reached (103\u00a0%)"]
    assert results["4.2/1"][1:] == ["1 manual written by June 2031", "by 2031-06-30", "not reported", None]


def test_paper__names_nobody_beside_a_result() -> None:
    words_of_leaders = ("The servers of QO and QP are connected.", "Photographs of the hallmarks of QQ.")
    silent = build_driver_report(SESSION.context(PLAN, as_of=dt.date(2031, 12, 31)))
    for document in (silent, JUNE, DECEMBER):
        text = printed(document)
        assert "not reported" in text
        for quoted in words_of_leaders:
            text = text.replace(quoted, "")
        assert [code for code in ("QN", "QO", "QP", "QQ", "QR", "QZ") if code in text] == []


def test_page_one__says_which_totals_are_not_certain() -> None:
    uncertain = {
        key: (values[3], values[4]) for key, values in rows(DECEMBER, "results").items() if "not certain" in str(values)
    }
    assert uncertain == {
        "3.1/1": ("2 in December 2031, nothing reported in June 2031", "not certain"),
        "3.2/clocks seized": ("at least 130", "not certain"),
        "4.1/examiners who passed the test": (
            *("22 of 28 in June 2031, 30 of 34 in December 2031 (not added up)", "not certain"),
        ),
        "2.1, 3.2/clocks seized": ("460 to 590 together", "not certain: may be counted twice"),
    }


def test_page_one__says_which_actions_are_behind_their_plan() -> None:
    assert rows(DECEMBER, "behind") == {
        "1.2": [
            *("1.2", "Compare the movements of seized clocks, and report which of them come from one workshop."),
            dt.date(2031, 6, 30),
            ("completed; took place until 2031-10-02", "clocks compared: reached after its day"),
        ],
        "2.2": ["2.2", "Patrol the border with QX together.", dt.date(2031, 10, 31), ("continues in Q-2032:2.2",)],
        "4.2": ["4.2", "Write a manual for examiners.", dt.date(2031, 6, 30), ("not completed",)],
    }
    later = build_driver_report(context("2032-12-31"))
    assert rows(later, "behind")["4.2"][3] == (
        "completed; took place until 2032-06-10",
        "1 manual written by June 2031: reached after its day",
    )
    # 3.1 is silent in June, not behind: its time is not over
    assert list(rows(JUNE, "behind")) == ["1.2"]
    assert rows(JUNE, "behind")["1.2"][3] == ("clocks compared: not reached",)


def test_silence__is_not_behind_the_plan() -> None:
    nothing = build_driver_report(SESSION.context(PLAN, as_of=dt.date(2031, 12, 31)))
    assert paragraphs(nothing, "behind") == ("No action is known to be behind schedule.",)
    assert "late" not in re.findall(r"\w+", printed(nothing).lower())


def test_page_one__says_what_the_driver_asks_for() -> None:
    assert paragraphs(DECEMBER, "asked") == ("No decision is asked for. No support is asked for.",)
    asked = build_driver_report(asking(decisions="Agree to a second week.\n\nName a host.", support="Two translators."))
    assert paragraphs(asked, "asked") == (
        "- Decision asked for: Agree to a second week.",
        "- Decision asked for: Name a host. [1]",
        "- Support needed: Two translators. [1]",
    )
    only = build_driver_report(asking(decisions="Agree to a second week."))
    assert paragraphs(only, "asked") == (
        *("- Decision asked for: Agree to a second week. [1]", "No support is asked for."),
    )


def test_page_one__has_the_support_that_actions_need_which_go_on() -> None:
    # in December, 4.2 is not completed, and needs nothing more
    assert paragraphs(JUNE, "asked") == (
        *("- Support needed: 4.2: Photographs of the hallmarks of QQ. [1]", "No decision is asked for."),
    )


def test_page_one__is_about_a_page_of_a4() -> None:
    # rendered by hand, it fits in English, French and German; a row is a line or two, and so is a paragraph
    lines = sum(len(rows(DECEMBER, key)) for key in ("results", "behind"))
    lines += sum(len(paragraphs(DECEMBER, key)) for key in ("done", "asked"))
    assert lines == 11 + 3 + 4 + 1


def test_charts__have_one_unit_and_stand_beside_their_table() -> None:
    share, number = DECEMBER.section("results").chart, DECEMBER.section("status").chart
    assert isinstance(share, BarChart)
    assert isinstance(number, BarChart)
    assert [(bar.key, bar.label, int(bar.low), bar.text) for bar in share.bars] == [
        ("1.1/1", "1.1", 92, "92\u00a0%"),  # 11 of 12
        ("1.2/1", "1.2", 100, "100\u00a0%"),
        ("2.1/1", "2.1", 92, "92\u00a0%"),  # 460 of 500
        ("2.2/1", "2.2", 80, "80\u00a0%"),  # 32 of 40
        ("3.2/1", "3.2", 67, "67\u00a0%"),  # 2 of 3
        ("4.1/1", "4.1", 103, "103\u00a0%"),  # 62 of 60
    ]
    assert share.line is not None
    assert (share.line.label, int(share.line.value)) == ("Target", 100)
    assert [(bar.label, int(bar.high)) for bar in number.bars] == [
        *(("live", 3), ("completed", 3), ("not completed", 1), ("carried over", 1)),
    ]


@pytest.mark.parametrize(("arrests", "shown"), [("999", "99\u00a0%"), ("1000", "100\u00a0%"), ("1001", "100\u00a0%")])
def test_share_of_a_target__is_never_rounded_to_the_whole(arrests: str, shown: str) -> None:
    of = plan({"kpi": "1000 arrests"})
    (values,) = rows(
        paper(filed("QN", figure(arrests)), of=of, kpis=register("cumulative", "Q-2031")), "results"
    ).values()
    assert f"({shown})" in values[-1]


def test_status_counts__add_up_to_the_number_of_actions() -> None:
    assert counts(JUNE) == {"not-started": 1, "live": 6, "not-reported": 1}
    assert counts(DECEMBER) == {"live": 3, "completed": 3, "not-completed": 1, "carried-over": 1}
    assert rows(DECEMBER, "status")["completed"] == ["completed", 3, ("1.2", "2.1", "4.1")]
    assert sum(counts(DECEMBER).values()) == sum(counts(JUNE).values()) == len(PLAN.actions)


def test_own_text__is_that_of_the_drivers_report_with_its_number() -> None:
    assert paragraphs(JUNE, "context") == ("Counterfeit clocks now arrive in small parcels. [2]",)
    assert paragraphs(DECEMBER, "outlook") == ("The joint patrols go on in the next plan. [1]",)


def test_action__has_its_results_line_by_line() -> None:
    assert action(DECEMBER, "goal-2", "2.1") == {
        "action": "2.1",
        "activity": "Check the parcels of the main routes in the same week in all participating states.",
        "status": "completed (successfully completed) [4]",
        "dates": ("planned for 2031-09-01 to 2031-09-30", "started on 2031-09-08", "ended on 2031-09-14"),
        "results": ("500 clocks seized: 460 clocks seized [4]; target not reached",),
        "narratives": ("Five sorting centres were checked in the same week. [4]",),
    }
    assert action(DECEMBER, "goal-4", "4.1")["results"] == (
        "60 examiners trained: 62 examiners trained [10, 11]; target reached",
        "examiners who passed the test: 22 of 28 in June 2031, 30 of 34 in December 2031 (not added up) [10, 11]",
    )


def test_action__that_goes_on_or_is_not_completed_says_where_and_why() -> None:
    assert action(DECEMBER, "goal-2", "2.2")["closing"] == ("It continues in Q-2032:2.2.",)
    manual = action(DECEMBER, "goal-4", "4.2")
    assert manual["closing"] == ("The photographs of ten hallmarks are missing. [12]",)
    assert manual["support"] == ("Photographs of the hallmarks of QQ. [13]",)


def test_action__that_the_driver_settles_as_live_has_no_last_day() -> None:
    # QN says that 3.2 ended on 11 December; the Driver settles that it is live
    found = action(DECEMBER, "goal-3", "3.2")
    assert found["status"] == "live (settled by the Driver) [1]"
    assert found["dates"] == ("planned for 2031-03-01 to 2031-12-31", "started on 2031-03-10")
    assert (
        found["results"][0]
        == "3 workshops searched: 2 workshops searched (settled by the Driver) [1]; target not reached"
    )


def test_parties_that_an_action_needs__are_a_number_and_no_names() -> None:
    assert action(DECEMBER, "goal-3", "3.1")["needed"] == ("3 needed: not met",)


def test_where_sources_differ__says_what_the_driver_settled_and_the_range_of_what_is_open() -> None:
    assert rows(DECEMBER, "differences") == {
        "3.2/status status": ["3.2", "Status", "live; completed", "live [1]"],
        "3.2/1 totals": ["3.2", "workshops searched", "2 to 3 workshops searched", "2 workshops searched [1]"],
    }
    before = build_driver_report(context("2031-12-19"))
    assert [values[2:] for values in rows(before, "differences").values()] == [
        ["live; completed", "open: sources differ"],
        ["2 to 3 workshops searched", "open: sources differ"],
    ]
    assert rows(before, "results")["3.2/1"][3] == "2 to 3; sources differ"


def test_evidence__has_short_numbers_and_neither_ids_nor_names() -> None:
    evidence = rows(DECEMBER, "evidence")
    assert [values[0] for values in evidence.values()] == [f"[{number}]" for number in range(1, 14)]
    first, second, *_ = evidence.values()
    assert first == ["[1]", "December 2031", dt.date(2031, 12, 20), "Driver"]
    assert second == ["[2]", "December 2031", dt.date(2031, 12, 12), "Leader of an action"]
    text = exported(to="text").decode()
    assert [key for key in evidence if key in text] == []


def test_each_number__is_in_the_list_of_evidence() -> None:
    for document in (DECEMBER, JUNE):
        cited = {number for group in re.findall(r"\[([\d, ]+)\]", printed(document)) for number in group.split(", ")}
        assert cited == {str(number) for number in range(1, len(rows(document, "evidence")) + 1)}


def test_a_checkpoint_to_come__says_nothing_of_turnout() -> None:
    early = build_driver_report(SESSION.context(PLAN, as_of=dt.date(2031, 6, 29)))
    assert (early.properties["checkpoint"], early.properties["cut_off_day"]) == ("June 2031", dt.date(2031, 6, 30))
    assert "expected to report" not in printed(early)
    assert counts(early) == {"not-reported": 8}


def test_a_checkpoint_of_each_year__has_its_year_in_the_title_and_the_name() -> None:
    period = Span(start=dt.date(2031, 1, 1), end=dt.date(2032, 12, 31))
    two_years = attrs.evolve(PLAN, period=period, checkpoints=(Checkpoint(name="June"), Checkpoint(name="December")))
    days = (dt.date(2031, 7, 1), dt.date(2032, 7, 1))
    papers = [build_driver_report(SESSION.context(two_years, as_of=on)) for on in days]
    assert [(paper.name, paper.title.partition(":")[0]) for paper in papers] == [
        ("Q-2031-driver-report-June-2031", "Driver's report for June 2031"),
        ("Q-2031-driver-report-June-2032", "Driver's report for June 2032"),
    ]


def test_two_checkpoints_of_one_name_in_a_year__have_papers_with_names_of_their_own() -> None:
    days = (dt.date(2031, 3, 31), dt.date(2031, 9, 30))
    reviews = attrs.evolve(PLAN, checkpoints=tuple(Checkpoint(name="Review", on=day) for day in days))
    papers = [build_driver_report(SESSION.context(reviews, as_of=day)) for day in days]
    assert [(paper.name, paper.title.partition(":")[0], paper.properties["checkpoint"]) for paper in papers] == [
        (
            *("Q-2031-driver-report-Review-2031-03-31", "Driver's report for Review (2031-03-31)"),
            "Review (2031-03-31)",
        ),
        (
            *("Q-2031-driver-report-Review-2031-09-30", "Driver's report for Review (2031-09-30)"),
            "Review (2031-09-30)",
        ),
    ]


def test_doubt_of_a_total__is_that_of_its_kpi_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    # no list of all doubts is read for each row: a plan of many KPIs would take long
    def without_list(ctx: PlanContext, checkpoint: str | None = None) -> DriverReport:
        return attrs.evolve(driver_report(ctx, checkpoint), uncertain=())

    monkeypatch.setattr("empact.documents.driver_report.driver_report", without_list)
    assert rows(build_driver_report(context("2031-12-31")), "results") == rows(DECEMBER, "results")


def test_markdown__is_as_written_down(golden: Golden) -> None:
    golden("driver_report.md", exported(to="markdown"))


# The language


def test_fixed_words__are_those_of_the_language() -> None:
    german = build_driver_report(context("2031-12-31"), language="de")
    assert german.title.startswith("Bericht des Driver für December 2031: Operational Action Plan 2031")
    assert [section.title for section in german.sections][:4] == [
        *(
            "Was getan wurde",
            "Erbetene Beschlüsse und nötige Unterstützung",
            "Ergebnisse",
            "Maßnahmen hinter ihrem Plan",
        )
    ]
    assert rows(german, "results")["2.1/1"][4] == "nicht erreicht (92\u00a0%)"
    assert action(german, "goal-2", "2.2")["closing"] == ("Sie wird in Q-2032:2.2 fortgesetzt.",)
    french = build_driver_report(context("2031-12-31"), language="fr")
    assert rows(french, "results")["4.1/examiners who passed the test"][3:] == [
        *("22 sur 28 (June 2031), 30 sur 34 (December 2031) (non additionnés)", "incertain"),
    ]
    assert rows(french, "behind")["1.2"][3][0] == "achevée\u00a0; a eu lieu jusqu’au 2031-10-02"
    assert keys(german) == keys(french) == keys(DECEMBER)


@pytest.mark.parametrize("language", ["fr", "de"])
def test_every_fixed_word__is_translated(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()
    original = Words.__call__

    def recorded(words: Words, text: str, /, **values: object) -> str:
        asked.add(text)
        return original(words, text, **values)

    monkeypatch.setattr(Words, "__call__", recorded)
    for checkpoint in ("June", "December"):
        for build in (build_driver_report, build_driver_annex):
            build(context("2032-12-31"), checkpoint=checkpoint, language=language)
    for build in (build_driver_report, build_driver_annex):
        paper(*broken_reports(), build=build, language=language)
        of_differing_leaders(build, language=language)
    assert sorted(asked - {*words_in(language).catalogue}) == []


ENGLISH = re.compile(r"\b(?:reported|reached|differ|settled|until|expected|target|of its own|in total)\b")
"""Words of English sentences that the program makes; no text of the invented plan or its reports has them."""


@pytest.mark.parametrize("build", [build_driver_report, build_driver_annex])
@pytest.mark.parametrize("language", ["fr", "de"])
def test_paper__has_no_english_sentence_of_the_program(language: str, build: Callable[..., Document]) -> None:
    for checkpoint in ("June", "December"):
        text = printed(build(context("2032-12-31"), checkpoint=checkpoint, language=language)).replace(
            "Nobody has reported; the status is unclear.", ""
        )  # words of a report
        assert ENGLISH.findall(text) == []


@pytest.mark.parametrize("to", ["docx", "xlsx", "html", "text", "markdown"])
def test_marking__is_on_every_page(to: str, tmp_path: Path) -> None:
    exported(to=to, path=f"{tmp_path}/out/")
    (file,) = (tmp_path / "out").iterdir()
    assert look(file.read_bytes()).without("LIMITE") == []


# The Driver's own text


def test_own_text__that_the_driver_has_not_written_is_left_out() -> None:
    partly = paper(filed("QM", context=Prose(text="A quiet half-year.")), checkpoint="June")
    assert paragraphs(partly, "context") == ("A quiet half-year. [1]",)
    assert not {"assessment", "outlook"} & {*keys(partly)}


def test_own_text__keeps_its_paragraphs_and_its_list() -> None:
    text = "First paragraph,\nin two lines.\n\nSecond paragraph:\n\n- one\n- two"
    document = paper(filed("QM", assessment=Prose(text=text)), checkpoint="June")
    assert paragraphs(document, "assessment") == (
        *("First paragraph, in two lines.", "Second paragraph:", "- one", "- two [1]"),
    )


def test_own_text__of_several_reports_has_the_number_of_each_in_order() -> None:
    reports = [
        filed("QM", on="2031-07-20", id="later", context=Prose(text="Later.")),
        filed("QM", on="2031-07-10", id="earlier", context=Prose(text="Earlier.")),
        filed("QM", on="2031-07-05", id="replaced", context=Prose(text="Replaced.")),
        filed("QM", on="2031-07-06", id="new", supersedes=("replaced",), context=Prose(text="New.")),
    ]
    for given in (reports, reports[::-1]):
        document = paper(*given, checkpoint="June")
        assert paragraphs(document, "context") == ("New. [1]", "Earlier. [2]", "Later. [3]")
        assert list(rows(document, "evidence")) == ["new", "earlier", "later"]


def test_own_text__of_another_checkpoint_or_of_another_party_is_not_the_drivers() -> None:
    june = filed("QM", context=Prose(text="June."), decisions=Prose(text="Agree."))
    false = filed("QO", on="2031-12-10", id="false", context=Prose(text="I am the Driver."))
    document = paper(june, false)
    assert "context" not in keys(document)
    assert paragraphs(document, "asked") == ("No decision is asked for. No support is asked for.",)
    assert rows(document, "evidence") == {}


def test_own_text__that_is_withheld_says_so() -> None:
    report = filed("QM", context=Prose(withheld=True))
    assert paragraphs(paper(report, checkpoint="June"), "context") == ("withheld [1]",)


def test_checkpoint__is_one_of_the_plan() -> None:
    with pytest.raises(UnknownIdError, match="May"):
        build_driver_report(context("2031-12-31"), checkpoint="May")


# Notes of the plan

NOTED = """\
empact: plan/1
id: Q-2031
period: {start: 2031-01-01, end: 2031-12-31}
driver: QM
checkpoints: [June 2031, December 2031]
goals: [{number: "1", body: "To know the routes.[^9]"}]
actions:
  - {number: "1.1", goal: "1", activity: "Draw the picture.[^9][^8]", leaders: "QN[^9]", kpis: "KPI: 20 reports[^9]"}
notes: [{mark: "9", text: Only if a host is found.}]
"""


def test_notes__stand_at_their_place_and_no_mark_is_raw() -> None:
    noted = empact.loads(NOTED, format="yaml")
    said = {"narrative": Prose(text="We drew it.[^5]")}
    document = paper(filed("QN", figure(3), status="live", said=said), of=noted, checkpoint="June")
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    assert {(note.mark, note.text) for cell in cells for note in cell.notes} == {("9", "Only if a host is found.")}
    assert document.section("goal-1").title == "SG 1: To know the routes."
    assert action(document, "goal-1", "1.1")["activity"] == "Draw the picture.[^9]"
    assert action(document, "goal-1", "1.1")["narratives"] == ("We drew it. [1]",)


# Reports with gaps and mistakes


def test_cancelled__without_reason_and_agreement_says_that_they_are_not_reported() -> None:
    assert action(paper(*broken_reports()), "goal-1", "1.1")["closing"] == (
        *("Who agreed is not reported.", "The reason is not reported."),
    )
    said = {"reason": Prose(text="No funds."), "agreed_by": Parties(items=(PartyItem(party="COSI"),))}
    agreed = paper(filed("QN", status="cancelled", said=said))
    assert action(agreed, "goal-1", "1.1")["closing"] == ("Agreed by COSI.", "No funds. [1]")


def test_carried_over__without_an_action_says_that_it_is_not_reported() -> None:
    assert action(paper(filed("QN", status="carried over")), "goal-1", "1.1")["closing"] == (
        "The action that continues it is not reported.",
    )
    said = {"carried_over": Ref(plan="Q-2032", action="1.4")}
    carried = paper(filed("QN", status="carried over", said=said))
    assert action(carried, "goal-1", "1.1")["closing"] == ("It continues in Q-2032:1.4.",)
    assert rows(carried, "behind")["1.1"][3] == ("continues in Q-2032:1.4",)


def test_figure_in_another_unit__is_not_in_the_total() -> None:
    kpis = register("incremental", "Q-2031", unit="arrests")
    reports = [filed("QN", figure(3)), filed("QN", figure(4, unit="kilos"), on="2031-12-01", id="b")]
    assert action(paper(*reports, kpis=kpis), "goal-1", "1.1")["results"] == (
        "Number of arrests: at least 3 arrests (June 2031) [1]",
    )


# Who reads it


def test_paper_for_cosi__has_ranges_and_no_names_of_who_states_what() -> None:
    document = of_differing_leaders(build_driver_report)
    found = action(document, "goal-1", "1.1")
    assert found["status"] == "unclear; sources differ"
    assert found["results"] == ("Number of arrests: 10 to 13 arrests; sources differ",)
    assert [values[1:] for values in rows(document, "differences").values()] == [
        ["Status", "live; completed", "open: sources differ"],
        ["Last day", "2031-11-01 to 2031-11-02", "open: sources differ"],
        ["arrests", "10 to 13 arrests", "open: sources differ"],
    ]
    assert paragraphs(document, "turnout") == ("4 of the 5 parties that are expected to report have reported.",)
    text = printed(document)
    assert [name for name in ("QN", "QO", "QP", "QQ", "QR") if name in text] == []
    assert not any(share in text for share in ("5 of its own", "7 of its own", "We took part"))
    assert rows(document, "evidence") == {}


def test_settled_difference__has_the_value_of_the_driver() -> None:
    several = plan({"leaders": "QN, QR"})
    reports = [
        filed("QN", figure(10), on="2031-12-01", id="n"),
        filed("QR", figure(13), on="2031-12-02", id="r"),
        filed("QM", on="2031-12-20", settles=settled(["n", "r"], value=12), id="m"),
    ]
    document = paper(*reports, of=several, kpis=register("cumulative", "Q-2031", unit="arrests"))
    (values,) = rows(document, "differences").values()
    assert values == ["1.1", "arrests", "10 to 13 arrests", "12 arrests [1]"]
    assert list(rows(document, "evidence")) == ["m"]


def test_settled_difference_of_an_earlier_checkpoint__says_which() -> None:
    reports = [
        filed("QN", figure(10), id="n"),
        filed("QR", figure(13), id="r"),
        filed("QM", settles=settled(["n", "r"], value=12), id="m"),
        filed("QN", figure(20), on="2031-12-01", id="n2"),
        filed("QR", figure(23), on="2031-12-02", id="r2"),
        filed("QM", on="2031-12-20", settles=settled(["n2", "r2"], value=22), id="m2"),
    ]
    given: dict[str, Any] = {
        "of": plan({"leaders": "QN, QR"}),
        "kpis": register("cumulative", "Q-2031", unit="arrests"),
    }

    def differences(**more: Any) -> list[Any]:
        return [values[2:] for values in rows(paper(*reports, **given, **more), "differences").values()]

    assert differences() == [
        ["10 to 13 arrests", "12 arrests in June 2031 [2]"],
        ["20 to 23 arrests", "22 arrests [1]"],
    ]
    assert differences(checkpoint="June") == [["10 to 13 arrests", "12 arrests [1]"]]
    assert differences(language="de")[0][1] == "12 arrests (June 2031) [2]"


@pytest.mark.parametrize("unit", [None, "%"])
def test_settled_difference_of_a_ratio__has_each_with_its_denominator(unit: str | None) -> None:
    reports = [
        filed("QN", figure(22, of=28), id="n"),
        filed("QR", figure(22, of=30), id="r"),
        filed("QM", settles=settled(["n", "r"], value=22, of=Decimal(28)), id="m"),
    ]
    kpis = register("ratio", "Q-2031", unit=unit)
    document = paper(*reports, of=plan({"leaders": "QN, QR"}), kpis=kpis, checkpoint="June")
    assert [values[2:] for values in rows(document, "differences").values()] == [["22 of 28; 22 of 30", "22 of 28 [1]"]]


def test_shares_above_the_total__are_a_range() -> None:
    reports = [
        filed("QN", figure(10), on="2031-12-01", id="n"),
        filed("QO", own(8), on="2031-12-02", id="o"),
        filed("QM", own(7), on="2031-12-03", id="m"),
    ]
    document = paper(*reports, kpis=register("cumulative", "Q-2031", unit="arrests"))
    assert [values[2:] for values in rows(document, "differences").values()] == [
        ["10 to 15 arrests", "open: sources differ"]
    ]
    (line,) = rows(document, "results").values()
    assert line[3:] == ["10 to 15; sources differ", "not certain"]


def test_words_of_participants__are_not_those_of_the_action() -> None:
    kpis = register("qualitative", "Q-2031")
    reports = [
        filed("QN", figure(text=Prose(text="Two routes are known.")), id="n"),
        filed("QO", figure(text=Prose(text="We know three.")), on="2031-06-29", id="o"),
    ]
    document = paper(*reports, kpis=kpis)
    assert action(document, "goal-1", "1.1")["results"] == ("Number of arrests: Two routes are known. [1]",)
    assert "We know three." not in printed(document)


def test_plan_without_checkpoints_and_reports__has_a_paper() -> None:
    document = paper(of=Plan(id="X-2031"))
    assert keys(document) == ["done", "asked", "behind", "status", "evidence"]
    assert paragraphs(document, "done") == ("The plan has 0 actions.",)
    assert (document.title, dict(document.properties)) == ("Driver's report: X-2031", {"plan": "X-2031"})


@pytest.mark.parametrize("to", shipped.WRITERS)
@pytest.mark.parametrize("odd", SHOWN)
def test_text_of_a_report__does_no_harm_in_any_format(odd: str, to: str, tmp_path: Path) -> None:
    words = Prose(text=f"{odd}\n\n{odd}")
    said = {"narrative": words, "obstacles": words, "support": words, "reason": words}
    own_text: dict[str, Any] = dict.fromkeys(("context", "assessment", "decisions", "support", "outlook"), words)
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
