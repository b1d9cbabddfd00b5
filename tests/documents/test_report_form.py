"""The form of a report as a document: what stands on it beside the questions."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest
from tests.support.document_rows import keys, paragraphs, rows

import empact.plugins.documents
import oap_invented_2031 as example
from empact import Session
from empact.documents import Document, Table, build_report_form
from empact.testing import DocumentContract

SESSION = Session([example])
PLAN = SESSION.load("oap-invented-2031")
RECORDS = SESSION.records(
    reports=example.REPORTS, operations=example.OPERATIONS, kpis=example.KPIS, ledger=example.LEDGER
)


def built(party: str, checkpoint: str, as_of: str = "2031-12-01", **options: str) -> Document:
    context = SESSION.context(PLAN, records=RECORDS, as_of=dt.date.fromisoformat(as_of))
    return build_report_form(context, party=party, checkpoint=checkpoint, **options)


def test_report_form__names_the_plan_and_where_to_send_it() -> None:
    properties = built("QO", "December", reply_to="driver@clocks.example").properties
    assert properties["plan_title"] == "Operational Action Plan 2031: counterfeit clocks (invented)"
    assert properties["send_to"] == "driver@clocks.example"
    assert built("QO", "December").title == "Report of QO for December 2031"


def test_report_form__has_what_one_leads_before_what_one_takes_part_in() -> None:
    """QM and QN state different results of 3.2 on 14 and 16 December; QM, the Driver, is asked to settle it."""
    assert keys(built("QO", "December")) == ["how", "report", "leads", "takes-part"]
    driver = ["how", "report", "leads", "takes-part", "settle", "texts"]
    assert keys(built("QM", "December", as_of="2031-12-16")) == driver


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            (
                "This report replaces your earlier one as a whole. "
                "The cells have what you reported; change what no longer holds."
            ),
        ),
        (
            "fr",
            (
                "Ce rapport remplace en entier votre rapport précédent. "
                "Les cases contiennent ce que vous avez rapporté\u00a0; modifiez ce qui n’est plus valable."
            ),
        ),
        (
            "de",
            (
                "Dieser Bericht ersetzt Ihren früheren ganz. "
                "In den Feldern steht, was Sie berichtet haben; ändern Sie, was nicht mehr gilt."
            ),
        ),
    ],
)
def test_report_form__says_that_a_second_report_replaces_the_first_as_a_whole(language: str, words: str) -> None:
    """QZ has reported for June and not yet for December; the cells of its form for June have what it reported."""
    answered = rows(built("QZ", "June", language=language), "leads")["Q-2031:1.1/1 total 43aaa025"]
    assert "5" in answered
    assert words in paragraphs(built("QZ", "June", language=language), "how")
    assert words not in paragraphs(built("QZ", "December", language=language), "how")


def test_report_form__says_who_stated_what_only_where_several_parties_did() -> None:
    leads = rows(built("QZ", "June"), "leads")
    assert leads["Q-2031:1.1/1 total 43aaa025"][2:4] == ["yes", ("5 in total (June 2031)",)]
    settled = rows(built("QM", "December", as_of="2031-12-16"), "settle")
    assert [[*row[:2], row[3]] for row in settled.values()] == [
        [
            "3.2 Search the workshops that the comparison leads to.",
            "Status: The leaders state different statuses",
            ("QM: live (December 2031)", "QN: completed (December 2031)"),
        ],
        [
            "3.2 Search the workshops that the comparison leads to.",
            "Result of the action, KPI 1: The leaders state different totals",
            ("QM: 2 in total (December 2031)", "QN: 3 in total (December 2031)"),
        ],
    ]


@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_report_form__has_titles_that_fit_on_the_tab_of_a_sheet(language: str) -> None:
    """A workbook cuts the name of a sheet after 31 characters."""
    titles = [
        section.title
        for party, checkpoint in (("QM", "December"), ("QO", "June"))
        for section in built(party, checkpoint, as_of="2031-12-16", language=language).sections
    ]
    assert max(map(len, titles)) <= 31, titles


class TestReportForm(DocumentContract):
    plugin = empact.plugins.documents
    document = "report-form"


def test_report_form__without_a_checkpoint_is_that_of_the_day() -> None:
    document = build_report_form(SESSION.context(PLAN, as_of=dt.date(2031, 7, 1)), party="QO")
    assert document.title.startswith("Report of QO for June 2031")
    nameless = SESSION.context(attrs.evolve(PLAN, checkpoints=()))
    asked = build_report_form(nameless, party="QO")
    assert list(paragraphs(asked, "how")) == ["Q-2031 has no checkpoint with a day, so nobody is asked to report."]


def test_report_form__lists_the_words_for_a_status_in_its_language() -> None:
    body = built("QO", "June", language="de").section("leads").body
    assert isinstance(body, Table)
    cells = (cell.fill_in for row in body.rows for cell in row.cells)
    (words,) = {fill_in.options for fill_in in cells if fill_in is not None and fill_in.options}
    assert words[:3] == ("nicht begonnen", "laufend", "abgeschlossen")


@pytest.mark.parametrize(
    ("language", "how", "cell"),
    [
        ("en", "Personal and operational data do not belong", "What was done (without personal or operational data)"),
        (
            "fr",
            "Les données à caractère personnel et les données opérationnelles n’ont pas leur place",
            "Ce qui a été fait (sans données à caractère personnel ni données opérationnelles)",
        ),
        (
            "de",
            "Personenbezogene und operative Daten gehören nicht in einen Bericht",
            "Was getan wurde (ohne personenbezogene oder operative Daten)",
        ),
    ],
)
def test_report_form__says_at_each_free_text_what_does_not_belong_there(language: str, how: str, cell: str) -> None:
    form = built("QO", "December", language=language)
    assert any(paragraph.startswith(how) for paragraph in paragraphs(form, "how"))
    asked = {key: row[1] for key, row in rows(form, "leads").items()}
    narrative = next(key for key in asked if "narrative" in key)
    assert asked[narrative] == cell
    assert "(" not in next(words for key, words in asked.items() if "status" in key)
