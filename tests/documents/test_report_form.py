"""The form of a report as a document: what stands on it beside the questions."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.support.document_rows import keys, paragraphs, rows

import oap_invented_2031 as example
from empact import Session
from empact.documents import Document, build_report_form

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
        ("en", "This report replaces your earlier one as a whole. Fill in again what still holds."),
        ("fr", "Ce rapport remplace en entier votre rapport précédent. Indiquez à nouveau ce qui reste valable."),
        ("de", "Dieser Bericht ersetzt Ihren früheren ganz. Tragen Sie wieder ein, was noch gilt."),
    ],
)
def test_report_form__says_that_a_second_report_replaces_the_first_as_a_whole(language: str, words: str) -> None:
    """QZ has reported for June and not yet for December."""
    assert words in paragraphs(built("QZ", "June", language=language), "how")
    assert words not in paragraphs(built("QZ", "December", language=language), "how")


def test_report_form__says_who_stated_what_only_where_several_parties_did() -> None:
    leads = rows(built("QZ", "June"), "leads")
    assert leads["Q-2031:1.1/1 total 43aaa025"][2] == ("5 in total (June 2031)",)
    settled = rows(built("QM", "December", as_of="2031-12-16"), "settle")
    assert [row[:3] for row in settled.values()] == [
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
