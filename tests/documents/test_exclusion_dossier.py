"""The exclusion dossier as a document, with an invented plan and invented states."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.support import invented
from tests.support.document_rows import keys, paragraphs, rows

import empact.plugins.documents
from empact import ExportError, UnknownIdError
from empact.documents import Document, build_exclusion
from empact.model import ActionReport, EntryContent, EntryKind, FiledReport, Prose, Ref, Report, Reports
from empact.testing import DocumentContract, make_plan


def built(*entries: EntryContent, party: str = "QN", as_of: str = "2031-12-01", **options: Any) -> Document:
    ctx = invented.SESSION.context(
        invented.PLAN, as_of=invented.day(as_of), records=invented.SESSION.records(ledger=invented.ledger(*entries))
    )
    return build_exclusion(ctx, party=party, **options)


def test_exclusion__says_first_that_it_never_decides() -> None:
    document = built(invented.exhortation("2031-05-01"))
    assert document.sections[0].key == "status"
    first, *others = paragraphs(document, "status")
    assert first.startswith("This dossier decides nothing: people weigh the evidence")
    assert others == [
        "The clause covers QN.",
        "Conditions with complete evidence: 0 of 3.",
        "(a) commitments not met: no evidence",
        "(b) unsuccessful exhortations: no evidence",
        "(c) delivery jeopardised by conduct or inactivity: no evidence",
        "The ledger has 1 entry about Q-2031, as known on 2031-12-01.",
    ]
    assert (document.title, document.name) == ("Exclusion dossier of QN in Q-2031", "Q-2031-exclusion-QN")
    assert dict(document.properties) == {"plan": "Q-2031", "as_of": dt.date(2031, 12, 1), "party": "QN"}


def test_exclusion__has_the_clause_and_a_table_for_each_condition() -> None:
    document = built(invented.exhortation("2031-05-01"))
    assert keys(document) == [
        *("status", "about", "clause", "condition-a", "condition-b", "condition-c", "decisions", "left-open"),
        "cited-entries",
    ]
    assert paragraphs(document, "clause")[0].startswith("A member state that does not meet its commitments")
    assert paragraphs(document, "decisions") == ("No decision is recorded.",)
    assert rows(document, "condition-b")["missing e1"] == [
        "missing",
        "The Driver exhorts QN on 2031-05-01; it sets no day, and no entry says that it failed.",
        ("e1",),
    ]
    assert document.section("condition-c").title == "(c) delivery jeopardised by conduct or inactivity: no evidence"


def with_reports(*reports: FiledReport, language: str = "en", party: str = "QN") -> Document:
    commitment = invented.entry(EntryKind.COMMITMENT, "2031-02-10", "", "QN", actions=(Ref(action="5.2"),))
    records = invented.SESSION.records(
        ledger=invented.ledger(commitment), reports=Reports(plan="Q-2031", reports=reports) if reports else None
    )
    ctx = invented.SESSION.context(invented.PLAN, as_of=invented.day("2031-12-01"), records=records)
    return build_exclusion(ctx, party=party, language=language)


def report_by(party: str, on: str, **said: Any) -> FiledReport:
    content = Report(
        plan="Q-2031",
        checkpoint="June 2031",
        by=invented.parties(party),
        on=invented.day(on),
        source="Invented",
        actions=(ActionReport(action="5.2", **said),),
    )
    return FiledReport(id=f"report-{party}", digest=f"report-{party}", content=content)


def test_exclusion__has_what_reports_say_below_the_conditions() -> None:
    document = with_reports(report_by("QN", "2031-06-28", narrative=Prose(text="Two routes are closed.")))
    assert keys(document)[3:8] == ["condition-a", "condition-b", "condition-c", "to-weigh", "decisions"]
    assert document.section("to-weigh").title == "To be weighed: what reports say about the commitments"
    sentence = (
        "QN reported on action 5.2 on 2031-06-28, for June 2031: “Two routes are closed”. The report does not cite the "
        "commitment of 2031-02-10, which has no due date, and no entry says that it was met."
    )
    assert rows(document, "to-weigh") == {
        "own report e1 report-QN 5.2": ["own report", sentence, ("e1", "report-QN", "5.2")]
    }
    german = with_reports(report_by("QN", "2031-06-28", narrative=Prose(text="Fertig.")), language="de")
    assert german.section("to-weigh").title == "Zu würdigen: was Berichte über die Zusagen sagen"
    assert next(iter(rows(german, "to-weigh").values()))[0] == "eigener Bericht"


def test_exclusion__is_the_same_without_reports_and_for_a_silent_party() -> None:
    silent = with_reports(report_by("QO", "2031-07-02", obstacles=Prose(text="A strike.")))
    assert silent == with_reports()


def test_exclusion__names_the_cells_of_actions_and_not_their_positions() -> None:
    # QN leads 2.2 and joins 5.2.
    sources = {source for row in rows(built(), "condition-a").values() for source in row[2]}
    assert {"2.2 leaders", "5.2 participants"} <= sources
    assert not any(source.startswith("/actions") for source in sources)


def test_exclusion__shows_the_plan_without_the_party_on_request() -> None:
    document = built(impact=True)
    assert document.sections[-1].title == "The plan without QN from 2031-12-01 (actions that are over are omitted)"
    # QN alone leads 2.2, the only action of goal 2, and joins 5.2.
    assert [(row[0], row[2]) for row in rows(document, "impact").values()] == [
        ("action without a leader", ("2.2 leaders",)),
        ("action with one participant fewer", ("5.2 participants",)),
        ("goal not served", ("SG 2", "2.2")),
    ]
    over = built(as_of="2032-03-01", impact=True)
    assert over.sections[-1].title == "The plan without QN from 2032-03-01"
    assert paragraphs(over, "impact") == ("No change: the plan ended on 2031-12-31.",)


def test_exclusion__shows_a_decision_of_the_ledger() -> None:
    document = built(invented.decision("2031-07-01"))
    assert paragraphs(document, "status")[-2] == "QN is excluded from 2031-07-01 on, by a decision in the ledger."
    assert [row[1] for row in rows(document, "decisions").values()] == [("e1",)]


def test_exclusion__says_that_the_clause_covers_member_states_only() -> None:
    assert "The clause does not cover QZ: it covers member states only." in paragraphs(built(party="QZ"), "status")
    ctx = invented.SESSION.context(make_plan(), as_of=invented.day("2031-12-01"))
    without = build_exclusion(ctx, party="QN")
    assert "No provision of the plan is marked as its exclusion clause." in paragraphs(without, "status")
    assert "condition-a" not in keys(without)


def test_exclusion__needs_a_date_and_a_known_party() -> None:
    with pytest.raises(ExportError, match="The document 'exclusion' needs a date of knowledge: add as_of="):
        build_exclusion(invented.SESSION.context(invented.PLAN), party="QN")
    with pytest.raises(UnknownIdError, match="Party 'QNN' does not exist"):
        built(party="QNN")
    with pytest.raises(TypeError, match="The option 'party' is required"):
        invented.SESSION.export(invented.PLAN, document="exclusion", to="text", as_of=invented.day("2031-12-01"))


def test_exclusion__says_that_entries_were_changed() -> None:
    first, second = invented.ledger(invented.exhortation("2031-05-01"), invented.exhortation("2031-06-01")).entries
    broken = empact.model.Ledger(plan="Q-2031", entries=(second,))  # the entry before it was removed
    assert first not in broken.entries
    ctx = invented.SESSION.context(
        invented.PLAN, as_of=invented.day("2031-12-01"), records=invented.SESSION.records(ledger=broken)
    )
    changed = "Existing entries of the ledger were changed or removed: see 'empact ledger check'."
    assert paragraphs(build_exclusion(ctx, party="QN"), "status")[-1] == changed
    assert changed not in paragraphs(built(invented.exhortation("2031-05-01")), "status")


class TestExclusion(DocumentContract):
    plugin = empact.plugins.documents
    document = "exclusion"
