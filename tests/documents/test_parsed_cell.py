"""The document about a text that is read as a cell."""

from __future__ import annotations

import pytest

import empact
import empact.plugins.documents
import oap_c_2012
from empact import Session
from empact.documents import Document, Table, Text
from empact.documents.parsed_cell import parsed_cell_document
from empact.hooks import DocumentSpec
from empact.testing import DocumentContract

SESSION = Session([oap_c_2012])
PLAN = SESSION.load("oap-c-2012")


class TestParsedCell(DocumentContract):
    plugin = empact.plugins.documents
    document = "parsed-cell"


def rows(document: Document, section: str) -> list[list[object]]:
    body = document.section(section).body
    assert isinstance(body, Table)
    return [[cell.value for cell in row.cells] for row in body.rows]


def cell(text: str, column: str, *, alone: bool = False) -> Document:
    return parsed_cell_document(SESSION.parse(text, column, plan=None if alone else PLAN))


def test_parsed_cell__says_who_is_meant_in_which_role() -> None:
    assert rows(
        cell("HU (tbc: no answer), Presidency, relevant MS, EL in cooperation with CY", "leaders"), "meaning"
    ) == [
        ["HU (tbc: no answer)", "HU; to be confirmed: no answer", "leader"],
        ["Presidency", "Jan to Jun 2012: DK, Jul to Dec 2012: CY", "leader"],
        ["relevant MS", "open: the text does not say who belongs to it", "leader"],
        ["EL, in cooperation with CY", "EL", "leader"],
        ["EL, in cooperation with CY", "CY; in cooperation with EL", "cooperating"],
    ]


def test_parsed_cell__says_when_it_is() -> None:
    assert rows(cell("May/August; June and July; by 30 November", "timing"), "meaning") == [
        ["May/August", "one of May 2012, Aug 2012"],
        ["June and July", "each of Jun 2012, Jul 2012"],
        ["by 30 November", "by 2012-11-30"],
    ]


def test_parsed_cell__says_where_links_lead() -> None:
    assert rows(cell("SG 1; 2.1, 9.9, B:SG*", "links"), "meaning") == [
        ["SG 1", "C-2012:SG 1"],
        ["2.1", "C-2012:2.1"],
        ["9.9", "C-2012 has no action 9.9"],
        ["B:SG*", "the portfolio has no plan of priority B at that time"],
    ]


def test_parsed_cell__says_what_is_counted() -> None:
    assert rows(cell("At least 20 arrests per month by June", "kpis"), "meaning") == [
        ["At least 20 arrests per month by June", "arrests; target at least 20; per month; by 2012-06-30"]
    ]
    assert rows(cell("Increase of 5 % in seizures", "target"), "meaning") == [
        ["Increase of 5 % in seizures", "increase 5 %"]
    ]


def test_parsed_cell__lists_doubts_and_wordings() -> None:
    document = cell("All MS except DK and Europol", "participants")
    assert [(row[0], row[3], row[4]) for row in rows(document, "doubts")] == [("and Europol", "warning", "OAP107")]
    assert rows(document, "wordings") == [
        ["All MS except DK, Europol", ("All MS (except: DK): 26 parties", "Europol: Europol"), None],
        [
            "All MS (except: DK, Europol)",
            ("All MS (except: DK, Europol): 26 parties",),
            ("All MS (except: DK, Europol) excepts Europol, which does not belong to All MS at that time.",),
        ],
    ]


def test_parsed_cell__without_a_plan_says_what_is_missing() -> None:
    document = cell("All MS", "participants", alone=True)
    assert (document.marking, document.title) == (None, "A cell without a plan")
    assert rows(document, "meaning") == [["All MS", "all of them, by the date", "participant"]]
    missing = "There is no plan: groups have no members, links lead nowhere, and times have no year."
    assert document.section("notes").body == Text((missing,))


def test_parsed_cell__says_that_no_wording_was_found() -> None:
    document = cell("IT (Withdrawn)", "participants")
    assert [section.key for section in document.sections] == ["meaning", "doubts", "notes"]
    assert document.section("notes").body == Text(("No clear wording was found that has only the words of the text.",))


def test_document_spec__with_a_parser_is_about_one_plan() -> None:
    with pytest.raises(ValueError, match="about one"):
        DocumentSpec(name="cells", summary="Cells.", build="a:b", of="portfolio", inputs=["parser"])


@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_parsed_cell__has_titles_that_fit_on_the_tab_of_a_sheet(language: str) -> None:
    document = parsed_cell_document(SESSION.parse("May/July", "timing", plan=PLAN), language=language)
    assert max(len(section.title) for section in document.sections) <= 31
